# shellcheck shell=bash
# nginx and its files belong to root: we are root, or sudo lets us without asking for a password.

as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    sudo -n -- "$@"
  fi
}

need_tools() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || refuse "this host has no '$tool'; install it and run again"
  done
  if ((EUID != 0)) && ! sudo -n -- true; then
    refuse "neither root nor allowed to use sudo without a password: nginx can be neither asked nor reloaded"
  fi
}
