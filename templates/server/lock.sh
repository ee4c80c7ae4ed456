# shellcheck shell=bash
# == Locks. A lock belongs to an open file descriptor: it is released when its holder and all its children have ended, for any reason.
# The file is never deleted; its content names the holder. The lock of the folder is taken before the lock of the server: no deadlock.

# await_lock DESCRIPTOR FILE SECONDS WHAT WHO: waits for the lock on an open file. Messages call the lock WHAT and its holder WHO.
await_lock() {
  local holder
  if ! flock --nonblock "$1"; then
    holder=$(<"$2")
    say "waiting up to $3 seconds for $4, held by ${holder:-an unknown process}"
    if ! interruptible flock --wait "$3" "$1"; then
      holder=$(<"$2")
      refuse "$4 ($2) is held by ${holder:-an unknown process}; nothing was changed, try again when it has finished"
    fi
  fi
  printf '%s, process %s, since %(%F %T)T\n' "$5" "$$" -1 >"$2" || say "could not write the holder of $4 to $2"
}
#[% if turns %]#

# The deploy lock: one deployment at a time changes this server.
# take_deploy_lock WHO: opens the lock as file descriptor 8 and waits for it.
take_deploy_lock() {
  { exec 8>>"$DEPLOY_LOCK"; } || refuse "cannot open the lock $DEPLOY_LOCK; its folder must exist, and the file must be writable for this user"
  await_lock 8 "$DEPLOY_LOCK" "$DEPLOY_LOCK_TIMEOUT" "the deploy lock" "$1"
}
#[% endif %]#
