//! Incoming messages and their effects.

use super::FirmataDriver;
use super::connect::port_error;
use super::job::{DEFAULT_INTERVAL_MS, Expect, Job, Work};
use crate::board::{Pin, PinMode, PinState};
use crate::command::{Command, Reply};
use crate::driver::{BoardEvent, Phase};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::firmata::{BoardMessage, PinNow};

/// Number of attempts at a read before it fails, while the board answers other questions.
const TRIES: u8 = 3;

impl FirmataDriver {
    pub(super) fn message(&mut self, now_us: u64, message: BoardMessage) {
        if self.phase == Phase::Connecting {
            self.connector.message(&message);
            return;
        }
        if self.is_boot_report(&message) {
            if !self.resyncing {
                self.restart();
            }
            return;
        }
        if self.probe().is_answered_by(&message) {
            if std::mem::take(&mut self.resyncing) {
                drop(self.pacer.restart());
                self.blocked = false;
            }
            self.answer(now_us, Expect::Probe, None);
            return;
        }
        match message {
            BoardMessage::Analog { channel, value } => self.analog(now_us, channel, u32::from(value)),
            BoardMessage::ExtendedAnalog { channel, value } => self.analog(now_us, channel, value),
            BoardMessage::DigitalPort { port, levels } => {
                self.readings.port(now_us, port, levels);
                for (pin, state) in &mut self.state.pins {
                    if pin / 8 == port && matches!(state.mode, PinMode::Input | PinMode::InputPullup) {
                        state.value = u16::from(levels >> (pin % 8) & 1);
                    }
                }
            }
            BoardMessage::PinState { pin, now: Some(now) } => {
                let reply = self.pin_reply(pin, now);
                self.answer(now_us, Expect::Pin(pin), Some(reply));
            }
            BoardMessage::I2cReply { address, data, .. } => {
                let Ok(address) = u8::try_from(address) else { return };
                let complaint = self.i2c_complaint.take();
                let reply = match complaint {
                    Some(reason) => {
                        Err(port_error(DeviceErrorCode::BoardError, &self.port).with("reason", reason))
                    }
                    None => Ok(Reply::Bytes(data)),
                };
                self.answer(now_us, Expect::I2c(address), Some(reply));
            }
            BoardMessage::String(text) => {
                let reads_i2c = || self.pacer.count(|open| matches!(open.expect, Expect::I2c(_))) > 0;
                if text.starts_with("I2C") && reads_i2c() {
                    self.i2c_complaint = Some(text);
                } else {
                    self.tell(BoardEvent::Line(text));
                }
            }
            BoardMessage::Version { .. }
            | BoardMessage::Firmware { .. }
            | BoardMessage::AnalogMapping(_)
            | BoardMessage::Capabilities(_)
            | BoardMessage::PinState { now: None, .. }
            | BoardMessage::SamplingInterval { .. }
            | BoardMessage::Sysex { .. } => {}
        }
    }

    /// True if the message is part of a boot report: a firmware that starts reports its version and then its name.
    /// Nothing else requests the version except, earlier, the connection; such an answer comes without the name.
    pub(super) fn is_boot_report(&mut self, message: &BoardMessage) -> bool {
        let after_version = std::mem::take(&mut self.version_came);
        match message {
            BoardMessage::Version { .. } => {
                self.version_came = true;
                let was_asked = self.late_versions > 0;
                self.late_versions = self.late_versions.saturating_sub(1);
                !was_asked
            }
            BoardMessage::Firmware { .. } => after_version,
            _ => false,
        }
    }

    pub(super) fn analog(&mut self, now_us: u64, channel: u8, value: u32) {
        let Some(pin) = self.layout().pin_of_channel(channel) else { return };
        self.readings.analog(now_us, pin, value);
        if let Some(state) = self.state.pins.get_mut(&pin)
            && state.mode == PinMode::Analog
        {
            state.value = u16::try_from(value).unwrap_or(u16::MAX);
        }
    }

