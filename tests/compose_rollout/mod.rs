//! The rollout of docker compose, as it is generated, run with a docker that only writes down what it is asked: what is asked
//! in which order, what is said, and what a failure leaves.

mod host;
mod preconditions;

use host::{Ended, Host, careful, simple};
use pipewright::prelude::*;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;

const RUNNING: &str = "1|running|shop-app-1|shop|app|HERE|HERE/compose.yml\n\
                       3|running|shop-cache-1|shop|cache|HERE|HERE/compose.yml\n\
                       4|running|shop-db-1|shop|db|HERE|HERE/database.yml\n";
const BROUGHT_BACK: [&str; 2] =
    ["  'app': { image: 'pipewright-previous:shop.app' }", "  'cache': { image: 'pipewright-previous:shop.cache' }"];
const DEAD: &str = "app|/shop-app-1|exited|1||0|noon\n";

/// What was brought back, whatever the order.
fn services(host: &Host) -> Vec<String> {
    let text = host.brought_back().unwrap_or_default();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).filter(|line| line != "services:").collect();
    lines.sort();
    lines
}

#[test]
fn images_are_kept_before_anything_changes_and_health_is_waited_for() {
    let host = Host::new(RUNNING);
    host.write("states.1", "app|/shop-app-1|running|0|starting|0|noon\n");
    let ended = host.roll_out(careful());
    ended.expect(0, "Watching the containers");
    let kept = ended.at("tag sha256:1 pipewright-previous:shop.app");
    assert!(kept < ended.at(" pull") && ended.at(" pull") < ended.at(" down"), "{:#?}", ended.asked);
    assert!(ended.at(" down") < ended.at("shop: compose -f compose.yml up -d"), "{:#?}", ended.asked);
    assert_eq!(host.brought_back(), None);
    // What another compose file in the folder runs is left alone.
    assert!(!ended.asked.iter().any(|asked| asked.contains("db") || asked.ends_with(" 4")), "{:#?}", ended.asked);
}

#[test]
fn a_rollout_that_never_gets_healthy_fails_and_what_ran_before_is_started_again() {
    let host = Host::new(RUNNING);
    host.write("up", "");
    let ended = host.roll_out(careful());
    ended.expect(1, "The previous images run again");
    assert_eq!(services(&host), BROUGHT_BACK);
    let back = &ended.asked[ended.at(" -f - up ")];
    assert!(back.contains("--no-build --no-deps --pull never"), "{back}");
    assert!(ended.at("rm --stop --force") < ended.at(" -f - up "), "{:#?}", ended.asked);
}

#[test]
fn a_service_of_several_containers_is_brought_back_once() {
    let host =
        Host::new(&RUNNING.replace("1|running", "1|running|shop-app-2|shop|app|HERE|HERE/compose.yml\n2|running"));
    host.write("states.1", DEAD);
    host.roll_out(careful()).expect(1, "The previous images run again");
    assert_eq!(services(&host), BROUGHT_BACK);
}

#[test]
fn one_that_ends_well_is_done_and_one_that_does_not_has_failed() {
    let app = "app|/shop-app-1|running|0|healthy|0|noon\n";
    for rollout in [careful, simple] {
        let migration = |code: u8| format!("{app}cache|/shop-cache-1|exited|{code}||0|noon\n");
        let host = Host::new(RUNNING);
        host.write("states", &migration(0));
        host.roll_out(rollout()).expect(0, "");
        let host = Host::new(RUNNING);
        host.write("states", &migration(3));
        host.roll_out(rollout()).expect(1, "shop-cache-1 is exited, last exit status 3");
        // Whoever has a health check was meant to stay.
        let host = Host::new(RUNNING);
        host.write("states", &format!("{app}cache|/shop-cache-1|exited|0|healthy|0|noon\n"));
        host.roll_out(rollout()).expect(1, "shop-cache-1 is exited, last exit status 0");
    }
}

#[test]
fn a_service_that_is_gone_from_the_compose_file_makes_way_and_comes_back_when_the_new_one_fails() {
    let old =
        "2|running|shop-old-1|shop|old|HERE|HERE/compose.yml\n5|exited|shop-done-1|shop|done|HERE|HERE/compose.yml\n";
    for rollout in [careful, simple] {
        let host = Host::new(old);
        let ended = host.roll_out(rollout());
        ended.expect(0, "shop-old-1 belongs to the service old, which is no longer in compose.yml");
        let up = ended.at(" up -d");
        assert!(ended.at(": stop 2") < ended.at(": rename 2 pipewright-aside-2"), "{:#?}", ended.asked);
        assert!(ended.at(": rename 2 ") < up && ended.at(": rm 5") < up, "{:#?}", ended.asked);
        assert!(up < ended.at(": rm 2"), "{:#?}", ended.asked);
    }
    let host = Host::new(old);
    host.write("states.1", DEAD);
    let ended = host.roll_out(careful());
    ended.expect(1, "These containers run again, unchanged: shop-old-1.");
    let cleared = ended.at("compose -f compose.yml rm --stop --force");
    assert!(cleared < ended.at(": rename 2 shop-old-1"), "{:#?}", ended.asked);
    assert!(ended.at(": rename 2 shop-old-1") < ended.at(": start 2"), "{:#?}", ended.asked);
    assert!(!ended.said.contains("nothing to restore"), "{}", ended.said);
    assert!(!ended.asked.iter().any(|asked| asked.ends_with(": rm 2")), "{:#?}", ended.asked);
}

