# now: seconds since the host started. This clock cannot be set, unlike the time of day.
now() {
  local seconds
  IFS=. read -r seconds _ </proc/uptime
  echo "$seconds"
}

#[% if colors %]#
# address URL SECONDS [MEANING OF A STATUS 500]
#[% else %]#
# address URL SECONDS
#[% endif %]#
address() {
  #[% if colors %]#
  local url=$1 deadline=$(($(now) + $2)) meaning=${3:-} answered status container
  #[% else %]#
  local url=$1 deadline=$(($(now) + $2)) answered status
  #[% endif %]#
  while true; do
    # A redirect proves nothing: nginx redirects to https even when the application is down.
    answered=$(curl -s -L --max-redirs 5 -o /dev/null -w '%{http_code} %{url_effective}' --max-time 10 "$url") ||
      answered="000 ${answered#* }"
    status=${answered%% *}
    echo "${answered#* } answered $status"
    if [[ $status == 2* ]]; then
      return 0
    fi
    #[% if colors %]#
    if [[ $status == 500 && -n $meaning ]]; then
      echo "::error::$url answered 500: $meaning"
      if container=$(live_container); then
        docker logs --tail 50 "$container" 2>&1
      fi
      return 1
    fi
    #[% endif %]#
    if (($(now) >= deadline)); then
      return 1
    fi
    sleep 2
  done
}