    /// Converts the reported state of a pin. Of an input the board tells the pull-up here and not the level; the
    /// level comes with its reports.
    pub(super) fn pin_reply(&mut self, pin: Pin, now: PinNow) -> Result<Reply, DeviceError> {
        let mode = match now.mode.pin_mode() {
            Some(PinMode::Input) if now.state == 1 => PinMode::InputPullup,
            Some(mode) => mode,
            None => {
                let reason = format!("pin {} mode {}", self.layout().label(pin), now.mode.0);
                return Err(port_error(DeviceErrorCode::BoardError, &self.port).with("reason", reason));
            }
        };
        let known = self.state.pins.get_mut(&pin);
        let state = match mode {
            PinMode::Input | PinMode::InputPullup | PinMode::Analog => PinState {
                mode,
                value: known.filter(|known| known.mode == mode).map_or(0, |known| known.value),
            },
            _ => PinState { mode, value: u16::try_from(now.state).unwrap_or(u16::MAX) },
        };
        Ok(Reply::Pin(state))
    }

    /// Takes an answer. Earlier questions without an answer are asked again.
    pub(super) fn answer(&mut self, now_us: u64, expect: Expect, reply: Option<Result<Reply, DeviceError>>) {
        if self.resyncing {
            return;
        }
        let Some((lost, question)) = self.pacer.answered(|open| open.expect == expect) else { return };
        self.blocked = false;
        self.ask_again(lost.into_iter().filter_map(|question| question.job));
        let Some(job) = question.job else { return };
        if let Work::Watch(sensor) = job.work {
            self.readings.settle(now_us, sensor);
        }
        if let Some(reply) = reply {
            self.finish(job.id, reply);
        }
    }

    /// Puts unanswered questions in front of the queue, in their order, except those asked often enough. Questions
    /// without a waiting caller (the reports of a sensor) are repeated until they are answered.
    pub(super) fn ask_again(&mut self, jobs: impl DoubleEndedIterator<Item = Job>) {
        for mut job in jobs.rev() {
            job.tries = job.tries.saturating_add(1);
            if job.tries < TRIES || job.id.is_none() {
                self.queue.push_front(job);
            } else {
                let error = port_error(DeviceErrorCode::Silent, &self.port);
                self.finish(job.id, Err(error));
            }
        }
    }

    /// Handles a restart of the board: all its settings are lost. Modes of inputs and PWM pins and reports are set
    /// up again; outputs are low, and servos stay where they are until they are given an angle.
    pub(super) fn restart(&mut self) {
        let open: Vec<Job> = self.pacer.restart().filter_map(|question| question.job).collect();
        let state = std::mem::take(&mut self.state);
        let interval_ms = std::mem::replace(&mut self.interval_ms, DEFAULT_INTERVAL_MS);
        let i2c_on = std::mem::take(&mut self.i2c_on);
        self.readings.unsettle();
        self.i2c_complaint = None;
        self.resyncing = true;
        self.probe_at_us = 0;
        let mut works = vec![Work::Do(Command::SetSamplingInterval { interval_ms })];
        for (pin, PinState { mode, .. }) in state.pins {
            if !matches!(mode, PinMode::Servo | PinMode::I2c) {
                works.push(Work::Do(Command::SetMode { pin, mode }));
            }
        }
        if i2c_on {
            works.push(Work::StartI2c);
        }
        works.extend(self.readings.sensors().map(Work::Watch));
        works.push(Work::TellRestarted);
        // Watched sensors are among `works`; for the rest, a restart must not count as a failed attempt.
        let open = open.into_iter().filter(|job| !matches!(job.work, Work::Watch(_)));
        let anew = works.into_iter().map(|work| Job { id: None, work, tries: 0 });
        for job in anew.chain(open).collect::<Vec<_>>().into_iter().rev() {
            self.queue.push_front(job);
        }
        self.blocked = false;
    }
}
