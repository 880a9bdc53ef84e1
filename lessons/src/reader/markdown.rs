//! Parses Markdown into blocks.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::blocks::{Block, Inline};
use crate::finding::{Finding, FindingCode};

/// Maximum depth of nested lists and quotes.
const MAX_DEPTH: usize = 6;
/// Heading that begins a hint, in every language.
const HINT: &str = "Hint";

/// A parsed text.
#[derive(Default)]
pub(crate) struct Markdown {
    /// Text before the hints.
    pub blocks: Vec<Block>,
    /// The hints.
    pub hints: Vec<Vec<Block>>,
    /// Elements that the linter checks, each with its line.
    pub marks: Vec<(u32, Mark)>,
}

/// An element that the linter checks.
pub(crate) enum Mark {
    Heading,
    Hint,
    Code { info: String, text: String },
    Link { address: String },
    Image { path: String, alt: String },
}

/// Parses Markdown that follows `lines_before` other lines in `file`.
///
/// # Errors
/// The findings, if it cannot be shown.
pub(crate) fn read(file: &str, text: &str, lines_before: u32) -> Result<Markdown, Vec<Finding>> {
    let mut reader = Reader::new(file, text, lines_before);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.move_to(range.start);
        reader.event(event, &text[range]);
        // The rest would give findings that are not true.
        if reader.too_deep {
            break;
        }
    }
    if reader.findings.is_empty() { Ok(reader.read) } else { Err(reader.findings) }
}

/// An open container of blocks.
enum Frame {
    Quote(Vec<Block>),
    Item(Vec<Block>),
    List(Option<u64>, Vec<Vec<Block>>),
    Table { head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>>, row: Vec<Vec<Inline>> },
}

