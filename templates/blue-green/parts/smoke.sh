# shellcheck shell=bash
# == The smoke test: one request to the container itself. Its packet counter proves that it answered: a firewall rule or
# another program could answer in its place.

# http_status ARGUMENTS...: the status code of one request, 000 without an answer. It follows no redirect and uses no proxy and
# no user configuration of curl.
http_status() {
  curl --disable --silent --show-error --noproxy '*' --max-time "$SMOKE_TIMEOUT" --output /dev/null --write-out '%{http_code}' "$@" || :
}

# packets_of PROCESS: the number of packets that its network interfaces have received; empty if that is unknown.
packets_of() {
  with_process_access cat -- "/proc/$1/net/dev" 2>/dev/null |
    awk -F '[: ]+' 'NR > 2 { sub(/^ +/, ""); if ($1 != "lo") count += $3 } END { if (NR) print count + 0 }' || :
}

# smoke_test COLOR: tests the container that inspect_container inspected last.
smoke_test() {
  local status before after
  before=$(packets_of "$PROCESS")
  status=$(http_status "http://127.0.0.1:$(port_of "$1")$SMOKE_PATH")
  after=$(packets_of "$PROCESS")
  if [[ $status != 200 ]]; then
    say "the smoke test of $1 ($SMOKE_PATH) answered '$status'; expected 200"
    return 1
  elif [[ -n $before && -n $after ]] && ((after - before < 3)); then
    say "the smoke test of $1 answered 200, but not from its container: another program answers on port $(port_of "$1")"
    return 1
  fi
}
