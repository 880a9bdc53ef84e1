//! Messages survive the way from one side to the other.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::api_error::ApiErrorCode;
use crate::lab::{BenchAction, BenchSetup, BoardId, LabOutput, LiveCommand, Pace};
use crate::lab_protocol::worker::{PortNews, PortRequest, ToPage, ToWorker};
use crate::lab_protocol::{BoardPlace, LabCommand, LabEvent, RunEnd, RunRequest};
use crate::mistakes::{Mistake, MistakeCode};
use crate::transcript::EndReason;
use digilab_devices::board::{BoardFamily, BoardKind, BoardState, Pin, PinMode, PinState};
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::parts::Part;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn check<M: Serialize + DeserializeOwned + PartialEq + Debug>(message: M) {
    let json = serde_json::to_string(&message).unwrap();
    let read = serde_json::from_str(&json).map_err(|error| error.to_string());
    assert_eq!(read, Ok(message), "{json}");
}

fn check_event(event: LabEvent) {
    check(ToPage::Events(u32::MAX, vec![event]));
}

#[test]
fn the_page_reads_what_a_run_tells() {
    let mistake = Mistake::new(MistakeCode::Api(ApiErrorCode::LabCrashed));
    let gone = DeviceError::new(DeviceErrorCode::Gone).with("port", "usb-1");
    for output in [
        LabOutput::Started,
        LabOutput::Line { text: "\u{0}\"\\\n😀".to_owned() },
        LabOutput::Sample { at_us: u64::MAX, name: String::new(), value: f64::MIN_POSITIVE },
        LabOutput::Paused {
            step: 1,
            line: 1,
            changed: vec![("a".to_owned(), "1".to_owned())],
            can_go_back: false,
        },
        LabOutput::Resumed,
        LabOutput::Asking,
        LabOutput::Typed { text: "ä\"".to_owned() },
    ] {
        check_event(LabEvent::Output(output));
    }
    for event in [
        LabEvent::Checked { revision: u64::MAX, mistake: Some(mistake.clone()) },
        LabEvent::Detected { port: "usb-1".to_owned(), answer: Some(Err(gone)) },
        LabEvent::Detected { port: "usb-1".to_owned(), answer: None },
        LabEvent::Connecting,
        LabEvent::Started,
        LabEvent::Ended(RunEnd { reason: EndReason::Error, mistake: Some(mistake) }),
    ] {
        check_event(event);
    }
    for ask in [
        PortRequest::Open("usb-1".to_owned(), 57_600),
        PortRequest::Send(vec![0, 255]),
        PortRequest::Reset,
        PortRequest::Close,
    ] {
        check(ToPage::Port(3, ask));
    }
}

#[test]
fn the_worker_reads_what_a_window_asks() {
    let request = RunRequest {
        script: "print(\"å\");".to_owned(),
        seed: u64::MAX,
        benches: vec![BenchSetup {
            want: BoardFamily::Arduino,
            actions: vec![
                BenchAction::Attach { pin: 13, part: Part::Led },
                BenchAction::Input(PhysicalInput::PinLevel { pin: 14, level: 1023 }),
                BenchAction::Detach { pin: 2 },
            ],
        }],
        places: vec![
            BoardPlace::Simulated { kind: BoardKind::MicrobitV1 },
            BoardPlace::Port { port: "usb-1".to_owned(), kind: BoardKind::Arduino, baud: 57_600 },
        ],
        boards: vec![BoardFamily::Microbit],
        paused: true,
        ..RunRequest::default()
    };
    for command in [
        LabCommand::Run(request),
        LabCommand::Check { revision: 1, script: String::new() },
        LabCommand::Detect { port: "usb-1".to_owned(), likely: Some(BoardKind::Text) },
    ] {
        check(ToWorker::Job(7, command));
    }
    let typed = LiveCommand::Line { text: Some("ä\"".to_owned()) };
    for command in [typed, LiveCommand::Line { text: None }, LiveCommand::Pace(Pace::Step)] {
        check(ToWorker::Live(7, command));
    }
    let failed = PortNews::Failed(DeviceErrorCode::PortBusy, "in use".to_owned());
    for news in [PortNews::Opened, PortNews::Received(vec![0, 255]), PortNews::Sent(2), failed] {
        check(ToWorker::Port(u32::MAX, news));
    }
    check(ToWorker::Stop(7));
    check(ToWorker::Taken(500));
}

fn pin_states() -> impl Strategy<Value = BTreeMap<Pin, PinState>> {
    let state = any::<u16>().prop_map(|value| PinState { mode: PinMode::Output, value });
    proptest::collection::btree_map(any::<Pin>(), state, 0..4)
}

fn board_states() -> impl Strategy<Value = BoardState> {
    let pixels = proptest::collection::btree_map(any::<Pin>(), Just(vec![[0, 127, 255]]), 0..3);
    let leds = proptest::option::of(any::<[[u8; 5]; 5]>());
    (leds, pin_states(), proptest::option::of(any::<u32>()), pixels)
        .prop_map(|(leds, pins, tone_hz, pixels)| BoardState { leds, pins, tone_hz, pixels })
}

proptest! {
    #[test]
    fn the_page_reads_any_state_of_a_board(state in board_states()) {
        check_event(LabEvent::Output(LabOutput::Board { board: BoardId(1), kind: BoardKind::Arduino, state }));
    }
}
