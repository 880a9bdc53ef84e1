//! Tests of connected boards in the window, with a backend that sends only what the test says.

use std::cell::RefCell;
use std::rc::Rc;

use digilab::window::app::LabApp;
use digilab_contract::backend::{Backend, Command, Event, RealBoards, Start, WallClock};
use digilab_contract::dropped_file::DroppedFile;
use digilab_devices::board::BoardKind;
use digilab_devices::discovery::{Firmware, FoundBoard, Port, UsbId, identify};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_lab::api_error::ApiErrorCode;
use digilab_lab::lab::LabOutput;
use digilab_lab::lab_protocol::{LabEvent, RunEnd};
use digilab_lab::mistakes::{Mistake, MistakeCode};
use digilab_lab::text::Language;
use digilab_lab::transcript::EndReason;
use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// Events to send to the window, and commands that it has sent.
#[derive(Default)]
struct Told {
    events: Vec<Event>,
    asked: Vec<Command>,
}

struct Desk(Rc<RefCell<Told>>);

impl Backend for Desk {
    fn send(&mut self, command: Command) {
        self.0.borrow_mut().asked.push(command);
    }

    fn take(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.0.borrow_mut().events)
    }

    fn drop_in(&mut self, _file: DroppedFile) {}

    fn close(&mut self) {}

    fn real_boards(&self) -> RealBoards {
        RealBoards::Listed
    }

    fn wall_clock(&self) -> WallClock {
        WallClock::default()
    }

    fn page_address(&self) -> Option<String> {
        None
    }
}

/// The window with a connected Uno, on a port whose name says nothing to people.
struct Lab {
    harness: Harness<'static, Option<LabApp>>,
    told: Rc<RefCell<Told>>,
}

const PORT: &str = "usb-1";

fn uno() -> Port {
    let usb = UsbId { vendor: 0x2341, product: 0x0043 };
    Port { path: PORT.to_owned(), usb: Some(usb), device: identify(usb), product: None }
}

impl Lab {
    fn with_uno() -> Self {
        let told: Rc<RefCell<Told>> = Rc::default();
        let mut desk = Some(Desk(Rc::clone(&told)));
        let mut create = move |context: &egui::Context| {
            LabApp::new(context, Box::new(desk.take().unwrap()), Start::default(), Language::En)
        };
        let harness = Harness::builder().with_size(vec2(1366.0, 768.0)).build_ui_state(
            move |ui, app: &mut Option<LabApp>| app.get_or_insert_with(|| create(ui.ctx())).show(ui),
            None,
        );
        let mut lab = Self { harness, told };
        lab.tell(Event::Ports(Ok(vec![uno()])));
        let firmware = Firmware::Firmata { protocol: (2, 5), name: "StandardFirmata.ino".to_owned() };
        let found = FoundBoard { kind: BoardKind::Arduino, firmware, baud: 57_600 };
        lab.tell(Event::Lab(LabEvent::Detected { port: PORT.to_owned(), answer: Some(Ok(found)) }));
        lab
    }

    fn tell(&mut self, event: Event) {
        self.told.borrow_mut().events.push(event);
        self.harness.run_steps(3);
    }

    fn run_ends_with(&mut self, code: DeviceErrorCode) {
        let mut mistake = Mistake::new(MistakeCode::Api(ApiErrorCode::Device(code)));
        mistake.args.insert("port".to_owned(), PORT.to_owned());
        mistake.line = Some(2);
        let end = RunEnd { reason: EndReason::Error, mistake: Some(mistake) };
        self.tell(Event::Lab(LabEvent::Ended(end)));
    }

    fn sees(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }
}

#[test]
fn a_board_that_is_pulled_out_is_told_by_its_name_and_is_there_again_when_it_is_plugged_in() {
    let mut lab = Lab::with_uno();
    assert!(lab.sees("Arduino Uno, connected"));
    lab.run_ends_with(DeviceErrorCode::Gone);
    assert!(lab.sees("Line 2: The board has disappeared (Arduino Uno"));
    assert!(!lab.sees(PORT), "nobody knows it by that name");
    assert!(lab.sees("Arduino Uno, unplugged") && !lab.sees("Arduino Uno, connected"));
    assert!(lab.sees("Plug it in again, or choose another board."));
    lab.tell(Event::Ports(Ok(vec![])));
    assert!(lab.sees("Arduino Uno, unplugged"));
    lab.tell(Event::Ports(Ok(vec![uno()])));
    assert!(lab.sees("Arduino Uno, connected") && !lab.sees("unplugged"));
}

#[test]
fn the_window_looks_whether_a_board_that_is_away_has_come_back() {
    let mut lab = Lab::with_uno();
    let looks = |lab: &mut Lab| {
        lab.told.borrow_mut().asked.clear();
        for _ in 0..20 {
            lab.harness.run_steps(10);
        }
        lab.told.borrow().asked.contains(&Command::ListPorts)
    };
    assert!(!looks(&mut lab), "nothing is away");
    lab.run_ends_with(DeviceErrorCode::Gone);
    assert!(looks(&mut lab));
    lab.tell(Event::Ports(Ok(vec![uno()])));
    assert!(!looks(&mut lab));
}

#[test]
fn a_board_that_answers_badly_is_still_there() {
    let mut lab = Lab::with_uno();
    lab.run_ends_with(DeviceErrorCode::Silent);
    assert!(lab.sees("The board has stopped answering (Arduino Uno"));
    assert!(lab.sees("Arduino Uno, connected"));
}

#[test]
fn the_boards_dialog_tells_of_a_board_that_is_away_and_lets_go_of_it() {
    let mut lab = Lab::with_uno();
    lab.run_ends_with(DeviceErrorCode::PortMissing);
    lab.tell(Event::Ports(Ok(vec![])));
    lab.harness.get_by_label_contains("Arduino Uno, unplugged").click();
    lab.harness.run_steps(3);
    lab.tell(Event::Ports(Ok(vec![])));
    lab.harness.get_by_label_contains("Disconnect from Arduino Uno").click();
    lab.harness.run_steps(3);
    assert!(lab.sees("Arduino Uno, on the screen") && !lab.sees("unplugged"));
}

#[test]
fn what_is_wrong_with_a_port_is_told_by_the_boards_name() {
    let mut lab = Lab::with_uno();
    lab.harness.get_by_label_contains("Arduino Uno, connected").click();
    lab.harness.run_steps(3);
    let error = DeviceError::new(DeviceErrorCode::PortBusy).with("port", PORT);
    lab.tell(Event::Lab(LabEvent::Detected { port: PORT.to_owned(), answer: Some(Err(error)) }));
    assert!(lab.sees("Another program is using the board (Arduino Uno"));
}

#[test]
fn what_comes_from_a_board_shows_that_it_is_there() {
    let mut lab = Lab::with_uno();
    lab.run_ends_with(DeviceErrorCode::Gone);
    let (board, kind) = (digilab_lab::lab::BoardId(0), BoardKind::Arduino);
    let state = digilab_devices::board::BoardState::default();
    lab.tell(Event::Lab(LabEvent::Output(LabOutput::Board { board, kind, state })));
    assert!(lab.sees("Arduino Uno, connected"));
}
