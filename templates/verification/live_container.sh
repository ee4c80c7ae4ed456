# The live container, from the color that the last deployment recorded.
live_container() {
  local color
  color=$(cat -- "$DIRECTORY/.current_env") || return 1
  case $color in
    blue | green) echo "$APP-$color" ;;
    *)
      echo "$DIRECTORY/.current_env contains '$color'; expected blue or green" >&2
      return 1
      ;;
  esac
}

# The port of this server that is published to the live container.
live_port() {
  local container port
  container=$(live_container) || return 1
  port=$(docker inspect --format '{{range $port, $bindings := .NetworkSettings.Ports}}{{range $bindings}}{{println .HostPort}}{{end}}{{end}}' \
    "$container" | sed -n 1p) || return 1
  if [[ -z $port ]]; then
    echo "$container publishes no port; is it running?" >&2
    return 1
  fi
  echo "$port"
}
