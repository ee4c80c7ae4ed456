# shellcheck shell=bash
# Images that others on this server must not remove, and how old they are.
declare -A BUILT=() # service -> when the image was built that runs before

# hold_images IMAGE...: a container keeps its image from being pruned, also one that is never started.
hold_images() {
  local image
  for image; do
    docker create --label "pipewright.holds-for=$COMPOSE_PROJECT_NAME" --network none -- "$image" nothing >/dev/null ||
      echo "$image could not be held: a prune of somebody else on this server could remove it"
  done
}

hold_pulled() {
  local images
  images=$(docker compose -f "$COMPOSE_FILE" config --images | sort --unique)
  mapfile -t images <<<"$images"
  hold_images "${images[@]}"
}

release_images() {
  local label=pipewright.holds-for=$COMPOSE_PROJECT_NAME
  docker ps --all --quiet --filter "label=$label" | xargs --no-run-if-empty docker rm --volumes >/dev/null
}

built() {
  local image
  image=$(docker inspect --format '{{.Image}}' "$1") || return 1
  docker image inspect --format '{{.Created}}' "$image"
}

note_ages() {
  local service
  for service in "${!BEFORE[@]}"; do
    BUILT[$service]=$(built "${BEFORE[$service]}") || unset "BUILT[$service]"
  done
}

# Somebody who deploys an older build may mean it.
compare_ages() {
  local service container now
  for service in "${!BUILT[@]}"; do
    container=$(list_containers --filter "label=com.docker.compose.service=$service")
    now=$(built "${container%%$'\n'*}") || continue
    if (($(date --date "$now" +%s) < $(date --date "${BUILT[$service]}" +%s))); then
      echo "::warning::an older image of $service runs now: it was built at $now, the one before at ${BUILT[$service]}"
    fi
  done
}
