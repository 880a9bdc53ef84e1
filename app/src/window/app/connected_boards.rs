//! The boards in use, simulated or on a port, with their states and the parts wired to them.

use std::collections::BTreeMap;

use digilab_contract::project::ProjectSettings;
use digilab_devices::board::{BoardFamily, BoardKind, BoardProfile, BoardState};
use digilab_devices::discovery::{FoundBoard, Port};
use digilab_lab::api::constructors;
use digilab_lab::lab::{BenchAction, LabOutput};
use digilab_lab::lab_protocol::{BoardPlace, RunRequest};

use crate::window::board::BoardView;

/// A board in use, simulated or real.
pub struct ConnectedBoard {
    /// Widget that draws the board and takes input to it.
    pub view: BoardView,
    /// State that the board shows.
    pub state: BoardState,
    /// Port of a real board; `None` if the board is simulated.
    pub port: Option<OnPort>,
}

/// A real board on a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnPort {
    /// Path or address that opens the port.
    pub port: String,
    /// Result of detecting the board.
    pub found: FoundBoard,
    /// True once the system has listed the port; it lists no network addresses.
    pub is_listed: bool,
    /// True while the board is unplugged. It is the same board when it is plugged in again.
    pub is_away: bool,
}

impl ConnectedBoard {
    /// True for a real board that is unplugged.
    pub fn is_away(&self) -> bool {
        self.port.as_ref().is_some_and(|port| port.is_away)
    }

    fn set_away(&mut self, is_away: bool) {
        if let Some(port) = &mut self.port
            && port.is_away != is_away
        {
            port.is_away = is_away;
            self.state = BoardState::default();
        }
    }
}

/// The boards in use, one for each family.
pub struct ConnectedBoards {
    boards: BTreeMap<BoardFamily, ConnectedBoard>,
    shown: BoardFamily,
}

impl Default for ConnectedBoards {
    fn default() -> Self {
        let board = |want: BoardFamily| {
            let kind = want.usual_kind();
            (want, ConnectedBoard { view: BoardView::new(kind), state: BoardState::default(), port: None })
        };
        Self {
            boards: BoardFamily::ALL.iter().map(|&want| board(want)).collect(),
            shown: BoardFamily::Microbit,
        }
    }
}

impl ConnectedBoards {
    /// Returns the displayed family.
    pub fn shown(&self) -> BoardFamily {
        self.shown
    }

    /// Displays a family. Buttons held down on the board displayed before are released.
    pub fn show(&mut self, want: BoardFamily, actions: &mut Vec<(BoardFamily, BenchAction)>) {
        if want == self.shown {
            return;
        }
        let before = self.shown;
        let mut released = Vec::new();
        if let Some(board) = self.boards.get_mut(&before) {
            board.view.release_all(&mut released);
        }
        actions.extend(released.into_iter().map(|action| (before, action)));
        self.shown = want;
    }

    /// Returns the board of a family.
    pub fn board(&self, want: BoardFamily) -> Option<&ConnectedBoard> {
        self.boards.get(&want)
    }

    /// Returns the board of a family, to draw it.
    pub fn board_mut(&mut self, want: BoardFamily) -> Option<&mut ConnectedBoard> {
        self.boards.get_mut(&want)
    }

    /// True if a family has something to show: a text board only if it is connected.
    pub fn is_there(&self, want: BoardFamily) -> bool {
        BoardProfile::of(want).can_be_simulated
            || self.boards.get(&want).is_some_and(|board| board.port.is_some())
    }

    /// Returns the states of all boards.
    pub fn states(&self) -> BTreeMap<BoardFamily, BoardState> {
        self.boards.iter().map(|(want, board)| (*want, board.state.clone())).collect()
    }

    /// Puts a detected board in place of the simulated one of its family. Returns the family.
    pub fn connect(&mut self, port: String, found: FoundBoard) -> BoardFamily {
        let want = found.kind.family();
        self.disconnect(&port);
        if let Some(board) = self.boards.get_mut(&want) {
            board.view.set_kind(found.kind);
            board.state = BoardState::default();
            board.port = Some(OnPort { port, found, is_listed: false, is_away: false });
        }
        want
    }

