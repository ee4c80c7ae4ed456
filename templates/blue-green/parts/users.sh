# shellcheck shell=bash
# == What users get: this host's nginx is asked as they would ask it, whatever the name resolves to elsewhere, and the
# packets that a container receives tell whether it was the one that answered; that needs no help from the application.

# questions: LIVE_URL; where the description has none, the smoke test's path of each server that passes to us. A line each:
# the URL and the address where nginx listens.
questions() {
  if [[ -n $LIVE_URL ]]; then
    echo "$LIVE_URL 127.0.0.1"
  else
    while read -r url address; do
      if [[ -n $url ]]; then
        echo "$url$SMOKE_PATH $address"
      fi
    done <<<"$NGINX_NAMES"
  fi
}

# ask_as_user URL ADDRESS: a certificate is looked at only where the description names the address.
ask_as_user() {
  local options=(--connect-to "::$2:")
  if [[ -z $LIVE_URL ]]; then
    options+=(--insecure)
  fi
  http_status "${options[@]}" "$1"
}

# users_get: returns 0 when nginx answers 200 from the container that was looked at last, 1 when it does not answer so, 2 when it does and the
# container was not asked, 3 when nothing of that can be told. REPORT says what was found.
REPORT=''

users_get() {
  local url address status before after one result=3
  REPORT=''
  while read -r url address; do
    before=$(packets_of "$PROCESS")
    for _ in 1 2 3 4 5; do
      status=$(ask_as_user "$url" "$address")
      [[ $status == 200 ]] || break
    done
    after=$(packets_of "$PROCESS")
    REPORT+="nginx answers $url with $status"
    one=3 # that path is not for users, or packets cannot be seen
    if [[ $status != 200 ]] && [[ -n $LIVE_URL || $status == 000 || $status == 5* ]]; then
      one=1
    elif [[ $status == 200 && -n $before && -n $after ]] && ((after - before >= 10)); then
      one=0 REPORT+=", from its container"
    elif [[ $status == 200 && -n $before && -n $after ]]; then
      one=2 REPORT+=", but not from its container"
    fi
    REPORT+=$'\n'
    if ((one != 3 && (result == 3 || result == 0 || one == 1))); then
      result=$one
    fi
  done < <(questions)
  REPORT=${REPORT%$'\n'}
  REPORT=${REPORT:-nginx was not asked: there is no LIVE_URL, and no server_name to ask by}
  return "$result"
}
