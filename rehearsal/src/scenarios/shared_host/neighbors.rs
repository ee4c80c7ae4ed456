//! What a service does to the others on its host, and to the run before.

use anyhow::{Result, ensure};
use std::process::Stdio;

use super::host::{BLOG, Host, SHOP, expect_failure};
use crate::github::Conclusion;
use crate::scenario::Shown;
use crate::stage::{Behaviour, Run, Stage};

/// Two folders that end alike are two projects, also where one of them has run under the common name.
pub fn one_name(stage: &mut Stage) -> Result<Shown> {
    let host = Host::empty(stage)?;
    let shop = SHOP.serves("web", "");
    host.deliver(SHOP, &shop, "one", Behaviour::Healthy)?;
    let image = host.machine().docker().args(["ps", "--format", "{{.Image}}"]).succeed()?;
    // As it was before there were two.
    host.by_hand(SHOP, image.trim(), "--project-name shop-app down")?;
    host.by_hand(SHOP, image.trim(), "up --detach")?;
    host.expect(SHOP, "one")?;
    let before = host.machine().incarnation("app-web-1")?;

    host.deliver(BLOG, &BLOG.serves("web", ""), "blog-one", Behaviour::Healthy)?;
    ensure!(host.machine().incarnation("app-web-1")? == before, "the shop's container was touched");
    host.expect(BLOG, "blog-one")?;
    let blog = host.machine().incarnation("blog-app-web-1")?;

    host.fail(SHOP, &shop, "bad", Behaviour::NeverHealthy, "These containers run again, unchanged: app-web-1")?;
    host.expect(SHOP, "one")?;
    host.deliver(SHOP, &shop, "two", Behaviour::Healthy)?;
    host.expect(SHOP, "two")?;
    host.fail(SHOP, &shop, "bad", Behaviour::NeverHealthy, "The previous images run again")?;
    host.expect(SHOP, "two")?;
    ensure!(host.containers()? == ["blog-app-web-1", "shop-app-web-1"], "there are {:?}", host.containers()?);
    ensure!(host.machine().incarnation("blog-app-web-1")? == blog, "the blog's container was touched");

    // Somebody else's folder with the same project, of which the description knows nothing.
    host.by_hand(BLOG, image.trim(), "--project-name blog-app down")?;
    let script = "mkdir -p /srv/elsewhere && cp /srv/shop/app/compose.yml /srv/elsewhere && cd /srv/elsewhere && \
                  sed -i '/ports/d' compose.yml && docker compose --project-name blog-app up --detach";
    let (repository, tag) = image.trim().trim_start_matches("ghcr.io/").split_once(':').unwrap_or_default();
    let mut bash = host.machine().command("bash");
    bash.env("GHCR_REPOSITORY", repository).env("IMAGE_TAG", tag).args(["-c", script]).succeed()?;
    let stranger = host.machine().incarnation("blog-app-web-1")?;
    let words = "in another folder, /srv/elsewhere: a rollout here would remove it";
    host.fail(BLOG, &BLOG.serves("web", ""), "blog-two", Behaviour::Healthy, words)?;
    ensure!(host.machine().incarnation("blog-app-web-1")? == stranger, "the stranger's container was touched");
    Ok("each served all the while, under shop-app and blog-app; what ran as app was taken over; a stranger's project was refused"
        .to_owned())
}

/// A run whose connection is lost is still at work: the next one waits for it.
pub fn overlap(stage: &mut Stage) -> Result<Shown> {
    let host = Host::empty(stage)?;
    let shop = SHOP.serves("web", "");
    host.deliver(SHOP, &shop, "one", Behaviour::Healthy)?;
    let serving = host.machine().incarnation("shop-app-web-1")?;
    let lock = format!("{}/.lock", SHOP.folder);
    let mut holder = host.machine().command("flock");
    let mut holder = holder.args([&lock, "cat"]).stdin(Stdio::piped()).spawn()?;
    host.commit(SHOP, &shop, "two", Behaviour::Healthy)?;
    let mut run = host.start(SHOP)?;
    run.until_said("waiting up to 300 seconds for the folder /srv/shop/app, held by the rollout of main-")?;
    ensure!(host.machine().incarnation("shop-app-web-1")? == serving, "it did not wait");
    drop(holder.stdin.take());
    holder.wait()?;
    let run = run.end()?;
    ensure!(run.conclusion == Conclusion::Success, "{:?}\n{}", run.steps, run.tail());
    host.expect(SHOP, "two")?;
    let left = host.machine().command("bash").args(["-c", "ls /tmp/tmp.* 2>/dev/null || true"]).succeed()?;
    ensure!(left.is_empty(), "in the temporary folder there is {left}");
    Ok("the second rollout waited for the folder's lock and then served; no log is left behind".to_owned())
}

/// Somebody removes every image that no container uses, at the moment at which the old ones are only kept for the way back.
pub fn pruned(stage: &mut Stage) -> Result<Shown> {
    let host = Host::empty(stage)?;
    let shop = SHOP.serves("web", "");
    host.deliver(SHOP, &shop, "one", Behaviour::Healthy)?;
    host.commit(SHOP, &shop, "bad", Behaviour::NeverHealthy)?;
    let mut run = host.start(SHOP)?;
    run.until_said("Container shop-app-web-1  Started")?;
    host.machine().docker().args(["image", "prune", "--all", "--force"]).succeed()?;
    expect_failure(&run.end()?, "The previous images run again")?;
    host.expect(SHOP, "one")?;
    ensure!(host.containers()? == ["shop-app-web-1"], "there are {:?}", host.containers()?);
    Ok("another one's prune left what the way back needs".to_owned())
}
