//! Reads lesson packs and checks their steps. It is a program of its own, so that a page on which no lesson is opened
//! does not load it, and so that a pack that crashes it does not crash the lab.
//!
//! The page sends an `ArrayBuffer` with a zip, and the answer is an array: the JSON of a `Result<PackView, Finding>`,
//! and for each file in `assets/` its path and its bytes. Or it sends the JSON of a `LessonCommand`, and the answer
//! is the JSON of the `LessonEvent`. Answers come in the order of the questions.
#![cfg(target_arch = "wasm32")]

use std::alloc::System;
use std::rc::Rc;

use digilab_lab::lab_protocol::LessonCommand;
use digilab_lab::sandbox;
use digilab_lab::script::memory::CountingAllocator;
use digilab_lessons::files::PackFiles;
use digilab_lessons::finding::Finding;
use digilab_lessons::load::load;
use digilab_lessons::view::PackView;
use digilab_worker_scope::{listen, now_ms, post, post_with};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);

/// Starts listening to the page.
#[wasm_bindgen(start)]
pub fn start() {
    listen(sandbox::current_line, |event| {
        match (event.data().as_string(), event.data().dyn_into::<ArrayBuffer>()) {
            (Some(json), _) => answer(&json),
            (None, Ok(zip)) => read(&Uint8Array::new(&zip).to_vec()),
            (None, Err(_)) => {}
        }
    });
}

/// Reads a pack.
fn read(zip: &[u8]) {
    let open = || -> Result<PackView, Finding> { Ok(load(&PackFiles::from_zip(zip)?)?.into()) };
    let pack = open();
    let (told, moved) = (Array::new(), Array::new());
    // Our own types always serialize.
    told.push(&serde_json::to_string(&pack).unwrap_or_default().into());
    for (path, bytes) in pack.iter().flat_map(|pack| &pack.assets) {
        let bytes = Uint8Array::from(bytes.as_slice());
        moved.push(&bytes.buffer());
        told.push(&path.into());
        told.push(&bytes);
    }
    post_with(&told, &moved);
}

/// Checks a step, or runs a scenario again.
fn answer(json: &str) {
    let Ok(command) = serde_json::from_str::<LessonCommand>(json) else {
        // A page of another version, which only reloading it can cure.
        return post(&"".into());
    };
    let told = command.answer(|limit_ms| {
        let end_ms = now_ms() + limit_ms as f64;
        Rc::new(move || now_ms() >= end_ms)
    });
    post(&serde_json::to_string(&told).unwrap_or_default().into());
}
