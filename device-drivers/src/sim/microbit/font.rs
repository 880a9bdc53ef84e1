//! The glyphs of the micro:bit's display, as MicroPython draws them: read from a board with
//! `repr(Image(character))`.

/// Maximum width and height of a glyph.
pub const SIZE: usize = 5;

/// The first character of [`GLYPHS`].
const FIRST: u8 = b' ';

/// Printable ASCII from the space on: five rows from the top, the leftmost column in the highest of five bits.
#[rustfmt::skip]
const GLYPHS: [[u8; SIZE]; 95] = [
    [0b00000, 0b00000, 0b00000, 0b00000, 0b00000], // space
    [0b01000, 0b01000, 0b01000, 0b00000, 0b01000], // !
    [0b01010, 0b01010, 0b00000, 0b00000, 0b00000], // "
    [0b01010, 0b11111, 0b01010, 0b11111, 0b01010], // #
    [0b01110, 0b11001, 0b01110, 0b10011, 0b01110], // $
    [0b11001, 0b10010, 0b00100, 0b01001, 0b10011], // %
    [0b01100, 0b10010, 0b01100, 0b10010, 0b01101], // &
    [0b01000, 0b01000, 0b00000, 0b00000, 0b00000], // '
    [0b00100, 0b01000, 0b01000, 0b01000, 0b00100], // (
    [0b01000, 0b00100, 0b00100, 0b00100, 0b01000], // )
    [0b00000, 0b01010, 0b00100, 0b01010, 0b00000], // *
    [0b00000, 0b00100, 0b01110, 0b00100, 0b00000], // +
    [0b00000, 0b00000, 0b00000, 0b00100, 0b01000], // ,
    [0b00000, 0b00000, 0b01110, 0b00000, 0b00000], // -
    [0b00000, 0b00000, 0b00000, 0b01000, 0b00000], // .
    [0b00001, 0b00010, 0b00100, 0b01000, 0b10000], // /
    [0b01100, 0b10010, 0b10010, 0b10010, 0b01100], // 0
    [0b00100, 0b01100, 0b00100, 0b00100, 0b01110], // 1
    [0b11100, 0b00010, 0b01100, 0b10000, 0b11110], // 2
    [0b11110, 0b00010, 0b00100, 0b10010, 0b01100], // 3
    [0b00110, 0b01010, 0b10010, 0b11111, 0b00010], // 4
    [0b11111, 0b10000, 0b11110, 0b00001, 0b11110], // 5
    [0b00010, 0b00100, 0b01110, 0b10001, 0b01110], // 6
    [0b11111, 0b00010, 0b00100, 0b01000, 0b10000], // 7
    [0b01110, 0b10001, 0b01110, 0b10001, 0b01110], // 8
    [0b01110, 0b10001, 0b01110, 0b00100, 0b01000], // 9
    [0b00000, 0b01000, 0b00000, 0b01000, 0b00000], // :
    [0b00000, 0b00100, 0b00000, 0b00100, 0b01000], // ;
    [0b00010, 0b00100, 0b01000, 0b00100, 0b00010], // <
    [0b00000, 0b01110, 0b00000, 0b01110, 0b00000], // =
    [0b01000, 0b00100, 0b00010, 0b00100, 0b01000], // >
    [0b01110, 0b10001, 0b00110, 0b00000, 0b00100], // ?
    [0b01110, 0b10001, 0b10101, 0b10011, 0b01100], // @
    [0b01100, 0b10010, 0b11110, 0b10010, 0b10010], // A
    [0b11100, 0b10010, 0b11100, 0b10010, 0b11100], // B
    [0b01110, 0b10000, 0b10000, 0b10000, 0b01110], // C
    [0b11100, 0b10010, 0b10010, 0b10010, 0b11100], // D
    [0b11110, 0b10000, 0b11100, 0b10000, 0b11110], // E
    [0b11110, 0b10000, 0b11100, 0b10000, 0b10000], // F
    [0b01110, 0b10000, 0b10011, 0b10001, 0b01110], // G
    [0b10010, 0b10010, 0b11110, 0b10010, 0b10010], // H
    [0b11100, 0b01000, 0b01000, 0b01000, 0b11100], // I
    [0b11111, 0b00010, 0b00010, 0b10010, 0b01100], // J
    [0b10010, 0b10100, 0b11000, 0b10100, 0b10010], // K
    [0b10000, 0b10000, 0b10000, 0b10000, 0b11110], // L
    [0b10001, 0b11011, 0b10101, 0b10001, 0b10001], // M
    [0b10001, 0b11001, 0b10101, 0b10011, 0b10001], // N
    [0b01100, 0b10010, 0b10010, 0b10010, 0b01100], // O
    [0b11100, 0b10010, 0b11100, 0b10000, 0b10000], // P
    [0b01100, 0b10010, 0b10010, 0b01100, 0b00110], // Q
    [0b11100, 0b10010, 0b11100, 0b10010, 0b10001], // R
    [0b01110, 0b10000, 0b01100, 0b00010, 0b11100], // S
    [0b11111, 0b00100, 0b00100, 0b00100, 0b00100], // T
    [0b10010, 0b10010, 0b10010, 0b10010, 0b01100], // U
    [0b10001, 0b10001, 0b10001, 0b01010, 0b00100], // V
    [0b10001, 0b10001, 0b10101, 0b11011, 0b10001], // W
    [0b10010, 0b10010, 0b01100, 0b10010, 0b10010], // X
    [0b10001, 0b01010, 0b00100, 0b00100, 0b00100], // Y
    [0b11110, 0b00100, 0b01000, 0b10000, 0b11110], // Z
    [0b01110, 0b01000, 0b01000, 0b01000, 0b01110], // [
    [0b10000, 0b01000, 0b00100, 0b00010, 0b00001], // \
    [0b01110, 0b00010, 0b00010, 0b00010, 0b01110], // ]
    [0b00100, 0b01010, 0b00000, 0b00000, 0b00000], // ^
    [0b00000, 0b00000, 0b00000, 0b00000, 0b11111], // _
    [0b01000, 0b00100, 0b00000, 0b00000, 0b00000], // `
    [0b00000, 0b01110, 0b10010, 0b10010, 0b01111], // a
    [0b10000, 0b10000, 0b11100, 0b10010, 0b11100], // b
    [0b00000, 0b01110, 0b10000, 0b10000, 0b01110], // c
    [0b00010, 0b00010, 0b01110, 0b10010, 0b01110], // d
    [0b01100, 0b10010, 0b11100, 0b10000, 0b01110], // e
    [0b00110, 0b01000, 0b11100, 0b01000, 0b01000], // f
    [0b01110, 0b10010, 0b01110, 0b00010, 0b01100], // g
    [0b10000, 0b10000, 0b11100, 0b10010, 0b10010], // h
    [0b01000, 0b00000, 0b01000, 0b01000, 0b01000], // i
    [0b00010, 0b00000, 0b00010, 0b00010, 0b01100], // j
    [0b10000, 0b10100, 0b11000, 0b10100, 0b10010], // k
    [0b01000, 0b01000, 0b01000, 0b01000, 0b00110], // l
    [0b00000, 0b11011, 0b10101, 0b10001, 0b10001], // m
    [0b00000, 0b11100, 0b10010, 0b10010, 0b10010], // n
    [0b00000, 0b01100, 0b10010, 0b10010, 0b01100], // o
    [0b00000, 0b11100, 0b10010, 0b11100, 0b10000], // p
    [0b00000, 0b01110, 0b10010, 0b01110, 0b00010], // q
    [0b00000, 0b01110, 0b10000, 0b10000, 0b10000], // r
    [0b00000, 0b00110, 0b01000, 0b00100, 0b11000], // s
    [0b01000, 0b01000, 0b01110, 0b01000, 0b00111], // t
    [0b00000, 0b10010, 0b10010, 0b10010, 0b01111], // u
    [0b00000, 0b10001, 0b10001, 0b01010, 0b00100], // v
    [0b00000, 0b10001, 0b10001, 0b10101, 0b11011], // w
    [0b00000, 0b10010, 0b01100, 0b01100, 0b10010], // x
    [0b00000, 0b10001, 0b01010, 0b00100, 0b11000], // y
    [0b00000, 0b11110, 0b00100, 0b01000, 0b11110], // z
    [0b00110, 0b00100, 0b01100, 0b00100, 0b00110], // {
    [0b01000, 0b01000, 0b01000, 0b01000, 0b01000], // |
    [0b11000, 0b01000, 0b01100, 0b01000, 0b11000], // }
    [0b00000, 0b00000, 0b01100, 0b00011, 0b00000], // ~
];

