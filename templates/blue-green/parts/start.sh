# shellcheck shell=bash
# == The start of every run

GOAL=''

enter_directory() {
  umask 077
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  export LC_ALL=C
  cd -- "$DIRECTORY" || refuse "the folder $DIRECTORY does not exist"
  need_tools awk curl docker flock mv nginx pgrep sed stat sync timeout
}

# begin IMAGE or --rollback
begin() {
  local name
  GOAL="deploy of $1" # for the last line
  if [[ $1 == --rollback ]]; then
    GOAL=rollback
  fi
  set_traps
  enter_directory
  say "$GOAL, by deploy.sh version $VERSION"
  if [[ ! -O $DIRECTORY ]]; then
    refuse "$DIRECTORY belongs to $(stat --format %U -- "$DIRECTORY"); run this script as that user, or later runs cannot read its files"
  fi
  for name in .current_env .rollout .attempt .images .failed_container.log .environment.plain {.current_env,.rollout,.attempt,.images,.pull}.new; do
    move_aside "$DIRECTORY/$name"
  done
}

# inspect_host finish|undo: everything that must be true before anything is changed.
inspect_host() {
  engine version || fail "docker does not answer"
  read_nginx || fail "nginx's configuration does not allow a deploy; fix it and run again"
  check_master || fail "nginx cannot be reloaded"
  reconcile "$1"
}
