#!/usr/bin/env bash
#[[ header ]]#
#
# Reports the state of the live color and changes nothing:
#   ./health-check.sh
#
# Exit status:
#   0  the live color runs, is healthy and answers its smoke test with 200, users reach it through nginx (as far as that can
#      be tested), and nginx and .current_env name the same color; or nothing was ever deployed here and nginx is ready for it
#   1  at least one of these is not true; each problem is one line. A deploy repairs most of them, so deploying is fine
#   2  unknown: docker or nginx does not respond, or nginx's configuration does not allow a deploy

set -Eeuo pipefail

#[[ settings ]]#

#[% include "blue-green/parts/run_deploy.sh" %]#

run_deploy --health "$@"