#[test]
fn a_folder_that_ends_like_another_one_is_a_project_of_its_own_and_takes_over_what_it_ran_before() {
    let here = "2|running|app-web-1|app|app|HERE|HERE/compose.yml\n";
    let there = "6|running|app-web-9|app|app|/srv/blog/app|/srv/blog/app/compose.yml\n";
    let rollout = || ComposeRollout { directory: HostPath::new("/srv/shop/app"), ..careful() };
    let deploy = |host: &Host| host.roll_out_among(rollout(), &["/srv/blog/app"], None);
    let host = Host::new(&(here.to_owned() + there));
    host.write("config", "name: app\nvolumes:\n  data:\n    name: PROJECT_data\n");
    let ended = deploy(&host);
    ended.expect(0, "app-web-1 belongs to the compose project app; this folder is now the project shop-app");
    assert!(ended.at("shop-app: stop 2") < ended.at("shop-app: compose -f compose.yml up -d"), "{:#?}", ended.asked);
    assert!(ended.at(" up -d") < ended.at(": rm 2"), "{:#?}", ended.asked);
    assert!(!ended.asked.iter().any(|asked| asked.ends_with(" 6")), "{:#?}", ended.asked);

    // A volume is never left behind without a word.
    host.write("volumes", "app_data\n");
    fs::remove_file(host.path("asked")).unwrap();
    let ended = deploy(&host);
    ended.expect(1, "name the volume in the compose file: `volumes: { data: { name: app_data, external: true } }`");
    ended.expect_nothing_touched();
    host.write("config", "name: app\nvolumes:\n  data:\n    name: app_data\n");
    deploy(&host).expect(0, "");

    // A name in the compose file is what somebody wanted.
    host.write("config", "name: wanted\n");
    let ended = deploy(&host);
    ended.at("wanted: compose -f compose.yml up -d");
}

#[test]
fn a_project_of_another_folder_is_not_touched() {
    let there = "6|exited|shop-app-1|shop|app|/srv/elsewhere/shop|/srv/elsewhere/shop/compose.yml\n";
    let ended = Host::new(there).roll_out(careful());
    ended.expect(1, "shop-app-1 belongs to the compose project shop in another folder, /srv/elsewhere/shop");
    ended.expect_nothing_touched();
}

#[test]
fn one_that_starts_again_and_again_is_found_though_it_runs_whenever_somebody_looks() {
    let state = |starts: u8| format!("app|/shop-app-1|running|0|healthy|{starts}|{starts} o'clock\n");
    let rollout = |rollout: ComposeRollout, states: &[u8]| -> Ended {
        let host = Host::new(RUNNING);
        for (index, starts) in states.iter().enumerate() {
            host.write(&format!("states.{}", index + 1), &state(*starts));
        }
        host.roll_out(rollout)
    };
    // Looks: until it is healthy, before the settle time, and after it.
    rollout(careful(), &[0, 0, 1]).expect(1, "these containers restarted within 0s: shop-app-1");
    rollout(simple(), &[0, 1, 2]).expect(1, "these containers restarted within 0s: shop-app-1");
    // A database that was not there yet.
    rollout(simple(), &[0, 1, 1]).expect(0, "Watching for another 0s");
}

#[test]
fn a_health_check_that_has_not_decided_is_said() {
    let host = Host::new(RUNNING);
    host.write("states", "app|/shop-app-1|running|0|starting|0|noon\n");
    host.roll_out(simple()).expect(0, "::warning::the health check has no result yet");
    let rollout = ComposeRollout { wait: Wait::healthy("2s"), ..careful() };
    host.roll_out(rollout).expect(1, "the health check has not succeeded yet: shop-app-1");
}

#[test]
fn an_older_image_than_the_one_before_is_said() {
    let host = Host::new(RUNNING);
    host.write("built-new", "2026-01-01T00:00:00Z\n");
    host.write("built-1", "2026-01-02T00:00:00.5Z\n");
    host.roll_out(simple()).expect(0, "::warning::app now runs an older image: it was built at 2026-01-01T00:00:00Z");
    host.write("built-1", "2025-12-31T00:00:00Z\n");
    assert!(!host.roll_out(simple()).said.contains("older"));
}

