//! Backend: build (build.yml).

use crate::reference::row::{Row, absent, equal, holds, in_order, is, run, says, secrets, steps};
use crate::reference::world::*;

const TAGS: &str = "Generate the image's tags";

pub fn rows() -> Vec<Row> {
    vec![
        is(
            "Triggers: push to main/development/staging, or manual",
            BACKEND_BUILD,
            "on",
            "{push: {branches: [main, development, staging]}, workflow_dispatch: null}",
        ),
        is(
            "concurrency: docker-build with cancel-in-progress: true",
            BACKEND_BUILD,
            "concurrency",
            "{group: docker-build, cancel-in-progress: true}",
        ),
        is("Job build-and-push (ubuntu-latest)", BACKEND_BUILD, "jobs.build-and-push.runs-on", "ubuntu-latest"),
        version("actions/checkout@v4", "actions/checkout", "v4."),
        version("docker/setup-buildx-action@v3", "docker/setup-buildx-action", "v3."),
        version(
            "docker/login-action@v3 to ghcr.io as ${{ github.actor }} with secrets.GITHUB_TOKEN",
            "docker/login-action",
            "v3.",
        ),
        version(
            "docker/build-push-action@v5 — builds target: prod from ./Dockerfile",
            "docker/build-push-action",
            "v5.",
        ),
        steps(
            "actions/checkout@v4. docker/setup-buildx-action@v3. - Lowercase the repo name (GHCR requires lowercase)",
            BACKEND_BUILD,
            &[
                "actions/checkout",
                "docker/setup-buildx-action",
                TAGS,
                "docker/login-action",
                "docker/build-push-action",
            ],
        ),
        holds(
            "Lowercase the repo name (GHCR requires lowercase)",
            "the tags of MAS-Mr-Mentor/mr-mentor-backend are lower case",
            |world| {
                equal(
                    tags(world, "main", SHA)?
                        .iter()
                        .all(|tag| tag.starts_with("ghcr.io/mas-mr-mentor/mr-mentor-backend:")),
                    true,
                )
            },
        ),
        holds(
            "Generate tags: :<branch-safe>, :<branch-safe>-<shortsha>, plus :latest on main",
            "on development",
            |world| equal(tags(world, "development", SHA)?, images(&["development", "development-0123456"])),
        ),
        holds(
            "Generate tags: :<branch-safe>, :<branch-safe>-<shortsha>, plus :latest on main",
            "on staging",
            |world| equal(tags(world, "staging", SHA)?, images(&["staging", "staging-0123456"])),
        ),
        holds("plus :latest on main", "on main", |world| {
            equal(tags(world, "main", SHA)?, images(&["main", "main-0123456", "latest"]))
        }),
        holds(":<branch-safe>", "a slash becomes a dash", |world| {
            equal(tags(world, "feature/New+Login", SHA)?, images(&["feature-New-Login", "feature-New-Login-0123456"]))
        }),
        holds(":<branch-safe>", "a run of such characters becomes one dash", |world| {
            equal(tags(world, "fix/#12", SHA)?, images(&["fix-12", "fix-12-0123456"]))
        }),
        holds(":<branch-safe>", "no image is built of a branch that gives no tag", |world| {
            for branch in ["#12", &"b".repeat(121)] {
                let refused = tags(world, branch, SHA).err().unwrap_or_default();
                equal(refused.contains("cannot be an image tag"), true)?;
            }
            Ok(())
        }),
        is(
            "to ghcr.io as ${{ github.actor }} with secrets.GITHUB_TOKEN",
            BACKEND_BUILD,
            "step[docker/login-action].with",
            "{registry: ghcr.io, username: '${{ github.actor }}', password: '${{ secrets.GITHUB_TOKEN }}'}",
        ),
        is(
            "builds target: prod from ./Dockerfile",
            BACKEND_BUILD,
            "step[docker/build-push-action].with.target",
            "prod",
        ),
        is(
            "builds target: prod from ./Dockerfile",
            BACKEND_BUILD,
            "step[docker/build-push-action].with.file",
            "./Dockerfile",
        ),
        is("pushes all tags", BACKEND_BUILD, "step[docker/build-push-action].with.push", "true"),
        is(
            "pushes all tags",
            BACKEND_BUILD,
            "step[docker/build-push-action].with.tags",
            "${{ steps.image.outputs.tags }}",
        ),
        is("pushes all tags", BACKEND_BUILD, "step[Generate the image's tags].id", "image"),
        is(
            "uses GitHub Actions layer cache (cache-from/to: type=gha)",
            BACKEND_BUILD,
            "step[docker/build-push-action].with.cache-from",
            "type=gha",
        ),
        says(
            "uses GitHub Actions layer cache (cache-from/to: type=gha)",
            BACKEND_BUILD,
            "step[docker/build-push-action].with.cache-to",
            &["type=gha"],
        ),
        in_order(
            "stamps OCI labels",
            BACKEND_BUILD,
            "step[docker/build-push-action].with.labels",
            &[
                "org.opencontainers.image.source=",
                "org.opencontainers.image.revision=${{ github.sha }}",
                "org.opencontainers.image.version=",
            ],
        ),
        is(
            "Outputs: image-tag, image-digest, repository-name",
            BACKEND_BUILD,
            "job.outputs",
            "{image-tag: '${{ steps.image.outputs.image-tag }}', image-digest: '${{ steps.push.outputs.digest }}', repository-name: '${{ steps.image.outputs.repository }}'}",
        ),
        is(
            "Outputs: image-tag, image-digest, repository-name",
            BACKEND_BUILD,
            "step[docker/build-push-action].id",
            "push",
        ),
        holds("Outputs: image-tag, image-digest, repository-name", "what the script sets", |world| {
            let outputs = run(world, BACKEND_BUILD, TAGS, &values("main", SHA))?;
            equal(outputs.get("image-tag").map(String::as_str), Some("main-0123456"))?;
            equal(outputs.get("repository").map(String::as_str), Some("mas-mr-mentor/mr-mentor-backend"))
        }),
        secrets("Secrets: GITHUB_TOKEN (auto-provided)", BACKEND_BUILD, &[&["GITHUB_TOKEN"]]),
        absent("n/a (pushes image to GHCR)", BACKEND_BUILD, "job.environment"),
    ]
}

