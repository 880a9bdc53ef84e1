//! Sends the usage log to a city's store over HTTP.

use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::settings::SendSettings;
use digilab_usage::store::Store;
use digilab_usage::xapi::{Batch, Outbox, Outcome, Reply, XAPI_VERSION, retry_after};
use ureq::http::{Response, Uri, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, RequestBuilder};

use super::now_ms;

/// Timeout of a request.
const PATIENCE: Duration = Duration::from_secs(30);

/// Interval between looks for new events.
const LOOK: Duration = Duration::from_secs(60);

const BAD_REQUEST: u16 = 400;
const UNAUTHORIZED: u16 = 401;

/// Client of a city's store.
pub struct Connection {
    agent: Agent,
    address: String,
    authorization: String,
}

impl Connection {
    /// Creates a client.
    ///
    /// # Errors
    /// `Address`: not an address, or one that would send the key unencrypted over a network.
    pub fn new(settings: &SendSettings) -> Result<Self, UsageError> {
        let wrong = || UsageError::with(UsageErrorCode::Address, &settings.address);
        let uri: Uri = settings.address.parse().map_err(|_| wrong())?;
        let is_here = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if is_here => {}
            _ => return Err(wrong()),
        }
        // The system holds the schools' own certificates.
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .tls_config(tls)
            .user_agent(concat!("DigiLab/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        let key = STANDARD.encode(format!("{}:{}", settings.key, settings.secret));
        let address = format!("{}/statements", settings.address.trim_end_matches('/'));
        Ok(Self { agent, address, authorization: format!("Basic {key}") })
    }

    /// Sends a batch of statements and waits for the answer.
    pub fn post(&self, batch: &Batch) -> Reply {
        let request = self.agent.post(&self.address).header(header::CONTENT_TYPE, "application/json");
        match self.with_key(request).send(&batch.body) {
            Ok(answer) => match self.key_refused(answer.status().as_u16()) {
                Some(refused) => Reply::Status { status: refused, retry_after_ms: None },
                None => reply(&answer),
            },
            Err(_) => Reply::Unreachable,
        }
    }

    fn with_key<B>(&self, request: RequestBuilder<B>) -> RequestBuilder<B> {
        request
            .header(header::AUTHORIZATION, &self.authorization)
            .header("X-Experience-API-Version", XAPI_VERSION)
    }

    /// Returns the status of a refused key, if the key is the reason for `status`. LaRS reports a wrong key as
    /// an error in the statements, and tells the difference only to a reader. Without this test, a mistyped key
    /// would set aside every event.
    fn key_refused(&self, status: u16) -> Option<u16> {
        if status != BAD_REQUEST {
            return None;
        }
        let asked = self.with_key(self.agent.get(format!("{}?limit=1", self.address))).call().ok()?;
        Some(asked.status().as_u16()).filter(|status| *status == UNAUTHORIZED)
    }
}

fn reply(answer: &Response<Body>) -> Reply {
    let pause = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
    let retry_after_ms = pause.and_then(|text| retry_after(text, now_ms()));
    Reply::Status { status: answer.status().as_u16(), retry_after_ms }
}

/// Result of sending the pending events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Number of events that the store has accepted.
    pub acknowledged: usize,
    /// Number of events that the store has refused.
    pub set_aside: usize,
    /// HTTP status for which the rest waits, or 0 if the store cannot be reached; `None` if nothing waits.
    pub later: Option<u16>,
}

/// Sends events until none is pending or the store asks for a pause.
///
/// # Errors
/// The errors of the log.
pub fn send(store: &mut Store, outbox: &mut Outbox, connection: &Connection) -> Result<Sent, UsageError> {
    send_while(store, outbox, connection, || true)
}

/// As [`send`], while `is_wanted` returns `true`; it is called before each batch.
fn send_while(
    store: &mut Store,
    outbox: &mut Outbox,
    connection: &Connection,
    is_wanted: impl Fn() -> bool,
) -> Result<Sent, UsageError> {
    let mut sent = Sent::default();
    while let Some(batch) = outbox.next(store)?.filter(|_| is_wanted()) {
        let reply = connection.post(&batch);
        match outbox.answered(store, &batch, reply, now_ms())? {
            Outcome::Acknowledged(count) => sent.acknowledged += count,
            Outcome::SetAside(_) => sent.set_aside += 1,
            Outcome::Divided => {}
            Outcome::Later(status) => {
                sent.later = Some(status);
                break;
            }
        }
    }
    Ok(sent)
}

/// The thread that sends while the lab is open and its log is on. Nothing waits for it: a batch that was under
/// way at the end is sent again, and the store recognises it by its ids.
pub struct Courier {
    /// Dropping it ends the thread.
    _is_open: Sender<()>,
}

