//! The plot as a picture, cut out of a screenshot of the window: the same on the desktop and in the browser.

use std::sync::{Arc, Mutex};

use egui::{ColorImage, Context, Rect};

/// Frames for a menu and a tooltip to vanish before the screenshot.
const FRAMES_BEFORE: u8 = 2;

/// Timeout of a screenshot, in seconds; reached only by a window that cannot take any.
const TIMEOUT_S: f64 = 3.0;

type Slot = Arc<Mutex<Option<Arc<ColorImage>>>>;

/// State of taking a picture.
#[derive(Default)]
pub(super) enum Picture {
    /// No picture is being taken.
    #[default]
    None,
    /// Waiting until nothing is in front of the plot.
    Soon { frames: u8 },
    /// The screenshot has been requested.
    Asked { slot: Slot, until_s: f64 },
}

/// Result of taking a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Content of a PNG file.
    File(Vec<u8>),
    /// No picture could be taken.
    Failed,
}

impl Picture {
    /// Starts taking a picture.
    pub(super) fn ask(&mut self) {
        *self = Self::Soon { frames: FRAMES_BEFORE };
    }

    /// True while a picture is being taken: nothing may be in front of the plot.
    pub(super) fn is_asked(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Continues taking a picture, at the end of a frame.
    ///
    /// # Arguments
    /// - `rect`: the part of the window, in points.
    pub(super) fn advance(&mut self, ctx: &Context, rect: Rect) -> Option<Taken> {
        let time_s = ctx.input(|input| input.time);
        match self {
            Self::None => None,
            Self::Soon { frames: frames @ 1.. } => {
                *frames -= 1;
                ctx.request_repaint();
                None
            }
            Self::Soon { .. } => {
                let slot = Slot::default();
                let (filled, ctx) = (Arc::clone(&slot), ctx.clone());
                let repaint = ctx.clone();
                ctx.request_screenshot(move |image| {
                    if let Ok(mut filled) = filled.lock() {
                        *filled = Some(image);
                    }
                    repaint.request_repaint();
                });
                *self = Self::Asked { slot, until_s: time_s + TIMEOUT_S };
                None
            }
            Self::Asked { slot, until_s } => {
                let image = slot.lock().ok().and_then(|mut slot| slot.take());
                if image.is_none() && time_s < *until_s {
                    ctx.request_repaint_after_secs(0.1);
                    return None;
                }
                *self = Self::None;
                let file = image.and_then(|image| encode(&image, rect * ctx.pixels_per_point()));
                Some(file.map_or(Taken::Failed, Taken::File))
            }
        }
    }
}

/// Encodes the part of an image in `pixels` as a PNG file; `None` if that part is empty.
fn encode(image: &ColorImage, pixels: Rect) -> Option<Vec<u8>> {
    let [width, height] = image.size;
    let inside = |place: f32, size: usize| (place.max(0.0).round() as usize).min(size);
    let (left, right) = (inside(pixels.left(), width), inside(pixels.right(), width));
    let (top, bottom) = (inside(pixels.top(), height), inside(pixels.bottom(), height));
    if left >= right {
        return None;
    }
    let rows = (top..bottom).filter_map(|y| image.pixels.get(y * width + left..y * width + right));
    // The window is opaque, so alpha is dropped.
    let bytes: Vec<u8> = rows.flatten().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]).collect();
    let (columns, rows) = (u32::try_from(right - left).ok()?, u32::try_from(bottom.checked_sub(top)?).ok()?);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, columns, rows);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&bytes).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use egui::{Color32, RawInput, ViewportCommand, pos2, vec2};

    use super::*;

    fn image() -> ColorImage {
        let pixels = (0..12 * 10).map(|place| Color32::from_rgba_premultiplied(place, 7, 200, 0)).collect();
        ColorImage::new([12, 10], pixels)
    }

    fn decode(file: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        (info.width, info.height, bytes)
    }

    #[test]
    fn the_plot_is_cut_out() {
        let file = encode(&image(), Rect::from_min_size(pos2(3.0, 2.0), vec2(2.0, 3.0))).unwrap();
        let (width, height, bytes) = decode(&file);
        assert_eq!((width, height), (2, 3));
        assert_eq!(bytes[..6], [27, 7, 200, 28, 7, 200]);
    }

    #[test]
    fn a_plot_beyond_the_windows_edge_is_cut_off() {
        let file = encode(&image(), Rect::from_min_max(pos2(-5.0, -5.0), pos2(99.0, 99.0))).unwrap();
        let (width, height, _) = decode(&file);
        assert_eq!((width, height), (12, 10));
        for nothing in [
            Rect::NOTHING,
            Rect::from_min_max(pos2(20.0, 0.0), pos2(30.0, 5.0)),
            Rect::from_min_max(pos2(0.0, 20.0), pos2(5.0, 30.0)),
        ] {
            assert_eq!(encode(&image(), nothing), None);
        }
    }

    /// Takes a picture in a window that can paint or cannot; returns the result.
    fn take(paints: bool) -> Option<Taken> {
        let ctx = Context::default();
        let mut picture = Picture::default();
        picture.ask();
        for frame in 0..100 {
            let mut taken = None;
            let input = RawInput { time: Some(f64::from(frame) / 10.0), ..RawInput::default() };
            let mut output = ctx.run_ui(input, |ui| {
                let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(4.0, 4.0));
                taken = picture.advance(ui.ctx(), rect);
            });
            output.textures_delta.clear();
            if taken.is_some() {
                assert!(!picture.is_asked());
                return taken;
            }
            for command in output.viewport_output.into_values().flat_map(|output| output.commands) {
                if let ViewportCommand::Screenshot(callback) = command
                    && paints
                {
                    callback.complete(Arc::new(image()));
                }
            }
        }
        None
    }

    #[test]
    fn the_window_is_asked_for_the_picture() {
        let Some(Taken::File(file)) = take(true) else { panic!("no picture") };
        assert_eq!((decode(&file).0, decode(&file).1), (4, 4));
    }

    #[test]
    fn a_window_without_pictures_is_not_waited_for() {
        assert_eq!(take(false), Some(Taken::Failed));
    }
}
