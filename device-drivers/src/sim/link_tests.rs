use proptest::prelude::*;

use super::{Action, Bench, Change, SimulatedLink};
use crate::board::{BoardKind, BoardState, PinMode, PinState};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::link::Link;
use crate::sim::SimulatedBoard;
use crate::sim::faults::{Direction, Fault};
use crate::sim::input::PhysicalInput;

const BAUD: u32 = 100_000;
const BYTE_US: u64 = 100;
const THINKS_US: u64 = 1000;
const TICKS_US: u64 = 7000;

/// A board that echoes each byte a millisecond later and sends `.` every seven milliseconds, toggling pin 1; pin 2
/// shows the light.
#[derive(Clone, Default)]
struct EchoBoard {
    replies: Vec<(u64, u8)>,
    next_tick_us: u64,
    output: Vec<u8>,
    seen: BoardState,
}

impl EchoBoard {
    fn show(&mut self, pin: u8, value: u16) {
        self.seen.pins.insert(pin, PinState { mode: PinMode::Output, value });
    }
}

impl SimulatedBoard for EchoBoard {
    fn kind(&self) -> BoardKind {
        BoardKind::Arduino
    }

    fn baud(&self) -> u32 {
        BAUD
    }

    fn resets_on_open(&self) -> bool {
        true
    }

    fn reset(&mut self, now_us: u64) {
        *self = Self { next_tick_us: now_us + TICKS_US, output: b"!".to_vec(), ..Self::default() };
    }

    fn receive(&mut self, now_us: u64, byte: u8) {
        self.replies.push((now_us + THINKS_US, byte));
    }

    fn advance(&mut self, now_us: u64) {
        while self.next_wake_us().is_some_and(|at_us| at_us <= now_us) {
            if self.next_tick_us <= now_us {
                self.next_tick_us += TICKS_US;
                self.output.push(b'.');
                let level = self.seen.pins.get(&1).map_or(0, |pin| pin.value);
                self.show(1, 1 - level);
            } else {
                self.output.push(self.replies.remove(0).1);
            }
        }
    }

    fn next_wake_us(&self) -> Option<u64> {
        self.replies.first().map(|(at_us, _)| *at_us).into_iter().chain([self.next_tick_us]).min()
    }

    fn take_output(&mut self, into: &mut Vec<u8>) {
        into.append(&mut self.output);
    }

    fn input(&mut self, _now_us: u64, input: &PhysicalInput) -> Result<(), DeviceError> {
        match input {
            PhysicalInput::Light { level } => {
                self.show(2, u16::from(*level));
                Ok(())
            }
            _ => Err(DeviceError::new(DeviceErrorCode::Lacking)),
        }
    }

    fn seen(&self) -> &BoardState {
        &self.seen
    }

    fn copy(&self) -> Box<dyn SimulatedBoard> {
        Box::new(self.clone())
    }
}

fn open() -> (SimulatedLink, Bench) {
    SimulatedLink::new(Box::<EchoBoard>::default())
}

/// Goes from wake to wake up to `until_us` and returns every byte with the time at which the host has it.
fn hear(link: &mut SimulatedLink, from_us: u64, until_us: u64) -> Vec<(u64, u8)> {
    let mut heard = Vec::new();
    let mut now_us = from_us;
    loop {
        let mut chunk = Vec::new();
        link.receive(now_us, &mut chunk).unwrap();
        heard.extend(chunk.into_iter().map(|byte| (now_us, byte)));
        match link.next_wake_us() {
            Some(at_us) if at_us <= until_us => {
                assert!(at_us > now_us, "a wake in the past is a busy loop");
                now_us = at_us;
            }
            _ => return heard,
        }
    }
}

/// Applies `faults` at time 0, sends `sent` at time 0, and compares what is received within five milliseconds.
fn check(faults: &[Fault], sent: &[u8], heard: &[(u64, u8)]) {
    let (mut link, bench) = open();
    for fault in faults {
        bench.fault(0, *fault);
    }
    link.send(0, sent).unwrap();
    assert_eq!(hear(&mut link, 0, 5000), heard, "{faults:?}");
}

#[test]
fn bytes_take_their_time() {
    // There: 100 µs each; a millisecond of work; and back.
    check(&[], b"", &[(100, b'!')]);
    check(&[], b"ab", &[(100, b'!'), (1200, b'a'), (1300, b'b')]);
}

#[test]
fn faults() {
    use Direction::{ToBoard, ToHost};
    check(&[Fault::DropByte { direction: ToBoard, number: 0 }], b"ab", &[(100, b'!'), (1300, b'b')]);
    check(&[Fault::DropByte { direction: ToHost, number: 1 }], b"ab", &[(100, b'!'), (1300, b'b')]);
    check(
        &[Fault::CorruptByte { direction: ToHost, number: 2, flip: 0x20 }],
        b"ab",
        &[(100, b'!'), (1200, b'a'), (1300, b'B')],
    );
    check(&[Fault::Delay { direction: ToBoard, delay_us: 500 }], b"a", &[(100, b'!'), (1700, b'a')]);
    check(&[Fault::Delay { direction: ToHost, delay_us: 500 }], b"a", &[(100, b'!'), (1700, b'a')]);
    check(&[Fault::Freeze], b"ab", &[(100, b'!')]);
    check(&[Fault::Reset], b"a", &[(100, b'!'), (1200, b'a')]);
}

