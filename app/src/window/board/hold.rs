//! Buttons that stay down as long as they are held: with the pointer, with a key, or, through a screen reader, for a
//! moment.

use std::collections::{BTreeMap, BTreeSet};

use digilab_devices::board::Pin;
use egui::accesskit::Action;
use egui::{Event, Id, Key, Response, Ui};

/// Time for which a button stays down that was pressed by something that cannot hold it, in seconds. Scripts read
/// buttons about every 20 ms.
const TAP_S: f64 = 0.15;

/// Something that can be held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Held {
    /// Button A.
    A,
    /// Button B.
    B,
    /// The golden logo.
    Logo,
    /// A touch pad.
    Pad(Pin),
    /// The button part on a pin.
    Part(Pin),
}

/// The buttons held down now, and by what input.
///
/// Nothing gets stuck, because a button that is not held anew while the board is shown is released in
/// [`settle`](Self::settle).
#[derive(Debug, Default)]
pub(super) struct Holds {
    down: BTreeSet<Held>,
    wanted: BTreeSet<Held>,
    /// Widget on which Space or Enter was pressed.
    key_on: Option<Id>,
    /// Buttons held by the key of their letter.
    letters: BTreeSet<Held>,
    /// Time until which a tapped button stays down, in egui's seconds.
    taps: BTreeMap<Held, f64>,
}

/// Returns whether one of the keys was pressed in this frame, and whether one is down now.
fn key(ui: &Ui, keys: &[Key]) -> (bool, bool) {
    ui.input(|input| {
        let went_down = input.events.iter().any(|event| match event {
            Event::Key { key, pressed: true, repeat: false, modifiers, .. } => {
                keys.contains(key) && !modifiers.command && !modifiers.ctrl && !modifiers.alt
            }
            _ => false,
        });
        (went_down, keys.iter().any(|key| input.key_down(*key)))
    })
}

impl Holds {
    /// True if it is held down.
    pub(super) fn is_down(&self, what: Held) -> bool {
        self.down.contains(&what)
    }

    /// Returns everything that is held down.
    pub(super) fn down(&self) -> impl Iterator<Item = Held> {
        self.down.iter().copied()
    }

    /// Checks whether `response`, a widget that senses clicks and drags, holds `what`.
    pub(super) fn look_at(&mut self, ui: &Ui, response: &Response, what: &[Held]) {
        let is_pointed = response.is_pointer_button_down_on() && response.contains_pointer();
        if is_pointed && !response.has_focus() {
            response.request_focus();
        }
        let (went_down, is_key_down) = key(ui, &[Key::Space, Key::Enter]);
        if response.has_focus() && went_down {
            self.key_on = Some(response.id);
        }
        let is_key_held = self.key_on == Some(response.id) && response.has_focus() && is_key_down;
        let is_asked = ui.input(|input| input.has_accesskit_action_request(response.id, Action::Click));
        // Pressed and released between two frames.
        let is_missed_key = response.has_focus() && went_down && !is_key_down;
        let is_missed_click = response.clicked()
            && ui.input(|input| input.pointer.primary_pressed() && input.pointer.primary_released());
        if is_pointed || is_key_held {
            self.wanted.extend(what);
        } else if self.key_on == Some(response.id) {
            self.key_on = None;
        }
        if is_asked || is_missed_key || is_missed_click {
            self.tap(ui, what);
        }
    }

    /// Checks whether buttons A and B are held by their letters, which count while the board has the focus.
    pub(super) fn look_at_letters(&mut self, ui: &Ui, is_focused: bool) {
        for (what, letter) in [(Held::A, Key::A), (Held::B, Key::B)] {
            let (went_down, is_key_down) = key(ui, &[letter]);
            if is_focused && went_down {
                self.letters.insert(what);
                if !is_key_down {
                    self.tap(ui, &[what]);
                }
            }
            if !is_focused || !is_key_down {
                self.letters.remove(&what);
            }
        }
        self.wanted.extend(&self.letters);
    }

    fn tap(&mut self, ui: &Ui, what: &[Held]) {
        let until_s = ui.input(|input| input.time) + TAP_S;
        self.taps.extend(what.iter().map(|what| (*what, until_s)));
    }

    /// Returns the buttons that went down (`true`) or came up since the last call. To be called after all widgets of
    /// the frame.
    pub(super) fn settle(&mut self, ui: &Ui) -> Vec<(Held, bool)> {
        let mut wanted = std::mem::take(&mut self.wanted);
        let (now_s, has_window_focus) = ui.input(|input| (input.time, input.focused));
        if !has_window_focus {
            wanted.clear();
            self.letters.clear();
            self.key_on = None;
        }
        self.taps.retain(|_, until_s| *until_s > now_s);
        wanted.extend(self.taps.keys());
        if let Some(next_s) = self.taps.values().copied().reduce(f64::min) {
            ui.request_repaint_after_secs((next_s - now_s) as f32);
        }
        let down = self.down.difference(&wanted).map(|what| (*what, false));
        let changes = down.chain(wanted.difference(&self.down).map(|what| (*what, true))).collect();
        self.down = wanted;
        changes
    }

    /// Forgets a button that is removed. Returns true if it was down.
    pub(super) fn forget(&mut self, what: Held) -> bool {
        self.wanted.remove(&what);
        self.taps.remove(&what);
        self.down.remove(&what)
    }

    /// Releases everything. Returns what was down.
    pub(super) fn release_all(&mut self) -> Vec<Held> {
        std::mem::take(self).down.into_iter().collect()
    }
}
