# shellcheck shell=bash
# Runs ./deploy.sh on the host and follows it. A connection that is lost does not stop the deploy: it has a session and a
# log of its own, and its exit status is left in a file.
# Wants DIRECTORY and IMAGE_URL; REGISTRY_USERNAME and TOKEN_FILE when deploy.sh is to log in.

if [ -z "${BASH_VERSION:-}" ]; then
  echo "the login shell of this host's user is not bash" >&2
  exit 1
fi
set -Eeuo pipefail
umask 077

# follow NAME COMMAND...: starts it detached, prints its log while it runs, and returns its exit status (137 when it ended
# without leaving one). Success is what its last line says: a script that was cut off may end with 0 and have done nothing.
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
    echo "$1 ended with status 0 and did not say that anything serves: is the script whole?"
    return 1
  fi
  return "${status:-137}"
}

# marks: what deploy.sh leaves behind as soon as it has begun; a deploy that was refused changes none of it.
marks() {
  cat .attempt .rollout 2>/dev/null || :
}

# target_log: the last 50 lines of the container that did not come to serve: deploy.sh keeps them when it removes the
# container; one that was cut off has left the container itself.
target_log() {
  local container
  if [ -s .failed_container.log ]; then
    echo "last lines of the container that failed:"
    cat .failed_container.log
    return 0
  fi
  container=$(timeout 60 docker ps --all --quiet --filter "label=pipewright.run=$(cat .attempt)") || return 0
  if [ -z "$container" ]; then
    echo "no container was started"
    return 0
  fi
  echo "last lines of the container that was started:"
  timeout 60 docker logs --tail 50 "$container" 2>&1 || echo "there are none"
}

main() {
  local status=0 before
  cd "$DIRECTORY"
  if [ -n "${TOKEN_FILE:-}" ]; then
    GHCR_TOKEN=$(cat "$TOKEN_FILE") || status=1
    rm -f "$TOKEN_FILE"
    if [ "$status" -ne 0 ] || [ -z "$GHCR_TOKEN" ]; then
      echo "there is no token in $TOKEN_FILE"
      exit 1
    fi
    GHCR_USERNAME=${REGISTRY_USERNAME:?}
    export GHCR_USERNAME GHCR_TOKEN
  fi
  if [ -e .runs ] && [ ! -d .runs ]; then
    mv .runs ".runs.aside.$(date -u +%s)"
  fi
  mkdir -p .runs
  # What only informs never stops a deploy.
  find .runs -type f -mtime +30 -delete || :
  before=$(marks)
  rm -f .failed_container.log || :
  follow deploy ./deploy.sh "$IMAGE_URL" || status=$?
  unset GHCR_USERNAME GHCR_TOKEN
  if [ "$status" -eq 0 ]; then
    exit 0
  fi
  echo "deploy.sh ended with status $status"
  if [ "$status" -eq 2 ] || [ "$(marks)" = "$before" ]; then
    # It ended before it touched anything. A rollback now could undo a deploy that somebody else has just made.
    echo "nothing was touched, so there is nothing to roll back"
    exit 1
  fi
  target_log
  status=0
  follow rollback ./rollback.sh || status=$?
  echo "rollback.sh ended with status $status"
  exit 1
}

main
