//! What the owner called easily got wrong, beyond the words of the reference (`tests/facts/owner.txt`).

use crate::names::BUILD_ARGUMENTS;
use crate::reference::row::{Row, absent, equal, holds, is, run, says};
use crate::reference::world::*;
use serde_yaml::Value;
use std::collections::BTreeSet;

pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        holds(
            "Workflow names as in the catalogue, unique in a repository",
            "no two workflows of a repository have one name",
            |world| {
                let mut seen = BTreeSet::new();
                for file in workflows() {
                    let repository = file.split('/').next().unwrap_or_default();
                    if !seen.insert((repository, world.string(file, "name")?)) {
                        return Err(format!("{file} has the name of another"));
                    }
                }
                Ok(())
            },
        ),
        holds(
            "a deploy's workflow_run.workflows is taken from the build value, never retyped",
            "every deployment names a build of its repository",
            |world| {
                for file in DEPLOYMENTS {
                    let repository = file.split('/').next().unwrap_or_default();
                    let builds = BUILDS.iter().filter(|build| build.starts_with(repository));
                    let names = builds.map(|build| world.string(build, "name")).collect::<Result<Vec<_>, _>>()?;
                    let after = world.find(file, "on.workflow_run.workflows")?.as_sequence().ok_or("no list")?;
                    let known = after.iter().all(|name| name.as_str().is_some_and(|name| names.contains(&name)));
                    equal((after.len(), known), (1, true))?;
                }
                Ok(())
            },
        ),
        holds("The scripts are not uploaded", "no step of the backend's production deployment sends them", |world| {
            let sources =
                world.steps(BACKEND_PRODUCTION)?.iter().filter_map(|step| step.get("with")?.get("source")?.as_str());
            equal(sources.filter(|source| source.contains(".sh")).count(), 0)
        }),
        is("group docker-build", BACKEND_BUILD, "concurrency.group", "docker-build"),
        is("Deploys: 15 minutes", FRONTEND_PRODUCTION, "job.timeout-minutes", "15"),
        absent(
            "cache dance only in development",
            FRONTEND_BUILD_PRODUCTION,
            "step[reproducible-containers/buildkit-cache-dance]",
        ),
        says(
            "gets GHCR_USERNAME and GHCR_TOKEN in its environment and logs in itself (frontend)",
            FRONTEND_DEPLOY_SCRIPT,
            "",
            &[
                "local username=${GHCR_USERNAME:-} token=${GHCR_TOKEN:-}",
                "docker login --username \"$1\" --password-stdin",
            ],
        ),
        is(
            "all 14 build-args plus the literal NEXT_PUBLIC_NODE_ENV=production",
            FRONTEND_BUILD_PRODUCTION,
            "step[docker/build-push-action].env.NEXTAUTH_URL",
            "${{ secrets.NEXTAUTH_URL }}",
        ),
        holds("all 14 build-args", "there are fourteen", |_| equal(BUILD_ARGUMENTS.len(), 14)),
    ];
    for file in
        [FRONTEND_BUILD_DEVELOPMENT, FRONTEND_BUILD_PRODUCTION, WEBSITE_BUILD_DEVELOPMENT, WEBSITE_BUILD_PRODUCTION]
    {
        rows.push(holds("The others' groups begin docker-build-", file, move |world| {
            equal(world.string(file, "concurrency.group")?.starts_with("docker-build-"), true)
        }));
    }
    for file in workflows() {
        rows.push(is("top level permissions: {}", file, "permissions", "{}"));
        rows.push(holds(
            "Each secret only in the step that uses it",
            &format!("{file}: neither the workflow nor the job has an environment of variables"),
            move |world| equal((world.find(file, "env").is_ok(), world.find(file, "job.env").is_ok()), (false, false)),
        ));
        let pushes = if ASSISTANTS.contains(&file) { "true" } else { "false" };
        rows.push(is(
            "persist-credentials: false where nothing pushes",
            file,
            "step[actions/checkout].with.persist-credentials",
            pushes,
        ));
        rows.push(holds(
            "never inside script text",
            &format!("{file}: no expression stands in a script"),
            move |world| {
                let scripts = world
                    .steps(file)?
                    .iter()
                    .filter_map(|step| step.get("run").or_else(|| step.get("with")?.get("script"))?.as_str());
                equal(scripts.filter(|script| script.contains("${{")).count(), 0)
            },
        ));
    }
    for file in BUILDS {
        rows.push(is("each job what its steps need", file, "job.permissions", "{contents: read, packages: write}"));
    }
    for file in DEPLOYMENTS {
        let runs_own_token = [BACKEND_DEVELOPMENT, WEBSITE_DEVELOPMENT, WEBSITE_PRODUCTION].contains(&file);
        let permissions = if runs_own_token { "{contents: read, packages: read}" } else { "{contents: read}" };
        rows.extend([
            is("each job what its steps need", file, "job.permissions", permissions),
            holds("a concurrency group each, not cancelling", file, move |world| {
                let environment = world.string(file, "job.environment")?;
                equal(world.string(file, "job.concurrency.group")?, format!("deploy-{environment}").as_str())?;
                equal(world.find(file, "job.concurrency.cancel-in-progress")?, &Value::Bool(false))
            }),
            says("This goes beyond the reference; a comment says why", file, "", &["# Only one run of this deployment at a time; the others wait, and GitHub keeps only the newest of them. The group is"]),
            holds("never through envs (they would stand in the host's process list)", file, move |world| no_secret_in_envs(world, file)),
            holds("Secrets go to a server as a file (mode 0600, by scp-action", &format!("{file}: what is sent is written for its owner alone"), move |world| {
                for step in world.steps(file)? {
                    let script = step.get("run").and_then(Value::as_str).unwrap_or_default();
                    if script.contains("delivery/") && !script.contains("umask 077") {
                        return Err(format!("{:?} writes for everybody", step.get("name")));
                    }
                }
                Ok(())
            }),
            holds("a login token in one that is removed after use", file, move |world| {
                let scripts = world.steps(file)?.iter().filter_map(|step| step.get("with")?.get("script")?.as_str());
                let readers: Vec<&str> = scripts.filter(|script| script.contains("$TOKEN_FILE")).collect();
                let removed = |script: &&str| script.contains("rm -f -- \"$TOKEN_FILE\"") || script.contains("rm -f \"$TOKEN_FILE\"");
                equal((readers.is_empty(), readers.iter().all(removed)), (false, true))
            }),
            holds("In a workflow_run, github.sha is the default branch's head: everything about the built commit comes from workflow_run.head_sha", file, move |world| {
                let expressions = world.find(file, "")?;
                let bare = strings(expressions).into_iter().filter(|text| {
                    text.contains("${{") && (text.contains("github.sha") || text.contains("github.ref")) && !text.contains("github.event.workflow_run.head_")
                });
                equal(bare.count(), 0)
            }),
            holds("Branch-safe: / and whatever else a tag refuses becomes -, in the build and in the deploy by the same code", file, move |world| {
                let code = |file: &str, step: &str| {
                    let script = world.string(file, &format!("step[{step}].run"))?;
                    Ok::<_, String>(script.split("branch_as_tag() {").nth(1).and_then(|rest| rest.split("\n}\n").next()).map(str::to_owned))
                };
                let expected = code(BACKEND_BUILD, "Generate the image's tags")?;
                equal(expected.is_some(), true)?;
                let script = world.string(file, "step[Resolve the branch and the image].run")?;
                if script.contains("image_tag=$NAMED_TAG\n") {
                    return Ok(()); // no branch is part of that name
                }
                equal(code(file, "Resolve the branch and the image")?, expected)
            }),
        ]);
    }
    for (file, branch) in [(BACKEND_PRODUCTION, "main"), (FRONTEND_PRODUCTION, "main")] {
        rows.push(holds(
            "The short sha is the first 7 characters everywhere",
            &format!("{file} pulls what the build pushed"),
            move |world| {
                let build = if file == BACKEND_PRODUCTION { BACKEND_BUILD } else { FRONTEND_BUILD_PRODUCTION };
                let values = [
                    ("REPOSITORY", "MAS-Mr-Mentor/Some.Repository"),
                    ("BRANCH", branch),
                    ("COMMIT", "fedcba9876543210"),
                ];
                let pushed = run(world, build, "Generate the image's tags", &values)?;
                let pulled = run(world, file, "Resolve the branch and the image", &values)?;
                let url = pulled.get("image-url").ok_or("the deployment resolves no image")?;
                equal(url.as_str(), "ghcr.io/mas-mr-mentor/some.repository:main-fedcba9")?;
                equal(pushed.get("tags").is_some_and(|tags| tags.lines().any(|tag| tag == url)), true)
            },
        ));
    }
    for file in COMPOSE_DEPLOYMENTS {
        rows.push(says(
            "readable there, with set -Eeuo pipefail",
            file,
            "step[Deploy with docker compose].with.script",
            &["set -Eeuo pipefail"],
        ));
        rows.push(says(
            "IMAGE_TAG, GHCR_REPOSITORY, GHCR_USERNAME, GHCR_TOKEN for compose",
            file,
            "step[Deploy with docker compose].with.envs",
            &["IMAGE_TAG", "GHCR_REPOSITORY", "GHCR_USERNAME"],
        ));
        rows.push(is(
            "IMAGE_TAG, GHCR_REPOSITORY, GHCR_USERNAME, GHCR_TOKEN for compose",
            file,
            "step[Deploy with docker compose].env.TOKEN_VARIABLE",
            "GHCR_TOKEN",
        ));
        if file.contains("mr-mentor") {
            rows.push(holds(
                "write for the reader that each service has",
                &format!("{file}: compose takes a value literally in quotes"),
                move |world| {
                    let text = world.text(file)?;
                    equal(text.contains(r#"$key + "=\"" + ($value | gsub("#), true)
                },
            ));
        }
    }
    for file in BLUE_GREEN_DEPLOYMENTS {
        rows.push(holds(
            "compose and docker run read the same file differently",
            &format!("{file}: docker run takes a line as it stands"),
            move |world| equal(world.text(file)?.contains("$key + \"=\" + $value\n"), true),
        ));
    }
    for file in [BACKEND_DEVELOPMENT, BACKEND_PRODUCTION, FRONTEND_DEVELOPMENT, FRONTEND_PRODUCTION] {
        rows.push(says(
            "newlines refused with the key's name",
            file,
            "",
            &["error(\"the value of \\($key) contains a line break"],
        ));
    }
    for file in ASSISTANTS {
        rows.push(is(
            "exactly the four write permissions",
            file,
            "job.permissions",
            "{contents: write, id-token: write, issues: write, pull-requests: write}",
        ));
        rows.push(holds("the guard per event", file, move |world| {
            let guard = world.string(file, "job.if")?;
            equal(
                ["issue_comment", "pull_request_review_comment", "pull_request_review", "issues"]
                    .iter()
                    .all(|event| guard.contains(&format!("github.event_name == '{event}' &&"))),
                true,
            )
        }));
    }
    rows
}

/// No variable that a secret feeds is named in `envs`, except one that only chooses a name by it.
fn no_secret_in_envs(world: &World, file: &str) -> Result<(), String> {
    for step in world.steps(file)? {
        let Some(envs) = step.get("with").and_then(|with| with.get("envs")).and_then(Value::as_str) else { continue };
        for name in envs.split(',') {
            let value = step.get("env").and_then(|env| env.get(name)).and_then(Value::as_str).unwrap_or_default();
            let compared = value.replace("secrets.GHCR_PAT != ''", "");
            if compared.contains("secrets.") {
                return Err(format!("{name} of {:?} carries a secret", step.get("name")));
            }
        }
    }
    Ok(())
}
