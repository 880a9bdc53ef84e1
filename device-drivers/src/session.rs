//! A driver on its link, and waiting for its answers.

use crate::clock::Clock;
use crate::driver::{Driver, Phase};
use crate::error::{DeviceError, DeviceErrorCode};
use crate::link::Link;

/// One connected board: the driver and the link that carries its bytes.
pub struct Session<D> {
    driver: D,
    link: Box<dyn Link>,
    outbound: Vec<u8>,
    inbound: Vec<u8>,
    failed: Option<DeviceError>,
}

impl<D: Driver> Session<D> {
    /// Puts `driver` on `link`. Nothing is sent before the first [`pump`](Self::pump).
    pub fn new(driver: D, link: Box<dyn Link>) -> Self {
        Self { driver, link, outbound: Vec::new(), inbound: Vec::new(), failed: None }
    }

    /// The driver, for reading its state.
    pub fn driver(&self) -> &D {
        &self.driver
    }

    /// The driver, for giving it commands.
    pub fn driver_mut(&mut self) -> &mut D {
        &mut self.driver
    }

    /// True if the link or the driver failed; nothing is transferred any more.
    pub fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    /// The link.
    pub fn link_mut(&mut self) -> &mut dyn Link {
        &mut *self.link
    }

    /// Transfers bytes both ways as far as possible at `now_us`, without waiting.
    ///
    /// # Errors
    /// The first error of the link or the driver, again on every later call.
    pub fn pump(&mut self, now_us: u64) -> Result<(), DeviceError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let result = self.pump_link(now_us);
        if let Err(error) = &result {
            self.failed = Some(error.clone());
        }
        result
    }

    fn pump_link(&mut self, now_us: u64) -> Result<(), DeviceError> {
        self.inbound.clear();
        self.link.receive(now_us, &mut self.inbound)?;
        self.driver.push(now_us, &self.inbound);
        self.driver.take_output(now_us, &mut self.outbound);
        if !self.outbound.is_empty() {
            let taken = self.link.send(now_us, &self.outbound)?;
            self.outbound.drain(..taken);
        }
        match self.driver.phase() {
            Phase::Failed(error) => Err(error.clone()),
            Phase::Connecting | Phase::Ready => Ok(()),
        }
    }

    /// Time of the next [`pump`](Self::pump), at the latest.
    pub fn next_wake_us(&self) -> Option<u64> {
        [self.driver.next_wake_us(), self.link.next_wake_us()].into_iter().flatten().min()
    }

    /// Pumps and waits until `ready` returns a value or `timeout_us` has passed.
    ///
    /// # Errors
    /// The link's or the driver's error; `silent` on timeout.
    pub fn wait<T>(
        &mut self,
        clock: &mut dyn Clock,
        timeout_us: u64,
        mut ready: impl FnMut(&mut D) -> Option<T>,
    ) -> Result<T, DeviceError> {
        let deadline_us = clock.now_us().saturating_add(timeout_us);
        loop {
            let now_us = clock.now_us();
            self.pump(now_us)?;
            if let Some(value) = ready(&mut self.driver) {
                return Ok(value);
            }
            if now_us >= deadline_us {
                return Err(DeviceError::new(DeviceErrorCode::Silent).with("port", self.link.name()));
            }
            // A wake time that is not in the future means "right away": allow the clock one microsecond, so that a
            // virtual clock always advances.
            let wake_us = self.next_wake_us().map_or(deadline_us, |at| at.max(now_us + 1).min(deadline_us));
            clock.wait_until_us(wake_us);
        }
    }
}

impl Session<Box<dyn Driver>> {
    /// Copies the driver, the simulated board and everything on the way between them. `None` if the board is real.
    ///
    /// # Arguments
    /// - `around`: makes the copy's link of the link to the copied board.
    pub fn copy(&self, around: impl FnOnce(Box<dyn Link>) -> Box<dyn Link>) -> Option<Self> {
        let link = self.link.copy_board()?;
        Some(Self {
            driver: self.driver.copy(),
            link: around(link),
            outbound: self.outbound.clone(),
            inbound: Vec::new(),
            failed: self.failed.clone(),
        })
    }
}
