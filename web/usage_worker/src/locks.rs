//! Whose turn it is: one tab has the log, and the others wait. A tab that goes, however it goes, gives way.

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

/// None in a page that is not safe from others on its way, or in an old browser.
fn locks() -> Option<Locks> {
    let locks = Reflect::get(&scope().navigator(), &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

/// A lock that was asked for, and is kept as long as the worker lives.
pub struct Turn {
    comes: Promise,
    has_come: Rc<Cell<bool>>,
}

impl Turn {
    /// Asks for a lock.
    fn of(name: &str) -> Self {
        let has_come = Rc::new(Cell::new(false));
        let mut asked = None;
        let comes = Promise::new(&mut |resolve, _| {
            let come = has_come.clone();
            let on_lock = Closure::once_into_js(move || {
                come.set(true);
                let _ = resolve.call0(&JsValue::NULL);
                // Never kept: the lock is given back when the worker ends.
                Promise::new(&mut |_, _| {})
            });
            asked =
                locks().and_then(|locks| locks.request(name, &Object::new(), on_lock.unchecked_ref()).ok());
        });
        // Where locks are refused, nobody can be waited for.
        let comes = match asked {
            Some(asked) => Promise::race(&Array::of2(&comes, &asked)),
            None => Promise::resolve(&JsValue::NULL),
        };
        Self { comes, has_come }
    }

    /// Waits until it is this tab's turn.
    pub async fn come(&self) {
        // Refused is as good as given.
        let _ = JsFuture::from(self.comes.clone()).await;
        self.has_come.set(true);
    }

    /// Waits for a while.
    ///
    /// # Returns
    /// Whether it is this tab's turn.
    pub async fn come_within(&self, time_ms: i32) -> bool {
        let refused = JsFuture::from(Promise::race(&Array::of2(&self.comes, &sleep(time_ms)))).await.is_err();
        if refused || locks().is_none() {
            self.has_come.set(true);
        }
        self.has_come.get()
    }
}

/// Asks to be the one that has the log.
pub fn turn() -> Turn {
    Turn::of(LOG)
}

fn lock_of(tab: &str) -> String {
    format!("{LOG}-{tab}")
}

/// Shows that a tab is there, as long as this worker lives.
pub async fn show(tab: &str) {
    Turn::of(&lock_of(tab)).come().await;
}

/// Whether a tab is gone that showed itself.
pub async fn is_gone(tab: &str) -> bool {
    let Some(locks) = locks() else { return true };
    let options = Object::new();
    // Nothing of this can fail.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let on_lock = Closure::once_into_js(|lock: JsValue| !lock.is_null());
    let Ok(asked) = locks.request(&lock_of(tab), &options, on_lock.unchecked_ref()) else { return false };
    JsFuture::from(asked).await.is_ok_and(|is_free| is_free.is_truthy())
}
