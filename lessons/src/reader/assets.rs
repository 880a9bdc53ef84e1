//! Checks images and sounds: that they can be shown and played, and contain nothing active.

use crate::files::PackFiles;
use crate::finding::{Finding, FindingCode};

/// Maximum size of an image, in megapixels.
const MAX_MEGAPIXELS: u64 = 16;
/// Maximum size of all images together, in megapixels: they are all decoded when a pack is opened.
const MAX_MEGAPIXELS_OF_ALL: u64 = 64;
/// Maximum number of nodes of a drawing.
const MAX_NODES: u32 = 50_000;
/// Maximum size of a drawing, in bytes.
const MAX_SVG: usize = 1024 * 1024;

/// Folder of images and sounds.
pub(crate) const FOLDER: &str = "assets/";

/// Checks everything in `assets/`.
pub(crate) fn check(files: &PackFiles, findings: &mut Vec<Finding>) {
    let mut pixels = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with(FOLDER)) {
        let found = match path.rsplit('.').next() {
            Some("png") => png(path, bytes, &mut pixels),
            Some("svg") => svg(path, bytes),
            Some("wav" | "ogg" | "mp3") => Ok(()),
            _ => Err(Finding::new(FindingCode::AssetKind, path)),
        };
        findings.extend(found.err());
    }
}

fn png(path: &str, bytes: &[u8], pixels: &mut u64) -> Result<(), Finding> {
    let broken = |error: png::DecodingError| {
        Finding::new(FindingCode::ImageBroken, path).with("reason", error.to_string())
    };
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    let header = decoder.read_header_info().map_err(broken)?;
    let size = u64::from(header.width) * u64::from(header.height);
    *pixels = pixels.saturating_add(size);
    if size > MAX_MEGAPIXELS * 1_000_000 || *pixels > MAX_MEGAPIXELS_OF_ALL * 1_000_000 {
        return Err(Finding::new(FindingCode::ImageTooLarge, path).with("max_megapixels", MAX_MEGAPIXELS));
    }
    let mut reader = decoder.read_info().map_err(broken)?;
    // Decoded row by row, so that nothing is kept.
    while reader.next_row().map_err(broken)?.is_some() {}
    Ok(())
}

fn svg(path: &str, bytes: &[u8]) -> Result<(), Finding> {
    let finding = |code, line: Option<u32>| Finding::new(code, path).at(line);
    if bytes.len() > MAX_SVG {
        return Err(finding(FindingCode::TextTooLarge, None).with("max_kib", MAX_SVG / 1024));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| finding(FindingCode::NotUtf8, None))?;
    let options = roxmltree::ParsingOptions { nodes_limit: MAX_NODES, ..Default::default() };
    let drawing = roxmltree::Document::parse_with_options(text, options).map_err(|error| {
        finding(FindingCode::ImageBroken, Some(error.pos().row)).with("reason", error.to_string())
    })?;
    if drawing.root_element().tag_name().name() != "svg" {
        return Err(finding(FindingCode::ImageBroken, Some(1)).with("reason", "no <svg>"));
    }
    for node in drawing.descendants() {
        if let Some(what) = active(&node) {
            let line = drawing.text_pos_at(node.range().start).row;
            return Err(finding(FindingCode::ImageActive, Some(line)).with("what", what));
        }
    }
    Ok(())
}

/// Returns the construct in a node of a drawing that is active or fetches something from outside, if there is one.
fn active(node: &roxmltree::Node<'_, '_>) -> Option<String> {
    // A style sheet that would be fetched.
    if node.is_pi() {
        return Some("<?…?>".to_owned());
    }
    let name = node.tag_name().name();
    let does = ["script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler"];
    if does.contains(&name.to_ascii_lowercase().as_str()) {
        return Some(format!("<{name}>"));
    }
    if name == "style" && node.descendants().filter_map(|node| node.text()).any(fetches) {
        return Some(format!("<{name}>"));
    }
    let active = node.attributes().find(|attribute| {
        let name = attribute.name().to_ascii_lowercase();
        let value = attribute.value().trim();
        match name.as_str() {
            "href" | "src" => !value.starts_with('#') && !is_picture(value),
            // An animation that changes a link's target.
            "attributename" => value.to_ascii_lowercase().contains("href"),
            _ => name.starts_with("on") || fetches(value),
        }
    });
    active.map(|attribute| attribute.name().to_owned())
}

/// True if the address is a picture embedded in the drawing itself.
fn is_picture(address: &str) -> bool {
    ["data:image/png;", "data:image/jpeg;"].iter().any(|kind| address.starts_with(kind))
}

/// True if a style fetches something; `url(#part)` is in the drawing itself. An escape (`\`) could hide it, so it
/// counts as fetching, too.
fn fetches(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let outside = |(_, behind): (usize, &str)| !behind.trim_start_matches([' ', '"', '\'']).starts_with('#');
    let addresses = style.match_indices("url(").map(|(at, _)| (at, &style[at + 4..]));
    style.contains("@import")
        || style.contains('\\')
        || style.contains("javascript:")
        || style.contains("image(")
        || style.contains("image-set(")
        || addresses.into_iter().any(outside)
}
