//! Boards of a run: simulated ones, and the one on the port named on the command line.

use digilab_devices::board::{BoardFamily, BoardKind, BoardProfile};
use digilab_devices::clock::Signal;
use digilab_devices::discovery::{self, Expected, FoundBoard};
use digilab_devices::error::DeviceError;
use digilab_devices::link;
use digilab_lab::boards::{BoardSource, OpenBoard, driver_for, simulated};

use super::args::{BoardChoice, PortChoice};

/// A note for the person about the place of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Simulated although a port was named: the port belongs to another board.
    Simulated(BoardKind),
    /// Simulated, because no such board answered.
    NobodyThere(BoardKind),
    /// A port is being queried, which takes seconds.
    Looking(String),
    /// The board answered on this port.
    Found(BoardKind, String),
}

/// Boards of a run of `digilab run`.
pub struct Source {
    board: BoardChoice,
    port: Option<PortChoice>,
    baud: Option<u32>,
    note: Box<dyn Fn(Note)>,
    /// Board found on the named port.
    asked: Option<FoundBoard>,
}

impl Source {
    /// Creates the source from the command line; `note` receives the notes for the person.
    pub fn new(
        board: BoardChoice,
        port: Option<PortChoice>,
        baud: Option<u32>,
        note: Box<dyn Fn(Note)>,
    ) -> Self {
        Self { board, port, baud, note, asked: None }
    }

    /// Opens the real board for `want`, if there is one.
    fn real(&mut self, want: BoardFamily, signal: &Signal) -> Result<Option<OpenBoard>, DeviceError> {
        match (self.board, self.port.clone()) {
            (_, Some(PortChoice::Simulated)) | (BoardChoice::Kind(_), None) => Ok(None),
            (BoardChoice::Kind(kind), Some(PortChoice::Named(port))) => {
                if want.fits(kind) {
                    self.open_kind(kind, &port, signal).map(Some)
                } else {
                    (self.note)(Note::Simulated(simulated_kind(self.board, want)));
                    Ok(None)
                }
            }
            (BoardChoice::Auto, Some(PortChoice::Named(port))) => self.open_asked(want, &port, signal),
            (BoardChoice::Auto, None) => self.open_first(want, signal),
        }
    }

    /// Opens a board whose kind is given on the command line.
    fn open_kind(&self, kind: BoardKind, port: &str, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        let baud = match BoardProfile::of(kind).baud.or(self.baud) {
            Some(baud) => baud,
            None => {
                (self.note)(Note::Looking(port.to_owned()));
                discovery::detect(port, Expected::Only(kind))?.baud
            }
        };
        open(kind, port, baud, signal)
    }

    /// Opens the named port if the board on it is what the script wants.
    fn open_asked(
        &mut self,
        want: BoardFamily,
        port: &str,
        signal: &Signal,
    ) -> Result<Option<OpenBoard>, DeviceError> {
        let found = match &self.asked {
            Some(found) => found.clone(),
            None => {
                (self.note)(Note::Looking(port.to_owned()));
                let found = discovery::detect(port, Expected::Likely(want.usual_kind()))?;
                (self.note)(Note::Found(found.kind, port.to_owned()));
                self.asked.insert(found).clone()
            }
        };
        if want.fits(found.kind) {
            open(found.kind, port, found.baud, signal).map(Some)
        } else {
            (self.note)(Note::Simulated(simulated_kind(self.board, want)));
            Ok(None)
        }
    }

    /// Opens the first port on which the wanted board answers.
    fn open_first(&mut self, want: BoardFamily, signal: &Signal) -> Result<Option<OpenBoard>, DeviceError> {
        let (kind, profile) = (want.usual_kind(), BoardProfile::of(want));
        // A port known to belong to another board is not queried; an unknown one may be a USB serial converter. A
        // printing program may be on any board.
        let may_be = |port: &discovery::Port| {
            let known = port.device.and_then(|device| device.kind);
            port.usb.is_some() && known.is_none_or(|known| profile.baud.is_none() || want.fits(known))
        };
        for port in discovery::list_ports()?.iter().filter(|port| may_be(port)) {
            (self.note)(Note::Looking(port.path.clone()));
            if let Ok(found) = discovery::detect(&port.path, Expected::Only(kind)) {
                (self.note)(Note::Found(found.kind, port.path.clone()));
                return open(found.kind, &port.path, found.baud, signal).map(Some);
            }
        }
        if profile.can_be_simulated {
            (self.note)(Note::NobodyThere(kind));
        }
        Ok(None)
    }
}

impl BoardSource for Source {
    fn open(&mut self, want: BoardFamily, signal: &Signal) -> Result<OpenBoard, DeviceError> {
        match self.real(want, signal)? {
            Some(board) => Ok(board),
            None => simulated(simulated_kind(self.board, want), signal),
        }
    }
}

fn open(kind: BoardKind, port: &str, baud: u32, signal: &Signal) -> Result<OpenBoard, DeviceError> {
    let link = link::open(port, baud, signal.clone())?;
    Ok(OpenBoard { kind, driver: driver_for(kind, port, baud), link, bench: None })
}

/// Returns the board to simulate for `want`: a micro:bit V2, unless the command line says V1.
fn simulated_kind(board: BoardChoice, want: BoardFamily) -> BoardKind {
    match board {
        BoardChoice::Kind(kind) if want.fits(kind) => kind,
        _ => want.usual_kind(),
    }
}
