# shellcheck shell=bash
# What the compose file must contain; checked before anything is changed.

# check_image: with another image in the compose file the rollout would succeed, but the new image would not run.
check_image() {
  local images
  images=$(docker compose -f "$COMPOSE_FILE" config --images)
  # docker.io may be omitted.
  images=${images//docker.io\//}
  if [[ $'\n'$images$'\n' != *$'\n'${IMAGE_URL#docker.io/}$'\n'* ]]; then
    refuse "no service in $COMPOSE_FILE uses the image of this deployment, $IMAGE_URL; its images are ${images//$'\n'/, }. No container was changed. Set the image of a service: \`image: ${IMAGE_URL%:*}:\${IMAGE_TAG}\`"
  fi
}

# list_mounts: the mounts in the compose file, one a line: service|type|source|target.
list_mounts() {
  docker compose -f "$COMPOSE_FILE" config | awk '
    function text(line) {
      sub(/^ *(- )?([a-z_]+: )?/, "", line)
      gsub(/^["\047]|["\047]$/, "", line)
      return line
    }
    /^[^ ]/ { top = $1 }
    top != "services:" { next }
    /^  [^ ]/ { service = $1; gsub(/["\047:]/, "", service) }
    /^    [^ -]/ { key = $1 }
    key == "volumes:" && /^      - type: / { type = text($0); source = "" }
    key == "volumes:" && /^        source: / { source = text($0) }
    key == "volumes:" && /^        target: / { print service "|" type "|" source "|" text($0) }
    key == "tmpfs:" && /^      - / { split(text($0), part, ":"); print service "|tmpfs||" part[1] }'
}

# check_files: only the compose file is uploaded from the repository. If a mounted file is missing, docker creates a folder in its
# place, and neither the new container nor the previous one can start with it.
check_files() {
  local service type source target
  while IFS='|' read -r service type source target; do
    if [[ $type == bind && ! -e $source && ${source##*/} == ?*.* ]]; then
      refuse "the service $service mounts $source as $target, but $source does not exist on this server: only $COMPOSE_FILE is uploaded from the repository. No container was changed. Copy the file to the server; or, if it should be a folder, create it: mkdir -p $source"
    fi
  done <<<"$MOUNTS"
}

# is_mounted SERVICE TARGET: a named volume, a bind mount or a tmpfs is mounted there.
is_mounted() {
  local service type source target
  while IFS='|' read -r service type source target; do
    if [[ $service == "$1" && $target == "$2" && (-n $source || $type == tmpfs) ]]; then
      return 0
    fi
  done <<<"$MOUNTS"
  return 1
}

# check_data: `down` detaches an anonymous volume, and the new container would start with an empty one.
check_data() {
  local service name volumes volume target
  for service in "${!RUNNING[@]}"; do
    name=$(docker inspect --format '{{.Name}}' "${RUNNING[$service]}")
    volumes=$(docker inspect --format '{{range .Mounts}}{{if eq .Type "volume"}}{{println .Name .Destination}}{{end}}{{end}}' "${RUNNING[$service]}")
    while read -r volume target; do
      if [[ $volume =~ ^[0-9a-f]{64}$ ]] && ! is_mounted "$service" "$target"; then
        refuse "${name#/} writes $target to an anonymous volume, $volume: the new container would start with an empty one. No container was changed. Name the volume in $COMPOSE_FILE, with \`volumes: [\"data:$target\"]\` in the service $service and \`volumes: { data: {} }\` at the top level, and copy the data to keep; or, if there is none, use \`tmpfs: [\"$target\"]\` in the service $service"
      fi
    done <<<"$volumes"
  done
}

check_compose_file() {
  check_image
  MOUNTS=$(list_mounts)
  check_files
  check_data
}
