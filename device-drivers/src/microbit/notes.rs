//! Notes as MicroPython's `music` module writes them: `c#5:2`, `r:4`, `g`.

use crate::board::BoardKind;

/// Length of a tick in milliseconds: the module starts every melody with 120 beats a minute, four ticks a beat.
const TICK_MS: u32 = 125;
const GAP_MS: u32 = 10;
const FIRST_LENGTH: u32 = 4;
/// V1 updates its music only at each 6 ms tick.
const V1_TICK_MS: u32 = 6;

/// The length of `note` in ticks: `Some(None)` if it keeps the previous length; `None` if it is not a note.
fn length(note: &str) -> Option<Option<u32>> {
    let (tone, length) = match note.split_once(':') {
        Some((tone, length)) => (tone, Some(length)),
        None => (note, None),
    };
    let mut rest = tone.chars();
    let letter = rest.next()?.to_ascii_lowercase();
    if !matches!(letter, 'a'..='g' | 'r') {
        return None;
    }
    let rest = rest.as_str();
    let octave = rest.strip_prefix(['#', 'b']).unwrap_or(rest);
    if !matches!(octave.as_bytes(), [] | [b'0'..=b'8']) || letter == 'r' && octave.len() != rest.len() {
        return None;
    }
    let Some(length) = length else { return Some(None) };
    match length.as_bytes() {
        [b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9'] => length.parse().ok().map(Some),
        _ => None,
    }
}

/// True if MicroPython plays `note`: a letter (`r` is a rest), `#` or `b`, an octave 0..=8, a length 1..=99.
pub fn is_note(note: &str) -> bool {
    length(note).is_some()
}

/// Total duration of `notes`, one after another, in milliseconds.
pub fn duration_ms(board: BoardKind, notes: &[String]) -> u32 {
    let whole_ticks =
        |ms: u32| if board == BoardKind::MicrobitV1 { ms.next_multiple_of(V1_TICK_MS) } else { ms };
    let mut ticks = FIRST_LENGTH;
    let mut total = 0;
    for note in notes {
        ticks = length(note).flatten().unwrap_or(ticks);
        let sounding = (ticks * TICK_MS).saturating_sub(GAP_MS).max(GAP_MS);
        total += whole_ticks(sounding) + whole_ticks(GAP_MS);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(notes: &[&str], v2_ms: Option<u32>) {
        let all: Vec<String> = notes.iter().map(|note| (*note).to_owned()).collect();
        let playable = all.iter().all(|note| is_note(note));
        assert_eq!(playable.then(|| duration_ms(BoardKind::MicrobitV2, &all)), v2_ms, "{notes:?}");
    }

    #[test]
    fn notes() {
        check(&["c"], Some(500));
        check(&["C4:1", "r"], Some(250));
        check(&["c#5:2", "db", "r:16"], Some(2500));
        check(&["a:99"], Some(12_375));
        for wrong in ["", "h", "c:", "c:0", "c:100", "c10", "c9", "r#", "c4:4 ", "c##", "cé", "4c"] {
            check(&[wrong], None);
        }
    }
}
