# shellcheck shell=bash disable=SC2034 # other parts read these variables
# Where and how every run begins.

GOAL=''

# begin GOAL: what the last line is about.
begin() {
  GOAL=$1
  umask 077
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  export LC_ALL=C
  set_traps
  cd -- "$DIRECTORY" || refuse "there is no folder $DIRECTORY"
  if [[ ! -O $DIRECTORY ]]; then
    refuse "$DIRECTORY belongs to $(stat --format %U -- "$DIRECTORY"); run this as that user, or later runs cannot read what this one writes"
  fi
  need_tools awk curl docker flock mv nginx pgrep sed stat sync timeout
}

# inspect_host finish|undo: everything that must be true before anything is touched.
inspect_host() {
  docker version >/dev/null || fail "docker does not answer"
  read_nginx || fail "nginx is not fit for a deploy as it stands; mend it and run again"
  find_nginx_file || fail "$NGINX_FILE cannot be found"
  nginx_master >/dev/null || fail "nginx does not run"
  reconcile "$1"
}
