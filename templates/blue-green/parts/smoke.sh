# shellcheck shell=bash
# The smoke test: one question to the container itself.

# http_status ARGUMENTS...: the status of one answer, 000 when there was none. No redirect is followed, no proxy and no
# personal configuration of curl gets in the way.
http_status() {
  curl --disable --silent --show-error --noproxy '*' --max-time "$SMOKE_TIMEOUT" --output /dev/null --write-out '%{http_code}' "$@" || :
}

smoke_test() {
  local status
  status=$(http_status "http://127.0.0.1:$(port_of "$1")$SMOKE_PATH")
  if [[ $status != 200 ]]; then
    say "the smoke test of $1 ($SMOKE_PATH) answered '$status' where only 200 is accepted"
    return 1
  fi
}
