# shellcheck shell=bash
# The state of the services' containers when `inspect_containers` last inspected them.
HEALTHY=0   # how many are healthy
STARTING=() # those whose health check has no result yet
UNSTABLE=() # those that are restarting or not started yet, with the reason
FAILED=()   # those that have failed, with the reason
STARTS=''   # start time and restart count of each running container, one a line

inspect_containers() {
  local label=com.docker.compose.service containers service name status code health restarts started
  HEALTHY=0 STARTING=() UNSTABLE=() FAILED=() STARTS=''
  containers=$(list_containers | xargs --no-run-if-empty docker inspect --format \
    "{{index .Config.Labels \"$label\"}}|{{.Name}}|{{.State.Status}}|{{.State.ExitCode}}|{{with .State.Health}}{{.Status}}{{end}}|{{.RestartCount}}|{{.State.StartedAt}}") ||
    return 1
  while IFS='|' read -r service name status code health restarts started; do
    if ! is_service "$service"; then
      continue
    fi
    name=${name#/}
    case $status:$code:$health in
      running:*:healthy) HEALTHY=$((HEALTHY + 1)) ;;
      running:*:starting) STARTING+=("$name") ;;
      running:*:unhealthy) FAILED+=("$name is unhealthy") ;;
      running:*) ;;
      # A one-off container, such as a migration, has finished. A container with a health check is not one-off.
      exited:0:) continue ;;
      restarting:* | created:*) UNSTABLE+=("$name is $status, last exit status $code") ;;
      *) FAILED+=("$name is $status, last exit status $code") ;;
    esac
    STARTS+="$name|$restarts|$started"$'\n'
  done <<<"$containers"
}

# A container that has failed, keeps restarting or is unhealthy does not work, although `up` succeeded.
confirm_running() {
  inspect_containers || return 1
  if ((${#FAILED[@]} + ${#UNSTABLE[@]} > 0)); then
    printf '::error::%s; its log is above\n' "${FAILED[@]}" "${UNSTABLE[@]}"
    return 1
  fi
}

# list_restarted STARTS: the containers that have restarted since then, in whatever state they are now.
list_restarted() {
  local line
  while IFS= read -r line; do
    if [[ $'\n'$1 != *$'\n'$line$'\n'* ]]; then
      echo "${line%%|*}"
    fi
  done <<<"${STARTS%$'\n'}"
}

# confirm_no_restarts STARTS: a container that crashes every few seconds is running most times one looks.
confirm_no_restarts() {
  local again
  again=$(list_restarted "$1")
  #[% if not healthy %]#
  # A container that starts before its database may end once and work after its restart.
  if [[ -n $again ]]; then
    echo "Watching for another ${WAIT_SECONDS}s, because these containers restarted: ${again//$'\n'/ }"
    set -- "$STARTS"
    sleep "$WAIT_SECONDS"
    confirm_running || return 1
    again=$(list_restarted "$1")
  fi
  #[% endif %]#
  if [[ -n $again ]]; then
    echo "::error::these containers restarted within ${WAIT_SECONDS}s: ${again//$'\n'/ }"
    return 1
  fi
  #[% if not healthy %]#
  if ((${#STARTING[@]} > 0)); then
    echo "::warning::the health check has no result yet, and this deployment does not wait for it: ${STARTING[*]}"
  fi
  #[% endif %]#
}
#[% if healthy %]#

# Seconds since the server was started. This clock cannot be set, unlike the time of day.
seconds() {
  local since
  read -r since _ </proc/uptime
  echo "${since%.*}"
}

# await_healthy END: not `up --wait`, which counts every container that ends as failed, including a finished migration.
await_healthy() {
  inspect_containers || return 1
  while ((${#FAILED[@]} == 0 && ${#STARTING[@]} + ${#UNSTABLE[@]} > 0 && $(seconds) < $1)); do
    sleep 1
    inspect_containers || return 1
  done
  if ((${#FAILED[@]} + ${#UNSTABLE[@]} > 0)); then
    printf '::error::%s\n' "${FAILED[@]}" "${UNSTABLE[@]}"
  fi
  if ((${#STARTING[@]} > 0)); then
    echo "::error::the health check has not succeeded yet: ${STARTING[*]}"
  fi
  if ((${#FAILED[@]} + ${#STARTING[@]} + ${#UNSTABLE[@]} > 0)); then
    echo "::error::not every container became healthy within ${HEALTHY_TIMEOUT}s"
    return 1
  fi
}

start_healthy() {
  local end
  end=$(($(seconds) + HEALTHY_TIMEOUT))
  # `up` waits for dependencies (depends_on), so it needs a timeout.
  if ! timeout "$HEALTHY_TIMEOUT" docker compose -f "$COMPOSE_FILE" up -d; then
    echo "::error::docker compose could not start every container within ${HEALTHY_TIMEOUT}s"
    return 1
  fi
  await_healthy "$end" || return 1
  # Only a health check can confirm that a container is ready.
  if ((HEALTHY == 0)); then
    echo "::error::no container has a health check; add one to the Dockerfile (HEALTHCHECK) or to the compose file (healthcheck)"
    return 1
  fi
}
#[% endif %]#
