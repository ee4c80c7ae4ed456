# shellcheck shell=bash
# The image: logging in, making room, pulling.

# log_in USERNAME TOKEN: the token travels through a pipe, never as an argument.
log_in() {
  printf '%s' "$2" | docker login --username "$1" --password-stdin "$REGISTRY" >/dev/null
}

# repository_of IMAGE: without digest and tag (a colon before the last slash is a registry's port).
repository_of() {
  local image=${1%%@*} last
  last=${image##*/}
  echo "${image%"$last"}${last%%:*}"
}

# prune_images IMAGE: makes room before pulling. Only this repository's images, and none that any container was made
# from: the colour that serves and the one to go back to keep theirs.
prune_images() {
  local repository list containers='' used='' id reference
  repository=$(repository_of "$1")
  list=$(docker image ls --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}}' "$repository") || return 1
  containers=$(docker ps --all --quiet) || return 1
  if [[ -n $containers ]]; then
    mapfile -t containers <<<"$containers"
    used=$(docker container inspect --format '{{.Image}}' -- "${containers[@]}") || return 1
  fi
  while read -r id reference; do
    if [[ -z $id || $reference == "$1" || $'\n'$used$'\n' == *$'\n'$id$'\n'* ]]; then
      continue
    fi
    if [[ $reference == *':<none>' ]]; then
      reference=$id
    fi
    say "removing the old image $reference"
    docker image rm "$reference" >/dev/null || warn "the old image $reference could not be removed"
  done <<<"$list"
}

pull_image() {
  interruptible timeout --kill-after 10 "$PULL_TIMEOUT" docker pull --quiet "$1" >/dev/null
}
