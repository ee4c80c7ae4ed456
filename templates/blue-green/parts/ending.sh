# shellcheck shell=bash
# Every way out of a run comes through here, and PHASE alone decides what is done: a signal leaves no usable $?.
#   idle        nothing new was begun
#   preparing   the standby is being made ready
#   flipping    nginx is being pointed at it
#   committed   it serves

PHASE=idle
LOCKED=''
FLIP_WORKERS=''
CHILD=''

# enter PHASE: the first call comes when the lock is held.
enter() {
  LOCKED=yes
  PHASE=$1
}

set_traps() {
  trap ending EXIT
  trap 'on_signal HUP' HUP
  trap 'on_signal INT' INT
  trap 'on_signal TERM' TERM
  trap '' PIPE
  trap 'say "line $LINENO failed: $BASH_COMMAND" >&2' ERR
}

on_signal() {
  if [[ $PHASE == committed ]]; then
    say "got SIG$1 after the flip: finishing"
    return 0
  fi
  say "got SIG$1: stopping"
  exit 1
}

# interruptible COMMAND...: runs it so that a signal to us is acted on at once and not after the command is done.
interruptible() {
  local status=0
  "$@" &
  CHILD=$!
  wait "$CHILD" || status=$?
  CHILD=''
  return "$status"
}

# await_docker: a daemon that is being restarted comes back; what we undo needs it.
await_docker() {
  local deadline=$((SECONDS + HEALTH_TIMEOUT))
  until docker version >/dev/null 2>&1; do
    if ((SECONDS >= deadline)); then
      say "docker does not answer"
      return 1
    fi
    sleep "$POLL_INTERVAL"
  done
}

# point_back: returns 0 when the running nginx is known to serve LIVE: it took the old file again, or it never took the new.
point_back() {
  local named
  if point_nginx_at "$LIVE"; then
    return 0
  fi
  named=$(nginx_colour) || return 1
  [[ $named == "$LIVE" && $(serving_workers) == "$FLIP_WORKERS" ]]
}

undo() {
  if [[ $PHASE == flipping ]]; then
    say "putting nginx back to $LIVE"
    if ! point_back; then
      say "nginx could not be put back; both colours are left running"
      return 1
    fi
  fi
  await_docker || return 1
  (settle_names) || return 1
  write_journal undone || warn "could not write $DIRECTORY/.rollout; the next run repairs it"
}

# live_is_fit: without waiting.
live_is_fit() {
  local id
  id=$(container_id "$APP-$LIVE") && [[ -n $id ]] && is_healthy "$id" && smoke_test "$LIVE"
}

# remove_drafts: files that were prepared and are not needed after all; what stays behind is harmless and removed by the next run.
remove_drafts() {
  rm -f -- "$DIRECTORY"/{.environment.plain,.current_env.new,.rollout.new,.attempt.new} || warn "drafts could not be removed from $DIRECTORY"
  if [[ -n $NGINX_STAGED_FILE ]]; then
    as_root rm -f -- "$NGINX_STAGED_FILE" || warn "$NGINX_STAGED_FILE could not be removed"
  fi
}

ending() {
  local status=$? undone=yes
  trap - EXIT ERR
  trap '' HUP INT TERM PIPE
  set +e
  if [[ -n $CHILD ]]; then
    kill "$CHILD" 2>/dev/null
  fi
  if [[ -z $LOCKED ]]; then
    ((status == 0)) || status=2
    exit "$status"
  elif [[ $PHASE == committed ]]; then
    if ((status != 0)); then
      warn "something after the flip is unfinished; the next run finishes it"
    fi
    say "$GOAL: done, $JOURNAL_TO serves"
    exit 0
  elif ((status == 0)); then
    exit 0
  fi
  if [[ $PHASE != idle ]]; then
    undo || undone=''
  fi
  remove_drafts
  if [[ -z $undone ]]; then
    say "$GOAL: FAILED and could not be undone; look at nginx and at 'docker ps', then run this again"
    exit 3
  elif [[ -n $LIVE ]] && live_is_fit; then
    say "$GOAL: FAILED; $LIVE serves as before"
    exit 1
  elif [[ -n $LIVE && -z $LIVE_ID ]]; then
    say "$GOAL: FAILED; nothing was serving here before"
    exit 1
  elif [[ -z $LIVE ]]; then
    say "$GOAL: FAILED before anything new was begun"
    exit 1
  fi
  say "$GOAL: FAILED, and no healthy colour serves"
  exit 3
}
