//! Finds the imports between the files of a crate in its sources.
//!
//! A simple scanner on purpose: it knows `use` lines, paths that begin with `crate`, `super`, `self` or a child
//! module, and re-exports (`pub use`), whose names count as those of the file they come from. Tests do not count, and
//! a file that only re-exports a name does not import it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Path of a module in its crate: `["lab", "error"]`; empty for the crate's root.
type Module = Vec<String>;

/// A source file, reduced to the parts that decide its imports.
struct Source {
    /// Path from the crate's `src`, with `/` as separator.
    path: String,
    uses: Vec<Use>,
    /// Code without comments, string literals, tests, `use` and `mod` lines.
    code: String,
}

/// One path of a `use` line.
struct Use {
    is_public: bool,
    path: Vec<String>,
    /// Name in this file.
    name: String,
}

/// The imports between the files of a crate.
pub struct Imports {
    sources: BTreeMap<Module, Source>,
    edges: BTreeMap<Module, BTreeSet<Module>>,
}

impl Imports {
    /// Reads a crate's files, each with its path from `src` and its text. Files of tests are skipped.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let sources = files.into_iter().filter(|(path, _)| !is_test(path) && *path != "main.rs");
        let sources = sources.map(|(path, text)| (module_of(path), Source::of(path, text))).collect();
        let mut imports = Self { sources, edges: BTreeMap::new() };
        let edges = imports.sources.keys().map(|module| (module.clone(), imports.imported_by(module)));
        imports.edges = edges.collect();
        imports
    }

    /// Returns the pairs of files of which the first imports the second, by their paths from `src`.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.edges
            .iter()
            .flat_map(move |(from, all)| all.iter().map(move |to| (self.path(from), self.path(to))))
    }

    /// Returns files that import each other in a circle, in order; empty if there is none.
    pub fn circle(&self) -> Vec<&str> {
        let mut left: BTreeSet<&Module> = self.edges.keys().collect();
        let goes_on = |left: &BTreeSet<&Module>, module: &Module| {
            self.edges.get(module).and_then(|all| all.iter().find(|to| left.contains(to)))
        };
        // A file that imports none of the others left is in no circle.
        while let Some(done) = left.iter().copied().find(|module| goes_on(&left, module).is_none()) {
            left.remove(&done);
        }
        let Some(first) = left.first().copied() else { return Vec::new() };
        let mut way = vec![first];
        while let Some(next) = way.last().and_then(|last| goes_on(&left, last)) {
            if let Some(begin) = way.iter().position(|module| *module == next) {
                return way[begin..].iter().map(|module| self.path(module)).collect();
            }
            way.push(next);
        }
        Vec::new()
    }

    fn path(&self, module: &Module) -> &str {
        self.sources.get(module).map_or("", |source| source.path.as_str())
    }

    fn imported_by(&self, module: &Module) -> BTreeSet<Module> {
        let Some(source) = self.sources.get(module) else { return BTreeSet::new() };
        let words: Vec<Vec<String>> = paths_in(&source.code);
        let passes_on = |used: &Use, to: &Module| {
            let is_named = words.iter().any(|path| path.first() == Some(&used.name));
            used.is_public && to.starts_with(module) && !is_named
        };
        let uses = source.uses.iter().filter_map(|used| {
            let to = self.resolve(module, &used.path, 0)?;
            (!passes_on(used, &to)).then_some(to)
        });
        let paths = words.iter().filter(|path| path.len() > 1);
        let paths = paths.filter_map(|path| self.resolve(module, path, 0));
        uses.chain(paths).filter(|to| to != module).collect()
    }

    /// Returns the module that a path in `module` refers to; `None` for a path outside this crate.
    fn resolve(&self, module: &Module, path: &[String], depth: usize) -> Option<Module> {
        let mut rest = path;
        let mut at = module.clone();
        match rest.first()?.as_str() {
            "crate" => {
                at.clear();
                rest = &rest[1..];
            }
            "self" | "super" => {
                while let Some(first) =
                    rest.first().filter(|first| matches!(first.as_str(), "self" | "super"))
                {
                    if first == "super" {
                        at.pop();
                    }
                    rest = &rest[1..];
                }
            }
            first => {
                at.push(first.to_owned());
                if !self.sources.contains_key(&at) {
                    return None;
                }
                rest = &rest[1..];
            }
        }
        for (index, name) in rest.iter().enumerate() {
            at.push(name.clone());
            if self.sources.contains_key(&at) {
                continue;
            }
            at.pop();
            // A re-exported name belongs to the file it comes from.
            let passed_on =
                self.sources.get(&at)?.uses.iter().find(|used| used.is_public && used.name == *name);
            if let Some(used) = passed_on.filter(|_| depth < 8) {
                let path: Vec<String> = used.path.iter().chain(&rest[index + 1..]).cloned().collect();
                return self.resolve(&at, &path, depth + 1).or(Some(at));
            }
            break;
        }
        self.sources.contains_key(&at).then_some(at)
    }
}

