//! Pupils' scripts for the micro:bit (`tests/scripts/microbit/`) do the same on the simulated V1, in virtual time,
//! and on MicroPython 1.1.1 in QEMU, in real time: the same console lines, plotted values, images on the LEDs and
//! levels on the pins, in the same order.
//!
//! LEDs and pins are watched from outside: on QEMU by reading the processor's port, on the simulated board by its
//! visible state. The time between two observations may differ within [`TIMING_MS`] and [`TIMING_SHARE`]: QEMU runs
//! in real time beside whatever else the machine does. For the same reason a script that differs is run on QEMU
//! again, [`ATTEMPTS`] times in all; that does not make a wrong simulator right.
//!
//! The limits of QEMU are not compared, and not faked:
//!
//! | QEMU's micro:bit | so here |
//! |---|---|
//! | no thermometer: a hook in the harness puts a value in | compared through the hook (`thermometer`) |
//! | accelerometer fixed at (-736, -736, 736) | the simulated board is held that way (`tilt_arrow`); no shaking |
//! | light is always 255, analog inputs read 0 | no script reads them |
//! | no compass, microphone, speaker or logo | no script uses them |
//! | a duty near 1023 confuses its PWM | duties up to 768 |
//! | sampling beside other work blurs the steps of brightness | dark, half and full, at the script's end (`brightness`); all steps with the driver alone |
//! | no loudspeaker: a tone is a pulse on pin 0 | pitch is compared with the driver alone; here that handlers run meanwhile (`beep`) |
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use digilab_devices::board::{BoardFamily, BoardKind, Leds, Pin, PinMode};
use digilab_devices::clock::Signal;
use digilab_devices::link;
use digilab_devices::microbit::{BAUD, MicrobitDriver};
use digilab_devices::sim::input::PhysicalInput;
use digilab_lab::boards::OpenBoard;
use digilab_lab::stop::StopFlag;
use digilab_lab::trace::{TraceEntry, TraceEvent};
use digilab_tests::emulator_microbit::{MatrixWatch, MicrobitEmulator, Picture};
use digilab_tests::scripts::{EmulatedWorld, Ran, Script, SimulatedWorld, Stage, Told, run};

/// Maximum difference in duration between the boards, in milliseconds.
const TIMING_MS: f64 = 250.0;
const TIMING_SHARE: f64 = 0.2;

/// Maximum number of runs on QEMU until the script does the same as on the simulated board.
const ATTEMPTS: usize = 3;

/// Shorter observations are ignored: images while one is drawn LED by LED, which take a command's time each.
const BLINK_MS: f64 = 25.0;
/// A script whose pictures last between [`BLINK_MS`] and this cannot be compared.
const SEEN_MS: f64 = 140.0;

/// Delay after a console line from which the share of high time is measured.
const SHARE_FROM: Duration = Duration::from_millis(150);
const SHARE_UNTIL: Duration = Duration::from_millis(750);
/// Maximum difference between the shares.
const SHARE_TOLERANCE: f64 = 0.04;

const TEMPERATURE: i8 = 23;

/// A script, and the observations compared besides console, plot and LEDs.
#[derive(Clone, Copy, Default)]
struct Case {
    /// Pins whose levels are compared.
    levels: &'static [Pin],
    /// The pin whose share of high time is compared, after each console line.
    share: Option<Pin>,
    /// True if the LEDs' brightness at the end is compared.
    brightness: bool,
}

/// Observations, each with its duration in milliseconds; the last one has no end.
type Sights<T> = Vec<(T, f64)>;

/// The compared part of a run.
struct Seen {
    told: Told,
    /// Console lines and samples with the time until the next.
    said: Sights<String>,
    pictures: Sights<Picture>,
    levels: BTreeMap<Pin, Sights<Option<bool>>>,
    shares: Vec<f64>,
    brightness: Option<Leds>,
}

/// Drops observations that are too short, and joins those that are then equal; the darkness at first is dropped
/// too, because its start is unknown.
fn settled<T: Clone + PartialEq>(changes: &[(T, f64)], shortest_ms: f64, first: &T) -> Sights<T> {
    let mut sights: Vec<(T, f64)> = Vec::new();
    for (index, (sight, from_ms)) in changes.iter().enumerate() {
        let until_ms = changes.get(index + 1).map_or(f64::INFINITY, |next| next.1);
        if until_ms - from_ms >= shortest_ms && sights.last().is_none_or(|last| last.0 != *sight) {
            sights.push((sight.clone(), *from_ms));
        }
    }
    if sights.first().is_some_and(|(sight, _)| sight == first) {
        sights.remove(0);
    }
    lasting(&sights)
}