    /// Disconnects the board on this port; a simulated one takes its place.
    pub fn disconnect(&mut self, port: &str) {
        for board in self.boards.values_mut() {
            if board.port.as_ref().is_some_and(|known| known.port == port) {
                board.port = None;
                board.state = BoardState::default();
            }
        }
    }

    /// Takes in the ports that the system lists now: a board whose port is missing was unplugged.
    pub fn on_ports(&mut self, ports: &[Port]) {
        for board in self.boards.values_mut() {
            let Some(known) = &mut board.port else { continue };
            let is_listed = ports.iter().any(|port| port.path == known.port);
            known.is_listed |= is_listed;
            if known.is_listed {
                board.set_away(!is_listed);
            }
        }
    }

    /// Marks the board on this port as unplugged, as a run has not found it.
    ///
    /// # Arguments
    /// - `told`: name of the port, possibly cut short with `…`.
    pub fn on_gone(&mut self, told: &str) {
        let is_it = |known: &OnPort| match told.strip_suffix('…') {
            Some(start) => known.port.starts_with(start),
            None => known.port == told,
        };
        for board in self.boards.values_mut().filter(|board| board.port.as_ref().is_some_and(is_it)) {
            board.set_away(true);
        }
    }

    /// Returns the unplugged boards whose ports the system lists when they are plugged in again.
    pub fn away(&self) -> impl Iterator<Item = &OnPort> {
        self.boards
            .values()
            .filter_map(|board| board.port.as_ref())
            .filter(|port| port.is_away && port.is_listed)
    }

    /// Returns the family of the board on this port.
    pub fn on_port(&self, port: &str) -> Option<BoardFamily> {
        let is_it = |board: &ConnectedBoard| board.port.as_ref().is_some_and(|known| known.port == port);
        self.boards.iter().find(|(_, board)| is_it(board)).map(|(want, _)| *want)
    }

    /// Simulates this kind of board for its family from now on.
    pub fn set_kind(&mut self, kind: BoardKind) {
        if let Some(board) = self.boards.get_mut(&kind.family()) {
            board.port = None;
            board.view.set_kind(kind);
            board.state = BoardState::default();
        }
    }

    /// Applies the boards and parts of a project. Real boards stay.
    pub fn load(&mut self, settings: &ProjectSettings) {
        for (want, board) in &mut self.boards {
            if board.port.is_none() {
                board.view.set_kind(settings.boards.get(want).copied().unwrap_or_else(|| want.usual_kind()));
            }
            board.view.set_parts(&settings.parts.get(want).cloned().unwrap_or_default());
            board.state = BoardState::default();
        }
    }

    /// Writes the boards and parts in use into a project's settings. Returns true if anything changed.
    pub fn note_in(&self, settings: &mut ProjectSettings) -> bool {
        let before = settings.clone();
        for (want, board) in &self.boards {
            let kind = board.view.kind();
            // The version of a real board is a fact, not a setting of the project.
            if board.port.is_none() {
                if kind == want.usual_kind() {
                    settings.boards.remove(want);
                } else {
                    settings.boards.insert(*want, kind);
                }
            }
            let parts = board.view.parts();
            if parts.is_empty() {
                settings.parts.remove(want);
            } else {
                settings.parts.insert(*want, parts);
            }
        }
        *settings != before
    }

    /// Adds the boards to the request of a run, with the setup of the simulated ones.
    pub fn prepare(&mut self, request: &mut RunRequest) {
        for board in self.boards.values_mut() {
            board.state = BoardState::default();
            match &board.port {
                Some(OnPort { port, found, is_away, .. }) => {
                    request.places.push(BoardPlace::Port {
                        port: port.clone(),
                        kind: found.kind,
                        baud: found.baud,
                    });
                    // Its output is worth showing whatever the script does.
                    if !BoardProfile::of(found.kind).can_be_simulated && !is_away {
                        request.boards.push(found.kind.family());
                    }
                }
                None => {
                    let kind = board.view.kind();
                    if BoardProfile::of(kind).can_be_simulated {
                        request.places.push(BoardPlace::Simulated { kind });
                        request.benches.push(board.view.setup());
                    }
                }
            }
        }
    }

