//! A board on the screen: its state, and what the user does to it and to the parts wired to it.
//!
//! The window passes in the state of the board and gets [`BenchAction`]s. The user's inputs are also remembered here,
//! so that the next run starts with them.

mod canvas;
mod colors;
mod fits;
mod hold;
mod knobs;
mod microbit;
mod part_menu;
mod part_pictures;
mod parts;
mod pins;
mod surroundings;
#[cfg(test)]
mod tests;
mod tilt;
mod uno;

use std::collections::BTreeMap;

use digilab_devices::board::{BoardFamily, BoardKind, BoardProfile, BoardState, Pin};
use digilab_devices::sim::input::PhysicalInput;
use digilab_devices::sim::parts::{Part, PartView, Parts};
use digilab_lab::lab::{BenchAction, BenchSetup};
use digilab_lab::text::Texts;
use egui::{ScrollArea, Ui};

use self::hold::{Held, Holds};
use self::surroundings::Surroundings;

/// Maximum number of parts wired to a board.
const MAX_PARTS: usize = 8;

/// Pane width, in points, from which on the board has its pins and surroundings beside it.
const TWO_COLUMNS: f32 = 620.0;

/// Maximum width of a board's picture, in points.
const MAX_WIDTH: f32 = 560.0;

/// Minimum width of a board's picture, in points, if the pane is that wide; in a low pane the rest is reached by
/// scrolling.
const MIN_WIDTH: f32 = 300.0;

/// Opacity of the picture of an unplugged board, 0..=1.
const AWAY_OPACITY: f32 = 0.45;

/// Size of secondary text, in points: still large enough for everybody.
const SMALL: f32 = 11.5;

/// Time for which a shaken board moves on the screen, in seconds; the simulated one is shaken as long.
const SHAKE_S: f64 = 0.6;

/// A board on the screen, with the user's inputs to it.
pub struct BoardView {
    kind: BoardKind,
    surroundings: Surroundings,
    holds: Holds,
    wired: BTreeMap<Pin, Part>,
    /// Model of the parts as the simulated board has them: their settings, and the positions of servos.
    parts: Parts,
    shaken_until_s: f64,
    /// Part chosen in the menu, for which a pin is to be chosen.
    adding: Option<Part>,
}

/// State from which a board is drawn.
pub struct BoardProps<'a> {
    /// State of the board: LEDs, pins with mode and value, tone, pixels.
    pub state: &'a BoardState,
    /// True if the board can be operated here. A real board only shows its readings.
    pub is_simulated: bool,
    /// True for a real board that is unplugged: it is drawn faint, and has no power.
    pub is_away: bool,
    /// True while a run is active.
    pub is_running: bool,
    /// Texts in the pupil's language.
    pub texts: &'a Texts,
}

impl BoardView {
    /// Creates a board in its initial state: level, in an ordinary room, without parts.
    ///
    /// # Arguments
    /// - `kind`: a micro:bit or an Arduino. There is no picture of a text board.
    pub fn new(kind: BoardKind) -> Self {
        Self {
            kind,
            surroundings: Surroundings::default(),
            holds: Holds::default(),
            wired: BTreeMap::new(),
            parts: Parts::new(),
            shaken_until_s: 0.0,
            adding: None,
        }
    }

    /// Returns the kind of the board.
    pub fn kind(&self) -> BoardKind {
        self.kind
    }

    /// Replaces the board by one of another kind, between two runs. The surroundings stay, and the parts that work on
    /// the same pin of the other board; whatever was held down is released.
    pub fn set_kind(&mut self, kind: BoardKind) {
        if kind == self.kind {
            return;
        }
        self.holds.release_all();
        self.adding = None;
        self.kind = kind;
        let unfit: Vec<Pin> = self
            .wired
            .iter()
            .filter(|(pin, part)| !fits::fits(kind, **part, **pin))
            .map(|(pin, _)| *pin)
            .collect();
        for pin in unfit {
            self.wired.remove(&pin);
            self.parts.detach(pin);
        }
    }

    /// Returns the setup of the bench for the start of a run: the parts attached, and every input that differs from
    /// rest.
    pub fn setup(&self) -> BenchSetup {
        let attached = self.wired.iter().map(|(pin, part)| BenchAction::Attach { pin: *pin, part: *part });
        let mut inputs = self.surroundings.inputs(self.kind);
        let rest = Parts::new();
        let views = self.parts.view(self.kind, 0, &BoardState::default());
        for (pin, view) in views {
            // A part just wired shows the state at rest.
            let mut fresh = rest.clone();
            if let Some(part) = self.wired.get(&pin) {
                fresh.attach(pin, *part);
            }
            let at_rest = fresh.view(self.kind, 0, &BoardState::default()).remove(&pin);
            match view {
                PartView::Potentiometer { level } if at_rest != Some(PartView::Potentiometer { level }) => {
                    inputs.push(PhysicalInput::PinLevel { pin, level });
                }
                PartView::Distance { distance_cm } if at_rest != Some(PartView::Distance { distance_cm }) => {
                    inputs.push(PhysicalInput::Distance { pin, distance_cm });
                }
                _ => {}
            }
        }
        inputs.extend(self.holds.down().map(|what| self.hold_input(what, true)));
        let actions = attached.chain(inputs.into_iter().map(BenchAction::Input)).collect();
        BenchSetup { want: self.kind.family(), actions }
    }

