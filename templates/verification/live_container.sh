# The container that serves, by the colour that the last deployment recorded.
live_container() {
  local colour
  colour=$(cat -- "$DIRECTORY/.current_env") || return 1
  case $colour in
    blue | green) echo "$APP-$colour" ;;
    *)
      echo "$DIRECTORY/.current_env holds '$colour', which is no colour" >&2
      return 1
      ;;
  esac
}

# The port of this server that leads to the container that serves.
live_port() {
  local container port
  container=$(live_container) || return 1
  port=$(docker inspect --format '{{range $port, $bindings := .NetworkSettings.Ports}}{{range $bindings}}{{println .HostPort}}{{end}}{{end}}' \
    "$container" | sed -n 1p) || return 1
  if [[ -z $port ]]; then
    echo "$container publishes no port; does it run?" >&2
    return 1
  fi
  echo "$port"
}
