//! An API and its token endpoint on this machine.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// A server that issues `access-1`, `access-2` and so on, and whose API accepts the last of them alone.
#[derive(Clone)]
pub(crate) struct TokenServer {
    pub(crate) address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    issued: usize,
    /// The token that the API accepts.
    accepted: Option<String>,
    refresh_token: Option<String>,
    expires_in: Option<u64>,
    delay: Duration,
    /// The next answers of the token endpoint, in the place of a token.
    errors: VecDeque<(u16, &'static str)>,
    token_requests: Vec<Asked>,
    calls: Vec<Asked>,
}

/// A request: its path, its `Authorization` and its body.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) authorization: Option<String>,
    pub(crate) body: String,
}

impl TokenServer {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { address: listener.local_addr().unwrap(), state: Arc::default() };
        let accepting = server.clone();
        thread::spawn(move || {
            for connection in listener.incoming() {
                let server = accepting.clone();
                thread::spawn(move || server.serve(connection.unwrap()));
            }
        });
        server
    }

    pub(crate) fn token_url(&self) -> String {
        format!("http://{}/token", self.address)
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn expires_in(self, seconds: u64) -> Self {
        self.state.lock().unwrap().expires_in = Some(seconds);
        self
    }

    /// Lets the token endpoint take that long.
    pub(crate) fn delay(self, delay: Duration) -> Self {
        self.state.lock().unwrap().delay = delay;
        self
    }

    /// Accepts this refresh token once, and gives another with each access token.
    pub(crate) fn rotates(self, refresh_token: &str) -> Self {
        self.state.lock().unwrap().refresh_token = Some(refresh_token.to_owned());
        self
    }

    /// Answers the next request for a token with an error.
    pub(crate) fn fails(&self, status: u16, body: &'static str) {
        self.state.lock().unwrap().errors.push_back((status, body));
    }

    /// Rejects every token that was issued so far.
    pub(crate) fn revoke(&self) {
        self.state.lock().unwrap().accepted = None;
    }

    pub(crate) fn token_requests(&self) -> Vec<Asked> {
        self.state.lock().unwrap().token_requests.clone()
    }

    pub(crate) fn calls(&self) -> Vec<Asked> {
        self.state.lock().unwrap().calls.clone()
    }

    fn serve(&self, connection: TcpStream) {
        let mut reader = BufReader::new(connection);
        // A client may connect and send nothing.
        let Some(asked) = read(&mut reader) else { return };
        let (status, body) = if asked.path == "/token" {
            let delay = self.state.lock().unwrap().delay;
            thread::sleep(delay);
            self.issue(asked)
        } else {
            self.answer(asked)
        };
        let head = format!("HTTP/1.1 {status} -\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        // The client may have given up.
        let _ = reader.get_mut().write_all(format!("{head}{body}").as_bytes());
    }

    fn issue(&self, asked: Asked) -> (u16, String) {
        let mut state = self.state.lock().unwrap();
        let refreshes = asked.body.contains("grant_type=refresh_token");
        let known = state.refresh_token.as_ref().map(|known| format!("refresh_token={known}"));
        let is_known = known.is_some_and(|known| asked.body.split('&').any(|pair| pair == known));
        state.token_requests.push(asked);
        if let Some((status, body)) = state.errors.pop_front() {
            return (status, body.to_owned());
        }
        if refreshes && !is_known {
            return (400, r#"{"error": "invalid_grant", "error_description": "the token was used"}"#.to_owned());
        }
        state.issued += 1;
        let token = format!("access-{}", state.issued);
        let mut body = format!(r#"{{"access_token": "{token}", "token_type": "Bearer""#);
        if let Some(seconds) = state.expires_in {
            body += &format!(r#", "expires_in": {seconds}"#);
        }
        if refreshes {
            let next = format!("refresh-{}", state.issued);
            body += &format!(r#", "refresh_token": "{next}""#);
            state.refresh_token = Some(next);
        }
        state.accepted = Some(format!("Bearer {token}"));
        (200, body + "}")
    }

    fn answer(&self, asked: Asked) -> (u16, String) {
        let mut state = self.state.lock().unwrap();
        let is_accepted = asked.authorization == state.accepted && asked.authorization.is_some();
        let shown = asked.authorization.clone().unwrap_or_default();
        state.calls.push(asked);
        if is_accepted {
            return (200, r#"{"data": {"id": "o-1"}}"#.to_owned());
        }
        (401, format!(r#"{{"error": {{"code": "unauthorized", "message": "{shown} is not known"}}}}"#))
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|count| *count > 0)?;
    let mut asked = Asked { path: line.split(' ').nth(1)?.to_owned(), ..Asked::default() };
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "authorization" => asked.authorization = Some(value.to_owned()),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    asked.body = String::from_utf8(body).ok()?;
    Some(asked)
}
