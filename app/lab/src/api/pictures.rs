//! Pictures for the 5×5 display: those that MicroPython names, and its characters.
//!
//! The pixels are those of the micro:bit's own MicroPython 1.1.1 for `Image.NAME` and `Image("A")`, read from the
//! firmware itself, so that a picture always looks the same on the simulated and the real board.

use digilab_devices::board::Leds;

use crate::text::letters::nearest;

/// Every named picture and its rows.
pub const NAMED: &[(&str, &str)] = &[
    ("HEART", "09090:99999:99999:09990:00900"),
    ("HEART_SMALL", "00000:09090:09990:00900:00000"),
    ("HAPPY", "00000:09090:00000:90009:09990"),
    ("SMILE", "00000:00000:00000:90009:09990"),
    ("SAD", "00000:09090:00000:09990:90009"),
    ("CONFUSED", "00000:09090:00000:09090:90909"),
    ("ANGRY", "90009:09090:00000:99999:90909"),
    ("ASLEEP", "00000:99099:00000:09990:00000"),
    ("SURPRISED", "09090:00000:00900:09090:00900"),
    ("SILLY", "90009:00000:99999:00909:00999"),
    ("FABULOUS", "99999:99099:00000:09090:09990"),
    ("MEH", "09090:00000:00090:00900:09000"),
    ("YES", "00000:00009:00090:90900:09000"),
    ("NO", "90009:09090:00900:09090:90009"),
    ("CLOCK12", "00900:00900:00900:00000:00000"),
    ("CLOCK1", "00090:00090:00900:00000:00000"),
    ("CLOCK2", "00000:00099:00900:00000:00000"),
    ("CLOCK3", "00000:00000:00999:00000:00000"),
    ("CLOCK4", "00000:00000:00900:00099:00000"),
    ("CLOCK5", "00000:00000:00900:00090:00090"),
    ("CLOCK6", "00000:00000:00900:00900:00900"),
    ("CLOCK7", "00000:00000:00900:09000:09000"),
    ("CLOCK8", "00000:00000:00900:99000:00000"),
    ("CLOCK9", "00000:00000:99900:00000:00000"),
    ("CLOCK10", "00000:99000:00900:00000:00000"),
    ("CLOCK11", "09000:09000:00900:00000:00000"),
    ("ARROW_N", "00900:09990:90909:00900:00900"),
    ("ARROW_NE", "00999:00099:00909:09000:90000"),
    ("ARROW_E", "00900:00090:99999:00090:00900"),
    ("ARROW_SE", "90000:09000:00909:00099:00999"),
    ("ARROW_S", "00900:00900:90909:09990:00900"),
    ("ARROW_SW", "00009:00090:90900:99000:99900"),
    ("ARROW_W", "00900:09000:99999:09000:00900"),
    ("ARROW_NW", "99900:99000:90900:00090:00009"),
    ("TRIANGLE", "00000:00900:09090:99999:00000"),
    ("TRIANGLE_LEFT", "90000:99000:90900:90090:99999"),
    ("CHESSBOARD", "09090:90909:09090:90909:09090"),
    ("DIAMOND", "00900:09090:90009:09090:00900"),
    ("DIAMOND_SMALL", "00000:00900:09090:00900:00000"),
    ("SQUARE", "99999:90009:90009:90009:99999"),
    ("SQUARE_SMALL", "00000:09990:09090:09990:00000"),
    ("RABBIT", "90900:90900:99990:99090:99990"),
    ("COW", "90009:90009:99999:09990:00900"),
    ("MUSIC_CROTCHET", "00900:00900:00900:99900:99900"),
    ("MUSIC_QUAVER", "00900:00990:00909:99900:99900"),
    ("MUSIC_QUAVERS", "09999:09009:09009:99099:99099"),
    ("PITCHFORK", "90909:90909:99999:00900:00900"),
    ("XMAS", "00900:09990:00900:09990:99999"),
    ("PACMAN", "09999:99090:99900:99990:09999"),
    ("TARGET", "00900:09990:99099:09990:00900"),
    ("TSHIRT", "99099:99999:09990:09990:09990"),
    ("ROLLERSKATE", "00099:00099:99999:99999:09090"),
    ("DUCK", "09900:99900:09999:09990:00000"),
    ("HOUSE", "00900:09990:99999:09990:09090"),
    ("TORTOISE", "00000:09990:99999:09090:00000"),
    ("BUTTERFLY", "99099:99999:00900:99999:99099"),
    ("STICKFIGURE", "00900:99999:00900:09090:90009"),
    ("GHOST", "99999:90909:99999:99999:90909"),
    ("SWORD", "00900:00900:00900:09990:00900"),
    ("GIRAFFE", "99000:09000:09000:09990:09090"),
    ("SKULL", "09990:90909:99999:09990:09990"),
    ("UMBRELLA", "09990:99999:00900:90900:09900"),
    ("SNAKE", "99000:99099:09090:09990:00000"),
    ("SCISSORS", "99009:99090:00900:99090:99009"),
    ("OK32", "00000:00000:00000:00000:00000"),
    ("OK56", "09990:90009:09990:90009:09990"),
    ("OK80", "99900:90090:99900:90000:90000"),
    ("OK104", "90000:90000:99900:90090:90090"),
];

