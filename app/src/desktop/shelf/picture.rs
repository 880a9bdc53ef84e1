//! Decodes the pictures of packs. The loader has checked them already, but their size is still limited here,
//! since a picture need not come from it.

use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use digilab_contract::picture::Picture;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};

/// Longest side of a decoded picture, in pixels.
const MAX_SIDE_PX: u32 = 4_096;

/// Decodes a picture; `None` if it cannot be decoded.
///
/// # Arguments
/// - `path`: the path of the picture in the pack, which ends in `.png` or `.svg`.
/// - `max_width_px`: the largest width, in pixels.
pub(super) fn draw(path: &str, bytes: &[u8], max_width_px: u32) -> Option<Picture> {
    let max_width_px = max_width_px.clamp(1, MAX_SIDE_PX);
    match path.rsplit('.').next()? {
        "png" => png(bytes, max_width_px),
        "svg" => svg(bytes, max_width_px),
        _ => None,
    }
}

fn png(bytes: &[u8], max_width_px: u32) -> Option<Picture> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().ok()?;
    let info = reader.info();
    let pixels = u64::from(info.width) * u64::from(info.height);
    if pixels > u64::from(MAX_SIDE_PX) * u64::from(MAX_SIDE_PX) {
        return None;
    }
    let mut buffer = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut buffer).ok()?;
    let size = [usize::try_from(frame.width).ok()?, usize::try_from(frame.height).ok()?];
    buffer.truncate(frame.buffer_size());
    let rgba = match frame.color_type {
        png::ColorType::Rgba => buffer,
        png::ColorType::GrayscaleAlpha => {
            buffer.as_chunks().0.iter().flat_map(|&[v, a]| [v, v, v, a]).collect()
        }
        // The decoder has converted every other format to these two.
        _ => return None,
    };
    narrowed(Picture::from_straight(size, rgba)?, usize::try_from(max_width_px).ok()?)
}

/// Shrinks a picture that is too wide by a whole factor: each pixel is the mean of a square.
fn narrowed(picture: Picture, max_width: usize) -> Option<Picture> {
    let [width, height] = picture.size();
    let by = width.div_ceil(max_width.max(1)).max(1);
    if by == 1 {
        return Some(picture);
    }
    let size = [width / by, (height / by).max(1)];
    let rows = height.min(by);
    let pixels: &[[u8; 4]] = picture.rgba().as_chunks().0;
    let mean = |(x, y): (usize, usize)| {
        let square = (0..rows).flat_map(|dy| (0..by).map(move |dx| (x * by + dx, y * by + dy)));
        let mut sum = [0_usize; 4];
        for (x, y) in square {
            let color = pixels[y * width + x];
            sum.iter_mut().zip(color).for_each(|(sum, value)| *sum += usize::from(value));
        }
        let count = rows * by;
        sum.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX))
    };
    let places = (0..size[1]).flat_map(|y| (0..size[0]).map(move |x| (x, y)));
    Picture::new(size, places.flat_map(mean).collect())
}

/// Fonts for text in drawings: the window's own, since installed ones differ between computers.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    if let Some(family) = family {
        fonts.set_sans_serif_family(&family);
        fonts.set_serif_family(&family);
        fonts.set_monospace_family(&family);
        fonts.set_cursive_family(&family);
        fonts.set_fantasy_family(&family);
    }
    Arc::new(fonts)
});