const SHA: &str = "0123456789abcdef0123456789abcdef01234567";

/// The environment that GitHub would give the script that names the tags.
fn values<'a>(branch: &'a str, sha: &'a str) -> [(&'static str, &'a str); 3] {
    [("REPOSITORY", "MAS-Mr-Mentor/mr-mentor-backend"), ("BRANCH", branch), ("COMMIT", sha)]
}

fn tags(world: &World, branch: &str, sha: &str) -> Result<Vec<String>, String> {
    let outputs = run(world, BACKEND_BUILD, TAGS, &values(branch, sha))?;
    Ok(outputs.get("tags").map(|tags| tags.lines().map(str::to_owned).collect()).unwrap_or_default())
}

fn images(tags: &[&str]) -> Vec<String> {
    tags.iter().map(|tag| format!("ghcr.io/mas-mr-mentor/mr-mentor-backend:{tag}")).collect()
}

/// The action is pinned to a commit, and the release beside it has the documented major.
fn version(words: &'static str, action: &'static str, major: &'static str) -> Row {
    holds(words, &format!("{action} of {major}"), move |world| {
        let line = world.text(BACKEND_BUILD)?.lines().find(|line| line.contains(&format!("uses: {action}@")));
        let line = line.ok_or("no step uses it")?;
        let (_, pin) = line.split_once('@').ok_or("it has no version")?;
        let (commit, release) = pin.split_once(" # ").ok_or("no release stands beside the commit")?;
        equal(commit.len() == 40 && commit.chars().all(|sign| sign.is_ascii_hexdigit()), true)?;
        equal(release.starts_with(major), true)
    })
}
