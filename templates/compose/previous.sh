# shellcheck shell=bash
# What ran before, to return to it when the rollout fails. Each service's image gets a name of its own, which no pull moves;
# a container that `up` overlooks is set aside as it is.
declare -A KEPT=() # service -> its image

name_image() {
  docker tag "${KEPT[$1]}" "pipewright-previous:$COMPOSE_PROJECT_NAME.$1"
}

keep_images() {
  local service
  for service in "${!BEFORE[@]}"; do
    KEPT[$service]=$(docker inspect --format '{{.Image}}' "${BEFORE[$service]}")
    hold_images "${KEPT[$service]}"
    name_image "$service"
    echo "The image of $service is kept as pipewright-previous:$COMPOSE_PROJECT_NAME.$service"
  done
}

bring_back() {
  local id service services='' earlier
  # What has just been started may hold the ports and the names.
  docker compose -f "$COMPOSE_FILE" rm --stop --force || return 1
  for id in "${!LEFT_BEHIND[@]}"; do
    docker rename "$id" "${LEFT_BEHIND[$id]}" || : # it may have its name still
    docker start "$id" || return 1
  done
  if ((${#KEPT[@]} > 0)); then
    for service in "${!KEPT[@]}"; do
      # A prune of all images takes one of two names of an image that is held.
      name_image "$service" || return 1
      services+="  '$service': { image: 'pipewright-previous:$COMPOSE_PROJECT_NAME.$service' }"$'\n'
    done
    # What did not run before is not started now, either: a migration that failed, for example.
    printf 'services:\n%s' "$services" |
      docker compose -f "$COMPOSE_FILE" -f - up -d --no-build --no-deps --pull never "${!KEPT[@]}" || return 1
    #[% if healthy %]#
    await_healthy $(($(seconds) + HEALTHY_SECONDS)) || return 1
    #[% endif %]#
  fi
  look || return 1
  earlier=$STARTS
  sleep "$SETTLE_SECONDS"
  confirm_running || return 1
  confirm_steady "$earlier" || return 1
  for id in "${!LEFT_BEHIND[@]}"; do
    [[ $(docker inspect --format '{{.State.Running}}' "$id") == true ]] || return 1
  done
}

# From the moment on at which something stops, a failure ends here; the rollout has failed all the same.
ending() {
  local status=$? stood=("${!KEPT[@]}" "${LEFT_BEHIND[@]}") serves=''
  if ((status != 0)); then
    echo "The rollout failed; what its containers said:"
    docker compose -f "$COMPOSE_FILE" logs --tail=50 || :
    if ((${#stood[@]} == 0)); then
      echo "::error::The rollout failed. Nothing of this compose file ran before, so there is nothing to return to."
    else
      echo "Starting what ran before: ${stood[*]}"
      if bring_back; then
        if ((${#KEPT[@]} > 0)); then
          serves+=" The images that ran before serve again, with the new compose file and environment file."
        fi
        if ((${#LEFT_BEHIND[@]} > 0)); then
          serves+=" As they were before, these containers serve again: ${LEFT_BEHIND[*]}."
        fi
        echo "::error::The rollout failed.$serves"
      else
        docker compose -f "$COMPOSE_FILE" ps --all || :
        docker compose -f "$COMPOSE_FILE" logs --tail=50 || :
        echo "::error::The rollout failed, and what ran before does not run either: a person is needed."
      fi
    fi
  fi
  release_images
}
