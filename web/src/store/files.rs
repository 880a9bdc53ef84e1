//! Files that people open from elsewhere and save elsewhere.

use digilab_contract::project::{FileSource, MAX_PROJECT_BYTES, ProjectError, ProjectErrorCode};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlElement, HtmlInputElement, Url};

/// Time after which a download has certainly started.
const DOWNLOAD_BEGINS_MS: u32 = 60_000;

fn element<T: JsCast>(name: &str) -> Option<T> {
    let document = web_sys::window()?.document()?;
    let element: HtmlElement = document.create_element(name).ok()?.dyn_into().ok()?;
    // Safari only handles elements that are in the page.
    element.set_hidden(true);
    document.body()?.append_child(&element).ok()?;
    element.dyn_into().ok()
}

/// Lets the user choose a file, and then calls `on_file` with it; never if nothing is chosen. Only shortly after a
/// key press or a click: browsers open no dialog by themselves.
pub fn pick(on_file: impl FnOnce(File) + 'static) {
    let Some(input) = element::<HtmlInputElement>("input") else { return };
    input.set_type("file");
    // All types of files: iPads would offer none of a type they do not know.
    let (chosen, cancelled) = (input.clone(), input.clone());
    EventListener::once(&input, "change", move |_| {
        let file = chosen.files().and_then(|files| files.get(0));
        chosen.remove();
        if let Some(file) = file {
            on_file(file);
        }
    })
    .forget();
    EventListener::once(&input, "cancel", move |_| cancelled.remove()).forget();
    input.click();
}

/// Reads a file, up to one byte more than the maximum size of a project.
///
/// # Errors
/// It cannot be read.
pub async fn read(file: &File) -> Result<FileSource, ProjectError> {
    let name = file.name();
    // One byte more than the maximum shows that it is too long.
    let start = file.slice_with_i32_and_f64(0, MAX_PROJECT_BYTES as f64 + 1.0);
    let unreadable = |_: JsValue| ProjectError::new(ProjectErrorCode::NoPermission).with("name", file.name());
    let buffer = JsFuture::from(start.map_err(unreadable)?.array_buffer()).await.map_err(unreadable)?;
    Ok(FileSource::Bytes { name, bytes: Uint8Array::new(&buffer).to_vec() })
}

/// Offers `bytes` as a download.
///
/// # Errors
/// The browser cannot do it.
pub fn download(name: &str, bytes: &[u8]) -> Result<(), ProjectError> {
    offer(name, bytes).ok_or_else(|| ProjectError::new(ProjectErrorCode::NoPermission).with("name", name))
}

fn offer(name: &str, bytes: &[u8]) -> Option<()> {
    let options = BlobPropertyBag::new();
    // A type that no browser would rather show than save.
    options.set_type("application/octet-stream");
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link = element::<HtmlAnchorElement>("a")?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    link.remove();
    Timeout::new(DOWNLOAD_BEGINS_MS, move || drop(Url::revoke_object_url(&address))).forget();
    Some(())
}
