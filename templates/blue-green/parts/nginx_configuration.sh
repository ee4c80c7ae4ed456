# shellcheck shell=bash disable=SC2034 # other parts read these variables
# == nginx's configuration, as nginx itself reads it (`nginx -T`)

NGINX_REAL_FILE='' NGINX_PID_FILE='' NGINX_PASSES=(0 0) NGINX_NAMES=''

# NGINX_SCAN: reads the output of `nginx -T`. OURS holds the paths by which nginx reads our file. It prints:
#   pid PATH              the file with the master's process ID
#   pass FIRST SECOND     how many proxy_pass lines of our file go to each of the two ports
#   other FILE:LINE TEXT  a mention of one of the ports that a deploy would not rewrite
#   name URL ADDRESS      a URL of a server that passes to us, and the address on which that server listens
# Comments and nginx's own `listen` ports are not counted.
# shellcheck disable=SC2016 # awk expands it
NGINX_SCAN='
function mentions(text, port) {
  return gsub(":" port "([^0-9]|$)", "&", text) \
    + gsub("[ \t;{]set[ \t]+[$][^ \t]+[ \t]+[\"\47]?" port "[\"\47]?[ \t]*;", "&", text) \
    + (mapping ? gsub("[ \t][\"\47]?" port "[\"\47]?[ \t]*;", "&", text) : 0)
}
function passes(text, port) {
  return gsub("proxy_pass[ \t]+[\"\47]?https?://(127[.]0[.]0[.]1|localhost):" port "([^0-9]|$)", "&", text)
}
function end_server() {
  if (passing && name != "" && port != "-") print "name", (secure ? "https" : "http") "://" name ":" port, address
  passing = secure = 0; name = ""; port = "80"; address = "127.0.0.1"; listening = 0
}
/^# configuration file .*:$/ {
  end_server()
  file = substr($0, 22, length($0) - 22); ours = index(ENVIRON["OURS"], "\n" file "\n"); line = 0; mapping = 0
  next
}
{
  line++
  text = " " $0
  sub(/[ \t;{}]#.*/, " ", text)
  if (file == "") next
  if (text ~ /[ \t;]pid[ \t]+[^;]+;/) { pid = text; sub(/.*[ \t;]pid[ \t]+/, "", pid); sub(/[ \t]*;.*/, "", pid); print "pid", pid }
  if (text ~ /[ \t;}]server[ \t]*([{]|$)/) end_server()
  if (ours && !listening && match(text, /[ \t;{]listen[ \t]+[^;]+/)) {
    listen = substr(text, RSTART + 1, RLENGTH - 1); sub(/^listen[ \t]+/, "", listen)
    secure = listen ~ /[ \t](ssl|quic)/; at = listen; sub(/[ \t].*/, "", at); listening = 1
    if (at ~ /^unix:/ || listen ~ /proxy_protocol/) port = "-"
    else if (at ~ /^[0-9]+$/) port = at
    else {
      port = at ~ /:[0-9]+$/ ? at : ":80"; sub(/.*:/, "", port)
      sub(/:[0-9]+$/, "", at); if (at !~ /^([*]|0[.]0[.]0[.]0|\[::\])$/) address = at
    }
  }
  if (ours && match(text, /[ \t;{]server_name[ \t]+[^;]+/)) {
    count = split(substr(text, RSTART + 13, RLENGTH - 13), names, /[ \t]+/)
    for (at = 1; at <= count; at++) if (name == "" && names[at] ~ /^[A-Za-z0-9.-]+$/ && names[at] !~ /^[.]/) name = names[at]
  }
  gsub(/[ \t;{]listen[ \t]+[^;]*/, " ", text)
  if (text ~ /[ \t;](map|geo|split_clients)[ \t]/) mapping = 1
  first = passes(text, ENVIRON["FIRST"]); second = passes(text, ENVIRON["SECOND"])
  if (mentions(text, ENVIRON["FIRST"]) + mentions(text, ENVIRON["SECOND"]) > (ours ? first + second : 0)) {
    sub(/^[ \t]+/, "", text); print "other", file ":" line, text
  } else if (ours && first + second > 0) { firsts += first; seconds += second; passing = 1 }
  if (text ~ /}/) mapping = 0
}
END { end_server(); print "pass", firsts + 0, seconds + 0 }'

scan_nginx() {
  OURS=$1 FIRST=$BLUE_PORT SECOND=$GREEN_PORT awk "$NGINX_SCAN"
}

# read_nginx: nginx's configuration must pass its own test, nginx must read our file by a path that stays valid when the file
# is replaced, and every mention of our ports must be one that a deploy rewrites.
read_nginx() {
  local dump file ours=$'\n' kind what rest others=0
  NGINX_REAL_FILE=$(as_root readlink --canonicalize-existing -- "$NGINX_FILE") || {
    say "$NGINX_FILE does not exist"
    return 1
  }
  if ! dump=$(as_root nginx -T 2>&1); then
    say "$dump"
    return 1
  fi
  while IFS= read -r file; do
    if [[ $file -ef $NGINX_FILE ]]; then
      ours+=$file$'\n'
      check_path "$file" || return 1
    fi
  done < <(sed -n 's/^# configuration file \(.*\):$/\1/p' <<<"$dump")
  if [[ $ours == $'\n' ]]; then
    say "nginx does not read $NGINX_FILE: no include of its configuration reaches it"
    return 1
  fi
  NGINX_PID_FILE=/run/nginx.pid NGINX_NAMES=''
  what=$(as_root nginx -V 2>&1) || return 1
  if [[ $what =~ --pid-path=([^[:space:]\']+) ]]; then
    NGINX_PID_FILE=${BASH_REMATCH[1]}
  fi
  while read -r kind what rest; do
    case $kind in
      pid) NGINX_PID_FILE=$what ;;
      pass) NGINX_PASSES=("$what" "$rest") ;;
      name) NGINX_NAMES+="$what $rest"$'\n' ;;
      other)
        others=1
        say "$what mentions a port of this deployment in a form that a deploy does not rewrite: $rest" >&2
        ;;
    esac
  done < <(scan_nginx "$ours" <<<"$dump")
  if ((others)); then
    say "a deploy rewrites only \`proxy_pass http://127.0.0.1:PORT\` in $NGINX_FILE; use that form, on one line, or remove the mention" >&2
    return 1
  fi
}

# check_path FILE: through a hard link or a bind mount nginx would still read the old file after it is replaced.
check_path() {
  if [[ $(as_root readlink --canonicalize-existing -- "$1") != "$NGINX_REAL_FILE" || $(as_root stat --format %h -- "$NGINX_REAL_FILE") != 1 ]]; then
    say "nginx reads $1, a hard link to or a mount of $NGINX_REAL_FILE, which a deploy replaces; make it a symbolic link"
    return 1
  elif [[ $'\n'$(awk '{ print $5 }' /proc/self/mountinfo)$'\n' == *$'\n'"$NGINX_REAL_FILE"$'\n'* ]]; then
    say "$NGINX_REAL_FILE is a mount point, so a deploy cannot replace it; unmount it"
    return 1
  fi
}

# color_of BLUE GREEN: the color that the proxy_pass lines name, from their counts; an error if they name none or both.
color_of() {
  if (($1 > 0 && $2 == 0)); then
    echo blue
  elif (($2 > 0 && $1 == 0)); then
    echo green
  else
    say "$NGINX_FILE has $1 proxy_pass lines to port $BLUE_PORT (blue) and $2 to port $GREEN_PORT (green); exactly one of the two ports must be in use" >&2
    return 1
  fi
}

# nginx_color: the color that our file names now, whether nginx has loaded it or not.
nginx_color() {
  local passes
  passes=$({
    printf '# configuration file %s:\n' "$NGINX_REAL_FILE"
    as_root cat -- "$NGINX_REAL_FILE"
  } | scan_nginx $'\n'"$NGINX_REAL_FILE"$'\n' | sed -n 's/^pass //p') || return 1
  color_of "${passes% *}" "${passes#* }"
}
