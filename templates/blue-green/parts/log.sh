# shellcheck shell=bash
# Talk: one line an event, with the time. A reader who went away (closed pipe, full disk) is no reason to stop half-way.

say() {
  printf '%(%H:%M:%S)T %s\n' -1 "$*" 2>/dev/null || :
}

# refuse WHY: nothing has been touched and nothing will be.
refuse() {
  say "refused: $*"
  exit 2
}
