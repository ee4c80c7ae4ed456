# shellcheck shell=bash
# hold_lock: the lock of deploy and rollback, as file descriptor 9. Call what follows with 9>&-: bash then keeps the lock in a
# copy that no program it starts inherits.
hold_lock() {
  move_aside "$DIRECTORY/.lock"
  { exec 9>>"$DIRECTORY/.lock"; } || refuse "cannot open the lock $DIRECTORY/.lock; does it belong to somebody else?"
  await_lock 9 "$DIRECTORY/.lock" "$LOCK_TIMEOUT" "the lock" "$GOAL"
}
