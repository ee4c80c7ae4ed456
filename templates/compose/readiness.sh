# shellcheck shell=bash
# The state of the services' containers when `look` last inspected them.
HEALTHY=0   # how many are healthy
STARTING=() # those whose health check has no result yet
UNSTEADY=() # those that are restarting or not started yet, with the reason
FAILED=()   # those that have failed, with the reason
STARTS=''   # start time and restart count of each running container, one a line

look() {
  local label=com.docker.compose.service containers service name status code health restarts started
  HEALTHY=0 STARTING=() UNSTEADY=() FAILED=() STARTS=''
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
      restarting:* | created:*) UNSTEADY+=("$name is $status, last exit status $code") ;;
      *) FAILED+=("$name is $status, last exit status $code") ;;
    esac
    STARTS+="$name|$restarts|$started"$'\n'
  done <<<"$containers"
}

# A container that has failed, keeps restarting or is unhealthy does not work, although `up` succeeded.
confirm_running() {
  look || return 1
  if ((${#FAILED[@]} + ${#UNSTEADY[@]} > 0)); then
    printf '::error::%s; its log is above\n' "${FAILED[@]}" "${UNSTEADY[@]}"
    return 1
  fi
}

# started_again STARTS: the containers that have restarted since then, in whatever state they are now.
started_again() {
  local line
  while IFS= read -r line; do
    if [[ $'\n'$1 != *$'\n'$line$'\n'* ]]; then
      echo "${line%%|*}"
    fi
  done <<<"${STARTS%$'\n'}"
}

# confirm_steady STARTS: a container that crashes every few seconds is running most times one looks.
confirm_steady() {
  local again
  again=$(started_again "$1")
  #[% if not healthy %]#
  # A container that starts before its database may end once and work after its restart.
  if [[ -n $again ]]; then
    echo "Watching for another ${SETTLE_SECONDS}s, because these containers restarted: ${again//$'\n'/ }"
    set -- "$STARTS"
    sleep "$SETTLE_SECONDS"
    confirm_running || return 1
    again=$(started_again "$1")
  fi
  #[% endif %]#
  if [[ -n $again ]]; then
    echo "::error::these containers restarted within ${SETTLE_SECONDS}s: ${again//$'\n'/ }"
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
  look || return 1
  while ((${#FAILED[@]} == 0 && ${#STARTING[@]} + ${#UNSTEADY[@]} > 0 && $(seconds) < $1)); do
    sleep 1
    look || return 1
  done
  if ((${#FAILED[@]} + ${#UNSTEADY[@]} > 0)); then
    printf '::error::%s\n' "${FAILED[@]}" "${UNSTEADY[@]}"
  fi
  if ((${#STARTING[@]} > 0)); then
    echo "::error::the health check has not succeeded yet: ${STARTING[*]}"
  fi
  if ((${#FAILED[@]} + ${#STARTING[@]} + ${#UNSTEADY[@]} > 0)); then
    echo "::error::not every container became healthy within ${HEALTHY_SECONDS}s"
    return 1
  fi
}

start_healthy() {
  local end
  end=$(($(seconds) + HEALTHY_SECONDS))
  # `up` waits for dependencies (depends_on), so it needs a timeout.
  if ! timeout "$HEALTHY_SECONDS" docker compose -f "$COMPOSE_FILE" up -d; then
    echo "::error::docker compose could not start every container within ${HEALTHY_SECONDS}s"
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
