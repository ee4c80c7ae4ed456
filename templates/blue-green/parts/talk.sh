# shellcheck shell=bash
# == Talk: one line an event, with the time. A reader that went away (closed pipe, full disk) stops nothing.

say() {
  printf '%(%H:%M:%S)T %s\n' -1 "$*" 2>/dev/null || :
}

warn() {
  say "warning: $*"
}

# refuse WHY: nothing was touched and nothing will be.
refuse() {
  say "refused: $*"
  exit 2
}

# How a run gives up that cannot go on; one that only looks says `refuse`.
GIVE_UP=fail

# fail WHY: gives up; the ending undoes what was begun.
fail() {
  say "failed: $*"
  exit 1
}
