# shellcheck shell=bash
# hold_lock: the lock of deploy and rollback, as file descriptor 9. Call what follows with 9>&-: then bash keeps the lock in a
# copy of the descriptor that child processes do not inherit.
hold_lock() {
  move_aside "$DIRECTORY/.lock"
  { exec 9>>"$DIRECTORY/.lock"; } || refuse "cannot open the lock $DIRECTORY/.lock; does it belong to another user?"
  await_lock 9 "$DIRECTORY/.lock" "$LOCK_TIMEOUT" "the lock" "$GOAL"
}
