# shellcheck shell=bash
# == The image: logging in, making room, pulling

# log_in USERNAME TOKEN: the token travels through a pipe, never as an argument.
log_in() {
  within "$DOCKER_TIMEOUT" docker login --username "$1" --password-stdin "$REGISTRY" < <(printf '%s' "$2") >/dev/null
}

# prune_images: makes room before pulling. Only images that deploys of this folder have pulled, and none that a container
# was made from: the color that serves and the one to go back to keep theirs, and so does every other service.
prune_images() {
  local used='' kept='' id reference containers
  if [[ ! -f $DIRECTORY/.images ]]; then
    return 0
  fi
  engine ps --all --quiet || return 1
  if [[ -n $ANSWER ]]; then
    mapfile -t containers <<<"$ANSWER"
    engine container inspect --format '{{.Image}}' -- "${containers[@]}" || return 1
    used=$ANSWER
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

# remove_image ID REFERENCE: the image keeps the tags that others gave it.
remove_image() {
  local name
  engine image inspect --format '{{join .RepoTags " "}}' -- "$1" 2>/dev/null || return 0
  if [[ -n $ANSWER && " $ANSWER " != *" $2 "* ]]; then
    return 0
  fi
  say "removing the old image $2"
  name=$1 # its tag moved on to another image
  if [[ -n $ANSWER ]]; then
    name=$2
  fi
  within "$DOCKER_TIMEOUT" docker image rm "$name" >/dev/null || {
    warn "the old image $2 could not be removed"
    return 1
  }
}

# pull_image IMAGE: IMAGE_ID is what this pull brought, whatever the tag names on this host a moment later.
IMAGE_ID='' IMAGE_CREATED=''

pull_image() {
  local log=$DIRECTORY/.pull.new digest image=$1
  within "$PULL_TIMEOUT" docker pull "$1" >"$log" || return 1
  digest=$(sed -n 's/^Digest: //p' "$log")
  rm -f -- "$log"
  if [[ -n $digest ]]; then
    image=$(repository_of "$1")@$digest
  fi
  engine image inspect --format '{{.Id}} {{.Created}}' -- "$image" || return 1
  read -r IMAGE_ID IMAGE_CREATED <<<"$ANSWER"
  printf '%s %s\n' "$IMAGE_ID" "$1" >>"$DIRECTORY/.images" || warn "cannot write $DIRECTORY/.images; this image will not be pruned"
}

# repository_of IMAGE: without digest and tag (a colon before the last slash is a registry's port).
repository_of() {
  local image=${1%%@*} last
  last=${image##*/}
  echo "${image%"$last"}${last%%:*}"
}

# compare_age IMAGE: says when the image is older than the one that serves. Nobody is kept from deploying it.
compare_age() {
  if [[ -n $LIVE_ID ]] && engine container inspect --format '{{.Image}}' -- "$LIVE_ID" &&
    engine image inspect --format '{{.Created}}' -- "$ANSWER" && [[ $IMAGE_CREATED < $ANSWER ]]; then
    warn "$1 was built before the image that serves ($IMAGE_CREATED, $ANSWER): this deploy goes back to an older version"
  fi
}
