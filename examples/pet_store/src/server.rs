//! A pet store on a loopback port, so that the examples need no network. The examples are not about it.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};

/// The photo of every pet.
pub const PHOTO: &[u8] = &[0x89; 200_000];

/// Starts a pet store that runs until the process ends, and returns its base URL.
///
/// # Errors
/// Returns an error if no port can be opened.
pub fn start() -> io::Result<String> {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that disconnects does not affect the others.
            thread::spawn(move || serve(stream));
        }
    });
    Ok(url)
}

fn serve(stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut start = String::new();
    reader.read_line(&mut start)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let request: Vec<&str> = start.split(' ').take(2).collect();
    respond(stream, &request.join(" "), &body)
}

fn respond(mut stream: TcpStream, request: &str, body: &[u8]) -> io::Result<()> {
    let json = "application/json";
    let (status, media_type, body) = match request {
        "GET /pets" => (
            "200 OK",
            json,
            &br#"{"pets": [{"name": "Mia", "kind": "cat"}, {"name": "Rex", "kind": "dog"}], "next_cursor": "2"}"#[..],
        ),
        "GET /pets?cursor=2" => ("200 OK", json, &br#"{"pets": [{"name": "Bo", "kind": "parrot"}]}"#[..]),
        "POST /pets" => ("201 Created", json, body),
        "GET /pets/Mia" => ("200 OK", json, &br#"{"name": "Mia", "kind": "cat", "age": 4}"#[..]),
        "GET /pets/Mia/photo" => ("200 OK", "image/png", PHOTO),
        "PUT /pets/Mia/photo" if body == PHOTO => ("204 No Content", "", &[][..]),
        "GET /pets/Mia/events" => (
            "200 OK",
            "text/event-stream",
            &b"data: {\"did\": \"sleep\"}\n\ndata: {\"did\": \"eat\"}\n\ndata: {\"did\": \"sleep\"}\n\n"[..],
        ),
        _ => ("404 Not Found", json, &br#"{"message": "it is not here"}"#[..]),
    };
    write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\n")?;
    if !media_type.is_empty() {
        write!(stream, "Content-Type: {media_type}\r\nContent-Length: {}\r\n", body.len())?;
    }
    stream.write_all(b"\r\n")?;
    stream.write_all(body)
}