#[test]
fn nobody_can_prune_what_is_pulled_and_not_started_or_what_is_needed_for_the_way_back() {
    let host = Host::new(RUNNING);
    let ended = host.roll_out(careful());
    ended.expect(0, "");
    assert!(ended.at(" pull") < ended.at("-- ghcr.io/shop:new nothing"), "{:#?}", ended.asked);
    assert!(ended.at("-- ghcr.io/shop:new nothing") < ended.at(" down"), "{:#?}", ended.asked);
    assert!(ended.at("-- sha256:1 nothing") < ended.at(" down"), "{:#?}", ended.asked);
    assert!(ended.at(" up -d") < ended.at(": rm --volumes held"), "{:#?}", ended.asked);
    assert!(ended.at(": rm --volumes held") < ended.at("image prune"), "{:#?}", ended.asked);
}

#[test]
fn containers_without_a_health_check_are_not_taken_for_healthy() {
    let host = Host::new(RUNNING);
    host.write("states", "app|/shop-app-1|running|0||0|noon\n");
    host.roll_out(careful()).expect(1, "no container has a health check; add one");
    assert!(host.brought_back().is_some());
}

#[test]
fn what_cannot_be_brought_back_is_told_to_a_person() {
    let host = Host::new(RUNNING);
    host.write("up", "");
    host.write("back", "");
    let ended = host.roll_out(careful());
    ended.expect(1, "manual intervention is needed");
    assert!(!ended.said.contains("run again"), "{}", ended.said);
}

#[test]
fn a_first_rollout_that_fails_has_nothing_to_return_to() {
    let host = Host::new("");
    host.write("up", "");
    host.roll_out(careful()).expect(1, "so there is nothing to restore");
    assert_eq!(host.brought_back(), None);
}

#[test]
fn a_pull_that_fails_stops_nothing_or_brings_back_what_was_stopped_for_it() {
    let host = Host::new(RUNNING);
    host.write("pull", "");
    let ended = host.roll_out(careful());
    assert_eq!((ended.status, host.brought_back()), (Some(1), None), "{}", ended.said);
    assert!(!ended.asked.iter().any(|asked| asked.ends_with(" down")), "{:#?}", ended.asked);

    let host = Host::new(RUNNING);
    host.write("pull", "");
    let ended = host.roll_out(ComposeRollout { recreate: Recreate::DownFirst, ..careful() });
    assert_eq!(ended.status, Some(1), "{}", ended.said);
    assert_eq!(services(&host), BROUGHT_BACK);
}

#[test]
fn whoever_does_not_get_the_lock_of_the_folder_says_who_has_it_and_touches_nothing() {
    let host = Host::new(RUNNING);
    host.write(".lock", "the rollout of main-1\n");
    let held = File::open(host.path(".lock")).unwrap();
    held.lock().unwrap();
    let ended = host.roll_out(simple());
    ended.expect(1, "is held by the rollout of main-1; nothing was changed");
    assert!(ended.asked.is_empty(), "{:#?}", ended.asked);
    assert!(!host.path("token").exists(), "the token is left");

    drop(held);
    host.roll_out(simple()).expect(0, "");
    let holder = fs::read_to_string(host.path(".lock")).unwrap();
    assert!(holder.starts_with("the rollout of given, process "), "{holder}");
}

#[test]
fn the_log_stays_in_the_folder_for_its_owner_alone() {
    let host = Host::new(RUNNING);
    for _ in 0..2 {
        let ended = host.roll_out(simple());
        let log = fs::read_to_string(host.path(".rollout.log")).unwrap();
        assert_eq!(log, ended.said);
        let mode = fs::metadata(host.path(".rollout.log")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn the_token_is_removed_and_the_next_runs_is_left_alone() {
    let host = Host::new(RUNNING);
    host.roll_out(simple()).expect(0, "");
    assert!(!host.path("token").exists(), "the token is left");
    host.write("next-token", "of the next run");
    host.roll_out(simple()).expect(0, "");
    assert_eq!(fs::read_to_string(host.path("token")).unwrap(), "of the next run");
}

#[test]
fn whoever_does_not_get_the_turn_says_who_has_it_and_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("turn");
    fs::write(&path, "the rollout of main-1 in /srv/stock\n").unwrap();
    let turns = || {
        Some(DeployLock::Timed(TimedLock {
            file: HostPath::from(path.to_str().unwrap().to_owned()),
            timeout: "0s".into(),
        }))
    };
    let held = File::open(&path).unwrap();
    held.lock().unwrap();
    let ended = Host::new(RUNNING).roll_out_among(careful(), &[], turns());
    ended.expect(1, "is held by the rollout of main-1 in /srv/stock; nothing was changed");
    ended.expect_nothing_touched();

    drop(held);
    Host::new(RUNNING).roll_out_among(careful(), &[], turns()).expect(0, "");
    let holder = fs::read_to_string(&path).unwrap();
    assert!(holder.starts_with("the rollout of given in /"), "{holder}");
}
