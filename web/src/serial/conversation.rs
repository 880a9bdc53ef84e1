//! One opening of a port, from requesting it from the browser to closing it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use digilab_devices::error::DeviceErrorCode;
use digilab_lab::lab_protocol::worker::PortNews;
use gloo::timers::callback::Timeout;
use js_sys::{Promise, Uint8Array};
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::api::{Reader, SerialPort, Writer, object, property};
use super::errors::BrowserError;
use super::line::Line;

/// The browser's buffer per direction, in bytes: a script may look at a board only every few seconds.
const BUFFER_BYTES: u32 = 32 << 10;

/// Time for which a reset keeps DTR and RTS low, in milliseconds: the capacitor at an Arduino's reset line (100 nF
/// against 10 kΩ) needs a few, USB adapters and hubs some more.
const RESET_MS: u32 = 50;

/// Time for which closing waits for a board that takes no bytes, in milliseconds.
const GOODBYE_MS: u32 = 300;

/// A port in use.
pub struct Conversation {
    port: SerialPort,
    tell: Box<dyn Fn(PortNews)>,
    baud: u32,
    line: Line,
    /// True once the user of the port has left: no news are told.
    has_ended: Cell<bool>,
    /// True once the worker knows that the port failed.
    has_failed: Cell<bool>,
    writer: RefCell<Option<Writer>>,
    reader: RefCell<Option<Reader>>,
    /// Resolves when reading has ended.
    reading: RefCell<Option<Promise>>,
    goodbye: RefCell<Option<Timeout>>,
}

impl Conversation {
    /// Creates a conversation that has not started.
    ///
    /// # Arguments
    /// - `tell`: gets the port's news.
    /// - `line`: the port's own queue: earlier requests come first.
    pub fn new(port: SerialPort, tell: Box<dyn Fn(PortNews)>, baud: u32, line: Line) -> Self {
        Self {
            port,
            tell,
            baud,
            line,
            has_ended: Cell::new(false),
            has_failed: Cell::new(false),
            writer: RefCell::default(),
            reader: RefCell::default(),
            reading: RefCell::default(),
            goodbye: RefCell::default(),
        }
    }

    /// Opens the port.
    pub fn begin(self: &Rc<Self>) {
        let this = self.clone();
        self.line.then(async move {
            if this.has_ended.get() {
                return;
            }
            match this.open().await {
                Ok(()) => this.report(PortNews::Opened),
                Err(error) => {
                    let error = BrowserError::of(&error);
                    this.lost(error.at_opening(), &error.message);
                }
            }
        });
    }

    async fn open(self: &Rc<Self>) -> Result<(), JsValue> {
        let options = object(&json!({ "baudRate": self.baud, "bufferSize": BUFFER_BYTES }));
        self.port.open(&options).await?;
        // Some Arduino clones couple their reset to RTS. Not every port has these lines.
        let _ = self.set_lines(true).await;
        let writable = self.port.writable().ok_or("not writable")?;
        self.writer.replace(Some(writable.get_writer()?));
        let this = self.clone();
        let reading = wasm_bindgen_futures::future_to_promise(async move {
            this.read().await;
            Ok(JsValue::UNDEFINED)
        });
        self.reading.replace(Some(reading));
        Ok(())
    }

    async fn set_lines(&self, high: bool) -> Result<JsValue, JsValue> {
        self.port.set_signals(&object(&json!({ "dataTerminalReady": high, "requestToSend": high }))).await
    }

    /// Reads until the port is closed or lost.
    async fn read(&self) {
        while !self.has_ended.get() {
            let Some(readable) = self.port.readable() else { break };
            let Ok(reader) = readable.get_reader() else { break };
            self.reader.replace(Some(reader.clone()));
            let result = self.read_by(&reader).await;
            self.reader.replace(None);
            let _ = reader.release();
            match result.map_err(|error| BrowserError::of(&error)) {
                Ok(()) => break,
                // The browser has another stream then.
                Err(error) if error.is_disturbance() => {}
                Err(error) => {
                    self.lost(error.while_open(), &error.message);
                    break;
                }
            }
        }
    }

    async fn read_by(&self, reader: &Reader) -> Result<(), JsValue> {
        loop {
            let chunk = reader.read().await?;
            if property(&chunk, "done").is_none_or(|done| done.is_truthy()) {
                return Ok(());
            }
            let Some(value) = property(&chunk, "value") else { continue };
            let bytes = value.unchecked_into::<Uint8Array>().to_vec();
            self.report(PortNews::Received(bytes));
        }
    }

    /// Sends bytes after the earlier ones.
    pub fn send(self: &Rc<Self>, bytes: Vec<u8>) {
        let this = self.clone();
        self.line.then(async move {
            let Some(writer) = this.writer.borrow().clone() else { return };
            match writer.write(Uint8Array::from(bytes.as_slice())).await {
                Ok(_) => this.report(PortNews::Sent(bytes.len())),
                Err(error) => {
                    let error = BrowserError::of(&error);
                    this.lost(error.while_open(), &error.message);
                }
            }
        });
    }

    /// Resets the board by the modem lines, at once: bytes in the queue may wait for a board that hangs.
    pub fn reset_board(self: &Rc<Self>) {
        let this = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if this.set_lines(false).await.is_ok() {
                sleep(RESET_MS).await;
                // If the port has gone since, reading reports it.
                let _ = this.set_lines(true).await;
            }
        });
    }

    /// Tells the worker why the port is lost; only the first time.
    pub fn lost(&self, code: DeviceErrorCode, reason: &str) {
        if !self.has_ended.get() && !self.has_failed.replace(true) {
            self.report(PortNews::Failed(code, reason.to_owned()));
        }
    }

    fn report(&self, news: PortNews) {
        if !self.has_ended.get() {
            (self.tell)(news);
        }
    }

    /// Closes the port, after the bytes in the queue. From now on no news of it are told.
    pub fn end(self: &Rc<Self>) {
        if self.has_ended.replace(true) {
            return;
        }
        // A board that takes nothing must not keep its port.
        let this = self.clone();
        self.goodbye.replace(Some(Timeout::new(GOODBYE_MS, move || {
            if let Some(writer) = this.writer.borrow().clone() {
                wasm_bindgen_futures::spawn_local(async move {
                    let _ = writer.abort().await;
                });
            }
        })));
        let this = self.clone();
        self.line.then(async move {
            this.goodbye.replace(None);
            this.close().await;
        });
    }

    /// Closes the port. Errors do not matter here: a port that is gone is released too.
    async fn close(&self) {
        let writer = self.writer.take();
        if let Some(writer) = &writer {
            let _ = writer.release();
        }
        let reader = self.reader.borrow().clone();
        if let Some(reader) = reader {
            let _ = reader.cancel().await;
        }
        let reading = self.reading.take();
        if let Some(reading) = reading {
            let _ = JsFuture::from(reading).await;
            let _ = self.port.close().await;
        }
    }
}

/// Waits for this time, in milliseconds.
async fn sleep(duration_ms: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        Timeout::new(duration_ms, move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        })
        .forget();
    });
    // It is never rejected.
    let _ = JsFuture::from(promise).await;
}
