# shellcheck shell=bash disable=SC2034 # other parts read these variables
# revive COLOUR: starts a colour's stopped container and has nginx serve it, for when nothing serves.
revive() {
  local id
  id=$(find_container "$1") || exit
  if [[ -z $id ]]; then
    return 1
  fi
  say "starting $1 again"
  docker start "$id" >/dev/null || return 1
  is_fit "$1" "$id" || return 1
  point_nginx_at "$1" || return 1
  LIVE=$1 LIVE_ID=$id LIVE_FIT=yes
}
