#!/usr/bin/env bash
#[[ header ]]#
#
# Goes back to what served before the last deploy:
#   ./rollback.sh
#
# After a deploy that failed or was cut off, users have seen nothing of it (or the flip is undone here): a color that answers
# is left alone, and that is all. After a deploy that succeeded, the former color's stopped container is started, has to pass
# the same health gate and smoke test, and nginx is pointed at it as in a deploy. A color that was rolled back from is not
# gone back to: to run another version, deploy it.
#
# Exit status:
#   0  the color that served before the last deploy serves
#   1  it does not: nothing to go back to, or it is not fit; the last line says what serves
#   2  refused before anything was looked at: wrong usage, a missing tool, or another run holds the lock
#   3  no healthy color is known to serve: a person is needed

set -Eeuo pipefail

#[[ settings ]]#

#[% include "blue-green/parts/run_deploy.sh" %]#

run_deploy --rollback "$@"
