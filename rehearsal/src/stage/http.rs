//! HTTP/1.1 as a client speaks it, over one connection: just enough to see exactly what happened to a request.

use anyhow::{Result, anyhow};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long a client waits for an answer.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What a server answered.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers, their names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header, its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The build that says it answered; nothing when no application did.
    pub fn build(&self) -> Option<&str> {
        self.header("x-build")
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// The connection could not be opened.
    NoConnection(String),
    /// It was closed or reset before the first byte of an answer.
    ClosedBeforeAnswer,
    /// It was closed or reset in the middle of an answer.
    ClosedWithinAnswer,
    /// There was no answer in time.
    TimedOut,
    /// What came is not HTTP.
    Garbage,
}

/// One connection to a server.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    /// How many answers came over it.
    pub answers: u32,
}

impl Connection {
    /// A new one.
    pub fn open(address: SocketAddr) -> Result<Self, Lost> {
        let open = || -> std::io::Result<TcpStream> {
            let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            Ok(stream)
        };
        open().map(|stream| Self { stream, answers: 0 }).map_err(|error| Lost::NoConnection(error.kind().to_string()))
    }

    /// Whether the other side has closed it meanwhile, as far as one can see from here.
    pub fn is_closed(&self) -> bool {
        let looked = self.stream.set_nonblocking(true).and_then(|()| self.stream.peek(&mut [0]));
        let again = self.stream.set_nonblocking(false);
        again.is_err() || !looked.is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
    }

    /// Sends one request, head and body, and reads its answer.
    pub fn ask(&mut self, request: &[u8]) -> Result<Response, Lost> {
        if self.stream.write_all(request).is_err() {
            return Err(Lost::ClosedBeforeAnswer);
        }
        let mut read = Vec::new();
        let end = loop {
            if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
            self.more(&mut read)?;
        };
        let mut response = head(&String::from_utf8_lossy(&read[..end])).ok_or(Lost::Garbage)?;
        read.drain(..end + 4);
        if let Some(length) = response.header("content-length").and_then(|length| length.parse().ok()) {
            while read.len() < length {
                self.rest(&mut read)?;
            }
            response.body = read;
        } else if response.header("transfer-encoding") == Some("chunked") {
            response.body = loop {
                match chunks(&read) {
                    Chunks::Whole(body) => break body,
                    Chunks::Part => self.rest(&mut read)?,
                    Chunks::Garbage => return Err(Lost::Garbage),
                }
            };
        } else if !matches!(response.status, 204 | 304) {
            // The end of the connection is the end of the body.
            while self.rest(&mut read).is_ok() {}
            response.body = read;
            response.headers.push(("connection".to_owned(), "close".to_owned()));
        }
        self.answers += 1;
        Ok(response)
    }

    fn rest(&mut self, read: &mut Vec<u8>) -> Result<(), Lost> {
        self.more(read).map_err(|lost| if lost == Lost::ClosedBeforeAnswer { Lost::ClosedWithinAnswer } else { lost })
    }

    fn more(&mut self, read: &mut Vec<u8>) -> Result<(), Lost> {
        let mut part = [0; 16 * 1024];
        let closed = if read.is_empty() { Lost::ClosedBeforeAnswer } else { Lost::ClosedWithinAnswer };
        match self.stream.read(&mut part) {
            Ok(0) => Err(closed),
            Ok(length) => {
                read.extend_from_slice(&part[..length]);
                Ok(())
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Err(Lost::TimedOut),
            Err(_) => Err(closed),
        }
    }
}

fn head(text: &str) -> Option<Response> {
    let mut lines = text.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Some(Response { status, headers: lines.filter_map(header).collect(), body: Vec::new() })
}

enum Chunks {
    Whole(Vec<u8>),
    Part,
    Garbage,
}

fn chunks(mut read: &[u8]) -> Chunks {
    let mut body = Vec::new();
    loop {
        let Some(end) = read.windows(2).position(|two| two == b"\r\n") else { return Chunks::Part };
        let line = String::from_utf8_lossy(&read[..end]);
        let Ok(length) = usize::from_str_radix(line.trim(), 16) else { return Chunks::Garbage };
        read = &read[end + 2..];
        if read.len() < length + 2 {
            return Chunks::Part;
        }
        if length == 0 {
            return Chunks::Whole(body);
        }
        body.extend_from_slice(&read[..length]);
        read = &read[length + 2..];
    }
}

/// The bytes of a request. `headers` are whole lines, each with its end.
pub fn request(method: &str, host: &str, path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// One request over a connection of its own.
pub fn exchange(at: SocketAddr, method: &str, host: &str, path: &str, headers: &str, body: &[u8]) -> Result<Response> {
    let request = request(method, host, path, &format!("Connection: close\r\n{headers}"), body);
    let answer = Connection::open(at).and_then(|mut connection| connection.ask(&request));
    answer.map_err(|lost| anyhow!("{method} http://{host}{path} at {at}: {lost:?}"))
}
