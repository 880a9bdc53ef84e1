//! Web Locks that give the log to one tab while the others wait. A tab that goes, however it goes, gives way.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::platform::sleep;
use digilab_worker_scope::scope;

/// The lock of the tab that has the log.
const LOG: &str = "digilab-usage";

#[wasm_bindgen]
extern "C" {
    /// The browser's locks.
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, options: &JsValue, on_lock: &Function) -> Result<Promise, JsValue>;
}

/// The page's lock manager; `None` on a page without https, or in an old browser.
fn locks() -> Option<Locks> {
    let locks = Reflect::get(&scope().navigator(), &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

/// A requested lock, held as long as the worker lives.
pub struct Turn {
    comes: Promise,
    has_come: Rc<Cell<bool>>,
}

impl Turn {
    /// Requests a lock.
    fn of(name: &str) -> Self {
        let has_come = Rc::new(Cell::new(false));
        let mut asked = None;
        let comes = Promise::new(&mut |resolve, _| {
            let come = has_come.clone();
            let on_lock = Closure::once_into_js(move || {
                come.set(true);
                let _ = resolve.call0(&JsValue::NULL);
                // Never resolved: the lock is released when the worker ends.
                Promise::new(&mut |_, _| {})
            });
            asked =
                locks().and_then(|locks| locks.request(name, &Object::new(), on_lock.unchecked_ref()).ok());
        });
        // If locks are refused, nobody can be waited for.
        let comes = match asked {
            Some(asked) => Promise::race(&Array::of2(&comes, &asked)),
            None => Promise::resolve(&JsValue::NULL),
        };
        Self { comes, has_come }
    }

    /// Waits until it is this tab's turn.
    pub async fn come(&self) {
        // A refused lock counts as granted.
        let _ = JsFuture::from(self.comes.clone()).await;
        self.has_come.set(true);
    }

    /// Waits for at most this time, in milliseconds.
    ///
    /// # Returns
    /// True if it is this tab's turn.
    pub async fn come_within(&self, time_ms: i32) -> bool {
        let refused = JsFuture::from(Promise::race(&Array::of2(&self.comes, &sleep(time_ms)))).await.is_err();
        if refused || locks().is_none() {
            self.has_come.set(true);
        }
        self.has_come.get()
    }
}

/// Requests the log for this tab.
pub fn turn() -> Turn {
    Turn::of(LOG)
}

fn lock_of(tab: &str) -> String {
    format!("{LOG}-{tab}")
}

/// Shows that a tab is alive, as long as this worker lives.
pub async fn show(tab: &str) {
    Turn::of(&lock_of(tab)).come().await;
}

/// True if a tab that showed itself is gone.
pub async fn is_gone(tab: &str) -> bool {
    let Some(locks) = locks() else { return true };
    let options = Object::new();
    // This cannot fail.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let on_lock = Closure::once_into_js(|lock: JsValue| !lock.is_null());
    let Ok(asked) = locks.request(&lock_of(tab), &options, on_lock.unchecked_ref()) else { return false };
    JsFuture::from(asked).await.is_ok_and(|is_free| is_free.is_truthy())
}
