# shellcheck shell=bash
# Protects images against a prune by another deployment on this server, and compares their age.
declare -A BUILT=() # service -> build time of the image that runs before the rollout

# hold_images IMAGE...: creates a container of each image. A prune keeps an image that has a container, even one never started.
hold_images() {
  local image
  for image; do
    docker create --label "pipewright.holds-for=$COMPOSE_PROJECT_NAME" --network none -- "$image" nothing >/dev/null ||
      echo "$image could not be protected: a prune by another deployment on this server could remove it"
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

# Only a warning: deploying an older build may be intended.
compare_ages() {
  local service container now
  for service in "${!BUILT[@]}"; do
    container=$(list_containers --filter "label=com.docker.compose.service=$service")
    now=$(built "${container%%$'\n'*}") || continue
    if (($(date --date "$now" +%s) < $(date --date "${BUILT[$service]}" +%s))); then
      echo "::warning::$service now runs an older image: it was built at $now, the previous one at ${BUILT[$service]}"
    fi
  done
}
