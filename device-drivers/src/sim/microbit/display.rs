//! The 25 LEDs and the text that scrolls over them.

use super::font;
use crate::board::Leds;

/// A text scrolling over the display.
#[derive(Clone, Debug)]
struct Scroll {
    columns: Vec<[bool; font::SIZE]>,
    /// Number of frames shown.
    shown: usize,
    next_us: u64,
    step_us: u64,
}

/// The display.
#[derive(Clone, Debug, Default)]
pub struct Display {
    leds: Leds,
    scroll: Option<Scroll>,
}

impl Display {
    /// The LEDs as they are now.
    pub fn leds(&self) -> &Leds {
        &self.leds
    }

    /// Shows an image; a scrolling text ends.
    pub fn show(&mut self, leds: Leds) {
        self.scroll = None;
        self.leds = leds.map(|row| row.map(|brightness| brightness.min(9)));
    }

    /// Sets one LED. A scrolling text overwrites it at its next step. Outside the display it has no effect and
    /// returns `false`.
    pub fn set(&mut self, x: u8, y: u8, brightness: u8) -> bool {
        let led = self.leds.get_mut(usize::from(y)).and_then(|row| row.get_mut(usize::from(x)));
        led.map(|led| *led = brightness).is_some()
    }

    /// Scrolls a text, its first column entering at once on the right. `tick_ms` is the interval at which the
    /// firmware updates its animations: a delay is rounded up to whole ticks.
    pub fn scroll(&mut self, now_us: u64, text: &[u8], delay_ms: u16, tick_ms: u64) {
        let step_us = u64::from(delay_ms.max(1)).next_multiple_of(tick_ms.max(1)) * 1000;
        let columns = font::scroll_columns(text);
        self.scroll = Some(Scroll { columns, shown: 0, next_us: now_us, step_us });
        self.advance(now_us);
    }

    /// Draws the frames due at `now_us`.
    pub fn advance(&mut self, now_us: u64) {
        while let Some(scroll) = &mut self.scroll
            && scroll.next_us <= now_us
        {
            for (y, row) in self.leds.iter_mut().enumerate() {
                for (x, led) in row.iter_mut().enumerate() {
                    // Frame number `shown` has that column at its right edge.
                    let column = (scroll.shown + x).checked_sub(font::SIZE - 1);
                    let lit = column.and_then(|index| scroll.columns.get(index)?.get(y)).copied();
                    *led = if lit.unwrap_or(false) { 9 } else { 0 };
                }
            }
            scroll.shown += 1;
            scroll.next_us += scroll.step_us;
            // The last column has left; the display stays dark.
            if scroll.shown >= scroll.columns.len() + font::SIZE {
                self.scroll = None;
            }
        }
    }

    /// Time at which the image next changes by itself.
    pub fn next_wake_us(&self) -> Option<u64> {
        self.scroll.as_ref().map(|scroll| scroll.next_us)
    }
}

#[cfg(test)]
mod tests {
    use super::Display;

    fn picture(display: &Display) -> String {
        let row = |row: &[u8; 5]| row.iter().map(|led| char::from(b'0' + led)).collect::<String>();
        display.leds().iter().map(row).collect()
    }

    /// The frames of `display.scroll(text, 600)`, read from a board in the middle of each step.
    fn check(text: &str, pictures: &[&str]) {
        let mut display = Display::default();
        display.scroll(0, text.as_bytes(), 600, 6);
        for (index, expected) in pictures.iter().enumerate() {
            display.advance(300_000 + 600_000 * index as u64);
            assert_eq!(picture(&display), *expected, "picture {index} of {text:?}");
        }
        assert_eq!(display.next_wake_us(), None, "it has gone by");
    }

    #[test]
    fn scrolling() {
        check(
            "i Wj",
            &[
                "0000000000000000000000000",
                "0000900000000090000900009",
                "0009000000000900009000090",
                "0090000000009000090000900",
                "0900000000090000900009000",
                "9000000000900009000090000",
                "0000000000000000000000000",
                "0000900009000090000900009",
                "0009000090000900009900090",
                "0090000900009090099000900",
                "0900009000090900990909000",
                "9000990009909099909990009",
                "0009000090090909099000090",
                "0090000900909000990000909",
                "0900009000090009900009099",
                "9000990000900099000990990",
                "0009000000000900009009900",
                "0090000000009000090099000",
                "0900000000090000900090000",
                "9000000000900009000000000",
                "0000000000000000000000000",
            ],
        );
    }

    #[test]
    fn a_picture_ends_a_text_and_a_pixel_does_not() {
        let mut display = Display::default();
        display.scroll(0, b"H", 100, 6);
        assert_eq!(display.next_wake_us(), Some(102_000), "whole ticks of six milliseconds");
        assert!(display.set(0, 0, 5));
        assert!(!display.set(5, 0, 5));
        assert_eq!(picture(&display), "5000900009000090000900009");
        display.advance(102_000);
        assert_eq!(picture(&display), "0009000090000990009000090");
        display.show([[1; 5]; 5]);
        display.advance(1_000_000);
        assert_eq!(picture(&display), "1".repeat(25));
    }
}
