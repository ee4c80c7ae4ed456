# shellcheck shell=bash
# run_deploy COMMAND ARGUMENTS...: runs deploy.sh in the same folder, which must have the same version.
run_deploy() {
  if (($# != 1)); then
    echo "usage: ./${0##*/}" >&2
    exit 2
  fi
  cd -- "$(dirname -- "${BASH_SOURCE[0]}")" || exit 2
  if ! grep --quiet "^ *readonly VERSION='$VERSION'\$" deploy.sh; then
    echo "refused: the deploy.sh in this folder is missing or does not have this script's version ($VERSION); copy the three generated scripts together" >&2
    exit 2
  fi
  exec bash ./deploy.sh "$1"
}