/// Converts start times into durations.
fn lasting<T: Clone>(changes: &[(T, f64)]) -> Sights<T> {
    let ends = changes.iter().skip(1).map(|next| next.1).chain([f64::INFINITY]);
    changes.iter().zip(ends).map(|((sight, from_ms), end_ms)| (sight.clone(), end_ms - from_ms)).collect()
}

fn said(ran: &Ran) -> Sights<String> {
    let text = |entry: &TraceEntry| match &entry.event {
        TraceEvent::Console { text } => Some(text.clone()),
        TraceEvent::Sample { name, value } => Some(format!("{name}={value}")),
        _ => None,
    };
    let changes: Vec<_> =
        ran.trace.iter().filter_map(|entry| Some((text(entry)?, entry.at_us as f64 / 1000.0))).collect();
    lasting(&changes)
}

const DARK: Picture = [[false; 5]; 5];

fn on_simulated(script: &Script, case: Case) -> Seen {
    let world = SimulatedWorld::default();
    let mut stage = world.stage(BoardKind::MicrobitV1);
    stage.is_recorded = true;
    let mut open = stage.open;
    stage.open = Box::new(move |want, signal| {
        let board = open(want, signal)?;
        // The fixed values of QEMU's sensors.
        let tilt = PhysicalInput::Tilt { x_mg: -736, y_mg: -736, z_mg: 736 };
        for input in [tilt, PhysicalInput::Temperature { celsius: TEMPERATURE.into() }] {
            board.bench.as_ref().map_or(Ok(()), |bench| bench.input(0, &input))?;
        }
        Ok(board)
    });
    let ran = run(script, stage).unwrap();
    let changes = world.bench(BoardFamily::Microbit).unwrap().take_changes();
    let at_ms = |at_us: u64| at_us as f64 / 1000.0;
    let pictures: Vec<_> = changes
        .iter()
        .map(|change| (change.seen.leds.unwrap().map(|row| row.map(|led| led > 0)), at_ms(change.at_us)))
        .collect();
    let level = |pin: Pin| {
        let states = changes.iter().map(|change| (change.seen.pins.get(&pin), at_ms(change.at_us)));
        let driven = states.map(|(state, at_ms)| {
            (state.filter(|state| state.mode == PinMode::Output).map(|state| state.value > 0), at_ms)
        });
        (pin, settled(&driven.collect::<Vec<_>>(), BLINK_MS, &None))
    };
    // The run's own times start with its first line.
    let lines = ran.trace.iter().filter(|entry| matches!(entry.event, TraceEvent::Console { .. }));
    let start_us = start_us(&ran);
    let shares = case.share.map(|pin| {
        lines
            .map(|line| {
                let at_us = start_us + line.at_us + SHARE_FROM.as_micros() as u64;
                let seen = &changes.iter().rev().find(|change| change.at_us <= at_us).unwrap().seen;
                seen.pins.get(&pin).map_or(0.0, |state| f64::from(state.value) / 1023.0)
            })
            .collect()
    });
    Seen {
        said: said(&ran),
        pictures: settled(&pictures, BLINK_MS, &DARK),
        levels: case.levels.iter().map(|&pin| level(pin)).collect(),
        shares: shares.unwrap_or_default(),
        brightness: case.brightness.then(|| changes.last().unwrap().seen.leds.unwrap()),
        told: ran.told(),
    }
}

/// The time of the script's first line, on the clock of its boards.
fn start_us(ran: &Ran) -> u64 {
    use digilab_lab::transcript::Record;
    ran.records
        .iter()
        .find_map(|record| if let Record::Start { at_us } = record { Some(*at_us) } else { None })
        .unwrap_or(0)
}

/// Applies an input to the emulated board.
fn act(board: &mut MicrobitEmulator, input: &PhysicalInput) -> Result<(), String> {
    match input {
        PhysicalInput::Press { button } if button == "A" => board.set_button_a(true),
        PhysicalInput::Press { button } if button == "B" => board.set_button_b(true),
        PhysicalInput::Release { button } if button == "A" => board.set_button_a(false),
        PhysicalInput::Release { button } if button == "B" => board.set_button_b(false),
        PhysicalInput::PinLevel { pin, level } => board.set_pin(*pin, *level >= 512),
        other => return Err(format!("QEMU cannot do {other:?}")),
    }
    .map_err(|error| error.to_string())
}

/// The observations of the watching thread.
struct Watched {
    begun: Instant,
    pictures: Vec<(Picture, f64)>,
    levels: BTreeMap<Pin, Vec<(Option<bool>, f64)>>,
}

