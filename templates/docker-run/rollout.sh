set -Eeuo pipefail

cd "$DIRECTORY"

# Options of `docker run` from the description, an element each.
RUN_OPTIONS=()
#[[ settings ]]#

# The container that serves until the new one works. A failed or interrupted rollout starts it again.
PREVIOUS=$CONTAINER-previous

say() {
  echo "$*"
}

# refuse MESSAGE: ends the rollout before any container is changed.
refuse() {
  echo "::error::$*"
  exit 1
}

interruptible() {
  "$@"
}

#[% include "server/lock.sh" %]#

forget_token() {
  rm -f -- "$TOKEN_FILE"
}

exists() {
  docker container inspect "$1" >/dev/null 2>&1
}

# inspect_container: "STATUS HEALTH RESTARTS START" of the new container; HEALTH is none without a HEALTHCHECK.
inspect_container() {
  docker container inspect --format \
    '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{.RestartCount}} {{.State.StartedAt}}' \
    "$CONTAINER"
}

# Seconds since the server was started. This clock cannot be set, unlike the time of day.
seconds() {
  local since
  read -r since _ </proc/uptime
  echo "${since%.*}"
}

# restore_previous: the previous container has its name again, and runs.
restore_previous() {
  if ! exists "$PREVIOUS"; then
    return 0
  fi
  if exists "$CONTAINER"; then
    docker rm --force "$CONTAINER" >/dev/null || return 1
  fi
  docker rename "$PREVIOUS" "$CONTAINER" || return 1
  docker start "$CONTAINER" >/dev/null || return 1
}

# on_exit: a rollout that ends before the new container is confirmed has failed.
on_exit() {
  trap - EXIT
  echo "The rollout failed; the last lines of the new container's log:"
  docker logs --tail=50 "$CONTAINER" 2>&1 || :
  if ! exists "$PREVIOUS"; then
    docker rm --force "$CONTAINER" >/dev/null 2>&1 || :
    echo "::error::there was no previous container to start again; nothing serves"
  elif restore_previous; then
    echo "The previous container serves again"
  else
    echo "::error::the previous container could not be started again; nothing serves"
  fi
  exit 1
}
#[% if healthy %]#

# await_healthy: only a health check can confirm that a container is ready.
await_healthy() {
  local end status health
  end=$(($(seconds) + HEALTHY_TIMEOUT))
  while read -r status health _ < <(inspect_container); do
    case $status:$health in
      running:healthy) return 0 ;;
      running:none)
        echo "::error::$CONTAINER has no health check; add one to the Dockerfile (HEALTHCHECK)"
        return 1
        ;;
      running:starting) ;;
      running:unhealthy | exited:* | dead:*)
        echo "::error::$CONTAINER is $status, $health"
        return 1
        ;;
    esac
    if (($(seconds) >= end)); then
      echo "::error::$CONTAINER did not become healthy within ${HEALTHY_TIMEOUT}s"
      return 1
    fi
    sleep 1
  done
  echo "::error::$CONTAINER does not exist any more"
  return 1
}
#[% endif %]#

# confirm_running STATE: it still runs, is not unhealthy, and has not restarted since that state.
confirm_running() {
  local state status health
  state=$(inspect_container) || return 1
  read -r status health _ <<<"$state"
  if [[ $status != running || $health == unhealthy ]]; then
    echo "::error::$CONTAINER is $status, health check: $health"
    return 1
  fi
  if [[ ${state#* * } != "${1#* * }" ]]; then
    echo "::error::$CONTAINER restarted within ${WAIT_SECONDS}s"
    return 1
  fi
}

deploy() {
  trap forget_token EXIT
  local state
  echo "Logging in to $REGISTRY as $REGISTRY_USERNAME"
  docker login "$REGISTRY" --username "$REGISTRY_USERNAME" --password-stdin <"$TOKEN_FILE"
  # Deleted now: the next run may upload its own token while this one still works.
  forget_token
  #[% if deploy_lock %]#
  take_deploy_lock "the rollout of $IMAGE_URL as $CONTAINER"
  #[% endif %]#
  # Left by a run that was killed.
  if exists "$PREVIOUS"; then
    echo "An earlier rollout was interrupted; its previous container is restored first"
    restore_previous
  fi
  #[% if network %]#
  if ! docker network inspect "$NETWORK" >/dev/null 2>&1; then
    echo "Creating the network $NETWORK"
    docker network create "$NETWORK"
  fi
  RUN_OPTIONS+=(--network "$NETWORK")
  #[% endif %]#
  #[% if env_file %]#
  RUN_OPTIONS+=(--env-file "$DIRECTORY/$ENV_FILE")
  #[% endif %]#

  echo "Deploying $IMAGE_URL as $CONTAINER"
  docker pull "$IMAGE_URL"
  # A failure from here on restores the previous container.
  trap on_exit EXIT
  if exists "$CONTAINER"; then
    docker rename "$CONTAINER" "$PREVIOUS"
    docker stop "$PREVIOUS" >/dev/null
  fi
  docker run --detach --name "$CONTAINER" --restart unless-stopped "${RUN_OPTIONS[@]}" "$IMAGE_URL" >/dev/null
  #[% if healthy %]#

  echo "Waiting for the health check, at most ${HEALTHY_TIMEOUT}s"
  await_healthy
  #[% endif %]#
  state=$(inspect_container)
  echo "Watching the container for ${WAIT_SECONDS}s"
  sleep "$WAIT_SECONDS"
  confirm_running "$state"
  docker logs --tail=50 "$CONTAINER" 2>&1 || :
  trap - EXIT
  if exists "$PREVIOUS"; then
    docker rm --force "$PREVIOUS" >/dev/null
  fi
  #[% if prune == "dangling" %]#

  echo "Removing untagged images that no container uses"
  docker image prune -f || echo "Nothing was removed; the next deployment tries again"
  #[% elif prune == "all" %]#

  echo "Removing images that no container uses"
  docker image prune --all -f || echo "Nothing was removed; the next deployment tries again"
  #[% endif %]#
}

# One rollout at a time in this folder: after a lost connection the previous one may still be running.
trap forget_token EXIT
{ exec 9>>.lock; } || refuse "cannot open the lock $DIRECTORY/.lock; does it belong to another user?"
await_lock 9 "$DIRECTORY/.lock" "$LOCK_TIMEOUT" "the folder $DIRECTORY" "the rollout of $IMAGE_URL"

# A lost connection must not stop the rollout after the old container is gone. So it runs in the background and writes to a
# log file, which is printed here as it grows and is kept until the next rollout.
log=$DIRECTORY/.rollout.log
(umask 077 && rm -f -- "$log" && : >"$log")
deploy </dev/null >"$log" 2>&1 &
# From here on the background process owns the lock and the token.
exec 9>&-
trap - EXIT
tail --lines=+1 --sleep-interval=0.5 --pid="$!" --follow "$log"
wait "$!"
