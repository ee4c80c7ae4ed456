# shellcheck shell=bash
# What is ours on this host, and what is a stranger's and stays untouched.

container_label() {
  docker container inspect --format "{{with index .Config.Labels \"$2\"}}{{.}}{{end}}" -- "$1"
}

# list_containers: asks docker once which containers have our names: CONTAINERS holds their IDs by name, LABELS by ID the
# service that they are labelled with. A container that cannot be seen must never count as one that is not there, so
# whoever calls it gives up where docker does not answer.
declare -A CONTAINERS=() LABELS=()

list_containers() {
  local list id name label
  list=$(docker ps --all --no-trunc --filter "name=^/?$APP-(blue|green)(-retired)?\$" \
    --format '{{.ID}} {{.Names}} {{.Label "pipewright.app"}}') || return 1
  CONTAINERS=() LABELS=()
  while read -r id name label; do
    if [[ -n $id ]]; then
      CONTAINERS[$name]=$id LABELS[$id]=$label
    fi
  done <<<"$list"
}

# check_ours NAME ID COLOUR: a container is ours when it carries our label; one made by hand before these scripts, when it
# has our name and publishes the colour's port. Anything else under our name is a stranger's and stays untouched.
check_ours() {
  local label=${LABELS[$2]:-} ports
  if [[ $label == "$APP" ]]; then
    return 0
  fi
  ports=$(docker container inspect --format '{{range .HostConfig.PortBindings}}{{range .}}[{{.HostPort}}]{{end}}{{end}}' -- "$2") ||
    fail "docker does not describe the container $1"
  if [[ -n $label || $ports != *"[$(port_of "$3")]"* ]]; then
    fail "a container that is not ours has our name $1 (label '$label', published ports '$ports'); rename or remove it and run again"
  fi
}

check_names() {
  local colour name id
  list_containers || fail "docker does not answer"
  for colour in blue green; do
    for name in "$APP-$colour" "$APP-$colour-retired"; do
      id=${CONTAINERS[$name]:-}
      if [[ -n $id ]]; then
        check_ours "$name" "$id" "$colour"
      fi
    done
  done
}

# check_port COLOUR: with that colour's own container stopped nothing may listen there.
check_port() {
  local port names listeners
  port=$(port_of "$1")
  names=$(docker ps --filter "publish=$port" --format '{{.Names}}') || fail "docker does not answer"
  if [[ -n $names ]]; then
    fail "port $port of the $1 colour is taken by the container ${names//$'\n'/, }; move it and run again"
  fi
  if command -v ss >/dev/null; then
    listeners=$(as_root ss --no-header --listening --tcp --numeric --processes "sport = :$port") || fail "ss does not say who listens on port $port"
    if [[ -n $listeners ]]; then
      fail "port $port of the $1 colour is taken by a stranger: ${listeners//  / }"
    fi
  fi
}
