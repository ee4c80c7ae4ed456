set -Eeuo pipefail

cd "$DIRECTORY"

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

#[% include "compose/project.sh" %]#

#[% include "compose/preconditions.sh" %]#

#[% include "compose/images.sh" %]#

#[% include "compose/readiness.sh" %]#
#[% if previous_image %]#

#[% include "compose/previous.sh" %]#
#[% endif %]#

forget_token() {
  rm -f -- "$TOKEN_FILE"
}

deploy() {
  # The compose file reads the image and the login from the environment. The token comes from a file, which is deleted
  # whatever happens next.
  trap forget_token EXIT
  local token earlier
  token=$(<"$TOKEN_FILE")
  export "$TOKEN_VARIABLE=$token"

  echo "Logging in to $REGISTRY as ${!USERNAME_VARIABLE}"
  docker login "$REGISTRY" --username "${!USERNAME_VARIABLE}" --password-stdin <"$TOKEN_FILE"
  # Deleted now: the next run may upload its own token while this one still works.
  forget_token
  #[% if network %]#

  if ! docker network inspect "$NETWORK" >/dev/null 2>&1; then
    echo "Creating the network $NETWORK"
    docker network create "$NETWORK"
  fi
  #[% endif %]#

  set_project_name
  trap release_images EXIT
  echo "Deploying $IMAGE_TAG in $DIRECTORY, as the compose project $COMPOSE_PROJECT_NAME"
  #[% if turns %]#
  take_deploy_lock "the rollout of $IMAGE_TAG in $DIRECTORY"
  #[% endif %]#
  # Left by a run that was killed.
  release_images
  find_containers
  check_compose_file
  record_build_times
  #[% if previous_image %]#
  keep_previous_images
  #[% endif %]#
  #[% if order == "stop-first" %]#
  #[% if previous_image %]#
  # The old container stops first. A failure from here on restores it.
  trap on_exit EXIT
  #[% else %]#
  # The old container stops first. After a failure from here on nothing runs.
  #[% endif %]#
  docker compose -f "$COMPOSE_FILE" down
  stop_orphans
  docker compose -f "$COMPOSE_FILE" pull
  protect_pulled_images
  #[% else %]#
  docker compose -f "$COMPOSE_FILE" pull
  protect_pulled_images
  #[% if previous_image %]#
  trap on_exit EXIT
  #[% endif %]#
  docker compose -f "$COMPOSE_FILE" down
  stop_orphans
  #[% endif %]#
  #[% if healthy %]#

  echo "Starting the containers; they must be healthy within ${HEALTHY_TIMEOUT}s"
  if ! start_healthy; then
    docker compose -f "$COMPOSE_FILE" ps --all
    #[% if not previous_image %]#
    docker compose -f "$COMPOSE_FILE" logs --tail=50
    #[% endif %]#
    return 1
  fi

  echo "Watching the containers for ${WAIT_SECONDS}s"
  #[% else %]#
  docker compose -f "$COMPOSE_FILE" up -d

  echo "Waiting ${WAIT_SECONDS}s for the containers to start"
  #[% endif %]#
  inspect_containers
  earlier=$STARTS
  sleep "$WAIT_SECONDS"

  docker compose -f "$COMPOSE_FILE" ps
  docker compose -f "$COMPOSE_FILE" logs --tail=50
  confirm_running
  confirm_no_restarts "$earlier"

  compare_build_times || :
  release_images || :
  remove_orphans || echo "Not all previous containers could be removed; they are stopped, and the next deployment tries again"
  #[% if prune == "dangling" %]#

  echo "Removing untagged images that no container uses"
  docker image prune -f || echo "Nothing was removed; the next deployment tries again"
  #[% elif prune == "all-unused" %]#

  echo "Removing images that no container uses"
  docker image prune --all -f || echo "Nothing was removed; the next deployment tries again"
  #[% endif %]#
}

# One rollout at a time in this folder: after a lost connection the previous one may still be running.
trap forget_token EXIT
{ exec 9>>.lock; } || refuse "cannot open the lock $DIRECTORY/.lock; does it belong to another user?"
await_lock 9 "$DIRECTORY/.lock" "$LOCK_TIMEOUT" "the folder $DIRECTORY" "the rollout of $IMAGE_TAG"

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