impl Source {
    fn of(path: &str, text: &str) -> Self {
        let mut code = without_tests(&without_texts(text));
        let mut uses = Vec::new();
        while let Some((start, end)) = statement(&code, "use") {
            let line = code[start..end].to_owned();
            let begin = visibility_before(&code, start);
            let is_public = begin < start;
            code.replace_range(begin..end + 1, " ");
            for (path, name) in expanded(line["use".len()..].trim()) {
                uses.push(Use { is_public, path, name });
            }
        }
        while let Some((start, end)) = statement(&code, "mod") {
            // An inline module stays: its code belongs to the file.
            let is_inline = code[start..end].contains('{');
            code.replace_range(start..if is_inline { start + "mod".len() } else { end + 1 }, " ");
        }
        Self { path: path.to_owned(), uses, code }
    }
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|name| matches!(name, "tests" | "tests.rs") || name.ends_with("_tests.rs"))
}

fn module_of(path: &str) -> Module {
    let names = path.trim_end_matches(".rs").split('/').map(str::to_owned);
    let mut module: Module = names.collect();
    if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib")) {
        module.pop();
    }
    module
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Returns the text without comments, strings and characters.
fn without_texts(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after_word = code.chars().next_back().is_some_and(is_word);
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_text(rest).filter(|_| !after_word) {
            let (begin, end) = (hashes + 2, format!("\"{}", "#".repeat(hashes)));
            rest[begin..].find(&end).map_or(rest.len(), |at| begin + at + end.len())
        } else if first == '"' {
            let mut is_escaped = false;
            let end = rest.char_indices().skip(1).find(|(_, letter)| {
                let ends = *letter == '"' && !is_escaped;
                is_escaped = *letter == '\\' && !is_escaped;
                ends
            });
            end.map_or(rest.len(), |(at, _)| at + 1)
        } else if first == '\'' {
            character(rest).unwrap_or(0)
        } else {
            0
        };
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[skipped..];
        }
    }
    code
}

/// Returns the number of `#` with which a raw string (`r#"…"#`) begins; `None` if `rest` does not start with one.
fn raw_text(rest: &str) -> Option<usize> {
    let rest = rest.strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

/// Returns the length of a character literal in bytes; `None` for a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut letters = rest.char_indices().skip(1);
    let (_, first) = letters.next()?;
    if first == '\\' {
        return letters.skip(1).find(|(_, letter)| *letter == '\'').map(|(at, _)| at + 1);
    }
    letters.next().filter(|(_, letter)| *letter == '\'').map(|(at, _)| at + 1)
}

/// Returns the code without items that are compiled only for tests.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        let mut depth = 0_u32;
        let item = &rest[at + MARK.len()..];
        let end = item.char_indices().find(|(_, letter)| {
            match letter {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && matches!(letter, '}' | ';')
        });
        rest = end.map_or("", |(end, _)| &item[end + 1..]);
    }
    kept.push_str(rest);
    kept
}

/// Returns the start of the next statement with a keyword, and the position of its `;`, or behind the `{` of its
/// block.
fn statement(code: &str, keyword: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let start = from + code[from..].find(keyword)?;
        let end = start + keyword.len();
        let is_alone = !code[..start].chars().next_back().is_some_and(is_word)
            && code[end..].chars().next().is_some_and(char::is_whitespace);
        if is_alone {
            let ends = |letter: char| letter == ';' || (letter == '{' && keyword == "mod");
            let stop = end + code[end..].find(ends)?;
            return Some((start, if code[stop..].starts_with('{') { stop + 1 } else { stop }));
        }
        from = end;
    }
}

/// Returns the start of the `pub` or `pub(…)` in front of a statement, or `start` if there is none.
fn visibility_before(code: &str, start: usize) -> usize {
    let before = code[..start].trim_end();
    let word = match before.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(at) => before[..at].trim_end(),
        None => before,
    };
    match word.strip_suffix("pub") {
        Some(rest) if !rest.chars().next_back().is_some_and(is_word) => rest.len(),
        _ => start,
    }
}