    /// Updates the state of a board from the lab's output.
    pub fn on_output(&mut self, output: &LabOutput) {
        let LabOutput::Board { kind, state, .. } = output else { return };
        if let Some(board) = self.boards.get_mut(&kind.family()) {
            if board.port.is_some() {
                board.view.set_kind(*kind);
                board.set_away(false);
            }
            board.state = state.clone();
        }
    }
}

/// Returns the family of the first board that a script asks for. This is a text search outside line comments, not a
/// parse.
pub fn asked_for(script: &str) -> Option<BoardFamily> {
    let calls: Vec<_> = constructors().map(|(name, want)| (format!("{name}("), want)).collect();
    let code = script.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    code.filter_map(|line| {
        let found = calls.iter().filter_map(|(call, want)| Some((line.find(call.as_str())?, *want)));
        found.min_by_key(|(at, _)| *at).map(|(_, want)| want)
    })
    .next()
}

#[cfg(test)]
mod tests {
    use digilab_devices::discovery::Firmware;
    use digilab_devices::sim::parts::Part;
    use digilab_lab::lab::BoardId;

    use super::*;

    fn found(kind: BoardKind) -> FoundBoard {
        let firmware = Firmware::Firmata { protocol: (2, 4), name: String::new() };
        FoundBoard { kind, firmware, baud: 57_600 }
    }

    #[test]
    fn a_connected_board_takes_the_simulated_ones_place_until_it_is_let_go() {
        let mut boards = ConnectedBoards::default();
        let places = |boards: &mut ConnectedBoards| {
            let mut request = RunRequest::default();
            boards.prepare(&mut request);
            request.places.iter().map(BoardPlace::kind).collect::<Vec<_>>()
        };
        assert_eq!(places(&mut boards), [BoardKind::MicrobitV2, BoardKind::Arduino]);
        assert_eq!(boards.connect("COM3".to_owned(), found(BoardKind::Arduino)), BoardFamily::Arduino);
        assert_eq!(boards.on_port("COM3"), Some(BoardFamily::Arduino));
        let mut request = RunRequest::default();
        boards.prepare(&mut request);
        let port = BoardPlace::Port { port: "COM3".to_owned(), kind: BoardKind::Arduino, baud: 57_600 };
        assert!(request.places.contains(&port));
        assert!(request.benches.iter().all(|bench| bench.want == BoardFamily::Microbit));
        boards.disconnect("COM3");
        assert_eq!(places(&mut boards), [BoardKind::MicrobitV2, BoardKind::Arduino]);
    }

    fn listed(path: &str) -> Port {
        Port { path: path.to_owned(), usb: None, device: None, product: None }
    }

    #[test]
    fn a_board_that_is_pulled_out_is_away_until_it_is_plugged_in_again() {
        let mut boards = ConnectedBoards::default();
        let lit = BoardState { leds: Some(digilab_devices::board::Leds::default()), ..BoardState::default() };
        let uno = |boards: &ConnectedBoards| boards.board(BoardFamily::Arduino).map(ConnectedBoard::is_away);
        boards.connect("COM3".to_owned(), found(BoardKind::Arduino));
        boards.on_ports(&[listed("COM1")]);
        assert_eq!(uno(&boards), Some(false), "it was not listed before either");
        boards.on_ports(&[listed("COM1"), listed("COM3")]);
        boards.board_mut(BoardFamily::Arduino).unwrap().state = lit;
        boards.on_gone("COM4");
        assert_eq!((uno(&boards), boards.away().count()), (Some(false), 0));
        boards.on_gone("COM3");
        assert_eq!((uno(&boards), boards.away().count()), (Some(true), 1));
        assert_eq!(
            boards.states()[&BoardFamily::Arduino],
            BoardState::default(),
            "what it showed is not there"
        );
        boards.on_ports(&[listed("COM1"), listed("COM3")]);
        assert_eq!(uno(&boards), Some(false));
        boards.on_ports(&[listed("COM1")]);
        assert_eq!(uno(&boards), Some(true), "pulled out while nothing runs");
        let mut request = RunRequest::default();
        boards.prepare(&mut request);
        let is_real = |place: &BoardPlace| matches!(place, BoardPlace::Port { port, .. } if port == "COM3");
        assert!(request.places.iter().any(is_real), "a run does not fall back to the screen unasked");
    }

