//! The packs that the user opened: their manifests in `localStorage`, and the packs in the browser's `Cache`, which
//! holds large data.

use digilab_lessons::pack::Manifest;
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Response};

use crate::store::local;

const LIST: &str = "digilab-packs";
const CACHE: &str = "digilab-packs";
/// Maximum number of packs kept; the one opened longest ago is dropped first.
const MAX_KEPT: usize = 30;
/// Maximum size of the list; a longer one is not ours.
const MAX_LIST_BYTES: usize = 1 << 20;

/// A kept pack.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    /// The key it is kept under.
    pub key: String,
    /// Its manifest.
    pub manifest: Manifest,
    /// The address it was fetched from, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// All kept packs, the one opened last first.
pub(super) fn all() -> Vec<Kept> {
    let list = local::storage().and_then(|storage| storage.get_item(LIST).ok()?);
    let list = list.filter(|list| list.len() <= MAX_LIST_BYTES);
    list.and_then(|list| serde_json::from_str(&list).ok()).unwrap_or_default()
}

fn write(list: &[Kept]) {
    let Ok(json) = serde_json::to_string(list) else { return };
    if let Some(storage) = local::storage() {
        // Without room, the pack is still open, and can be opened again.
        let _ = storage.set_item(LIST, &json);
    }
}

/// Keeps a pack, if the browser can; returns its key.
///
/// # Arguments
/// - `from`: the address it was fetched from, if any.
pub(super) async fn keep(manifest: &Manifest, bytes: &[u8], from: Option<String>) -> String {
    let key = format!("{}@{}", manifest.id, manifest.version);
    if put(&key, bytes).await.is_err() {
        return key;
    }
    let mut list = all();
    list.retain(|kept| kept.key != key);
    list.insert(0, Kept { key: key.clone(), manifest: manifest.clone(), from });
    for old in list.drain(MAX_KEPT.min(list.len())..) {
        remove(&old.key).await;
    }
    write(&list);
    key
}

/// The bytes of a kept pack.
pub(super) async fn bytes(key: &str) -> Option<Vec<u8>> {
    let cache = cache().await.ok()?;
    let found = JsFuture::from(cache.match_with_str(&address(key))).await.ok()?;
    let response: Response = found.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Removes a kept pack.
pub(super) async fn forget(key: &str) {
    let mut list = all();
    list.retain(|kept| kept.key != key);
    write(&list);
    remove(key).await;
}

async fn cache() -> Result<Cache, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    Ok(JsFuture::from(window.caches()?.open(CACHE)).await?.unchecked_into())
}

/// The cache's address for a pack: a cache has addresses as keys; this one leads nowhere.
fn address(key: &str) -> String {
    format!("kept-packs/{}", js_sys::encode_uri_component(key))
}

async fn put(key: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let cache = cache().await?;
    let bytes = Uint8Array::from(bytes);
    let response = Response::new_with_opt_buffer_source(Some(&bytes))?;
    JsFuture::from(cache.put_with_str(&address(key), &response)).await?;
    Ok(())
}

async fn remove(key: &str) {
    if let Ok(cache) = cache().await {
        let _ = JsFuture::from(cache.delete_with_str(&address(key))).await;
    }
}
