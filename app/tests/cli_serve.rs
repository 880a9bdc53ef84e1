//! Tests `digilab serve` over sockets, with the requests of browsers and others.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use common::{digilab, folder, run};

/// The running server; stopped at the end of the test.
struct Server {
    child: Child,
    port: u16,
    said: Vec<String>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(folder: &Path, more: &[&str]) -> Self {
        let arguments = [&["serve", "--port", "0"], more].concat();
        let mut child = digilab(folder, &arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = Vec::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            said.push(line.unwrap());
            if said.last().is_some_and(|line| line.contains("Ctrl-C")) {
                break;
            }
        }
        let address = said.iter().find_map(|line| line.split_once("http://localhost:")).unwrap().1;
        let port = address.trim_end_matches('/').parse().unwrap();
        Self { child, port, said }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    /// Sends `bytes` and reads until the server closes the connection.
    fn ask(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        stream.write_all(bytes).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, target: &str) -> String {
        self.ask(format!("GET {target} HTTP/1.1\r\nConnection: close\r\n\r\n").as_bytes())
    }
}

const SECRET: &str = "nobody's business";

/// Creates a page with secret files around it.
fn site() -> tempfile::TempDir {
    let site = folder(&[("secret.txt", SECRET.as_bytes())]);
    let page = site.path().join("page");
    fs::create_dir_all(page.join("icons")).unwrap();
    fs::write(page.join("index.html"), "<!doctype html>").unwrap();
    fs::write(page.join("sw.js"), "// sw").unwrap();
    fs::write(page.join("a.wasm"), vec![7; 3_000_000]).unwrap();
    fs::write(page.join(".secret"), SECRET).unwrap();
    site
}

#[test]
fn a_browser_gets_the_page() {
    let site = site();
    let server = Server::start(site.path(), &["--folder", "page"]);
    assert_eq!(server.said.len(), 3, "{:?}", server.said);
    let index = server.get("/");
    assert!(
        index.starts_with("HTTP/1.1 200 OK\r\n") && index.ends_with("\r\n\r\n<!doctype html>"),
        "{index}"
    );
    assert!(index.contains("X-Content-Type-Options: nosniff\r\n"));
    let wasm = server.get("/a.wasm");
    assert!(wasm.contains("Content-Type: application/wasm\r\n"));
    assert_eq!(wasm.split_once("\r\n\r\n").unwrap().1.len(), 3_000_000);
    let head = server.ask(b"HEAD /a.wasm HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(head.contains("Content-Length: 3000000\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    let post = server.ask(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
    assert!(post.starts_with("HTTP/1.1 405 ") && post.contains("Allow: GET, HEAD\r\n"), "{post}");
}

#[test]
fn one_connection_has_many_requests_however_they_are_cut() {
    let site = site();
    let server = Server::start(site.path(), &["--folder", "page"]);
    let mut stream = server.connect();
    let asked =
        b"GET / HTTP/1.1\r\n\r\nHEAD / HTTP/1.1\r\n\r\nGET /none HTTP/1.1\r\n\r\nGET / HTTP/1.0\r\n\r\n";
    for part in asked.chunks(9) {
        stream.write_all(part).unwrap();
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    let statuses: Vec<_> = answers.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect();
    assert_eq!(statuses, ["200", "200", "404", "200"], "{answers}");
}

#[test]
fn nothing_outside_the_folder_is_handed_out() {
    let site = site();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(site.path().join("secret.txt"), site.path().join("page/link.txt")).unwrap();
        symlink(site.path(), site.path().join("page/up")).unwrap();
        symlink("index.html", site.path().join("page/inside.html")).unwrap();
    }
    let server = Server::start(site.path(), &["--folder", "page"]);
    let absolute = site.path().join("secret.txt").display().to_string();
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/icons/..%2f../secret.txt",
        "/icons/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/.secret",
        "/link.txt",
        "/up/secret.txt",
        "/%00",
        "/index.html%00.png",
        "/icons",
        "/icons/",
        "//secret.txt",
        "secret.txt",
        absolute.as_str(),
        &format!("/{absolute}"),
        "/nul",
        "/C:/secret.txt",
    ] {
        let answer = server.get(target);
        assert!(answer.starts_with("HTTP/1.1 4") && !answer.contains(SECRET), "{target}: {answer}");
    }
    #[cfg(unix)]
    assert!(server.get("/inside.html").contains("200 OK"));
}

#[test]
fn whoever_sends_garbage_or_nothing_holds_nobody_up() {
    let site = site();
    let server = Server::start(site.path(), &["--folder", "page"]);
    let silent: Vec<_> = (0..50).map(|_| server.connect()).collect();
    let mut slow = server.connect();
    slow.write_all(b"GET / HT").unwrap();
    let started = Instant::now();
    assert!(server.ask(b"\x16\x03\x01\x02\x00\x01\r\n\r\n").starts_with("HTTP/1.1 400 "));
    assert!(
        server
            .ask(&b"GET / HTTP/1.1\r\nX: ".iter().copied().chain([b'x'; 40_000]).collect::<Vec<_>>())
            .starts_with("HTTP/1.1 431 ")
    );
    assert!(server.get("/").contains("200 OK"));
    assert!(started.elapsed() < Duration::from_secs(5));
    drop(silent);
}

#[test]
fn only_this_computer_unless_told_otherwise() {
    let site = site();
    let server = Server::start(site.path(), &["--folder", "page", "--lan"]);
    assert!(server.said.len() >= 4, "{:?}", server.said);
    assert!(server.get("/").contains("200 OK"));
    if let Some(address) = server.said.iter().skip(2).find_map(|line| line.trim().strip_prefix("http://")) {
        assert!(TcpStream::connect(address.trim_end_matches('/')).is_ok());
        // The same address, without `--lan`.
        let alone = Server::start(site.path(), &["--folder", "page"]);
        let host = address.split(':').next().unwrap();
        assert!(TcpStream::connect((host, alone.port)).is_err());
    }
}

#[test]
fn what_is_in_the_way_is_told() {
    let site = site();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let check = |arguments: &[&str], says: &str| {
        let ran = run(site.path(), arguments);
        assert_eq!((ran.status, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{ran:?}");
        assert!(ran.err.contains(says), "{says}: {ran:?}");
    };
    check(&["serve", "--folder", "page", "--port", &port], &format!("uses port {port} already"));
    check(
        &["serve", "--folder", "page", "--port", &port, "--lang", "fi"],
        "Toinen ohjelma käyttää jo porttia",
    );
    check(
        &["serve", "--folder", "page", "--port", &port, "--lang", "sv"],
        "Ett annat program använder redan port",
    );
    check(&["serve", "--folder", "icons"], "no built page in “icons”");
    check(&["serve", "--folder", "."], "no built page in “.”");
    check(&["serve", "--port", "99999"], "“99999” is not a port number");
    check(&["serve", "--port", "x", "--lang", "sv"], "”x” duger inte");
    check(&["serve", "page"], "one thing too many: “page”");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let site = site();
    let mut server = Server::start(site.path(), &["--folder", "page"]);
    let pid = server.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let until = Instant::now() + Duration::from_secs(5);
    let status = loop {
        if let Some(status) = server.child.try_wait().unwrap() {
            break status;
        }
        assert!(Instant::now() < until, "it does not end");
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(130));
}
