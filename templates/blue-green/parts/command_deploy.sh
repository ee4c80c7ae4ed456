# shellcheck shell=bash
# == ./deploy.sh IMAGE_URL

# deploy IMAGE USERNAME TOKEN, with the lock held. First it writes its name to .attempt: if that name is not in the journal,
# the deploy failed early, and a rollback must not undo the successful one before it.
deploy() {
  local standby id
  write_file .attempt "$RUN" || refuse "cannot write in $DIRECTORY"
  enter_phase idle
  inspect_host finish
  standby=$(other_than "$LIVE")
  if [[ -n $LIVE_READY ]]; then
    say "$LIVE serves; $1 goes to $standby"
    check_live || fail "$LIVE is healthy, but LIVE_URL does not reach it through nginx; fix that first"
  else
    say "no healthy color serves (nginx's file names $LIVE); $1 goes to $standby"
  fi
  check_port "$standby"
  read_environment

  begin_journal deploy "$LIVE" "$standby" || fail "cannot write in $DIRECTORY"
  enter_phase preparing
  rm -f -- "$DIRECTORY/.failed_container.log" || warn "the log of an earlier failure could not be removed"
  if [[ -n $2 ]]; then
    say "logging in to $REGISTRY as $2"
    log_in "$2" "$3" || fail "$REGISTRY refused the login of $2"
  fi
  prune_images || warn "old images could not be pruned"
  say "pulling $1"
  pull_image "$1" || fail "$1 could not be pulled"
  ensure_network || fail "the network $NETWORK could not be created"

  if [[ -n ${CONTAINERS["$APP-$standby"]:-} ]]; then
    engine rename "$APP-$standby" "$APP-$standby-retired" || fail "the former $standby container could not be renamed"
  fi
  say "starting $standby"
  run_container "$standby" "$1" || fail "the $standby container could not be started"
  id=$OUTPUT
  rm -f -- "$DIRECTORY/.environment.plain"
  inspect_container "$id" || fail "docker does not answer"
  if [[ $CONDITION == *' none' ]]; then
    fail "$1 has no HEALTHCHECK, so it is unknown when it is ready; add one to its Dockerfile (or --health-cmd to the run options)"
  fi
  compare_age "$1"
  switch_to "$standby" "$id"
}

ensure_network() {
  if [[ -z $NETWORK ]]; then
    return 0
  fi
  engine network ls --format '{{.Name}}' || return 1
  if [[ $'\n'$OUTPUT$'\n' != *$'\n'$NETWORK$'\n'* ]]; then
    say "creating the network $NETWORK"
    engine network create "$NETWORK"
  fi
}
