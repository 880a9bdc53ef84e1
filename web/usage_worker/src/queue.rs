//! Requests from before this tab has the log.

use std::rc::Rc;

use digilab_usage::request::UsageRequest;

use crate::pending_store::{ASKS, PendingStore};
use crate::platform::now_ms;

/// Interval in which only one key press or click is kept: a pause would have to be ten times longer to count.
const INPUT_MS: i64 = 30_000;

/// Waiting requests, oldest first.
#[derive(Default)]
pub struct Queue {
    asks: Vec<(UsageRequest, i64)>,
    /// Time of the last use of the lab that is among the requests, and of the last one of all.
    input_ms: Option<i64>,
    last_input_ms: Option<i64>,
    /// The place where they are saved, once it is known that they must wait.
    kept: Option<Kept>,
}

struct Kept {
    pending: Rc<PendingStore>,
    tab: String,
    next: u32,
}

impl Kept {
    /// Saves requests; a missing one marks a moment when the tab was open.
    fn put<'a>(&mut self, asks: impl IntoIterator<Item = (Option<&'a UsageRequest>, i64)>) {
        // Our own types always serialize.
        let lines: Vec<String> =
            asks.into_iter().map(|ask| serde_json::to_string(&ask).unwrap_or_default()).collect();
        let keys = (self.next..).map(|number| format!("{}/{number:08}", self.tab));
        self.pending.put_asks(keys.zip(lines.iter().map(String::as_str)));
        self.next += u32::try_from(lines.len()).unwrap_or(0);
    }
}

impl Queue {
    /// Adds a request.
    pub fn push(&mut self, ask: UsageRequest, at_ms: i64) {
        if ask == UsageRequest::Input {
            self.last_input_ms = Some(at_ms);
            if self.input_ms.is_some_and(|last_ms| at_ms < last_ms + INPUT_MS) {
                return;
            }
            self.input_ms = Some(at_ms);
        }
        if let Some(kept) = &mut self.kept {
            kept.put([(Some(&ask), at_ms)]);
        }
        self.asks.push((ask, at_ms));
    }

    /// Saves all requests from now on, in case this tab goes before its turn comes.
    ///
    /// # Arguments
    /// - `opened_ms`: time when the tab was opened.
    pub fn keep(&mut self, pending: Rc<PendingStore>, tab: String, opened_ms: i64) {
        let mut kept = Kept { pending, tab, next: 0 };
        let asks = self.asks.iter().map(|(ask, at_ms)| (Some(ask), *at_ms));
        kept.put([(None, opened_ms)].into_iter().chain(asks));
        self.kept = Some(kept);
    }

    /// Closes the queue because the tab goes: another tab will write what is saved.
    pub async fn close(self) {
        if let Some(mut kept) = self.kept {
            kept.put([(None, now_ms())]);
            kept.pending.settled(ASKS).await;
        }
    }

    /// Time of the first request.
    pub fn first_ms(&self) -> Option<i64> {
        self.asks.first().map(|(_, at_ms)| *at_ms)
    }

    /// Removes the requests that `is_taken` matches, and returns their number.
    pub fn take_asked(&mut self, is_taken: impl Fn(&UsageRequest) -> bool) -> usize {
        let before = self.asks.len();
        self.asks.retain(|(ask, _)| !is_taken(ask));
        before - self.asks.len()
    }

    /// Takes all requests, and removes the saved ones.
    pub fn take(mut self) -> Vec<(UsageRequest, i64)> {
        if let Some(kept) = &self.kept {
            kept.pending.remove_all_of(ASKS, &format!("{}/", kept.tab));
        }
        if let Some(last_ms) = self.last_input_ms.filter(|last_ms| self.input_ms != Some(*last_ms)) {
            let place = self.asks.partition_point(|(_, at_ms)| *at_ms <= last_ms);
            self.asks.insert(place, (UsageRequest::Input, last_ms));
        }
        self.asks
    }
}

/// The requests left behind by a tab that is gone.
pub struct Left {
    /// The tab.
    pub tab: String,
    /// The requests there, oldest first; a missing one marks a moment when the tab was open.
    pub asks: Vec<(Option<UsageRequest>, i64)>,
}

/// Groups the saved requests by tab. Invalid ones are left out.
pub fn left(kept: &[(String, String)]) -> Vec<Left> {
    let mut all: Vec<Left> = Vec::new();
    for (key, json) in kept {
        let (Some((tab, _)), Ok(ask)) = (key.split_once('/'), serde_json::from_str(json)) else { continue };
        match all.last_mut().filter(|left| left.tab == tab) {
            Some(left) => left.asks.push(ask),
            None => all.push(Left { tab: tab.to_owned(), asks: vec![ask] }),
        }
    }
    all
}
