//! Splits the output of a board into lines that can be displayed: no terminal commands, nothing invisible, no endless
//! line.

/// Maximum number of characters kept of a line.
pub(super) const MAX_LINE_CHARS: usize = 10_000;

/// A line that can be displayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CleanLine {
    pub text: Box<str>,
    /// Number of characters cut off at the end.
    pub left_out: usize,
}

/// Splits a text into lines. A line end at the very end does not start another one; an empty text is an empty line.
///
/// # Arguments
/// - `max_lines`: number of lines to keep at the end of a longer text.
pub(super) fn lines(text: &str, max_lines: usize) -> impl Iterator<Item = CleanLine> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    // Only what can be kept is looked at: a run may send ten million characters at once.
    let enough = text.rmatch_indices('\n').nth(max_lines.saturating_sub(1)).map_or(0, |(at, _)| at + 1);
    let text = text.get(enough..).unwrap_or(text);
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r')).map(clean)
}

/// Removes terminal commands and invisible characters from one line.
fn clean(line: &str) -> CleanLine {
    if line.len() <= MAX_LINE_CHARS && !line.contains(is_disturbing) {
        return CleanLine { text: line.into(), left_out: 0 };
    }
    let mut text = String::with_capacity(line.len().min(MAX_LINE_CHARS));
    let (mut kept, mut left_out, mut rest) = (0, 0, line);
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = match character {
            '\u{1b}' => after_escape(after),
            '\u{9b}' => after_control(after),
            _ => after,
        };
        if is_disturbing(character) {
            continue;
        }
        if kept < MAX_LINE_CHARS {
            text.push(character);
            kept += 1;
        } else {
            left_out += 1;
        }
    }
    CleanLine { text: text.into(), left_out }
}

/// True for control characters except the tab, and for characters that change the direction of writing, break lines
/// or are invisible.
fn is_disturbing(character: char) -> bool {
    match character {
        '\t' => false,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        _ => character.is_control(),
    }
}

/// Returns the rest behind a terminal command, of which the escape character has been read.
fn after_escape(text: &str) -> &str {
    let Some(kind) = text.chars().next() else { return text };
    let after = text.get(kind.len_utf8()..).unwrap_or_default();
    match kind {
        '[' => after_control(after),
        // A string for the terminal, such as the title of its window. One that never ends is displayed instead.
        ']' | 'P' | 'X' | '^' | '_' => after_string(after),
        ' '..='/' => after_final(text.trim_start_matches(|c| matches!(c, ' '..='/')), '0'..='~'),
        '0'..='~' => after,
        _ => text,
    }
}

/// Returns the rest behind the numbers of a terminal command and its final letter.
fn after_control(text: &str) -> &str {
    after_final(text.trim_start_matches(|c| matches!(c, ' '..='?')), '@'..='~')
}

fn after_final(text: &str, last: std::ops::RangeInclusive<char>) -> &str {
    text.strip_prefix(|c| last.contains(&c)).unwrap_or(text)
}

fn after_string(text: &str) -> &str {
    let end = text.char_indices().find_map(|(at, character)| match character {
        '\u{7}' | '\u{9c}' => Some(at + character.len_utf8()),
        '\u{1b}' => text.get(at..)?.starts_with("\u{1b}\\").then_some(at + 2),
        _ => None,
    });
    end.and_then(|end| text.get(end..)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = lines(text, 100).map(|line| line.text.into_string()).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn lines_end_as_any_system_ends_them() {
        check("", &[""]);
        check("\n", &[""]);
        check("one", &["one"]);
        check("one\r\ntwo\n", &["one", "two"]);
        check("10 %\r20 %\r", &["10 %", "20 %"]);
        check("one\n\n", &["one", ""]);
        check("one\n\ntwo", &["one", "", "two"]);
    }

    #[test]
    fn a_terminals_commands_are_not_shown() {
        check("\u{1b}[31mred\u{1b}[0m", &["red"]);
        check("\u{1b}[2J\u{1b}[1;1Hhere", &["here"]);
        check("\u{1b}]0;title\u{7}text", &["text"]);
        check("\u{1b}]0;title\u{1b}\\text", &["text"]);
        check("\u{1b}]never ends", &["never ends"]);
        check("\u{1b}(Btext\u{1b}M\u{1b}", &["text"]);
        check("\u{9b}1mtext", &["text"]);
        check("\u{1b}[31", &[""]);
        check("\u{1b}[3ö", &["ö"]);
    }

    #[test]
    fn what_cannot_be_seen_is_left_out_but_tabulators_stay() {
        check("a\u{0}\u{4}\u{8}b\tc\u{7f}\u{85}", &["ab\tc"]);
        check("\u{202e}abc\u{2066}\u{200b}\u{feff}", &["abc"]);
    }

    #[test]
    fn a_long_line_is_cut() {
        let text = "ä".repeat(MAX_LINE_CHARS + 7);
        let found: Vec<CleanLine> = lines(&text, 100).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text.chars().count(), MAX_LINE_CHARS);
        assert_eq!(found[0].left_out, 7);
    }

    #[test]
    fn of_too_many_lines_the_last_are_given() {
        let text = (0..50).map(|line| format!("{line}\n")).collect::<String>();
        let found: Vec<String> = lines(&text, 3).map(|line| line.text.into_string()).collect();
        assert_eq!(found, ["47", "48", "49"]);
    }

    proptest! {
        #[test]
        fn any_text_becomes_lines_without_control_characters(text in any::<String>(), escapes in "(\u{1b}|[\\[\\]0-9;mP^a\u{7}\r\n])*") {
            for text in [text, escapes] {
                for line in lines(&text, 10) {
                    prop_assert!(!line.text.contains(is_disturbing));
                }
            }
        }
    }
}
