#!/usr/bin/env bash
# A docker that does nothing, and writes down what it is asked. What is true stands in its folder:
#
#   containers   before the rollout, a line each: ID|state|name|project|service|folder|compose file; HERE is the folder
#   states       what the containers of the services do: service|/name|status|exit status|health|restarts|start; `states.N` takes
#                its place for the Nth look
#   services     the services of the compose file; `config` the names in it
#   volumes      the volumes there are
#   images       those that the compose file names, where they are not the deployment's and one more
#   mounts-ID    the volumes of that container: name and folder
#   built-ID     when the image of that container was built
#   COMMAND      a file named after a command, `pull`, `up`, `back` or `rm`, makes that command fail
set -Eeuo pipefail
here=$(dirname -- "$0")
project=${COMPOSE_PROJECT_NAME:-}
last=${*: -1}

count_look() {
  local looks
  looks=$(($(cat "$here/looks" 2>/dev/null || echo 0) + 1))
  echo "$looks" >"$here/looks"
  cat "$here/states.$looks" 2>/dev/null || cat "$here/states"
}

case "$*" in
  'ps '*' --format '*) sed "s#HERE#$here#g" "$here/containers" ;;
  'ps '*holds-for=*) if [[ -s $here/held ]]; then cat "$here/held"; fi ;;
  'ps '*com.docker.compose.service=*) echo new ;;
  'ps '*com.docker.compose.project=*oneoff*) if [[ -s $here/states ]]; then echo 1; fi ;;
  'ps '*) ;;
  'inspect --format'*RestartCount*) count_look ;;
  'inspect --format'*State.Running*) echo true ;;
  'inspect --format'*.Image*) echo "sha256:$last" ;;
  'image inspect'*) cat "$here/built-${last#sha256:}" 2>/dev/null || echo 2026-01-01T00:00:00Z ;;
  'volume inspect '*) grep --quiet --line-regexp -- "$3" "$here/volumes" ;;
  *' config') sed "s#PROJECT#${project:-$(head -n 1 "$here/config" | cut -d ' ' -f 2)}#" "$here/config" ;;
  *' config --services') cat "$here/services" ;;
  *' config --images') cat "$here/images" 2>/dev/null || printf '%s\n' ghcr.io/shop:new "$IMAGE_URL" ;;
  'inspect --format'*.Mounts*) cat "$here/mounts-$last" 2>/dev/null || : ;;
  'inspect --format {{.Name}}'*) echo "/shop-$last" ;;
  *)
    echo "$project: $*" >>"$here/asked"
    case "$*" in
      *' -f - up '*)
        cat >"$here/brought-back"
        [[ ! -e $here/back ]]
        ;;
      *' pull')
        if [[ -e $here/next-token ]]; then cp "$here/next-token" "$here/token"; fi
        [[ ! -e $here/pull ]]
        ;;
      *' up -d') [[ ! -e $here/up ]] ;;
      create*) echo held >>"$here/held" ;;
      rm\ --volumes*) : >"$here/held" ;;
      login*) cat >/dev/null ;;
    esac
    ;;
esac
