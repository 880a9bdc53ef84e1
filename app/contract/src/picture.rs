//! Decoded pictures.

use std::fmt;

/// A decoded picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    size: [usize; 2],
    rgba: Vec<u8>,
}

impl Picture {
    /// Makes a picture from its pixels; `None` if their number does not match the size.
    ///
    /// # Arguments
    /// - `size`: width and height in pixels.
    /// - `rgba`: red, green, blue and opacity of each pixel, row by row. The colours are multiplied by the opacity.
    pub fn new(size: [usize; 2], rgba: Vec<u8>) -> Option<Self> {
        let pixels = size[0].checked_mul(size[1])?;
        (pixels.checked_mul(4)? == rgba.len()).then_some(Self { size, rgba })
    }

    /// Makes a picture from pixels as files and canvases have them: their colours are not multiplied by the opacity.
    pub fn from_straight(size: [usize; 2], mut rgba: Vec<u8>) -> Option<Self> {
        for [red, green, blue, opacity] in rgba.as_chunks_mut().0 {
            for color in [red, green, blue] {
                let product = u32::from(*color) * u32::from(*opacity);
                *color = u8::try_from((product + 127) / 255).unwrap_or(u8::MAX);
            }
        }
        Self::new(size, rgba)
    }

    /// Returns the width and height in pixels.
    pub fn size(&self) -> [usize; 2] {
        self.size
    }

    /// Returns red, green, blue and opacity of each pixel, row by row. The colours are multiplied by the opacity.
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture").field("size", &self.size).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_pixels_as_the_size_has() {
        let picture = Picture::new([2, 1], vec![9; 8]).unwrap();
        assert_eq!((picture.size(), picture.rgba()), ([2, 1], &[9; 8][..]));
        assert_eq!(Picture::new([2, 1], vec![9; 7]), None);
        assert_eq!(Picture::new([2, 2], vec![9; 8]), None);
        assert_eq!(Picture::new([usize::MAX, 2], vec![]), None);
    }

    #[test]
    fn colours_are_multiplied_by_the_opacity() {
        let straight = vec![200, 100, 1, 255, 255, 100, 1, 128, 255, 100, 1, 0];
        let picture = Picture::from_straight([3, 1], straight).unwrap();
        assert_eq!(picture.rgba(), [200, 100, 1, 255, 128, 50, 1, 128, 0, 0, 0, 0]);
    }
}
