# shellcheck shell=bash
# == The exit: every run ends here. PHASE alone decides what is undone, because $? is not reliable after a signal.
#   idle        nothing was started
#   preparing   the standby is being started
#   flipping    nginx is being switched to it
#   serving     it serves users and is checked again
#   committed   the switch is final

PHASE=idle
LOCKED=''
FLIP_WORKERS=''

# enter_phase PHASE: called only while the lock is held.
enter_phase() {
  LOCKED=yes
  PHASE=$1
}

set_traps() {
  trap on_exit EXIT
  trap 'on_signal HUP' HUP
  trap 'on_signal INT' INT
  trap 'on_signal TERM' TERM
  trap '' PIPE
  trap 'say "line $LINENO failed: $BASH_COMMAND" >&2' ERR
}

# shellcheck disable=SC2329 # a trap calls it
on_signal() {
  if [[ $PHASE == serving || $PHASE == committed ]]; then
    say "got SIG$1 after the switch: finishing"
    SIGNALED=yes
    return 0
  fi
  say "got SIG$1: stopping"
  exit 1
}

# await_docker: the daemon may be restarting, and undoing needs it.
await_docker() {
  local deadline=$(($(now) + HEALTH_TIMEOUT))
  until engine version >/dev/null 2>&1; do
    if (($(now) >= deadline)); then
      say "docker does not answer"
      return 1
    fi
    sleep "$POLL_INTERVAL"
  done
}

# switch_nginx_back: returns 0 if the running nginx certainly serves LIVE: it has loaded the old file again, or never loaded the new one.
switch_nginx_back() {
  local named
  if switch_nginx_to "$LIVE"; then
    return 0
  fi
  named=$(nginx_color) && [[ $named == "$LIVE" && $(serving_workers) == "$FLIP_WORKERS" ]]
}

undo() {
  if [[ $PHASE == flipping || $PHASE == serving ]]; then
    say "switching nginx back to $LIVE"
    if ! switch_nginx_back; then
      say "nginx could not be switched back; both colors are left running"
      return 1
    fi
  fi
  await_docker || return 1
  (clean_up_containers) || return 1
  write_journal undone || warn "could not write $DIRECTORY/.rollout; the next run repairs it"
}

# remove_drafts: removes temporary files. A file that remains is harmless; the next run removes it.
remove_drafts() {
  rm -f -- "$DIRECTORY"/{.environment.plain,.current_env.new,.rollout.new,.attempt.new,.images.new,.pull.new} ||
    warn "temporary files could not be removed from $DIRECTORY"
  if [[ -n $NGINX_REAL_FILE ]]; then
    as_root rm -rf -- "${NGINX_REAL_FILE%/*}/.${NGINX_REAL_FILE##*/}.$APP.new" || warn "the temporary copy of $NGINX_REAL_FILE could not be removed"
  fi
}

# describe_live: the state of LIVE after a failure, for the last line.
describe_live() {
  local status
  if [[ -z $LIVE ]]; then
    echo "nothing new was started"
  elif [[ -z $LIVE_ID ]]; then
    status=$(http_status "http://127.0.0.1:$(port_of "$LIVE")$SMOKE_PATH" 2>/dev/null)
    if [[ $status == 000 ]]; then
      echo "nothing was serving here before"
    else
      echo "the program on port $(port_of "$LIVE"), which these scripts did not start, was not changed"
    fi
  elif is_healthy "$LIVE_ID" && smoke_test "$LIVE" >&2; then
    echo "$LIVE serves as before"
  else
    return 1
  fi
}

on_exit() {
  local status=$? undone=yes serves
  trap - EXIT ERR
  trap '' HUP INT TERM PIPE
  set +e
  if [[ -n $CHILD ]]; then
    kill "$CHILD" 2>/dev/null
    wait "$CHILD"
    # docker may still finish the interrupted call.
    sleep 1
  fi
  if [[ -z $LOCKED ]]; then
    ((status == 0)) || status=2
    exit "$status"
  elif [[ $PHASE == committed ]]; then
    if ((status != 0)); then
      warn "not everything after the switch was finished; the next run finishes it"
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
    say "$GOAL: FAILED and could not be undone; check nginx and 'docker ps', then run this again"
    exit 3
  elif serves=$(describe_live); then
    say "$GOAL: FAILED; $serves"
    exit 1
  fi
  say "$GOAL: FAILED, and no healthy color serves"
  exit 3
}
