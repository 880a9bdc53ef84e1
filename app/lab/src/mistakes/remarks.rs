//! Remarks on a script's text: what works, but surely not as meant.

use super::code::MistakeCode as Code;
use super::mistake::Mistake;
use super::names::{Defined, defined};
use super::scan::{Kind, Scan, Token};

/// Signs that give a variable or a part of it a new value.
const ASSIGNMENTS: &[&str] = &["=", "+=", "-=", "*=", "/=", "%=", "**="];

/// Methods that change what they are called on, and nothing else has.
const CHANGES: &[&str] = &["push", "insert", "append"];

/// Words and signs after which the order of the text is no longer that of the run.
const TURNS: &[&str] = &["for", "while", "loop", "do", "fn", "|", "||"];

/// Finds copies that a script changes and never looks at again (those of a parameter, of an item in a `for`, and of a
/// part of a list or object), and signs that mean something else elsewhere. Only what is certain from the text is told.
pub fn remarks(source: &str) -> Vec<Mistake> {
    let scan = Scan::new(source);
    let script = defined(&scan);
    let mut found: Vec<(usize, Mistake)> = Vec::new();
    for (index, token) in scan.tokens.iter().enumerate().filter(|(_, token)| token.is_word()) {
        match token.text {
            "for" => items(&scan, &script, index, &mut found),
            "fn" => parameters(&scan, &script, index, &mut found),
            "let" => found.extend(part(&scan, &script, index)),
            _ => {}
        }
    }
    found.extend((0..scan.tokens.len()).filter_map(|index| Some((index, sign(&scan, index)?))));
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, remark)| remark).collect()
}

/// Looks at `x =+ 1`, which is `x = +1`, and at `x ^ 2`, which compares bits.
fn sign(scan: &Scan<'_>, index: usize) -> Option<Mistake> {
    let sign = scan.get(index).filter(|sign| sign.kind == Kind::Symbol)?;
    let before = scan.before(index)?;
    let next = scan.get(index + 1)?;
    match sign.text {
        "=" if before.is_word() && next.joined && (next.is("+") || next.is("-")) => {
            let value = scan.get(index + 2)?;
            let start = scan.statement_start(index);
            // `x =-1` is a number below zero.
            let is_apart = !value.joined || next.is("+");
            let is_new = scan.is_at(start, "let") || scan.is_at(start, "const");
            let mistake = Mistake { length: Some(2), ..Mistake::on(Code::SwappedAssignment, sign) };
            (is_apart && !is_new).then(|| {
                mistake.with("given", format!("={}", next.text)).with("wanted", format!("{}=", next.text))
            })
        }
        "^" if next.kind == Kind::Number
            && next.text.parse().is_ok_and(|power: u8| (2..=10).contains(&power)) =>
        {
            let base = if before.is_value() { before.text } else { "(…)" };
            Some(Mistake::on(Code::PowerSign, sign).with("wanted", format!("{base} ** {}", next.text)))
        }
        _ => None,
    }
}

/// Looks at `for item in … { … }`.
fn items(scan: &Scan<'_>, script: &[Defined<'_>], index: usize, found: &mut Vec<(usize, Mistake)>) {
    let Some(name) = scan.get(index + 1).filter(|name| name.is_word()) else { return };
    let rest = scan.tokens.get(index..).unwrap_or_default();
    let Some(opener) = rest.iter().position(|token| token.is("{")).map(|at| index + at) else { return };
    if scan.is_at(index + 2, "in") {
        found.extend(dropped(scan, script, name.text, opener + 1, "item"));
    }
}

/// Looks at `fn name(parameter, …) { … }`.
fn parameters(scan: &Scan<'_>, script: &[Defined<'_>], index: usize, found: &mut Vec<(usize, Mistake)>) {
    if !scan.is_at(index + 2, "(") {
        return;
    }
    let parameters = scan.inside(index + 2);
    let opener = index + 2 + parameters.len() + 2;
    if scan.is_at(opener, "{") {
        let names = parameters.iter().filter(|token| token.is_word());
        found.extend(names.filter_map(|name| dropped(scan, script, name.text, opener + 1, "parameter")));
    }
}

