//! Breakages of what the blue-green scripts withstand: hosts, neighbors, clocks, and copies that are not as they should be.

use super::{Mutation, in_rehearsal};

const CODE: &str = "src/recipes/blue_green_scripts.rs";
const DOCKER: &str = "templates/blue-green/parts/docker.sh";
const ENDING: &str = "templates/blue-green/parts/exit.sh";
const ENVIRONMENT: &str = "templates/blue-green/parts/environment.sh";
const FOLLOWER: &str = "templates/blue-green/follow_deploy.sh";
const HEALTH_CHECK: &str = "templates/blue-green/parts/command_health.sh";
const HOST: &str = "templates/blue-green/parts/host.sh";
const IMAGE: &str = "templates/blue-green/parts/image.sh";
const NGINX: &str = "templates/blue-green/parts/nginx_configuration.sh";
const NGINX_PROCESS: &str = "templates/blue-green/parts/nginx_process.sh";
const NGINX_SWITCH: &str = "templates/blue-green/parts/nginx_switch.sh";
const RECONCILE: &str = "templates/blue-green/parts/reconcile.sh";
const ROLLBACK: &str = "templates/blue-green/parts/command_rollback.sh";
const RUNS_DEPLOY: &str = "templates/blue-green/parts/run_deploy.sh";
const SMOKE: &str = "templates/blue-green/parts/smoke.sh";
const STATE: &str = "templates/blue-green/parts/state.sh";
const SWITCH: &str = "templates/blue-green/parts/switch.sh";

