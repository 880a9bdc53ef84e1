//! The board's Python. It knows one program, the lab's agent, by its exact text; for anything else it answers as
//! MicroPython does for unknown names.

use std::collections::BTreeSet;

use super::agent::{Agent, Part};
use crate::board::BoardKind;
use crate::microbit::agent::message::checksum;
use crate::microbit::agent::source::{LOADER, RESET_BOARD, RESTART, START, agent};

/// The result of running a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The printed output.
    pub output: String,
    /// The traceback, or empty.
    pub error: String,
    /// The agent runs now and will not end by itself.
    pub starts_agent: bool,
    /// It clears the display and releases the pins.
    pub clears_board: bool,
    /// It restarts the board.
    pub resets_board: bool,
    /// The time it took.
    pub takes_us: u64,
}

/// The interpreter's memory.
#[derive(Clone, Debug)]
pub struct Python {
    kind: BoardKind,
    has_loader: bool,
    pieces: BTreeSet<usize>,
    agent: Option<Agent>,
}

impl Python {
    /// Creates an interpreter after a reset.
    pub fn new(kind: BoardKind) -> Self {
        Self { kind, has_loader: false, pieces: BTreeSet::new(), agent: None }
    }

    /// The agent, if its variables exist.
    pub fn agent(&mut self) -> Option<&mut Agent> {
        self.agent.as_mut()
    }

    /// The agent, read-only.
    pub fn agent_ref(&self) -> Option<&Agent> {
        self.agent.as_ref()
    }

    /// Free RAM with the parts loaded so far; a V1 at its prompt has a little over 8 kB.
    fn free_bytes(&self) -> u32 {
        let all = if self.kind == BoardKind::MicrobitV1 { 8272 } else { 63_000 };
        let loaded: usize =
            self.pieces.iter().filter_map(|index| agent().core().get(*index)).map(String::len).sum();
        u32::try_from(loaded).ok().and_then(|bytes| u32::checked_sub(all, ram_of(bytes))).unwrap_or(0)
    }

    /// Time this board needs to compile and run a source of this length.
    pub fn run_us(&self, source_bytes: usize) -> u64 {
        let (start_us, byte_us) = if self.kind == BoardKind::MicrobitV1 { (4000, 60) } else { (500, 6) };
        start_us + byte_us * u64::try_from(source_bytes).unwrap_or(0)
    }

    /// Runs a source with lines ending in CR or LF.
    pub fn run(&mut self, source: &[u8]) -> Outcome {
        let source = String::from_utf8_lossy(source).replace('\r', "\n");
        let takes_us = self.run_us(source.len());
        if source.trim_end() == RESET_BOARD {
            return Outcome { resets_board: true, takes_us, ..Outcome::default() };
        }
        let ran = self.execute(&source);
        match ran {
            Ok((output, starts_agent)) => {
                let clears_board = starts_agent && source == START;
                Outcome { output, starts_agent, clears_board, takes_us, ..Outcome::default() }
            }
            Err(error) => Outcome { error, takes_us, ..Outcome::default() },
        }
    }

    fn execute(&mut self, source: &str) -> Result<(String, bool), String> {
        if source.trim().is_empty() {
            return Ok((String::new(), false));
        }
        if source == LOADER {
            self.has_loader = true;
            return Ok((String::new(), false));
        }
        if source == START || source == RESTART {
            if source == START && !std::mem::take(&mut self.has_loader) {
                return Err(name_error("load"));
            }
            if self.pieces.len() < agent().core().len() {
                return Err(name_error("run"));
            }
            let (kind, free_bytes) = (self.kind, self.free_bytes());
            self.agent.get_or_insert_with(|| Agent::new(kind, free_bytes));
            return Ok((String::new(), true));
        }
        match parse_load(source) {
            Some(call) if self.has_loader => Ok((self.load(&call)?, false)),
            Some(_) => Err(name_error("load")),
            None => Err(complaint(source)),
        }
    }

    fn load(&mut self, call: &LoadCall<'_>) -> Result<String, String> {
        let is_whole = call.length == call.piece.len() as u64
            && call.checksum == u64::from(checksum(call.piece.as_bytes()));
        if !is_whole {
            return Ok("bad\r\n".to_owned());
        }
        let index = agent().core().iter().position(|piece| piece == call.piece);
        let index = index.ok_or_else(|| complaint(call.piece))?;
        if index == 0 {
            // It resets the agent's variables.
            self.agent = None;
        }
        self.pieces.insert(index);
        Ok(format!("ok {}\r\n", self.free_bytes()))
    }

    /// The part of the agent that has this text.
    pub fn part_of(source: &str) -> Option<Part> {
        let part = agent().parts().iter().find(|part| part.code() == source)?;
        let bytes = u32::try_from(part.code().len()).unwrap_or(u32::MAX);
        Some(Part { name: part.name, bytes: ram_of(bytes) })
    }
}

/// RAM taken by a compiled source of this length: about six fifths, measured on the core.
fn ram_of(source_bytes: u32) -> u32 {
    source_bytes / 5 * 6
}

#[derive(Clone)]
struct LoadCall<'a> {
    length: u64,
    checksum: u64,
    piece: &'a str,
}

