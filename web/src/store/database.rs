//! The database with the projects' files, in plain IndexedDB: the wrapper crates do not tell why a transaction was
//! aborted, which is how a browser reports that it has no room left.
//!
//! `files` has a record per file, `[content, length in bytes, Unix seconds, tab]`, under the file's path;
//! `contents` has the contents, under numbers that are never reused.

use std::collections::BTreeMap;
use std::sync::Arc;

use digilab_projects::memory_disk::{Body, Files, Stored};
use digilab_projects::transaction::Changes;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

const NAME: &str = "digilab";
const VERSION: u32 = 1;
const FILES: &str = "files";
const CONTENTS: &str = "contents";

/// Time limit for opening the database; a browser that takes longer will not do so any more.
const OPEN_LIMIT_MS: i32 = 10_000;

/// The reason why a database operation failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no room left.
    Full,
    /// The connection is closed: the page's data were cleared, or a newer version of the page wants to upgrade the
    /// database.
    Closed,
    /// Any other reason, in the browser's word for it.
    Other(String),
}

impl From<JsValue> for Trouble {
    fn from(thrown: JsValue) -> Self {
        match thrown.dyn_ref::<DomException>().map(DomException::name).as_deref() {
            Some("QuotaExceededError") => Self::Full,
            Some("InvalidStateError") => Self::Closed,
            Some(name) => Self::Other(name.to_owned()),
            None => Self::Other(thrown.as_string().unwrap_or_else(|| "exception".to_owned())),
        }
    }
}

/// The files, with the tab that wrote each.
#[derive(Debug, Default)]
pub struct Listing {
    /// All files.
    pub files: Files,
    /// The tab that wrote each.
    pub writers: BTreeMap<String, String>,
}

/// A connection to the database.
pub struct Database {
    connection: IdbDatabase,
}

/// A transaction in progress: no other reads or writes until it ends. It ends by itself once it is not waited for.
pub struct Transaction {
    transaction: IdbTransaction,
    end: Promise,
}

/// Resolves at the first of two events; the caller reads the outcome from their target. It is never rejected, so
/// that a promise that is no longer awaited causes no error.
fn either(attach: impl Fn(&Function)) -> Promise {
    Promise::new(&mut |resolve, _| attach(&resolve))
}

fn answered(request: &IdbRequest) -> Promise {
    either(|resolve| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(resolve));
    })
}

/// The result of a request that has been answered.
fn result(request: &IdbRequest) -> Result<JsValue, Trouble> {
    match request.error()? {
        Some(error) => Err(JsValue::from(error).into()),
        None => Ok(request.result()?),
    }
}

impl Database {
    /// Opens the database, creating it the first time.
    ///
    /// # Errors
    /// The browser has no database for this page.
    pub async fn open() -> Result<Self, Trouble> {
        let none = || Trouble::Other("IndexedDB".to_owned());
        let window = web_sys::window().ok_or_else(none)?;
        let factory = window.indexed_db()?.ok_or_else(none)?;
        let request = factory.open_with_u32(NAME, VERSION)?;
        let opening = request.clone();
        let on_upgrade = Closure::once_into_js(move || make(&opening));
        request.set_onupgradeneeded(Some(on_upgrade.unchecked_ref()));
        let is_late = either(|resolve| {
            let wait = window.set_timeout_with_callback_and_timeout_and_arguments_0(resolve, OPEN_LIMIT_MS);
            // Without a timer there is no limit.
            drop(wait);
        });
        let first = Promise::race(&Array::of2(&answered(&request), &is_late));
        JsFuture::from(first).await?;
        // If read too early, the result is an exception, which is then the error.
        let connection: IdbDatabase = result(&request)?.unchecked_into();
        let closing = connection.clone();
        let on_change = Closure::<dyn Fn()>::new(move || closing.close());
        connection.set_onversionchange(Some(on_change.as_ref().unchecked_ref()));
        // For the lifetime of the page.
        on_change.forget();
        Ok(Self { connection })
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// Mostly [`Trouble::Closed`].
    pub fn begin(&self) -> Result<Transaction, Trouble> {
        let stores = Array::of2(&FILES.into(), &CONTENTS.into());
        let options = Object::new();
        // Flushed to the disk when it is complete: a power failure loses nothing either.
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.connection, &"transaction".into())?.unchecked_into();
        let transaction = begin.call3(&self.connection, &stores, &"readwrite".into(), &options)?;
        let transaction: IdbTransaction = transaction.unchecked_into();
        let end = either(|resolve| {
            transaction.set_oncomplete(Some(resolve));
            transaction.set_onabort(Some(resolve));
        });
        Ok(Transaction { transaction, end })
    }
}

/// Creates the stores of a new database.
fn make(request: &IdbOpenDbRequest) {
    let Ok(database) = request.result() else { return };
    let database: IdbDatabase = database.unchecked_into();
    let numbered = IdbObjectStoreParameters::new();
    numbered.set_auto_increment(true);
    // A failure here makes the opening fail.
    let _ = database.create_object_store(FILES);
    let _ = database.create_object_store_with_optional_parameters(CONTENTS, &numbered);
}

