//! A board on the screen: what it shows, and what a person does to it and to the parts wired to it.
//!
//! The window gives the board's state and gets [`BenchAction`]s. What was done is also remembered here, so that
//! the next run begins as the table was left.

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

/// How many parts can be wired to a board.
const MAX_PARTS: usize = 8;

/// From this width on, in points, the board has its pins and surroundings beside it.
const TWO_COLUMNS: f32 = 620.0;

/// A board is drawn no wider than this, in points.
const MAX_WIDTH: f32 = 560.0;

/// However low the pane is, a board is drawn this wide if there is room, in points; the rest is reached by scrolling.
const MIN_WIDTH: f32 = 300.0;

/// How much is left of the picture of a board that was pulled out, 0..=1.
const AWAY_OPACITY: f32 = 0.45;

/// Text that is not to stand out, in points: still large enough for everybody.
const SMALL: f32 = 11.5;

/// How long a shaken board moves on the screen; the simulated one is shaken as long.
const SHAKE_S: f64 = 0.6;

/// One board on the screen, with what a person did to it.
pub struct BoardView {
    kind: BoardKind,
    surroundings: Surroundings,
    holds: Holds,
    wired: BTreeMap<Pin, Part>,
    /// The same parts as the simulated board has them: how they are set, and how far servos have turned.
    parts: Parts,
    shaken_until_s: f64,
    /// The part chosen in the menu, for which a pin is to be chosen.
    adding: Option<Part>,
}

/// What a board is drawn from.
pub struct BoardProps<'a> {
    /// What is known of the board: LEDs, pins with mode and value, tone, pixels.
    pub state: &'a BoardState,
    /// Whether it can be operated here. A real board shows its readings only.
    pub is_simulated: bool,
    /// Whether it is a real board that was pulled out: it is drawn faint, and has no power.
    pub is_away: bool,
    /// Whether a run goes on.
    pub is_running: bool,
    /// The texts of the pupil's language.
    pub texts: &'a Texts,
}

impl BoardView {
    /// A board as it comes out of its box: level, in an ordinary room, nothing wired.
    ///
    /// # Arguments
    /// - `kind`: a micro:bit or an Arduino. Of a board that prints text there is nothing to see.
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

    /// The board's family.
    pub fn kind(&self) -> BoardKind {
        self.kind
    }

    /// Puts a board of another kind in its place, between two runs. Surroundings stay, and the parts that work on
    /// the same pin of the other board; what was held down is let go.
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

    /// What lies on the table now, for the beginning of a run: parts attached, and every input that differs from
    /// rest.
    pub fn setup(&self) -> BenchSetup {
        let attached = self.wired.iter().map(|(pin, part)| BenchAction::Attach { pin: *pin, part: *part });
        let mut inputs = self.surroundings.inputs(self.kind);
        let rest = Parts::new();
        let views = self.parts.view(self.kind, 0, &BoardState::default());
        for (pin, view) in views {
            // A part just wired shows how one is at rest.
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

    /// The parts, to be kept with the project.
    pub fn parts(&self) -> BTreeMap<Pin, Part> {
        self.wired.clone()
    }

    /// Wires the parts of a project in place of what was there, between two runs. Parts that do not work on their
    /// pin, and more than eight, are left out.
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

    /// Lets go of everything held down. To be called where the board stops being shown, so that no button stays
    /// down; [`show`](Self::show) does it by itself.
    pub fn release_all(&mut self, actions: &mut Vec<BenchAction>) {
        for what in self.holds.release_all() {
            self.act(self.hold_input(what, false), actions);
        }
    }

    /// Draws the board and takes what is done to it.
    ///
    /// # Arguments
    /// - `actions`: gets what was done, in order, for the run that goes on.
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

    /// What stands below or beside the board.
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

    /// What holding `what`, or letting go of it, does to the board.
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

    /// Does something to the mirrored parts, and tells the run.
    fn act(&mut self, input: PhysicalInput, actions: &mut Vec<BenchAction>) {
        self.parts.translate(self.kind, &input);
        actions.push(BenchAction::Input(input));
    }
}

/// How wide a board is drawn, in points: as wide as the pane, but so that what is below it can be seen, too.
///
/// # Arguments
/// - `height_per_width`: how much its height grows with its width.
/// - `others`: the height of what does not grow: room around the board, and what is below it, in points.
fn picture_width(ui: &Ui, height_per_width: f32, others: f32) -> f32 {
    let fitting = (ui.clip_rect().height() - others) / height_per_width;
    ui.available_width().min(fitting.clamp(MIN_WIDTH, MAX_WIDTH))
}

/// The time that parts move by, in microseconds.
fn now_us(ui: &Ui) -> u64 {
    (ui.input(|input| input.time).max(0.0) * 1e6) as u64
}