pub const MUTATIONS: &[Mutation] = &[
    // nginx.
    in_rehearsal(
        "mention-let-pass",
        (NGINX, "  if ((others)); then", "  if false; then"),
        "blue-green/mentions",
        "an upstream beside a direct pass",
    ),
    in_rehearsal(
        "other-file-not-looked-at",
        (NGINX, "> (ours ? first + second : 0)", "> first + second"),
        "blue-green/mentions",
        "a second server in a second file",
    ),
    in_rehearsal(
        "hard-link-accepted",
        (
            NGINX,
            "if [[ $(as_root readlink --canonicalize-existing -- \"$1\") != \"$NGINX_REAL_FILE\" || $(as_root stat --format %h -- \"$NGINX_REAL_FILE\") != 1 ]]; then",
            "if false; then",
        ),
        "blue-green/identity",
        "a hard link",
    ),
    in_rehearsal(
        "one-reload",
        (NGINX_SWITCH, "check_master && reload_nginx && reload_nginx", "check_master && reload_nginx"),
        "blue-green/another-reload",
        "ended with 1, not 0",
    ),
    in_rehearsal(
        "upgrade-not-seen",
        (
            NGINX_PROCESS,
            "if old=$(as_root cat -- \"$NGINX_PID_FILE.oldbin\" 2>/dev/null) && as_root test -d \"/proc/$old\"; then",
            "if false; then",
        ),
        "blue-green/nginx-upgrade",
        "deploy.sh",
    ),
    // Who answers.
    in_rehearsal(
        "packets-not-counted",
        (SMOKE, "elif [[ -n $before && -n $after ]] && ((after - before < 3)); then", "elif false; then"),
        "blue-green/answerers",
        "is not ready to serve",
    ),
    in_rehearsal(
        "not-looked-at-again",
        (SWITCH, "is_still_ready \"$1\" \"$2\" \"$started\" || fail \"$1 failed during its first requests\"", ":"),
        "blue-green/dies-when-used",
        "it ended with 0",
    ),
    in_rehearsal(
        "users-not-asked",
        (HEALTH_CHECK, "if ((result == 1 || result == 2)); then", "if false; then"),
        "blue-green/ill",
        "health-check.sh ended with 0",
    ),
    in_rehearsal(
        "https-asked-as-http",
        (NGINX, "(secure ? \"https\" : \"http\")", "\"http\""),
        "blue-green/well",
        "HTTPS alone",
    ),
    // Going back.
    in_rehearsal(
        "older-version-preferred",
        (
            ROLLBACK,
            "if [[ -n $LIVE_ID ]] && container_runs \"$LIVE_ID\" && smoke_test \"$LIVE\"; then",
            "if false; then",
        ),
        "blue-green/undoing",
        "serves after",
    ),
    // The host.
    in_rehearsal(
        "wall-clock",
        (HOST, "IFS=. read -r seconds _ </proc/uptime", "printf -v seconds '%(%s)T' -1"),
        "blue-green/clock",
        "the request under way",
    ),
    in_rehearsal(
        "processes-not-seen",
        (HOST, "if [[ -r /proc/1/cmdline ]]; then", "if true; then"),
        "blue-green/hidden-processes",
        "ended with 1, not 0",
    ),
    in_rehearsal(
        "folder-in-the-way",
        (STATE, "if mv -T -- \"$1\" \"$1.aside.$RUN\"; then", "if false; then"),
        "blue-green/aside",
        ".current_env",
    ),
    in_rehearsal(
        "record-blocks",
        (
            RECONCILE,
            "|| warn \"cannot write $DIRECTORY/.current_env\"",
            "|| fail \"cannot write $DIRECTORY/.current_env\"",
        ),
        "blue-green/immutable",
        "ended with 1, not 0",
    ),
    in_rehearsal(
        "foreign-server-denied",
        (ENDING, "if [[ $status == 000 ]]; then", "if true; then"),
        "blue-green/by-hand",
        "says that nothing served",
    ),
    // docker.
    in_rehearsal(
        "docker-without-bound",
        (DOCKER, "exec timeout --kill-after 5 \"$DOCKER_TIMEOUT\" docker \"$@\"", "exec docker \"$@\""),
        "blue-green/docker-hangs",
        "took longer than",
    ),
    in_rehearsal(
        "signal-waits-for-docker",
        (
            DOCKER,
            "  CHILD=$!\n  await_child || status=$?\n  IFS=",
            "  CHILD=$!\n  tail --pid=\"$CHILD\" --sleep-interval=0.2 --follow /dev/null\n  await_child || status=$?\n  IFS=",
        ),
        "blue-green/docker-hangs-signal",
        "the signal was heard after",
    ),
    in_rehearsal(
        "tag-run-again",
        (ENVIRONMENT, "\"${RUN_OPTIONS[@]}\" \"$IMAGE_ID\"", "\"${RUN_OPTIONS[@]}\" \"$2\""),
        "blue-green/moved-tag",
        "not three",
    ),
    in_rehearsal(
        "neighbors-images-removed",
        (
            IMAGE,
            "done <\"$DIRECTORY/.images\"",
            "done < <(docker image ls --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}}')",
        ),
        "blue-green/neighbors",
        "the neighbor's image is gone",
    ),
    // Copies of the scripts.
    in_rehearsal(
        "versions-mixed",
        (RUNS_DEPLOY, "if ! grep --quiet \"^ *readonly VERSION='$VERSION'\\$\" deploy.sh; then", "if false; then"),
        "blue-green/versions",
        "a deploy.sh missing",
    ),
    in_rehearsal(
        "not-one-command",
        (CODE, "file + \"}\\n\"", "file.replacen(\"{\\n\", \"\", 1)"),
        "blue-green/cut-short",
        "ends with 0",
    ),
    in_rehearsal(
        "cut-within-a-condition",
        (CODE, "format!(\"{}{TRUNCATED}{{\\n\", self.shebang)", "format!(\"{}{{\\n\", self.shebang)"),
        "blue-green/cut-short",
        "ends with 0",
    ),
    in_rehearsal(
        "silence-taken-for-success",
        (FOLLOWER, "if [ \"${status:-137}\" -eq 0 ] && ! tail", "if false && ! tail"),
        "cut-off/cut-script",
        "Success",
    ),
];