    /// Returns the wired parts by pin, to be saved with the project.
    pub fn parts(&self) -> BTreeMap<Pin, Part> {
        self.wired.clone()
    }

    /// Replaces the wired parts by those of a project, between two runs. Parts that do not work on their pin, and
    /// more than eight, are left out.
    pub fn set_parts(&mut self, parts: &BTreeMap<Pin, Part>) {
        for pin in std::mem::take(&mut self.wired).into_keys() {
            self.holds.forget(Held::Part(pin));
            self.parts.detach(pin);
        }
        let kind = self.kind;
        let fitting = parts.iter().filter(|(pin, part)| fits::fits(kind, **part, **pin)).take(MAX_PARTS);
        for (pin, part) in fitting {
            self.wired.insert(*pin, *part);
            self.parts.attach(*pin, *part);
        }
    }

    /// Releases everything held down. To be called when the board is no longer shown, so that no button stays down;
    /// [`show`](Self::show) does it by itself.
    pub fn release_all(&mut self, actions: &mut Vec<BenchAction>) {
        for what in self.holds.release_all() {
            self.act(self.hold_input(what, false), actions);
        }
    }

    /// Draws the board and handles input to it.
    ///
    /// # Arguments
    /// - `actions`: receives the user's actions in order, for the active run.
    pub fn show(&mut self, ui: &mut Ui, props: &BoardProps<'_>, actions: &mut Vec<BenchAction>) {
        self.parts.note(self.kind, now_us(ui), props.state);
        if props.is_away {
            ui.multiply_opacity(AWAY_OPACITY);
        }
        ui.push_id(("board", self.kind.id()), |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                if ui.available_width() < TWO_COLUMNS {
                    self.show_board(ui, props, actions);
                    self.show_around(ui, props, actions);
                } else {
                    ui.columns_const(|[left, right]| {
                        self.show_board(left, props, actions);
                        self.show_around(right, props, actions);
                    });
                }
                if props.is_simulated && BoardProfile::of(self.kind).has_pins {
                    ui.add_space(8.0);
                    self.show_parts(ui, props, actions);
                }
            });
        });
        for (what, is_down) in self.holds.settle(ui) {
            self.act(self.hold_input(what, is_down), actions);
        }
    }

    fn show_board(&mut self, ui: &mut Ui, props: &BoardProps<'_>, actions: &mut Vec<BenchAction>) {
        match self.kind.family() {
            BoardFamily::Microbit => self.show_microbit(ui, props, actions),
            BoardFamily::Arduino => uno::show(ui, props),
            // A board without a picture.
            _ => {
                ui.label(props.texts.plain("board-text-only"));
            }
        }
    }

    /// Draws what is below or beside the board: the tone, the pins in use, the surroundings.
    fn show_around(&mut self, ui: &mut Ui, props: &BoardProps<'_>, actions: &mut Vec<BenchAction>) {
        if let Some(frequency) = props.state.tone_hz {
            pins::show_tone(ui, props.texts, frequency);
        }
        let strips: Vec<Pin> =
            self.wired.iter().filter(|(_, part)| **part == Part::PixelStrip).map(|(pin, _)| *pin).collect();
        pins::show_list(ui, self.kind, props, &strips);
        if props.is_simulated && self.kind.is_microbit() {
            self.show_knobs(ui, props.texts, actions);
        }
    }

    /// Returns the input to the board for holding `what`, or for releasing it.
    fn hold_input(&self, what: Held, is_down: bool) -> PhysicalInput {
        let button = match what {
            Held::Pad(pin) => return PhysicalInput::Touch { pin, touched: is_down },
            Held::A => "A".to_owned(),
            Held::B => "B".to_owned(),
            Held::Logo => "logo".to_owned(),
            Held::Part(pin) => fits::button_name(self.kind, pin),
        };
        if is_down { PhysicalInput::Press { button } } else { PhysicalInput::Release { button } }
    }

    /// Applies an input to the model of the parts, and reports it to the run.
    fn act(&mut self, input: PhysicalInput, actions: &mut Vec<BenchAction>) {
        self.parts.translate(self.kind, &input);
        actions.push(BenchAction::Input(input));
    }
}

/// Returns the width of a board's picture, in points: as wide as the pane, but low enough that the controls below it
/// are visible, too.
///
/// # Arguments
/// - `height_per_width`: ratio of the board's height to its width.
/// - `others`: height that does not depend on the width, in points: margins around the board, and what is below it.
fn picture_width(ui: &Ui, height_per_width: f32, others: f32) -> f32 {
    let fitting = (ui.clip_rect().height() - others) / height_per_width;
    ui.available_width().min(fitting.clamp(MIN_WIDTH, MAX_WIDTH))
}

/// Returns the time by which parts move, in microseconds of egui's clock.
fn now_us(ui: &Ui) -> u64 {
    (ui.input(|input| input.time).max(0.0) * 1e6) as u64
}
