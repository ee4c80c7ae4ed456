//! What goes well.

use anyhow::{Result, ensure};

use super::service::{BRANCH, Delivered, WEBSITE};
use crate::github::GitHub;
use crate::scenario::Shown;
use crate::stage::{Behaviour, Stage};

/// An empty host, the same build again, another build.
pub fn run(stage: &mut Stage) -> Result<Shown> {
    let website = Delivered::on_empty_host(stage, WEBSITE)?;
    let github = GitHub::new(stage)?;
    github.commit(WEBSITE.name, BRANCH, "one", Behaviour::Healthy, &[])?;
    website.publish("one", Behaviour::Healthy)?;
    website.deliver(&github, "one")?;
    let first = website.host().incarnation(&website.container())?;

    website.deliver(&github, "one")?;
    ensure!(website.host().incarnation(&website.container())? != first, "the same container was left running");
    ensure!(website.images()? == 1, "{} images after a repetition", website.images()?);

    website.publish("two", Behaviour::Healthy)?;
    website.deliver(&github, "two")?;
    let (images, dangling) = (website.images()?, website.dangling_images()?);
    ensure!((images, dangling) == (1, 0), "{images} images, {dangling} of the host dangling");
    let token = website.host().file(&format!("{}/.incoming/registry-token", website.folder()));
    ensure!(!token.exists(), "the registry token is left on the host");
    Ok("one, one again, two served in turn; one container, one image, none dangling".to_owned())
}
