# shellcheck shell=bash
# == The smoke test: one question to the container itself. Packets tell who answered: a rule of the firewall or another
# program can answer in its place.

# http_status ARGUMENTS...: the status of one answer, 000 when there was none. No redirect is followed, no proxy and no
# personal configuration of curl gets in the way.
http_status() {
  curl --disable --silent --show-error --noproxy '*' --max-time "$SMOKE_TIMEOUT" --output /dev/null --write-out '%{http_code}' "$@" || :
}

# packets_of PROCESS: packets that its network interfaces have received; nothing where that cannot be seen.
packets_of() {
  seeing_all cat -- "/proc/$1/net/dev" 2>/dev/null |
    awk -F '[: ]+' 'NR > 2 { sub(/^ +/, ""); if ($1 != "lo") count += $3 } END { if (NR) print count + 0 }' || :
}

# smoke_test COLOR: of the container that was looked at last.
smoke_test() {
  local status before after
  before=$(packets_of "$PROCESS")
  status=$(http_status "http://127.0.0.1:$(port_of "$1")$SMOKE_PATH")
  after=$(packets_of "$PROCESS")
  if [[ $status != 200 ]]; then
    say "the smoke test of $1 ($SMOKE_PATH) answered '$status' where only 200 is accepted"
    return 1
  elif [[ -n $before && -n $after ]] && ((after - before < 3)); then
    say "the smoke test of $1 answered 200, but its container was not asked: something else answers on port $(port_of "$1")"
    return 1
  fi
}
