//! The watched sensors, their slots, and the reported values.

use super::agent::message::{Probe, Slot};
use crate::board::{Pin, PinMode, PinState};
use crate::command::{Button, Gesture, Reading, Sensor};
use crate::driver::BoardEvent;

/// Maximum number of events taken from one report; no person causes more.
const MAX_EVENTS: i32 = 20;

/// The gestures in the order of the agent's numbers.
const GESTURES: [Gesture; 8] = [
    Gesture::Shake,
    Gesture::Up,
    Gesture::Down,
    Gesture::Left,
    Gesture::Right,
    Gesture::FaceUp,
    Gesture::FaceDown,
    Gesture::Freefall,
];

/// The probe that the agent needs for `sensor`.
pub fn probe_of(sensor: Sensor) -> Probe {
    match sensor {
        Sensor::Digital(pin) => Probe::Digital(pin),
        Sensor::Analog(pin) => Probe::Analog(pin),
        Sensor::Touch(pin) => Probe::Touch(pin),
        Sensor::Button(button) | Sensor::Presses(button) => match button {
            Button::A => Probe::Button(0),
            Button::B => Probe::Button(1),
            Button::Logo => Probe::Logo,
        },
        Sensor::AccelerometerX => Probe::Acceleration(0),
        Sensor::AccelerometerY => Probe::Acceleration(1),
        Sensor::AccelerometerZ => Probe::Acceleration(2),
        Sensor::Gestures(gesture) => {
            let at = GESTURES.iter().position(|other| *other == gesture).unwrap_or_default();
            Probe::Gesture(u8::try_from(at).unwrap_or_default())
        }
        Sensor::Temperature => Probe::Temperature,
        Sensor::Light => Probe::Light,
        Sensor::Heading => Probe::Heading,
        Sensor::SoundLevel => Probe::Sound,
    }
}

fn button_of(probe: Probe) -> Option<Button> {
    match probe {
        Probe::Button(0) => Some(Button::A),
        Probe::Button(_) => Some(Button::B),
        Probe::Logo => Some(Button::Logo),
        _ => None,
    }
}

fn gesture_of(probe: Probe) -> Option<Gesture> {
    match probe {
        Probe::Gesture(number) => GESTURES.get(usize::from(number)).copied(),
        _ => None,
    }
}

fn pin_of(probe: Probe) -> Option<Pin> {
    match probe {
        Probe::Digital(pin) | Probe::Analog(pin) | Probe::Touch(pin) => Some(pin),
        _ => None,
    }
}

#[derive(Clone, Debug)]
struct Watched {
    probe: Probe,
    /// Count from before the board's last restart, which made it count from zero.
    before: i32,
    /// The value, or the count of a counting probe.
    value: Option<Reading>,
    /// Of a button: 1 while it is pressed.
    down: Option<Reading>,
}

/// The watched sensors.
#[derive(Clone, Debug, Default)]
pub struct Watches {
    slots: Vec<Option<Watched>>,
}

impl Watches {
    /// Assigns a slot to `probe`; `None` if it has one already, or if no slot is free.
    pub fn add(&mut self, probe: Probe) -> Option<Slot> {
        if self.find(probe).is_some() {
            return None;
        }
        let index = self.slots.iter().position(Option::is_none).unwrap_or(self.slots.len());
        let slot = Slot::sensor(index)?;
        let watched = Some(Watched { probe, before: 0, value: None, down: None });
        match self.slots.get_mut(index) {
            Some(free) => *free = watched,
            None => self.slots.push(watched),
        }
        Some(slot)
    }

    /// Frees the slots that read `pin`, because the pin gets another use.
    pub fn remove_pin(&mut self, pin: Pin) -> Vec<Slot> {
        let mut freed = Vec::new();
        for (index, place) in self.slots.iter_mut().enumerate() {
            if place.as_ref().is_some_and(|watched| pin_of(watched.probe) == Some(pin)) {
                *place = None;
                freed.extend(Slot::sensor(index));
            }
        }
        freed
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.slots.clear();
    }

    /// All probes with their slots.
    pub fn all(&self) -> Vec<(Slot, Probe)> {
        let slots = self.slots.iter().enumerate();
        slots.filter_map(|(index, place)| Some((Slot::sensor(index)?, place.as_ref()?.probe))).collect()
    }

    /// Handles a restart of the board, which then counts from zero.
    pub fn restarted(&mut self) {
        for watched in self.slots.iter_mut().flatten() {
            if button_of(watched.probe).is_some() || gesture_of(watched.probe).is_some() {
                watched.before = watched.value.map_or(0, |reading| reading.value);
            }
        }
    }

    fn find(&self, probe: Probe) -> Option<&Watched> {
        self.slots.iter().flatten().find(|watched| watched.probe == probe)
    }

