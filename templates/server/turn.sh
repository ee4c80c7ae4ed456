# shellcheck shell=bash
# == Locks. An open file holds a lock: it is free when its holder has ended, however that was, and what it was waiting for, too.
# The file is never deleted; it only says who holds it. Whoever has a lock of its own folder takes that one first, so nobody waits in a circle.

# await_lock DESCRIPTOR FILE SECONDS WHAT WHO: waits for the lock of a file that is open; messages call it WHAT.
await_lock() {
  local holder
  if ! flock --nonblock "$1"; then
    holder=$(<"$2")
    say "waiting up to $3 seconds for $4, held by ${holder:-somebody who left no name}"
    if ! interruptible flock --wait "$3" "$1"; then
      holder=$(<"$2")
      refuse "$4 ($2) is held by ${holder:-somebody who left no name}; nothing was touched, try again when that is done"
    fi
  fi
  printf '%s, process %s, since %(%F %T)T\n' "$5" "$$" -1 >"$2" || say "could not write who has $4 into $2"
}
#[% if turns %]#

# The server's turns: of all deployments that reach it one changes something at a time.
# take_turn WHO: opens the lock as file descriptor 8 and waits for it.
take_turn() {
  { exec 8>>"$TURNS_LOCK"; } || refuse "cannot open the lock $TURNS_LOCK; its folder must be there, and the file be ours to write"
  await_lock 8 "$TURNS_LOCK" "$TURNS_TIMEOUT" "the server's turn" "$1"
}
#[% endif %]#
