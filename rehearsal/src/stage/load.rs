//! Steady load, as users make it: several at once, over kept and over new connections, GET and POST, each answer counted
//! by the build that gave it. What a person would have seen go wrong is lost.
//!
//! One thing is not. A server may close a kept connection that is idle at any time, and nginx does so at every reload; a
//! request that is on its way at that moment meets a closed door, and no setting of nginx before 1.27 spares it that.
//! Browsers and HTTP libraries open another connection and ask again, which RFC 9110 (9.2.2) allows also for a POST when
//! one can tell that the request was never applied. Here one can: every request carries a name, and nginx writes down each
//! name that it began to handle before it closes the connection (see [`Register`]). So a request without a single byte of
//! an answer on a connection that was kept, and that nginx never began, is repeated, once, and counted on its own as
//! crossed; one that nginx began, and might have handed to a build, is lost, whatever its method.

mod tally;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::http::{Connection, Lost, Response, request};
use super::nginx::Register;
use super::{Machine, deadline};
pub use tally::Tally;

/// No load makes more requests than this,
const MOST: u64 = 2_000_000;
/// or goes on for longer.
const LONGEST: Duration = Duration::from_mins(30);
/// How long the server may take to write down what it has answered.
const REGISTERED: Duration = Duration::from_secs(10);

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
    /// What the server has begun to handle.
    pub register: Register,
}

impl Target {
    /// Eight users of a site on port 80 of that machine, of all kinds, each with this pause. Two ask for what takes long
    /// enough to be under way when something happens.
    pub fn steady(machine: &Machine, host: &str, pause: Duration) -> Self {
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
        let register = Register::of(machine);
        Self { address: (machine.address, 80).into(), host: host.to_owned(), users, register }
    }

    /// Somebody who uses a site while something else is looked at: over a kept and over new connections.
    pub fn light(machine: &Machine, host: &str) -> Self {
        let mut target = Self::steady(machine, host, Duration::from_millis(50));
        target.users.retain(|user| user.path == "/api/health");
        target
    }
}

/// Load that goes on until it is stopped or dropped.
#[derive(Debug)]
pub struct Load {
    start: Instant,
    stop: Arc<AtomicBool>,
    tally: Arc<Mutex<Tally>>,
    register: Register,
    /// What the names of its requests begin with.
    prefix: String,
    users: Vec<JoinHandle<()>>,
}

