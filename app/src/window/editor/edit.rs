//! Changes of a text by keys: new lines with their indentation, lines indented, comments toggled.

use std::ops::Range;

use super::brackets;
use super::lexer::{Kind, Token, index_at};
use super::place::{Lines, Selection};

/// One step of indentation.
const STEP: &str = "    ";

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Bytes that are removed.
    pub range: Range<usize>,
    /// Text inserted in their place.
    pub insert: String,
    /// Selection after the change.
    pub selection: Selection,
}

impl Change {
    pub(super) fn insert(range: Range<usize>, insert: String) -> Self {
        let selection = Selection::at(range.start + insert.len());
        Self { range, insert, selection }
    }

    /// Applies the change. Does nothing if its range is not one of `text`.
    pub(super) fn apply(&self, text: &mut String) {
        if text.get(self.range.clone()).is_some() {
            text.replace_range(self.range.clone(), &self.insert);
        }
    }
}

/// A text with its lines and tokens.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub text: &'a str,
    pub lines: &'a Lines,
    pub tokens: &'a [Token],
}

impl Source<'_> {
    /// Returns the first byte of the line that `byte` is on, and the text of that line.
    fn line_at(&self, byte: usize) -> (usize, &str) {
        let range = self.lines.range(self.text, self.lines.line_of(byte));
        (range.start, self.text.get(range).unwrap_or_default())
    }

    /// Returns the token that `byte` is inside of, if it is a string or a comment. At the end of a line comment or of
    /// a string that is not closed, the user would still write into it.
    pub(super) fn quoted_at(&self, byte: usize) -> Option<Token> {
        let before = index_at(self.tokens, byte.saturating_sub(1));
        let token = *self.tokens.get(before).filter(|token| token.is_quoted() && token.start < byte)?;
        let text = token.text(self.text);
        let is_open = match token.kind {
            Kind::Comment | Kind::DocComment => {
                text.starts_with("//") || !text.ends_with("*/") || text.len() < 4
            }
            // A lone quotation mark opens a string, but a lone back-tick behind `${…}` closes one.
            Kind::Text if text.len() == 1 => {
                let last = before.checked_sub(1).and_then(|last| self.tokens.get(last));
                text != "`" || last.is_none_or(|last| last.end < token.start || last.text(self.text) != "}")
            }
            Kind::Text => !text.ends_with(['"', '`', '\'', '#']),
            _ => true,
        };
        (byte < token.end || is_open).then_some(token)
    }

    /// Returns the lines that `selection` touches, from 0. A line at whose start the selection ends is not one of
    /// them.
    fn selected_lines(&self, selection: Selection) -> Range<usize> {
        let range = selection.range();
        let first = self.lines.line_of(range.start);
        let mut last = self.lines.line_of(range.end);
        if last > first && self.lines.range(self.text, last).start == range.end {
            last -= 1;
        }
        first..last + 1
    }
}

fn indentation(line: &str) -> &str {
    line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default()
}

/// Returns the change for Enter: the new line has the indentation of the one before, a step more behind an opening
/// bracket. Between two brackets the closing one goes to a line of its own.
pub(super) fn new_line(source: Source<'_>, selection: Selection) -> Change {
    let range = selection.range();
    let (start, line) = source.line_at(range.start);
    let indent = indentation(line);
    // Before the first character of the line there is no indentation to keep.
    let indent = indent.get(..indent.len().min(range.start - start)).unwrap_or(indent);
    let mut insert = format!("\n{indent}");
    if source.quoted_at(range.start).is_some_and(|token| !token.text(source.text).starts_with("//")) {
        return Change::insert(range, insert);
    }
    let code = source.tokens.get(..source.tokens.partition_point(|token| token.end <= range.start));
    let last = code
        .into_iter()
        .flatten()
        .rev()
        .find(|token| !matches!(token.kind, Kind::Comment | Kind::DocComment))
        .filter(|token| token.start >= start && token.kind == Kind::Bracket);
    let Some(opener) = last.map(|token| token.text(source.text)).filter(|text| brackets::is_opener(text))
    else {
        return Change::insert(range, insert);
    };
    insert.push_str(STEP);
    let selection = Selection::at(range.start + insert.len());
    let after = source.text.get(range.end..).unwrap_or_default();
    let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
    if after.get(spaces..).is_some_and(|after| after.starts_with(brackets::partner(opener))) {
        insert.push('\n');
        insert.push_str(indent);
        return Change { range: range.start..range.end + spaces, insert, selection };
    }
    Change { range, insert, selection }
}