/// Looks at `let row = grid[0];` and `let place = player.place;`.
fn part(scan: &Scan<'_>, script: &[Defined<'_>], index: usize) -> Option<(usize, Mistake)> {
    let name = scan.get(index + 1).filter(|name| name.is_word())?;
    let whole = scan.get(index + 3).filter(|whole| whole.is_word() && whole.is_value())?;
    let value = scan.tokens.get(index + 4..)?;
    let end = value.iter().position(|token| token.is(";"))?;
    let value = value.get(..end)?;
    let is_part = match value {
        [opener, inner @ .., closer] if opener.is("[") && closer.is("]") => {
            // A place, and no list of places or a call behind it.
            !inner.iter().any(|token| matches!(token.text, "[" | "]" | ".." | "..="))
        }
        [point, property] => point.is(".") && property.is_word(),
        _ => false,
    };
    let is_used_before = scan.tokens.get(..index)?.iter().any(|token| mentions(token, name.text));
    if !scan.is_at(index + 2, "=") || !is_part || is_used_before || whole.text == name.text {
        return None;
    }
    let (at, remark) = dropped(scan, script, name.text, index + 4 + end + 1, "part")?;
    // A new value of its own is no copy any more.
    let is_plain = ASSIGNMENTS.contains(&scan.get(at + 1)?.text);
    (!is_plain).then_some((at, remark))
}

fn mentions(token: &Token<'_>, name: &str) -> bool {
    match token.kind {
        Kind::Word => token.text == name,
        Kind::Template => token.text.contains(name),
        _ => false,
    }
}

