//! Compose files whose services are not one container that runs for ever.

use anyhow::{Result, ensure};

use super::host::{Host, SHOP, STOCK};
use crate::scenario::Shown;
use crate::stage::{Behaviour, Run, Stage};

/// A service of two containers goes back as a whole.
pub fn replicas(stage: &mut Stage) -> Result<Shown> {
    let host = Host::empty(stage)?;
    let two = "services:\n  web:\n    image: ghcr.io/${GHCR_REPOSITORY}:${IMAGE_TAG}\n    deploy: { replicas: 2 }\n";
    host.deliver(SHOP, two, "one", Behaviour::Healthy)?;
    host.fail(SHOP, two, "bad", Behaviour::NeverHealthy, "The previous images run again")?;
    let format = "{{.Names}} {{.State}} {{.Image}}";
    let list = host.machine().docker().args(["ps", "--all", "--format", format]).succeed()?;
    let mut running: Vec<&str> = list.lines().collect();
    running.sort_unstable();
    let expected = ["1", "2"].map(|number| format!("shop-app-web-{number} running pipewright-previous:shop-app.web"));
    ensure!(running == expected, "there are {running:?}");
    Ok("both containers run from the image before".to_owned())
}

/// A migration that ends well is done; one that fails is a reason to go back, and is not run again for that.
pub fn one_shot(stage: &mut Stage) -> Result<Shown> {
    let host = Host::empty(stage)?;
    let migration = "  migrate:\n    image: ghcr.io/${GHCR_REPOSITORY}:${IMAGE_TAG}\n    healthcheck: { disable: true }\n    \
                     command: [\"test\"]\n    restart: \"no\"\n";
    let waits = "    depends_on: { migrate: { condition: service_completed_successfully } }\n";
    for more in ["", waits] {
        let compose = SHOP.serves("web", more) + migration;
        host.deliver(SHOP, &compose, "one", Behaviour::Healthy)?;
        host.expect(SHOP, "one")?;
        host.fail(SHOP, &compose, "bad", Behaviour::FailsItsTests, "The previous images run again")?;
        host.expect(SHOP, "one")?;
    }
    Ok("it ended with 0 and the rollout went well; with an error the image before served again".to_owned())
}

/// A service that has another name makes way for the new one, and comes back when that one fails.
pub fn renamed(stage: &mut Stage) -> Result<Shown> {
    let host = Host::empty(stage)?;
    host.deliver(SHOP, &SHOP.serves("web", "    container_name: shop\n"), "one", Behaviour::Healthy)?;
    let app = SHOP.serves("app", "    container_name: shop\n");
    host.fail(SHOP, &app, "bad", Behaviour::NeverHealthy, "These containers run again, unchanged: shop")?;
    host.expect(SHOP, "one")?;
    host.deliver(SHOP, &app, "two", Behaviour::Healthy)?;
    host.expect(SHOP, "two")?;
    ensure!(host.containers()? == ["shop"], "there are {:?}", host.containers()?);
    // Without a port nobody would notice the old one.
    let without = app
        .replace("    ports: [\"8010:3000\"]\n", "")
        .replace("  app:", "  worker:")
        .replace("    container_name: shop\n", "");
    host.deliver(SHOP, &without, "three", Behaviour::Healthy)?;
    ensure!(host.containers()? == ["shop-app-worker-1"], "there are {:?}", host.containers()?);
    Ok("the old one served again after a failure, and was gone after a success".to_owned())
}

/// One that lives for some seconds and starts again runs whenever somebody looks.
pub fn slow_crash(stage: &mut Stage) -> Result<Shown> {
    let host = Host::empty(stage)?;
    let crashes = STOCK.serves("web", "    restart: always\n    environment: { DEAD_AFTER_MS: \"7000\" }\n");
    host.fail(STOCK, &crashes, "bad", Behaviour::HealthyThenDead, "stock-web-1")?;
    host.deliver(STOCK, &STOCK.serves("web", "    restart: always\n"), "one", Behaviour::Healthy)?;
    host.expect(STOCK, "one")?;
    Ok("the run failed and names the container; then one serves".to_owned())
}
