//! Checks that code in a text is a verbatim excerpt of a file.

/// True if the lines of `code` are consecutive lines of `source`. All of them may be indented less by the same
/// amount.
pub(crate) fn is_excerpt(code: &str, source: &str) -> bool {
    let code = even(&lines(code));
    let source = lines(source);
    let code = trim(&code);
    !code.is_empty()
        && source.windows(code.len()).any(|part| {
            // Indentation is only compared where the words match.
            part.iter().zip(code).all(|(line, wanted)| line.trim_start() == wanted.trim_start())
                && even(part) == code
        })
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).collect()
}

/// Removes the indentation that all lines have in common.
fn even<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let moved = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let by = lines.iter().filter(|line| !line.is_empty()).map(moved).min().unwrap_or(0);
    lines.iter().map(|line| line.get(by..).unwrap_or_default()).collect()
}

fn trim<'t, 'a>(lines: &'t [&'a str]) -> &'t [&'a str] {
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
    &lines[first..last]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "let a = 1;\nloop {\n    if a > 0 {\n        stop();\n    }\n\n    go();\n}\n";

    #[track_caller]
    fn check(code: &str, expected: bool) {
        assert_eq!(is_excerpt(code, SOURCE), expected, "{code}");
    }

    #[test]
    fn excerpts() {
        check(SOURCE, true);
        check("let a = 1;", true);
        check("if a > 0 {\n    stop();\n}", true);
        check("    if a > 0 {\n        stop();\n    }\n\n    go();", true);
        check("\ngo();\n", true);
        check("if a > 0 {\nstop();\n}", false);
        check("let a = 2;", false);
        check("let a", false);
        check("stop();\ngo();", false);
        check("", false);
        check("\n\n", false);
    }
}
