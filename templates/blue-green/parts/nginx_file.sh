# shellcheck shell=bash
# A new file for nginx that names the other colour: staged, counted, tested, renamed into place.

NGINX_REAL_FILE='' NGINX_STAGED_FILE=''

find_nginx_file() {
  # The new file is staged beside the real one (a link in sites-enabled may point to it), so that it can be renamed
  # into place; include patterns such as sites-enabled/* do not match a name that begins with a dot.
  NGINX_REAL_FILE=$(as_root readlink --canonicalize-existing -- "$NGINX_FILE") || return 1
  NGINX_STAGED_FILE=${NGINX_REAL_FILE%/*}/.${NGINX_REAL_FILE##*/}.$APP.new
}

# stage_nginx_file COLOUR: a copy with the same owner and mode whose passes all go to that colour, counted before and after.
stage_nginx_file() {
  local to from counts before after rest
  to=$(port_of "$1")
  from=$(port_of "$(other_than "$1")")
  counts=$(count_passes "$NGINX_REAL_FILE" "$from" "$to") || return 1
  before=${counts% *}
  if ((before == 0)); then
    say "$NGINX_FILE has no proxy_pass to port $from"
    return 1
  fi
  as_root cp -a -T -- "$NGINX_REAL_FILE" "$NGINX_STAGED_FILE" || return 1
  as_root sed -E ":again; s@^([^#]*proxy_pass[[:space:]]+[\"']?https?://(127\\.0\\.0\\.1|localhost)):$from([^0-9]|\$)@\\1:$to\\3@; t again" \
    "$NGINX_REAL_FILE" | as_root tee -- "$NGINX_STAGED_FILE" >/dev/null || return 1
  as_root sync -- "$NGINX_STAGED_FILE" || return 1
  counts=$(count_passes "$NGINX_STAGED_FILE" "$from" "$to") || return 1
  read -r rest after <<<"$counts"
  if ((after != before || rest != 0)); then
    say "of $before proxy_pass lines in $NGINX_FILE, $after were rewritten"
    return 1
  fi
}

# judge_staged_file: nginx tests the new content before the live file is touched: in a mount namespace of its own the staged
# file stands in the live one's place. Where the host does not allow that, the test after the renaming decides.
judge_staged_file() {
  if ! as_root unshare --mount -- mount --bind -- "$NGINX_STAGED_FILE" "$NGINX_REAL_FILE" 2>/dev/null; then
    say "this host offers no mount namespace: nginx tests its new file in place"
    return 0
  fi
  # shellcheck disable=SC2016 # expanded by the inner shell
  as_root unshare --mount -- sh -c 'mount --bind -- "$1" "$2" && exec nginx -t -q' sh "$NGINX_STAGED_FILE" "$NGINX_REAL_FILE"
}

install_staged_file() {
  as_root mv -f -T -- "$NGINX_STAGED_FILE" "$NGINX_REAL_FILE" || return 1
  as_root sync -- "${NGINX_REAL_FILE%/*}" || return 1
}
