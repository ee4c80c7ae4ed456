# shellcheck shell=bash
# What happens to containers that do not serve.

container_runs() {
  local condition
  condition=$(container_condition "$1") || return 1
  [[ $condition == running\ * || $condition == restarting\ * || $condition == paused\ * ]]
}

# stop_container ID
stop_container() {
  docker stop -t "$STOP_TIMEOUT" "$1" >/dev/null
}

# is_attempt ID: made by a deploy that did not come to its end, so never accepted and nothing to go back to.
is_attempt() {
  local run
  if [[ $JOURNAL_ACTION != deploy || $JOURNAL_STAGE == committed || $JOURNAL_STAGE == 'done' ]]; then
    return 1
  fi
  run=$(container_label "$1" pipewright.run) || return 1
  [[ $run == "$JOURNAL_RUN" ]]
}

# keep_last_words ID: the log of a container that is about to be removed, for whoever asks why.
keep_last_words() {
  local file=$DIRECTORY/.failed_container.log
  if docker logs --tail 50 "$1" >"$file" 2>&1; then
    say "the last 50 lines of its log are kept in $file"
  else
    warn "its log could not be kept in $file"
  fi
}
