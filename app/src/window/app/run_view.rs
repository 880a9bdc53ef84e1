//! The run in the window: its state, its boards, its console and its plot.

use digilab_contract::backend::Command;
use digilab_devices::board::{BoardFamily, BoardKind, BoardState};
use digilab_devices::error::DeviceErrorCode;
use digilab_lab::api::constructors;
use digilab_lab::api_error::ApiErrorCode;
use digilab_lab::lab::{BenchAction, LabOutput, LiveCommand};
use digilab_lab::lab_protocol::{LabCommand, LabEvent, RunEnd, RunRequest};
use digilab_lab::mistakes::{Mistake, MistakeCode, sentences};
use digilab_lab::text::Texts;
use digilab_lab::transcript::EndReason;
use egui::accesskit::{Live, Role};
use egui::{RichText, Ui};

use super::boards_menu::BoardsMenu;
use super::connected_boards::{self, ConnectedBoard, ConnectedBoards};
use super::run::Run;
use crate::device_texts::kind_name;
use crate::window::board::BoardProps;
use crate::window::console::Console;
use crate::window::lesson::replay::Replay;
use crate::window::plot::Plot;
use crate::window::widgets::touch::{choice, spoken};

/// The run, with everything that shows it.
#[derive(Default)]
pub struct RunView {
    /// State of the run.
    pub state: Run,
    /// Boards in use.
    pub boards: ConnectedBoards,
    /// Printed lines.
    pub console: Console,
    /// Plotted values.
    pub plot: Plot,
    /// True while a program other than the editor's runs.
    is_listening: bool,
    /// Number of runs so far.
    runs: u64,
}

/// Request for a run.
pub struct NewRun {
    script: String,
    /// Revision of the editor's text that the script is.
    revision: u64,
    paused: bool,
    is_listening: bool,
    /// Seed of `random`; `None` gives each run its own.
    seed: Option<u64>,
}

impl NewRun {
    /// Creates the request to run the editor's program.
    ///
    /// # Arguments
    /// - `paused`: true if the run stops before its first line.
    /// - `seed`: seed of the project, if it has one.
    pub fn of_program(script: &str, revision: u64, paused: bool, seed: Option<u64>) -> Self {
        Self { script: script.to_owned(), revision, paused, is_listening: false, seed }
    }

    /// Creates the request to show the output of a board of `family`; `None` if scripts cannot call for such a board.
    ///
    /// # Arguments
    /// - `seed`: seed of the project, if it has one.
    pub fn listening(family: BoardFamily, seed: Option<u64>) -> Option<Self> {
        let (call, _) = constructors().find(|(_, given)| *given == family)?;
        let script = format!("let board = {call}();\nforever(|| sleep(1000));\n");
        // No text has this revision: nothing is marked in the editor.
        Some(Self { script, revision: u64::MAX, paused: false, is_listening: true, seed })
    }
}

/// News of a run that the window turns to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// First plotted value of a run that has printed nothing.
    FirstPoint,
    /// The script waits for a line that the user types.
    Question,
    /// The run has ended with a mistake.
    Mistake,
}

impl RunView {
    /// True while a script runs, is about to run or is being stopped.
    pub fn is_active(&self) -> bool {
        self.state.is_active()
    }

    /// Begins a run. Returns the command for the lab.
    ///
    /// # Arguments
    /// - `unix_s`: wall clock time, in Unix seconds.
    /// - `now_s`: egui's time, in seconds.
    /// - `texts`: those in which the script is told of mistakes that it catches.
    pub fn begin(&mut self, run: NewRun, unix_s: u64, now_s: f64, texts: &Texts) -> Command {
        self.runs += 1;
        self.is_listening = run.is_listening;
        let seed = run.seed.unwrap_or_else(|| self.fresh_seed(unix_s, now_s));
        let mut request = RunRequest {
            script: run.script,
            seed,
            paused: run.paused,
            sentences: sentences(texts),
            ..RunRequest::default()
        };
        self.boards.prepare(&mut request);
        self.state.begin(run.revision);
        self.console.begin_run();
        self.plot.begin_run();
        Command::Lab(LabCommand::Run(request))
    }

    /// Returns a seed that differs from run to run.
    pub fn fresh_seed(&self, unix_s: u64, now_s: f64) -> u64 {
        unix_s.wrapping_mul(1_000_003) ^ now_s.to_bits() ^ (self.runs << 48)
    }

