//! Two stages at once.

use anyhow::{Result, ensure};

use crate::scenario::Shown;
use crate::stage::{Behaviour, MAS, Run, Stage};

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let other = Stage::raise(&stage.product, &MAS)?;
    stage.publish("mas-mr-mentor/probe", "side-by-side", "mine", Behaviour::Healthy)?;
    let mine = stage.tags("mas-mr-mentor/probe")?;
    ensure!(mine.iter().any(|tag| tag == "side-by-side"), "the tag is not in its own registry: {mine:?}");
    let theirs = other.tags("mas-mr-mentor/probe")?;
    ensure!(theirs.is_empty(), "the other registry has {theirs:?}");
    let reach = |address| {
        let mut curl = stage.runner.command("curl");
        curl.args(["--silent", "--max-time", "3", "--output", "/dev/null"]).arg(format!("http://{address}/")).answer()
    };
    ensure!(reach(stage.production.address)?.is_success(), "the own production is not reached");
    ensure!(!reach(other.production.address)?.is_success(), "the production of the other stage is reached");
    let (own, foreign) = (stage.account("MAS-intern")?, other.account("MAS-intern")?);
    ensure!(own.token != foreign.token, "both stages have the same tokens");
    Ok(format!("stages {} and {}: registries, networks and tokens of their own", stage.id, other.id))
}
