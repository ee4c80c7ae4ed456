# shellcheck shell=bash
# == Docker: every call has a bound, and a signal to us does not wait for its end

CHILD='' SIGNALED='' ANSWER='' ENVIRONMENT_LINES=()

# await_child: bash acts on a signal at once while it waits, and not before the end of a command that it runs. A signal
# that does not end us (see on_signal) does not end what we wait for.
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

# within SECONDS COMMAND...
within() {
  interruptible timeout --kill-after 5 "$@"
}

# engine ARGUMENTS...: what docker answers, in ANSWER. ENVIRONMENT_LINES are for `docker run` alone.
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
  IFS= read -r -d '' -u "$answer" ANSWER || :
  exec {answer}<&-
  ANSWER=${ANSWER%$'\n'}
  return "$status"
}
