set -Eeuo pipefail

cd "$DIRECTORY"

# A container that ended with an error, starts again and again or is unhealthy serves nobody, though `up` was content.
confirm_running() {
  local containers name status code health failed=()
  containers=$(docker compose -f "$COMPOSE_FILE" ps --all --quiet |
    xargs docker inspect --format '{{.Name}} {{.State.Status}} {{.State.ExitCode}} {{with .State.Health}}{{.Status}}{{end}}')
  while read -r name status code health; do
    case $status:$code:$health in
      running:*:unhealthy) failed+=("${name#/} is unhealthy") ;;
      running:* | exited:0:*) ;;
      *) failed+=("${name#/} is $status, its last exit status $code") ;;
    esac
  done <<<"$containers"
  if ((${#failed[@]} > 0)); then
    printf '::error::%s; its log is above\n' "${failed[@]}"
    return 1
  fi
}
#[% if healthy %]#

# Only a health check can tell when a container is ready.
confirm_health_checks() {
  local states
  states=$(docker compose -f "$COMPOSE_FILE" ps --quiet |
    xargs docker inspect --format '{{with .State.Health}}{{.Status}}{{end}}')
  if [[ $states != *healthy* ]]; then
    echo "::error::no container has a health check; add one to the Dockerfile (HEALTHCHECK) or to the compose file (healthcheck)"
    return 1
  fi
}
#[% endif %]#
#[% if turns %]#

say() {
  echo "$*"
}

# Before anything is touched.
refuse() {
  echo "::error::$*"
  exit 1
}

interruptible() {
  "$@"
}

#[% include "server/turn.sh" %]#
#[% endif %]#
#[% if previous_image %]#

#[% include "compose/previous_images.sh" %]#
#[% endif %]#

deploy() {
  # The compose file finds the image and the login in the environment, under the names it knows. The token comes from its
  # file, and the file is gone whatever happens next.
  trap 'rm -f -- "$TOKEN_FILE"' EXIT
  local token
  token=$(<"$TOKEN_FILE")
  export "$TOKEN_VARIABLE=$token"

  echo "Logging in to $REGISTRY as ${!USERNAME_VARIABLE}"
  docker login "$REGISTRY" --username "${!USERNAME_VARIABLE}" --password-stdin <"$TOKEN_FILE"
  #[% if network %]#

  if ! docker network inspect "$NETWORK" >/dev/null 2>&1; then
    echo "Creating the network $NETWORK"
    docker network create "$NETWORK"
  fi
  #[% endif %]#

  echo "Deploying $IMAGE_TAG in $DIRECTORY"
  # `down` overlooks what `up` would refuse, a missing file of variables for one: it is refused while the old container serves.
  docker compose -f "$COMPOSE_FILE" config --quiet
  #[% if turns %]#
  take_turn "the rollout of $IMAGE_TAG in $DIRECTORY"
  #[% endif %]#
  #[% if previous_image %]#
  keep_images
  #[% endif %]#
  #[% if order == "stop-first" %]#
  #[% if previous_image %]#
  # The old container stops first: whatever fails from here on brings back the images that ran before.
  trap ending EXIT
  #[% else %]#
  # The old container stops first: whatever fails from here on leaves nothing running.
  #[% endif %]#
  docker compose -f "$COMPOSE_FILE" down
  docker compose -f "$COMPOSE_FILE" pull
  #[% else %]#
  docker compose -f "$COMPOSE_FILE" pull
  #[% if previous_image %]#
  trap ending EXIT
  #[% endif %]#
  docker compose -f "$COMPOSE_FILE" down
  #[% endif %]#
  #[% if healthy %]#

  echo "Starting the containers, which have ${HEALTHY_SECONDS}s to become healthy"
  if ! docker compose -f "$COMPOSE_FILE" up -d --wait --wait-timeout "$HEALTHY_SECONDS"; then
    docker compose -f "$COMPOSE_FILE" ps --all
    #[% if not previous_image %]#
    docker compose -f "$COMPOSE_FILE" logs --tail=50
    #[% endif %]#
    echo "::error::not every container became healthy within ${HEALTHY_SECONDS}s"
    return 1
  fi
  confirm_health_checks

  echo "Watching the containers for ${SETTLE_SECONDS}s"
  #[% else %]#
  docker compose -f "$COMPOSE_FILE" up -d

  echo "Waiting ${SETTLE_SECONDS}s for the containers to start"
  #[% endif %]#
  sleep "$SETTLE_SECONDS"

  docker compose -f "$COMPOSE_FILE" ps
  docker compose -f "$COMPOSE_FILE" logs --tail=50
  confirm_running
  # One that starts again and again runs for a moment each time.
  sleep 3
  confirm_running
  #[% if prune == "dangling" %]#

  echo "Removing images that no container uses and no tag names"
  docker image prune -f || echo "Nothing was removed; the next deployment tries again"
  #[% elif prune == "all-unused" %]#

  echo "Removing images that no container uses"
  docker image prune --all -f || echo "Nothing was removed; the next deployment tries again"
  #[% endif %]#
}

# A connection that is lost must not stop this half-way, with the old container gone: it goes on by itself and writes to a
# file, which is shown here while it grows.
log=$(mktemp)
trap 'rm -f -- "$log"' EXIT
deploy </dev/null >"$log" 2>&1 &
tail --lines=+1 --sleep-interval=0.5 --pid="$!" --follow "$log"
wait "$!"
