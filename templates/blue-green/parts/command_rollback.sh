# shellcheck shell=bash
# == ./rollback.sh

# rollback, with the lock held. What it returns to depends on how the last deploy ended.
rollback() {
  local former attempt
  enter_phase idle
  read_journal
  former="$JOURNAL_ACTION $JOURNAL_STAGE"
  inspect_host undo
  # A name that is neither in the journal nor on the live container: the last deploy failed early.
  attempt=$(read_line "$DIRECTORY/.attempt")
  if [[ -n $attempt && $attempt != "$JOURNAL_RUN" && $attempt != "${RUNS[${LIVE_ID:-none}]:-}" ]]; then
    former='deploy preparing'
  fi
  case $former in
    'deploy preparing' | 'deploy flipping' | 'deploy undone')
      keep_previous_version "$former"
      ;;
    'rollback flipping' | 'rollback committed')
      if [[ $JOURNAL_STAGE == 'done' && -n $LIVE_READY ]]; then
        say "the interrupted rollback is finished: $LIVE serves"
        exit 0
      fi
      switch_to_previous
      ;;
    'rollback done')
      if [[ -n $LIVE_READY ]]; then
        fail "nothing to roll back to: the last run was already a rollback"
      fi
      keep_previous_version "$former"
      ;;
    *)
      switch_to_previous
      ;;
  esac
}

# keep_previous_version FORMER: the last deploy failed; what served before it must serve. A color that answers is kept even if docker
# reports it as unhealthy: an older version would not be more reliable.
keep_previous_version() {
  local meant=$LIVE note=''
  if [[ -z $LIVE_READY ]]; then
    if [[ -n $LIVE_ID ]] && container_runs "$LIVE_ID" && smoke_test "$LIVE"; then
      note=", although docker reports it as '$CONDITION'"
    else
      restart_color "$LIVE" || restart_color "$(other_than "$LIVE")" || fail "no color could be started"
      record_live_color
    fi
  fi
  if [[ $1 == 'deploy flipping' && $LIVE == "$JOURNAL_TO" ]]; then
    fail "the color that served before the last deploy is not ready to serve"
  fi
  begin_journal rollback "$(other_than "$LIVE")" "$LIVE" 'done' || fail "cannot write $DIRECTORY/.rollout"
  rm -f -- "$DIRECTORY/.attempt" || fail "cannot write in $DIRECTORY"
  if [[ $LIVE != "$meant" ]]; then
    trap - EXIT
    say "$GOAL: FAILED to bring back $meant; $LIVE serves, with an OLDER version (${RESTARTED_IMAGE:-unknown})"
    exit 1
  fi
  say "the last deploy is undone: $LIVE serves$note"
  exit 0
}

# restart_color COLOR: starts a stopped container and switches nginx to it, if no color serves.
RESTARTED_IMAGE=''

restart_color() {
  local id=${CONTAINERS["$APP-$1"]:-}
  if [[ -z $id ]]; then
    return 1
  fi
  say "starting $1 again"
  engine start "$id" && is_ready "$1" "$id" && switch_nginx_to "$1" || return 1
  LIVE=$1 LIVE_ID=$id LIVE_READY=yes
  engine container inspect --format '{{index .Config.Labels "pipewright.image"}}' -- "$id" && RESTARTED_IMAGE=$OUTPUT
}

switch_to_previous() {
  local target id
  target=$(other_than "$LIVE")
  id=${CONTAINERS["$APP-$target"]:-}
  if [[ -z $id ]]; then
    fail "nothing to roll back to: there is no $target container"
  fi
  if [[ -n $LIVE_READY ]]; then
    say "$LIVE serves; rolling back to $target"
    check_live || warn "$LIVE does not answer through nginx"
  else
    say "no healthy color serves (nginx's file names $LIVE); rolling back to $target"
  fi
  check_port "$target"
  rm -f -- "$DIRECTORY/.attempt" || fail "cannot write in $DIRECTORY"
  begin_journal rollback "$LIVE" "$target" || fail "cannot write in $DIRECTORY"
  enter_phase preparing
  say "starting $target"
  engine start "$id" || fail "the $target container could not be started"
  switch_to "$target" "$id"
}
