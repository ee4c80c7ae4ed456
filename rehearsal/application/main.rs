//! What every service is in the rehearsal: a small server that says which build it is. How it behaves is baked into
//! its image as `BEHAVIOUR`; without an argument it serves, with `healthcheck` it is the image's HEALTHCHECK, and with
//! `test` its tests.

mod behaviour;
mod request;

use behaviour::Behaviour;
use request::Request;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::env;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::ffi::OsStringExt;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The health check's own requests carry this header; no behaviour touches them.
const PROBE: &str = "x-probe";
const IDLE: Duration = Duration::from_millis(100);

struct Application {
    behaviour: Behaviour,
    build: String,
    start: Instant,
    ending: Arc<AtomicBool>,
    busy: AtomicUsize,
    unwell: AtomicBool,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => serve(),
        ["test"] => ExitCode::from(u8::from(env::var("BEHAVIOUR").is_ok_and(|name| name == "fails-its-tests"))),
        ["healthcheck"] => ExitCode::from(u8::from(!is_healthy().unwrap_or(false))),
        _ => {
            eprintln!("usage: application [healthcheck|test]");
            ExitCode::from(2)
        }
    }
}

/// What `PORT` says, or as services in Go are told, `LISTEN`: `:8080`.
fn port() -> u16 {
    let said = |name: &str| env::var(name).ok()?.rsplit(':').next()?.parse().ok();
    said("PORT").or_else(|| said("LISTEN")).unwrap_or(3000)
}

fn is_healthy() -> std::io::Result<bool> {
    let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port()))?;
    connection.set_read_timeout(Some(Duration::from_secs(2)))?;
    write!(connection, "GET /api/health HTTP/1.1\r\nHost: localhost\r\n{PROBE}: yes\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200 "))
}

fn serve() -> ExitCode {
    let name = env::var("BEHAVIOUR").unwrap_or_default();
    let Some(behaviour) = Behaviour::named(&name) else {
        eprintln!("there is no behaviour {name}");
        return ExitCode::from(2);
    };
    let application = Arc::new(Application {
        behaviour,
        build: env::var("BUILD").unwrap_or_else(|_| "unknown".to_owned()),
        start: Instant::now(),
        ending: Arc::default(),
        busy: AtomicUsize::new(0),
        unwell: AtomicBool::new(false),
    });
    if behaviour != Behaviour::IgnoresSigterm {
        for signal in [SIGTERM, SIGINT] {
            if let Err(error) = signal_hook::flag::register(signal, Arc::clone(&application.ending)) {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
    }
    let listener = match TcpListener::bind((Ipv4Addr::UNSPECIFIED, port())) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("port {}: {error}", port());
            return ExitCode::FAILURE;
        }
    };
    println!("build {} listens on {}, {behaviour:?}", application.build, port());
    if behaviour == Behaviour::HealthyThenDead
        && let Some(limit) = milliseconds("DEAD_AFTER_MS")
    {
        thread::spawn(move || {
            thread::sleep(limit);
            die("its time has come");
        });
    }
    let acceptor = Arc::clone(&application);
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let application = Arc::clone(&acceptor);
            let work = move || application.converse(connection).unwrap_or_default();
            thread::Builder::new().stack_size(256 * 1024).spawn(work).ok();
        }
    });
    // Whoever has asked gets an answer; then it ends.
    while !application.ending.load(Ordering::Relaxed) || application.busy.load(Ordering::SeqCst) > 0 {
        thread::sleep(Duration::from_millis(10));
    }
    println!("build {} ends", application.build);
    ExitCode::SUCCESS
}

fn milliseconds(name: &str) -> Option<Duration> {
    env::var(name).ok()?.parse().ok().map(Duration::from_millis)
}

fn die(why: &str) {
    eprintln!("dies: {why}");
    std::process::exit(3);
}