/// The characters from space to `~`, each with its 25 pixels as bits: row by row from the top, left to right, the
/// first pixel in bit 24.
const GLYPHS: [u32; 95] = [
    0x0000000, 0x0842008, 0x0a50000, 0x0afabea, 0x0ecba6e, 0x1991133, 0x0c9324d, 0x0840000, 0x0442104,
    0x0821088, 0x0051140, 0x0023880, 0x0000088, 0x0003800, 0x0000100, 0x0111110, 0x0c94a4c, 0x046108e,
    0x1c1321e, 0x1e1124c, 0x0654be2, 0x1f8783e, 0x0223a2e, 0x1f11110, 0x0e8ba2e, 0x0e8b888, 0x0040100,
    0x0020088, 0x0222082, 0x00701c0, 0x0820888, 0x0e89804, 0x0e8d66c, 0x0c97a52, 0x1c9725c, 0x0e8420e,
    0x1c94a5c, 0x1e8721e, 0x1e87210, 0x0e84e2e, 0x1297a52, 0x1c4211c, 0x1f10a4c, 0x12a6292, 0x108421e,
    0x11dd631, 0x11cd671, 0x0c94a4c, 0x1c97210, 0x0c94986, 0x1c97251, 0x0e8305c, 0x1f21084, 0x1294a4c,
    0x118c544, 0x118d771, 0x1293252, 0x1151084, 0x1e2221e, 0x0e4210e, 0x1041041, 0x0e1084e, 0x0450000,
    0x000001f, 0x0820000, 0x0074a4f, 0x108725c, 0x007420e, 0x0213a4e, 0x0c9720e, 0x0647108, 0x0e9384c,
    0x1087252, 0x0802108, 0x020084c, 0x10a6292, 0x0842106, 0x00dd631, 0x00e4a52, 0x0064a4c, 0x00e4b90,
    0x00749c2, 0x0074210, 0x0032098, 0x0843907, 0x0094a4f, 0x008c544, 0x008c6bb, 0x0093192, 0x008a898,
    0x00f111e, 0x0623086, 0x0842108, 0x1843118, 0x0003060,
];

/// Parses a picture: five rows of five digits, 0 (dark) to 9 (bright), with `:` or line ends between them, such as
/// `"09090:99999:99999:09990:00900"`. Missing rows and columns are dark, as on the board.
pub fn parse(rows: &str) -> Option<Leds> {
    let mut leds = Leds::default();
    let rows = rows.trim_end_matches([':', '\n']);
    let mut lines = rows.split([':', '\n']);
    for row in &mut leds {
        let Some(line) = lines.next() else { break };
        let mut digits = line.trim().chars();
        for pixel in row {
            let Some(digit) = digits.next() else { break };
            *pixel = match digit {
                ' ' => 0,
                _ => u8::try_from(digit.to_digit(10)?).ok()?,
            };
        }
        if digits.next().is_some() {
            return None;
        }
    }
    (!rows.is_empty() && lines.next().is_none()).then_some(leds)
}

/// Returns the picture of a character: of a printable ASCII character, or of the one that looks most like it, since
/// the micro:bit has no others.
pub fn glyph(character: char) -> Option<Leds> {
    let index = u32::from(nearest(character)).checked_sub(32)?;
    let bits = *GLYPHS.get(usize::try_from(index).ok()?)?;
    let mut leds = Leds::default();
    for (place, pixel) in leds.iter_mut().flatten().enumerate() {
        *pixel = if bits >> (24 - place) & 1 == 1 { 9 } else { 0 };
    }
    Some(leds)
}

/// Returns the rows of a picture, as [`parse`] reads them.
pub fn rows(leds: &Leds) -> String {
    let row = |row: &[u8; 5]| row.iter().map(|pixel| char::from(b'0' + pixel.min(&9))).collect::<String>();
    leds.iter().map(row).collect::<Vec<_>>().join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_picture_is_one() {
        for (name, text) in NAMED {
            assert_eq!(parse(text).map(|leds| rows(&leds)).as_deref(), Some(*text), "{name}");
        }
    }

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(parse(text).map(|leds| rows(&leds)).as_deref(), expected);
    }

    #[test]
    fn rows_are_read_as_the_board_reads_them() {
        check("09090:99999:99999:09990:00900:", Some("09090:99999:99999:09990:00900"));
        check("9:09", Some("90000:09000:00000:00000:00000"));
        check("90009\n09090\n00900\n09090\n90009", Some("90009:09090:00900:09090:90009"));
        check("", None);
        check("0909a:99999:99999:09990:00900", None);
        check("090909:99999", None);
        check("0:0:0:0:0:0", None);
    }

    #[test]
    fn characters_have_pictures() {
        assert_eq!(glyph('1').map(|leds| rows(&leds)).as_deref(), Some("00900:09900:00900:00900:09990"));
        assert_eq!(glyph(' '), Some(Leds::default()));
        assert_eq!(glyph('ä'), glyph('a'));
        assert_eq!(glyph('😀'), None);
        assert_eq!(glyph('\u{1f}'), None);
    }
}
