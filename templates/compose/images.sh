# shellcheck shell=bash
# Protects images against a prune by another deployment on this server, and compares their age.
declare -A BUILD_TIMES=() # service -> build time of the image that runs before the rollout

# protect_images IMAGE...: creates a container of each image. A prune keeps an image that has a container, even one never started.
protect_images() {
  local image
  for image; do
    docker create --label "pipewright.holds-for=$COMPOSE_PROJECT_NAME" --network none -- "$image" nothing >/dev/null ||
      echo "$image could not be protected: a prune by another deployment on this server could remove it"
  done
}

protect_pulled_images() {
  local images
  images=$(docker compose -f "$COMPOSE_FILE" config --images | sort --unique)
  mapfile -t images <<<"$images"
  protect_images "${images[@]}"
}

release_images() {
  local label=pipewright.holds-for=$COMPOSE_PROJECT_NAME
  docker ps --all --quiet --filter "label=$label" | xargs --no-run-if-empty docker rm --volumes >/dev/null
}

build_time() {
  local image
  image=$(docker inspect --format '{{.Image}}' "$1") || return 1
  docker image inspect --format '{{.Created}}' "$image"
}

record_build_times() {
  local service
  for service in "${!RUNNING[@]}"; do
    BUILD_TIMES[$service]=$(build_time "${RUNNING[$service]}") || unset "BUILD_TIMES[$service]"
  done
}

# Only a warning: deploying an older build may be intended.
compare_build_times() {
  local service container now
  for service in "${!BUILD_TIMES[@]}"; do
    container=$(list_containers --filter "label=com.docker.compose.service=$service")
    now=$(build_time "${container%%$'\n'*}") || continue
    if (($(date --date "$now" +%s) < $(date --date "${BUILD_TIMES[$service]}" +%s))); then
      echo "::warning::$service now runs an older image: it was built at $now, the previous one at ${BUILD_TIMES[$service]}"
    fi
  done
}
