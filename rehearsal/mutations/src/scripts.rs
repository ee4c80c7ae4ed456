//! Breakages of the scripts that switch a production host from one color to the other.

use super::{Mutation, in_rehearsal};

const BEGINNING: &str = "templates/blue-green/parts/start.sh";
const CONTAINERS: &str = "templates/blue-green/parts/containers.sh";
const DEPLOY: &str = "templates/blue-green/parts/command_deploy.sh";
const ENDING: &str = "templates/blue-green/parts/exit.sh";
const ENVIRONMENT: &str = "templates/blue-green/parts/environment.sh";
const HEALTH: &str = "templates/blue-green/parts/health.sh";
const LOCK: &str = "templates/server/lock.sh";
const NGINX: &str = "templates/blue-green/parts/nginx_configuration.sh";
const RECONCILE: &str = "templates/blue-green/parts/reconcile.sh";
const RELOAD: &str = "templates/blue-green/parts/nginx_switch.sh";
const ROLLBACK: &str = "templates/blue-green/parts/command_rollback.sh";
const SMOKE: &str = "templates/blue-green/parts/smoke.sh";
const STATE: &str = "templates/blue-green/parts/state.sh";
const SWITCH: &str = "templates/blue-green/parts/switch.sh";

pub const MUTATIONS: &[Mutation] = &[
    // The gate.
    in_rehearsal(
        "healthy-matched-loosely",
        (CONTAINERS, "CONDITION=\"$state $health\"", "CONDITION=\"$state ${health/unhealthy/healthy}\""),
        "blue-green-frontend/bad-builds",
        "ended with 0, not 1",
    ),
    in_rehearsal(
        "no-health-gate",
        (HEALTH, "await_health \"$1\" \"$2\" && smoke_test \"$1\"", "smoke_test \"$1\""),
        "blue-green/bad-builds",
        "ended with 1, not 0",
    ),
    in_rehearsal(
        "no-smoke-test",
        (HEALTH, "await_health \"$1\" \"$2\" && smoke_test \"$1\"", "await_health \"$1\" \"$2\""),
        "blue-green/bad-builds",
        "does not say",
    ),
    in_rehearsal(
        "smoke-accepts-redirect",
        (SMOKE, "if [[ $status != 200 ]]; then", "if [[ $status != [23]* ]]; then"),
        "blue-green/bad-builds",
        "does not say",
    ),
    in_rehearsal(
        "smoke-accepts-500",
        (SMOKE, "if [[ $status != 200 ]]; then", "if [[ $status != [25]* ]]; then"),
        "blue-green/bad-builds",
        "does not say",
    ),
    in_rehearsal(
        "smoke-without-timeout",
        (SMOKE, " --max-time \"$SMOKE_TIMEOUT\"", ""),
        "blue-green/bad-builds",
        "took longer than",
    ),
    in_rehearsal(
        "no-second-look-at-health",
        (SWITCH, "is_healthy \"$2\" || fail \"$1 was healthy and is no longer\"", ":"),
        "blue-green/bad-builds",
        "lost",
    ),
    in_rehearsal(
        "healthcheck-not-demanded",
        (DEPLOY, "if [[ $CONDITION == *' none' ]]; then", "if false; then"),
        "blue-green/bad-builds",
        "ended with 0, not 1",
    ),
    // What a failure leaves.
    in_rehearsal(
        "pull-failure-ignored",
        (DEPLOY, "pull_image \"$1\" || fail \"$1 could not be pulled\"", "pull_image \"$1\" 2>/dev/null || true"),
        "blue-green/bad-builds",
        "could not be pulled",
    ),
    in_rehearsal(
        "success-after-failure",
        (ENDING, "say \"$GOAL: FAILED; $serves\"\n    exit 1", "say \"$GOAL: FAILED; $serves\"\n    exit 0"),
        "blue-green/bad-builds",
        "ended with 0, not 1",
    ),
    in_rehearsal("trap-dropped", (ENDING, "  trap on_exit EXIT\n", ""), "blue-green/bad-builds", "the last line is"),
    in_rehearsal(
        "signal-ignored",
        (ENDING, "  trap 'on_signal TERM' TERM\n", "  trap '' TERM\n"),
        "blue-green/signals",
        "TERM",
    ),
    // The flip.
    in_rehearsal(
        "stop-before-flip",
        (SWITCH, "  enter_phase flipping\n", "  enter_phase flipping\n  docker stop \"$LIVE_ID\" || :\n"),
        "blue-green/alternation",
        "lost",
    ),
    in_rehearsal(
        "no-drain-before-stop",
        (SWITCH, "  drain_nginx\n  is_still_ready", "  is_still_ready"),
        "blue-green/drain",
        "the request under way",
    ),
    in_rehearsal(
        "former-not-stopped",
        (SWITCH, "  if [[ -n $LIVE_ID ]]; then\n    say \"stopping", "  if false; then\n    say \"stopping"),
        "blue-green/first",
        "the standby runs",
    ),
    in_rehearsal(
        "no-nginx-test",
        (RELOAD, "  as_root nginx -t -q || return 1\n", ""),
        "blue-green/nginx-lies",
        "ended with 0, not 1",
    ),
    in_rehearsal(
        "reload-believed",
        (RELOAD, "until is_new_generation \"$former\"; do", "until true; do"),
        "blue-green/nginx-lies",
        "ended with 0, not 1",
    ),
    in_rehearsal(
        "ambiguous-nginx-accepted",
        (NGINX, "if (($1 > 0 && $2 == 0)); then", "if (($1 > 0)); then"),
        "blue-green/nginx",
        "deploy.sh",
    ),
    // What is remembered.
    in_rehearsal(
        "color-not-recorded",
        (SWITCH, "  put_file .current_env || warn", "  true || warn"),
        "blue-green/first",
        "names no color",
    ),
    in_rehearsal(
        "state-truncated",
        (
            STATE,
            "  local new=$DIRECTORY/$1.new\n  printf '%s\\n' \"$2\" >\"$new\" && sync -- \"$new\"\n}\n\nput_file() {\n  mv -f -T -- \"$DIRECTORY/$1.new\" \"$DIRECTORY/$1\" && sync",
            "  local new=$DIRECTORY/$1\n  printf '%s\\n' \"$2\" >\"$new\" && sync -- \"$new\"\n}\n\nput_file() {\n  sync",
        ),
        "blue-green/state",
        "written over",
    ),
    in_rehearsal(
        "nothing-reconciled",
        (RECONCILE, "  clean_up_containers\n  LIVE_ID=", "  LIVE_ID="),
        "blue-green/reboot",
        "ended with 1, not 0",
    ),
    in_rehearsal(
        "scripts-without-umask",
        (BEGINNING, "  umask 077\n", "  umask 022\n"),
        "blue-green/first",
        "others can read",
    ),
    in_rehearsal(
        "environment-file-open",
        (ENVIRONMENT, "if ! chmod go= -- \"$file\"; then", "if ! chmod 0644 -- \"$file\"; then"),
        "blue-green/first",
        "others can read",
    ),
    // Others on the host.
    in_rehearsal(
        "no-lock",
        (LOCK, "if ! flock --nonblock \"$1\"; then", "if false; then"),
        "blue-green/contenders",
        "ended with 1",
    ),
    in_rehearsal(
        "port-not-looked-at",
        (CONTAINERS, "    if [[ -n $listeners ]]; then", "    if false; then"),
        "blue-green/port-taken",
        "python3",
    ),
    in_rehearsal(
        "stranger-taken-for-ours",
        (CONTAINERS, "if [[ -z $id || ${LABELS[$id]} == \"$APP\" ]]; then", "if true; then"),
        "blue-green/port-taken",
        "ended with 0, not 1",
    ),
    // The container.
    in_rehearsal(
        "environment-file-not-demanded",
        (ENVIRONMENT, "    fail \"the environment file $file is missing or not readable\"", "    return 0"),
        "blue-green/environment",
        "ended with 0, not 1",
    ),
    in_rehearsal(
        "no-restart-policy",
        (ENVIRONMENT, "    --restart unless-stopped --publish", "    --publish"),
        "blue-green/reboot",
        "two serves again",
    ),
    in_rehearsal(
        "published-to-everybody",
        (ENVIRONMENT, "--publish \"127.0.0.1:", "--publish \"0.0.0.0:"),
        "blue-green/first",
        "published to others",
    ),
    // Going back.
    in_rehearsal(
        "rollback-does-nothing",
        (ROLLBACK, "  switch_to \"$target\" \"$id\"\n", "  exit 0\n"),
        "blue-green/rollback",
        "not one",
    ),
    in_rehearsal(
        "rollback-twice",
        (
            ROLLBACK,
            "      if [[ -n $LIVE_READY ]]; then\n        fail \"nothing to roll back to: the last",
            "      if false; then\n        fail \"nothing to roll back to: the last",
        ),
        "blue-green/rollback",
        "ended with 0, not 1",
    ),
];
