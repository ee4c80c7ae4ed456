#!/usr/bin/env bash
# A docker that does nothing, and writes down what it is asked. What happens stands in its folder: `running` has a line for
# each container, `PROJECT SERVICE IMAGE`; a file named after a command, `pull`, `up` or `back`, makes that command fail.
set -Eeuo pipefail
here=$(dirname -- "$0")
case "$*" in
  'inspect --format'*compose.service*) cat "$here/running" ;;
  'inspect --format'*ExitCode*) echo '/shop-app-1 running 0 healthy' ;;
  'inspect --format'*Health*) cat "$here/health" ;;
  *' ps --quiet' | *' ps --all --quiet')
    if [[ -s $here/running || $* == *--all* || -e $here/started ]]; then echo 1; fi
    ;;
  *)
    echo "$*" >>"$here/asked"
    case "$*" in
      *' config --services') printf '%s\n' cache app ;;
      *' -f - up '*)
        cat >"$here/brought-back"
        [[ ! -e $here/back ]]
        ;;
      *' pull') [[ ! -e $here/pull ]] ;;
      *' up -d'*)
        : >"$here/started"
        [[ ! -e $here/up ]]
        ;;
      login*) cat >/dev/null ;;
    esac
    ;;
esac