/// Returns the place and the remark of the last change of `name` in the block that goes on at `start`, if nothing
/// reads it after that.
fn dropped(
    scan: &Scan<'_>,
    script: &[Defined<'_>],
    name: &str,
    start: usize,
    what: &str,
) -> Option<(usize, Mistake)> {
    let block = scan.inside(start.checked_sub(1)?);
    let rest = scan.tokens.get(start..)?;
    // After a `let` the block around it has begun before; it ends at the brace too many.
    let length = if what == "part" { end_of_block(rest) } else { block.len() };
    let last = start + rest.get(..length)?.iter().rposition(|token| mentions(token, name))?;
    let at = scan.statement_start(last);
    let before = scan.tokens.get(start..at)?;
    let unsure = |token: &Token<'_>| TURNS.contains(&token.text) && token.kind != Kind::Text;
    let is_made_again = |pair: &[Token<'_>]| match pair {
        [first, second] => {
            (first.is("let") || first.is("const")) && second.is(name)
                || first.is(name) && ASSIGNMENTS.contains(&second.text)
        }
        _ => false,
    };
    if before.iter().any(unsure) || before.windows(2).any(is_made_again) || !scan.is_at(at, name) {
        return None;
    }
    let statement = scan.tokens.get(at..)?;
    let statement = statement.get(..statement.iter().position(|token| token.is(";"))?)?;
    if statement.iter().any(unsure) || !is_change(scan, script, at) {
        return None;
    }
    let token = scan.get(at)?;
    Some((at, Mistake::on(Code::DroppedCopy, token).with("name", name).with("what", what)))
}

fn end_of_block(tokens: &[Token<'_>]) -> usize {
    let mut depth = 0_u32;
    let end = tokens.iter().position(|token| match token.text {
        "{" | "#{" => {
            depth += 1;
            false
        }
        "}" if depth == 0 => true,
        "}" => {
            depth -= 1;
            false
        }
        _ => false,
    });
    end.unwrap_or(tokens.len())
}

/// True if the statement that begins with a variable at `at` changes it or something in it.
fn is_change(scan: &Scan<'_>, script: &[Defined<'_>], at: usize) -> bool {
    let mut at = at + 1;
    loop {
        let Some(token) = scan.get(at) else { return false };
        match token.text {
            sign if token.kind == Kind::Symbol && ASSIGNMENTS.contains(&sign) => return true,
            "[" => at += scan.inside(at).len() + 2,
            "." => {
                let Some(member) = scan.get(at + 1) else { return false };
                if scan.is_at(at + 2, "(") {
                    let is_own = script.iter().any(|own| own.name == member.text);
                    return CHANGES.contains(&member.text) && !is_own;
                }
                at += 2;
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Mistake, remarks};

    /// Fails if the remarks on a script have other places and values of `argument`.
    #[track_caller]
    fn check_values(source: &str, argument: &str, told: &[&str]) {
        let told_of = |remark: &Mistake| {
            let (line, column) = (remark.line.unwrap_or(0), remark.column.unwrap_or(0));
            format!("{line}:{column} {}", remark.arg(argument).unwrap_or_default())
        };
        let found: Vec<String> = remarks(source).iter().map(told_of).collect();
        assert_eq!(found, told, "{source}");
    }

    #[track_caller]
    fn check(source: &str, told: &[&str]) {
        check_values(source, "what", told);
    }

    #[test]
    fn copies_that_are_changed_and_dropped() {
        check("for g in ghosts {\n  g.x += 1;\n}", &["2:3 item"]);
        check("for row in grid { for cell in row { cell = 0; } }", &["1:37 item"]);
        check("fn move(player) {\n  player.x += 1;\n}", &["2:3 parameter"]);
        check("fn win(score) { score += 1; }", &["1:17 parameter"]);
        check("fn add(list, x) { list.push(x); }", &["1:19 parameter"]);
        check("fn f(p) { if p.x > 3 { p.x = 0; } }", &["1:24 parameter"]);
        check("let row = grid[0];\nrow[0] = 9;\nprint(grid);", &["2:1 part"]);
        check("let place = player.place; place.x = place.x + 1;", &["1:27 part"]);
    }

    #[test]
    fn what_is_read_again_or_not_certain_is_not_told() {
        for source in [
            "for g in ghosts { g.x += 1; print(g.x); }",
            "for g in ghosts { g.x += 1; moved.push(g); }",
            "for g in ghosts { g.x += 1; print(`${g}`); }",
            "for g in ghosts { while g.x < 5 { g.x += 1; } }",
            "fn move(player) { player.x += 1; return player; }",
            "fn move(player) { player.x += 1; player }",
            "fn show(bit) { bit.show(3); bit.clear(); }",
            "fn f(p) { let p = 3; p = 4; }",
            "fn f(p) { every(10, || { p += 1; }); }",
            "let row = grid[0]; row[0] = 9; grid[0] = row;",
            "let row = grid[0]; row = []; row[0] = 9;",
            "let row = grid[0]; row = 9;",
            "fn see() { print(row); } let row = grid[0]; row[0] = 9; see();",
            "let row = grid[0]; fn see() { print(row); } row[0] = 9; see();",
            "let part = list.extract(0..2); part[0] = 1;",
            "let g = #{x: 1}; g.x = 2;",
            "let pin = bit.pin(0); pin.on();",
            "fn push(a, b) { print(a); } fn f(l) { l.push(1); }",
        ] {
            check(source, &[]);
        }
    }

    #[test]
    fn signs_that_mean_something_else_elsewhere() {
        let check = |source: &str, told: &[&str]| check_values(source, "wanted", told);
        check("let x = 5;\nx =+ 1;", &["2:3 +="]);
        check("let x = 5; x =- 1; x =+2;", &["1:14 -=", "1:22 +="]);
        check("let x = 5;\nprint(x ^ 2);", &["2:9 x ** 2"]);
        check("print((1 + 2)^3);", &["1:14 (…) ** 3"]);
        check("let x =- 1; x =-1; x = -1; x = - 1; x += 1; x -= 1;", &[]);
        check("let x = 5; print(x ^ 1, x ^ 0xff, x ^ x, true ^ false, \"x ^ 2\"); // x =+ 1", &[]);
    }

    /// Adds the scripts in a folder and below it.
    fn scripts_in(folder: &Path, scripts: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                scripts_in(&path, scripts);
            } else if path.extension().is_some_and(|extension| extension == "rhai") {
                scripts.push(fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn no_script_of_the_lab_is_remarked_on() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut scripts = Vec::new();
        for folder in ["lessons/packs", "app/programs", "tests"] {
            scripts_in(&root.join(folder), &mut scripts);
        }
        for page in ["README.md", "docs/api.md", "docs/language.md", "docs/teachers.md"] {
            let page = fs::read_to_string(root.join(page)).unwrap();
            let blocks = page.split("```rust\n").skip(1).filter_map(|block| block.split("```").next());
            scripts.extend(blocks.map(str::to_owned));
        }
        assert!(scripts.len() > 100, "{}", scripts.len());
        for script in scripts {
            check(&script, &[]);
        }
    }
}
