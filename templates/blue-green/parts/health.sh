# shellcheck shell=bash
# == The health gate: is a color ready to serve? First the container's state in docker, then its smoke test.

# is_healthy ID: running and healthy at this moment. A container without HEALTHCHECK (created before these scripts) counts
# as healthy; then only the smoke test decides.
is_healthy() {
  inspect_container "$1" && [[ $CONDITION == 'running healthy' || $CONDITION == 'running none' ]]
}

# await_health COLOR ID: waits while docker reports "starting", and fails at once for any other state but "healthy".
await_health() {
  local deadline=$(($(now) + HEALTH_TIMEOUT))
  while :; do
    inspect_container "$2" || return 1
    case $CONDITION in
      'running healthy' | 'running none')
        return 0
        ;;
      'running starting') ;;
      'running unhealthy')
        say "docker reports $1 as unhealthy"
        return 1
        ;;
      *)
        say "the container of $1 is not running, docker reports '$CONDITION'"
        return 1
        ;;
    esac
    if (($(now) >= deadline)); then
      say "$1 was still starting after $HEALTH_TIMEOUT seconds"
      return 1
    fi
    sleep "$POLL_INTERVAL"
  done
}

# is_ready COLOR ID: health and smoke test.
is_ready() {
  await_health "$1" "$2" && smoke_test "$1"
}

# is_still_ready COLOR ID STARTED: the same without waiting; the container must not have restarted.
is_still_ready() {
  if ! is_healthy "$2"; then
    say "the container of $1 was healthy and is now '$CONDITION'"
    return 1
  elif [[ $STARTED != "$3" ]]; then
    say "the container of $1 has restarted"
    return 1
  fi
  smoke_test "$1"
}
