//! A step's text, read: what a window draws and a linter looks at.

use serde::{Deserialize, Serialize};

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 is the largest, 6 the smallest.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// The number of the first item; `None` for a list with points.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Code that is read, not run: `text` for other than Rhai.
    Code {
        /// What stands behind the three marks: `rhai starter` names the file that this is an excerpt of.
        info: String,
        /// The code, without a line break at its end.
        text: String,
    },
    /// A table.
    Table {
        /// The cells of the first row.
        head: Vec<Vec<Inline>>,
        /// The others.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// An image that stands by itself.
    Image {
        /// The image's path in the pack, such as `assets/led.png`.
        path: String,
        /// What it shows, for those who do not see it.
        alt: String,
    },
    /// Something somebody says, or a box to take note of.
    Quote {
        /// What is in it.
        content: Vec<Block>,
    },
    /// A line between two parts.
    Rule,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// Whether they are strong.
        #[serde(default)]
        strong: bool,
        /// Whether they are emphasised.
        #[serde(default)]
        emphasis: bool,
    },
    /// Code within a line.
    Code {
        /// The code.
        text: String,
    },
    /// A link; only `https` ones lead out of a pack.
    Link {
        /// Where it leads.
        address: String,
        /// What is written there.
        text: String,
    },
    /// A line's end within a paragraph.
    Break,
}
