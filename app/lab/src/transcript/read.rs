//! Parses a transcript, which is untrusted.

use super::{EndReason, Header, Record, TRANSCRIPT_VERSION};

/// Maximum size of a transcript, in bytes.
const MAX_BYTES: usize = 256 * 1024 * 1024;

/// A transcript whose lines are all valid.
#[derive(Clone, Debug, PartialEq)]
pub struct Transcript {
    /// First line.
    pub header: Header,
    /// Records before the end.
    pub records: Vec<Record>,
    /// Reason of the end.
    pub end: EndReason,
    /// Number of script operations done by then.
    pub end_operations: u64,
    /// Opportunities to observe that were not taken between the last observation and the end.
    pub end_skipped: u64,
}

/// Reason why a file is not a valid transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TranscriptError {
    /// The file is larger than 256 MiB.
    TooLong,
    /// The first line is not a transcript's.
    NoTranscript,
    /// The file was written by a newer program.
    OtherVersion {
        /// Version that it declares.
        version: u32,
    },
    /// A line is damaged.
    Damaged {
        /// Number of the line, from 1.
        line: usize,
    },
    /// The last lines are missing: the program that wrote it was killed.
    NoEnd,
}

impl Transcript {
    /// Parses a whole transcript.
    ///
    /// # Errors
    /// The reason why `text` is not a valid transcript, with the line.
    pub fn parse(text: &str) -> Result<Self, TranscriptError> {
        if text.len() > MAX_BYTES {
            return Err(TranscriptError::TooLong);
        }
        let mut lines = text.lines().enumerate();
        let first = lines.next().map_or("", |(_, line)| line);
        let version = serde_json::from_str::<serde_json::Value>(first)
            .ok()
            .and_then(|value| value.get("digilab_transcript")?.as_u64())
            .ok_or(TranscriptError::NoTranscript)?;
        if version != u64::from(TRANSCRIPT_VERSION) {
            return Err(TranscriptError::OtherVersion {
                version: u32::try_from(version).unwrap_or(u32::MAX),
            });
        }
        let header = serde_json::from_str(first).map_err(|_| TranscriptError::Damaged { line: 1 })?;
        let mut records = Vec::new();
        for (index, line) in lines {
            let damaged = TranscriptError::Damaged { line: index + 1 };
            match serde_json::from_str::<Record>(line) {
                Ok(Record::End { reason, operations, skipped }) => {
                    return Ok(Self {
                        header,
                        records,
                        end: reason,
                        end_operations: operations,
                        end_skipped: skipped,
                    });
                }
                Ok(record) if hex_is_right(&record) => records.push(record),
                _ => return Err(damaged),
            }
        }
        Err(TranscriptError::NoEnd)
    }
}

fn hex_is_right(record: &Record) -> bool {
    match record {
        Record::Observed { inbound, .. } => inbound.iter().all(|(_, text)| hex::decode(text).is_ok()),
        Record::Sent { hex: text, .. } => hex::decode(text).is_ok(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEADER: &str = r#"{"digilab_transcript":2,"program":"0.1.0","seed":7,"script":"print(1);"}"#;
    const END: &str = r#"{"record":"end","reason":"done","operations":3}"#;

    #[track_caller]
    fn check(lines: &[&str], expected: Result<usize, TranscriptError>) {
        assert_eq!(Transcript::parse(&lines.join("\n")).map(|transcript| transcript.records.len()), expected);
    }

    #[test]
    fn a_transcript_is_read_and_anything_else_refused() {
        let sent = r#"{"record":"sent","at_us":5,"board":0,"hex":"f0f7"}"#;
        let seen = r#"{"record":"observed","at_us":5,"in":[[0,"f9"]]}"#;
        check(&[HEADER, sent, seen, END], Ok(2));
        check(&[HEADER, END, "anything after the end is not read"], Ok(0));
        check(&[], Err(TranscriptError::NoTranscript));
        check(&["print(1);"], Err(TranscriptError::NoTranscript));
        check(&[r#"{"digilab_transcript":1}"#], Err(TranscriptError::OtherVersion { version: 1 }));
        check(&[r#"{"digilab_transcript":2}"#], Err(TranscriptError::Damaged { line: 1 }));
        check(&[HEADER, sent], Err(TranscriptError::NoEnd));
        check(&[HEADER, sent, "{", END], Err(TranscriptError::Damaged { line: 3 }));
        check(
            &[HEADER, r#"{"record":"sent","at_us":5,"board":0,"hex":"f"}"#, END],
            Err(TranscriptError::Damaged { line: 2 }),
        );
        check(&[HEADER, r#"{"record":"sent","at_us":-5}"#, END], Err(TranscriptError::Damaged { line: 2 }));
    }

    proptest! {
        #[test]
        fn no_text_panics(lines in proptest::collection::vec("\\PC{0,80}", 0..6)) {
            let _ = Transcript::parse(&lines.join("\n"));
            let mut with_header = vec![HEADER.to_owned()];
            with_header.extend(lines);
            let _ = Transcript::parse(&with_header.join("\n"));
        }
    }
}
