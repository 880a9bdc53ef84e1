//! Pupils' scripts for the Arduino (`tests/scripts/uno/`) do the same on the simulated Uno, in virtual time, and on
//! StandardFirmata in simavr, in real time.
//!
//! Compared exactly are: how the run ends, the console, the plotted values, and the observations on the pins
//! (edges, duties, servo angles to one degree), on each pin and over all pins, in order. The times between two
//! observations may differ by [`TIMING_US`], because the emulator runs in real time beside whatever else the
//! machine does. For the same reason a script that differs is run again, [`ATTEMPTS`] times in all; that does not
//! make a wrong simulator right. `parity_uno` checks the simulator's exact times.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]
#![allow(clippy::print_stdout, reason = "`--nocapture` tells how far apart the two boards were")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_tests::emulator_uno::UnoOptions;
use digilab_tests::parity::{Channel, Sight, Sightings};
use digilab_tests::scripts::{Script, SimulatedWorld, Told, run};
use digilab_tests::scripts_uno::UnoOnStage;

/// Maximum difference between the times from one observation to the next.
const TIMING_US: u64 = 300_000;

/// Maximum number of runs on the emulator until the script does the same as on the simulated board.
const ATTEMPTS: usize = 3;

/// Time for the emulator to show its last commands.
const LAST_SIGHT: Duration = Duration::from_secs(3);

/// Time from one servo pulse to the next.
const SERVO_PERIOD_US: u64 = 20_000;

/// Maximum duration of a script.
const LONGEST_US: u64 = 20_000_000;

/// Edges of the version's blink on pin 13 while a board is connected, before the script starts.
const BLINK_EDGES: usize = 12;

fn on_simulated(script: &Script) -> (Told, Sightings) {
    let world = SimulatedWorld::default();
    let ran = run(script, world.stage(BoardKind::MicrobitV2)).unwrap();
    let bench = world.bench(BoardFamily::Arduino).unwrap();
    // The last bytes are still on the wire.
    let mut changes = bench.take_changes();
    bench.run(changes.last().unwrap().at_us + 1_000_000);
    changes.extend(bench.take_changes());
    let mut sightings = Sightings::default();
    for change in changes {
        sightings.note_uno(change.at_us, &change.seen);
    }
    (ran.told(), sightings)
}

/// Pins that show a servo's angle at any time.
fn servo_pins(seen: &Sightings) -> BTreeSet<u8> {
    let is_angle = |sight: &Sight| matches!(sight, Sight::Angle(_));
    let pins = seen.0.iter().filter_map(|(channel, sights)| match channel {
        Channel::Pin(pin) => sights.iter().any(|(_, sight)| is_angle(sight)).then_some(*pin),
        Channel::Wire => None,
    });
    pins.collect()
}

/// Everything but angles, sorted by time: a servo shows its angle only with its next pulse.
fn in_order(seen: &Sightings, servos: &BTreeSet<u8>) -> Vec<(u64, Channel, Sight)> {
    let steady = |channel: &Channel| !matches!(channel, Channel::Pin(pin) if servos.contains(pin));
    let all = seen.0.iter().filter(|(channel, _)| steady(channel));
    let mut all: Vec<_> = all
        .flat_map(|(channel, sights)| sights.iter().map(|(at_us, sight)| (*at_us, *channel, *sight)))
        .collect();
    all.sort_by_key(|(at_us, ..)| *at_us);
    all
}

