# shellcheck shell=bash
# == The lock of deploy and rollback. An open file holds it: it is free when its holder has ended, however that was,
# and what it was waiting for, too. The file itself is never deleted; it only says who holds it.

# hold_lock COMMAND...: opens the lock as file descriptor 9 and waits for it. Call what follows with 9>&-: bash then
# keeps the lock in a copy that no program it starts inherits.
hold_lock() {
  local file=$DIRECTORY/.lock holder
  move_aside "$file"
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