    /// Marks the run as being stopped. Returns the command that stops it, or the detection of a board.
    pub fn stop(&mut self) -> Command {
        self.state.stopping();
        Command::Stop
    }

    /// Stops the run of a program that is no longer open. Returns the command for it.
    pub fn leave(&mut self) -> Option<Command> {
        (self.is_active() && !self.is_listening).then(|| self.stop())
    }

    /// Handles an event of the lab. Returns the news that the window turns to.
    pub fn on_event(&mut self, event: &LabEvent, texts: &Texts) -> Option<Cue> {
        let mut cue = None;
        if let LabEvent::Output(output) = event {
            self.boards.on_output(output);
            cue = self.on_output(output, texts);
        }
        let boards = &self.boards;
        let end = self.state.on_event(event, || boards.states());
        end.map_or(cue, |end| self.on_end(&end, texts))
    }

    fn on_output(&mut self, output: &LabOutput, texts: &Texts) -> Option<Cue> {
        match output {
            LabOutput::Remark { remark } => {
                let sentence = placed(remark.text(texts), remark.line, texts);
                self.console.note(&format!("{sentence} {}", remark.advice(texts)));
            }
            LabOutput::Line { text } => self.console.push_line(text),
            LabOutput::Sample { at_us, name, value } => {
                let is_first = self.plot.is_empty() && self.console.is_empty();
                self.plot.push(*at_us, name, *value);
                return is_first.then_some(Cue::FirstPoint);
            }
            LabOutput::Asking => {
                self.console.asking();
                return Some(Cue::Question);
            }
            LabOutput::Typed { text } => self.console.typed(text),
            LabOutput::Restored { lines, samples, is_asking, .. } => {
                self.console.undo(*lines, *is_asking);
                self.plot.undo(*samples);
            }
            LabOutput::Started | LabOutput::Board { .. } | LabOutput::Paused { .. } | LabOutput::Resumed => {}
        }
        None
    }

    /// Tells in the console how the run ended.
    fn on_end(&mut self, end: &RunEnd, texts: &Texts) -> Option<Cue> {
        self.console.asks_no_more();
        let was_listening = std::mem::take(&mut self.is_listening);
        match (&end.mistake, end.reason) {
            (Some(mistake), _) => {
                let (sentence, advice) = (mistake.text(texts), mistake.advice(texts));
                let sentence = placed(sentence, mistake.line.filter(|_| !was_listening), texts);
                self.console.mistake(&format!("{sentence} {advice}"));
                return Some(Cue::Mistake);
            }
            (None, EndReason::Stopped) => self.console.note(&texts.plain("window-end-stopped")),
            (None, _) => self.console.note(&texts.plain("window-end-done")),
        }
        None
    }

    /// Marks the board that a mistake reports as gone, and puts the port's plain name into the mistake.
    pub fn note_port(&mut self, mistake: &mut Mistake, menu: &BoardsMenu) {
        use DeviceErrorCode::{Gone, PortMissing};
        let Some(port) = mistake.args.get_mut("port") else { return };
        if let MistakeCode::Api(ApiErrorCode::Device(Gone | PortMissing)) = mistake.code {
            self.boards.on_gone(port);
        }
        *port = menu.name_of(port);
    }

    /// Shows the board of a family. Returns the commands that release the inputs held on the previous one.
    pub fn look_at(&mut self, want: BoardFamily) -> Vec<Command> {
        let mut actions = Vec::new();
        self.boards.show(want, &mut actions);
        self.bench_commands(actions)
    }

    /// Simulates this kind of board for its family from now on, and shows it.
    pub fn simulate(&mut self, kind: BoardKind) -> Vec<Command> {
        self.boards.set_kind(kind);
        self.look_at(kind.family())
    }

    /// Stops using the board on a port.
    pub fn disconnect(&mut self, port: &str) -> Vec<Command> {
        self.boards.disconnect(port);
        if self.boards.is_there(self.boards.shown()) {
            Vec::new()
        } else {
            self.look_at(BoardFamily::Microbit)
        }
    }

    /// Returns the commands that pass actions on boards to the run, if there is one.
    fn bench_commands(&self, actions: impl IntoIterator<Item = (BoardFamily, BenchAction)>) -> Vec<Command> {
        if !self.is_active() {
            return Vec::new();
        }
        let bench = |(want, action)| Command::Live(LiveCommand::Bench(want, action));
        actions.into_iter().map(bench).collect()
    }

