# shellcheck shell=bash
# == ./health-check.sh

FINDINGS=0

found() {
  say "$*"
  FINDINGS=$((FINDINGS + 1))
}

# check_container NAME COLOR
check_container() {
  local id=${CONTAINERS[$1]:-} result=0
  if [[ -z $id ]]; then
    found "the container $1 does not exist"
    return 0
  fi
  if is_healthy "$id"; then
    say "the container $1 is $CONDITION"
  else
    found "the container $1 is ${CONDITION:-in an unknown state}"
  fi
  if smoke_test "$2"; then
    say "its smoke test answers 200"
  else
    found "its smoke test failed"
  fi
  check_users || result=$?
  if ((result == 1 || result == 2)); then
    found "$REPORT"
  else
    say "$REPORT"
  fi
}

check_agreement() {
  local recorded
  recorded=$(recorded_color)
  if [[ -z $recorded ]]; then
    found ".current_env names no color; the next deploy repairs it"
  elif [[ $recorded != "$1" ]]; then
    found ".current_env says $recorded, nginx's file says $1; the next deploy repairs it"
  fi
}

check_health() {
  local color holder
  GIVE_UP=refuse
  enter_directory
  engine version || refuse "docker does not answer"
  read_nginx || refuse "nginx's configuration does not allow a deploy"
  check_master || refuse "nginx cannot be reloaded"
  say "nginx is active"
  color=$(nginx_color) || refuse "cannot find out which color nginx serves"
  if [[ -r .lock && -f .lock ]] && ! flock --nonblock --shared .lock true; then
    holder=$(<.lock)
    say "another run is in progress, so this may change at any moment: $holder"
  fi
  list_containers || refuse "docker does not answer"
  if [[ -z ${CONTAINERS["$APP-blue"]:-}${CONTAINERS["$APP-green"]:-} && -z $(recorded_color) ]]; then
    say "nothing is deployed here yet; nginx is ready for the first deploy"
    exit 0
  fi
  check_agreement "$color"
  check_container "$APP-$color" "$color"
  if ((FINDINGS > 0)); then
    say "nginx's file names $color; problems found: $FINDINGS"
    exit 1
  fi
  say "$color serves and is healthy"
  exit 0
}
