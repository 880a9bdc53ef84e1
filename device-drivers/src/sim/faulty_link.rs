//! Faults in front of any link, for boards that are not simulated here: an emulator's, or a real one's.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::faults::{ByteFaults, Direction, Fault};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::link::Link;

/// Bytes that wait for a frozen board before further ones get lost: the size of an Arduino's receive buffer.
pub(super) const FROZEN_ROOM: usize = 64;

/// Maximum number of delayed bytes per direction; beyond it the newest are lost.
const DELAYED_ROOM: usize = 1 << 20;

#[derive(Default)]
struct Shared {
    faults: ByteFaults,
    unplugged: bool,
    frozen: bool,
    reset_asked: bool,
}

/// The control of a [`FaultyLink`], through which a test causes faults on it.
#[derive(Clone, Default)]
pub struct FaultSwitch(Arc<Mutex<Shared>>);

impl FaultSwitch {
    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Applies `fault` from the next byte on. `Reset` uses the modem lines of the link underneath and has no effect
    /// if it has none; after `Replug` the same link continues.
    pub fn fault(&self, fault: Fault) {
        let mut shared = self.lock();
        if shared.faults.apply(fault) {
            return;
        }
        match fault {
            Fault::Unplug => shared.unplugged = true,
            Fault::Replug => shared.unplugged = false,
            Fault::Reset => shared.reset_asked = true,
            Fault::Freeze => shared.frozen = true,
            Fault::Thaw => shared.frozen = false,
            _ => {}
        }
    }
}

/// A link with faults in front of it.
pub struct FaultyLink<L> {
    inner: L,
    switch: FaultSwitch,
    to_board: VecDeque<(u64, u8)>,
    to_host: VecDeque<(u64, u8)>,
    chunk: Vec<u8>,
}

impl<L: Link> FaultyLink<L> {
    /// Puts `inner` behind a fault switch; without faults it passes all bytes on unchanged.
    pub fn new(inner: L) -> (Self, FaultSwitch) {
        let switch = FaultSwitch::default();
        let link = Self {
            inner,
            switch: switch.clone(),
            to_board: VecDeque::new(),
            to_host: VecDeque::new(),
            chunk: Vec::new(),
        };
        (link, switch)
    }

    /// Delivers the bytes to the board that are due.
    fn deliver(&mut self, now_us: u64) -> Result<(), DeviceError> {
        let (unplugged, frozen, reset_asked) = {
            let mut shared = self.switch.lock();
            (shared.unplugged, shared.frozen, std::mem::take(&mut shared.reset_asked))
        };
        if unplugged {
            return Err(DeviceError::new(DeviceErrorCode::Gone).with("port", self.inner.name()));
        }
        if reset_asked {
            self.inner.reset_board(now_us)?;
        }
        if !frozen {
            let due = self.to_board.iter().take_while(|(at_us, _)| *at_us <= now_us).count();
            let bytes: Vec<u8> = self.to_board.iter().take(due).map(|(_, byte)| *byte).collect();
            if !bytes.is_empty() {
                let taken = self.inner.send(now_us, &bytes)?;
                self.to_board.drain(..taken.min(due));
            }
        }
        Ok(())
    }
}

impl<L: Link> Link for FaultyLink<L> {
    fn receive(&mut self, now_us: u64, into: &mut Vec<u8>) -> Result<(), DeviceError> {
        self.deliver(now_us)?;
        self.chunk.clear();
        self.inner.receive(now_us, &mut self.chunk)?;
        let mut shared = self.switch.lock();
        let at_us = now_us.saturating_add(shared.faults.delay_us(Direction::ToHost));
        for byte in &self.chunk {
            if let Some(byte) = shared.faults.pass(Direction::ToHost, *byte)
                && self.to_host.len() < DELAYED_ROOM
            {
                self.to_host.push_back((at_us, byte));
            }
        }
        if !shared.frozen {
            while let Some((_, byte)) = self.to_host.pop_front_if(|(at_us, _)| *at_us <= now_us) {
                into.push(byte);
            }
        }
        Ok(())
    }

    fn send(&mut self, now_us: u64, bytes: &[u8]) -> Result<usize, DeviceError> {
        {
            let mut shared = self.switch.lock();
            let room = if shared.frozen { FROZEN_ROOM } else { DELAYED_ROOM };
            let at_us = now_us.saturating_add(shared.faults.delay_us(Direction::ToBoard));
            for byte in bytes {
                if let Some(byte) = shared.faults.pass(Direction::ToBoard, *byte)
                    && self.to_board.len() < room
                {
                    self.to_board.push_back((at_us, byte));
                }
            }
        }
        self.deliver(now_us)?;
        Ok(bytes.len())
    }

    fn next_wake_us(&self) -> Option<u64> {
        let frozen = self.switch.lock().frozen;
        let held =
            [self.to_board.front(), self.to_host.front()].into_iter().flatten().map(|(at_us, _)| *at_us);
        held.filter(|_| !frozen).chain(self.inner.next_wake_us()).min()
    }

    fn reset_board(&mut self, now_us: u64) -> Result<bool, DeviceError> {
        self.inner.reset_board(now_us)
    }

    fn name(&self) -> &str {
        self.inner.name()
    }
}