impl Application {
    fn converse(&self, mut connection: TcpStream) -> std::io::Result<()> {
        connection.set_nodelay(true)?;
        connection.set_read_timeout(Some(IDLE))?;
        let mut read = Vec::new();
        loop {
            let request = match Request::read(&mut connection, &mut read) {
                Ok(Some(request)) => request,
                Ok(None) => return Ok(()),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    if self.ending.load(Ordering::Relaxed) && read.is_empty() {
                        return Ok(());
                    }
                    continue;
                }
                Err(error) => return Err(error),
            };
            if self.behaviour == Behaviour::DiesWhenUsed && request.path != "/api/health" {
                die("it was used");
            }
            self.busy.fetch_add(1, Ordering::SeqCst);
            let sent = self.answer(&request).send(&mut connection, &self.build, request.is_last());
            self.busy.fetch_sub(1, Ordering::SeqCst);
            sent?;
            if self.behaviour == Behaviour::HealthyThenDead
                && !request.has(PROBE)
                && milliseconds("DEAD_AFTER_MS").is_none()
            {
                die("it was asked for something");
            }
            if request.is_last() {
                return Ok(());
            }
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        let probe = request.has(PROBE);
        if self.behaviour == Behaviour::TurnsUnhealthy {
            if request.path == "/unwell" {
                self.unwell.store(true, Ordering::SeqCst);
            }
            if probe && self.unwell.load(Ordering::SeqCst) {
                return Answer::new(503, r#""success":false"#);
            }
        }
        if !self.is_fit() && request.path == "/api/health" {
            return Answer::new(503, r#""success":false"#);
        }
        if !probe {
            match self.behaviour {
                Behaviour::Answers500 => return Answer::new(500, r#""success":false"#),
                Behaviour::Redirects => {
                    return Answer { location: "/elsewhere", ..Answer::new(302, r#""success":true"#) };
                }
                Behaviour::Hangs => thread::sleep(Duration::from_mins(10)),
                _ => {}
            }
        }
        if let Some(name) = request.path.strip_prefix("/environment/") {
            return match env::var_os(name) {
                Some(value) => Answer { raw: Some(value.into_vec()), ..Answer::new(200, "") },
                None => Answer::new(404, r#""success":false"#),
            };
        }
        if let Some(wait) = request.path.strip_prefix("/slow/").and_then(|wait| wait.parse().ok()) {
            thread::sleep(Duration::from_millis(wait));
        }
        let needed = env::var("SESSION_NEEDS").unwrap_or_default();
        if request.path == "/api/auth/session"
            && !needed.is_empty()
            && env::var_os(needed).is_none_or(|it| it.is_empty())
        {
            return Answer::new(500, r#""success":false,"message":"no secret""#);
        }
        let fields = format!(r#""success":true,"method":"{}","received":{}"#, request.method, request.length);
        Answer::new(200, &fields)
    }

    fn is_fit(&self) -> bool {
        match self.behaviour {
            Behaviour::NeverHealthy => false,
            Behaviour::SlowToBeHealthy => {
                self.start.elapsed() > milliseconds("HEALTHY_AFTER_MS").unwrap_or(Duration::from_secs(3))
            }
            _ => true,
        }
    }
}

struct Answer {
    status: u16,
    fields: String,
    location: &'static str,
    raw: Option<Vec<u8>>,
}

impl Answer {
    fn new(status: u16, fields: &str) -> Self {
        Self { status, fields: fields.to_owned(), location: "", raw: None }
    }

    fn send(self, connection: &mut TcpStream, build: &str, last: bool) -> std::io::Result<()> {
        let kind = if self.raw.is_some() { "application/octet-stream" } else { "application/json" };
        let body = self.raw.unwrap_or_else(|| format!("{{{},\"build\":\"{build}\"}}\n", self.fields).into_bytes());
        let location = match self.location {
            "" => String::new(),
            location => format!("Location: {location}\r\n"),
        };
        let head = format!(
            "HTTP/1.1 {} Answer\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nX-Build: {build}\r\n\
             Connection: {}\r\n{location}\r\n",
            self.status,
            body.len(),
            if last { "close" } else { "keep-alive" },
        );
        let bytes = [head.as_bytes(), &body].concat();
        connection.write_all(&bytes)
    }
}
