//! The wall clock jumps while a script waits.

use anyhow::{Result, anyhow, ensure};
use std::fs;
use std::thread;

use super::contenders::ended;
use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::http::exchange;
use crate::stage::{Run, Stage, USER};

const OFFSET: &str = "/tmp/clock-offset";
/// What a run begins with to have that clock.
const LOADED: &str = "export LD_PRELOAD=/tmp/clock.so\n";

/// The wall clock of a process, moved by as many seconds as the file says. What a shell takes the time from is here.
const CLOCK: &str = r#"#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset(void) {
  char text[32] = {0};
  int file = open("/tmp/clock-offset", O_RDONLY | O_CLOEXEC);
  if (file >= 0) {
    if (read(file, text, sizeof text - 1) < 0) text[0] = 0;
    close(file);
  }
  return atol(text);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int status = syscall(SYS_clock_gettime, clock, now);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec += offset();
  return status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec precise;
  (void)zone;
  int status = clock_gettime(CLOCK_REALTIME, &precise);
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return status;
}

time_t time(time_t *seconds) {
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  if (seconds) *seconds = precise.tv_sec;
  return precise.tv_sec;
}
"#;

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    let host = rollout.host();
    let jump = |seconds: i64| host.install(OFFSET, seconds.to_string());
    jump(0)?;
    host.install("/tmp/clock.c", CLOCK)?;
    host.command("cc").args(["-shared", "-fPIC", "-O1", "-o", "/tmp/clock.so", "/tmp/clock.c"]).succeed()?;
    // What a shell takes for the time obeys.
    jump(86_400)?;
    let told = format!("{LOADED}exec bash -c 'printf \"%(%s)T %s\" -1 \"$(env --unset LD_PRELOAD date +%s)\"'");
    let told = host.as_user(USER, &told).succeed()?;
    let times: Vec<u64> = told.split(' ').filter_map(|time| time.parse().ok()).collect();
    ensure!(matches!(times[..], [moved, true_time] if moved > true_time + 80_000), "the clock does not obey: {told}");
    jump(0)?;
    LOADED.clone_into(&mut rollout.prelude);

    // Forwards, while a request under way is waited for.
    let deploy = rollout.start_logged_deploy("three")?;
    rollout.await_words("to be healthy")?;
    let (at, site) = ((host.address, 80).into(), rollout.service.site);
    let asked = thread::spawn(move || exchange(at, "GET", site, "/slow/25000", "", b""));
    rollout.await_words("old workers to finish")?;
    jump(3_600)?;
    let (status, text) = (ended(deploy)?.0, rollout.log());
    let answer = asked.join().map_err(|_| anyhow!("nobody asked"))?;
    let told = answer.as_ref().map(|answer| (answer.status, answer.build().unwrap_or_default()));
    ensure!(matches!(told, Ok((200, "two"))), "the request under way was answered {told:?}\n{text}");
    ensure!(status == 0, "the deploy ended with {status}\n{text}");

    // Backwards, while a container is starting: it is given up all the same.
    jump(0)?;
    rollout.set(&[("HEALTH_TIMEOUT", "3")])?;
    rollout.provide("HEALTHY_AFTER_MS=600000\n")?;
    let deploy = rollout.start_logged_deploy("slow-to-be-healthy")?;
    rollout.await_words("to be healthy")?;
    jump(-86_400)?;
    let (status, text) = (ended(deploy)?.0, rollout.log());
    ensure!(
        status == 1 && text.contains("was still starting after 3 seconds"),
        "the deploy ended with {status}\n{text}"
    );
    rollout.prelude.clear();
    for file in [OFFSET, "/tmp/clock.c", "/tmp/clock.so"] {
        fs::remove_file(host.file(file))?;
    }
    rollout.set(&[])?;
    rollout.expect_world("three", Some("two"))?;
    Ok("an hour forwards: the drain went on; a day backwards: the wait ended".to_owned())
}
