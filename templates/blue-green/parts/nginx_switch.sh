# shellcheck shell=bash
# == Switching nginx to a color: write a new file, rename it into place, test it, read it back, and reload twice. A reload has
# worked when the master has started new workers and all old ones are shutting down. "nginx -s reload" exits with 0 long
# before that, and also if the master then keeps its old configuration.

NGINX_STAGED_FILE=''

# stage_nginx_file COLOR: writes a copy with the same owner and mode in which all proxy_pass lines go to that color. It is in the
# same folder, so that it can be renamed; patterns such as sites-enabled/* do not match a name that begins with a dot.
stage_nginx_file() {
  local to from
  to=$(port_of "$1")
  from=$(port_of "$(other_than "$1")")
  NGINX_STAGED_FILE=${NGINX_REAL_FILE%/*}/.${NGINX_REAL_FILE##*/}.$APP.new
  as_root rm -rf -- "$NGINX_STAGED_FILE" &&
    as_root cp -a -T -- "$NGINX_REAL_FILE" "$NGINX_STAGED_FILE" &&
    as_root sed -E ":again; s@^([^#]*proxy_pass[[:space:]]+[\"']?https?://(127\\.0\\.0\\.1|localhost)):$from([^0-9]|\$)@\\1:$to\\3@; t again" \
      "$NGINX_REAL_FILE" | as_root tee -- "$NGINX_STAGED_FILE" >/dev/null &&
    as_root sync -- "$NGINX_STAGED_FILE"
}

# is_new_generation FORMER: there are new workers, and none of the old ones accepts connections.
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

reload_nginx() {
  local former deadline=$(($(now) + RELOAD_TIMEOUT))
  former=$(serving_workers) || return 1
  if [[ -z $former ]]; then
    say "nginx has no worker processes"
    return 1
  fi
  as_root nginx -s reload || return 1
  until is_new_generation "$former"; do
    if (($(now) >= deadline)); then
      say "nginx accepted the reload, but $RELOAD_TIMEOUT seconds later its old workers still serve"
      return 1
    fi
    sleep "$POLL_INTERVAL"
  done
}

# switch_nginx_to COLOR: on failure the caller decides what to restore. New workers after the first reload may come from another
# process's reload, which read the old file; the workers of the second reload certainly started after the rename.
switch_nginx_to() {
  local named
  named=$(nginx_color) || return 1
  if [[ $named != "$1" ]]; then
    stage_nginx_file "$1" || return 1
    as_root mv -f -T -- "$NGINX_STAGED_FILE" "$NGINX_REAL_FILE" || return 1
    as_root sync -- "${NGINX_REAL_FILE%/*}" || return 1
  fi
  as_root nginx -t -q || return 1
  read_nginx || return 1
  named=$(color_of "${NGINX_PASSES[@]}") || return 1
  if [[ $named != "$1" ]]; then
    say "nginx reads a file that names $named, not $1"
    return 1
  fi
  check_master && reload_nginx && reload_nginx
}

# drain_nginx: waits until nginx's former workers have finished their requests; a color is stopped only after that.
drain_nginx() {
  local workers said='' deadline=$(($(now) + DRAIN_TIMEOUT))
  while workers=$(finishing_workers) && [[ -n $workers ]]; do
    if (($(now) >= deadline)); then
      warn "after $DRAIN_TIMEOUT seconds nginx's old workers (${workers//$'\n'/ }) still had open connections"
      return 0
    elif [[ -z $said ]]; then
      say "waiting up to $DRAIN_TIMEOUT seconds for nginx's old workers to finish their requests"
      said=yes
    fi
    sleep "$POLL_INTERVAL"
  done
}
