//! DigiLab in the browser: the page, which has the window, owns the ports and keeps the projects. The script runs in
//! a worker beside it (`digilab_lab_worker`), so that it cannot block the page.
#![cfg(any(target_arch = "wasm32", test))]

#[cfg(target_arch = "wasm32")]
pub mod accessibility_dom;
#[cfg(target_arch = "wasm32")]
pub mod backend;
#[cfg(target_arch = "wasm32")]
pub mod crash;
#[cfg(target_arch = "wasm32")]
pub mod fonts;
#[cfg(target_arch = "wasm32")]
pub mod frames;
#[cfg(target_arch = "wasm32")]
pub mod lab;
#[cfg(target_arch = "wasm32")]
pub mod language;
#[cfg(target_arch = "wasm32")]
pub mod lesson_worker;
pub mod serial;
#[cfg(target_arch = "wasm32")]
pub mod shelf;
#[cfg(target_arch = "wasm32")]
pub mod start;
#[cfg(target_arch = "wasm32")]
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod texts;
#[cfg(target_arch = "wasm32")]
pub mod usage;
#[cfg(target_arch = "wasm32")]
pub mod worker;