/// Returns the change for a closing bracket typed as the first thing on its line: it is indented as the line of its
/// opening bracket. `None` if something stands before it, or inside a string or comment.
pub(super) fn close_bracket(source: Source<'_>, selection: Selection, bracket: &str) -> Option<Change> {
    let range = selection.range();
    let (start, line) = source.line_at(range.start);
    let before = line.get(..range.start - start)?;
    if !before.chars().all(|c| c == ' ' || c == '\t') || source.quoted_at(range.start).is_some() {
        return None;
    }
    let opener = brackets::open_before(source.tokens, source.text, range.start)
        .filter(|opener| brackets::partner(opener.text(source.text)) == bracket);
    let indent = match opener {
        Some(opener) => indentation(source.line_at(opener.start).1),
        None => before.get(STEP.len()..).unwrap_or_default(),
    };
    Some(Change::insert(start..range.end, format!("{indent}{bracket}")))
}

/// Returns the change for Tab: spaces up to the next step, or all selected lines indented by a step.
pub(super) fn indent(source: Source<'_>, selection: Selection) -> Change {
    if selection.is_empty() {
        let (start, line) = source.line_at(selection.head);
        let column = line.get(..selection.head - start).unwrap_or_default().chars().count();
        let spaces = STEP.len() - column % STEP.len();
        return Change::insert(selection.range(), " ".repeat(spaces));
    }
    change_lines(source, selection, |line| (!line.trim().is_empty()).then_some((0, 0, STEP)))
}

/// Returns the change for Shift+Tab: all selected lines back by a step.
pub(super) fn dedent(source: Source<'_>, selection: Selection) -> Change {
    change_lines(source, selection, |line| {
        let spaces = line.bytes().take(STEP.len()).take_while(|&byte| byte == b' ').count();
        let remove = if line.starts_with('\t') { 1 } else { spaces };
        (remove > 0).then_some((0, remove, ""))
    })
}

/// Returns the change that makes the selected lines comments, or code again if all of them are comments.
pub(super) fn toggle_comment(source: Source<'_>, selection: Selection) -> Change {
    let texts = || {
        let lines = source.selected_lines(selection);
        lines.map(|line| source.text.get(source.lines.range(source.text, line)).unwrap_or_default())
    };
    let is_blank = |line: &str| line.trim().is_empty();
    let all_blank = texts().all(is_blank);
    let wanted = |line: &str| all_blank || !is_blank(line);
    if !all_blank && texts().filter(|line| wanted(line)).all(|line| line.trim_start().starts_with("//")) {
        return change_lines(source, selection, |line| {
            let at = indentation(line).len();
            let rest = line.get(at..)?.strip_prefix("//")?;
            Some((at, if rest.starts_with(' ') { 3 } else { 2 }, ""))
        });
    }
    let column = texts().filter(|line| wanted(line)).map(|line| indentation(line).len()).min().unwrap_or(0);
    change_lines(source, selection, |line| wanted(line).then_some((column, 0, "// ")))
}