fn number(value: JsValue) -> Option<u64> {
    value.as_f64().filter(|number| *number >= 0.0).map(|number| number as u64)
}

impl Transaction {
    async fn answer(&self, request: IdbRequest) -> Result<JsValue, Trouble> {
        JsFuture::from(answered(&request)).await?;
        match result(&request) {
            // A request aborted with its transaction failed for the transaction's reason.
            Err(Trouble::Other(word)) if word == "AbortError" => Err(self.trouble()),
            result => result,
        }
    }

    /// The reason why the transaction was aborted.
    fn trouble(&self) -> Trouble {
        match self.transaction.error() {
            Some(error) => JsValue::from(error).into(),
            None => Trouble::Other("AbortError".to_owned()),
        }
    }

    /// Lists all files.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn files(&self) -> Result<Listing, Trouble> {
        let store = self.transaction.object_store(FILES)?;
        let (keys, records) = (store.get_all_keys()?, store.get_all()?);
        let records = self.answer(records).await?;
        let keys = result(&keys)?;
        let mut listing = Listing::default();
        for (key, record) in Array::from(&keys).iter().zip(Array::from(&records).iter()) {
            let (Some(path), Some(record)) = (key.as_string(), record.dyn_ref::<Array>()) else { continue };
            let numbers = (number(record.get(0)), number(record.get(1)), number(record.get(2)));
            let (Some(content), Some(size), Some(changed_s)) = numbers else { continue };
            if let Some(writer) = record.get(3).as_string() {
                listing.writers.insert(path.clone(), writer);
            }
            listing.files.insert(path, Stored { body: Body::Kept(content), size, changed_s });
        }
        Ok(listing)
    }

    /// Reads the contents under these numbers.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn contents(&self, contents: &[u64]) -> Result<Vec<(u64, Option<Arc<[u8]>>)>, Trouble> {
        let store = self.transaction.object_store(CONTENTS)?;
        let requests = contents.iter().map(|content| store.get(&JsValue::from_f64(*content as f64)));
        let requests: Vec<IdbRequest> = requests.collect::<Result<_, _>>()?;
        // Answers come in order.
        if let Some(last) = requests.last() {
            self.answer(last.clone()).await?;
        }
        let mut found = Vec::new();
        for (content, request) in contents.iter().zip(&requests) {
            let value = result(request)?;
            let bytes = value.dyn_ref::<Uint8Array>().map(|bytes| Arc::from(bytes.to_vec()));
            found.push((*content, bytes));
        }
        Ok(found)
    }

    /// Saves the changes, all or none; returns the files with the numbers of their contents.
    ///
    /// # Errors
    /// None of them was saved.
    pub async fn keep(&self, changes: Changes, tab: &str) -> Result<Files, Trouble> {
        let kept = self.write(changes, tab).await;
        if kept.is_err() {
            // It may be aborted already.
            let _ = self.transaction.abort();
        }
        JsFuture::from(self.end.clone()).await?;
        match (kept, self.transaction.error()) {
            (Err(trouble), _) => Err(trouble),
            (Ok(_), Some(error)) => Err(JsValue::from(error).into()),
            (Ok(kept), None) => Ok(kept),
        }
    }

    async fn write(&self, changes: Changes, tab: &str) -> Result<Files, Trouble> {
        let (files, contents) =
            (self.transaction.object_store(FILES)?, self.transaction.object_store(CONTENTS)?);
        let mut kept = Files::new();
        let mut adding = Vec::new();
        for (path, file) in changes.put {
            let request = match &file.body {
                Body::New(bytes) => Some(contents.add(&Uint8Array::from(&**bytes))?),
                Body::Kept(_) => None,
            };
            adding.push((path, file, request));
        }
        for (path, mut file, request) in adding {
            let content = match (request, &file.body) {
                (Some(request), _) if request.ready_state() == web_sys::IdbRequestReadyState::Done => {
                    number(result(&request)?)
                }
                (Some(request), _) => number(self.answer(request).await?),
                (None, Body::Kept(content)) => Some(*content),
                (None, Body::New(_)) => None,
            };
            let content = content.ok_or_else(|| Trouble::Other("key".to_owned()))?;
            let record = Array::of4(
                &JsValue::from_f64(content as f64),
                &JsValue::from_f64(file.size as f64),
                &JsValue::from_f64(file.changed_s as f64),
                &tab.into(),
            );
            files.put_with_key(&record, &path.as_str().into())?;
            file.body = Body::Kept(content);
            kept.insert(path, file);
        }
        for path in changes.removed {
            files.delete(&path.into())?;
        }
        for content in changes.unused {
            contents.delete(&JsValue::from_f64(content as f64))?;
        }
        Ok(kept)
    }
}
