# shellcheck shell=bash disable=SC2034 # other parts read these variables
# == Reconciliation: finds the actual state and repairs what an interrupted run left. Afterwards nginx's file, the running
# nginx and .current_env name the same color, LIVE, and the containers have the right names.

LIVE=''       # the color that nginx's file names
LIVE_ID=''    # its container, if there is one
LIVE_READY='' # yes if that passes the health gate

# can_serve COLOR: it runs, served before, and passes the health gate now.
can_serve() {
  local id=${CONTAINERS["$APP-$1"]:-}
  if [[ -z $id ]] || ! container_runs "$id"; then
    return 1
  fi
  if [[ $JOURNAL_STAGE != flipping ]] && is_attempt "$id"; then
    return 1
  fi
  is_ready "$1" "$id"
}

# reconcile finish|undo: what to do with an interrupted switch: a deploy finishes it, a rollback undoes it.
reconcile() {
  local named recorded preferred other doubt='' color
  read_journal
  remove_drafts
  check_names
  named=$(nginx_color) || fail "cannot find out which color nginx serves"
  recorded=$(recorded_color)
  other=$(other_than "$named")
  LIVE=$named

  if [[ $JOURNAL_STAGE == flipping || $JOURNAL_STAGE == committed ]]; then
    doubt="the last $JOURNAL_ACTION, to $JOURNAL_TO, was interrupted while $JOURNAL_STAGE"
  elif [[ -n $recorded && $recorded != "$named" ]]; then
    doubt=".current_env says $recorded and nginx's file says $named"
  elif [[ -n ${CONTAINERS["$APP-$other"]:-} ]] && container_runs "${CONTAINERS["$APP-$other"]}"; then
    doubt="nginx's file says $named, and $other is also running"
  elif [[ $JOURNAL_STAGE == preparing ]]; then
    say "the last $JOURNAL_ACTION, to $JOURNAL_TO, was interrupted before it reached users"
  fi

  if [[ -z $doubt ]]; then
    if can_serve "$named"; then
      LIVE_READY=yes
    fi
  else
    say "$doubt: checking the actual state"
    preferred=$named
    if [[ $1 == undo && $JOURNAL_STAGE == flipping && $JOURNAL_ACTION == deploy ]]; then
      preferred=$JOURNAL_FROM
    elif [[ $1 == undo && $JOURNAL_STAGE == flipping ]]; then
      preferred=$JOURNAL_TO
    fi
    for color in "$preferred" "$(other_than "$preferred")"; do
      if can_serve "$color"; then
        # The running nginx may not have loaded its file yet: a reload makes them agree.
        if ! switch_nginx_to "$color"; then
          LIVE=''
          fail "nginx cannot be switched to $color, which is healthy"
        fi
        LIVE=$color LIVE_READY=yes
        break
      fi
    done
  fi
  clean_up_containers
  LIVE_ID=${CONTAINERS["$APP-$LIVE"]:-}
  record_live_color
}

# record_live_color: updates .current_env and the journal to the actual state. No decision depends on .current_env alone.
record_live_color() {
  if [[ -n $LIVE_ID && $(recorded_color) != "$LIVE" ]]; then
    say ".current_env is set to $LIVE"
    write_file .current_env "$LIVE" || warn "cannot write $DIRECTORY/.current_env"
  fi
  if [[ $JOURNAL_STAGE == flipping || $JOURNAL_STAGE == committed ]] && [[ $LIVE == "$JOURNAL_TO" ]]; then
    write_journal 'done' || fail "cannot write $DIRECTORY/.rollout"
  elif [[ $JOURNAL_STAGE == preparing || $JOURNAL_STAGE == flipping || $JOURNAL_STAGE == committed ]]; then
    write_journal undone || fail "cannot write $DIRECTORY/.rollout"
  fi
}

# clean_up_containers: with LIVE known, removes the container of a failed deploy; the rollback target gets its name back and is
# stopped. nginx's old workers may still use a container that is stopped here: they finish first.
clean_up_containers() {
  local standby id retired
  standby=$(other_than "$LIVE")
  list_containers || fail "docker does not answer"

  retired=${CONTAINERS["$APP-$LIVE-retired"]:-}
  if [[ -n $retired && -n ${CONTAINERS["$APP-$LIVE"]:-} ]]; then
    engine rm --force "$retired" || fail "the container $APP-$LIVE-retired cannot be removed"
  elif [[ -n $retired ]]; then
    engine rename "$APP-$LIVE-retired" "$APP-$LIVE" || fail "the container $APP-$LIVE-retired cannot be renamed"
    CONTAINERS["$APP-$LIVE"]=$retired
  fi

  id=${CONTAINERS["$APP-$standby"]:-}
  retired=${CONTAINERS["$APP-$standby-retired"]:-}
  if [[ -n $id ]] && { [[ -n $retired ]] || is_attempt "$id"; }; then
    say "removing the $standby container that never served"
    save_container_log "$id"
    drain_nginx
    engine rm --force "$id" || fail "the container $APP-$standby cannot be removed"
    id=''
  fi
  if [[ -n $retired ]]; then
    engine rename "$APP-$standby-retired" "$APP-$standby" || fail "the container $APP-$standby-retired cannot be renamed"
    id=$retired
  fi
  CONTAINERS["$APP-$standby"]=$id
  if [[ -n $id ]] && container_runs "$id"; then
    say "stopping $standby, which does not serve"
    drain_nginx
    stop_container "$id" || fail "the container $APP-$standby cannot be stopped"
  fi
}
