//! Loads packs from the page's server, from other sites, and from files.

use digilab_contract::packs::{PackError, PackPlace};
use digilab_contract::project::{ProjectError, ProjectErrorCode};
use digilab_lessons::finding::{Finding, FindingCode};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, ReadableStreamDefaultReader, ReferrerPolicy, Request, RequestCredentials, RequestInit, RequestMode,
    Response, Url, UrlSearchParams,
};

/// Maximum size of a pack in MiB, as in the loader.
const MAX_MIB: usize = 50;
const MAX_BYTES: usize = MAX_MIB << 20;

/// The pack in the page's address: `?pack=URL`, also relative to the page.
pub fn asked_for() -> Option<PackPlace> {
    let location = web_sys::window()?.location();
    let asked = UrlSearchParams::new_with_str(&location.search().ok()?).ok()?.get("pack")?;
    let address = Url::new_with_base(&asked, &location.href().ok()?).map_or(asked, |address| address.href());
    Some(PackPlace::Address(address))
}

/// Fetches a file from the page's own server.
pub(super) async fn own(name: &str) -> Result<Vec<u8>, PackError> {
    // A pupil could do nothing about an address.
    let failed = |_| ProjectError::new(ProjectErrorCode::PackReaderFailed).into();
    fetch(name, &RequestInit::new()).await.map_err(failed)
}

/// Fetches a file from any site that allows this page to have it.
pub(super) async fn foreign(address: &str) -> Result<Vec<u8>, PackError> {
    let parsed = Url::new(address).map_err(|_| not_fetched(address, "URL"))?;
    let is_here = matches!(parsed.hostname().as_str(), "localhost" | "127.0.0.1");
    let is_own =
        web_sys::window().and_then(|window| window.location().origin().ok()) == Some(parsed.origin());
    if parsed.protocol() != "https:" && !is_here && !is_own {
        return Err(not_fetched(address, "https"));
    }
    let how = RequestInit::new();
    how.set_mode(RequestMode::Cors);
    // The sites must not learn who opens a lesson.
    how.set_credentials(RequestCredentials::Omit);
    how.set_referrer_policy(ReferrerPolicy::NoReferrer);
    fetch(address, &how).await
}

async fn fetch(address: &str, how: &RequestInit) -> Result<Vec<u8>, PackError> {
    let failed = |_: JsValue| not_fetched(address, "network");
    let request = Request::new_with_str_and_init(address, how).map_err(failed)?;
    let window = web_sys::window().ok_or_else(|| not_fetched(address, "network"))?;
    let response = JsFuture::from(window.fetch_with_request(&request)).await.map_err(failed)?;
    let response: Response = response.dyn_into().map_err(failed)?;
    if !response.ok() {
        return Err(not_fetched(address, response.status()));
    }
    let Some(body) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader =
        body.get_reader().dyn_into().map_err(|_| not_fetched(address, "network"))?;
    let mut bytes = Vec::new();
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(failed)?;
        if Reflect::get(&part, &"done".into()).map_err(failed)?.is_truthy() {
            return Ok(bytes);
        }
        let value = Reflect::get(&part, &"value".into()).map_err(failed)?;
        let value: Uint8Array = value.dyn_into().map_err(failed)?;
        if bytes.len() + value.length() as usize > MAX_BYTES {
            let _ = reader.cancel();
            return Err(too_large(address));
        }
        bytes.extend(value.to_vec());
    }
}

/// Reads a file.
pub(super) async fn file(file: &File) -> Result<Vec<u8>, PackError> {
    if file.size() > MAX_BYTES as f64 {
        return Err(too_large(&file.name()));
    }
    let unreadable = |_: JsValue| ProjectError::new(ProjectErrorCode::NoPermission).with("name", file.name());
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn too_large(name: &str) -> PackError {
    Finding::new(FindingCode::TooLarge, name).with("max_mib", MAX_MIB).into()
}

fn not_fetched(address: &str, reason: impl std::fmt::Display) -> PackError {
    let error = ProjectError::new(ProjectErrorCode::PackNotFetched);
    error.with("address", address).with("reason", reason).into()
}
