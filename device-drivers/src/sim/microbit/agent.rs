//! The lab's agent, order by order, as `agent/microbit.py` implements it.

use std::collections::{BTreeSet, VecDeque};

use super::hardware::Hardware;
use crate::board::BoardKind;
use crate::command::{Button, Gesture};
use crate::microbit::agent::message::{
    BoardLine, LINE_END_MARK, LineError, Order, PROTOCOL_VERSION, Probe, Refusal, Slot, checksum, parse_hex,
};

/// Length beyond which a line without a line end is dropped.
const MAX_LINE: usize = 64;

/// Shortest line that is not ignored.
const SHORTEST_LINE: usize = 7;

/// Answers kept for a host that missed them.
const REPLIES_KEPT: usize = 4;

const HEARTBEAT_US: u64 = 500_000;

/// The source of a watched slot's values.
#[derive(Clone, Debug)]
enum Source {
    Probe(Probe),
    Presses {
        button: Button,
        counted: i32,
    },
    Gesture(u8),
    /// The sequence id of an order, once its effect has ended; -1 before.
    Until {
        slot: Slot,
        seq: u8,
        ends_us: u64,
        ends_at_latest_us: u64,
    },
}

#[derive(Clone, Debug)]
struct Watched {
    slot: Slot,
    source: Source,
    last: Option<i32>,
}

/// The agent's variables. They outlive `run()`: Ctrl-C ends the loop but keeps the variables.
#[derive(Clone, Debug)]
pub struct Agent {
    kind: BoardKind,
    parts: BTreeSet<&'static str>,
    expected: u8,
    replies: VecDeque<BoardLine>,
    watched: Vec<Watched>,
    text: String,
    reports: u8,
    interval_us: u64,
    gesture_counts: [Option<i32>; 8],
    line: Vec<u8>,
    looked_us: u64,
    beat_us: u64,
    free_bytes: u32,
}

/// A part of the agent that the host may send later.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// RAM that it takes, in bytes.
    pub bytes: u32,
}

impl Agent {
    /// Creates the agent as its core defines it, with this much RAM left.
    pub fn new(kind: BoardKind, free_bytes: u32) -> Self {
        Self {
            kind,
            parts: BTreeSet::new(),
            expected: 0,
            replies: VecDeque::new(),
            watched: Vec::new(),
            text: String::new(),
            reports: 0,
            interval_us: 20_000,
            gesture_counts: [None; 8],
            line: Vec::new(),
            looked_us: 0,
            beat_us: 0,
            free_bytes,
        }
    }

    /// Starts `run()`.
    pub fn start(&mut self, now_us: u64, into: &mut Vec<u8>) {
        self.line.clear();
        self.looked_us = now_us;
        self.beat_us = now_us;
        let version = if self.kind == BoardKind::MicrobitV1 { 1 } else { 2 };
        let boot = BoardLine::Boot {
            protocol: PROTOCOL_VERSION,
            version,
            expected: self.expected,
            free_bytes: self.free_bytes(),
        };
        into.extend(boot.encode());
    }

    fn free_bytes(&self) -> u32 {
        self.free_bytes.saturating_sub(u32::try_from(self.text.len()).unwrap_or(u32::MAX))
    }

    /// Takes a byte; returns `true` if it ended a line that [`answer`](Self::answer) must execute.
    pub fn collect(&mut self, byte: u8) -> bool {
        if byte == b'\n' {
            return true;
        }
        self.line.push(byte);
        if self.line.len() > MAX_LINE {
            self.line.clear();
        }
        false
    }

    /// Length of the collected text, which determines the time needed to run it.
    pub fn text_bytes(&self) -> usize {
        if self.line.get(2) == Some(&b'E') { self.text.len() } else { 0 }
    }

    /// Executes the collected line and writes the answer. `part_of` recognises a part by its text.
    pub fn answer(
        &mut self,
        now_us: u64,
        hardware: &mut Hardware,
        part_of: impl Fn(&str) -> Option<Part>,
        into: &mut Vec<u8>,
    ) {
        let line = std::mem::take(&mut self.line);
        if line.len() < SHORTEST_LINE {
            return;
        }
        let reply = self.reply(now_us, &line, hardware, part_of, into);
        into.extend(reply.encode());
    }

