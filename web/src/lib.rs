//! DigiLab in the browser: the page, which has the window, owns the ports and keeps the projects. The script runs
//! in a worker beside it (`digilab_worker`), so that nothing it does can hold the page up.
#![cfg(target_arch = "wasm32")]

pub mod mirror;
pub mod store;
