#!/usr/bin/env bash
#[[ header ]]#
#
# Deploys an image behind nginx without downtime:
#   ./deploy.sh IMAGE_URL
#
# The standby color gets a new container. When docker reports it as healthy and its smoke test answers 200, nginx is
# switched to it and the old color finishes its requests. If the new color is still healthy after its first requests, the old
# one is stopped and kept for ./rollback.sh. Up to that point every failure is undone; after it the deploy is completed. If
# the script is killed at any moment, the next run finishes or undoes the deploy; no manual cleanup is needed.
#
# No request is lost, with one exception: nginx before 1.27 closes idle keep-alive connections at a reload without notice.
# A client that sends on such a connection at that moment has to retry.
#
# If GHCR_USERNAME and GHCR_TOKEN are set, the script logs in to REGISTRY first.
#
# Exit status:
#   0  the image serves (the next run finishes what a warning reports)
#   1  the deploy failed; the previous version serves as before
#   2  refused before anything was inspected: wrong usage, a missing tool, or another run holds the lock
#   3  the deploy failed, and no healthy color is known to serve: manual intervention is needed
#
# rollback.sh and health-check.sh run this file, as `./deploy.sh --rollback` and `./deploy.sh --health`.
#
# Sections; search for "# ==":
#   log, host, docker, lock         messages, root's rights, calls of docker with a timeout, the lock
#   colors, journal                 what is stored between runs, in DIRECTORY
#   containers, image, environment  which container is which, the pull, `docker run`
#   smoke test, health gate, users  is a container ready, and what do users get from nginx?
#   nginx                           its configuration, its processes, switching it to a color
#   reconciliation                  finds the actual state and repairs what an interrupted run left
#   the switch                      from the live color to the other one
#   exit, start                     what every exit undoes and reports
#   ./deploy.sh, ./rollback.sh, ./health-check.sh
#
# The whole file is one command, from the brace above to the last line: a truncated copy is a syntax error.

set -Eeuo pipefail

#[[ settings ]]#
readonly DOCKER_TIMEOUT='60' # for one call of docker

#[% include "blue-green/parts/log.sh" %]#

#[% include "blue-green/parts/host.sh" %]#

#[% include "blue-green/parts/docker.sh" %]#

#[% include "server/lock.sh" %]#

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

#[% include "blue-green/parts/exit.sh" %]#

#[% include "blue-green/parts/start.sh" %]#

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
  take_deploy_lock "the $GOAL in $DIRECTORY"
  #[% endif %]#
  # 8>&- 9>&-: child processes do not inherit the locks.
  if [[ $1 == --rollback ]]; then
    rollback 8>&- 9>&-
  else
    deploy "$1" "$username" "$token" 8>&- 9>&-
  fi
  on_exit
}

main "$@"