    fn reply(
        &mut self,
        now_us: u64,
        line: &[u8],
        hardware: &mut Hardware,
        part_of: impl Fn(&str) -> Option<Part>,
        into: &mut Vec<u8>,
    ) -> BoardLine {
        let again = BoardLine::Again { expected: self.expected };
        let (seq, order) = match Order::parse(line) {
            Ok((seq, order)) => (seq, Some(order)),
            Err(LineError::Damaged) => return again,
            Err(LineError::Unknown) => match sound_sequence_id(line) {
                Some(seq) => (seq, None),
                None => return again,
            },
        };
        let behind = usize::from(self.expected.wrapping_sub(seq));
        if behind > 0 {
            let kept = self.replies.len().checked_sub(behind).and_then(|index| self.replies.get(index));
            return kept.cloned().unwrap_or(again);
        }
        self.expected = seq.wrapping_add(1);
        let done = match order {
            Some(order) => self.act(now_us, seq, order, hardware, part_of, into),
            None => Err(Refusal::Unknown),
        };
        let reply = match done {
            Ok(value) => BoardLine::Done { seq, value },
            Err(why) => BoardLine::Refused { seq, why },
        };
        if self.replies.len() == REPLIES_KEPT {
            self.replies.pop_front();
        }
        self.replies.push_back(reply.clone());
        reply
    }

    /// Checks that the part of an operation is loaded: Python looks up the operation's function by its name.
    fn needs(&self, part: &str) -> Result<(), Refusal> {
        if self.parts.contains(part) { Ok(()) } else { Err(Refusal::Unknown) }
    }

    fn act(
        &mut self,
        now_us: u64,
        seq: u8,
        order: Order,
        hardware: &mut Hardware,
        part_of: impl Fn(&str) -> Option<Part>,
        into: &mut Vec<u8>,
    ) -> Result<String, Refusal> {
        if let Some(part) = part_needed(&order) {
            self.needs(part)?;
        }
        match order {
            Order::Ping => {}
            Order::Begin(text) => self.text = text,
            Order::Append(text) => {
                // Python has to hold the old and the new string at once.
                if u32::try_from(self.text.len() * 2).unwrap_or(u32::MAX) > self.free_bytes {
                    return Err(Refusal::Memory);
                }
                self.text.push_str(&text);
            }
            Order::Run => {
                let source = std::mem::take(&mut self.text).replace(LINE_END_MARK, "\n");
                let part = part_of(&source).ok_or(Refusal::NotAllowed)?;
                if self.parts.insert(part.name) {
                    self.free_bytes = self.free_bytes.checked_sub(part.bytes).ok_or(Refusal::Memory)?;
                }
                return Ok(self.free_bytes().to_string());
            }
            Order::Watch(slot, probe) => {
                let source = self.source(now_us, probe, hardware)?;
                self.watch(Watched { slot, source, last: None });
            }
            Order::Unwatch(slot) => self.watched.retain(|other| other.slot != slot),
            Order::UnwatchAll => self.watched.clear(),
            Order::Refresh => self.look(now_us, true, hardware, into),
            Order::Interval(ms) => self.interval_us = u64::from(ms) * 1000,
            Order::Image(leds) => hardware.show(leds),
            Order::Led { x, y, brightness } => hardware.set_led(x, y, brightness)?,
            Order::ReadLeds => {
                return Ok(hardware.leds().iter().flatten().map(|led| char::from(b'0' + led)).collect());
            }
            Order::Scroll { delay_ms, steps } => {
                hardware.scroll(now_us, self.text.as_bytes(), delay_ms);
                self.until(now_us, Slot::SCROLL, seq, u64::from(delay_ms) * u64::from(steps))?;
            }
            Order::Digital { pin, high } => hardware.write_digital(pin, high)?,
            Order::Pwm { pin, duty } => hardware.write_pwm(pin, duty)?,
            Order::Input { pin, pull_up } => hardware.set_pull(pin, pull_up)?,
            Order::Read(probe) => {
                let mut source = self.source(now_us, probe, hardware)?;
                return Ok(self.value(now_us, &mut source, hardware)?.to_string());
            }
            Order::Tone { pin, frequency_hz, duration_ms } => {
                hardware.tone(now_us, pin, frequency_hz.into(), duration_ms)?;
            }
            Order::Quiet(pin) => hardware.quiet(pin)?,
            Order::Play { pin, duration_ms } => {
                hardware.play(now_us, pin, &self.text.split_whitespace().collect::<Vec<_>>())?;
                self.until(now_us, Slot::PLAY, seq, duration_ms.into())?;
            }
            Order::Pixels(pin) => {
                let bytes = parse_hex(&self.text).ok_or(Refusal::NotAllowed)?;
                let (colors, _) = bytes.as_chunks::<3>();
                hardware.set_pixels(pin, colors.to_vec())?;
            }
            // The bus has no device that a program could talk to.
            Order::WriteI2c(_) | Order::ReadI2c { .. } => return Err(Refusal::Device),
        }
        Ok(String::new())
    }

