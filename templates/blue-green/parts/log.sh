# shellcheck shell=bash
# == The log: one line an event, with the time. A closed pipe or a full disk does not stop the run.

say() {
  printf '%(%H:%M:%S)T %s\n' -1 "$*" 2>/dev/null || :
}

warn() {
  say "warning: $*"
}

# refuse WHY: ends the run before it has changed anything.
refuse() {
  say "refused: $*"
  exit 2
}

# How a run gives up; health-check.sh sets it to `refuse`.
GIVE_UP=fail

# fail WHY: ends the run; the exit trap undoes what it started.
fail() {
  say "failed: $*"
  exit 1
}
