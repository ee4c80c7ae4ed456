# shellcheck shell=bash
# == The host: root's rights, its clock, its processes

# as_root COMMAND...: nginx and its files belong to root. This script runs as root, or may use sudo without a password.
as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    sudo -n -- "$@"
  fi
}

# with_process_access COMMAND...: if /proc is mounted with hidepid, only root sees the processes of nginx and of the containers.
with_process_access() {
  if [[ -r /proc/1/cmdline ]]; then
    "$@"
  else
    as_root "$@"
  fi
}

need_tools() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || refuse "'$tool' is missing on this host; install it and run again"
  done
  if ((EUID != 0)) && ! sudo -n -- true; then
    refuse "this user is not root and cannot use sudo without a password, which is needed to read and reload nginx"
  fi
}

# now: seconds since the host started. This clock cannot be set, unlike the time of day.
now() {
  local seconds
  IFS=. read -r seconds _ </proc/uptime
  echo "$seconds"
}