/// Changes each selected line at one place: `change` gets the line, and returns the offset in it, the number of bytes
/// to remove, and the text to insert.
fn change_lines(
    source: Source<'_>,
    selection: Selection,
    change: impl Fn(&str) -> Option<(usize, usize, &'static str)>,
) -> Change {
    let lines = source.selected_lines(selection);
    let start = source.lines.range(source.text, lines.start).start;
    let end = source.lines.range(source.text, lines.end.saturating_sub(1)).end;
    let mut insert = String::with_capacity(end - start);
    let mut copied = start;
    let mut after = selection;
    for line in lines {
        let range = source.lines.range(source.text, line);
        let line = source.text.get(range.clone()).unwrap_or_default();
        let Some((at, remove, new)) = change(line) else { continue };
        let at = range.start + at;
        insert.push_str(source.text.get(copied..at).unwrap_or_default());
        insert.push_str(new);
        copied = at + remove;
        for (old, moved) in [(selection.anchor, &mut after.anchor), (selection.head, &mut after.head)] {
            // A selection that begins with the line still does so afterwards.
            let stays = old < at || old == at && !selection.is_empty() && old == selection.range().start;
            if !stays {
                *moved = *moved + new.len() - remove.min(old - at);
            }
        }
    }
    insert.push_str(source.text.get(copied..end).unwrap_or_default());
    Change { range: start..end, insert, selection: after }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::lex;
    use super::*;

    /// Checks a change; `before` and `expected` show the anchor as `‹` and the head as `›`, or both as `¦`.
    #[track_caller]
    fn check(act: impl Fn(Source<'_>, Selection) -> Change, before: &str, expected: &str) {
        let place = |mark: &str| before.replace(if mark == "‹" { "›" } else { "‹" }, "").find(mark);
        let selection = match before.find('¦') {
            Some(at) => Selection::at(at),
            None => Selection { anchor: place("‹").unwrap(), head: place("›").unwrap() },
        };
        let mut text = before.replace(['¦', '‹', '›'], "");
        let change = act(Source { text: &text, lines: &Lines::new(&text), tokens: &lex(&text) }, selection);
        change.apply(&mut text);
        let Selection { anchor, head } = change.selection;
        if anchor == head {
            text.insert(head, '¦');
        } else {
            text.insert_str(anchor.max(head), if head > anchor { "›" } else { "‹" });
            text.insert_str(anchor.min(head), if head > anchor { "‹" } else { "›" });
        }
        assert_eq!(text, expected);
    }

    #[test]
    fn enter() {
        check(new_line, "let x = 1;¦", "let x = 1;\n¦");
        check(new_line, "    x();¦\n", "    x();\n    ¦\n");
        check(new_line, "  ¦ x();", "  \n  ¦ x();");
        check(new_line, "¦    x();", "\n¦    x();");
        check(new_line, "forever(|| {¦", "forever(|| {\n    ¦");
        check(new_line, "    if a {¦", "    if a {\n        ¦");
        check(new_line, "    if a { // why¦", "    if a { // why\n        ¦");
        check(new_line, "f(¦", "f(\n    ¦");
        check(new_line, "f(1,¦", "f(1,\n¦");
        check(new_line, "let l = [¦]", "let l = [\n    ¦\n]");
        check(new_line, "  if ä {¦ } else", "  if ä {\n      ¦\n  } else");
        check(new_line, "if a {¦)", "if a {\n    ¦)");
        check(new_line, "x(\"{¦\")", "x(\"{\n¦\")");
        check(new_line, "/* {¦", "/* {\n¦");
        check(new_line, "{\n¦", "{\n\n¦");
        check(new_line, "a‹b😀›c", "a\n¦c");
        check(new_line, "a›b😀‹c", "a\n¦c");
    }

    #[test]
    fn a_closing_bracket_alone_on_its_line() {
        let close = |bracket: &'static str| {
            move |source: Source<'_>, selection| close_bracket(source, selection, bracket).unwrap()
        };
        check(close("}"), "if a {\n    ¦", "if a {\n}¦");
        check(close("}"), "  f(|| {\n    if a {\n            ¦", "  f(|| {\n    if a {\n    }¦");
        check(close(")"), "    f(\n        1\n        ¦", "    f(\n        1\n    )¦");
        check(close("}"), "        ¦", "    }¦");
        check(close("}"), "  ¦", "}¦");
        check(close("]"), "let a = [\n    ‹  ›\n", "let a = [\n]¦\n");
        for text in ["if a { ¦", "x¦", "`\n    ¦", "/*\n   ¦"] {
            let at = text.find('¦').unwrap();
            let text = text.replace('¦', "");
            let source = Source { text: &text, lines: &Lines::new(&text), tokens: &lex(&text) };
            assert_eq!(close_bracket(source, Selection::at(at), "}"), None, "{text:?}");
        }
    }

    #[test]
    fn tab_and_shift_tab() {
        check(indent, "¦x", "    ¦x");
        check(indent, "ää¦x", "ää  ¦x");
        check(indent, "a‹b›c", "    a‹b›c");
        check(indent, "‹a\n\nb\n›c", "‹    a\n\n    b\n›c");
        check(indent, "a\n  b›c\nd‹e", "a\n      b›c\n    d‹e");
        check(dedent, "      x¦", "  x¦");
        check(dedent, "  x¦", "x¦");
        check(dedent, "\tx¦", "x¦");
        check(dedent, "x¦", "x¦");
        check(dedent, "    ¦", "¦");
        check(dedent, "  ¦    x", "¦  x");
        check(dedent, "    ‹a\n b\n›    c", "‹a\nb\n›    c");
    }

    #[test]
    fn comments() {
        check(toggle_comment, "x¦();", "// x¦();");
        check(toggle_comment, "// x¦();", "x¦();");
        check(toggle_comment, "//x¦();", "x¦();");
        check(toggle_comment, "//¦ x", "¦x");
        check(toggle_comment, "‹    a\n\n        b›\n", "‹    // a\n\n    //     b›\n");
        check(toggle_comment, "‹    // a\n\n    //     b›\n", "‹    a\n\n        b›\n");
        check(toggle_comment, "‹// a\nb›", "‹// // a\n// b›");
        check(toggle_comment, "  ¦", "  // ¦");
        check(toggle_comment, "¦", "// ¦");
        check(toggle_comment, "a\n‹b😀\n›c", "a\n‹// b😀\n›c");
    }
}
