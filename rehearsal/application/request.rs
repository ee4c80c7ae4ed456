//! Reading HTTP/1.1 requests off a connection.

use std::io::{Error, ErrorKind, Read, Result};
use std::net::TcpStream;

const LONGEST_HEAD: usize = 64 * 1024;
const LONGEST_BODY: usize = 64 * 1024 * 1024;

pub struct Request {
    pub method: String,
    pub path: String,
    /// Of the body.
    pub length: usize,
    old: bool,
    headers: Vec<(String, String)>,
}

impl Request {
    /// The next one; nothing when the other side is through. What was read and not used stays in `read`, also when the
    /// reading timed out, so that it can be tried again.
    pub fn read(connection: &mut TcpStream, read: &mut Vec<u8>) -> Result<Option<Self>> {
        loop {
            if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
                let request = Self::parse(&String::from_utf8_lossy(&read[..end]))?;
                if request.length > LONGEST_BODY {
                    return Err(ErrorKind::InvalidData.into());
                }
                if read.len() >= end + 4 + request.length {
                    read.drain(..end + 4 + request.length);
                    return Ok(Some(request));
                }
            } else if read.len() > LONGEST_HEAD {
                return Err(ErrorKind::InvalidData.into());
            }
            let mut part = [0; 16 * 1024];
            match connection.read(&mut part)? {
                0 => return Ok(None),
                length => read.extend_from_slice(&part[..length]),
            }
        }
    }

    fn parse(head: &str) -> Result<Self> {
        let mut lines = head.lines();
        let mut words = lines.next().unwrap_or_default().split(' ');
        let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
            return Err(Error::from(ErrorKind::InvalidData));
        };
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let path = target.split('?').next().unwrap_or_default().to_owned();
        let mut request = Self { method: method.to_owned(), path, length: 0, old: version == "HTTP/1.0", headers };
        request.length = request.value("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        Ok(request)
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Whether the connection ends with the answer.
    pub fn is_last(&self) -> bool {
        self.old || self.value("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }
}
