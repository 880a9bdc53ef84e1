//! Reads answers from JSON by hand, for a page that is downloaded: derived deserializers take five times as much
//! code.

use serde::Serialize;
use serde_json::Value;

use super::{Answer, Entry, Held, Sending};
use crate::code::Code;
use crate::error::{UsageError, UsageErrorCode};
use crate::report::{Indicators, Report, Span, Targets};
use crate::settings::UsageSettings;

impl Answer {
    /// Reads an answer from JSON; `None` if the text is no answer. Of the settings, only what a window shows is read.
    pub fn from_json(text: &str) -> Option<Self> {
        let answer: Value = serde_json::from_str(text).ok()?;
        let (kind, value) = answer.as_object()?.iter().next()?;
        Some(match kind.as_str() {
            "Report" => Self::Report(report(value)),
            "Held" => Self::Held(held(value)),
            "Exported" => Self::Exported(value.as_str()?.to_owned()),
            "WorkshopOpened" => Self::WorkshopOpened(Code::new(value.as_str()?)?),
            "PilotRegistered" => Self::PilotRegistered(Code::new(value.as_str()?)?),
            "Trouble" => {
                let code = one_of(UsageErrorCode::ALL, &value["code"])?;
                Self::Trouble(UsageError { code, value: text_of(&value["value"]) })
            }
            _ => return None,
        })
    }
}

/// Returns the one of `all` that serializes to `written`.
fn one_of<T: Copy + Serialize>(all: &[T], written: &Value) -> Option<T> {
    all.iter().copied().find(|one| serde_json::to_value(one).is_ok_and(|value| value == *written))
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}

fn small(value: &Value) -> u16 {
    whole(value) as u16
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().map(|all| all.iter().map(read).collect()).unwrap_or_default()
}

fn report(value: &Value) -> Report {
    let target = |name: &str| value["targets"][name].as_u64().map(|target| target as u32);
    Report {
        span: one_of(&Span::ALL, &value["span"]).unwrap_or_default(),
        from: text_of(&value["from"]),
        to: text_of(&value["to"]),
        period: indicators(&value["period"]),
        year_before: indicators(&value["year_before"]),
        months: list(&value["months"], |month| (text_of(&month[0]), indicators(&month[1]))),
        targets: Targets {
            visits: target("visits"),
            person_hours: target("person_hours"),
            workshops: target("workshops"),
            participants: target("participants"),
            ai_pilots: target("ai_pilots"),
        },
    }
}

fn indicators(value: &Value) -> Indicators {
    let hours = |name: &str| value[name].as_f64().unwrap_or(0.0);
    Indicators {
        sessions: whole(&value["sessions"]),
        visits: whole(&value["visits"]),
        device_hours: hours("device_hours"),
        person_hours: hours("person_hours"),
        workshops: whole(&value["workshops"]),
        participants: whole(&value["participants"]),
        ai_pilots: whole(&value["ai_pilots"]),
    }
}

fn held(value: &Value) -> Held {
    let settings = &value["settings"];
    let is = |value: &Value| value.as_bool() == Some(true);
    Held {
        events: whole(&value["events"]),
        oldest: value["oldest"].as_str().map(str::to_owned),
        newest: list(&value["newest"], entry),
        pseudonym: value["pseudonym"].as_str().map(str::to_owned),
        settings: UsageSettings {
            is_on: is(&settings["is_on"]),
            is_pseudonymous: is(&settings["is_pseudonymous"]),
            persons_per_seat: whole(&settings["persons_per_seat"]) as u8,
            kept_days: small(&settings["kept_days"]),
            kept_days_sent: small(&settings["kept_days_sent"]),
            school: settings["school"].as_str().and_then(Code::new),
            ..UsageSettings::default()
        },
        is_fixed: is(&value["is_fixed"]),
        sending: value["sending"].as_object().map(|_| sending(&value["sending"])),
    }
}

fn entry(value: &Value) -> Entry {
    Entry {
        at_ms: value["at_ms"].as_i64().unwrap_or(0),
        event: text_of(&value["event"]),
        fields: text_of(&value["fields"]),
    }
}

fn sending(value: &Value) -> Sending {
    Sending {
        waiting: whole(&value["waiting"]),
        acknowledged: whole(&value["acknowledged"]),
        last_refusal: value["last_refusal"].as_u64().map(|status| status as u16),
        set_aside: list(&value["set_aside"], |one| (entry(&one[0]), small(&one[1]))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(answer: Answer) {
        let json = serde_json::to_string(&answer).unwrap();
        assert_eq!(Answer::from_json(&json), Some(answer), "{json}");
    }

    #[test]
    fn what_was_written_is_read() {
        let indicators = |number: u64| Indicators {
            sessions: number,
            visits: number + 1,
            device_hours: 2.5,
            person_hours: 5.25,
            workshops: number + 2,
            participants: number + 3,
            ai_pilots: number + 4,
        };
        let target = |number| Some(number);
        check(Answer::Report(Report {
            span: Span::LastYear,
            from: "2025-01-01".to_owned(),
            to: "2025-12-31".to_owned(),
            period: indicators(1),
            year_before: indicators(10),
            months: vec![("2025-01".to_owned(), indicators(20)), ("2025-02".to_owned(), indicators(30))],
            targets: Targets {
                visits: target(1),
                person_hours: target(2),
                workshops: target(3),
                participants: target(4),
                ai_pilots: None,
            },
        }));
        let entry = |event: &str| Entry {
            at_ms: 1_795_623_502_123,
            event: event.to_owned(),
            fields: "a=1".to_owned(),
        };
        let settings = UsageSettings {
            is_on: false,
            is_pseudonymous: true,
            persons_per_seat: 3,
            kept_days: 100,
            kept_days_sent: 10,
            school: Code::new("oulu-17"),
            ..UsageSettings::default()
        };
        check(Answer::Held(Held {
            events: 7,
            oldest: Some("2026-08-11".to_owned()),
            newest: vec![entry("script-run"), entry("session-started")],
            pseudonym: Some("1dfea814-2d70-8bac-9dce-407120142b0d".to_owned()),
            settings,
            is_fixed: true,
            sending: Some(Sending {
                waiting: 1,
                acknowledged: 2,
                last_refusal: Some(0),
                set_aside: vec![(entry("board-failed"), 409)],
            }),
        }));
        check(Answer::Held(Held::default()));
        check(Answer::Exported("{\"a\":1}\n".to_owned()));
        check(Answer::WorkshopOpened(Code::or_other("k7m2qx")));
        check(Answer::PilotRegistered(Code::or_other("k7m2qx")));
        for &code in UsageErrorCode::ALL {
            check(Answer::Trouble(UsageError::with(code, "x")));
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_is_no_trouble(text in ".{0,80}", kind in "(Report|Held|Exported|WorkshopOpened|Trouble)") {
            let _ = Answer::from_json(&text);
            for value in ["null", "[]", "7", "\"x\"", "{\"months\":[7],\"newest\":7,\"sending\":{\"set_aside\":[[]]}}"] {
                let _ = Answer::from_json(&format!("{{\"{kind}\":{value}}}"));
            }
        }
    }
}