/// The open inline elements.
#[derive(Default)]
struct Line {
    content: Vec<Inline>,
    strong: usize,
    emphasis: usize,
    link: Option<(String, String)>,
    image: Option<(String, String)>,
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    /// Line of the byte at offset `counted`.
    line: u32,
    counted: usize,
    read: Markdown,
    frames: Vec<Frame>,
    inside: Line,
    /// True while an image is not allowed.
    no_images: bool,
    code: Option<(String, String, u32)>,
    too_deep: bool,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, text: &'a str, lines_before: u32) -> Self {
        Self {
            file,
            text,
            line: lines_before + 1,
            counted: 0,
            read: Markdown::default(),
            frames: Vec::new(),
            inside: Line::default(),
            no_images: false,
            code: None,
            too_deep: false,
            findings: Vec::new(),
        }
    }

    fn move_to(&mut self, offset: usize) {
        // Events come in the text's order, except that an end has the offset of its start.
        if let Some(passed) = self.text.as_bytes().get(self.counted..offset) {
            let breaks = passed.iter().filter(|&&byte| byte == b'\n').count();
            self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            self.counted = offset;
        }
    }

    fn finding(&mut self, code: FindingCode) {
        self.findings.push(Finding::new(code, self.file).at(self.line));
    }

    fn mark(&mut self, mark: Mark) {
        self.read.marks.push((self.line, mark));
    }

    fn event(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(tag) => self.start(tag, source),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text),
            Event::Code(text) => match (&mut self.inside.image, &mut self.inside.link) {
                (Some((_, words)), _) | (None, Some((_, words))) => words.push_str(&text),
                (None, None) => self.inside.content.push(Inline::Code { text: text.into_string() }),
            },
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => match (&self.inside.image, &self.inside.link) {
                (None, None) => self.inside.content.push(Inline::Break),
                _ => self.words(" "),
            },
            Event::Rule => {
                self.finish_line();
                self.push(Block::Rule);
            }
            Event::InlineHtml(html) if !is_comment(&html) => self.finding(FindingCode::TextHtml),
            // A block of HTML was handled at its start; the other extensions are not enabled.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: &str) {
        let frame = match tag {
            Tag::Paragraph => return self.finish_line(),
            Tag::Heading { .. } => {
                self.finish_line();
                self.no_images = true;
                return;
            }
            Tag::CodeBlock(kind) => {
                self.finish_line();
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.trim().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((info, String::new(), self.line));
                return;
            }
            Tag::HtmlBlock => {
                self.finish_line();
                if !is_comment(source) {
                    self.finding(FindingCode::TextHtml);
                }
                return;
            }
            Tag::Strong => return self.inside.strong += 1,
            Tag::Emphasis => return self.inside.emphasis += 1,
            Tag::Link { dest_url, .. } => {
                self.mark(Mark::Link { address: dest_url.to_string() });
                return self.inside.link = Some((dest_url.into_string(), String::new()));
            }
            Tag::Image { dest_url, .. } => {
                if self.no_images || self.inside.link.is_some() {
                    self.finding(FindingCode::ImagePlace);
                }
                return self.inside.image = Some((dest_url.into_string(), String::new()));
            }
            Tag::BlockQuote(_) => Frame::Quote(Vec::new()),
            Tag::Item => Frame::Item(Vec::new()),
            Tag::List(start) => Frame::List(start, Vec::new()),
            Tag::Table(_) => {
                self.no_images = true;
                Frame::Table { head: Vec::new(), rows: Vec::new(), row: Vec::new() }
            }
            _ => return,
        };
        self.finish_line();
        self.frames.push(frame);
        // An item and its list count as one level.
        if self.frames.iter().filter(|frame| !matches!(frame, Frame::Item(_))).count() > MAX_DEPTH {
            self.too_deep = true;
            self.findings
                .push(Finding::new(FindingCode::TextDeep, self.file).at(self.line).with("max", MAX_DEPTH));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.finish_line(),
            TagEnd::Heading(level) => {
                self.no_images = false;
                let content = std::mem::take(&mut self.inside).content;
                self.heading(level as u8, content);
            }
            TagEnd::CodeBlock => {
                if let Some((info, mut text, line)) = self.code.take() {
                    text.truncate(text.trim_end_matches(['\r', '\n']).len());
                    self.read.marks.push((line, Mark::Code { info: info.clone(), text: text.clone() }));
                    self.push(Block::Code { info, text });
                }
            }
            TagEnd::Strong => self.inside.strong = self.inside.strong.saturating_sub(1),
            TagEnd::Emphasis => self.inside.emphasis = self.inside.emphasis.saturating_sub(1),
            TagEnd::Link => {
                if let Some((address, text)) = self.inside.link.take() {
                    self.inside.content.push(Inline::Link { address, text });
                }
            }
            TagEnd::Image => {
                if let Some((path, alt)) = self.inside.image.take() {
                    self.mark(Mark::Image { path: path.clone(), alt: alt.clone() });
                    // An image becomes a block of its own; the text around it becomes paragraphs.
                    let (strong, emphasis) = (self.inside.strong, self.inside.emphasis);
                    self.finish_line();
                    (self.inside.strong, self.inside.emphasis) = (strong, emphasis);
                    self.push(Block::Image { path, alt });
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.inside).content;
                if let Some(Frame::Table { row, .. }) = self.frames.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(Frame::Table { head, rows, row }) = self.frames.last_mut() {
                    let row = std::mem::take(row);
                    if tag == TagEnd::TableHead { *head = row } else { rows.push(row) }
                }
            }
            TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::Table => {
                self.finish_line();
                self.close();
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Quote(content)) => self.push(Block::Quote { content }),
            Some(Frame::Item(blocks)) => {
                if let Some(Frame::List(_, items)) = self.frames.last_mut() {
                    items.push(blocks);
                }
            }
            Some(Frame::List(start, items)) => self.push(Block::List { start, items }),
            Some(Frame::Table { head, rows, .. }) => {
                self.no_images = false;
                self.push(Block::Table { head, rows });
            }
            None => {}
        }
    }

    fn heading(&mut self, level: u8, content: Vec<Inline>) {
        let is_hint = matches!(&content[..], [Inline::Text { text, .. }] if text == HINT);
        if level == 2 && is_hint && self.frames.is_empty() {
            self.read.hints.push(Vec::new());
            self.mark(Mark::Hint);
        } else {
            self.mark(Mark::Heading);
            self.push(Block::Heading { level, content });
        }
    }

    fn words(&mut self, words: &str) {
        if let Some((_, text, _)) = &mut self.code {
            return text.push_str(words);
        }
        let inside = &mut self.inside;
        if let Some((_, text)) = inside.image.as_mut().or(inside.link.as_mut()) {
            return text.push_str(words);
        }
        let (is_strong, is_emphasis) = (inside.strong > 0, inside.emphasis > 0);
        match inside.content.last_mut() {
            Some(Inline::Text { text, strong, emphasis })
                if (*strong, *emphasis) == (is_strong, is_emphasis) =>
            {
                text.push_str(words);
            }
            _ => inside.content.push(Inline::Text {
                text: words.to_owned(),
                strong: is_strong,
                emphasis: is_emphasis,
            }),
        }
    }

    /// Makes a paragraph of the inline content so far.
    fn finish_line(&mut self) {
        let mut content = std::mem::take(&mut self.inside).content;
        if let Some(Inline::Text { text, .. }) = content.first_mut() {
            *text = text.trim_start().to_owned();
        }
        if let Some(Inline::Text { text, .. }) = content.last_mut() {
            text.truncate(text.trim_end().len());
        }
        content.retain(|part| !matches!(part, Inline::Text { text, .. } if text.is_empty()));
        if content.iter().any(|part| *part != Inline::Break) {
            self.push(Block::Paragraph { content });
        }
    }

    fn push(&mut self, block: Block) {
        let blocks = match self.frames.last_mut() {
            Some(Frame::Quote(blocks) | Frame::Item(blocks)) => blocks,
            // A list contains only items, and a table only cells.
            Some(Frame::List(..) | Frame::Table { .. }) => return,
            None => self.read.hints.last_mut().unwrap_or(&mut self.read.blocks),
        };
        blocks.push(block);
    }
}

