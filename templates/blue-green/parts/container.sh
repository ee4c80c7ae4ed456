# shellcheck shell=bash
# The containers: "$APP-blue" and "$APP-green". While a new one takes a colour's name, that colour's former container,
# which is what a rollback goes back to, waits stopped under "$APP-<colour>-retired".

# container_id NAME: its full ID, nothing when there is none. Fails only when docker does not answer.
container_id() {
  local list id name
  list=$(docker ps --all --no-trunc --filter "name=^/?$1\$" --format '{{.ID}} {{.Names}}') || return 1
  while read -r id name; do
    if [[ $name == "$1" ]]; then
      echo "$id"
    fi
  done <<<"$list"
}

# container_condition ID: "STATUS HEALTH", for example "running healthy"; HEALTH is none without a HEALTHCHECK.
container_condition() {
  docker container inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}' -- "$1"
}