/// Parses `load(LENGTH,CHECKSUM,r'''PIECE''')`, or with `'PIECE'`.
fn parse_load(source: &str) -> Option<LoadCall<'_>> {
    let arguments = source.trim_end().strip_prefix("load(")?.strip_suffix(')')?;
    let (length, rest) = arguments.split_once(',')?;
    let (checksum, literal) = rest.split_once(',')?;
    let piece = quoted(literal, "r'''", "'''").or_else(|| quoted(literal, "'", "'"))?;
    Some(LoadCall { length: length.parse().ok()?, checksum: checksum.parse().ok()?, piece })
}

fn quoted<'a>(literal: &'a str, open: &str, close: &str) -> Option<&'a str> {
    literal.strip_prefix(open)?.strip_suffix(close).filter(|piece| !piece.contains(close))
}

fn name_error(name: &str) -> String {
    format!(
        "Traceback (most recent call last):\r\n  File \"<stdin>\", line 1, in <module>\r\n\
         NameError: name '{name}' is not defined\r\n"
    )
}

fn syntax_error(line: usize) -> String {
    format!(
        "Traceback (most recent call last):\r\n  File \"<stdin>\", line {line}\r\nSyntaxError: invalid syntax\r\n"
    )
}

/// The traceback of an interrupted program; `file` and `line` are its position.
pub fn interrupted(file: &str, line: usize) -> String {
    format!(
        "Traceback (most recent call last):\r\n  File \"{file}\", line {line}, in <module>\r\nKeyboardInterrupt: \r\n"
    )
}

/// The traceback of a program too big for the board.
pub fn memory_error() -> String {
    "Traceback (most recent call last):\r\nMemoryError: \r\n".to_owned()
}

/// MicroPython's error for a source that is not the agent's: unclosed brackets or quotes, or bytes that are not
/// Python, are a syntax error; otherwise the first name is unknown.
fn complaint(source: &str) -> String {
    if let Some(line) = broken_line(source) {
        return syntax_error(line);
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let first = source.trim_start().split(|c| !is_part(c)).next().unwrap_or("");
    if first.is_empty() || first.starts_with(|c: char| c.is_ascii_digit()) {
        return syntax_error(1);
    }
    // A longer name than any Python program has gives a syntax error too.
    if first.len() > 255 { syntax_error(1) } else { name_error(first) }
}

/// The line at which brackets or quotes do not match.
fn broken_line(source: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut line = 1;
    for c in source.chars() {
        if c == '\n' {
            line += 1;
        }
        match (quote, c) {
            (Some(end), _) if c == end => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, '{') => open.push('}'),
            (None, ')' | ']' | '}') if open.pop() != Some(c) => return Some(line),
            (None, '\n' | '\t' | ' '..='~') => {}
            (None, _) => return Some(line),
        }
    }
    (quote.is_some() || !open.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Outcome, Python};
    use crate::board::BoardKind;
    use crate::microbit::agent::source::{LOADER, LOADER_PROOF, RESTART, START, agent, load_call};

    fn check(python: &mut Python, source: &str, output: &str, error: &str, starts_agent: bool) {
        let Outcome { output: printed, error: raised, starts_agent: starts, .. } =
            python.run(source.as_bytes());
        assert!(
            printed.starts_with(output) && printed.is_empty() == output.is_empty(),
            "{source:?}: {printed:?}"
        );
        assert!(raised.contains(error) && raised.is_empty() == error.is_empty(), "{source:?}: {raised:?}");
        assert_eq!(starts, starts_agent, "{source:?}");
    }

    #[test]
    fn the_agent_is_loaded_piece_by_piece() {
        let mut python = Python::new(BoardKind::MicrobitV1);
        check(&mut python, START, "", "'load' is not", false);
        check(&mut python, LOADER_PROOF, "", "'load' is not", false);
        check(&mut python, LOADER, "", "", false);
        check(&mut python, LOADER_PROOF, "bad\r\n", "", false);
        for piece in agent().core() {
            check(&mut python, &load_call(piece).replacen("def", "def ", 1), "bad\r\n", "", false);
            check(&mut python, RESTART, "", "'run' is not", false);
            check(&mut python, &load_call(piece), "ok ", "", false);
        }
        check(&mut python, START, "", "", true);
        check(&mut python, RESTART, "", "", true);
        assert!(python.agent().is_some());
        assert!((4000..8000).contains(&python.free_bytes()), "{}", python.free_bytes());
    }

    #[test]
    fn strangers_are_told_what_is_wrong() {
        let mut python = Python::new(BoardKind::MicrobitV2);
        check(&mut python, "", "", "", false);
        check(&mut python, " \r\n", "", "", false);
        check(&mut python, "foo()\n", "", "NameError: name 'foo' is not defined", false);
        check(&mut python, "print(1\n", "", "line 2\r\nSyntaxError", false);
        check(&mut python, "x = 'a\n", "", "SyntaxError", false);
        check(&mut python, "a)]\n", "", "line 1\r\nSyntaxError", false);
        check(&mut python, "1 2", "", "SyntaxError", false);
        check(&mut python, "\u{1}x", "", "SyntaxError", false);
    }

    proptest! {
        #[test]
        fn any_source_is_refused_or_run(source in prop::collection::vec(any::<u8>(), 0..300)) {
            let outcome = Python::new(BoardKind::MicrobitV1).run(&source);
            prop_assert!(!outcome.starts_agent);
        }
    }
}
