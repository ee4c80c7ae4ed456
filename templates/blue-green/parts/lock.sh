# shellcheck shell=bash
# One lock for deploy and rollback, held by an open file: it is gone when its holder is gone, however it ended.
# The file itself is never deleted; it only says who holds it.

# hold_lock COMMAND...: opens the lock as file descriptor 9 and waits for it.
# Call what follows with 9>&- : bash then keeps the lock in a copy that no program it starts inherits, so a
# program that outlives us cannot keep the lock.
hold_lock() {
  local file=$DIRECTORY/.lock holder
  { exec 9>>"$file"; } || refuse "cannot open the lock $file; does it belong to somebody else?"
  if ! flock --nonblock 9; then
    holder=$(<"$file")
    say "waiting up to $LOCK_TIMEOUT seconds for the lock, held by ${holder:-somebody who left no name}"
    if ! interruptible flock --wait "$LOCK_TIMEOUT" 9; then
      holder=$(<"$file")
      refuse "the lock $file is held by ${holder:-somebody who left no name}; nothing was touched, try again when that is done"
    fi
  fi
  printf 'process %s, %s, since %(%F %T)T\n' "$$" "$*" -1 >"$file" || warn "could not write who holds $file"
}
