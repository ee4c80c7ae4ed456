# shellcheck shell=bash disable=SC2034 # other parts read these variables
# nginx's configuration as it stands: is it whole, and which colour do the proxy_pass lines of our file name?

NGINX_PID_FILE=''

# read_nginx: nginx's whole configuration must pass its own test now, before we touch anything, and it must read our file.
read_nginx() {
  local dump line included=''
  if ! dump=$(as_root nginx -T 2>&1); then
    say "$dump"
    return 1
  fi
  NGINX_PID_FILE=/run/nginx.pid
  line=$(as_root nginx -V 2>&1) || return 1
  if [[ $line =~ --pid-path=([^[:space:]\']+) ]]; then
    NGINX_PID_FILE=${BASH_REMATCH[1]}
  fi
  while IFS= read -r line; do
    if [[ $line =~ ^[[:space:]]*pid[[:space:]]+([^\;[:space:]]+)[[:space:]]*\; ]]; then
      NGINX_PID_FILE=${BASH_REMATCH[1]}
    elif [[ $line =~ ^#\ configuration\ file\ (.+):$ && ${BASH_REMATCH[1]} -ef $NGINX_FILE ]]; then
      included=yes
    fi
  done <<<"$dump"
  if [[ -z $included ]]; then
    say "nginx does not read $NGINX_FILE: no include of its configuration reaches it"
    return 1
  fi
}

# count_passes FILE PORT PORT: how many proxy_pass name each of these ports of this host, outside comments.
count_passes() {
  local pass="proxy_pass[ \t]+[\"']?https?://(127[.]0[.]0[.]1|localhost)"
  as_root cat -- "$1" | awk -v "one=$pass:$2([^0-9]|\$)" -v "other=$pass:$3([^0-9]|\$)" \
    '{ sub(/#.*/, ""); ones += gsub(one, "&"); others += gsub(other, "&") } END { print ones + 0, others + 0 }'
}

# nginx_colour: the one colour that the file names; nothing, and a reason said on stderr, when it names none or both.
nginx_colour() {
  local counts blue green
  counts=$(count_passes "$NGINX_FILE" "$BLUE_PORT" "$GREEN_PORT") || return 1
  read -r blue green <<<"$counts"
  if ((blue > 0 && green == 0)); then
    echo blue
  elif ((green > 0 && blue == 0)); then
    echo green
  else
    say "$NGINX_FILE passes $blue times to port $BLUE_PORT (blue) and $green times to port $GREEN_PORT (green); exactly one of them must be in use" >&2
    return 1
  fi
}