    /// Prepares to read a sensor, as the agent's `see_…` functions do.
    fn source(&mut self, now_us: u64, probe: Probe, hardware: &mut Hardware) -> Result<Source, Refusal> {
        self.needs(sensor_part(probe))?;
        hardware.has(probe)?;
        let button = match probe {
            Probe::Button(0) => Some(Button::A),
            Probe::Button(_) => Some(Button::B),
            Probe::Logo => Some(Button::Logo),
            _ => None,
        };
        if let Some(button) = button {
            self.needs("presses")?;
            hardware.take_presses(button);
            return Ok(Source::Presses { button, counted: 0 });
        }
        if let Probe::Gesture(number) = probe {
            hardware.motion().watch(now_us);
            hardware.motion().take_gestures();
            if let Some(count) = self.gesture_counts.get_mut(usize::from(number)) {
                *count = Some(0);
            }
            return Ok(Source::Gesture(number));
        }
        Ok(Source::Probe(probe))
    }

    fn value(&mut self, now_us: u64, source: &mut Source, hardware: &mut Hardware) -> Result<i32, Refusal> {
        Ok(match source {
            Source::Probe(probe) => hardware.read(now_us, *probe)?,
            Source::Presses { button, counted } => {
                let (down, presses) = hardware.take_presses(*button);
                *counted += presses;
                *counted * 2 + i32::from(down)
            }
            Source::Gesture(number) => {
                for gesture in hardware.motion().take_gestures() {
                    if let Some(Some(count)) = self.gesture_counts.get_mut(gesture_number(gesture)) {
                        *count += 1;
                    }
                }
                self.gesture_counts.get(usize::from(*number)).copied().flatten().unwrap_or(0)
            }
            Source::Until { slot, seq, ends_us, ends_at_latest_us } => {
                let gone = match *slot {
                    Slot::SCROLL => hardware.is_dark(),
                    _ => !hardware.plays(),
                };
                if now_us >= *ends_us && (gone || now_us > *ends_at_latest_us) { i32::from(*seq) } else { -1 }
            }
        })
    }

    fn watch(&mut self, watched: Watched) {
        self.watched.retain(|other| other.slot != watched.slot);
        self.watched.push(watched);
    }

    fn until(&mut self, now_us: u64, slot: Slot, seq: u8, ms: u64) -> Result<(), Refusal> {
        self.needs("until")?;
        let source = Source::Until {
            slot,
            seq,
            ends_us: now_us.saturating_add(ms * 1000),
            ends_at_latest_us: now_us.saturating_add((ms * 2 + 1000) * 1000),
        };
        self.watch(Watched { slot, source, last: Some(-1) });
        Ok(())
    }

