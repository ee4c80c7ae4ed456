//! What a rollout refuses before it touches anything: a compose file with which it would go wrong in silence.

use crate::compose_rollout::host::{Host, careful, simple};

const RUNNING: &str = "1|running|shop-app-1|shop|app|HERE|HERE/compose.yml\n";
const NAMELESS: &str = "27e71f98f8a850a645d79dc2bb06e7c626027b62fef882da6464402cbbd5f2a7";

/// The resolved compose file of a service that mounts something.
fn mounting(mounts: &str) -> String {
    format!(
        "name: shop\nservices:\n  app:\n    image: x\n{mounts}    networks:\n      default: null\nvolumes:\n  x: {{}}\n"
    )
}

#[test]
fn a_compose_file_that_runs_another_image_is_refused() {
    for rollout in [careful, simple] {
        let host = Host::new(RUNNING);
        host.write("images", "redis:7\nghcr.io/example/shop:latest\n");
        let ended = host.roll_out(rollout());
        ended.expect(1, "no service in compose.yml uses the image of this deployment, given; its images are redis:7, ");
        ended.expect_nothing_touched();
    }
    let host = Host::new(RUNNING);
    host.write("images", "redis:7\ndocker.io/given\n");
    host.roll_out(simple()).expect(0, "");
}

#[test]
fn a_file_that_is_mounted_and_missing_is_refused_and_a_folder_is_made_by_docker() {
    let host = Host::new(RUNNING);
    let bind = |source: &str| {
        mounting(&format!(
            "    volumes:\n      - type: bind\n        source: {source}\n        target: /etc/site.conf\n        bind:\n          create_host_path: true\n"
        ))
    };
    host.write("config", &bind("/nowhere/site.conf"));
    let ended = host.roll_out(careful());
    ended.expect(1, "the service app mounts /nowhere/site.conf as /etc/site.conf, but /nowhere/site.conf does not exist on this server");
    ended.expect_nothing_touched();
    for there in ["/nowhere/data".to_owned(), host.path("compose.yml").display().to_string()] {
        host.write("config", &bind(&there));
        host.roll_out(careful()).expect(0, "");
    }
}

#[test]
fn data_in_a_volume_without_a_name_is_not_left_behind() {
    let host = Host::new(RUNNING);
    host.write("mounts-1", &format!("shop_data /named\n{NAMELESS} /data\n"));
    for mounts in ["", "    volumes:\n      - type: volume\n        target: /data\n"] {
        host.write("config", &mounting(mounts));
        let ended = host.roll_out(simple());
        ended.expect(1, &format!("shop-1 writes /data to an anonymous volume, {NAMELESS}: "));
        ended.expect_nothing_touched();
    }
    for mounts in [
        "    volumes:\n      - type: volume\n        source: data\n        target: /data\n        volume: {}\n",
        "    volumes:\n      - type: bind\n        source: /srv/data\n        target: /data\n",
        "    volumes:\n      - type: tmpfs\n        target: /data\n",
        "    tmpfs:\n      - /data:size=1m\n",
    ] {
        host.write("config", &mounting(mounts));
        host.roll_out(simple()).expect(0, "");
    }
}
