# shellcheck shell=bash disable=SC2034 # other parts read these variables
# == The switch from LIVE to another color, the same for deploy and rollback. It is committed when nginx serves the new color
# and the new color has passed a second check while serving users. Before that every failure is undone; after it the
# switch is completed.

USERS_REACH_LIVE=''

# check_live: before anything is changed: do users reach the live color, and do its packets prove it?
check_live() {
  local result=0
  inspect_container "$LIVE_ID" || return 1
  check_users || result=$?
  if ((result == 0)); then
    USERS_REACH_LIVE=yes
  elif [[ -n $LIVE_URL ]]; then
    say "$REPORT"
    ((result != 1)) || return 1
    warn "after the switch only nginx's workers can be checked"
  fi
}

# confirm_live: after the switch, for the container that inspect_container inspected last. One lost answer may be chance, three are not.
confirm_live() {
  local result
  for _ in 1 2 3; do
    result=0
    check_users || result=$?
    if ((result == 0)) || [[ -z $USERS_REACH_LIVE && (-z $LIVE_URL || $result != 1) ]]; then
      return 0
    fi
    sleep "$POLL_INTERVAL"
  done
  say "$REPORT"
  return 1
}

# switch_to COLOR ID
switch_to() {
  local started
  say "waiting up to $HEALTH_TIMEOUT seconds for $1 to be healthy"
  is_ready "$1" "$2" || fail "$1 is not ready to serve"
  started=$STARTED

  # What the commit writes is on disk before the switch, so that a full disk is found here.
  prepare_file .current_env "$1" || fail "cannot write in $DIRECTORY"
  write_journal flipping || fail "cannot write $DIRECTORY/.rollout"
  prepare_file .rollout "$(journal_text committed)" || fail "cannot write in $DIRECTORY"

  FLIP_WORKERS=$(serving_workers) || fail "nginx is not running"
  is_healthy "$2" || fail "$1 was healthy and is no longer"
  enter_phase flipping
  say "switching nginx to $1"
  switch_nginx_to "$1" || fail "nginx could not be switched to $1"
  confirm_live || fail "$1 does not answer through nginx"

  # From here on a signal does not undo: users are served.
  enter_phase serving
  drain_nginx
  is_still_ready "$1" "$2" "$started" || fail "$1 failed during its first requests"

  enter_phase committed
  say "$1 serves"
  put_file .current_env || warn "could not write $DIRECTORY/.current_env; the next run repairs it"
  put_file .rollout || warn "could not write $DIRECTORY/.rollout; the next run repairs it"
  JOURNAL_STAGE=committed
  finish_switch "$1"
}

# finish_switch COLOR: errors in here are only warnings.
finish_switch() {
  if [[ -n $LIVE_ID ]]; then
    say "stopping $LIVE, which is kept for a rollback"
    stop_container "$LIVE_ID" || stop_container "$LIVE_ID" ||
      warn "the $LIVE container could not be stopped; the next run tries again"
  fi
  if ! list_containers; then
    warn "docker does not answer"
  elif [[ -n ${CONTAINERS["$APP-$1-retired"]:-} ]]; then
    engine rm --force "$APP-$1-retired" || warn "the container $APP-$1-retired could not be removed; the next run tries again"
  fi
  write_journal 'done' || warn "could not write $DIRECTORY/.rollout; the next run repairs it"
}
