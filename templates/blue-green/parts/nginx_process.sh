# shellcheck shell=bash
# == nginx's processes

# nginx_master: the process ID of the running master; fails when nginx does not run.
nginx_master() {
  local master
  master=$(as_root cat -- "$NGINX_PID_FILE" 2>/dev/null) || return 1
  [[ $master =~ ^[0-9]+$ ]] && as_root test -d "/proc/$master" || return 1
  echo "$master"
}

# check_master: during a binary upgrade two masters serve, and a reload reaches only one of them.
check_master() {
  local old
  nginx_master >/dev/null || {
    say "nginx is not running (no process of $NGINX_PID_FILE)"
    return 1
  }
  if old=$(as_root cat -- "$NGINX_PID_FILE.oldbin" 2>/dev/null) && as_root test -d "/proc/$old"; then
    say "a binary upgrade of nginx is in progress: its old master $old is still running; finish that first (kill -QUIT $old)"
    return 1
  fi
}

# nginx_workers PATTERN: process IDs, one a line; an empty list is not an error.
nginx_workers() {
  local master status=0
  master=$(nginx_master) || return 1
  with_process_access pgrep --parent "$master" --full "$1" || status=$?
  ((status <= 1))
}

serving_workers() {
  nginx_workers '^nginx: worker process *$'
}

finishing_workers() {
  nginx_workers '^nginx: worker process is shutting down *$'
}
