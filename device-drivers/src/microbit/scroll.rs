//! The time a text needs to scroll by.
//!
//! MicroPython does not report when a text that scrolls in the background has gone by, but it always takes the same
//! number of steps: a character moves in column by column, without its blank left column and with one blank column
//! behind it, and four more steps take the last one out. The glyphs are those of the font in both ports; the widths
//! were read back from a board's display, character by character.

use crate::board::BoardKind;

/// For each of the characters 32..=126: twice the rightmost used column (at least 2) less 4, plus one if
/// column 0 is used.
const GLYPHS: &[u8; 95] =
    b"00255550002202053233555555002225533333353153355333535355353252250533333330232533333345553532014";

/// V1 updates its animations only at each 6 ms tick.
const V1_TICK_MS: u32 = 6;

/// Number of steps that `text` takes.
fn frames(text: &str) -> u32 {
    if text.is_empty() {
        return 5;
    }
    let mut frames = 4;
    for (index, byte) in text.bytes().enumerate() {
        let glyph =
            byte.checked_sub(b' ').and_then(|at| GLYPHS.get(usize::from(at))).map_or(5, |code| code & 7);
        let right = u32::from(glyph / 2) + 2;
        let skips_blank_column = index > 0 && glyph % 2 == 0;
        frames += right + 2 - u32::from(skips_blank_column);
    }
    frames
}

/// Number of times `delay_ms` passes until `text` has gone by.
pub fn steps(board: BoardKind, text: &str, delay_ms: u16) -> u16 {
    let delay = u32::from(delay_ms.max(1));
    let real_delay = if board == BoardKind::MicrobitV1 { delay.next_multiple_of(V1_TICK_MS) } else { delay };
    u16::try_from((frames(text) * real_delay).div_ceil(delay)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps as MicroPython 1.1.1 took them: milliseconds of `display.scroll(text, 60)` divided by 60.
    #[track_caller]
    fn check(text: &str, measured_ms: u32) {
        assert_eq!(frames(text), (measured_ms + 30) / 60, "{text:?}");
    }

    #[test]
    fn as_measured() {
        check("Hi!", 898);
        check("Hello world", 3302);
        check("i", 478);
        check("iiii", 1022);
        check(" ", 475);
        check("", 302);
    }

    #[test]
    fn a_delay_is_rounded_up_to_ticks_on_v1() {
        assert_eq!(steps(BoardKind::MicrobitV1, "i", 60), 8);
        assert_eq!(steps(BoardKind::MicrobitV1, "i", 1), 48);
        assert_eq!(steps(BoardKind::MicrobitV2, "i", 1), 8);
    }
}