/// True if HTML is a comment for authors.
fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.ends_with("-->") && html.matches("-->").count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[track_caller]
    fn check(text: &str, expected: Value) {
        let read = read("f.md", text, 0).unwrap();
        assert_eq!(serde_json::to_value(&read.blocks).unwrap(), written(expected), "{text}");
    }

    /// Turns the tests' short form `{ "block": "code", … }` into the serialized one: `{ "code": { … } }`.
    fn written(value: Value) -> Value {
        match value {
            Value::Array(all) => all.into_iter().map(written).collect(),
            Value::Object(mut fields) => {
                let kind = fields.remove("block").or_else(|| fields.remove("inline"));
                let Some(Value::String(kind)) = kind else { return Value::Object(fields) };
                let fields: serde_json::Map<_, _> =
                    fields.into_iter().map(|(name, value)| (name, written(value))).collect();
                if fields.is_empty() { kind.into() } else { json!({ kind: fields }) }
            }
            other => other,
        }
    }

    fn words(text: &str) -> Value {
        json!({ "inline": "text", "text": text, "strong": false, "emphasis": false })
    }

    fn paragraph(text: &str) -> Value {
        json!({ "block": "paragraph", "content": [words(text)] })
    }

    #[test]
    fn paragraphs_and_what_is_in_them() {
        check("one\ntwo\n\nthree", json!([paragraph("one two"), paragraph("three")]));
        let strong = json!({ "inline": "text", "text": "b", "strong": true, "emphasis": false });
        let both = json!({ "inline": "text", "text": "c", "strong": true, "emphasis": true });
        let link = json!({ "inline": "link", "address": "https://a.fi", "text": "d e" });
        let code = json!({ "inline": "code", "text": "x{}" });
        let content =
            json!([words("a "), strong, both, words(" "), link, code, { "inline": "break" }, words("f")]);
        check(
            "a **b*c*** [d *e*](https://a.fi)`x{}`\\\nf",
            json!([{ "block": "paragraph", "content": content }]),
        );
        check(
            "# A &amp; B\n\n---",
            json!([
                { "block": "heading", "level": 1, "content": [words("A & B")] },
                { "block": "rule" },
            ]),
        );
    }

    #[test]
    fn images_stand_by_themselves() {
        let image = json!({ "block": "image", "path": "assets/a.png", "alt": "A led" });
        check("![A *led*](assets/a.png)", json!([image]));
        check(
            "before ![A led](assets/a.png) behind",
            json!([paragraph("before"), image, paragraph("behind")]),
        );
    }

    #[test]
    fn what_holds_blocks() {
        check(
            "3. a\n4. b\n\n   c\n   - d",
            json!([{ "block": "list", "start": 3, "items": [
                [paragraph("a")],
                [paragraph("b"), paragraph("c"), { "block": "list", "start": null, "items": [[paragraph("d")]] }],
            ] }]),
        );
        check(
            "- a\n  - b\n- c",
            json!([{ "block": "list", "start": null, "items": [
            [paragraph("a"), { "block": "list", "start": null, "items": [[paragraph("b")]] }],
            [paragraph("c")],
        ] }]),
        );
        check("> a\n>\n> b", json!([{ "block": "quote", "content": [paragraph("a"), paragraph("b")] }]));
        check(
            "```rhai starter\nlet a = 1;\n\n  a\n```",
            json!([{ "block": "code", "info": "rhai starter", "text": "let a = 1;\n\n  a" }]),
        );
        check(
            "| a | b |\n|---|---|\n| c | d |\n| e | |",
            json!([{ "block": "table",
                "head": [[words("a")], [words("b")]],
                "rows": [[[words("c")], [words("d")]], [[words("e")], []]],
            }]),
        );
    }

    #[test]
    fn hints_begin_with_their_heading() {
        let read = read("f.md", "a\n\n## Hint\n\nb\n\n### More\n\n## Hint\n\nc\n\n> ## Hint\n", 3).unwrap();
        assert_eq!(read.blocks.len(), 1);
        assert_eq!(read.hints.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(read.marks.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [6, 10, 12, 16]);
    }
}
