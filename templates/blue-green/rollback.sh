#!/usr/bin/env bash
#[[ header ]]#
#
# Returns to the version that served before the last deploy:
#   ./rollback.sh
#
# After a deploy that failed or was interrupted, the previous version usually still serves (if nginx was switched, it is
# switched back): a color that answers is not changed. After a successful deploy, the previous color's stopped container is
# started, must pass the same health gate and smoke test, and nginx is switched to it as in a deploy. A second rollback does
# not return to the color that was rolled back: to run another version, deploy it.
#
# Exit status:
#   0  the color that served before the last deploy serves
#   1  it does not: there is none, or it is not healthy; the last line says what serves
#   2  refused before anything was inspected: wrong usage, a missing tool, or another run holds the lock
#   3  no healthy color is known to serve: manual intervention is needed

set -Eeuo pipefail

#[[ settings ]]#

#[% include "blue-green/parts/run_deploy.sh" %]#

run_deploy --rollback "$@"
