# shellcheck shell=bash
# Is a colour fit to serve? Asked of docker by the container's ID, and of the container itself.

# is_healthy ID: running and healthy at this moment. A container without HEALTHCHECK (made before these scripts) counts
# as healthy; the smoke test is then all we know.
is_healthy() {
  local condition
  condition=$(container_condition "$1") || return 1
  [[ $condition == 'running healthy' || $condition == 'running none' ]]
}

# await_health COLOUR ID: waits while docker says "starting", stops at once at anything else that is not "healthy".
await_health() {
  local condition deadline=$((SECONDS + HEALTH_TIMEOUT))
  while :; do
    condition=$(container_condition "$2") || return 1
    case $condition in
      'running healthy' | 'running none')
        return 0
        ;;
      'running starting') ;;
      'running unhealthy')
        say "docker says that $1 is unhealthy"
        return 1
        ;;
      *)
        say "the container of $1 does not run, docker says '$condition'"
        return 1
        ;;
    esac
    if ((SECONDS >= deadline)); then
      say "$1 was still starting after $HEALTH_TIMEOUT seconds"
      return 1
    fi
    sleep "$POLL_INTERVAL"
  done
}

# is_fit COLOUR ID: the whole gate.
is_fit() {
  await_health "$1" "$2" && smoke_test "$1"
}
