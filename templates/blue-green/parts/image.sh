# shellcheck shell=bash
# == The image: login, removing old images, pull

# log_in USERNAME TOKEN: the token is passed through a pipe, never as an argument.
log_in() {
  with_timeout "$DOCKER_TIMEOUT" docker login --username "$1" --password-stdin "$REGISTRY" < <(printf '%s' "$2") >/dev/null
}

# prune_images: frees disk space before the pull. Removes only images that deploys of this folder have pulled and that no
# container uses: both colors keep theirs, and so does every other service.
prune_images() {
  local used='' kept='' id reference containers
  if [[ ! -f $DIRECTORY/.images ]]; then
    return 0
  fi
  engine ps --all --quiet || return 1
  if [[ -n $OUTPUT ]]; then
    mapfile -t containers <<<"$OUTPUT"
    engine container inspect --format '{{.Image}}' -- "${containers[@]}" || return 1
    used=$OUTPUT
  fi
  while read -r id reference; do
    if [[ -z $id || $'\n'$kept == *$'\n'"$id $reference"$'\n'* ]]; then
      continue
    elif [[ $'\n'$used$'\n' == *$'\n'$id$'\n'* ]] || ! remove_image "$id" "$reference"; then
      kept+="$id $reference"$'\n'
    fi
  done <"$DIRECTORY/.images"
  write_file .images "${kept%$'\n'}"
}

# remove_image ID REFERENCE: tags that others gave the image are kept.
remove_image() {
  local name
  engine image inspect --format '{{join .RepoTags " "}}' -- "$1" 2>/dev/null || return 0
  if [[ -n $OUTPUT && " $OUTPUT " != *" $2 "* ]]; then
    return 0
  fi
  say "removing the old image $2"
  name=$1 # its tag has moved to another image
  if [[ -n $OUTPUT ]]; then
    name=$2
  fi
  with_timeout "$DOCKER_TIMEOUT" docker image rm "$name" >/dev/null || {
    warn "the old image $2 could not be removed"
    return 1
  }
}

# pull_image IMAGE: IMAGE_ID is the image of this pull, even if the tag moves a moment later.
IMAGE_ID='' IMAGE_CREATED=''

pull_image() {
  local log=$DIRECTORY/.pull.new digest image=$1
  with_timeout "$PULL_TIMEOUT" docker pull "$1" >"$log" || return 1
  digest=$(sed -n 's/^Digest: //p' "$log")
  rm -f -- "$log"
  if [[ -n $digest ]]; then
    image=$(repository_of "$1")@$digest
  fi
  engine image inspect --format '{{.Id}} {{.Created}}' -- "$image" || return 1
  read -r IMAGE_ID IMAGE_CREATED <<<"$OUTPUT"
  printf '%s %s\n' "$IMAGE_ID" "$1" >>"$DIRECTORY/.images" || warn "cannot write $DIRECTORY/.images; this image will not be pruned"
}

# repository_of IMAGE: the name without digest and tag (a colon before the last slash belongs to the registry's port).
repository_of() {
  local image=${1%%@*} last
  last=${image##*/}
  echo "${image%"$last"}${last%%:*}"
}

# compare_age IMAGE: warns if the image is older than the live one. It is deployed all the same.
compare_age() {
  if [[ -n $LIVE_ID ]] && engine container inspect --format '{{.Image}}' -- "$LIVE_ID" &&
    engine image inspect --format '{{.Created}}' -- "$OUTPUT" && [[ $IMAGE_CREATED < $OUTPUT ]]; then
    warn "$1 is older than the live image (built $IMAGE_CREATED, the live one $OUTPUT): this deploys an older version"
  fi
}
