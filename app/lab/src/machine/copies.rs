//! Copies of values. Lists and maps are copied whole, so a copy can be as large as all there is: it is weighed before
//! it is made.

use rhai::{Blob, Dynamic, EvalAltResult, FnPtr};

use super::host::Host;
use crate::api_error::{ApiError, ApiErrorCode, Raise};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Maximum depth to which values may be inside one another. Rhai copies, compares and frees them on the native stack,
/// which is small in a browser. Whatever makes a value deeper copies what it puts inside.
pub(super) const MAX_NESTING: usize = 500;

/// Size of a value, in bytes.
const VALUE: usize = size_of::<Dynamic>();

/// Size of a list or a map beside its items, in bytes, with what the allocator adds.
const CONTAINER: usize = 48;

/// Size of an entry of a map beside its value's contents, in bytes: its key, its value, its share of a node.
const ENTRY: usize = 4 * VALUE;

/// Size of a function pointer beside what it carries, in bytes.
const POINTER: usize = 64;

/// Weight up to which nothing is reserved, in bytes: the look after the operation is early enough.
const LIGHT: usize = 64 << 10;

/// True for a value whose copy takes no memory worth mentioning: texts are shared.
#[inline]
pub(super) fn is_small(value: &Dynamic) -> bool {
    !(value.is_array() || value.is_map() || value.is_fnptr() || value.is_blob())
}

/// Returns a copy of a value.
///
/// # Errors
/// That there is no memory for it, or that it is too deep.
#[inline]
pub(super) fn copied(value: &Dynamic, host: &dyn Host) -> Result<Dynamic> {
    if !is_small(value) {
        reserve_for(value, host)?;
    }
    Ok(value.clone())
}

#[cold]
fn reserve_for(value: &Dynamic, host: &dyn Host) -> Result<()> {
    let mut scales = Scales::new(host);
    scales.put(value, 0)?;
    scales.reserve(host)
}

/// Makes sure that there is memory for copies of all values.
///
/// # Errors
/// That there is none for them, or that one is too deep.
pub(super) fn reserve_all<'v>(values: impl Iterator<Item = &'v Dynamic>, host: &dyn Host) -> Result<()> {
    let mut scales = Scales::new(host);
    for value in values {
        if !is_small(value) {
            scales.put(value, 0)?;
        }
    }
    scales.reserve(host)
}

/// Makes the error of a value that is deeper than `max`.
pub(super) fn too_deep(max: usize) -> Box<EvalAltResult> {
    ApiError::new(ApiErrorCode::TooDeep).with("max", max).raise()
}

/// Makes sure that there is memory for a text of `bytes` bytes, which is copied once while it is made.
///
/// # Errors
/// That there is none.
#[inline]
pub(super) fn reserve_text(bytes: usize, host: &dyn Host) -> Result<()> {
    if bytes <= LIGHT {
        return Ok(());
    }
    let left = usize::try_from(host.memory_left_bytes()).unwrap_or(0);
    if bytes.saturating_mul(2) > left { Err(host.memory_error()) } else { Ok(()) }
}

/// Weighs values as far as matters: what is heavier than all memory that is left weighs as much as that.
pub(super) struct Scales {
    bytes: usize,
    most: usize,
}

impl Scales {
    pub fn new(host: &dyn Host) -> Self {
        Self { bytes: 0, most: usize::try_from(host.memory_left_bytes()).unwrap_or(0).saturating_add(1) }
    }

    /// Adds the weight of a copy of `value`, which is `depth` levels inside another.
    ///
    /// # Errors
    /// That it is too deep.
    pub fn put(&mut self, value: &Dynamic, depth: usize) -> Result<()> {
        if depth > MAX_NESTING {
            return Err(too_deep(MAX_NESTING));
        }
        if self.bytes >= self.most {
            return Ok(());
        }
        if let Ok(items) = value.as_array_ref() {
            self.add(CONTAINER + items.len().saturating_mul(VALUE));
            for item in items.iter().filter(|item| !is_small(item)) {
                self.put(item, depth + 1)?;
            }
        } else if let Ok(map) = value.as_map_ref() {
            self.add(CONTAINER + map.len().saturating_mul(ENTRY));
            for (key, item) in map.iter() {
                // Longer keys are kept apart.
                if key.len() > 23 {
                    self.add(key.len());
                }
                if !is_small(item) {
                    self.put(item, depth + 1)?;
                }
            }
        } else if let Some(pointer) = value.read_lock::<FnPtr>() {
            self.add(POINTER + pointer.curry().len().saturating_mul(VALUE));
            for item in pointer.curry().iter().filter(|item| !is_small(item)) {
                self.put(item, depth + 1)?;
            }
        } else if let Some(bytes) = value.read_lock::<Blob>() {
            self.add(bytes.len());
        }
        Ok(())
    }

    /// Adds `bytes`.
    pub fn add(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Returns the weight, in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Makes sure that there is memory for what was weighed.
    ///
    /// # Errors
    /// That there is none.
    pub fn reserve(&self, host: &dyn Host) -> Result<()> {
        if self.bytes > LIGHT && self.bytes >= self.most { Err(host.memory_error()) } else { Ok(()) }
    }
}
