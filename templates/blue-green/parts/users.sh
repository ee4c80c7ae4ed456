# shellcheck shell=bash
# == What users get: requests to this host's nginx, as a user would send them, whatever the name resolves to. A container's packet
# counter proves that it answered, without any help from the application.

# user_urls: the URLs to request, each with the address where nginx listens: LIVE_URL or, if the description has none, the smoke
# test's path on each server that passes to us.
user_urls() {
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

# request_as_user URL ADDRESS: the certificate is verified only for LIVE_URL.
request_as_user() {
  local options=(--connect-to "::$2:")
  if [[ -z $LIVE_URL ]]; then
    options+=(--insecure)
  fi
  http_status "${options[@]}" "$1"
}

# check_users: returns 0 if nginx answers 200 from the container that inspect_container inspected last, 1 if it does not answer 200, 2 if it
# answers 200 from elsewhere, 3 if that is unknown. REPORT describes the result.
REPORT=''

check_users() {
  local url address status before after one result=3
  REPORT=''
  while read -r url address; do
    before=$(packets_of "$PROCESS")
    for _ in 1 2 3 4 5; do
      status=$(request_as_user "$url" "$address")
      [[ $status == 200 ]] || break
    done
    after=$(packets_of "$PROCESS")
    REPORT+="nginx answers $url with $status"
    one=3 # users may not have that path, or the packet counter is not readable
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
  done < <(user_urls)
  REPORT=${REPORT%$'\n'}
  REPORT=${REPORT:-nginx was not checked: LIVE_URL is not set, and no server_name was found}
  return "$result"
}
