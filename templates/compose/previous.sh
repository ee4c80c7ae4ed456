# shellcheck shell=bash
# Keeps what ran before, to restore it when the rollout fails. The image of each service gets a tag that no pull moves;
# orphans are stopped and renamed.
declare -A PREVIOUS_IMAGES=() # service -> its image

tag_previous_image() {
  docker tag "${PREVIOUS_IMAGES[$1]}" "pipewright-previous:$COMPOSE_PROJECT_NAME.$1"
}

keep_previous_images() {
  local service
  for service in "${!RUNNING[@]}"; do
    PREVIOUS_IMAGES[$service]=$(docker inspect --format '{{.Image}}' "${RUNNING[$service]}")
    protect_images "${PREVIOUS_IMAGES[$service]}"
    tag_previous_image "$service"
    echo "The image of $service is kept as pipewright-previous:$COMPOSE_PROJECT_NAME.$service"
  done
}

restore_previous() {
  local id service services='' earlier
  # The new containers may use the ports and the names.
  docker compose -f "$COMPOSE_FILE" rm --stop --force || return 1
  for id in "${!ORPHANS[@]}"; do
    docker rename "$id" "${ORPHANS[$id]}" || : # it may still have its name
    docker start "$id" || return 1
  done
  if ((${#PREVIOUS_IMAGES[@]} > 0)); then
    for service in "${!PREVIOUS_IMAGES[@]}"; do
      # `docker image prune --all` may have removed the tag, although the image is in use.
      tag_previous_image "$service" || return 1
      services+="  '$service': { image: 'pipewright-previous:$COMPOSE_PROJECT_NAME.$service' }"$'\n'
    done
    # Only what ran before is started: not a failed migration, for example.
    printf 'services:\n%s' "$services" |
      docker compose -f "$COMPOSE_FILE" -f - up -d --no-build --no-deps --pull never "${!PREVIOUS_IMAGES[@]}" || return 1
    #[% if healthy %]#
    await_healthy $(($(seconds) + HEALTHY_TIMEOUT)) || return 1
    #[% endif %]#
  fi
  inspect_containers || return 1
  earlier=$STARTS
  sleep "$WAIT_SECONDS"
  confirm_running || return 1
  confirm_no_restarts "$earlier" || return 1
  for id in "${!ORPHANS[@]}"; do
    [[ $(docker inspect --format '{{.State.Running}}' "$id") == true ]] || return 1
  done
}

# The exit trap once a container has been stopped. After a failure it restores what ran before; the rollout still fails.
on_exit() {
  local status=$? stood=("${!PREVIOUS_IMAGES[@]}" "${ORPHANS[@]}") serves=''
  if ((status != 0)); then
    echo "The rollout failed; the logs of its containers:"
    docker compose -f "$COMPOSE_FILE" logs --tail=50 || :
    if ((${#stood[@]} == 0)); then
      echo "::error::The rollout failed. No container of this compose file ran before, so there is nothing to restore."
    else
      echo "Restoring what ran before: ${stood[*]}"
      if restore_previous; then
        if ((${#PREVIOUS_IMAGES[@]} > 0)); then
          serves+=" The previous images run again, with the new compose file and environment file."
        fi
        if ((${#ORPHANS[@]} > 0)); then
          serves+=" These containers run again, unchanged: ${ORPHANS[*]}."
        fi
        echo "::error::The rollout failed.$serves"
      else
        docker compose -f "$COMPOSE_FILE" ps --all || :
        docker compose -f "$COMPOSE_FILE" logs --tail=50 || :
        echo "::error::The rollout failed, and the previous containers could not be restored: manual intervention is needed."
      fi
    fi
  fi
  release_images
}
