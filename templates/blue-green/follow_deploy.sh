# shellcheck shell=bash
# Runs ./deploy.sh on the host and prints its log. A lost connection does not stop the deploy: it runs in its own session,
# with a log file and a file for its exit status.
# Needs DIRECTORY and IMAGE_URL, and REGISTRY_USERNAME and TOKEN_FILE if deploy.sh must log in.

if [ -z "${BASH_VERSION:-}" ]; then
  echo "the login shell of this host's user is not bash" >&2
  exit 1
fi
set -Eeuo pipefail
umask 077

# follow NAME COMMAND...: starts the command detached, prints its log while it runs, and returns its exit status (137 if it
# left none). Its last line must confirm success: a truncated script may exit with 0 without doing anything.
follow() {
  local files status process
  files="$DIRECTORY/.runs/$(date -u +%Y%m%dT%H%M%S)-$$-$1"
  shift
  : >"$files.log"
  # shellcheck disable=SC2016 # expanded by the detached shell
  setsid bash -c 'files=$1; shift; trap "" HUP PIPE; status=0; "$@" || status=$?; echo "$status" >"$files.status"' \
    bash "$files" "$@" </dev/null >"$files.log" 2>&1 &
  process=$!
  tail --lines=+1 --sleep-interval=0.5 --pid="$process" --follow "$files.log"
  wait "$process" || :
  status=$(cat "$files.status" 2>/dev/null) || status=137
  if [ "${status:-137}" -eq 0 ] && ! tail --lines=1 "$files.log" | grep --quiet ' serves'; then
    echo "$1 exited with status 0 but did not confirm success: is the script truncated?"
    return 1
  fi
  return "${status:-137}"
}

# markers: the files that deploy.sh writes as soon as it starts. A refused deploy does not change them.
markers() {
  cat .attempt .rollout 2>/dev/null || :
}

# target_log: the last 50 log lines of the new container. deploy.sh saves them when it removes the container; if deploy.sh was
# killed, the container still exists.
target_log() {
  local container
  if [ -s .failed_container.log ]; then
    echo "last log lines of the container that failed:"
    cat .failed_container.log
    return 0
  fi
  container=$(timeout 60 docker ps --all --quiet --filter "label=pipewright.run=$(cat .attempt)") || return 0
  if [ -z "$container" ]; then
    echo "no container was started"
    return 0
  fi
  echo "last log lines of the container that was started:"
  timeout 60 docker logs --tail 50 "$container" 2>&1 || echo "there are none"
}

main() {
  local status=0 before
  cd "$DIRECTORY"
  if [ -n "${TOKEN_FILE:-}" ]; then
    GHCR_TOKEN=$(cat "$TOKEN_FILE") || status=1
    rm -f "$TOKEN_FILE"
    if [ "$status" -ne 0 ] || [ -z "$GHCR_TOKEN" ]; then
      echo "the token is missing in $TOKEN_FILE"
      exit 1
    fi
    GHCR_USERNAME=${REGISTRY_USERNAME:?}
    export GHCR_USERNAME GHCR_TOKEN
  fi
  if [ -e .runs ] && [ ! -d .runs ]; then
    mv .runs ".runs.aside.$(date -u +%s)"
  fi
  mkdir -p .runs
  # Old logs are only information: an error here does not stop the deploy.
  find .runs -type f -mtime +30 -delete || :
  before=$(markers)
  rm -f .failed_container.log || :
  follow deploy ./deploy.sh "$IMAGE_URL" || status=$?
  unset GHCR_USERNAME GHCR_TOKEN
  if [ "$status" -eq 0 ]; then
    exit 0
  fi
  echo "deploy.sh exited with status $status"
  if [ "$status" -eq 2 ] || [ "$(markers)" = "$before" ]; then
    # It ended before it changed anything. A rollback now could undo a successful deploy of another run.
    echo "nothing was changed, so there is nothing to roll back"
    exit 1
  fi
  target_log
  status=0
  follow rollback ./rollback.sh || status=$?
  echo "rollback.sh exited with status $status"
  exit 1
}

main
