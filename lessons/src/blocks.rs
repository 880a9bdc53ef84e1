//! The parsed text of a step, as a window draws it and a linter checks it.

use serde::{Deserialize, Serialize};

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading {
        /// Level, from 1 (largest) to 6 (smallest).
        level: u8,
        /// Text of the heading.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Text of the paragraph.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// Number of the first item; `None` for a bulleted list.
        start: Option<u64>,
        /// Items, each a sequence of blocks.
        items: Vec<Vec<Block>>,
    },
    /// A block of code to read; `text` unless it is Rhai.
    Code {
        /// Info string after the opening fence: `rhai starter` names the file that this is an excerpt of.
        info: String,
        /// The code, without a line break at its end.
        text: String,
    },
    /// A table.
    Table {
        /// Cells of the header row.
        head: Vec<Vec<Inline>>,
        /// Cells of the other rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// An image in a block of its own.
    Image {
        /// Path of the image in the pack, such as `assets/led.png`.
        path: String,
        /// Text alternative for readers who do not see the image.
        alt: String,
    },
    /// A quotation, or a box to take note of.
    Quote {
        /// Blocks inside the quotation.
        content: Vec<Block>,
    },
    /// A horizontal rule between two parts.
    Rule,
}

/// Inline content of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text.
        text: String,
        /// True if it is strong (bold).
        #[serde(default)]
        strong: bool,
        /// True if it is emphasised (italic).
        #[serde(default)]
        emphasis: bool,
    },
    /// Code within a line.
    Code {
        /// The code.
        text: String,
    },
    /// A link; only `https` links may lead out of a pack.
    Link {
        /// Target of the link.
        address: String,
        /// Text of the link.
        text: String,
    },
    /// A line break within a paragraph.
    Break,
}
