//! Plans a scenario: draws its values, resolves its names and numbers its pins; finds the mistakes in it before
//! anything runs.

use digilab_devices::board::{BoardKind, Pin};
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::parts::Part;
use digilab_lessons::check::{Action, Check, Draw, Expectation, How, Input, PartKind, Scenario};
use digilab_lessons::language::LocalText;
use digilab_lessons::number::Drawn;

use super::bounds::{Bounds, filled, pin_number, value, within};
use super::check_error::{CheckError, CheckErrorCode};
use super::matcher::Matcher;
use crate::random::Random;

/// Maximum length of a scenario, in milliseconds.
const MAX_END_MS: i64 = 600_000;

/// Maximum number of inputs of a scenario, with all repetitions.
const MAX_INPUTS: i64 = 10_000;

/// Time for which a clicked button stays down, in microseconds.
const CLICK_US: u64 = 100_000;

/// Default tolerance of an expectation's time, in milliseconds.
const TOLERANCE_MS: i64 = 100;

/// A scenario that is ready to run.
#[derive(Debug)]
pub(super) struct Plan {
    pub kind: BoardKind,
    /// True if the board must be connected even if the script names none.
    pub needs_board: bool,
    pub end_us: u64,
    pub parts: Vec<(Pin, Part)>,
    /// Inputs with their times, in microseconds since the script's first line.
    pub inputs: Vec<(u64, PhysicalInput)>,
    /// Typed lines with their times, in microseconds since the script's first line.
    pub lines: Vec<(u64, String)>,
    pub expectations: Vec<PlannedExpectation>,
}

/// An expectation with its time window.
#[derive(Debug)]
pub(super) struct PlannedExpectation {
    pub matchers: Vec<Matcher>,
    pub is_in_order: bool,
    pub from_us: u64,
    pub until_us: u64,
    /// True if the window is the whole scenario.
    pub is_whole: bool,
    pub how: How,
    pub times: Bounds,
    pub message: LocalText,
}

/// Draws the random values of a scenario.
pub(super) fn draw(scenario: &Scenario, seed: u64) -> Result<Drawn, CheckError> {
    let mut random = Random::new(seed);
    let mut drawn = Drawn::new();
    for (name, draw) in &scenario.random {
        let value = match draw {
            Draw::Between { from, to } => random.between(*from, *to).to_string(),
            Draw::Pick { pick } => {
                let last = i64::try_from(pick.len()).unwrap_or(i64::MAX) - 1;
                let index = usize::try_from(random.between(0, last.max(0))).unwrap_or(0);
                let nothing = || CheckError::new(CheckErrorCode::NothingToPick).with("name", name);
                pick.get(index).ok_or_else(nothing)?.clone()
            }
        };
        drawn.insert(name.clone(), value);
    }
    Ok(drawn)
}

/// Fills the drawn values into a text of the pack, as far as possible.
pub(super) fn filled_text(text: &LocalText, drawn: &Drawn) -> LocalText {
    let fill = |text: &String| filled(text, drawn).unwrap_or_else(|_| text.clone());
    LocalText(text.0.iter().map(|(language, text)| (*language, fill(text))).collect())
}

