//! Frontend: builds (build-development.yml, build-production.yml).

use crate::names::BUILD_ARGUMENTS;
use crate::reference::row::{Row, absent, equal, holds, is, lines, run, says, secrets};
use crate::reference::world::*;

const PUSH: &str = "step[docker/build-push-action]";

pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        is(
            "dev triggers on development, prod on main",
            FRONTEND_BUILD_DEVELOPMENT,
            "on.push.branches",
            "[development]",
        ),
        is("dev triggers on development, prod on main", FRONTEND_BUILD_PRODUCTION, "on.push.branches", "[main]"),
        is(
            "each declares the matching GitHub environment so it can read env-scoped secrets",
            FRONTEND_BUILD_DEVELOPMENT,
            "job.environment",
            "development",
        ),
        is(
            "each declares the matching GitHub environment so it can read env-scoped secrets",
            FRONTEND_BUILD_PRODUCTION,
            "job.environment",
            "production",
        ),
        is(
            "Dev build extra: restores/saves the Next.js .next/cache across runs",
            FRONTEND_BUILD_DEVELOPMENT,
            "step[actions/cache].with.path",
            ".next/cache",
        ),
        says(
            "via actions/cache@v4 + reproducible-containers/buildkit-cache-dance",
            FRONTEND_BUILD_DEVELOPMENT,
            "",
            &[
                "actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.",
                "reproducible-containers/buildkit-cache-dance@",
            ],
        ),
        is(
            "mounts cache into /app/.next/cache",
            FRONTEND_BUILD_DEVELOPMENT,
            "step[reproducible-containers/buildkit-cache-dance].with.cache-map",
            r#"'{".next/cache":"/app/.next/cache"}'"#,
        ),
        is(
            "so a code change doesn't pay a full next build",
            FRONTEND_BUILD_DEVELOPMENT,
            "step[reproducible-containers/buildkit-cache-dance].with.skip-extraction",
            "${{ steps.cache.outputs.cache-hit }}",
        ),
        says(
            "restores/saves the Next.js .next/cache across runs",
            FRONTEND_BUILD_DEVELOPMENT,
            "step[actions/cache].with.restore-keys",
            &["-next-cache-development-"],
        ),
        says(
            "restores/saves the Next.js .next/cache across runs",
            FRONTEND_BUILD_DEVELOPMENT,
            "step[actions/cache].with.key",
            &["${{ github.sha }}"],
        ),
        holds("Tags: :<branch>, :<branch>-<shortsha>, floating :development", "what the dev build tags", |world| {
            equal(tags(world, FRONTEND_BUILD_DEVELOPMENT, "development")?, "development development-0123456")
        }),
        holds("floating :development", "a dispatch from another branch moves it", |world| {
            equal(tags(world, FRONTEND_BUILD_DEVELOPMENT, "fix/a")?, "fix-a fix-a-0123456 development")
        }),
        is(
            "Cache mode=max, ignore-error=true",
            FRONTEND_BUILD_DEVELOPMENT,
            "step[docker/build-push-action].with.cache-to",
            "'type=gha,mode=max,ignore-error=true'",
        ),
        holds(
            "Prod build: tags :<branch>, :<branch>-<shortsha>, floating :production, plus :latest on main",
            "what the prod build tags",
            |world| equal(tags(world, FRONTEND_BUILD_PRODUCTION, "main")?, "main main-0123456 production latest"),
        ),
        holds("plus :latest on main", "a dispatch from another branch does not move latest", |world| {
            equal(tags(world, FRONTEND_BUILD_PRODUCTION, "hotfix/a")?, "hotfix-a hotfix-a-0123456 production")
        }),
        absent("Dev build extra", FRONTEND_BUILD_PRODUCTION, "step[actions/cache]"),
        absent("Dev build extra", FRONTEND_BUILD_PRODUCTION, "step[reproducible-containers/buildkit-cache-dance]"),
    ];
    for file in FRONTEND_BUILDS {
        rows.push(is("Both timeout-minutes: 20", file, "job.timeout-minutes", "20"));
        rows.push(lines("Both pass build-args so NEXT_PUBLIC_* values and NextAuth/Google config are baked into the image at build time", file, "step[docker/build-push-action].with.build-args", &ARGUMENT_LINES));
        rows.push(is(
            "(NEXT_PUBLIC_NODE_ENV=production is hardcoded)",
            file,
            "step[docker/build-push-action].env.NEXT_PUBLIC_NODE_ENV",
            "production",
        ));
        for argument in BUILD_ARGUMENTS {
            let claim = format!("{file}: {argument} comes from the secret of that name");
            rows.push(holds(words_of(argument), &claim, move |world| {
                let value = world.string(file, &format!("{PUSH}.env.{argument}"))?;
                equal(value, format!("${{{{ secrets.{argument} }}}}").as_str())
            }));
        }
        rows.push(secrets(
            "GITHUB_TOKEN + all the build-arg secrets above (scoped to the environment)",
            file,
            &[&["GITHUB_TOKEN"], &BUILD_ARGUMENTS],
        ));
    }
    rows
}

const ARGUMENT_LINES: [&str; 15] = {
    let mut lines = ["NEXT_PUBLIC_NODE_ENV"; 15];
    let mut index = 0;
    while index < BUILD_ARGUMENTS.len() {
        lines[index] = BUILD_ARGUMENTS[index];
        index += 1;
    }
    lines
};

/// The four TURN values are one word of the reference.
fn words_of(argument: &'static str) -> &'static str {
    if argument.starts_with("NEXT_PUBLIC_TURN") {
        "NEXT_PUBLIC_TURN_SERVER_HOST/PORT/USERNAME/CREDENTIAL"
    } else {
        argument
    }
}

/// The tags that the build's script makes, without the image's name, in one line.
fn tags(world: &World, file: &str, branch: &str) -> Result<String, String> {
    let values =
        [("REPOSITORY", "MAS-Mr-Mentor/mr-mentor-frontend"), ("BRANCH", branch), ("COMMIT", "0123456789abcdef")];
    let outputs = run(world, file, "Generate the image's tags", &values)?;
    let tags = outputs.get("tags").ok_or("the script sets no tags")?;
    let tags: Option<Vec<&str>> =
        tags.lines().map(|tag| tag.strip_prefix("ghcr.io/mas-mr-mentor/mr-mentor-frontend:")).collect();
    tags.map(|tags| tags.join(" ")).ok_or_else(|| "a tag names another image".to_owned())
}
