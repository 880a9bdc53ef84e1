//! Copies of a bench: a board, its wire and its parts as they are now, which go on independently of the first.

use std::sync::{Arc, Mutex};

use super::{Bench, SimulatedLink, World};

impl World {
    /// Copies everything but the changes that nobody has taken: a copy tells its own from now on.
    fn copy(&self) -> Self {
        Self {
            board: self.board.copy(),
            parts: self.parts.clone(),
            to_board: self.to_board.clone(),
            to_host: self.to_host.clone(),
            faults: self.faults.clone(),
            agenda: self.agenda.clone(),
            agenda_count: self.agenda_count,
            agenda_errors: self.agenda_errors.clone(),
            now_us: self.now_us,
            advanced_us: self.advanced_us,
            stopped_us: self.stopped_us,
            frozen_since_us: self.frozen_since_us,
            waiting: self.waiting.clone(),
            plugged: self.plugged,
            resets_on_open: self.resets_on_open,
            opening: self.opening,
            is_open: self.is_open,
            arrived: self.arrived.clone(),
            from_board: self.from_board.clone(),
            last_seen: self.last_seen.clone(),
            changes: std::collections::VecDeque::new(),
            signal: self.signal.clone(),
            copied: None,
        }
    }
}

impl SimulatedLink {
    /// Copies the bench, with the board on it, and returns a link to the copy that is connected as this one is.
    pub(super) fn copy(&self) -> Self {
        let mut world = self.bench.lock();
        let bench = Bench(Arc::new(Mutex::new(world.copy())));
        world.copied = Some(bench.clone());
        Self { bench, opening: self.opening }
    }
}

impl Bench {
    /// Takes the bench of the board that was [copied](crate::link::Link::copy_board) last. `None` if there is none.
    pub fn take_copy(&self) -> Option<Self> {
        self.lock().copied.take()
    }
}

#[cfg(test)]
mod tests {
    use crate::board::BoardKind;
    use crate::link::Link;
    use crate::sim::input::PhysicalInput;
    use crate::sim::link::SimulatedLink;
    use crate::sim::microbit::SimulatedMicrobit;

    /// Lets a link's board run to `until_us` and returns what it sent.
    fn heard(link: &mut dyn Link, until_us: u64) -> Vec<u8> {
        let mut heard = Vec::new();
        link.receive(until_us, &mut heard).unwrap();
        heard
    }

    #[test]
    fn a_copy_goes_on_as_the_first_would_and_alone() {
        let board = Box::new(SimulatedMicrobit::new(BoardKind::MicrobitV2));
        let (mut link, bench) = SimulatedLink::new(board);
        link.send(0, b"\x03\x03").unwrap();
        heard(&mut link, 400_000);
        // In the middle of a line: some of it is in the board, some on the wire.
        link.send(400_000, b"from microbit import *\r\nprint(button_a.is_pressed())\r\n").unwrap();
        heard(&mut link, 402_000);
        let mut copy = link.copy_board().unwrap();
        let copied_bench = bench.take_copy();
        let first = heard(&mut link, 900_000);
        assert!(!first.is_empty());
        bench.input(900_000, &PhysicalInput::Press { button: "A".to_owned() }).unwrap();
        assert_eq!(heard(&mut *copy, 900_000), first);
        assert_eq!(copied_bench.unwrap().seen(), bench.seen());
        link.send(900_000, b"x").unwrap();
        assert_eq!(heard(&mut *copy, 1_000_000), b"", "what the first does is nothing to the copy");
        assert_ne!(heard(&mut link, 1_000_000), b"");
    }
}
