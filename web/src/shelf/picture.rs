//! Pictures of packs, decoded by the browser.

use digilab_contract::picture::Picture;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

/// The longest side of a picture, in pixels.
const MAX_SIDE_PX: f64 = 4_096.0;

/// Decodes a picture; `None` if the browser cannot.
///
/// # Arguments
/// - `path`: its path, which ends in `.png` or `.svg`.
/// - `max_width_px`: the maximum width of the result in pixels.
pub(super) async fn draw(path: &str, bytes: &[u8], max_width_px: u32) -> Option<Picture> {
    let kind = match path.rsplit('.').next()? {
        "png" => "image/png",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options);
    let address = Url::create_object_url_with_blob(&blob.ok()?).ok()?;
    let image = decoded(&address, kind == "image/svg+xml", f64::from(max_width_px)).await;
    let _ = Url::revoke_object_url(&address);
    image
}

async fn decoded(address: &str, is_drawing: bool, max_width_px: f64) -> Option<Picture> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await.ok()?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    if width < 1.0 || height < 1.0 {
        return None;
    }
    // As wide as there is room, since a drawing has no pixels; but a small one stays small, as in a book.
    let most = if is_drawing { 2.0 } else { 1.0 };
    let scale = (max_width_px / width).min(most).min(MAX_SIDE_PX / height);
    let side = |length: f64| (length * scale).ceil().clamp(1.0, MAX_SIDE_PX);
    let (width, height) = (side(width), side(height));
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
    let data = context.get_image_data(0.0, 0.0, width, height).ok()?;
    Picture::from_straight([width as usize, height as usize], data.data().0)
}
