# shellcheck shell=bash
# The nginx that runs.

# nginx_master: the process ID of the running master; fails when nginx does not run.
nginx_master() {
  local master
  master=$(as_root cat -- "$NGINX_PID_FILE" 2>/dev/null) || return 1
  [[ $master =~ ^[0-9]+$ && -d /proc/$master ]] || return 1
  echo "$master"
}
