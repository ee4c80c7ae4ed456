#!/usr/bin/env bash
#[[ header ]]#
#
# Puts an image into service behind nginx while what serves goes on serving:
#   ./deploy.sh IMAGE_URL
#
# The color that does not serve gets a new container. When docker calls it healthy and its smoke test answers 200, nginx is
# pointed at it and the former color finishes its requests. When the new color has withstood its first requests, the former
# one is stopped, kept for ./rollback.sh. Before that every failure is undone; after it everything rolls forward. Killed
# at any moment, the next run finishes or undoes what was begun; nothing has to be cleaned up by hand.
#
# No request is lost, with one exception: nginx before 1.27 closes idle keep-alive connections at a reload without a word,
# and a client that sends on such a connection at that moment has to send again.
#
# With GHCR_USERNAME and GHCR_TOKEN in its environment it logs in to REGISTRY first.
#
# Exit status:
#   0  the image serves (warnings above the last line are finished by the next run)
#   1  it does not, and what served before serves as before
#   2  refused before anything was looked at: wrong usage, a missing tool, or another run holds the lock
#   3  it does not, and no healthy color is known to serve: a person is needed
#
# rollback.sh and health-check.sh run this file, as `./deploy.sh --rollback` and `./deploy.sh --health`.
#
# Map; search for "# ==" to go from part to part:
#   talk, host, docker, lock        how anything is said, done and asked here, always with a bound
#   colors, journal                 what is remembered between runs, in DIRECTORY
#   containers, image, new one      who is who, the pull, `docker run`
#   smoke test, health gate, users  is a container fit, and what do users get from nginx?
#   nginx                           what it reads, the processes, pointing it at a color
#   before anything new             what is true, and what was left half-way
#   the way                         from the color that serves to the other one: the flip
#   the ending, the beginning       every way out: what is undone, and what the last line says
#   ./deploy.sh, ./rollback.sh, ./health-check.sh
#
# All of it is one command, from the brace above to the one on the last line: a copy that was cut off is a syntax error.

set -Eeuo pipefail

#[[ settings ]]#
readonly DOCKER_TIMEOUT='60' # what one call of docker may take

#[% include "blue-green/parts/talk.sh" %]#

#[% include "blue-green/parts/host.sh" %]#

#[% include "blue-green/parts/engine.sh" %]#

#[% include "server/turn.sh" %]#

#[% include "blue-green/parts/lock.sh" %]#

#[% include "blue-green/parts/state.sh" %]#

#[% include "blue-green/parts/journal.sh" %]#

#[% include "blue-green/parts/containers.sh" %]#

#[% include "blue-green/parts/image.sh" %]#

#[% include "blue-green/parts/environment.sh" %]#

#[% include "blue-green/parts/smoke.sh" %]#

#[% include "blue-green/parts/health.sh" %]#

#[% include "blue-green/parts/users.sh" %]#

#[% include "blue-green/parts/nginx_configuration.sh" %]#

#[% include "blue-green/parts/nginx_process.sh" %]#

#[% include "blue-green/parts/nginx_switch.sh" %]#

#[% include "blue-green/parts/reconcile.sh" %]#

#[% include "blue-green/parts/switch.sh" %]#

#[% include "blue-green/parts/ending.sh" %]#

#[% include "blue-green/parts/beginning.sh" %]#

#[% include "blue-green/parts/command_deploy.sh" %]#

#[% include "blue-green/parts/command_rollback.sh" %]#

#[% include "blue-green/parts/command_health.sh" %]#

main() {
  local username=${GHCR_USERNAME:-} token=${GHCR_TOKEN:-}
  unset GHCR_USERNAME GHCR_TOKEN
  if (($# != 1)) || [[ ! $1 =~ ^([a-z0-9][A-Za-z0-9._:/@-]*|--rollback|--health)$ ]]; then
    echo "usage: ./deploy.sh IMAGE_URL" >&2
    exit 2
  elif [[ -n $username && -z $token || -z $username && -n $token ]]; then
    echo "GHCR_USERNAME and GHCR_TOKEN belong together; only one of them is set" >&2
    exit 2
  fi
  if [[ $1 == --health ]]; then
    check_health
  fi
  begin "$1"
  hold_lock
  #[% if turns %]#
  take_turn "the $GOAL in $DIRECTORY"
  #[% endif %]#
  # Nothing that these start inherits the locks.
  if [[ $1 == --rollback ]]; then
    rollback 8>&- 9>&-
  else
    deploy "$1" "$username" "$token" 8>&- 9>&-
  fi
  ending
}

main "$@"
