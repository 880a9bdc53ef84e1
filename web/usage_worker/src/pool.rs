//! The log's database in the browser's own files, in a pool that SQLite works with (OPFS). It needs a worker, a
//! secure page, and no other tab that has the pool open.

use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::store::Store;
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_rs::vfs::VfsFilesManager;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfgBuilder, OpfsSAHPoolUtil, install};
use wasm_bindgen_futures::JsFuture;

use crate::platform::sleep;

/// SQLite's name of the pool, and its folder.
const POOL: &str = "digilab-usage";

/// Prefix of the databases' names: the one with the highest number is in use, the others were damaged.
const PREFIX: &str = "usage-";
const ENDING: &str = ".sqlite3";

/// Number of spare files in the pool: a database, its journal, and the next of each.
const SPARE: usize = 4;

/// A browser may take a while to close the files of a tab that is gone: number of attempts, and the pause between
/// them in milliseconds.
const TRIES: u32 = 25;
const PAUSE_MS: i32 = 200;

/// The pool.
pub struct Pool {
    files: OpfsSAHPoolUtil,
    /// Name of the database in use.
    name: String,
}

impl Pool {
    /// Opens the pool.
    ///
    /// # Returns
    /// `None` on a page without one.
    pub async fn open() -> Option<Self> {
        let options = OpfsSAHPoolCfgBuilder::new().vfs_name(POOL).directory(POOL).build();
        let mut tries = 0;
        let files = loop {
            match install::<WasmOsCallback>(&options, false).await {
                Ok(files) => break files,
                Err(OpfsSAHError::Opfs { message, .. })
                    if message.starts_with("NoModificationAllowedError") && tries < TRIES =>
                {
                    tries += 1;
                    let _ = JsFuture::from(sleep(PAUSE_MS)).await;
                }
                Err(OpfsSAHError::NotSupported) => return None,
                Err(error) => {
                    web_sys::console::warn_1(&error.to_string().into());
                    return None;
                }
            }
        };
        let names = files.names().unwrap_or_default();
        // Without room, SQLite reports the error.
        let _ = files.ensure_capacity(names.len() + SPARE).await;
        let number = names.iter().filter_map(|name| number_of(name)).max().unwrap_or(1);
        Some(Self { files, name: name_of(number) })
    }

    /// Opens the log, or creates one. A file that is not a valid log any more stays, and a new one is created.
    ///
    /// # Returns
    /// The log, and an error to report about it, if any.
    ///
    /// # Errors
    /// As [`Store::open_in_pool`].
    pub fn store(&mut self) -> Result<(Store, Option<UsageError>), UsageError> {
        match Store::open_in_pool(POOL, &self.name) {
            Err(error) if error.code == UsageErrorCode::Damaged => {
                let damaged = self.name.clone();
                self.name = name_of(number_of(&damaged).unwrap_or(0) + 1);
                let told = UsageError::with(UsageErrorCode::Damaged, damaged);
                Ok((Store::open_in_pool(POOL, &self.name)?, Some(told)))
            }
            opened => opened.map(|store| (store, None)),
        }
    }

    /// Deletes the damaged databases too: nothing else could reach them.
    pub fn remove_damaged(&self) {
        for name in self.files.names().unwrap_or_default() {
            if !name.starts_with(&self.name) {
                // A file that cannot be deleted now can be the next time.
                let _ = self.files.remove(&name);
            }
        }
    }
}

fn name_of(number: u32) -> String {
    format!("{PREFIX}{number}{ENDING}")
}

fn number_of(name: &str) -> Option<u32> {
    name.strip_prefix(PREFIX)?.strip_suffix(ENDING)?.parse().ok()
}