impl Courier {
    /// Starts sending.
    ///
    /// # Errors
    /// `Address`; `Failed` if the system cannot start a thread.
    pub fn start(log: PathBuf, settings: &SendSettings) -> Result<Self, UsageError> {
        let connection = Connection::new(settings)?;
        let (is_open, closing) = channel();
        let run = move || {
            // The usage log's own thread reports this error.
            let Ok((mut store, _)) = Store::open(&log, now_ms()) else { return };
            let mut outbox = Outbox::default();
            loop {
                // Events that failed stay pending for the next time.
                let is_open = || closing.try_recv() != Err(TryRecvError::Disconnected);
                let _ = send_while(&mut store, &mut outbox, &connection, is_open);
                let pause = match u64::try_from(outbox.due_ms() - now_ms()) {
                    Ok(pause_ms @ 1..) => Duration::from_millis(pause_ms),
                    _ => LOOK,
                };
                if closing.recv_timeout(pause) == Err(RecvTimeoutError::Disconnected) {
                    return;
                }
            }
        };
        let started = thread::Builder::new().name("usage-send".to_owned()).spawn(run);
        started.map_err(|error| UsageError::with(UsageErrorCode::Failed, error))?;
        Ok(Self { _is_open: is_open })
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;

    use digilab_usage::event::Edition;
    use digilab_usage::settings::UsageSettings;
    use digilab_usage::usage_log::UsageLog;

    use super::*;

    /// Starts a store that answers the requests with `answers` in order, and returns the requests it got.
    fn store_that_answers(answers: &[&str]) -> (SendSettings, thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/xapi/", listener.local_addr().unwrap());
        let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
        let serve = move || {
            let mut asked = Vec::new();
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut head, mut length) = (String::new(), 0);
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).unwrap();
                    if line.trim().is_empty() {
                        break;
                    }
                    let line = line.to_ascii_lowercase();
                    if let Some(count) = line.strip_prefix("content-length:") {
                        length = count.trim().parse().unwrap();
                    }
                    head += &line;
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).unwrap();
                head += &String::from_utf8(body).unwrap();
                asked.push(head);
                write!(stream, "HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                    .unwrap();
            }
            asked
        };
        let settings = SendSettings { address, key: "lab".to_owned(), secret: "hush".to_owned() };
        (settings, thread::spawn(serve))
    }

    /// Creates a log with one pending event.
    fn log() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.sqlite3");
        let (store, _) = Store::open(&path, 0).unwrap();
        let (_, told) = UsageLog::begin(store, UsageSettings::default(), Edition::Desktop, "1", 0);
        assert_eq!(told, None);
        (folder, path)
    }

    #[track_caller]
    fn check(answers: &[&str], expected: Sent, pause_ms: i64) -> Vec<String> {
        let (settings, server) = store_that_answers(answers);
        let (_folder, path) = log();
        let (mut store, mut outbox) = (Store::open(&path, 0).unwrap().0, Outbox::default());
        let begun_ms = now_ms();
        let sent = send(&mut store, &mut outbox, &Connection::new(&settings).unwrap()).unwrap();
        assert_eq!(sent, expected, "{answers:?}");
        assert!(outbox.due_ms() - begun_ms >= pause_ms, "{answers:?}: {}", outbox.due_ms() - begun_ms);
        server.join().unwrap()
    }

    fn later(status: u16) -> Sent {
        Sent { later: Some(status), ..Sent::default() }
    }

    #[test]
    fn what_a_store_says_over_http() {
        let asked = check(&["204 No Content"], Sent { acknowledged: 1, ..Sent::default() }, 0);
        let [request] = asked.as_slice() else { panic!("{asked:?}") };
        for part in [
            "post /xapi/statements http/1.1",
            "authorization: basic bgfiomh1c2g=",
            "x-experience-api-version: 2.0.0",
            "content-type: application/json",
        ] {
            assert!(request.contains(part), "{part} in {request}");
        }
        assert!(request.ends_with("]") && request.contains("[{"), "{request}");
        check(&["503 Busy\r\nretry-after: 700"], later(503), 700_000);
        check(&["429 Slower"], later(429), 5_000);
        check(&["302 Found\r\nlocation: http://127.0.0.1:9/"], later(302), 5_000);
        // An error in the statement, and a key that LaRS does not know.
        check(&["400 Bad Request", "200 OK"], Sent { set_aside: 1, ..Sent::default() }, 0);
        let asked = check(&["400 Bad Request", "401 Unauthorized"], later(401), 5_000);
        assert!(asked[1].starts_with("get /xapi/statements?limit=1 "), "{asked:?}");
    }

    #[test]
    fn an_address_that_would_show_the_key_is_refused() {
        for (address, is_good) in [
            ("https://lrs.example.fi/", true),
            ("https://lrs.example.fi:8443/xapi", true),
            ("http://localhost:9000/", true),
            ("http://127.0.0.1:9000/", true),
            ("http://lrs.example.fi/", false),
            ("http://localhost.example.fi/", false),
            ("ftp://lrs.example.fi/", false),
            ("lrs.example.fi", false),
            ("", false),
        ] {
            let settings =
                SendSettings { address: address.to_owned(), key: String::new(), secret: String::new() };
            assert_eq!(Connection::new(&settings).is_ok(), is_good, "{address}");
        }
    }

    #[test]
    fn the_courier_sends_while_the_lab_is_open_and_holds_nobody_up() {
        let (settings, server) = store_that_answers(&["200 OK"]);
        let (_folder, path) = log();
        let courier = Courier::start(path.clone(), &settings).unwrap();
        assert_eq!(server.join().unwrap().len(), 1);
        drop(courier);
        let (store, _) = Store::open(&path, 0).unwrap();
        while store.sending().unwrap().waiting > 0 {
            thread::sleep(Duration::from_millis(5));
        }
    }
}