/// Watches LEDs and pins until `is_over`.
fn watch(board: &Mutex<MicrobitEmulator>, pins: &[Pin], is_over: &AtomicBool) -> Watched {
    let begun = Instant::now();
    let now_ms = || begun.elapsed().as_secs_f64() * 1000.0;
    let mut matrix = MatrixWatch::default();
    let mut watched = Watched { begun, pictures: Vec::new(), levels: BTreeMap::new() };
    while !is_over.load(Ordering::Relaxed) {
        {
            let mut board = board.lock().unwrap_or_else(PoisonError::into_inner);
            for _ in 0..20 {
                let Ok(glance) = board.glance(!pins.is_empty()) else { return watched };
                if let Some(picture) = matrix.look(&glance) {
                    watched.pictures.push((picture, now_ms()));
                }
                for &pin in pins {
                    let level = glance.driven_pin(pin);
                    let seen = watched.levels.entry(pin).or_default();
                    if seen.last().is_none_or(|last| last.0 != level) {
                        seen.push((level, now_ms()));
                    }
                }
            }
        }
        // A thread that wants to press a button gets the board now.
        std::thread::sleep(Duration::from_micros(50));
    }
    watched
}

/// The share of the time between two times that a pin was high.
fn share(levels: &[(Option<bool>, f64)], from_ms: f64, until_ms: f64) -> f64 {
    let ends = levels.iter().skip(1).map(|next| next.1).chain([until_ms]);
    let high = levels
        .iter()
        .zip(ends)
        .filter(|((level, _), _)| *level == Some(true))
        .map(|((_, begin), end)| (end.min(until_ms) - begin.max(from_ms)).max(0.0));
    high.sum::<f64>() / (until_ms - from_ms)
}

