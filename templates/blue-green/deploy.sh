#!/usr/bin/env bash
#[[ header ]]#
#
# Puts an image into service without a lost request:
#   ./deploy.sh IMAGE_URL
#
# The colour that does not serve gets a new container. When docker calls it healthy and its smoke test answers 200, nginx
# is pointed at it, the former colour finishes its requests and is stopped, kept for ./rollback.sh. Before nginx is
# pointed at the new colour every failure is undone; after that everything rolls forward. Killed at any moment, the next
# run finishes or undoes what was begun; nothing has to be cleaned up by hand.
#
# With GHCR_USERNAME and GHCR_TOKEN in its environment it logs in to REGISTRY first.
#
# Exit status:
#   0  the image serves (warnings above the last line are finished by the next run)
#   1  it does not, and what served before serves as before
#   2  refused before anything was looked at: wrong usage, a missing tool, or another run holds the lock
#   3  it does not, and no healthy colour is known to serve: a person is needed

# shellcheck disable=SC2329 # the traps call functions that nothing else calls
set -Eeuo pipefail

#[[ settings ]]#

#[% include "blue-green/parts/log.sh" %]#

#[% include "blue-green/parts/failure.sh" %]#

#[% include "blue-green/parts/privilege.sh" %]#

#[% include "blue-green/parts/lock.sh" %]#
#[% if turns %]#

#[% include "server/turn.sh" %]#
#[% endif %]#

#[% include "blue-green/parts/colour.sh" %]#

#[% include "blue-green/parts/state.sh" %]#

#[% include "blue-green/parts/journal.sh" %]#

#[% include "blue-green/parts/container.sh" %]#

#[% include "blue-green/parts/container_life.sh" %]#

#[% include "blue-green/parts/ownership.sh" %]#

#[% include "blue-green/parts/image.sh" %]#

#[% include "blue-green/parts/environment.sh" %]#

#[% include "blue-green/parts/smoke.sh" %]#

#[% include "blue-green/parts/health.sh" %]#

#[% include "blue-green/parts/nginx_configuration.sh" %]#

#[% include "blue-green/parts/nginx_file.sh" %]#

#[% include "blue-green/parts/nginx_master.sh" %]#

#[% include "blue-green/parts/nginx_reload.sh" %]#

#[% include "blue-green/parts/live.sh" %]#

#[% include "blue-green/parts/reconcile.sh" %]#

#[% include "blue-green/parts/switch.sh" %]#

#[% include "blue-green/parts/ending.sh" %]#

#[% include "blue-green/parts/beginning.sh" %]#

# deploy IMAGE USERNAME TOKEN, with the lock held.
deploy() {
  local standby id retired

  announce_deploy || refuse "cannot write in $DIRECTORY"
  enter idle
  inspect_host finish
  standby=$(other_than "$LIVE")
  if [[ -n $LIVE_FIT ]]; then
    say "$LIVE serves; $1 goes to $standby"
    check_live || fail "$LIVE is healthy but LIVE_URL does not reach it through nginx; mend that first"
  else
    say "no healthy colour serves (nginx names $LIVE); $1 goes to $standby"
  fi
  check_port "$standby"
  read_environment

  begin_journal deploy "$LIVE" "$standby" || fail "cannot write in $DIRECTORY"
  enter preparing
  rm -f -- "$DIRECTORY/.failed_container.log"
  if [[ -n $2 ]]; then
    say "logging in to $REGISTRY as $2"
    log_in "$2" "$3" || fail "$REGISTRY refused the login of $2"
  fi
  prune_images "$1" || warn "old images could not be pruned"
  say "pulling $1"
  pull_image "$1" || fail "$1 could not be pulled"
  ensure_network || fail "the network $NETWORK could not be created"

  retired=$(container_id "$APP-$standby") || fail "docker does not answer"
  if [[ -n $retired ]]; then
    docker rename "$APP-$standby" "$APP-$standby-retired" || fail "the former $standby container could not be renamed"
  fi
  say "starting $standby"
  id=$(run_container "$standby" "$1") || fail "the $standby container could not be started"
  rm -f -- "$DIRECTORY/.environment.plain"
  if [[ $(container_condition "$id") == *' none' ]]; then
    fail "$1 has no HEALTHCHECK, so nothing could tell when it is ready; add one to its Dockerfile (or --health-cmd to the run options)"
  fi
  switch_to "$standby" "$id"
}

main() {
  local username=${GHCR_USERNAME:-} token=${GHCR_TOKEN:-}
  unset GHCR_USERNAME GHCR_TOKEN
  if (($# != 1)) || [[ ! $1 =~ ^[a-z0-9][A-Za-z0-9._:/@-]*$ ]]; then
    echo "usage: ./deploy.sh IMAGE_URL" >&2
    exit 2
  elif [[ -n $username && -z $token || -z $username && -n $token ]]; then
    echo "GHCR_USERNAME and GHCR_TOKEN belong together; only one of them is set" >&2
    exit 2
  fi
  begin "deploy of $1"
  hold_lock deploy "$1"
  #[% if turns %]#
  take_turn "the deploy of $1 in $DIRECTORY"
  deploy "$1" "$username" "$token" 8>&- 9>&-
  #[% else %]#
  deploy "$1" "$username" "$token" 9>&-
  #[% endif %]#
  exit 0
}

main "$@"
