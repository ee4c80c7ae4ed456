# shellcheck shell=bash
# The server's turns: of all deployments that reach it one changes something at a time. The lock is held by an open file, and
# is gone when its holder is gone. Whoever has a lock of its own folder takes that one first, so nobody waits in a circle.

# take_turn WHO: opens the lock as file descriptor 8 and waits for it.
take_turn() {
  local holder
  { exec 8>>"$TURNS_LOCK"; } || refuse "cannot open the lock $TURNS_LOCK; its folder must be there, and the file be ours to write"
  if ! flock --nonblock 8; then
    holder=$(<"$TURNS_LOCK")
    say "waiting up to $TURNS_TIMEOUT seconds for the server's turn, which ${holder:-somebody who left no name} has"
    if ! interruptible flock --wait "$TURNS_TIMEOUT" 8; then
      holder=$(<"$TURNS_LOCK")
      refuse "the server's turn ($TURNS_LOCK) is with ${holder:-somebody who left no name}; nothing was touched, try again when that is done"
    fi
  fi
  printf '%s, process %s, since %(%F %T)T\n' "$1" "$$" -1 >"$TURNS_LOCK" || say "could not write who has the turn into $TURNS_LOCK"
}