fn on_emulated(script: &Script, case: Case) -> Seen {
    let mut board = MicrobitEmulator::start().unwrap();
    if script.text.contains("temperature()") {
        // QEMU opens its debugger's socket a moment after its others.
        let end = Instant::now() + Duration::from_secs(20);
        while board.set_temperature(TEMPERATURE).is_err() {
            assert!(Instant::now() < end, "the thermometer's hook cannot be set");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    let port = board.port().to_str().unwrap().to_owned();
    let board = Arc::new(Mutex::new(board));
    let is_over = Arc::new(AtomicBool::new(false));
    let pins: Vec<Pin> = case.levels.iter().copied().chain(case.share).collect();
    let watching = {
        let (board, is_over, pins) = (board.clone(), is_over.clone(), pins.clone());
        std::thread::spawn(move || watch(&board, &pins, &is_over))
    };
    let lines = Arc::new(Mutex::new(Vec::new()));
    let stage = Stage {
        is_real_time: true,
        open: Box::new(move |_, signal: &Signal| {
            let link = link::open(&port, BAUD, signal.clone())?;
            let driver = Box::new(MicrobitDriver::new(&port));
            Ok(OpenBoard { kind: BoardKind::MicrobitV1, driver, link, bench: None })
        }),
        world: Box::new(EmulatedWorld::new(BoardKind::MicrobitV1, board.clone(), act)),
        stop: StopFlag::new(),
        on_line: {
            let lines = lines.clone();
            Box::new(move |_| lines.lock().unwrap().push(Instant::now()))
        },
        is_recorded: false,
        replay: None,
    };
    let ran = run(script, stage);
    std::thread::sleep(if case.share.is_some() { SHARE_UNTIL } else { Duration::from_millis(200) });
    is_over.store(true, Ordering::Relaxed);
    let watched = watching.join().unwrap();
    let ran = ran.unwrap();
    let shares = case.share.map(|pin| {
        let ms = |at: Instant| (at - watched.begun).as_secs_f64() * 1000.0;
        let lines = lines.lock().unwrap();
        let levels = &watched.levels[&pin];
        lines.iter().map(|line| share(levels, ms(*line + SHARE_FROM), ms(*line + SHARE_UNTIL))).collect()
    });
    let levels = |pin: &Pin| (*pin, settled(&watched.levels[pin], BLINK_MS, &None));
    Seen {
        said: said(&ran),
        // Only images that were steady for two whole turns of the matrix are reported at all.
        pictures: settled(&watched.pictures, 0.0, &DARK),
        levels: case.levels.iter().map(levels).collect(),
        shares: shares.unwrap_or_default(),
        brightness: case.brightness.then(|| board.lock().unwrap().picture().unwrap()),
        told: ran.told(),
    }
}

/// Compares observations and their durations.
fn differ<T: PartialEq + std::fmt::Debug>(
    what: &str,
    ours: &Sights<T>,
    theirs: &Sights<T>,
) -> Option<String> {
    let agree = |(one, other): (&(T, f64), &(T, f64))| {
        let lasts_alike = one.1 == other.1 || (one.1 - other.1).abs() <= TIMING_MS + TIMING_SHARE * one.1;
        one.0 == other.0 && lasts_alike
    };
    let same = ours.len() == theirs.len() && ours.iter().zip(theirs).all(agree);
    (!same).then(|| format!("{what}\n  simulated: {ours:?}\n  real:      {theirs:?}"))
}

fn difference(simulated: &Seen, real: &Seen) -> Option<String> {
    if simulated.told != real.told {
        return Some(format!("simulated {:#?}\nreal {:#?}", simulated.told, real.told));
    }
    let mut found = differ("console and plot", &simulated.said, &real.said)
        .or_else(|| differ("LEDs", &simulated.pictures, &real.pictures));
    for (pin, levels) in &simulated.levels {
        found = found.or_else(|| differ(&format!("pin {pin}"), levels, &real.levels[pin]));
    }
    let close = |(one, other): (&f64, &f64)| (one - other).abs() <= SHARE_TOLERANCE;
    if simulated.shares.len() != real.shares.len() || !simulated.shares.iter().zip(&real.shares).all(close) {
        found = found.or_else(|| Some(format!("shares {:?} {:?}", simulated.shares, real.shares)));
    }
    // Brightness 5 may look like 6 or 7 on a busy machine; 9 never does.
    let kind = |brightness: u8| match brightness {
        0 => "dark",
        1..=7 => "half",
        _ => "full",
    };
    let kinds = |leds: Option<Leds>| leds.map(|leds| leds.map(|row| row.map(kind)));
    if kinds(simulated.brightness) != kinds(real.brightness) {
        found = found.or_else(|| Some(format!("{:?} {:?}", simulated.brightness, real.brightness)));
    }
    found
}

fn script(name: &str) -> Script {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/microbit").join(name);
    let read = |extension| std::fs::read_to_string(file.with_extension(extension));
    Script::new(name, &read("rhai").unwrap()).with_inputs(&read("inputs").unwrap_or_default()).unwrap()
}

/// Runs a script on both boards and compares their output and the observations.
#[track_caller]
fn check(name: &str, case: Case) {
    let script = script(name);
    let simulated = on_simulated(&script, case);
    assert_eq!(simulated.told.error, None);
    let is_comparable = |lasts_ms: f64| lasts_ms >= SEEN_MS;
    assert!(simulated.pictures.iter().all(|sight| is_comparable(sight.1)), "{:?}", simulated.pictures);
    assert!(simulated.levels.values().flatten().all(|sight| is_comparable(sight.1)));
    assert!(simulated.said.len() + simulated.pictures.len() > 0, "nothing to compare");
    let mut differences = Vec::new();
    for _ in 0..ATTEMPTS {
        match difference(&simulated, &on_emulated(&script, case)) {
            None => return,
            Some(found) => differences.push(found),
        }
    }
    panic!("{name}: {}", differences.join("\nagain: "));
}

macro_rules! scripts {
    ($($name:ident: $case:expr;)*) => {
        $(#[test] fn $name() { check(stringify!($name), $case); })*

        #[test]
        fn every_script_is_checked() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/microbit");
            let scripts = Script::all_in(&folder).unwrap();
            let mut names: Vec<_> = scripts.iter().map(|script| script.name.as_str()).collect();
            let mut checked = vec![$(stringify!($name)),*];
            checked.sort_unstable();
            names.sort_unstable();
            assert_eq!(names, checked);
        }
    };
}

const PLAIN: Case = Case { levels: &[], share: None, brightness: false };

scripts! {
    beep: PLAIN;
    blinking_heart: PLAIN;
    brightness: Case { brightness: true, ..PLAIN };
    clear: PLAIN;
    counter: PLAIN;
    dice: PLAIN;
    dimmer: Case { share: Some(1), ..PLAIN };
    doorbell: PLAIN;
    every_and_forever: PLAIN;
    film: PLAIN;
    functions: PLAIN;
    heart: PLAIN;
    light_while_held: PLAIN;
    on_press: PLAIN;
    own_picture: PLAIN;
    pixel_walk: PLAIN;
    presses_while_sleeping: PLAIN;
    reaction_game: PLAIN;
    read_back: PLAIN;
    scroll_name: PLAIN;
    servo: Case { share: Some(0), ..PLAIN };
    stars: PLAIN;
    thermometer: PLAIN;
    tilt_arrow: PLAIN;
    traffic_lights: Case { levels: &[0, 1, 2], ..PLAIN };
    two_handlers: PLAIN;
    words: PLAIN;
}