/// The greatest difference between the times from one observation to the next, in microseconds.
fn compare(simulated: &Sightings, real: &Sightings, servos: &BTreeSet<u8>) -> Result<u64, String> {
    // An angle that is replaced before the next pulse comes is never seen.
    let angles = |seen: &Sightings, pin: &u8| -> Vec<u16> {
        let sights = seen.0.get(&Channel::Pin(*pin)).map(Vec::as_slice).unwrap_or_default();
        let lasts = |index: usize, at_us: u64| {
            sights.get(index + 1).is_none_or(|(until_us, _)| until_us - at_us >= SERVO_PERIOD_US)
        };
        let lasting = sights.iter().enumerate().filter(|(index, (at_us, _))| lasts(*index, *at_us));
        lasting
            .filter_map(|(_, (_, sight))| if let Sight::Angle(angle) = sight { Some(*angle) } else { None })
            .collect()
    };
    for pin in servos {
        let (ours, theirs) = (angles(simulated, pin), angles(real, pin));
        let same = ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|(our, their)| our.abs_diff(*their) <= 1);
        if !same {
            return Err(format!("the servo on pin {pin}\n  simulated: {ours:?}\n  real:      {theirs:?}"));
        }
    }
    let (ours, theirs) = (in_order(simulated, servos), in_order(real, servos));
    let same = |index: usize| match (ours.get(index), theirs.get(index)) {
        (Some(our), Some(their)) => (our.1, our.2) == (their.1, their.2),
        _ => false,
    };
    if let Some(index) = (0..ours.len().max(theirs.len())).find(|index| !same(*index)) {
        let around = |all: &[(u64, Channel, Sight)]| {
            all.iter()
                .skip(index.saturating_sub(3))
                .take(8)
                .map(|sight| format!("{sight:?}"))
                .collect::<Vec<_>>()
        };
        return Err(format!(
            "sight {index}\n  simulated: {:#?}\n  real:      {:#?}",
            around(&ours),
            around(&theirs)
        ));
    }
    let gaps = |all: &[(u64, Channel, Sight)]| -> Vec<u64> {
        all.windows(2).skip(BLINK_EDGES).map(|pair| pair[1].0 - pair[0].0).collect()
    };
    let apart_us =
        gaps(&ours).iter().zip(gaps(&theirs)).map(|(our, their)| our.abs_diff(their)).max().unwrap_or(0);
    if apart_us > TIMING_US { Err(format!("times are {apart_us} µs apart")) } else { Ok(apart_us) }
}

fn attempt(script: &Script, told: &Told, simulated: &Sightings) -> Result<u64, String> {
    let board = UnoOnStage::start(UnoOptions::default()).unwrap();
    let mut ran = run(script, board.stage())?.told();
    // An error names the port, which differs.
    ran.error = ran.error.map(|error| error.replace(&board.port(), "sim"));
    if ran != *told {
        return Err(format!("told\n  simulated: {told:?}\n  real:      {ran:?}"));
    }
    let servos = servo_pins(simulated);
    let pulse_pins: Vec<u8> = servos.iter().copied().collect();
    let until = Instant::now() + LAST_SIGHT;
    loop {
        let result = compare(simulated, &board.sightings(&pulse_pins), &servos);
        if result.is_ok() || Instant::now() > until {
            return result;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Runs a script on both boards; returns the first difference as an error.
fn check(script: &Script) -> Result<(), String> {
    let (told, simulated) = on_simulated(script);
    let mut differs = String::new();
    for attempt_number in 1..=ATTEMPTS {
        match attempt(script, &told, &simulated) {
            Ok(apart_us) => {
                println!(
                    "{}: attempt {attempt_number} of {ATTEMPTS}: {} lines, {} values, at most {apart_us} µs apart",
                    script.name,
                    told.console.len(),
                    told.samples.len()
                );
                return Ok(());
            }
            Err(difference) => {
                println!("{}: attempt {attempt_number} of {ATTEMPTS} differs: {difference}", script.name);
                differs = difference;
            }
        }
    }
    Err(format!("{}: {differs}", script.name))
}

#[test]
fn scripts_do_the_same_on_the_simulated_uno_and_on_standard_firmata() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/uno");
    let mut scripts = Script::all_in(&folder).unwrap();
    // A script that waits for ever for an event that does not come ends anyway.
    scripts.iter_mut().for_each(|script| _ = script.end_us.get_or_insert(LONGEST_US));
    assert!(scripts.len() >= 20, "only {} scripts", scripts.len());
    let only = std::env::var("DIGILAB_SCRIPT").ok();
    let waiting =
        Mutex::new(scripts.into_iter().filter(|script| {
            only.as_ref().is_none_or(|names| names.split(',').any(|name| name == script.name))
        }));
    let failed = Mutex::new(Vec::new());
    let work = || {
        loop {
            let next = waiting.lock().unwrap().next();
            let Some(script) = next else { return };
            if let Err(difference) = check(&script) {
                failed.lock().unwrap().push(difference);
            }
        }
    };
    // Two emulators at a time: they run in real time.
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
