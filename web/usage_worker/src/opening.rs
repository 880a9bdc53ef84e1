//! Opens the log: the file or its substitute, and the pending data.

use std::collections::BTreeSet;
use std::rc::Rc;

use digilab_usage::error::UsageError;
use digilab_usage::event::{Edition, Record};
use digilab_usage::lines::parse_line;
use digilab_usage::settings::UsageSettings;
use digilab_usage::store::Store;
use digilab_usage::usage_log::UsageLog;

use crate::locks;
use crate::log_service::{LogService, Medium, VERSION};
use crate::pending_store::{ASKS, KEPT, PendingStore, RECORDS};
use crate::pool::Pool;
use crate::queue::{Left, left};
use crate::settings::{PageSettings, fetch};

/// An open log, before its session begins.
pub struct Opened {
    store: Store,
    medium: Medium,
    settings: PageSettings,
    told: Option<UsageError>,
    /// The events in the pending store, if the log is in memory.
    pending: BTreeSet<String>,
}

impl Opened {
    /// Opens the log.
    ///
    /// # Arguments
    /// - `tab`: this tab, whose own requests do not belong into the log yet.
    ///
    /// # Errors
    /// The log's error; then there is no log.
    pub async fn open(pending: Option<Rc<PendingStore>>, tab: &str) -> Result<Self, UsageError> {
        let fetched = fetch().await;
        let mut ids = BTreeSet::new();
        let (mut store, medium, told) = match Pool::open().await {
            Some(mut pool) => {
                let (store, told) = pool.store()?;
                (store, Medium::Pool(pool), told)
            }
            None => (Store::in_memory()?, Medium::Memory(pending.clone()), None),
        };
        if let Some(pending) = &pending {
            let taken = take(pending, &mut store).await;
            match (&medium, taken) {
                // They stay in the pending store until they can be taken.
                (Medium::Pool(_), Taken { is_whole: true, .. }) => {
                    pending.clear(RECORDS);
                    pending.clear(KEPT);
                }
                (Medium::Pool(_), _) => {}
                (Medium::Memory(_), taken) => ids = taken.ids,
            }
        }
        let settings = PageSettings::of(fetched, &store)?;
        if let Some(pending) = &pending {
            if let Medium::Memory(_) = medium {
                store.follow();
            }
            for left in left(&pending.all(ASKS).await) {
                if left.tab != tab && locks::is_gone(&left.tab).await {
                    let beginning = format!("{}/", left.tab);
                    store = write(left, store, &settings.settings);
                    pending.put_records(&store.take_new());
                    pending.remove_all_of(ASKS, &beginning);
                }
            }
        }
        Ok(Self { store, medium, settings, told, pending: ids })
    }

    /// Begins the session.
    pub fn begin(self, opened_ms: i64) -> LogService {
        let pending = match &self.medium {
            Medium::Memory(Some(pending)) => Some(pending.clone()),
            _ => None,
        };
        let mut desk = LogService::begin(self.store, self.medium, self.settings, self.told, opened_ms);
        if let Some(pending) = pending {
            // Events older than the retention time are removed there too.
            let mut gone = self.pending;
            let read = desk.store().read(|record| {
                gone.remove(&record.id().to_string());
                Ok::<(), UsageError>(())
            });
            if read.is_ok() {
                pending.remove(RECORDS, &gone.into_iter().collect::<Vec<_>>());
            }
        }
        desk
    }
}

/// The data taken from the pending store.
struct Taken {
    /// The ids of the events.
    ids: BTreeSet<String>,
    /// True if all of it is in the log now.
    is_whole: bool,
}

/// Moves the pending events into a log. Damaged entries are left out.
async fn take(pending: &PendingStore, store: &mut Store) -> Taken {
    let lines = pending.all(RECORDS).await;
    let mut records: Vec<Record> = lines.iter().filter_map(|(_, line)| parse_line(line)).collect();
    // A session starts with its first event.
    records.sort_by_key(|record| (record.session, record.sequence));
    let mut is_whole = store.append(&records, true).is_ok();
    for (name, value) in pending.all(KEPT).await {
        is_whole &= store.keep(&name, &value).is_ok();
    }
    let ids = records.iter().map(|record| record.id().to_string()).collect();
    Taken { ids, is_whole }
}

/// Writes the session of a tab that is gone and never had its turn.
fn write(left: Left, store: Store, settings: &UsageSettings) -> Store {
    let (Some((_, first_ms)), Some((_, last_ms))) = (left.asks.first(), left.asks.last()) else {
        return store;
    };
    let (first_ms, last_ms) = (*first_ms, *last_ms);
    // Errors are not reported: the tab is gone.
    let (mut log, _) = UsageLog::begin(store, settings.clone(), Edition::Browser, VERSION, first_ms);
    for (ask, at_ms) in left.asks {
        let _ = log.tick(at_ms);
        if let Some(ask) = ask.filter(|ask| !ask.is_answered()) {
            let _ = log.ask(ask, at_ms, at_ms);
        }
    }
    let _ = log.end(last_ms);
    log.into_store()
}