/// True if a glyph's pixel is lit. Anything but printable ASCII is drawn as `?`.
pub fn is_lit(character: u8, column: usize, row: usize) -> bool {
    let glyph = character.checked_sub(FIRST).and_then(|index| GLYPHS.get(usize::from(index)));
    let Some(rows) = glyph else { return character != b'?' && is_lit(b'?', column, row) };
    column < SIZE && rows.get(row).is_some_and(|bits| bits >> (SIZE - 1 - column) & 1 == 1)
}

fn is_column_blank(character: u8, column: usize) -> bool {
    (0..SIZE).all(|row| !is_lit(character, column, row))
}

/// Returns the columns of a scrolling text, from the left: each `true` is a lit row.
///
/// A glyph extends to its rightmost lit column, but is at least three columns wide. A blank column follows, unless
/// the next glyph starts with one itself, or none follows.
pub fn scroll_columns(text: &[u8]) -> Vec<[bool; SIZE]> {
    let mut columns = Vec::new();
    for (index, character) in text.iter().enumerate() {
        let right = (3..SIZE).rev().find(|column| !is_column_blank(*character, *column)).unwrap_or(2);
        for column in 0..=right {
            columns.push(std::array::from_fn(|row| is_lit(*character, column, row)));
        }
        if text.get(index + 1).is_some_and(|next| !is_column_blank(*next, 0)) {
            columns.push([false; SIZE]);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::{is_lit, scroll_columns};

    fn check_glyph(character: u8, picture: &str) {
        let drawn: Vec<String> = (0..5)
            .map(|row| (0..5).map(|column| if is_lit(character, column, row) { '#' } else { '.' }).collect())
            .collect();
        assert_eq!(drawn.join(" "), picture);
    }

    #[test]
    fn glyphs() {
        check_glyph(b'A', ".##.. #..#. ####. #..#. #..#.");
        check_glyph(b'1', "..#.. .##.. ..#.. ..#.. .###.");
        check_glyph(b' ', "..... ..... ..... ..... .....");
        check_glyph(0xe4, ".###. #...# ..##. ..... ..#..");
    }

    /// Steps until a text has gone by; measured on MicroPython 1.1.1 as the duration of `display.scroll(text, 6)`.
    fn check_steps(text: &str, steps: usize) {
        assert_eq!(scroll_columns(text.as_bytes()).len() + 5, steps, "{text:?}");
    }

    #[test]
    fn widths() {
        check_steps("A", 9);
        check_steps("AAA", 19);
        check_steps("Hi", 12);
        check_steps("ABC", 19);
        check_steps("i", 8);
        check_steps("iii", 14);
        check_steps("   ", 14);
        check_steps("III", 16);
        check_steps("###", 22);
        check_steps("~~~", 20);
        check_steps("}}}", 16);
    }
}
