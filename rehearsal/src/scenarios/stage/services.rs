//! What surrounds the hosts: Secrets Manager, repositories, databases.

use anyhow::{Result, ensure};

use super::{inspect, query};
use crate::scenario::Shown;
use crate::stage::{Answer, Behaviour, Content, Repository, Run, Stage, images};

pub fn secrets_manager(stage: &mut Stage) -> Result<Shown> {
    let value = "{\"A\":\"b c$d#e \\\" \\\\ ü \"}";
    stage.put_secret("stage/probe", "{}")?;
    stage.put_secret("stage/probe", value)?;
    let get = |id: &str| -> Result<Answer> {
        let mut aws = stage.runner.command("aws");
        aws.env("AWS_ENDPOINT_URL", stage.aws_endpoint()).env("AWS_DEFAULT_REGION", "ap-south-1");
        aws.env("AWS_ACCESS_KEY_ID", "stage").env("AWS_SECRET_ACCESS_KEY", "stage");
        aws.args([
            "secretsmanager",
            "get-secret-value",
            "--query",
            "SecretString",
            "--output",
            "text",
            "--secret-id",
            id,
        ]);
        aws.answer()
    };
    let answer = get("stage/probe")?;
    ensure!(answer.is_success(), "{}", answer.text());
    ensure!(answer.output == format!("{value}\n"), "{value} came back as {}", answer.output);
    let missing = get("stage/missing")?;
    ensure!(!missing.is_success() && missing.complaint.contains("ResourceNotFoundException"), "{}", missing.text());
    stage.remove_secret("stage/probe")?;
    ensure!(!get("stage/probe")?.is_success(), "a removed secret is still there");
    Ok(format!("{} bytes", value.len()))
}

pub fn repositories(stage: &mut Stage) -> Result<Shown> {
    let repository: Repository = stage.repository("probe")?;
    ensure!(repository.head("main")?.is_none(), "a new repository has a branch");
    let first = repository.commit(
        "main",
        &images::source(&images::dockerfile(images::TARGET, "one", Behaviour::Healthy, &["ARGUMENT"]))?,
        "first",
    )?;
    let second = repository.commit("a/branch", &[Content::text("note", "ü\n")], "second")?;
    ensure!(
        repository.head("main")?.as_ref() == Some(&first) && repository.head("a/branch")?.as_ref() == Some(&second)
    );
    let mut clone = stage.runner.command("git");
    clone.args(["-c", "safe.directory=*", "clone", "--quiet", "--branch", "a/branch"]).arg(&repository.path);
    clone.arg("/tmp/clone").succeed()?;
    let mut build = stage.runner.docker();
    build.env("DOCKER_BUILDKIT", "0").args(["build", "--quiet", "--target", "prod", "--build-arg", "ARGUMENT=baked"]);
    build.args(["--tag", "probe", "/tmp/clone"]).succeed()?;
    let baked = inspect(&stage.runner, "probe", "{{.Config.Env}}")?;
    ensure!(baked.contains("ARGUMENT=baked") && baked.contains("BUILD=one"), "the image has {baked}");
    ensure!(repository.read(&second, "note")? == "ü\n" && repository.read("main", "note").is_err());
    Ok(format!("{}: {} and {}", repository.name, &first[..7], &second[..7]))
}

pub fn databases(stage: &mut Stage) -> Result<Shown> {
    let count = query(&stage.production)?;
    ensure!(count.trim() == "2", "users: {count}");
    let ping = stage.production.docker().args(["exec", "mr-mentor-redis", "redis-cli", "ping"]).succeed()?;
    ensure!(ping == "PONG\n", "Redis says {ping}");
    Ok("2 users, PONG".to_owned())
}
