//! The pending store: data that waits for the log's database, in IndexedDB. `records` are events of a page that has
//! no database, each as a line of a log file, under its id; `kept` are key-value pairs; `asks` are the requests in
//! tabs that wait for their turn, under tab and number.

use std::collections::BTreeMap;

use digilab_usage::event::Record;
use digilab_usage::lines::json_line;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use crate::platform::sleep;
use digilab_worker_scope::scope;

const NAME: &str = "digilab-usage";
const VERSION: u32 = 1;

/// Name of the store with the events of a page without a database.
pub const RECORDS: &str = "records";
/// Name of the store with key-value pairs.
pub const KEPT: &str = "kept";
/// Name of the store with the requests in tabs that wait.
pub const ASKS: &str = "asks";

/// Time limit for opening the database; a browser that takes longer will not do so any more.
const OPEN_LIMIT_MS: i32 = 10_000;

/// The connection to the database.
pub struct PendingStore {
    connection: IdbDatabase,
    /// Called when something was not saved; lives as long as the database is open.
    on_abort: Closure<dyn Fn()>,
    _on_change: Closure<dyn Fn()>,
}

/// Resolves when a request has been answered, with success or an error.
fn answered(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, _| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&resolve));
    })
}

/// Creates the stores of a new database.
fn make(request: &IdbOpenDbRequest) {
    let Ok(database) = request.result() else { return };
    let database: IdbDatabase = database.unchecked_into();
    for store in [RECORDS, KEPT, ASKS] {
        // A failure here makes the opening fail.
        let _ = database.create_object_store(store);
    }
}

impl PendingStore {
    /// Opens the database, creating it the first time.
    ///
    /// # Arguments
    /// - `on_trouble`: called when something could not be saved.
    ///
    /// # Returns
    /// `None` if the browser has no database for this page.
    pub async fn open(on_trouble: impl Fn() + 'static) -> Option<Self> {
        let request = scope().indexed_db().ok()??.open_with_u32(NAME, VERSION).ok()?;
        let opening = request.clone();
        let on_upgrade: Function = Closure::once_into_js(move || make(&opening)).unchecked_into();
        request.set_onupgradeneeded(Some(&on_upgrade));
        JsFuture::from(Promise::race(&Array::of2(&answered(&request), &sleep(OPEN_LIMIT_MS)))).await.ok()?;
        let connection: IdbDatabase = request.result().ok()?.dyn_into().ok()?;
        let closing = connection.clone();
        let on_change = Closure::<dyn Fn()>::new(move || closing.close());
        connection.set_onversionchange(Some(on_change.as_ref().unchecked_ref()));
        Some(Self { connection, on_abort: Closure::new(on_trouble), _on_change: on_change })
    }

    fn change(&self, store: &str, change: impl FnOnce(&IdbObjectStore) -> Result<(), JsValue>) {
        let begin = || {
            let transaction =
                self.connection.transaction_with_str_and_mode(store, IdbTransactionMode::Readwrite)?;
            transaction.set_onabort(Some(self.on_abort.as_ref().unchecked_ref()));
            change(&transaction.object_store(store)?)?;
            // At once: this worker may be gone in a moment. A browser without `commit` does it by itself, a little
            // later.
            let commit: Function = Reflect::get(&transaction, &"commit".into())?.dyn_into()?;
            commit.call0(&transaction).map(drop)
        };
        // The connection is closed if the page's data were cleared.
        let _ = begin();
    }

    /// All pairs of a store, sorted by key.
    pub async fn all(&self, store: &str) -> Vec<(String, String)> {
        let ask = || {
            let store = self.connection.transaction_with_str(store)?.object_store(store)?;
            Ok::<_, JsValue>((store.get_all_keys()?, store.get_all()?))
        };
        let Ok((keys, values)) = ask() else { return Vec::new() };
        // Answers come in order.
        let _ = JsFuture::from(answered(&values)).await;
        let list = |request: &IdbRequest| request.result().map(|list| Array::from(&list)).unwrap_or_default();
        let pairs = list(&keys).iter().zip(list(&values).iter()).collect::<Vec<_>>();
        // Values that are not text are not ours.
        pairs.into_iter().filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?))).collect()
    }

    /// Waits until all changes of a store so far are saved.
    pub async fn settled(&self, store: &str) {
        let ask = || self.connection.transaction_with_str(store)?.object_store(store)?.count();
        // Answers come in order.
        if let Ok(counted) = ask() {
            let _ = JsFuture::from(answered(&counted)).await;
        }
    }

    /// Saves events.
    pub fn put_records(&self, records: &[Record]) {
        if records.is_empty() {
            return;
        }
        self.change(RECORDS, |store| {
            for record in records {
                // Our own types always serialize.
                let line = json_line(record).unwrap_or_default();
                store.put_with_key(&line.into(), &record.id().to_string().into())?;
            }
            Ok(())
        });
    }

    /// Replaces the key-value pairs with these.
    pub fn put_kept(&self, kept: &BTreeMap<String, String>) {
        self.change(KEPT, |store| {
            store.clear()?;
            for (name, value) in kept {
                store.put_with_key(&value.into(), &name.into())?;
            }
            Ok(())
        });
    }

    /// Saves the requests in a tab that waits.
    pub fn put_asks<'a>(&self, asks: impl IntoIterator<Item = (String, &'a str)>) {
        self.change(ASKS, |store| {
            for (key, json) in asks {
                store.put_with_key(&json.into(), &key.into())?;
            }
            Ok(())
        });
    }

    /// Removes these keys from a store.
    pub fn remove(&self, store: &str, keys: &[String]) {
        if keys.is_empty() {
            return;
        }
        self.change(store, |store| keys.iter().try_for_each(|key| store.delete(&key.into()).map(drop)));
    }

    /// Removes all keys with this prefix from a store.
    pub fn remove_all_of(&self, store: &str, beginning: &str) {
        self.change(store, |store| {
            // No character sorts after this one.
            let end = format!("{beginning}\u{ffff}");
            store.delete(&IdbKeyRange::bound(&beginning.into(), &end.into())?.into()).map(drop)
        });
    }

    /// Empties a store.
    pub fn clear(&self, store: &str) {
        self.change(store, |store| store.clear().map(drop));
    }
}
