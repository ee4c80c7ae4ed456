# shellcheck shell=bash
# The compose project, and what stands in this folder before anything is touched.
SERVICES=''               # the services of the compose file, a line each
declare -A BEFORE=()      # service -> a container of it that runs: `up` replaces these
declare -A LEFT_BEHIND=() # container -> its name: those that run and that `up` overlooks
REMNANTS=()               # the same of containers that do not run
FORMER=()                 # the projects that this folder was before

# The names in the resolved compose file: the project's comes first, then those of volumes and networks.
list_names() {
  docker compose -f "$COMPOSE_FILE" config | sed --quiet --regexp-extended 's/^ *name: "?([^"]*)"?$/\1/p'
}

# Compose's own name is the last part of the folder's, unless the compose file or its environment names the project.
name_project() {
  local names name
  # `down` overlooks what `up` would refuse, a missing file of variables for one: it is refused while the old container serves.
  names=$(list_names)
  name=${names%%$'\n'*}
  #[% if shares_name %]#
  # Another folder of this server ends like this one: as one project, each would remove the other's containers.
  if [[ $name == "$FOLDER_NAME" ]]; then
    name=$PROJECT_NAME
  fi
  #[% endif %]#
  # What `up` overlooks is seen to here: see survey.
  export COMPOSE_PROJECT_NAME=${name:-$PROJECT_NAME} COMPOSE_IGNORE_ORPHANS=true
}

# The containers of the services, as IDs; `docker compose ps` shows those that are left behind, too.
list_containers() {
  local label=com.docker.compose
  docker ps --all --quiet --no-trunc --filter "label=$label.project=$COMPOSE_PROJECT_NAME" --filter "label=$label.oneoff=False" "$@"
}

is_service() {
  [[ -n $1 && $'\n'$SERVICES$'\n' == *$'\n'$1$'\n'* ]]
}

# survey: sorts the containers that compose has made on this server. `up` overlooks one of this folder whose service is gone
# from the compose file, or has another name there, and one of a project that has another name.
survey() {
  local label=com.docker.compose containers id state name project service folder files
  SERVICES=$(docker compose --profile '*' -f "$COMPOSE_FILE" config --services)
  containers=$(docker ps --all --no-trunc --filter "label=$label.oneoff=False" --format \
    "{{.ID}}|{{.State}}|{{.Names}}|{{.Label \"$label.project\"}}|{{.Label \"$label.service\"}}|{{.Label \"$label.project.working_dir\"}}|{{.Label \"$label.project.config_files\"}}")
  while IFS='|' read -r id state name project service folder files; do
    if [[ -n $folder && $folder != "$PWD" && ! $folder -ef . ]]; then
      if [[ $project == "$COMPOSE_PROJECT_NAME" ]]; then
        refuse "$name is of the compose project $project in another folder, $folder: a rollout here would remove it. No container was touched. Give one of the two projects another name, with a line like \`name: another-name\` in its compose file; or, if nobody needs what is in $folder, remove its containers: docker compose --project-name $project down"
      fi
    elif [[ $project == "$COMPOSE_PROJECT_NAME" ]] && is_service "$service"; then
      if is_awake "$state"; then
        BEFORE[$service]=$id
      fi
    # What another compose file in this folder runs is left alone.
    elif [[ -n $files && ${files%%,*} -ef $COMPOSE_FILE ]]; then
      if [[ $project != "$COMPOSE_PROJECT_NAME" ]]; then
        echo "$name is of the compose project $project; this folder is the project $COMPOSE_PROJECT_NAME from now on"
        FORMER+=("$project")
      else
        echo "$name is of the service $service, which is not in $COMPOSE_FILE any more"
      fi
      if is_awake "$state"; then
        LEFT_BEHIND[$id]=$name
      else
        REMNANTS+=("$id")
      fi
    fi
  done <<<"$containers"
  #[% if shares_name %]#
  # Its containers may be gone: the other folder's deployments removed them.
  if [[ $COMPOSE_PROJECT_NAME != "$FOLDER_NAME" ]]; then
    FORMER+=("$FOLDER_NAME")
  fi
  #[% endif %]#
  for project in "${FORMER[@]}"; do
    check_volumes "$project"
  done
}

is_awake() {
  [[ $1 == running || $1 == restarting || $1 == paused ]]
}

# check_volumes PROJECT: a volume is named after its project. Under another name the containers would begin with empty ones.
check_volumes() {
  local names name former
  names=$(list_names)
  while read -r name; do
    former=$1_${name#"${COMPOSE_PROJECT_NAME}_"}
    if [[ $name == "${COMPOSE_PROJECT_NAME}_"* ]] && has_volume "$former" && ! has_volume "$name"; then
      refuse "this folder was the compose project $1, whose data is in the volume $former; as the project $COMPOSE_PROJECT_NAME it would begin with $name, which is empty. No container was touched. To keep the data, name the volume in the compose file: \`volumes: { ${former#"$1"_}: { name: $former, external: true } }\`; to begin with an empty one: docker volume create $name"
    fi
  done <<<"$names"
}

has_volume() {
  docker volume inspect "$1" >/dev/null 2>&1
}

# set_aside: what `up` overlooks may hold a port or a name that the new containers need.
set_aside() {
  local id
  for id in "${!LEFT_BEHIND[@]}"; do
    echo "Stopping ${LEFT_BEHIND[$id]}"
    docker stop "$id" >/dev/null
    docker rename "$id" "pipewright-aside-${id:0:12}"
  done
  if ((${#REMNANTS[@]} > 0)); then
    docker rm "${REMNANTS[@]}" >/dev/null
  fi
}

# remove_left_behind: after the new containers have proved themselves. The networks of a former project go with its last
# container.
remove_left_behind() {
  local project
  if ((${#LEFT_BEHIND[@]} > 0)); then
    docker rm "${!LEFT_BEHIND[@]}" >/dev/null || return 1
  fi
  for project in "${FORMER[@]}"; do
    if [[ -z $(docker ps --all --quiet --filter "label=com.docker.compose.project=$project") ]]; then
      docker network prune --force --filter "label=com.docker.compose.project=$project" >/dev/null || return 1
    fi
  done
}