impl Plan {
    pub fn new(
        check: &Check,
        scenario: &Scenario,
        kind: BoardKind,
        drawn: &Drawn,
    ) -> Result<Self, CheckError> {
        let end_ms: i64 = within("end_ms", &scenario.end_ms, drawn, (1, MAX_END_MS))?;
        let parts = check.parts.iter().filter(|part| part.board.is_none_or(|only| only == kind));
        let parts: Vec<_> = parts
            .map(|placed| Ok((pin_number(kind, &placed.pin)?, part_of(placed.part))))
            .collect::<Result<_, CheckError>>()?;
        let (mut inputs, mut lines) = (Vec::new(), Vec::new());
        for input in &scenario.inputs {
            match &input.action {
                Action::Line(text) => add(input, &[(0, filled(text, drawn)?)], drawn, &mut lines)?,
                action => add(input, &physical(action, kind, drawn)?, drawn, &mut inputs)?,
            }
        }
        inputs.sort_by_key(|(at_us, _)| *at_us);
        lines.sort_by_key(|(at_us, _)| *at_us);
        let planned = |expectation| PlannedExpectation::new(expectation, kind, end_ms, drawn);
        let expectations: Vec<PlannedExpectation> =
            scenario.expectations.iter().map(planned).collect::<Result<_, _>>()?;
        let needs_board = !parts.is_empty()
            || !inputs.is_empty()
            || expectations.iter().flat_map(|expectation| &expectation.matchers).any(Matcher::is_of_board);
        Ok(Self { kind, needs_board, end_us: us(end_ms), parts, inputs, lines, expectations })
    }
}

impl PlannedExpectation {
    fn new(
        expectation: &Expectation,
        kind: BoardKind,
        end_ms: i64,
        drawn: &Drawn,
    ) -> Result<Self, CheckError> {
        let time = |number: &Option<_>, otherwise: i64| {
            number.as_ref().map_or(Ok(otherwise), |number| value(number, drawn))
        };
        let (from_ms, until_ms) = match &expectation.at_ms {
            Some(at_ms) => {
                let (at_ms, tolerance_ms) =
                    (value(at_ms, drawn)?, time(&expectation.tolerance_ms, TOLERANCE_MS)?);
                (at_ms.saturating_sub(tolerance_ms).max(0), at_ms.saturating_add(tolerance_ms))
            }
            None => (time(&expectation.from_ms, 0)?, time(&expectation.until_ms, end_ms)?),
        };
        let until_ms = until_ms.min(end_ms);
        if from_ms < 0 || from_ms > until_ms {
            return Err(CheckError::new(CheckErrorCode::NoTime).with("from", from_ms).with("to", until_ms));
        }
        let mut how = expectation.how;
        let (matchers, is_in_order) = match (&expectation.see, expectation.in_order.as_slice()) {
            (Some(sight), []) => (vec![Matcher::of(sight, kind, drawn)?], false),
            (None, [_, ..]) => {
                let matchers = expectation.in_order.iter().map(|sight| Matcher::of(sight, kind, drawn));
                (matchers.collect::<Result<_, _>>()?, true)
            }
            _ => return Err(CheckError::new(CheckErrorCode::NothingToSee)),
        };
        let mut matchers: Vec<Matcher> = matchers;
        // "No line" means a line at no moment.
        if !is_in_order && matchers == [Matcher::AnyLine(false)] {
            matchers = vec![Matcher::AnyLine(true)];
            how = if how == How::Never { How::Once } else { How::Never };
        }
        let times = match &expectation.times {
            Some(times) => Bounds::of(times, drawn)?,
            None => Bounds { min: Some(1), max: None },
        };
        Ok(Self {
            matchers,
            is_in_order,
            from_us: us(from_ms),
            until_us: us(until_ms),
            is_whole: from_ms == 0 && until_ms == end_ms,
            how,
            times,
            message: filled_text(&expectation.message, drawn),
        })
    }
}

fn us(ms: i64) -> u64 {
    u64::try_from(ms).unwrap_or(0).saturating_mul(1_000)
}

/// Returns the simulated part for a part of a pack.
pub fn part_of(part: PartKind) -> Part {
    match part {
        PartKind::Led => Part::Led,
        PartKind::ButtonToGround => Part::ButtonToGround,
        PartKind::ButtonToSupply => Part::ButtonToSupply,
        PartKind::Potentiometer => Part::Potentiometer,
        PartKind::Servo => Part::Servo,
        PartKind::Buzzer => Part::Buzzer,
        PartKind::DistanceSensor => Part::DistanceSensor,
        PartKind::PixelStrip => Part::PixelStrip,
    }
}

