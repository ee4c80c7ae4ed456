#[% if colours %]#
# address URL SECONDS [MEANING OF A STATUS 500]
#[% else %]#
# address URL SECONDS
#[% endif %]#
address() {
  #[% if colours %]#
  local url=$1 deadline=$((SECONDS + $2)) meaning=${3:-} status container
  #[% else %]#
  local url=$1 deadline=$((SECONDS + $2)) status
  #[% endif %]#
  while true; do
    status=$(curl -s -o /dev/null -w '%{http_code}' --max-time 10 "$url") || status=000
    echo "$url answered $status"
    if [[ $status == [23]* ]]; then
      return 0
    fi
    #[% if colours %]#
    if [[ $status == 500 && -n $meaning ]]; then
      echo "::error::$url answered 500: $meaning"
      if container=$(live_container); then
        docker logs --tail 50 "$container" 2>&1
      fi
      return 1
    fi
    #[% endif %]#
    if ((SECONDS >= deadline)); then
      return 1
    fi
    sleep 2
  done
}