    /// Looks once at every watched sensor.
    fn look(&mut self, now_us: u64, anew: bool, hardware: &mut Hardware, into: &mut Vec<u8>) {
        let mut watched = std::mem::take(&mut self.watched);
        let mut values = Vec::new();
        for one in &mut watched {
            if let Ok(value) = self.value(now_us, &mut one.source, hardware)
                && (anew || one.last != Some(value))
            {
                one.last = Some(value);
                values.push((one.slot, value));
            }
        }
        self.watched = watched;
        if !values.is_empty() {
            self.reports = self.reports.wrapping_add(1);
            into.extend(BoardLine::Report { number: self.reports, values }.encode());
        }
    }

    /// Time at which the loop has work to do even if no line arrives. Without watched sensors a look does nothing.
    pub fn next_wake_us(&self) -> u64 {
        let beat_us = self.beat_us.saturating_add(HEARTBEAT_US);
        if self.watched.is_empty() {
            beat_us
        } else {
            beat_us.min(self.looked_us.saturating_add(self.interval_us))
        }
    }

    /// One turn of the loop.
    pub fn turn(&mut self, now_us: u64, hardware: &mut Hardware, into: &mut Vec<u8>) {
        if now_us.saturating_sub(self.looked_us) >= self.interval_us {
            self.looked_us = now_us;
            self.look(now_us, false, hardware, into);
        }
        if now_us.saturating_sub(self.beat_us) >= HEARTBEAT_US {
            self.beat_us = now_us;
            let beat = BoardLine::Heartbeat { reports: self.reports, free_bytes: self.free_bytes() };
            into.extend(beat.encode());
        }
    }
}

/// The sequence id of an intact line that is not an order this agent knows.
fn sound_sequence_id(line: &[u8]) -> Option<u8> {
    let (body, sum) = line.split_at_checked(line.len().checked_sub(4)?)?;
    if format!("{:04x}", checksum(body)).as_bytes() != sum {
        return None;
    }
    u8::from_str_radix(std::str::from_utf8(body.get(..2)?).ok()?, 16).ok()
}

fn gesture_number(gesture: Gesture) -> usize {
    match gesture {
        Gesture::Shake => 0,
        Gesture::Up => 1,
        Gesture::Down => 2,
        Gesture::Left => 3,
        Gesture::Right => 4,
        Gesture::FaceUp => 5,
        Gesture::FaceDown => 6,
        Gesture::Freefall => 7,
    }
}

/// The part that defines an operation, if it is not in the core.
fn part_needed(order: &Order) -> Option<&'static str> {
    Some(match order {
        Order::Ping
        | Order::Begin(_)
        | Order::Append(_)
        | Order::Run
        | Order::Watch(..)
        | Order::Unwatch(_)
        | Order::UnwatchAll
        | Order::Refresh
        | Order::Interval(_) => return None,
        Order::Image(_) => "image",
        Order::Led { .. } => "led",
        Order::ReadLeds => "readback",
        Order::Scroll { .. } => "scroll",
        Order::Digital { .. } => "digital",
        Order::Pwm { .. } => "pwm",
        Order::Input { .. } => "input",
        Order::Read(_) => "read",
        Order::Tone { .. } => "tone",
        Order::Quiet(_) => "quiet",
        Order::Play { .. } => "play",
        Order::Pixels(_) => "pixels",
        Order::WriteI2c(_) => "i2c-write",
        Order::ReadI2c { .. } => "i2c-read",
    })
}

/// The part that reads a sensor.
fn sensor_part(probe: Probe) -> &'static str {
    match probe {
        Probe::Digital(_) => "see-digital",
        Probe::Analog(_) => "see-analog",
        Probe::Touch(_) => "see-touch",
        Probe::Button(_) => "see-button",
        Probe::Logo => "see-logo",
        Probe::Acceleration(_) => "see-acceleration",
        Probe::Gesture(_) => "see-gesture",
        Probe::Temperature => "see-temperature",
        Probe::Light => "see-light",
        Probe::Heading => "see-heading",
        Probe::Sound => "see-sound",
    }
}
