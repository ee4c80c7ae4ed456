# shellcheck shell=bash disable=SC2034 # other parts read these variables
# The way from LIVE to another colour, the same for deploy and rollback. There is one commit point: the moment when nginx
# is seen to serve the new colour. Before it every failure undoes, after it everything rolls forward.

PACKETS_TELL=''

# check_live: before anything is touched: does LIVE_URL reach the colour that serves, and do packets show it?
check_live() {
  local result=0
  if [[ -z $LIVE_URL ]]; then
    return 0
  fi
  answers_live "$LIVE_ID" || result=$?
  if ((result == 1)); then
    return 1
  elif ((result == 0)); then
    PACKETS_TELL=yes
  else
    warn "$LIVE_URL answers, but not by the container of $LIVE; after the flip only nginx's workers can be asked"
  fi
}

# confirm_live COLOUR ID: after the flip; an answer may be lost to chance, three times in a row is none.
confirm_live() {
  local result
  if [[ -z $LIVE_URL ]]; then
    return 0
  fi
  for _ in 1 2 3; do
    result=0
    answers_live "$2" || result=$?
    if ((result == 0)) || { ((result == 2)) && [[ -z $PACKETS_TELL ]]; }; then
      return 0
    fi
    sleep "$POLL_INTERVAL"
  done
  if ((result == 2)); then
    say "$LIVE_URL answers, but the requests do not reach the container of $1"
  fi
  return 1
}

# switch_to COLOUR ID
switch_to() {
  say "waiting up to $HEALTH_TIMEOUT seconds for $1 to be healthy"
  is_fit "$1" "$2" || fail "$1 is not fit to serve"

  # Everything that the commit writes is on disk beforehand: a full disk is met here and not after the flip.
  prepare_file .current_env "$1" || fail "cannot write in $DIRECTORY"
  write_journal flipping || fail "cannot write $DIRECTORY/.rollout"
  prepare_file .rollout "$(journal_text committed)" || fail "cannot write in $DIRECTORY"

  FLIP_WORKERS=$(serving_workers) || fail "nginx does not run"
  is_healthy "$2" || fail "$1 was healthy and is no longer"
  enter flipping
  say "pointing nginx at $1"
  point_nginx_at "$1" || fail "nginx did not take $1"
  confirm_live "$1" "$2" || fail "$1 does not answer through nginx"

  enter committed
  say "$1 serves"
  put_file .current_env || warn "could not write $DIRECTORY/.current_env; the next run repairs it"
  put_file .rollout || warn "could not write $DIRECTORY/.rollout; the next run repairs it"
  JOURNAL_STAGE=committed
  finish_switch "$1"
}

# finish_switch COLOUR: nothing in here may fail the run any more.
finish_switch() {
  local retired
  drain_nginx
  if [[ -n $LIVE_ID ]]; then
    say "stopping $LIVE, kept to go back to"
    stop_container "$LIVE_ID" || stop_container "$LIVE_ID" ||
      warn "the $LIVE container could not be stopped; the next run tries again"
  fi
  if retired=$(container_id "$APP-$1-retired"); then
    if [[ -n $retired ]] && ! docker rm --force "$retired" >/dev/null; then
      warn "the container $APP-$1-retired could not be removed; the next run tries again"
    fi
  else
    warn "docker does not answer"
  fi
  write_journal 'done' || warn "could not write $DIRECTORY/.rollout; the next run repairs it"
}