    #[test]
    fn a_port_that_is_not_listed_is_back_when_its_board_shows_something() {
        let mut boards = ConnectedBoards::default();
        let port = format!("tcp://{}:3030", "far-away.".repeat(10));
        boards.connect(port.clone(), found(BoardKind::Arduino));
        boards.on_ports(&[]);
        let uno = |boards: &ConnectedBoards| boards.board(BoardFamily::Arduino).map(ConnectedBoard::is_away);
        assert_eq!(uno(&boards), Some(false));
        boards.on_gone(&format!("{}…", &port[..60]));
        assert_eq!((uno(&boards), boards.away().count()), (Some(true), 0));
        let (board, kind, state) = (BoardId(0), BoardKind::Arduino, BoardState::default());
        boards.on_output(&LabOutput::Board { board, kind, state });
        assert_eq!(uno(&boards), Some(false));
    }

    #[test]
    fn what_a_board_prints_is_not_waited_for_while_it_is_away() {
        let mut boards = ConnectedBoards::default();
        boards.connect("COM3".to_owned(), found(BoardKind::Text));
        boards.on_gone("COM3");
        let mut request = RunRequest::default();
        boards.prepare(&mut request);
        assert_eq!(request.boards, []);
        assert!(boards.is_there(BoardFamily::Text));
    }

    #[test]
    fn a_port_whose_board_was_changed_is_of_one_family_only() {
        let mut boards = ConnectedBoards::default();
        boards.connect("COM3".to_owned(), found(BoardKind::Arduino));
        boards.connect("COM3".to_owned(), found(BoardKind::Text));
        assert_eq!(boards.on_port("COM3"), Some(BoardFamily::Text));
        assert!(boards.board(BoardFamily::Arduino).is_some_and(|board| board.port.is_none()));
        let mut request = RunRequest::default();
        boards.prepare(&mut request);
        assert_eq!(request.boards, [BoardFamily::Text]);
    }

    #[test]
    fn what_is_on_the_table_is_the_projects() {
        let mut settings = ProjectSettings::default();
        let mut boards = ConnectedBoards::default();
        assert!(!boards.note_in(&mut settings), "a table as it is in the beginning is not worth a word");
        boards.set_kind(BoardKind::MicrobitV1);
        let led = BTreeMap::from([(13, Part::Led)]);
        boards.board_mut(BoardFamily::Arduino).unwrap().view.set_parts(&led);
        assert!(boards.note_in(&mut settings));
        assert_eq!(settings.boards[&BoardFamily::Microbit], BoardKind::MicrobitV1);
        assert_eq!(settings.parts[&BoardFamily::Arduino], led);
        let mut other = ConnectedBoards::default();
        other.load(&settings);
        assert!(!other.note_in(&mut settings));
        other.load(&ProjectSettings::default());
        assert!(other.board(BoardFamily::Arduino).unwrap().view.parts().is_empty());
    }

    #[test]
    fn what_a_board_shows_is_kept_by_family() {
        let mut boards = ConnectedBoards::default();
        let state = BoardState { tone_hz: Some(440), ..BoardState::default() };
        let kind = BoardKind::Arduino;
        boards.on_output(&LabOutput::Board { board: BoardId(0), kind, state: state.clone() });
        assert_eq!(boards.states()[&BoardFamily::Arduino], state);
        boards.prepare(&mut RunRequest::default());
        assert_eq!(boards.states()[&BoardFamily::Arduino], BoardState::default());
    }

    #[test]
    fn the_family_a_script_asks_for() {
        #[track_caller]
        fn check(script: &str, expected: Option<BoardFamily>) {
            assert_eq!(asked_for(script), expected, "{script}");
        }
        check("let bit = microbit();", Some(BoardFamily::Microbit));
        check("// microbit()\nlet uno = arduino();\nlet bit = microbit();", Some(BoardFamily::Arduino));
        check("let a = arduino(); let b = microbit();", Some(BoardFamily::Arduino));
        check("print(1);", None);
    }
}
