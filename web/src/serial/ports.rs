//! The ports of a page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use digilab_devices::discovery::{Port, UsbId};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_lab::lab_protocol::worker::{PortNews, PortRequest};
use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};

use super::api::{self, NavigatorSerial, SerialPort, property};
use super::conversation::Conversation;
use super::errors::BrowserError;
use super::line::Line;
use super::names::Names;

/// Web Serial. All clones are the same.
#[derive(Clone)]
pub struct Serial(Rc<Shared>);

pub(super) struct Shared {
    pub browser: NavigatorSerial,
    wake: Rc<dyn Fn()>,
    names: RefCell<Names<SerialPort>>,
    /// By the ports' names: the requests to each port are executed in order.
    lines: RefCell<BTreeMap<String, Line>>,
    /// By the numbers of their openings.
    conversations: RefCell<BTreeMap<u32, Rc<Conversation>>>,
    news: RefCell<Option<Result<Vec<Port>, DeviceError>>>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Serial {
    /// The browser's Web Serial, if it has it.
    ///
    /// # Arguments
    /// - `wake`: called when the list of ports changes.
    pub fn of_browser(wake: Rc<dyn Fn()>) -> Option<Self> {
        let browser = api::of_browser()?;
        let serial = Self(Rc::new(Shared {
            browser: browser.clone(),
            wake,
            names: RefCell::default(),
            lines: RefCell::default(),
            conversations: RefCell::default(),
            news: RefCell::default(),
            listeners: RefCell::default(),
        }));
        let listen = |name: &'static str| {
            let serial = Rc::downgrade(&serial.0);
            EventListener::new(&browser, name, move |event| {
                let Some(serial) = serial.upgrade().map(Self) else { return };
                // The browser may go on to list an unplugged port.
                if name == "disconnect"
                    && let Some(target) = event.target()
                {
                    serial.0.names.borrow_mut().remove(target.unchecked_ref());
                }
                serial.refresh(name == "disconnect");
            })
        };
        serial.0.listeners.replace(vec![listen("connect"), listen("disconnect")]);
        Some(serial)
    }

    /// Lists the ports; reports the list even if nothing is new.
    pub fn list(&self) {
        self.refresh(true);
    }

    /// Lists the ports.
    ///
    /// # Arguments
    /// - `tells_always`: true to report the list even if nothing is new.
    pub(super) fn refresh(&self, tells_always: bool) {
        let serial = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let ports = serial.0.browser.get_ports().await;
            let told = match ports {
                Ok(ports) => {
                    let present = js_sys::Array::from(&ports).iter().filter_map(plugged_in).collect();
                    let is_new = serial.0.names.borrow_mut().update(present);
                    (is_new || tells_always).then(|| Ok(serial.0.names.borrow().list()))
                }
                Err(error) => {
                    let error = BrowserError::of(&error);
                    let code = match error.at_opening() {
                        DeviceErrorCode::NoPermission => DeviceErrorCode::NoPermission,
                        _ => DeviceErrorCode::PortFailed,
                    };
                    let told = DeviceError::new(code).with("port", "*").with("reason", &error.message);
                    Some(Err(told))
                }
            };
            if let Some(told) = told {
                serial.0.news.replace(Some(told));
                (serial.0.wake)();
            }
        });
    }

    /// Takes the list of ports, if it is new.
    pub fn take_ports(&self) -> Option<Result<Vec<Port>, DeviceError>> {
        self.0.news.take()
    }

    /// Executes a request of the worker.
    ///
    /// # Arguments
    /// - `opening`: the number of the port's opening.
    /// - `tell`: gets the port's news, if it is to be opened.
    pub fn ask(&self, opening: u32, ask: PortRequest, tell: impl Fn(PortNews) + 'static) {
        let present = self.0.conversations.borrow().get(&opening).cloned();
        match (ask, present) {
            (PortRequest::Open(name, baud), _) => {
                let Some(port) = self.0.names.borrow().port(&name) else {
                    let was_there = self.0.names.borrow().knows(&name);
                    let code = if was_there { DeviceErrorCode::Gone } else { DeviceErrorCode::PortMissing };
                    return tell(PortNews::Failed(code, String::new()));
                };
                let line = self.0.lines.borrow_mut().entry(name).or_default().clone();
                let conversation = Rc::new(Conversation::new(port, Box::new(tell), baud, line));
                conversation.begin();
                self.0.conversations.borrow_mut().insert(opening, conversation);
            }
            (PortRequest::Send(bytes), Some(conversation)) => conversation.send(bytes),
            (PortRequest::Reset, Some(conversation)) => conversation.reset_board(),
            (PortRequest::Close, Some(conversation)) => {
                self.0.conversations.borrow_mut().remove(&opening);
                conversation.end();
            }
            // A port that never existed.
            (PortRequest::Send(_) | PortRequest::Reset | PortRequest::Close, None) => {}
        }
    }

    /// Closes all ports. Their users get the error that the port is gone.
    pub fn close_all(&self) {
        let open = std::mem::take(&mut *self.0.conversations.borrow_mut());
        for conversation in open.into_values() {
            conversation.lost(DeviceErrorCode::Gone, "");
            conversation.end();
        }
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.0
    }
}

/// Returns a port that is plugged in, with its USB ids. Browsers that keep an unplugged port mark it so.
fn plugged_in(port: JsValue) -> Option<(SerialPort, Option<UsbId>)> {
    if property(&port, "connected").is_some_and(|is_connected| is_connected.is_falsy()) {
        return None;
    }
    let port: SerialPort = port.unchecked_into();
    let info = port.get_info();
    let id = |name| property(&info, name).and_then(|id| id.as_f64()).map(|id| id as u16);
    let usb = match (id("usbVendorId"), id("usbProductId")) {
        (Some(vendor), Some(product)) => Some(UsbId { vendor, product }),
        _ => None,
    };
    Some((port, usb))
}
