# shellcheck shell=bash
# == The health gate: is a color fit to serve? docker is asked by the container's ID, then the container itself.

# is_healthy ID: running and healthy at this moment. A container without HEALTHCHECK (made before these scripts) counts
# as healthy; the smoke test is then all we know.
is_healthy() {
  look_at "$1" && [[ $CONDITION == 'running healthy' || $CONDITION == 'running none' ]]
}

# await_health COLOR ID: waits while docker says "starting", stops at once at anything else that is not "healthy".
await_health() {
  local deadline=$(($(now) + HEALTH_TIMEOUT))
  while :; do
    look_at "$2" || return 1
    case $CONDITION in
      'running healthy' | 'running none')
        return 0
        ;;
      'running starting') ;;
      'running unhealthy')
        say "docker says that $1 is unhealthy"
        return 1
        ;;
      *)
        say "the container of $1 does not run, docker says '$CONDITION'"
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

# is_fit COLOR ID: the whole gate.
is_fit() {
  await_health "$1" "$2" && smoke_test "$1"
}

# still_fit COLOR ID BIRTH: without waiting; it must not have started again since.
still_fit() {
  if ! is_healthy "$2"; then
    say "the container of $1 was healthy and is '$CONDITION' now"
    return 1
  elif [[ $BIRTH != "$3" ]]; then
    say "the container of $1 ended and was started again"
    return 1
  fi
  smoke_test "$1"
}