/// Returns the paths of a `use` line, each with the name it gets.
fn expanded(text: &str) -> Vec<(Vec<String>, String)> {
    let text = text.trim();
    let Some((before, group)) = text.split_once('{') else {
        let (path, name) = text.split_once(" as ").map_or((text, None), |(path, name)| (path, Some(name)));
        let mut path: Vec<String> = path.split("::").map(|name| name.trim().to_owned()).collect();
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = name.map(|name| name.trim().to_owned()).or_else(|| path.last().cloned());
        return vec![(path, name.unwrap_or_default())];
    };
    let group = group.trim_end().trim_end_matches('}');
    let (mut depth, mut begin) = (0, 0);
    let mut parts = Vec::new();
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    // A last part with braces of its own has lost the closing ones.
    let last = format!("{}{}", &group[begin..], "}".repeat(usize::try_from(depth).unwrap_or(0)));
    parts.push(&last);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| expanded(&format!("{before}{}", part.trim()))).collect()
}

/// Returns every word of the code, with the words that `::` joins to it.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = Vec::new();
    let mut is_joined = false;
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        if is_word(first) {
            let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
            match paths.last_mut().filter(|_| is_joined) {
                Some(path) => path.push(rest[..end].to_owned()),
                None => paths.push(vec![rest[..end].to_owned()]),
            }
            is_joined = false;
            rest = &rest[end..];
        } else if let Some(after) = rest.strip_prefix("::") {
            is_joined = true;
            rest = after;
        } else {
            is_joined = is_joined && first.is_whitespace();
            rest = &rest[first.len_utf8()..];
        }
    }
    paths
}

/// Returns the files of a crate, for [`Imports::of`].
///
/// # Errors
/// A folder or file that cannot be read.
pub fn sources(src: &Path) -> std::io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let mut folders = vec![src.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(src).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push((name, std::fs::read_to_string(&path)?));
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[(&str, &str)]) {
        let imports = Imports::of(files.iter().copied());
        assert_eq!(imports.pairs().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn use_lines_and_paths_lead_to_their_files() {
        let lib = ("lib.rs", "pub mod a; mod b; pub use b::Passed;");
        check(&[lib, ("a.rs", "use crate::b::B;"), ("b.rs", "")], &[("a.rs", "b.rs")]);
        check(&[lib, ("a.rs", "use crate::Passed as P; use std::fmt;"), ("b.rs", "")], &[("a.rs", "b.rs")]);
        check(&[lib, ("a.rs", "fn f() { super::b::g(); }"), ("b.rs", "")], &[("a.rs", "b.rs")]);
        check(&[lib, ("a.rs", "fn f() { b::g(); x.crate_b(); }"), ("b.rs", "")], &[]);
        let room = [("a/mod.rs", "mod c; mod d; pub use self::c::{C, D}; fn f() -> D { d::g() }")];
        let (c, d) = (("a/c.rs", "use super::d::{self, X};"), ("a/d.rs", ""));
        let expected = [("a/mod.rs", "a/c.rs"), ("a/mod.rs", "a/d.rs"), ("a/c.rs", "a/d.rs")];
        check(&[lib, room[0], c, d, ("b.rs", "")], &expected);
    }

    #[test]
    fn comments_texts_and_tests_do_not_count() {
        let a = "// use crate::b;\n/* crate::b::x */ const T: &str = \"use crate::b::B;\\\"\"; const R: &str = r#\"\"crate::b::\"#;
            const C: char = '\"'; fn f<'a>(x: &'a str) {}
            #[cfg(test)]\nuse crate::b::T;\n#[cfg(test)] mod tests { use crate::b::B; fn f() {} }";
        check(&[("lib.rs", ""), ("a.rs", a), ("b.rs", ""), ("b_tests.rs", "use crate::a;")], &[]);
        check(&[("lib.rs", ""), ("a/tests/x.rs", "use crate::b;"), ("b.rs", "")], &[]);
    }

    #[test]
    fn a_circle_is_named() {
        let file = |name: &'static str, text: &'static str| (name, text);
        let (a, b) = (file("a.rs", "use crate::b::{x::{Y, Z}, W};"), file("b.rs", "use crate::c;"));
        let imports = Imports::of([a, b, file("c.rs", "use crate::d::D;"), file("d.rs", "")]);
        assert_eq!(imports.circle(), Vec::<&str>::new());
        let imports = Imports::of([a, b, file("c.rs", "use crate::d::D;"), file("d.rs", "use crate::b::B;")]);
        assert_eq!(imports.circle(), ["b.rs", "c.rs", "d.rs"]);
    }
}
