//! The closed, versioned set of events that the log records.

use digilab_codes::board::BoardFamily;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::code::Code;

/// Version of the set. Older versions can be read, too.
pub const FORMAT_VERSION: u32 = 1;

/// Namespace of event ids: UUIDv5 (RFC 9562) of the session's id and the event's number, so that an event that
/// arrives twice is recognized.
const NAMESPACE: Uuid = Uuid::from_u128(0x0cb1_87f6_33b4_4a3c_8a25_0a3d_6d1f_b7c2);

/// An event with its time and its place in its session.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Random id of the session.
    pub session: Uuid,
    /// Number of the event within the session, from 0.
    pub sequence: u32,
    /// Time of the event, in milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// The event itself.
    pub event: Event,
}

impl Record {
    /// Returns the event's id: the same in every log that holds the event.
    pub fn id(&self) -> Uuid {
        let mut name = [0; 20];
        name[..16].copy_from_slice(self.session.as_bytes());
        name[16..].copy_from_slice(&self.sequence.to_be_bytes());
        Uuid::new_v5(&NAMESPACE, &name)
    }
}

/// Edition of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// The desktop program.
    Desktop,
    /// The page in a browser.
    Browser,
}

/// An event. Everything that can be recorded is here; [`FIELDS`] lists it for people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Event {
    /// The lab was opened.
    SessionStarted {
        /// Random for each session, or the school year's pseudonym.
        actor: Uuid,
        /// True if `actor` is a pseudonym.
        is_pseudonym: bool,
        /// The school's code, if the school set one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        school: Option<Code>,
        /// Number of persons who usually share the device.
        persons_per_seat: u8,
        /// Edition of the program.
        edition: Edition,
        /// Version of the program.
        version: Code,
    },
    /// A minute has passed.
    SessionCheckpoint {
        /// Seconds of active use so far.
        active_s: u32,
    },
    /// The lab was closed.
    SessionEnded {
        /// Seconds of active use.
        active_s: u32,
    },
    /// The lab was opened again, and the session had no end.
    SessionAbandoned {
        /// Seconds of active use, as of the last checkpoint.
        active_s: u32,
    },
    /// A script was run.
    ScriptRun {
        /// Board the script ran on; `None` if it used none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        family: Option<BoardFamily>,
        /// True if that board was simulated.
        is_simulated: bool,
        /// Duration of the run, in milliseconds.
        duration_ms: u64,
        /// Outcome: `done`, `stopped`, or the code of the mistake.
        outcome: Code,
    },
    /// A real board answered.
    BoardConnected {
        /// Family of the board.
        family: BoardFamily,
    },
    /// A real board was looked for but could not be used.
    BoardFailed {
        /// Code of the reason.
        code: Code,
    },
    /// A lesson pack was opened.
    PackOpened {
        /// Id of a built-in pack, or `own` for any other.
        pack: Code,
        /// True if the pack is about AI.
        is_ai: bool,
    },
    /// A pupil asked for a step's check.
    StepAttempted {
        /// As in `PackOpened`.
        pack: Code,
        /// Number of the step, from 1.
        step: u16,
    },
    /// The check failed.
    StepFailed {
        /// As in `PackOpened`.
        pack: Code,
        /// Number of the step, from 1.
        step: u16,
    },
    /// The check passed.
    StepPassed {
        /// As in `PackOpened`.
        pack: Code,
        /// Number of the step, from 1.
        step: u16,
    },
    /// Every step of a pack has been passed.
    PackCompleted {
        /// As in `PackOpened`.
        pack: Code,
    },
    /// A teacher opened a workshop.
    WorkshopOpened {
        /// The workshop's code.
        workshop: Code,
        /// Number of participants the teacher expects.
        expected: u16,
    },
    /// A pupil joined a workshop.
    WorkshopJoined {
        /// The workshop's code.
        workshop: Code,
    },
    /// A teacher closed a workshop.
    WorkshopClosed {
        /// The workshop's code.
        workshop: Code,
        /// Number of participants, as the teacher counted them.
        headcount: u16,
    },
    /// A teacher registered an AI pilot for the school.
    AiPilotRegistered {
        /// The pilot's code.
        pilot: Code,
    },
}

/// Every field of every event, as in the log's files: the allow-list. A field that is not here cannot be recorded.
pub const FIELDS: &[(&str, &[&str])] = &[
    ("session-started", &["actor", "is_pseudonym", "school", "persons_per_seat", "edition", "version"]),
    ("session-checkpoint", &["active_s"]),
    ("session-ended", &["active_s"]),
    ("session-abandoned", &["active_s"]),
    ("script-run", &["family", "is_simulated", "duration_ms", "outcome"]),
    ("board-connected", &["family"]),
    ("board-failed", &["code"]),
    ("pack-opened", &["pack", "is_ai"]),
    ("step-attempted", &["pack", "step"]),
    ("step-failed", &["pack", "step"]),
    ("step-passed", &["pack", "step"]),
    ("pack-completed", &["pack"]),
    ("workshop-opened", &["workshop", "expected"]),
    ("workshop-joined", &["workshop"]),
    ("workshop-closed", &["workshop", "headcount"]),
    ("ai-pilot-registered", &["pilot"]),
];