    /// Returns the kind of the board that a script uses.
    pub fn kind_asked_for(&self, script: &str) -> Option<BoardKind> {
        let board = self.boards.board(connected_boards::asked_for(script)?)?;
        Some(board.view.kind())
    }

    /// Returns the kind of the displayed board.
    pub fn shown_kind(&self) -> BoardKind {
        let board = self.boards.board(self.boards.shown());
        board.map_or(BoardKind::MicrobitV2, |board| board.view.kind())
    }

    /// Returns the name of the displayed board, with its state: simulated, real or unplugged.
    pub fn board_name(&self, texts: &Texts) -> String {
        let id = match self.boards.board(self.boards.shown()) {
            Some(board) if board.is_away() => "window-board-away",
            Some(board) if board.port.is_some() => "window-board-real",
            _ => "window-board-simulated",
        };
        texts.get(id, &[("name", kind_name(self.shown_kind(), texts))])
    }

    /// Draws the tabs of the boards and the displayed board. Returns the commands for the run.
    ///
    /// # Arguments
    /// - `replay`: scenario that is being replayed, if there is one.
    pub fn show_boards(&mut self, ui: &mut Ui, replay: Option<&Replay>, texts: &Texts) -> Vec<Command> {
        let mut commands = self.show_families(ui, texts);
        let want = self.boards.shown();
        let replayed = replay.filter(|replay| want.fits(replay.kind()));
        let then = replayed.map(|replay| replay.board().clone()).or_else(|| self.state_then(want));
        let is_running = self.is_active();
        let mut actions = Vec::new();
        if let Some(board) = self.boards.board_mut(want) {
            show_board(ui, board, then, is_running, texts, &mut actions);
        }
        commands.extend(self.bench_commands(actions.into_iter().map(|action| (want, action))));
        commands
    }

    /// Returns the state of a family's board at the displayed moment, while stepping back.
    fn state_then(&self, want: BoardFamily) -> Option<BoardState> {
        let moment = self.state.moment().filter(|_| self.state.is_looking_back())?;
        moment.boards.get(&want).cloned()
    }

    /// Returns the text for somebody who has stepped back.
    fn looking_back(&self) -> Option<&'static str> {
        if self.state.is_back() {
            return Some("window-gone-back");
        }
        let is_real = self.boards.board(self.boards.shown()).is_some_and(|board| board.port.is_some());
        let id = if is_real { "window-looking-back-real" } else { "window-looking-back" };
        self.state.is_looking_back().then_some(id)
    }

    /// Draws the tabs of the boards. Returns the commands for the run.
    fn show_families(&mut self, ui: &mut Ui, texts: &Texts) -> Vec<Command> {
        let mut chosen = None;
        ui.horizontal_wrapped(|ui| {
            for &want in BoardFamily::ALL.iter().filter(|want| self.boards.is_there(**want)) {
                let Some(board) = self.boards.board(want) else { continue };
                let name = kind_name(board.view.kind(), texts);
                let is_shown = self.boards.shown() == want;
                if choice(ui, Role::Tab, is_shown, name).clicked() {
                    chosen = Some(want);
                }
            }
        });
        let commands = chosen.map_or_else(Vec::new, |want| self.look_at(want));
        if let Some(id) = self.looking_back() {
            ui.label(RichText::new(texts.plain(id)).weak());
        }
        commands
    }
}

/// Draws one board.
///
/// # Arguments
/// - `then`: its state at an earlier moment that is displayed; `None` shows the present state.
fn show_board(
    ui: &mut Ui,
    board: &mut ConnectedBoard,
    then: Option<BoardState>,
    is_running: bool,
    texts: &Texts,
    actions: &mut Vec<BenchAction>,
) {
    let state = then.unwrap_or_else(|| board.state.clone());
    let is_simulated = board.port.is_none();
    let is_away = board.is_away();
    if is_away {
        let name = kind_name(board.view.kind(), texts);
        let text = texts.get("window-board-away-now", &[("name", name)]);
        spoken(ui, RichText::new(text), Live::Polite);
    }
    let props = BoardProps { state: &state, is_simulated, is_away, is_running, texts };
    board.view.show(ui, &props, actions);
}
/// Returns a sentence with the line that it is about, if there is one.
fn placed(sentence: String, line: Option<u32>, texts: &Texts) -> String {
    match line {
        Some(line) => texts.get("window-end-mistake", &[("line", line.to_string()), ("sentence", sentence)]),
        None => sentence,
    }
}
