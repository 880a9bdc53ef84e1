//! The application's icon: a heart of LEDs on a board.

/// LEDs of the heart; `#` is lit.
const HEART: [&[u8; 5]; 5] = [b".#.#.", b"#####", b"#####", b".###.", b"..#.."];

/// Side of the icon, in pixels.
const SIDE: u32 = 64;

const BOARD: [u8; 4] = [0, 104, 120, 255];
const LIT: [u8; 4] = [255, 96, 84, 255];
const DARK: [u8; 4] = [0, 76, 90, 255];
const NOTHING: [u8; 4] = [0, 0, 0, 0];

/// Returns the icon as rows of red, green, blue and opacity (0..=255), and its side in pixels.
pub fn pixels() -> (Vec<u8>, u32) {
    let places = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)));
    (places.flat_map(|(x, y)| pixel(x, y)).collect(), SIDE)
}

fn pixel(x: u32, y: u32) -> [u8; 4] {
    let (x, y) = (i64::from(x), i64::from(y));
    let side = i64::from(SIDE);
    let radius = 12;
    // Distance by which a pixel lies outside the square spanned by the centres of the rounded corners.
    let outside = |at: i64| (radius - at).max(at - (side - 1 - radius)).max(0);
    if outside(x).pow(2) + outside(y).pow(2) > radius * radius {
        return NOTHING;
    }
    let (cell, margin) = (10, 7);
    let (column, row) = ((x - margin).div_euclid(cell), (y - margin).div_euclid(cell));
    let (in_x, in_y) = ((x - margin).rem_euclid(cell), (y - margin).rem_euclid(cell));
    let is_led = (0..5).contains(&column)
        && (0..5).contains(&row)
        && (1..cell - 1).contains(&in_x)
        && (1..cell - 1).contains(&in_y);
    if !is_led {
        return BOARD;
    }
    let index = |at: i64| usize::try_from(at).unwrap_or_default();
    let is_lit = HEART.get(index(row)).and_then(|row| row.get(index(column))).is_some_and(|led| *led == b'#');
    if is_lit { LIT } else { DARK }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_square_with_round_corners_and_a_heart() {
        let (pixels, side) = pixels();
        let at = |x: u32, y: u32| &pixels[((y * side + x) * 4) as usize..][..4];
        assert_eq!(pixels.len() as u32, side * side * 4);
        assert_eq!((at(0, 0), at(32, 0)), (&NOTHING[..], &BOARD[..]));
        assert_eq!((at(12, 22), at(12, 12), at(32, 32)), (&LIT[..], &DARK[..], &LIT[..]));
    }
}
