# shellcheck shell=bash
# Reloading nginx. A reload that worked leaves proof: the master has started new workers and told all former ones to
# finish. "nginx -s reload" exits 0 long before that, and also when the master then keeps its old configuration.

FORMER_WORKERS=''

# nginx_workers PATTERN: process IDs, one a line; none is not an error.
nginx_workers() {
  local master status=0
  master=$(nginx_master) || return 1
  pgrep --parent "$master" --full "$1" || status=$?
  ((status <= 1))
}

serving_workers() {
  nginx_workers '^nginx: worker process *$'
}

finishing_workers() {
  nginx_workers '^nginx: worker process is shutting down *$'
}

# is_new_generation FORMER: some worker is new, and none of the former ones takes connections any more.
is_new_generation() {
  local workers worker
  workers=$(serving_workers) || return 1
  [[ -n $workers ]] || return 1
  while read -r worker; do
    if [[ $'\n'$1$'\n' == *$'\n'$worker$'\n'* ]]; then
      return 1
    fi
  done <<<"$workers"
}

# reload_nginx: returns 0 only when the running nginx took the configuration on disk. FORMER_WORKERS are those before.
reload_nginx() {
  local deadline=$((SECONDS + RELOAD_TIMEOUT))
  FORMER_WORKERS=$(serving_workers) || return 1
  if [[ -z $FORMER_WORKERS ]]; then
    say "nginx has no worker processes"
    return 1
  fi
  as_root nginx -s reload || return 1
  until is_new_generation "$FORMER_WORKERS"; do
    if ((SECONDS >= deadline)); then
      say "nginx said yes to the reload, but $RELOAD_TIMEOUT seconds later its old workers still serve"
      return 1
    fi
    sleep "$POLL_INTERVAL"
  done
}

# point_nginx_at COLOUR: file, test, reload, proof. On failure the caller decides what to go back to.
point_nginx_at() {
  local named
  named=$(nginx_colour) || return 1
  if [[ $named != "$1" ]]; then
    stage_nginx_file "$1" || return 1
    judge_staged_file || return 1
    install_staged_file || return 1
  fi
  as_root nginx -t -q || return 1
  reload_nginx
}

# drain_nginx: waits until nginx's former workers have finished their requests; a colour is stopped only after that.
drain_nginx() {
  local workers deadline=$((SECONDS + DRAIN_TIMEOUT)) told=''
  while :; do
    workers=$(finishing_workers) || return 0
    if [[ -z $workers ]]; then
      return 0
    fi
    if ((SECONDS >= deadline)); then
      warn "after $DRAIN_TIMEOUT seconds nginx's former workers (${workers//$'\n'/ }) still had open connections"
      return 0
    fi
    if [[ -z $told ]]; then
      say "waiting up to $DRAIN_TIMEOUT seconds for nginx's former workers to finish their requests"
      told=yes
    fi
    sleep "$POLL_INTERVAL"
  done
}
