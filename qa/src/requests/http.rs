//! The part of HTTP/1.1 that recording and repeating a request requires.

use std::io::{self, BufRead, Read};

/// A request as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub method: String,
    /// The path and query.
    pub target: String,
    /// The header lines unchanged, each with its line break.
    pub headers: Vec<String>,
    pub body: Vec<u8>,
}

/// A received response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Response {
    pub status: u16,
    pub headers: Vec<String>,
    pub body: Vec<u8>,
}

impl Request {
    /// Reads a request. Returns `None` if the connection has ended.
    ///
    /// # Errors
    /// Returns an error if the bytes are not a request, or if the connection breaks.
    pub(crate) fn read(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let Some((first, headers)) = head(from)? else { return Ok(None) };
        let mut words = first.split_whitespace();
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Err(io::Error::other(format!("`{first}` does not begin a request")));
        };
        let mut request = Self { method: method.to_owned(), target: target.to_owned(), headers, body: Vec::new() };
        if let Some(length) = request.header("content-length") {
            request.body = vec![0; length.parse().map_err(io::Error::other)?];
            from.read_exact(&mut request.body)?;
        } else if request.header("transfer-encoding").is_some() {
            request.body = chunks(from)?;
        }
        Ok(Some(request))
    }

    /// Returns the request as bytes, after which the connection is closed.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let first = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        let headers = self.headers.concat();
        [first.as_bytes(), headers.as_bytes(), b"connection: close\r\n\r\n", &self.body].concat()
    }

    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        value(&self.headers, name)
    }
}

impl Response {
    /// Reads a response after which the connection is closed.
    ///
    /// # Errors
    /// Returns an error if the bytes are not a response, or if the connection breaks.
    pub(crate) fn read(from: &mut impl BufRead) -> io::Result<Self> {
        let (first, headers) = head(from)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let status = first.split_whitespace().nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other(format!("`{first}` does not begin a response")))?;
        let mut body = Vec::new();
        if value(&headers, "transfer-encoding").is_some() {
            body = chunks(from)?;
        } else {
            from.read_to_end(&mut body)?;
        }
        Ok(Self { status, headers, body })
    }

    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        value(&self.headers, name)
    }
}

/// Reads the first line and the headers. Returns `None` if the connection has ended.
fn head(from: &mut impl BufRead) -> io::Result<Option<(String, Vec<String>)>> {
    let first = line(from)?;
    if first.is_empty() {
        return Ok(None);
    }
    let mut headers = Vec::new();
    loop {
        match line(from)? {
            end if end.trim().is_empty() => return Ok(Some((first.trim().to_owned(), headers))),
            header => headers.push(header),
        }
    }
}

/// Reads a line with its end. Headers need not be UTF-8.
fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.read_until(b'\n', &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn value<'h>(headers: &'h [String], name: &str) -> Option<&'h str> {
    headers.iter().find_map(|header| {
        let (key, value) = header.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Reads a chunked body (RFC 9112, section 7.1).
fn chunks(from: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(from)?;
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(io::Error::other)?;
        from.take(size).read_to_end(&mut body)?;
        line(from)?;
        if size == 0 {
            return Ok(body);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_kept_as_it_is() {
        let text = "POST /a?b=c HTTP/1.1\r\nX-A: 1\r\nContent-Length: 2\r\n\r\n{}";
        let request = Request::read(&mut text.as_bytes()).unwrap().unwrap();
        assert_eq!(
            (request.method.as_str(), request.target.as_str(), request.header("x-a")),
            ("POST", "/a?b=c", Some("1"))
        );
        let bytes = String::from_utf8(request.bytes()).unwrap();
        assert_eq!(bytes, text.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n"));
        assert_eq!(Request::read(&mut &b""[..]).unwrap(), None);
        assert!(Request::read(&mut &b"hello\r\n\r\n"[..]).is_err());
    }

    #[test]
    fn a_body_may_come_in_pieces() {
        let text = "HTTP/1.1 422 Unprocessable\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n1;x=y\r\n \r\n0\r\n\r\n";
        let response = Response::read(&mut text.as_bytes()).unwrap();
        assert_eq!((response.status, response.body.as_slice()), (422, &b"{} "[..]));
    }
}