#[test]
fn a_frozen_board_goes_on_where_it_stood() {
    let (mut link, bench) = open();
    link.send(0, b"a").unwrap();
    bench.fault(600, Fault::Freeze);
    bench.fault(1600, Fault::Thaw);
    assert_eq!(hear(&mut link, 1600, 9000), [(1600, b'!'), (2200, b'a'), (8100, b'.')]);
}

#[test]
fn an_unplugged_board_is_gone_until_it_is_opened_again() {
    let (mut link, bench) = open();
    bench.schedule(10_000, Action::Fault(Fault::Unplug));
    assert_eq!(hear(&mut link, 0, 9999), [(100, b'!'), (7100, b'.')]);
    assert_eq!(link.next_wake_us(), Some(10_000), "the host notices at once");
    assert_eq!(link.receive(10_000, &mut Vec::new()).unwrap_err().code, DeviceErrorCode::Gone);
    assert_eq!(bench.seen(), BoardState::default(), "dark without power");
    assert_eq!(bench.open(11_000).err().unwrap().code, DeviceErrorCode::PortMissing);
    bench.fault(20_000, Fault::Replug);
    assert_eq!(link.send(20_000, b"a").unwrap_err().code, DeviceErrorCode::Gone, "the old port stays dead");
    let mut link = bench.open(30_000).unwrap();
    assert_eq!(hear(&mut link, 30_000, 35_000), [(30_100, b'!')], "opening resets this kind of board");
    assert_eq!(bench.open(31_000).err().unwrap().code, DeviceErrorCode::PortBusy);
    drop(link);
    bench.set_resets_on_open(false);
    let mut link = bench.open(40_000).unwrap();
    assert_eq!(hear(&mut link, 40_000, 46_000), [(44_100, b'.')]);
}

#[test]
fn a_scheduled_input_happens_at_its_time() {
    let (mut link, bench) = open();
    bench.schedule(3000, Action::Input(PhysicalInput::Light { level: 9 }));
    bench.schedule(4000, Action::Input(PhysicalInput::Shake));
    hear(&mut link, 0, 20_000);
    let times: Vec<u64> = bench.take_changes().iter().map(|change| change.at_us).collect();
    assert_eq!(times, [0, 3000, 7000, 14_000]);
    let errors = bench.take_errors();
    assert_eq!((errors.len(), errors[0].0), (1, 4000));
}

#[test]
fn an_idle_link_wakes_only_for_the_firmware() {
    let (mut link, _bench) = open();
    let mut wakes = 0;
    let mut now_us = 0;
    while now_us < 1_000_000 {
        link.receive(now_us, &mut Vec::new()).unwrap();
        now_us = link.next_wake_us().unwrap();
        wakes += 1;
    }
    assert!(wakes <= 2 * 1_000_000 / TICKS_US + 2, "{wakes} wakes in a second");
}

#[test]
fn a_full_send_buffer_says_later() {
    let (mut link, _bench) = open();
    assert_eq!(link.send(0, &[0; 5000]).unwrap(), 4096);
    assert_eq!(link.send(0, &[0; 904]).unwrap(), 0);
    assert_eq!(link.send(904 * BYTE_US, &[0; 904]).unwrap(), 904);
}

#[derive(Clone, Debug)]
enum Deed {
    Send(Vec<u8>),
    Light(u8),
    Fault(Fault),
}

fn deeds() -> impl Strategy<Value = Vec<(u64, Deed)>> {
    let deed = prop_oneof![
        4 => prop::collection::vec(any::<u8>(), 0..40).prop_map(Deed::Send),
        2 => any::<u8>().prop_map(Deed::Light),
        1 => prop::sample::select(vec![
            Fault::Freeze,
            Fault::Thaw,
            Fault::Reset,
            Fault::Mend,
            Fault::Delay { direction: Direction::ToHost, delay_us: 333 },
            Fault::DropSome { direction: Direction::ToBoard, per_mille: 300, seed: 5 },
        ])
        .prop_map(Deed::Fault),
    ];
    prop::collection::vec((0..100_000_u64, deed), 0..20).prop_map(|mut deeds| {
        deeds.sort_by_key(|(at_us, _)| *at_us);
        deeds
    })
}

/// Runs the actions, polling at `polls` as well, and returns the received bytes and the changes.
fn run(deeds: &[(u64, Deed)], polls: &[u64]) -> (Vec<u8>, Vec<Change>) {
    let (mut link, bench) = open();
    let mut polls = polls.to_vec();
    polls.sort_unstable();
    let mut polls = polls.into_iter().peekable();
    let mut heard = Vec::new();
    for (at_us, deed) in deeds {
        while let Some(poll_us) = polls.next_if(|poll_us| poll_us <= at_us) {
            link.receive(poll_us, &mut heard).unwrap();
        }
        match deed {
            Deed::Send(bytes) => assert_eq!(link.send(*at_us, bytes).unwrap(), bytes.len()),
            Deed::Light(level) => bench.input(*at_us, &PhysicalInput::Light { level: *level }).unwrap(),
            Deed::Fault(fault) => bench.fault(*at_us, *fault),
        }
    }
    for poll_us in polls {
        link.receive(poll_us, &mut heard).unwrap();
    }
    link.receive(200_000, &mut heard).unwrap();
    (heard, bench.take_changes())
}

proptest! {
    #[test]
    fn polling_changes_nothing(deeds in deeds(), polls in prop::collection::vec(0..200_000_u64, 0..300)) {
        prop_assert_eq!(run(&deeds, &polls), run(&deeds, &[]));
    }
}
