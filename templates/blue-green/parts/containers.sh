# shellcheck shell=bash disable=SC2034 # other parts read these variables
# == The containers: "$APP-blue" and "$APP-green". During a deploy the new container has the color's name, and that color's
# previous container, the target of a rollback, is kept stopped as "$APP-<color>-retired".

# list_containers: IDs by name; the labels of service and run by ID. If docker does not answer, the caller must give up: a
# container that cannot be listed must not count as missing.
declare -A CONTAINERS=() LABELS=() RUNS=()

list_containers() {
  local id name label run
  engine ps --all --no-trunc --filter "name=^/?$APP-(blue|green)(-retired)?\$" \
    --format '{{.ID}} {{.Names}} {{or (.Label "pipewright.app") "-"}} {{.Label "pipewright.run"}}' || return 1
  CONTAINERS=() LABELS=() RUNS=()
  while read -r id name label run; do
    if [[ -n $id ]]; then
      CONTAINERS[$name]=$id LABELS[$id]=$label RUNS[$id]=$run
    fi
  done <<<"$OUTPUT"
}

# inspect_container ID: CONDITION is "STATUS HEALTH", for example "running healthy"; HEALTH is none without a HEALTHCHECK.
# PROCESS is its process on the host; STARTED changes with every restart.
CONDITION='' PROCESS='' STARTED=''

inspect_container() {
  local status=0 state health
  engine container inspect --format \
    '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{.State.Pid}} {{.RestartCount}} {{.State.StartedAt}}' \
    -- "$1" || status=$?
  if ((status >= 124)); then
    "$GIVE_UP" "docker does not answer" # so the container's state is unknown
  elif ((status != 0)); then
    return 1
  fi
  read -r state health PROCESS STARTED <<<"$OUTPUT"
  CONDITION="$state $health"
}

container_runs() {
  inspect_container "$1" && [[ $CONDITION == running\ * || $CONDITION == restarting\ * || $CONDITION == paused\ * ]]
}

stop_container() {
  with_timeout "$((STOP_TIMEOUT + 30))" docker stop -t "$STOP_TIMEOUT" "$1" >/dev/null
}

# is_attempt ID: created by a deploy that did not finish, so not a target for a rollback.
is_attempt() {
  [[ $JOURNAL_ACTION == deploy && $JOURNAL_STAGE != committed && $JOURNAL_STAGE != 'done' && ${RUNS[$1]:-} == "$JOURNAL_RUN" ]]
}

# save_container_log ID: saves the log of a container before it is removed, for debugging.
save_container_log() {
  local file=$DIRECTORY/.failed_container.log
  if with_timeout "$DOCKER_TIMEOUT" docker logs --tail 50 "$1" >"$file" 2>&1; then
    say "the last 50 lines of its log are in $file"
  else
    warn "its log could not be saved in $file"
  fi
}

# check_owner NAME COLOR: a container is ours if it has our label or, created by hand before these scripts, if it has our name
# and publishes the color's port. Any other container with our name is not changed.
check_owner() {
  local id=${CONTAINERS[$1]:-}
  if [[ -z $id || ${LABELS[$id]} == "$APP" ]]; then
    return 0
  fi
  engine container inspect --format '{{range .HostConfig.PortBindings}}{{range .}}[{{.HostPort}}]{{end}}{{end}}' -- "$id" ||
    fail "docker cannot inspect the container $1"
  if [[ ${LABELS[$id]} != - || $OUTPUT != *"[$(port_of "$2")]"* ]]; then
    fail "the name $1 belongs to a container that these scripts did not create (label '${LABELS[$id]}', published ports '$OUTPUT'); rename or remove it and run again"
  fi
}

check_names() {
  local color
  list_containers || fail "docker does not answer"
  for color in blue green; do
    check_owner "$APP-$color" "$color"
    check_owner "$APP-$color-retired" "$color"
  done
}

# check_port COLOR: while that color's container is stopped, nothing may listen on its port.
check_port() {
  local port listeners
  port=$(port_of "$1")
  engine ps --filter "publish=$port" --format '{{.Names}}' || fail "docker does not answer"
  if [[ -n $OUTPUT ]]; then
    fail "port $port of the $1 color is used by the container ${OUTPUT//$'\n'/, }; give it another port and run again"
  fi
  if command -v ss >/dev/null; then
    listeners=$(as_root ss --no-header --listening --tcp --numeric --processes "sport = :$port") || fail "ss cannot show what listens on port $port"
    if [[ -n $listeners ]]; then
      fail "port $port of the $1 color is used by another program: ${listeners//  / }"
    fi
  fi
}
