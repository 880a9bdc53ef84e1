//! The keys that the editor handles itself, before egui's text field sees them.
//!
//! Several keys may arrive in one frame on a slow machine. Letters typed before one of these keys must be in the text
//! before the key acts, so the key and everything behind it wait for the next frame.

use egui::{Event, Key, Modifiers, Ui};

/// Command of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    NewLine,
    Indent,
    Dedent,
    ToggleComment,
    /// A closing bracket was typed.
    CloseBracket(String),
    Undo,
    Redo,
    OpenFind,
    FindNext,
    FindPrevious,
    /// Open the completion popup.
    Complete,
    CompletionUp,
    CompletionDown,
    Escape,
}

/// Returns the command of an event, if it has one.
fn command(event: &Event) -> Option<Command> {
    let (key, modifiers) = match event {
        Event::Text(text) if matches!(text.as_str(), ")" | "]" | "}") => {
            return Some(Command::CloseBracket(text.clone()));
        }
        Event::Key { key, pressed: true, modifiers, .. } => (*key, *modifiers),
        _ => return None,
    };
    let Modifiers { alt, ctrl, shift, command, .. } = modifiers;
    let bare = !alt && !ctrl && !command;
    match key {
        Key::Enter if bare => Some(Command::NewLine),
        Key::Tab if bare && shift => Some(Command::Dedent),
        Key::Tab if bare => Some(Command::Indent),
        // On a Finnish keyboard the slash is Shift+7.
        Key::Slash if command => Some(Command::ToggleComment),
        Key::Num7 if command && shift => Some(Command::ToggleComment),
        Key::Z if command && shift => Some(Command::Redo),
        Key::Z if command => Some(Command::Undo),
        Key::Y if command => Some(Command::Redo),
        Key::F if command && !shift && !alt => Some(Command::OpenFind),
        Key::F3 if shift => Some(Command::FindPrevious),
        Key::F3 => Some(Command::FindNext),
        Key::Space if ctrl || command => Some(Command::Complete),
        Key::ArrowUp if bare && !shift => Some(Command::CompletionUp),
        Key::ArrowDown if bare && !shift => Some(Command::CompletionDown),
        Key::Escape => Some(Command::Escape),
        _ => None,
    }
}

/// True if an event can change the text or the cursor.
fn is_typing(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { pressed: true, .. }
            | Event::Text(_)
            | Event::Paste(_)
            | Event::Cut
            | Event::Copy
            | Event::Ime(_)
    )
}

/// True if something was typed in this frame that the user may want completed.
pub(super) fn is_letter_typed(ui: &Ui) -> bool {
    ui.input(|input| {
        input
            .events
            .iter()
            .any(|event| matches!(event, Event::Text(_) | Event::Ime(egui::ImeEvent::Commit(_))))
    })
}

/// Passes each command of this frame to `act`, which returns true if it has handled it. Any other is left to the text
/// field. `waiting` keeps the events that came too early for the next frame.
pub(super) fn handle(ui: &Ui, waiting: &mut Vec<Event>, mut act: impl FnMut(&Command) -> bool) {
    let mut events = std::mem::take(waiting);
    ui.input_mut(|input| events.append(&mut input.events));
    let mut left = Vec::with_capacity(events.len());
    let mut is_text_behind = false;
    for event in events {
        let typing = is_typing(&event);
        if !waiting.is_empty() && typing {
            waiting.push(event);
        } else if let Some(command) = command(&event) {
            if is_text_behind {
                waiting.push(event);
            } else if !act(&command) {
                left.push(event);
                is_text_behind = true;
            }
        } else {
            is_text_behind |= typing;
            left.push(event);
        }
    }
    ui.input_mut(|input| input.events = left);
    if !waiting.is_empty() {
        ui.ctx().request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    #[track_caller]
    fn check(pressed: Key, modifiers: Modifiers, expected: Option<Command>) {
        assert_eq!(command(&key(pressed, modifiers)), expected);
    }

    #[test]
    fn commands() {
        let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        let ctrl_shift = Modifiers { shift: true, ..ctrl };
        check(Key::Enter, Modifiers::NONE, Some(Command::NewLine));
        check(Key::Enter, Modifiers::SHIFT, Some(Command::NewLine));
        check(Key::Enter, ctrl, None);
        check(Key::Tab, Modifiers::NONE, Some(Command::Indent));
        check(Key::Tab, Modifiers::SHIFT, Some(Command::Dedent));
        check(Key::Tab, ctrl, None);
        check(Key::Slash, ctrl, Some(Command::ToggleComment));
        check(Key::Slash, ctrl_shift, Some(Command::ToggleComment));
        check(Key::Num7, ctrl_shift, Some(Command::ToggleComment));
        check(Key::Slash, Modifiers::NONE, None);
        check(Key::Z, ctrl, Some(Command::Undo));
        check(Key::Z, ctrl_shift, Some(Command::Redo));
        check(Key::Y, ctrl, Some(Command::Redo));
        check(Key::F, ctrl, Some(Command::OpenFind));
        check(Key::F3, Modifiers::SHIFT, Some(Command::FindPrevious));
        check(Key::Space, Modifiers::CTRL, Some(Command::Complete));
        check(Key::Space, Modifiers::NONE, None);
        check(Key::ArrowDown, Modifiers::SHIFT, None);
    }

    #[test]
    fn what_was_typed_comes_before_the_keys_behind_it() {
        let events = [
            key(Key::Tab, Modifiers::NONE),
            Event::Text("a".to_owned()),
            Event::PointerGone,
            key(Key::Enter, Modifiers::NONE),
            Event::Text("b".to_owned()),
            Event::PointerGone,
        ];
        egui::__run_test_ui(|ui| {
            ui.input_mut(|input| input.events = events.to_vec());
            let (mut waiting, mut acted) = (Vec::new(), Vec::new());
            let mut step = |ui: &Ui| {
                acted.clear();
                handle(ui, &mut waiting, |command| {
                    acted.push(command.clone());
                    true
                });
                (acted.clone(), ui.input_mut(|input| std::mem::take(&mut input.events)))
            };
            let [_, a, gone, _, b, _] = events.clone();
            assert_eq!(step(ui), (vec![Command::Indent], vec![a, gone.clone(), gone]));
            assert_eq!(step(ui), (vec![Command::NewLine], vec![b]));
            assert_eq!(step(ui), (vec![], vec![]));
        });
    }
}