fn svg(bytes: &[u8], max_width_px: u32) -> Option<Picture> {
    let options = Options {
        fontdb: FONTS.clone(),
        font_family: "sans-serif".to_owned(),
        // A drawing may not load any file or address.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_data(bytes, &options).ok()?;
    let (width, height) = (tree.size().width(), tree.size().height());
    // A drawing has no size in pixels: it fills the width, but a small one stays small, as in a book.
    let scale = (max_width_px as f32 / width).min(2.0).min(MAX_SIDE_PX as f32 / height);
    let side = |length: f32| (length * scale).ceil().clamp(1.0, MAX_SIDE_PX as f32) as u32;
    let mut pixmap = Pixmap::new(side(width), side(height))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let size = [usize::try_from(pixmap.width()).ok()?, usize::try_from(pixmap.height()).ok()?];
    Picture::new(size, pixmap.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: [u8; 4] = [255, 0, 0, 255];
    const BLACK: [u8; 4] = [0, 0, 0, 255];
    const WHITE: [u8; 4] = [255; 4];
    const TRANSPARENT: [u8; 4] = [0; 4];

    fn pixel(picture: &Picture, x: usize, y: usize) -> [u8; 4] {
        picture.rgba().as_chunks().0[y * picture.size()[0] + x]
    }

    fn encoded(color: png::ColorType, depth: png::BitDepth, size: (u32, u32), data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
        encoder.set_color(color);
        encoder.set_depth(depth);
        if color == png::ColorType::Indexed {
            encoder.set_palette(vec![255, 0, 0, 0, 0, 255]);
            encoder.set_trns(vec![255, 0]);
        }
        encoder.write_header().unwrap().write_image_data(data).unwrap();
        bytes
    }

    #[test]
    fn every_kind_of_png_is_decoded() {
        use png::BitDepth::{Eight, One, Sixteen};
        use png::ColorType::{Grayscale, GrayscaleAlpha, Indexed, Rgb, Rgba};
        let check = |color, depth, data: &[u8], expected: [[u8; 4]; 2]| {
            let picture = draw("a.png", &encoded(color, depth, (2, 1), data), 100).unwrap();
            assert_eq!((picture.size(), picture.rgba()), ([2, 1], expected.as_flattened()), "{color:?}");
        };
        check(Rgb, Eight, &[255, 0, 0, 0, 0, 0], [RED, BLACK]);
        check(Rgba, Eight, &[255, 0, 0, 255, 9, 9, 9, 0], [RED, TRANSPARENT]);
        check(Grayscale, Eight, &[255, 0], [WHITE, BLACK]);
        check(Grayscale, One, &[0b1000_0000], [WHITE, BLACK]);
        check(GrayscaleAlpha, Eight, &[255, 255, 0, 0], [WHITE, TRANSPARENT]);
        check(Indexed, One, &[0b0100_0000], [RED, TRANSPARENT]);
        check(Rgb, Sixteen, &[255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [RED, BLACK]);
    }

    #[test]
    fn wide_pictures_become_narrower() {
        let data = [0, 100, 200, 100, 0, 100, 200, 100, 7];
        let image =
            draw("a.png", &encoded(png::ColorType::Grayscale, png::BitDepth::Eight, (9, 1), &data), 4);
        let image = image.unwrap();
        assert_eq!(image.size(), [3, 1]);
        assert_eq!(pixel(&image, 0, 0), [100, 100, 100, 255]);
    }

    #[test]
    fn drawings_are_drawn_with_their_letters() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
            <rect width="20" height="20" fill="#ff0000"/><text x="21" y="18" font-size="18" fill="#000">M</text></svg>"##;
        let image = draw("a.svg", svg.as_bytes(), 80).unwrap();
        assert_eq!(image.size(), [80, 40]);
        assert_eq!(pixel(&image, 10, 20), RED);
        let is_ink = |x: usize| (0..40).any(|y| pixel(&image, x, y)[3] > 100);
        assert!((45..75).any(is_ink), "no letter was drawn");
    }

    #[test]
    fn what_is_no_picture_is_none() {
        let foreign = r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">
            <image href="/etc/hostname" width="10" height="10"/></svg>"#;
        let drawn = draw("a.svg", foreign.as_bytes(), 100).unwrap();
        assert!(drawn.rgba().iter().all(|value| *value == 0));
        for (path, bytes) in
            [("a.png", &b"no"[..]), ("a.svg", b"<svg"), ("a.svg", b""), ("a.wav", b"RIFF"), ("a", b"")]
        {
            assert!(draw(path, bytes, 100).is_none(), "{path}");
        }
    }
}
