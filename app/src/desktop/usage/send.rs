//! Sends the usage log to a city's store, over HTTP.

use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
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

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often it is looked whether something new waits.
const LOOK: Duration = Duration::from_secs(60);

const BAD_REQUEST: u16 = 400;
const UNAUTHORIZED: u16 = 401;

/// The way to a city's store.
pub struct Connection {
    agent: Agent,
    address: String,
    authorization: String,
}

impl Connection {
    /// # Errors
    /// `Address`: it is no address, or would show the key to everybody on the way.
    pub fn new(settings: &SendSettings) -> Result<Self, UsageError> {
        let wrong = || UsageError::with(UsageErrorCode::Address, &settings.address);
        let uri: Uri = settings.address.parse().map_err(|_| wrong())?;
        let is_here = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if is_here => {}
            _ => return Err(wrong()),
        }
        // Schools' own certificates are the system's business.
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

    /// Sends statements, and waits for the answer.
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

    /// LaRS takes a wrong key for a mistake in the statements, and tells it only to who reads. Without this, every event would
    /// be set aside where a key was mistyped.
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

/// What came of sending all that waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Events that the store has now.
    pub acknowledged: usize,
    /// Events that it does not want.
    pub set_aside: usize,
    /// Why the rest waits: the status, or 0 where the store cannot be reached.
    pub later: Option<u16>,
}

/// Sends what waits, until nothing does or the store wants a pause.
///
/// # Errors
/// The log's.
pub fn send(store: &mut Store, outbox: &mut Outbox, connection: &Connection) -> Result<Sent, UsageError> {
    let mut sent = Sent::default();
    while let Some(batch) = outbox.next(store)? {
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

/// The thread that sends while the lab is open. Nothing waits for it: what was on its way when the lab closes is sent again,
/// and the store knows it by its id.
pub struct Courier {
    /// It ends when this does.
    _is_open: Sender<()>,
}

impl Courier {
    /// Begins to send.
    ///
    /// # Errors
    /// `Address`; `Failed` where the system gives no thread.
    pub fn start(log: PathBuf, settings: &SendSettings) -> Result<Self, UsageError> {
        let connection = Connection::new(settings)?;
        let (is_open, closing) = channel();
        let run = move || {
            // Whoever keeps the log tells what is wrong with it.
            let Ok((mut store, _)) = Store::open(&log, now_ms()) else { return };
            let mut outbox = Outbox::default();
            loop {
                // What failed waits for the next time.
                let _ = send(&mut store, &mut outbox, &connection);
                let pause_ms = u64::try_from(outbox.due_ms() - now_ms()).unwrap_or(0);
                let pause = LOOK.max(Duration::from_millis(pause_ms));
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
