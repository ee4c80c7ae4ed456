#!/usr/bin/env bash
# A docker that keeps each container as a file: its image, status, health, restarts and start.
set -Eeuo pipefail
cd -- "$(dirname -- "$0")/containers"
echo "docker $*" >>../calls
case $1 in
  login | logs | image) ;;
  pull) [[ $2 != *missing* ]] ;;
  network) [[ $2 == create ]] ;;
  container)
    [[ -f ${*: -1} ]] || exit 1
    if [[ $3 == --format ]]; then
      read -r _ status health restarts start <"${*: -1}"
      if [[ $health == restarting ]]; then
        sed -i 's/ restarting 0 noon/ none 1 later/' "${*: -1}"
        health=none
      fi
      echo "$status $health $restarts $start"
    fi
    ;;
  rename) mv -- "$2" "$3" ;;
  stop) sed -i 's/ running / exited /' "$2" ;;
  start) sed -i 's/ exited / running /' "$2" ;;
  rm) rm -- "$3" ;;
  run)
    [[ ! -e $4 ]] || exit 125
    image=${*: -1}
    case $image in
      *unhealthy) echo "$image running unhealthy 0 noon" ;;
      *restarts) echo "$image running restarting 0 noon" ;;
      *plain) echo "$image running none 0 noon" ;;
      *refused) exit 125 ;;
      *) echo "$image running healthy 0 noon" ;;
    esac >"$4"
    ;;
esac