/// Returns one of each event with every field set, for tests of the code that reads or writes them.
#[cfg(test)]
pub(crate) fn one_of_each() -> Vec<Event> {
    let code = Code::or_other;
    let (pack, workshop) = (code("door-counter"), code("k7m2qx"));
    vec![
        Event::SessionStarted {
            actor: Uuid::from_u128(7),
            is_pseudonym: true,
            school: Some(code("oulu-17")),
            persons_per_seat: 2,
            edition: Edition::Desktop,
            version: code("0.1.0"),
        },
        Event::SessionCheckpoint { active_s: 60 },
        Event::SessionEnded { active_s: 75 },
        Event::SessionAbandoned { active_s: 60 },
        Event::ScriptRun {
            family: Some(BoardFamily::Microbit),
            is_simulated: true,
            duration_ms: 1_500,
            outcome: code("done"),
        },
        Event::BoardConnected { family: BoardFamily::Arduino },
        Event::BoardFailed { code: code("port-missing") },
        Event::PackOpened { pack: pack.clone(), is_ai: true },
        Event::StepAttempted { pack: pack.clone(), step: 1 },
        Event::StepFailed { pack: pack.clone(), step: 1 },
        Event::StepPassed { pack: pack.clone(), step: 1 },
        Event::PackCompleted { pack },
        Event::WorkshopOpened { workshop: workshop.clone(), expected: 20 },
        Event::WorkshopJoined { workshop: workshop.clone() },
        Event::WorkshopClosed { workshop, headcount: 18 },
        Event::AiPilotRegistered { pilot: code("gestures-2026") },
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    #[test]
    fn no_field_is_written_that_is_not_on_the_list() {
        let mut seen = BTreeSet::new();
        for event in one_of_each() {
            let Value::Object(fields) = serde_json::to_value(&event).unwrap() else { panic!("{event:?}") };
            let name = fields["event"].as_str().unwrap().to_owned();
            let listed = FIELDS.iter().find(|(known, _)| *known == name).unwrap().1;
            let written: BTreeSet<&str> =
                fields.keys().map(String::as_str).filter(|key| *key != "event").collect();
            assert_eq!(written, listed.iter().copied().collect(), "{name}");
            // Numbers, truth values, ids and words of closed sets: nothing that a person wrote.
            for (field, value) in &fields {
                let is_tame = match value {
                    Value::Bool(_) | Value::Number(_) => true,
                    Value::String(text) => Code::new(text).is_some(),
                    _ => false,
                };
                assert!(is_tame, "{name}.{field}: {value}");
            }
            assert_eq!(serde_json::from_value::<Event>(fields.into()).unwrap(), event);
            seen.insert(name);
        }
        assert_eq!(seen, FIELDS.iter().map(|(name, _)| (*name).to_owned()).collect());
    }

    #[test]
    fn the_guide_lists_every_event_and_field() {
        let guide = include_str!("../../../docs/usage-log.md");
        for (event, fields) in FIELDS {
            let line = guide.lines().find(|line| line.contains(&format!("`{event}`"))).unwrap();
            assert!(fields.iter().all(|field| line.contains(&format!("`{field}`"))), "{event}");
        }
    }

    #[test]
    fn what_is_not_on_the_list_is_not_read() {
        for line in [
            r#"{"event":"session-ended","active_s":1,"name":"Aino"}"#,
            r#"{"event":"pack-opened","pack":"Ainon paketti","is_ai":false}"#,
            r#"{"event":"typed","text":"moi"}"#,
        ] {
            assert!(serde_json::from_str::<Event>(line).is_err(), "{line}");
        }
    }

    #[test]
    fn ids_follow_from_session_and_number() {
        let record = |session: u128, sequence| Record {
            session: Uuid::from_u128(session),
            sequence,
            at_ms: 0,
            event: Event::SessionEnded { active_s: 1 },
        };
        assert_eq!(record(1, 2).id(), record(1, 2).id());
        let ids: BTreeSet<Uuid> = [(1, 1), (1, 2), (2, 1)].map(|(one, two)| record(one, two).id()).into();
        assert_eq!(ids.len(), 3);
        assert_eq!(record(1, 2).id().get_version_num(), 5);
    }
}
