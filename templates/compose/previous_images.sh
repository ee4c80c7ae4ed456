# shellcheck shell=bash
# What ran before, to return to it when the rollout fails: each service's image gets a name of its own, which no pull moves
# and which keeps it from being pruned.
PREVIOUS='' # the services with these names, as a compose file says it
KEPT=()     # the services

keep_images() {
  local services running project service image name
  services=$(docker compose -f "$COMPOSE_FILE" config --services)
  running=$(docker compose -f "$COMPOSE_FILE" ps --quiet | xargs --no-run-if-empty docker inspect --format \
    '{{index .Config.Labels "com.docker.compose.project"}} {{index .Config.Labels "com.docker.compose.service"}} {{.Image}}')
  while read -r project service image; do
    # A service that the new compose file does not have any more is not started again.
    if [[ -z $service || $'\n'$services$'\n' != *$'\n'$service$'\n'* ]]; then
      continue
    fi
    name=pipewright-previous:$project.$service
    docker tag "$image" "$name"
    PREVIOUS+="  '$service': { image: '$name' }"$'\n'
    KEPT+=("$service")
    echo "The image of $service is kept as $name"
  done <<<"$running"
}

# A service that these depend on starts as well.
bring_back() {
  #[% if healthy %]#
  local options=(-d --no-build --pull never --wait --wait-timeout "$HEALTHY_SECONDS")
  #[% else %]#
  local options=(-d --no-build --pull never)
  #[% endif %]#
  printf 'services:\n%s' "$PREVIOUS" |
    docker compose -f "$COMPOSE_FILE" -f - up "${options[@]}" "${KEPT[@]}" || return 1
  #[% if not healthy %]#
  sleep "$SETTLE_SECONDS"
  #[% endif %]#
  confirm_running
}

# From the moment on at which something stops, a failure ends here; the rollout has failed all the same.
ending() {
  local status=$?
  rm -f -- "$TOKEN_FILE"
  if ((status == 0)); then
    return
  fi
  echo "The rollout failed; what its containers said:"
  docker compose -f "$COMPOSE_FILE" logs --tail=50 || :
  if ((${#KEPT[@]} == 0)); then
    echo "::error::The rollout failed. No service of this compose file ran before, so there is nothing to return to."
    return
  fi
  echo "Starting the images that ran before: ${KEPT[*]}"
  if bring_back; then
    echo "::error::The rollout failed. The images that ran before serve again, with the new compose file and environment file."
  else
    docker compose -f "$COMPOSE_FILE" ps --all || :
    docker compose -f "$COMPOSE_FILE" logs --tail=50 || :
    echo "::error::The rollout failed, and the images that ran before do not run either: a person is needed."
  fi
}