    /// The newest value of `sensor`.
    pub fn reading(&self, sensor: Sensor) -> Option<Reading> {
        let watched = self.find(probe_of(sensor))?;
        match sensor {
            Sensor::Button(_) => watched.down,
            _ => watched.value,
        }
    }

    /// Takes a reported value and adds the resulting events to `events`; returns the pin and its state, if the
    /// sensor is a pin.
    pub fn report(
        &mut self,
        now_us: u64,
        slot: Slot,
        value: i32,
        events: &mut impl Extend<BoardEvent>,
    ) -> Option<(Pin, PinState)> {
        let place = (0..self.slots.len()).find(|index| Slot::sensor(*index) == Some(slot))?;
        let watched = self.slots.get_mut(place)?.as_mut()?;
        let reading = |value| Some(Reading { value, at_us: now_us });
        let counted_before = watched.value.map_or(watched.before, |reading| reading.value);
        if let Some(button) = button_of(watched.probe) {
            let (count, down) = (watched.before.saturating_add(value >> 1), value & 1);
            let was_down = watched.down.is_some_and(|reading| reading.value == 1);
            let presses = count.saturating_sub(counted_before);
            events.extend(button_events(button, was_down, presses, down == 1));
            watched.value = reading(count);
            watched.down = reading(down);
            return None;
        }
        if let Some(gesture) = gesture_of(watched.probe) {
            let count = watched.before.saturating_add(value);
            let seen = count.saturating_sub(counted_before).clamp(0, MAX_EVENTS);
            events.extend((0..seen).map(|_| BoardEvent::Gesture(gesture)));
            watched.value = reading(count);
            return None;
        }
        watched.value = reading(value);
        let mode = match watched.probe {
            Probe::Analog(_) => PinMode::Analog,
            Probe::Touch(_) => PinMode::Touch,
            _ => PinMode::Input,
        };
        Some((pin_of(watched.probe)?, PinState { mode, value: u16::try_from(value).unwrap_or_default() }))
    }
}

/// The presses and releases between two looks: `presses` presses, ending in the present state.
fn button_events(button: Button, was_down: bool, presses: i32, is_down: bool) -> Vec<BoardEvent> {
    let mut events = Vec::new();
    let mut down = was_down;
    let mut turn = |pressed| events.push(BoardEvent::Button { button, pressed });
    for _ in 0..presses.clamp(0, MAX_EVENTS) {
        if down {
            turn(false);
        }
        turn(true);
        down = true;
    }
    if down != is_down {
        turn(is_down);
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_button(reports: &[i32], turns: &str, count: i32) {
        let mut watches = Watches::default();
        let slot = watches.add(probe_of(Sensor::Button(Button::A))).unwrap();
        assert_eq!(watches.add(probe_of(Sensor::Presses(Button::A))), None);
        let mut events = Vec::new();
        for value in reports {
            watches.report(5, slot, *value, &mut events);
        }
        let text: String =
            events
                .iter()
                .map(|event| {
                    if *event == (BoardEvent::Button { button: Button::A, pressed: true }) {
                        'v'
                    } else {
                        '^'
                    }
                })
                .collect();
        assert_eq!(text, turns);
        assert_eq!(watches.reading(Sensor::Presses(Button::A)), Some(Reading { value: count, at_us: 5 }));
    }

    #[test]
    fn no_press_is_missed_between_two_looks() {
        check_button(&[0], "", 0);
        check_button(&[0, 3, 2], "v^", 1);
        check_button(&[0, 2], "v^", 1);
        check_button(&[0, 6], "v^v^v^", 3);
        check_button(&[0, 3, 5, 4], "v^v^", 2);
        // Pressed already when the watching started.
        check_button(&[1, 0], "v^", 0);
    }

    #[test]
    fn counts_go_on_over_a_restart() {
        let mut watches = Watches::default();
        let slot = watches.add(probe_of(Sensor::Gestures(Gesture::Shake))).unwrap();
        let mut events = Vec::new();
        watches.report(1, slot, 0, &mut events);
        watches.report(2, slot, 2, &mut events);
        watches.restarted();
        watches.report(3, slot, 0, &mut events);
        watches.report(4, slot, 1, &mut events);
        assert_eq!(events, vec![BoardEvent::Gesture(Gesture::Shake); 3]);
        assert_eq!(watches.reading(Sensor::Gestures(Gesture::Shake)), Some(Reading { value: 3, at_us: 4 }));
    }

    #[test]
    fn slots_are_used_again() {
        let mut watches = Watches::default();
        let first = watches.add(Probe::Digital(1)).unwrap();
        watches.add(Probe::Analog(2)).unwrap();
        assert_eq!(watches.remove_pin(1), vec![first]);
        assert_eq!(watches.add(Probe::Touch(0)), Some(first));
        assert_eq!(watches.all().len(), 2);
    }
}
