# shellcheck shell=bash
# Which colour answers users? LIVE_URL is asked of this host's nginx, and the packets that each container receives tell
# which one it was: that needs no help from the application.

# ask_live: the status of LIVE_URL, asked of the nginx on this host whatever the name resolves to elsewhere.
ask_live() {
  http_status --connect-to '::127.0.0.1:' "$LIVE_URL"
}

# packets_of ID: packets its network interfaces have received; nothing where that cannot be seen.
packets_of() {
  local process
  process=$(docker container inspect --format '{{.State.Pid}}' -- "$1") || return 0
  if [[ -r /proc/$process/net/dev ]]; then
    awk -F '[: ]+' 'NR > 2 { sub(/^ +/, ""); if ($1 != "lo") count += $3 } END { print count + 0 }' "/proc/$process/net/dev"
  fi
}

# answers_live ID: LIVE_URL answers 200 five times and that container receives the requests (at least two packets each).
# Returns 1 when it does not answer, 2 when it answers and the container has not seen it.
answers_live() {
  local before after status
  before=$(packets_of "$1")
  for _ in 1 2 3 4 5; do
    status=$(ask_live)
    if [[ $status != 200 ]]; then
      say "$LIVE_URL answers '$status' through nginx"
      return 1
    fi
  done
  after=$(packets_of "$1")
  if [[ -z $before || -z $after ]] || ((after - before < 10)); then
    return 2
  fi
}
