#!/usr/bin/env bash
#[[ header ]]#
#
# Goes back to what served before the last deploy:
#   ./rollback.sh
#
# After a deploy that failed or was cut off, users have seen nothing of it (or the flip is undone here): the last good
# colour is made sure of, and that is all. After a deploy that succeeded, the former colour's stopped container is started,
# has to pass the same health gate and smoke test, and nginx is pointed at it as in a deploy. A colour that was rolled back
# from is not gone back to: to run another version, deploy it.
#
# Exit status:
#   0  the colour that served before the last deploy serves
#   1  it does not: nothing to go back to, or it is not fit; what serves now serves as before
#   2  refused before anything was looked at: wrong usage, a missing tool, or another run holds the lock
#   3  no healthy colour is known to serve: a person is needed

# shellcheck disable=SC2329 # the traps call functions that nothing else calls
set -Eeuo pipefail

#[[ settings ]]#

#[% include "blue-green/parts/log.sh" %]#

#[% include "blue-green/parts/failure.sh" %]#

#[% include "blue-green/parts/privilege.sh" %]#

#[% include "blue-green/parts/lock.sh" %]#
#[% if turns %]#

#[% include "server/turn.sh" %]#
#[% endif %]#

#[% include "blue-green/parts/colour.sh" %]#

#[% include "blue-green/parts/state.sh" %]#

#[% include "blue-green/parts/journal.sh" %]#

#[% include "blue-green/parts/container.sh" %]#

#[% include "blue-green/parts/container_life.sh" %]#

#[% include "blue-green/parts/ownership.sh" %]#

#[% include "blue-green/parts/smoke.sh" %]#

#[% include "blue-green/parts/health.sh" %]#

#[% include "blue-green/parts/nginx_configuration.sh" %]#

#[% include "blue-green/parts/nginx_file.sh" %]#

#[% include "blue-green/parts/nginx_master.sh" %]#

#[% include "blue-green/parts/nginx_reload.sh" %]#

#[% include "blue-green/parts/live.sh" %]#

#[% include "blue-green/parts/reconcile.sh" %]#

#[% include "blue-green/parts/revive.sh" %]#

#[% include "blue-green/parts/switch.sh" %]#

#[% include "blue-green/parts/ending.sh" %]#

#[% include "blue-green/parts/beginning.sh" %]#

# rollback, with the lock held.
rollback() {
  local former live_run=''
  enter idle
  read_journal
  former="$JOURNAL_ACTION $JOURNAL_STAGE"
  inspect_host undo
  if [[ -n $LIVE_ID ]]; then
    live_run=$(container_label "$LIVE_ID" pipewright.run) || fail "docker does not answer"
  fi
  if failed_early "$live_run"; then
    former='deploy preparing'
  fi
  case $former in
    'deploy preparing' | 'deploy flipping' | 'deploy undone')
      accept_last_good "$former"
      ;;
    'rollback flipping' | 'rollback committed')
      if [[ $JOURNAL_STAGE == 'done' && -n $LIVE_FIT ]]; then
        say "the rollback that was cut off is finished: $LIVE serves"
        exit 0
      fi
      go_back
      ;;
    'rollback done')
      if [[ -n $LIVE_FIT ]]; then
        fail "nothing to go back to: the last run here was a rollback already"
      fi
      accept_last_good "$former"
      ;;
    *)
      go_back
      ;;
  esac
}

# accept_last_good FORMER: the last deploy came to nothing; whatever served before it must serve.
accept_last_good() {
  if [[ -z $LIVE_FIT ]]; then
    revive "$LIVE" || revive "$(other_than "$LIVE")" || fail "no colour could be made to serve"
    record_truth
  fi
  if [[ $1 == 'deploy flipping' && $LIVE == "$JOURNAL_TO" ]]; then
    fail "the colour that served before the last deploy is not fit to serve"
  fi
  begin_journal rollback "$(other_than "$LIVE")" "$LIVE" 'done' || fail "cannot write $DIRECTORY/.rollout"
  forget_attempt || fail "cannot write in $DIRECTORY"
  say "the last deploy is undone: $LIVE serves"
  exit 0
}

go_back() {
  local target id
  target=$(other_than "$LIVE")
  id=$(find_container "$target") || exit
  if [[ -z $id ]]; then
    fail "nothing to go back to: there is no $target container"
  fi
  if [[ -n $LIVE_FIT ]]; then
    say "$LIVE serves; going back to $target"
    check_live || warn "$LIVE does not answer through nginx"
  else
    say "no healthy colour serves (nginx names $LIVE); going back to $target"
  fi
  check_port "$target"
  forget_attempt || fail "cannot write in $DIRECTORY"
  begin_journal rollback "$LIVE" "$target" || fail "cannot write in $DIRECTORY"
  enter preparing
  say "starting $target"
  docker start "$id" >/dev/null || fail "the $target container could not be started"
  switch_to "$target" "$id"
}

main() {
  if (($# != 0)); then
    echo "usage: ./rollback.sh" >&2
    exit 2
  fi
  begin rollback
  hold_lock rollback
  #[% if turns %]#
  take_turn "the rollback in $DIRECTORY"
  rollback 8>&- 9>&-
  #[% else %]#
  rollback 9>&-
  #[% endif %]#
  exit 0
}

main "$@"
