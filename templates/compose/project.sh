# shellcheck shell=bash
# The compose project and its containers, as they are before anything is changed.
SERVICES=''           # the services of the compose file, one a line
declare -A RUNNING=() # service -> a running container of it: `up` replaces these
declare -A ORPHANS=() # ID -> name of each orphan that runs: a container that `up` does not replace
STOPPED_ORPHANS=()    # IDs of the orphans that do not run
FORMER_PROJECTS=()    # earlier names of this project

# The names in the resolved compose file: first the project's, then those of volumes and networks.
list_names() {
  docker compose -f "$COMPOSE_FILE" config | sed --quiet --regexp-extended 's/^ *name: "?([^"]*)"?$/\1/p'
}

# By default the project has the name of the folder, unless the compose file or its environment sets another.
set_project_name() {
  local names name
  # `down` accepts errors that `up` refuses, such as a missing env_file. They are found here, while the old container still runs.
  names=$(list_names)
  name=${names%%$'\n'*}
  #[% if shares_name %]#
  # Another folder on this server has the same last part: as one project, each rollout would remove the other's containers.
  if [[ $name == "$FOLDER_NAME" ]]; then
    name=$PROJECT_NAME
  fi
  #[% endif %]#
  # Orphans are handled here: see find_containers.
  export COMPOSE_PROJECT_NAME=${name:-$PROJECT_NAME} COMPOSE_IGNORE_ORPHANS=true
}

# The IDs of the project's containers, orphans included.
list_containers() {
  local label=com.docker.compose
  docker ps --all --quiet --no-trunc --filter "label=$label.project=$COMPOSE_PROJECT_NAME" --filter "label=$label.oneoff=False" "$@"
}

is_service() {
  [[ -n $1 && $'\n'$SERVICES$'\n' == *$'\n'$1$'\n'* ]]
}

# find_containers: sorts all compose containers on this server. An orphan is a container of this folder whose service is no longer in
# the compose file, or which belongs to a project of another name: `up` does not replace it.
find_containers() {
  local label=com.docker.compose containers id state name project service folder files
  SERVICES=$(docker compose --profile '*' -f "$COMPOSE_FILE" config --services)
  containers=$(docker ps --all --no-trunc --filter "label=$label.oneoff=False" --format \
    "{{.ID}}|{{.State}}|{{.Names}}|{{.Label \"$label.project\"}}|{{.Label \"$label.service\"}}|{{.Label \"$label.project.working_dir\"}}|{{.Label \"$label.project.config_files\"}}")
  while IFS='|' read -r id state name project service folder files; do
    if [[ -n $folder && $folder != "$PWD" && ! $folder -ef . ]]; then
      if [[ $project == "$COMPOSE_PROJECT_NAME" ]]; then
        refuse "$name belongs to the compose project $project in another folder, $folder: a rollout here would remove it. No container was changed. Rename one of the two projects, with a line like \`name: another-name\` in its compose file; or, if $folder is no longer needed, remove its containers: docker compose --project-name $project down"
      fi
    elif [[ $project == "$COMPOSE_PROJECT_NAME" ]] && is_service "$service"; then
      if is_running "$state"; then
        RUNNING[$service]=$id
      fi
    # Containers of other compose files in this folder are not changed.
    elif [[ -n $files && ${files%%,*} -ef $COMPOSE_FILE ]]; then
      if [[ $project != "$COMPOSE_PROJECT_NAME" ]]; then
        echo "$name belongs to the compose project $project; this folder is now the project $COMPOSE_PROJECT_NAME"
        FORMER_PROJECTS+=("$project")
      else
        echo "$name belongs to the service $service, which is no longer in $COMPOSE_FILE"
      fi
      if is_running "$state"; then
        ORPHANS[$id]=$name
      else
        STOPPED_ORPHANS+=("$id")
      fi
    fi
  done <<<"$containers"
  #[% if shares_name %]#
  # The volumes of the default project name may hold our data even if the other folder's deployment removed the containers.
  if [[ $COMPOSE_PROJECT_NAME != "$FOLDER_NAME" ]]; then
    FORMER_PROJECTS+=("$FOLDER_NAME")
  fi
  #[% endif %]#
  for project in "${FORMER_PROJECTS[@]}"; do
    check_volumes "$project"
  done
}

is_running() {
  [[ $1 == running || $1 == restarting || $1 == paused ]]
}

# check_volumes PROJECT: a volume's name begins with its project's. Under another project name the volumes would be empty.
check_volumes() {
  local names name former
  names=$(list_names)
  while read -r name; do
    former=$1_${name#"${COMPOSE_PROJECT_NAME}_"}
    if [[ $name == "${COMPOSE_PROJECT_NAME}_"* ]] && has_volume "$former" && ! has_volume "$name"; then
      refuse "this folder was the compose project $1, and its data is in the volume $former; as the project $COMPOSE_PROJECT_NAME it would start with $name, which is empty. No container was changed. To keep the data, name the volume in the compose file: \`volumes: { ${former#"$1"_}: { name: $former, external: true } }\`; to start with an empty one: docker volume create $name"
    fi
  done <<<"$names"
}

has_volume() {
  docker volume inspect "$1" >/dev/null 2>&1
}

# stop_orphans: an orphan may use a port or a name that the new containers need.
stop_orphans() {
  local id
  for id in "${!ORPHANS[@]}"; do
    echo "Stopping ${ORPHANS[$id]}"
    docker stop "$id" >/dev/null
    docker rename "$id" "pipewright-aside-${id:0:12}"
  done
  if ((${#STOPPED_ORPHANS[@]} > 0)); then
    docker rm "${STOPPED_ORPHANS[@]}" >/dev/null
  fi
}

# remove_orphans: called when the new containers work. The networks of a former project are removed with its last container.
remove_orphans() {
  local project
  if ((${#ORPHANS[@]} > 0)); then
    docker rm "${!ORPHANS[@]}" >/dev/null || return 1
  fi
  for project in "${FORMER_PROJECTS[@]}"; do
    if [[ -z $(docker ps --all --quiet --filter "label=com.docker.compose.project=$project") ]]; then
      docker network prune --force --filter "label=com.docker.compose.project=$project" >/dev/null || return 1
    fi
  done
}
