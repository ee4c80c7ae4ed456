#!/usr/bin/env bash
#[[ header ]]#
#
# Says how the colour that serves is doing, and changes nothing:
#   ./health-check.sh
#
# Exit status:
#   0  it runs, is healthy, answers its smoke test and LIVE_URL with 200, and nginx and .current_env agree that it is the one;
#      or nothing has ever been deployed here and nginx is ready for the first deploy
#   1  something of that is not so; each finding is a line. A deploy repairs most of it, so this is no reason not to deploy
#   2  could not answer: docker or nginx does not

set -Eeuo pipefail

#[[ settings ]]#

#[% include "blue-green/parts/log.sh" %]#

#[% include "blue-green/parts/privilege.sh" %]#

#[% include "blue-green/parts/colour.sh" %]#

#[% include "blue-green/parts/container.sh" %]#

#[% include "blue-green/parts/smoke.sh" %]#

#[% include "blue-green/parts/nginx_configuration.sh" %]#

#[% include "blue-green/parts/nginx_master.sh" %]#

#[% include "blue-green/parts/live.sh" %]#

FINDINGS=0

found() {
  say "$*"
  FINDINGS=$((FINDINGS + 1))
}

# check_container NAME COLOUR
check_container() {
  local id condition result
  id=$(container_id "$1") || refuse "docker does not answer"
  if [[ -z $id ]]; then
    found "there is no container $1"
    return 0
  fi
  condition=$(container_condition "$id") || refuse "docker does not answer"
  if [[ $condition == 'running healthy' || $condition == 'running none' ]]; then
    say "the container $1 is $condition"
  else
    found "the container $1 is $condition"
  fi
  if smoke_test "$2"; then
    say "its smoke test answers 200"
  else
    found "its smoke test failed"
  fi
  if [[ -n $LIVE_URL ]]; then
    result=0
    answers_live "$id" || result=$?
    if ((result == 1)); then
      found "nginx does not answer $LIVE_URL with 200"
    elif ((result == 2)); then
      say "nginx answers $LIVE_URL with 200; whether from $1 cannot be seen"
    else
      say "nginx answers $LIVE_URL with 200, from $1"
    fi
  fi
}

check_agreement() {
  local recorded
  recorded=$(recorded_colour)
  if [[ -z $recorded ]]; then
    found ".current_env names no colour; the next deploy repairs it"
  elif [[ $recorded != "$1" ]]; then
    found ".current_env says $recorded, nginx's file says $1; the next deploy repairs it"
  fi
}

main() {
  local colour holder blue green
  umask 077
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  cd -- "$DIRECTORY" || refuse "there is no folder $DIRECTORY"
  need_tools awk curl docker flock nginx pgrep
  docker version >/dev/null || refuse "docker does not answer"
  read_nginx || refuse "nginx is not fit as it stands"
  nginx_master >/dev/null || refuse "nginx does not run"
  say "nginx is active"
  colour=$(nginx_colour) || refuse "which colour nginx serves cannot be told"
  if [[ -r .lock ]] && ! flock --nonblock --shared .lock true; then
    holder=$(<.lock)
    say "a run is under way, so this may change at any moment: $holder"
  fi
  blue=$(container_id "$APP-blue") || refuse "docker does not answer"
  green=$(container_id "$APP-green") || refuse "docker does not answer"
  if [[ -z $blue$green && -z $(recorded_colour) ]]; then
    say "nothing is deployed here yet; nginx is ready for the first deploy"
    exit 0
  fi
  check_agreement "$colour"
  check_container "$APP-$colour" "$colour"
  if ((FINDINGS > 0)); then
    say "nginx names $colour; findings that need attention: $FINDINGS"
    exit 1
  fi
  say "$colour serves and is healthy"
  exit 0
}

main "$@"
