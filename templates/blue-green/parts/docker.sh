# shellcheck shell=bash
# == Docker: every call has a timeout, and a signal interrupts it

CHILD='' SIGNALED='' OUTPUT='' ENVIRONMENT_LINES=()

# await_child: bash handles a signal at once during `wait`, but only after a foreground command has ended. A signal that does
# not end this script (see on_signal) does not end the child either.
await_child() {
  local status=0
  until
    SIGNALED='' status=0
    wait "$CHILD" || status=$?
    [[ -z $SIGNALED ]]
  do
    :
  done
  CHILD=''
  return "$status"
}

interruptible() {
  "$@" <&0 &
  CHILD=$!
  await_child
}

# with_timeout SECONDS COMMAND...
with_timeout() {
  interruptible timeout --kill-after 5 "$@"
}

# engine ARGUMENTS...: runs docker; its output is in OUTPUT. ENVIRONMENT_LINES are exported for `docker run` only.
engine() {
  local status=0 answer
  exec {answer}< <(
    if [[ $1 == run ]]; then
      for line in "${ENVIRONMENT_LINES[@]}"; do
        export "${line?}"
      done
    fi
    exec timeout --kill-after 5 "$DOCKER_TIMEOUT" docker "$@"
  )
  CHILD=$!
  await_child || status=$?
  IFS= read -r -d '' -u "$answer" OUTPUT || :
  exec {answer}<&-
  OUTPUT=${OUTPUT%$'\n'}
  return "$status"
}