/// Adds the steps of an input with its repetitions.
///
/// # Arguments
/// - `steps`: the steps, each with its time after the input's start in microseconds.
fn add<T: Clone>(
    input: &Input,
    steps: &[(u64, T)],
    drawn: &Drawn,
    into: &mut Vec<(u64, T)>,
) -> Result<(), CheckError> {
    let at_ms: i64 = within("at_ms", &input.at_ms, drawn, (0, MAX_END_MS))?;
    let times = match &input.times {
        Some(times) => within("times", times, drawn, (0, MAX_INPUTS))?,
        None => 1,
    };
    let every_ms = match &input.every_ms {
        Some(every_ms) => within("every_ms", every_ms, drawn, (0, MAX_END_MS))?,
        None => 0,
    };
    for count in 0..times {
        let begin_us = us(at_ms + count * every_ms);
        into.extend(steps.iter().map(|(after_us, step)| (begin_us + after_us, step.clone())));
    }
    let (given, most) = (i64::try_from(into.len()).unwrap_or(i64::MAX), 2 * MAX_INPUTS);
    if given > most {
        let error = CheckError::new(CheckErrorCode::OutOfRange).with("what", "times").with("given", given);
        return Err(error.with("min", 0).with("max", most));
    }
    Ok(())
}

/// Returns the physical inputs of an action, each with its time after the action's start in microseconds.
fn physical(
    action: &Action,
    kind: BoardKind,
    drawn: &Drawn,
) -> Result<Vec<(u64, PhysicalInput)>, CheckError> {
    let button = |name: &str| {
        let name = filled(name, drawn)?;
        match name.as_str() {
            "A" | "B" | "logo" if kind.is_microbit() => Ok(name),
            name => pin_number(kind, name).map(|pin| pin.to_string()),
        }
    };
    let pin = |name: &str| pin_number(kind, &filled(name, drawn)?);
    let input = match action {
        Action::Press(name) => PhysicalInput::Press { button: button(name)? },
        Action::Release(name) => PhysicalInput::Release { button: button(name)? },
        Action::Click(name) => {
            let button = button(name)?;
            let release = PhysicalInput::Release { button: button.clone() };
            return Ok(vec![(0, PhysicalInput::Press { button }), (CLICK_US, release)]);
        }
        Action::Tilt { x_mg, y_mg, z_mg } => {
            let range = (-2048, 2047);
            PhysicalInput::Tilt {
                x_mg: within("x_mg", x_mg, drawn, range)?,
                y_mg: within("y_mg", y_mg, drawn, range)?,
                z_mg: within("z_mg", z_mg, drawn, range)?,
            }
        }
        Action::Shake(true) => PhysicalInput::Shake,
        Action::Shake(false) | Action::Line(_) => return Ok(Vec::new()),
        Action::Temperature(celsius) => {
            PhysicalInput::Temperature { celsius: within("temperature", celsius, drawn, (-40, 105))? }
        }
        Action::Light(level) => PhysicalInput::Light { level: within("light", level, drawn, (0, 255))? },
        Action::Sound(level) => PhysicalInput::Sound { level: within("sound", level, drawn, (0, 255))? },
        Action::Heading(heading_deg) => {
            PhysicalInput::Heading { heading_deg: within("heading", heading_deg, drawn, (0, 359))? }
        }
        Action::Touch { pin: name, on } => PhysicalInput::Touch { pin: pin(name)?, touched: *on },
        Action::Level { pin: name, level } => {
            PhysicalInput::PinLevel { pin: pin(name)?, level: within("level", level, drawn, (0, 1023))? }
        }
        Action::Distance { pin: name, distance_cm } => PhysicalInput::Distance {
            pin: pin(name)?,
            distance_cm: within("distance_cm", distance_cm, drawn, (0, 400))?,
        },
    };
    Ok(vec![(0, input)])
}
