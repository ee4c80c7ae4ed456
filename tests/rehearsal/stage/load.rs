//! Steady load, as users make it: several at once, over kept and over new connections, GET and POST, each answer counted
//! by the build that gave it. What a person would have seen go wrong is lost; what every client repeats without asking
//! (a GET whose kept connection the server closed while nothing was under way) is repeated once and counted on its own.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::http::{Connection, Lost, Response, request};

/// One user: asks the same again and again.
#[derive(Debug, Clone)]
pub struct User {
    /// GET, or POST with a small body.
    pub method: &'static str,
    /// What is asked for.
    pub path: &'static str,
    /// Whether connections are kept, or each request has its own.
    pub keeps: bool,
    /// Between an answer and the next request.
    pub pause: Duration,
}

/// Where the load goes.
#[derive(Debug, Clone)]
pub struct Target {
    /// The server.
    pub address: SocketAddr,
    /// The name of the site.
    pub host: String,
    /// Who asks.
    pub users: Vec<User>,
}

impl Target {
    /// Eight users of a site on port 80 of that machine, of all kinds, each with this pause. `slow` is a path whose answer
    /// takes long enough to be under way when something happens.
    pub fn steady(machine: &super::Machine, host: &str, pause: Duration) -> Self {
        let user = |method, path, keeps| User { method, path, keeps, pause };
        let users = vec![
            user("GET", "/api/health", true),
            user("GET", "/", true),
            user("POST", "/api/orders", true),
            user("GET", "/slow/300", true),
            user("GET", "/", false),
            user("GET", "/api/health", false),
            user("POST", "/api/orders", false),
            user("POST", "/slow/300", false),
        ];
        Self { address: (machine.address, 80).into(), host: host.to_owned(), users }
    }
}

/// What became of all requests so far.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Requests made, each counted once.
    pub requests: u64,
    /// Good answers (2xx) by the build that gave them.
    pub builds: BTreeMap<String, u64>,
    /// Requests by method and kind of connection.
    pub kinds: BTreeMap<String, u64>,
    /// What was lost, by what happened.
    pub errors: BTreeMap<String, u64>,
    /// When something was lost, since the start, and what; the first hundred.
    pub losses: Vec<(Duration, String)>,
    /// GETs repeated because their kept connection had been closed while it was idle.
    pub repeated: u64,
    /// Kept connections found closed before they were used again; clients open a new one.
    pub reopened: u64,
    /// The slowest request and how long it took.
    pub slowest: Option<(Duration, String)>,
    /// The longest request that ended in each tenth of a second since the start.
    peaks: BTreeMap<u128, Duration>,
}

impl Tally {
    /// Requests without a good answer.
    pub fn lost(&self) -> u64 {
        self.errors.values().sum()
    }

    /// The longest request that ended between these moments since the start.
    pub fn slowest_between(&self, from: Duration, to: Duration) -> Duration {
        self.peaks.range(from.as_millis() / 100..=to.as_millis() / 100).map(|(_, peak)| *peak).max().unwrap_or_default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} requests, {} lost", self.requests, self.lost())?;
        if !self.errors.is_empty() {
            write!(to, " {:?}", self.errors)?;
        }
        if self.repeated > 0 {
            write!(to, ", {} repeated", self.repeated)?;
        }
        match &self.slowest {
            Some((time, what)) => write!(to, ", slowest {what} {} ms", time.as_millis()),
            None => Ok(()),
        }
    }
}

/// Load that goes on until it is stopped or dropped.
#[derive(Debug)]
pub struct Load {
    start: Instant,
    stop: Arc<AtomicBool>,
    tally: Arc<Mutex<Tally>>,
    users: Vec<JoinHandle<()>>,
}

impl Load {
    /// Every user begins.
    pub fn start(target: &Target) -> Self {
        let mut load = Self { start: Instant::now(), stop: Arc::default(), tally: Arc::default(), users: Vec::new() };
        for user in &target.users {
            let desk = Desk {
                address: target.address,
                request: request_of(user, &target.host),
                user: user.clone(),
                start: load.start,
                tally: Arc::clone(&load.tally),
                connection: None,
            };
            let stop = Arc::clone(&load.stop);
            load.users.push(thread::spawn(move || desk.work(&stop)));
        }
        load
    }

    /// How long it has been going on.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// What became of the requests so far.
    pub fn tally(&self) -> Tally {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends it, after the requests that are under way.
    pub fn stop(mut self) -> Tally {
        self.end();
        self.tally()
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for user in self.users.drain(..) {
            user.join().ok();
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.end();
    }
}

fn request_of(user: &User, host: &str) -> Vec<u8> {
    let connection = if user.keeps { "Connection: keep-alive\r\n" } else { "Connection: close\r\n" };
    let body: &[u8] = if user.method == "POST" { &[b'x'; 500] } else { b"" };
    request(user.method, host, user.path, connection, body)
}

/// One user at work.
struct Desk {
    address: SocketAddr,
    request: Vec<u8>,
    user: User,
    start: Instant,
    tally: Arc<Mutex<Tally>>,
    connection: Option<Connection>,
}

impl Desk {
    fn work(mut self, stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) {
            let begin = Instant::now();
            let (result, repeated, reopened) = self.ask();
            self.count(begin.elapsed(), &result, repeated, reopened);
            thread::sleep(self.user.pause);
        }
    }

    /// One request: its answer, whether it was sent twice, whether a kept connection was found closed.
    fn ask(&mut self) -> (Result<Response, Lost>, bool, bool) {
        let kept = self.connection.take();
        let reopened = kept.as_ref().is_some_and(Connection::is_closed);
        match kept.filter(|_| !reopened) {
            None => (self.ask_over(None), false, reopened),
            Some(kept) => {
                let result = self.ask_over(Some(kept));
                if self.user.method == "GET" && matches!(result, Err(Lost::ClosedBeforeAnswer)) {
                    return (self.ask_over(None), true, false);
                }
                (result, false, false)
            }
        }
    }

    fn ask_over(&mut self, connection: Option<Connection>) -> Result<Response, Lost> {
        let mut connection = match connection {
            Some(connection) => connection,
            None => Connection::open(self.address)?,
        };
        let response = connection.ask(&self.request)?;
        let last = response.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        self.connection = (self.user.keeps && !last).then_some(connection);
        Ok(response)
    }

    fn count(&self, time: Duration, result: &Result<Response, Lost>, repeated: bool, reopened: bool) {
        let now = self.start.elapsed();
        let User { method, path, keeps, .. } = self.user;
        let kind = format!("{method} {}", if keeps { "kept" } else { "new" });
        let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        tally.requests += 1;
        tally.repeated += u64::from(repeated);
        tally.reopened += u64::from(reopened);
        let error = match result {
            Ok(response) if (200..300).contains(&response.status) => {
                let build = response.build().unwrap_or("nobody").to_owned();
                *tally.builds.entry(build).or_default() += 1;
                None
            }
            Ok(response) => Some(format!("{kind} {}", response.status)),
            Err(lost) => Some(format!("{kind} {lost:?}")),
        };
        *tally.kinds.entry(kind).or_default() += 1;
        if let Some(error) = error {
            if tally.losses.len() < 100 {
                tally.losses.push((now, error.clone()));
            }
            *tally.errors.entry(error).or_default() += 1;
        }
        let peak = tally.peaks.entry(now.as_millis() / 100).or_default();
        *peak = time.max(*peak);
        if tally.slowest.as_ref().is_none_or(|(slowest, _)| time > *slowest) {
            tally.slowest = Some((time, format!("{method} {path}")));
        }
    }
}
