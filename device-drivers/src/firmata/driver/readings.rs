//! Values reported by the board, kept until they are read.

use std::collections::BTreeMap;

use crate::board::Pin;
use crate::command::{Reading, Sensor};

/// The watched sensors and their newest values.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    watched: BTreeMap<Sensor, Watched>,
    /// The newest report of each port.
    ports: BTreeMap<u8, (u8, u64)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Watched {
    reading: Option<Reading>,
    /// The board has not confirmed yet that the pin is an input; its port's reports show 0 for it until then.
    unsettled: bool,
}

impl Readings {
    /// Watches `sensor`; returns `false` if it was watched already.
    pub fn watch(&mut self, sensor: Sensor) -> bool {
        let unsettled = matches!(sensor, Sensor::Digital(_));
        let before = self.watched.len();
        self.watched.entry(sensor).or_insert(Watched { reading: None, unsettled });
        self.watched.len() > before
    }

    /// Stops watching `sensor`, whose pin has got another use.
    pub fn unwatch(&mut self, sensor: Sensor) {
        self.watched.remove(&sensor);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// All watched sensors.
    pub fn sensors(&self) -> impl Iterator<Item = Sensor> {
        self.watched.keys().copied()
    }

    /// True if nothing is watched.
    pub fn is_empty(&self) -> bool {
        self.watched.is_empty()
    }

    /// The newest value of `sensor`.
    pub fn get(&self, sensor: Sensor) -> Option<Reading> {
        self.watched.get(&sensor)?.reading
    }

    /// Handles a restart of the board: port reports are invalid until it is set up again.
    pub fn unsettle(&mut self) {
        self.ports.clear();
        for (sensor, watched) in &mut self.watched {
            watched.unsettled = matches!(sensor, Sensor::Digital(_));
        }
    }

    /// Takes a reported voltage of a pin.
    pub fn analog(&mut self, now_us: u64, pin: Pin, value: u32) {
        if let Some(watched) = self.watched.get_mut(&Sensor::Analog(pin)) {
            let value = i32::try_from(value).unwrap_or(i32::MAX);
            watched.reading = Some(Reading { value, at_us: now_us });
        }
    }

    /// Takes reported levels of a port.
    pub fn port(&mut self, now_us: u64, port: u8, levels: u8) {
        self.ports.insert(port, (levels, now_us));
        for bit in 0..8_u8 {
            let sensor = Sensor::Digital(port.saturating_mul(8) + bit);
            if let Some(watched) = self.watched.get_mut(&sensor)
                && !watched.unsettled
            {
                watched.reading = Some(Reading { value: i32::from(levels >> bit & 1), at_us: now_us });
            }
        }
    }

    /// The board has turned the reports of `sensor` on: the newest report of its port is valid. Firmware before 2.4
    /// reports only changes, and a pin that was never reported is low.
    pub fn settle(&mut self, now_us: u64, sensor: Sensor) {
        let Sensor::Digital(pin) = sensor else { return };
        if let Some(watched) = self.watched.get_mut(&sensor)
            && watched.unsettled
        {
            let (levels, at_us) = self.ports.get(&(pin / 8)).copied().unwrap_or((0, now_us));
            watched.unsettled = false;
            watched.reading = Some(Reading { value: i32::from(levels >> (pin % 8) & 1), at_us });
        }
    }
}
