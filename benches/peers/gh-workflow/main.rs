//! What `../pipewright.rs` writes, in the words of gh-workflow: `peer-gh-workflow FOLDER`.
//!
//! Its own `Workflow::generate` would ask git for the folder and read the old file first; printing and writing is all that is
//! measured.

use gh_workflow::{Concurrency, Env, Event, Expression, Input, Job, Level, Permissions, Push, Step, Workflow};
use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

const SERVICES: [&str; 14] = [
    "accounts",
    "billing",
    "catalogue",
    "chat",
    "events",
    "gateway",
    "login",
    "mail",
    "media",
    "orders",
    "reports",
    "search",
    "stock",
    "website",
];

fn job(service: &str) -> Job {
    let check_out = Step::new("Check out the repository")
        .uses("actions", "checkout", "11d5960a326750d5838078e36cf38b85af677262")
        .with(Input::default().add("fetch-depth", 0).add("persist-credentials", false));
    let set_up = Step::new("Set up the builder")
        .uses("docker", "setup-buildx-action", "8d2750c68a42422c14e847fe6c8ac0403b4cbd6f")
        .with(Input::default().add("cleanup", true));
    let restore = Step::new("Restore what was downloaded before")
        .uses("actions", "cache", "0057852bfaa89a56745cba8c7296529d2fc39830")
        .with(
            Input::default()
                .add("path", format!("{service}/.cache"))
                .add(
                    "key",
                    format!("{service}-${{{{ runner.os }}}}-${{{{ hashFiles('{service}/package-lock.json') }}}}"),
                )
                .add("restore-keys", format!("{service}-${{{{ runner.os }}}}")),
        );
    let log_in = Step::new("Log in to the registry")
        .uses("docker", "login-action", "c94ce9fb468520275223c153574b00df6fe4bcc9")
        .with(
            Input::default()
                .add("registry", "ghcr.io")
                .add("username", "${{ github.actor }}")
                .add("password", "${{ secrets.GITHUB_TOKEN }}"),
        );
    let image = Step::new("Name the image")
        .run("set -euo pipefail\ntag=\"$REGISTRY/$SERVICE:${REF_NAME//\\//-}-${COMMIT:0:7}\"\necho \"tag=$tag\" >>\"$GITHUB_OUTPUT\"\n")
        .id("image")
        .env(
            Env::new("REGISTRY", "ghcr.io/${{ github.repository_owner }}")
                .add("SERVICE", service)
                .add("REF_NAME", "${{ github.ref_name }}")
                .add("COMMIT", "${{ github.sha }}"),
        );
    let build = Step::new("Build and push the image")
        .uses("docker", "build-push-action", "ca052bb54ab0790a636c9b5f226502c73d547a25")
        .with(
            Input::default()
                .add("context", service)
                .add("push", true)
                .add("tags", "${{ steps.image.outputs.tag }}")
                .add("cache-from", "type=gha")
                .add("cache-to", "type=gha,mode=max")
                .add("build-args", format!("COMMIT=${{{{ github.sha }}}}\nSERVICE={service}\n")),
        );
    let test = Step::new("Test the image")
        .run("set -euo pipefail\ndocker run --rm \"$IMAGE\" npm test\n")
        .env(("IMAGE", "${{ steps.image.outputs.tag }}"))
        .timeout_minutes(10_u32);
    let report = Step::new("Report")
        .run("echo \"$SERVICE: $STATUS\" >>\"$GITHUB_STEP_SUMMARY\"\n")
        .if_condition(Expression::new("always()"))
        .env(Env::new("SERVICE", service).add("STATUS", "${{ job.status }}"));
    let announce = Step::new("Announce")
        .run("curl --fail --data \"$IMAGE\" \"$HOOK\"\n")
        .if_condition(Expression::new("github.ref == 'refs/heads/main'"))
        .env(Env::new("IMAGE", "${{ steps.image.outputs.tag }}").add("HOOK", "${{ secrets.ANNOUNCEMENTS }}"))
        .continue_on_error(true);
    Job::default()
        .permissions(Permissions::default().contents(Level::Read).packages(Level::Write))
        .env(("NODE_ENV", "production"))
        .timeout_minutes(30_u32)
        .add_step(check_out)
        .add_step(set_up)
        .add_step(restore)
        .add_step(log_in)
        .add_step(image)
        .add_step(build)
        .add_step(test)
        .add_step(report)
        .add_step(announce)
}

fn workflow(service: &str) -> Workflow {
    let push = Push::default().add_branch("main").add_branch("release/**").add_path(format!("{service}/**"));
    let group = Expression::new(format!("{service}-${{{{ github.ref }}}}"));
    Workflow::new(format!("Build {service}"))
        .on(Event::default().push(push).workflow_dispatch(gh_workflow::WorkflowDispatch::default()))
        .permissions(Permissions::default())
        .concurrency(Concurrency::new(group).cancel_in_progress(true))
        .add_job("build", job(service))
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("say into which folder: peer-gh-workflow FOLDER")?);
    fs::create_dir_all(&folder)?;
    for service in SERVICES {
        // Its errors cannot be named, and say nothing but what they are.
        let text = workflow(service).to_string().map_err(|error| format!("{service}: {error:?}"))?;
        fs::write(folder.join(format!("{service}.yml")), format!("# Generated by gh-workflow.\n\n{text}"))?;
    }
    Ok(())
}
