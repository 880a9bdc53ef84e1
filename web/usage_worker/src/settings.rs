//! The school's decision about the log (`usage.json` beside the page), and a teacher's choices in the lab.

use digilab_usage::error::{UsageError, UsageErrorCode};
use digilab_usage::request::Choices;
use digilab_usage::settings::UsageSettings;
use digilab_usage::store::Store;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use digilab_worker_scope::scope;

/// The name of the file.
const FILE: &str = "usage.json";

/// The log's keys for the teacher's choices, and for the last contents of the file.
const CHOICES: &str = "choices";
const LAST: &str = "settings";

/// The result of fetching the file.
pub enum Fetched {
    /// The contents of the file.
    Text(String),
    /// There is no file.
    Missing,
    /// There is no network, or the server has trouble.
    Unreachable,
}

/// Fetches the file.
pub async fn fetch() -> Fetched {
    let options = RequestInit::new();
    // A school's decision must be up to date.
    options.set_cache(RequestCache::NoCache);
    let asked = scope().fetch_with_str_and_init(FILE, &options);
    let Ok(response) = JsFuture::from(asked).await else { return Fetched::Unreachable };
    let response: Response = response.unchecked_into();
    match response.status() {
        404 | 410 => return Fetched::Missing,
        // The page's service worker has no network.
        204 => return Fetched::Unreachable,
        _ => {}
    }
    // Some servers return a page for everything that does not exist.
    let is_page =
        response.headers().get("content-type").ok().flatten().is_some_and(|kind| kind.contains("html"));
    if response.ok() && is_page {
        return Fetched::Missing;
    }
    let Some(text) = response.text().ok().filter(|_| response.ok()) else { return Fetched::Unreachable };
    match JsFuture::from(text).await {
        Ok(text) => Fetched::Text(text.as_string().unwrap_or_default()),
        Err(_) => Fetched::Unreachable,
    }
}

/// The settings.
pub struct PageSettings {
    /// The effective settings.
    pub settings: UsageSettings,
    /// True if the file is invalid, or was never seen. Then nothing is logged: the school may have said so.
    pub is_wrong: bool,
    /// An error to report about it.
    pub told: Option<UsageError>,
}

impl PageSettings {
    /// Combines the file's present or last known settings with the teacher's choices.
    ///
    /// # Errors
    /// The log's error.
    pub fn of(fetched: Fetched, store: &Store) -> Result<Self, UsageError> {
        let (text, is_here) = match fetched {
            Fetched::Text(text) => (Some(text), true),
            Fetched::Missing => (Some("{}".to_owned()), true),
            Fetched::Unreachable => (store.kept(LAST)?, false),
        };
        let read = text.as_deref().and_then(read);
        if let (Some(text), Some(_)) = (&text, &read) {
            keep(store, LAST, text)?;
        }
        let Some(settings) = read else {
            let settings = UsageSettings { is_on: false, ..UsageSettings::default() };
            // A server in trouble is not reported.
            let told = is_here.then(|| UsageError::with(UsageErrorCode::SettingsWrong, FILE));
            return Ok(Self { settings, is_wrong: true, told });
        };
        let chosen = store.kept(CHOICES)?.and_then(|json| serde_json::from_str::<Choices>(&json).ok());
        let Choices { is_on, is_pseudonymous, persons_per_seat } =
            chosen.unwrap_or_else(|| Choices::from(&settings));
        let settings = UsageSettings { is_on, is_pseudonymous, persons_per_seat, ..settings };
        Ok(Self { settings, is_wrong: false, told: None })
    }
}

fn read(text: &str) -> Option<UsageSettings> {
    let settings: UsageSettings = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    // A page is public: it contains no key, and nothing is sent from it.
    Some(UsageSettings { send: None, ..settings })
}

/// Saves the choices.
///
/// # Errors
/// The log's error.
pub fn choose(store: &Store, choices: &Choices) -> Result<(), UsageError> {
    // Our own types always serialize.
    keep(store, CHOICES, &serde_json::to_string(choices).unwrap_or_default())
}

fn keep(store: &Store, name: &str, value: &str) -> Result<(), UsageError> {
    if store.kept(name)?.as_deref() != Some(value) {
        store.keep(name, value)?;
    }
    Ok(())
}

/// The decisions saved in a log, for when all of it is deleted.
pub struct Decisions(Vec<(&'static str, String)>);

impl Decisions {
    /// Reads them from a log.
    pub fn of(store: &Store) -> Self {
        let kept = |name| Some((name, store.kept(name).ok().flatten()?));
        Self([CHOICES, LAST].into_iter().filter_map(kept).collect())
    }

    /// Saves them again.
    ///
    /// # Errors
    /// The log's error.
    pub fn keep(self, store: &Store) -> Result<(), UsageError> {
        self.0.iter().try_for_each(|(name, value)| keep(store, name, value))
    }
}
