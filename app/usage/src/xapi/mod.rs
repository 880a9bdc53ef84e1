//! Events as xAPI 2.0 statements (IEEE 9274.1.1), for a city's Learning Record Store. `docs/xapi.md` is the profile.

mod outbox;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use crate::event::Event;
use crate::store::Waiting;
use crate::time::written;

pub use outbox::{Batch, MAX_BATCH, Outbox, Outcome, Reply, retry_after};

/// IRI of the profile, with which all of our own IRIs begin.
pub const PROFILE: &str = "https://w3id.org/xapi/digilab";

/// Version of xAPI, as in its header.
pub const XAPI_VERSION: &str = "2.0.0";

/// Returns a verb of ADL's vocabulary.
fn verb(name: &str) -> Value {
    let id = match name {
        "abandoned" => format!("https://w3id.org/xapi/adl/verbs/{name}"),
        _ => format!("http://adlnet.gov/expapi/verbs/{name}"),
    };
    json!({ "id": id, "display": { "en": name } })
}

/// Returns the activity that a statement is about.
///
/// # Arguments
/// - `path`: its path under the profile's `activities/`.
fn activity(path: &str, kind: &str) -> Value {
    json!({
        "objectType": "Activity",
        "id": format!("{PROFILE}/activities/{path}"),
        "definition": { "type": kind },
    })
}

const APPLICATION: &str = "http://activitystrea.ms/schema/1.0/application";
const EVENT: &str = "http://activitystrea.ms/schema/1.0/event";
const LESSON: &str = "http://adlnet.gov/expapi/activities/lesson";
const STEP: &str = "http://id.tincanapi.com/activitytype/step";

/// Returns extensions under the profile's IRIs; a `None` is left out.
fn extensions<const N: usize>(values: [(&str, Option<Value>); N]) -> Value {
    let of = |(name, value): (&str, Option<Value>)| Some((format!("{PROFILE}/extensions/{name}"), value?));
    Value::Object(values.into_iter().filter_map(of).collect())
}

/// Formats an ISO 8601 duration with at most two decimals, as xAPI requires.
fn duration(ms: u64) -> String {
    let (seconds, hundredths) = (ms / 1_000, ms % 1_000 / 10);
    match hundredths {
        0 => format!("PT{seconds}S"),
        _ => format!("PT{seconds}.{}S", format!("{hundredths:02}").trim_end_matches('0')),
    }
}

/// Returns verb, object and result of an event; `None` for a checkpoint, which is not sent.
fn said(waiting: &Waiting) -> Option<(&'static str, Value, Value)> {
    let lesson = |pack: &dyn std::fmt::Display| activity(&format!("lesson/{pack}"), LESSON);
    let step = |pack, step| activity(&format!("lesson/{pack}/{step}"), STEP);
    let workshop = |code| activity(&format!("workshop/{code}"), EVENT);
    let ended = |active_s: u32| {
        let last_activity = waiting.last_activity_ms.map(|at_ms| written(at_ms).into());
        json!({
            "duration": duration(u64::from(active_s) * 1_000),
            "extensions": extensions([("last-activity", last_activity)]),
        })
    };
    let lab = || activity("lab", APPLICATION);
    Some(match &waiting.record.event {
        Event::SessionCheckpoint { .. } => return None,
        Event::SessionStarted { .. } => ("initialized", lab(), Value::Null),
        Event::SessionEnded { active_s } => ("terminated", lab(), ended(*active_s)),
        Event::SessionAbandoned { active_s } => ("abandoned", lab(), ended(*active_s)),
        Event::ScriptRun { family: board, is_simulated, duration_ms, outcome } => {
            let verb = match outcome.as_str() {
                "done" => "completed",
                "stopped" => "terminated",
                _ => "failed",
            };
            let result = json!({
                "success": verb != "failed",
                "duration": duration(*duration_ms),
                "extensions": extensions([
                    ("outcome", Some(outcome.as_str().into())),
                    ("family", board.map(|family| family.id().into())),
                    ("is-simulated", Some((*is_simulated).into())),
                ]),
            });
            (verb, activity("run", EVENT), result)
        }
        Event::BoardConnected { family: board } => {
            let result =
                json!({ "success": true, "extensions": extensions([("family", Some(board.id().into()))]) });
            ("completed", activity("connection", EVENT), result)
        }
        Event::BoardFailed { code } => {
            let outcome = Some(code.as_str().into());
            let result = json!({ "success": false, "extensions": extensions([("outcome", outcome)]) });
            ("failed", activity("connection", EVENT), result)
        }
        Event::PackOpened { pack, is_ai } => {
            let result = json!({ "extensions": extensions([("is-ai", Some((*is_ai).into()))]) });
            ("initialized", lesson(pack), result)
        }
        Event::StepAttempted { pack, step: number } => ("attempted", step(pack, number), Value::Null),
        Event::StepFailed { pack, step: number } => {
            ("failed", step(pack, number), json!({ "success": false }))
        }
        Event::StepPassed { pack, step: number } => {
            ("passed", step(pack, number), json!({ "success": true }))
        }
        Event::PackCompleted { pack } => ("completed", lesson(pack), json!({ "completion": true })),
        Event::WorkshopOpened { workshop: code, expected } => {
            let result = json!({ "extensions": extensions([("expected", Some((*expected).into()))]) });
            ("initialized", workshop(code), result)
        }
        Event::WorkshopJoined { workshop: code } => ("attempted", workshop(code), Value::Null),
        Event::WorkshopClosed { workshop: code, headcount } => {
            let result = json!({ "extensions": extensions([("headcount", Some((*headcount).into()))]) });
            ("terminated", workshop(code), result)
        }
        Event::AiPilotRegistered { pilot } => {
            ("initialized", activity(&format!("pilot/{pilot}"), EVENT), Value::Null)
        }
    })
}

/// Returns the statement of an event; `None` if it is not sent.
pub fn statement(waiting: &Waiting) -> Option<Value> {
    let (name, object, result) = said(waiting)?;
    let record = &waiting.record;
    let (platform, version) = match &record.event {
        Event::SessionStarted { edition, version, .. } => {
            (serde_json::to_value(edition).ok(), Some(version.as_str().into()))
        }
        _ => (None, None),
    };
    let mut context = Map::new();
    context.insert("registration".to_owned(), json!(record.session));
    if let Some(platform) = platform {
        context.insert("platform".to_owned(), platform);
    }
    context.insert("contextActivities".to_owned(), json!({ "category": [{ "id": PROFILE }] }));
    let about = extensions([
        ("sequence", Some(record.sequence.into())),
        ("is-pseudonym", Some(waiting.is_pseudonym.into())),
        ("persons-per-seat", Some(waiting.persons.into())),
        ("school", Some(waiting.school.as_str()).filter(|school| !school.is_empty()).map(Value::from)),
        ("version", version),
    ]);
    context.insert("extensions".to_owned(), about);
    let mut statement = json!({
        "id": record.id(),
        "timestamp": written(record.at_ms),
        "actor": {
            "objectType": "Agent",
            "account": { "homePage": format!("{PROFILE}/actors"), "name": waiting.actor.to_string() },
        },
        "verb": verb(name),
        "object": object,
        "context": context,
    });
    if let (Some(all), false) = (statement.as_object_mut(), result.is_null()) {
        all.insert("result".to_owned(), result);
    }
    Some(statement)
}