impl Load {
    /// Every user begins.
    pub fn start(target: &Target) -> Self {
        /// Tells the requests of one load from those of another.
        static LOADS: AtomicU64 = AtomicU64::new(0);
        let prefix = format!("{}-", LOADS.fetch_add(1, Ordering::Relaxed));
        let (start, register) = (Instant::now(), target.register.clone());
        let mut load = Self { start, stop: Arc::default(), tally: Arc::default(), register, prefix, users: Vec::new() };
        for (index, user) in target.users.iter().enumerate() {
            let desk = Desk {
                address: target.address,
                host: target.host.clone(),
                name: format!("{}{index}", load.prefix),
                asked: 0,
                user: user.clone(),
                start: load.start,
                tally: Arc::clone(&load.tally),
                register: target.register.clone(),
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

    /// Whether every user is still at it: none has come to the bounds of a load.
    pub fn goes_on(&self) -> bool {
        self.users.iter().all(|user| !user.is_finished())
    }

    /// What became of the requests so far.
    pub fn tally(&self) -> Tally {
        locked(&self.tally).clone()
    }

    /// From now on the first answer of that build is looked out for: see [`Tally::arrival`].
    pub fn look_out_for(&self, build: &str) {
        locked(&self.tally).look_out_for(build);
    }

    /// Ends it, after the requests that are under way. Without a loss the server must have begun exactly as many requests as
    /// were made: none twice, and none that it did not write down.
    pub fn stop(mut self) -> Tally {
        self.end();
        let mut tally = self.tally();
        // The last lines may still be on their way.
        let all = || self.register.begun_with(&self.prefix).is_some_and(|begun| begun >= tally.requests);
        let complete = deadline::until_true("the server has written down everything", REGISTERED, all).is_ok();
        let begun = self.register.begun_with(&self.prefix);
        if begun.is_none_or(|begun| begun > tally.requests) || (tally.lost() == 0 && !complete) {
            tally.lose(format!("the server began {begun:?} of {} requests", tally.requests), self.elapsed());
        }
        tally
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

fn locked(tally: &Mutex<Tally>) -> MutexGuard<'_, Tally> {
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How a request came to its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// At the first attempt.
    Straight,
    /// The kept connection was seen to be closed, and another one was used.
    Reopened,
    /// It crossed the close of the kept connection, and was sent again.
    Crossed,
}

/// One user at work.
struct Desk {
    address: SocketAddr,
    host: String,
    name: String,
    asked: u64,
    user: User,
    start: Instant,
    tally: Arc<Mutex<Tally>>,
    register: Register,
    connection: Option<Connection>,
}

impl Desk {
    fn work(mut self, stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) && self.start.elapsed() < LONGEST {
            self.asked += 1;
            let name = format!("{}-{}", self.name, self.asked);
            let begin = Instant::now();
            let (result, way) = self.ask(&name);
            if self.count(begin.elapsed(), &result, way, name) >= MOST {
                break;
            }
            thread::sleep(self.user.pause);
        }
    }

    fn request(&self, name: &str) -> Vec<u8> {
        let connection = if self.user.keeps { "keep-alive" } else { "close" };
        let body: &[u8] = if self.user.method == "POST" { &[b'x'; 500] } else { b"" };
        let headers = format!("Connection: {connection}\r\nX-Request-Id: {name}\r\n");
        request(self.user.method, &self.host, self.user.path, &headers, body)
    }

    /// One request, and how it came to its answer.
    fn ask(&mut self, name: &str) -> (Result<Response, Lost>, Way) {
        let request = self.request(name);
        let kept = self.connection.take();
        let reopened = kept.as_ref().is_some_and(Connection::is_closed);
        let Some(kept) = kept.filter(|_| !reopened) else {
            return (self.ask_over(None, &request), if reopened { Way::Reopened } else { Way::Straight });
        };
        let result = self.ask_over(Some(kept), &request);
        if matches!(result, Err(Lost::ClosedBeforeAnswer)) && self.register.times_begun(name) == Some(0) {
            return (self.ask_over(None, &request), Way::Crossed);
        }
        (result, Way::Straight)
    }

    fn ask_over(&mut self, connection: Option<Connection>, request: &[u8]) -> Result<Response, Lost> {
        let mut connection = match connection {
            Some(connection) => connection,
            None => Connection::open(self.address)?,
        };
        let response = connection.ask(request)?;
        let last = response.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        self.connection = (self.user.keeps && !last).then_some(connection);
        Ok(response)
    }

    /// Notes what became of it; how many requests there were by now.
    fn count(&self, time: Duration, result: &Result<Response, Lost>, way: Way, name: String) -> u64 {
        let now = self.start.elapsed();
        let User { method, path, keeps, .. } = self.user;
        let kind = format!("{method} {}", if keeps { "kept" } else { "new" });
        let mut tally = locked(&self.tally);
        tally.requests += 1;
        match way {
            Way::Straight => {}
            Way::Reopened => tally.reopened += 1,
            Way::Crossed => tally.crossed.push(name),
        }
        match result {
            Ok(response) if (200..300).contains(&response.status) => {
                tally.answered(response.build().unwrap_or("nobody"), now);
            }
            Ok(response) => tally.lose(format!("{kind} {}", response.status), now),
            Err(lost) => tally.lose(format!("{kind} {lost:?}"), now),
        }
        *tally.kinds.entry(kind).or_default() += 1;
        tally.took(&format!("{method} {path}"), time, now);
        tally.requests
    }
}
