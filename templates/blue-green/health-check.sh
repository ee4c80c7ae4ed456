#!/usr/bin/env bash
#[[ header ]]#
#
# Says how the color that serves is doing, and changes nothing:
#   ./health-check.sh
#
# Exit status:
#   0  it runs, is healthy, answers its smoke test with 200, nginx answers users from it as far as nginx can be asked, and
#      nginx and .current_env agree that it is the one; or nothing has ever been deployed here and nginx is ready for it
#   1  something of that is not so; each finding is a line. A deploy repairs most of it, so this is no reason not to deploy
#   2  could not answer: docker or nginx does not, or nginx is not fit for a deploy

set -Eeuo pipefail

#[[ settings ]]#

#[% include "blue-green/parts/run_deploy.sh" %]#

run_deploy --health "$@"
