# shellcheck shell=bash
# What a run says when something is wrong.

warn() {
  say "warning: $*"
}

# fail WHY: gives up; what was begun is undone by the ending (see `ending`).
fail() {
  say "failed: $*"
  exit 1
}
