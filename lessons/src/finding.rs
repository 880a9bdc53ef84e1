//! The closed set of findings about a lesson pack.
//!
//! Tests, logs and programs carry a code; its sentence and its advice are in the Fluent files as `CODE` and
//! `CODE.advice`, in every language.

use std::collections::BTreeMap;
use std::fmt;

use digilab_codes::{closed_set, serde_by_id};
use serde::{Deserialize, Serialize};

closed_set! {
    /// Kind of finding, without words. Its id is also the id of its text.
    pub enum FindingCode {
        // Zips, folders and the files in them.
        /// The file is no zip, or damaged. Args: `reason`.
        ZipBroken = "pack-zip-broken",
        /// The pack is larger than allowed, or its zip declares that it is. Args: `max_mib`.
        TooLarge = "pack-zip-too-large",
        /// The pack has more files than allowed. Args: `max`.
        TooManyFiles = "pack-too-many-files",
        /// A file is compressed in an unsupported way: encrypted, or by a rare method.
        ZipMethod = "pack-zip-method",
        /// A path leads out of the pack, at least on some computers.
        PathEscapes = "pack-path-escapes",
        /// A name does not work on every computer.
        NameOdd = "pack-name-odd",
        /// A symbolic link in place of a file.
        Link = "pack-link",
        /// Two paths name the same file on some computers. Args: `other`.
        FileTwice = "pack-file-twice",
        /// The folder or a file in it cannot be read. Args: `reason`.
        FolderUnreadable = "pack-folder-unreadable",
        /// The target folder is not empty.
        FolderTaken = "pack-folder-taken",
        /// The folder or a file in it cannot be written. Args: `reason`.
        FolderUnwritable = "pack-folder-unwritable",

        // Hashes and signatures.
        /// The list of hashes is malformed.
        HashesBroken = "pack-hashes-broken",
        /// A file does not match its hash.
        HashWrong = "pack-hash-wrong",
        /// A file is not on the list of hashes.
        HashUnlisted = "pack-hash-unlisted",
        /// A file on the list of hashes is missing. Args: `path`.
        HashGone = "pack-hash-gone",
        /// The signature is malformed.
        SignatureBroken = "pack-signature-broken",
        /// The signature does not match the pack.
        SignatureWrong = "pack-signature-wrong",
        /// A key file contains no key.
        KeyBroken = "pack-key-broken",
        /// The name for a signature is empty, too long or has invisible characters.
        SignerOdd = "pack-signer-odd",

        // Any file.
        /// A required file of a pack or a step is missing.
        FileMissing = "pack-file-missing",
        /// A file that belongs to nothing in the pack.
        FileUnknown = "pack-file-unknown",
        /// A text is not UTF-8.
        NotUtf8 = "pack-not-utf8",
        /// A text is too large. Args: `max_kib`.
        TextTooLarge = "pack-text-too-large",
        /// The file is not valid TOML. Args: `reason`.
        TomlBroken = "pack-toml-broken",
        /// A key is unknown in its place. Args: `key`, `known`.
        TomlUnknown = "pack-toml-unknown",
        /// A key is missing. Args: `key`.
        TomlMissing = "pack-toml-missing",
        /// A value does not fit its key. Args: `reason`.
        TomlValue = "pack-toml-value",

        // pack.toml.
        /// The pack has a format version that this program does not know. Args: `found`, `known`.
        FormatVersion = "pack-format-version",
        /// The id is not made of small letters, digits and hyphens. Args: `id`.
        Id = "pack-id",
        /// The version is not three numbers with dots. Args: `version`.
        Version = "pack-version",
        /// The licence is not an SPDX expression. Args: `licence`.
        Licence = "pack-licence",
        /// A list is empty. Args: `key`.
        ListEmpty = "pack-list-empty",
        /// A list has a duplicate. Args: `key`, `value`.
        ListTwice = "pack-list-twice",
        /// The school years are not two numbers from 1 to 12, the smaller first.
        Grades = "pack-grades",
        /// The minutes are not the sum of the steps'. Args: `given`, `sum`.
        MinutesSum = "pack-minutes-sum",
        /// A step's name has characters that are not allowed. Args: `step`.
        StepName = "pack-step-name",
        /// A step's folder is not named in `pack.toml`. Args: `step`.
        StepUnlisted = "pack-step-unlisted",
        /// A text is missing in one of the pack's languages. Args: `key`, `language`.
        TextMissing = "pack-text-missing",
        /// A text is in a language that is not among the pack's. Args: `key`, `language`.
        TextExtra = "pack-text-extra",

        // Step texts.
        /// A text does not begin with its title and minutes.
        FrontMissing = "pack-front-missing",
        /// A line of the front matter is neither a title nor minutes. Args: `text`.
        FrontLine = "pack-front-line",
        /// The front matter has no title.
        TitleMissing = "pack-title-missing",
        /// The minutes are no number from 1 to 600.
        Minutes = "pack-minutes",
        /// A step has other minutes than in another language. Args: `given`, `other`, `language`.
        MinutesDiffer = "pack-minutes-differ",
        /// Lists or quotes are nested too deeply. Args: `max`.
        TextDeep = "pack-text-deep",
        /// HTML, which is not supported.
        TextHtml = "pack-text-html",
        /// The text before the hints is empty.
        TextEmpty = "pack-text-empty",
        /// A hint is empty.
        HintEmpty = "pack-hint-empty",
        /// The number of hints differs from another language's. Args: `found`, `expected`, `language`.
        HintsDiffer = "pack-hints-differ",
        /// The number of headings differs from another language's. Args: `found`, `expected`, `language`.
        HeadingsDiffer = "pack-headings-differ",
        /// The number of code blocks differs from another language's. Args: `found`, `expected`, `language`.
        CodeDiffers = "pack-code-differs",
        /// Rhai code does not name the file that it is an excerpt of.
        CodeUnnamed = "pack-code-unnamed",
        /// Code is not in the file that it names. Args: `source`.
        CodeStrange = "pack-code-strange",
        /// A link leads to a missing file. Args: `address`.
        LinkGone = "pack-link-gone",
        /// A link to the web is not `https`. Args: `address`.
        LinkInsecure = "pack-link-insecure",
        /// An image is missing. Args: `path`.
        ImageGone = "pack-image-gone",
        /// An image has no text alternative. Args: `path`.
        ImageSilent = "pack-image-silent",
        /// An image is in a heading, a table or a link.
        ImagePlace = "pack-image-place",

        // Images and sounds.
        /// A file in `assets/` is neither an image nor a sound.
        AssetKind = "pack-asset-kind",
        /// An image or a sound is used by no text.
        AssetUnused = "pack-asset-unused",
        /// An image cannot be decoded. Args: `reason`.
        ImageBroken = "pack-image-broken",
        /// An image, or all of them together, have too many pixels. Args: `max_megapixels`.
        ImageTooLarge = "pack-image-too-large",
        /// A drawing contains a script or refers to something outside. Args: `what`.
        ImageActive = "pack-image-active",

        // check.toml.
        /// A check has no scenario for a board. Args: `board`.
        CheckEmpty = "pack-check-empty",
        /// A scenario has no expectation.
        CheckNoExpectation = "pack-check-no-expectation",
        /// An expectation has neither `see` nor `in_order`, or both.
        CheckSee = "pack-check-see",
        /// An expectation has `times` without `how = "often"`, or the other way round.
        CheckOften = "pack-check-often",
        /// An expectation has `at_ms` with `from_ms` or `until_ms`, or a tolerance without `at_ms`.
        CheckTimes = "pack-check-times",
        /// A name is used that is not drawn. Args: `name`.
        CheckName = "pack-check-name",
        /// A name is not allowed for a random value, or there is nothing to draw from. Args: `name`.
        CheckDraw = "pack-check-draw",
        /// A range ends before it begins. Args: `from`, `to`.
        CheckRange = "pack-check-range",
        /// A number is out of range. Args: `key`, `given`, `min`, `max`.
        CheckNumber = "pack-check-number",
        /// A picture is neither rows nor a known name. Args: `picture`.
        CheckPicture = "pack-check-picture",
        /// A sum cannot be evaluated, or braces are not closed. Args: `text`.
        CheckBraces = "pack-check-braces",
        /// A board is not among those of the pack. Args: `board`.
        CheckBoard = "pack-check-board",
        /// A repeated input has only one of `times` and `every_ms`.
        CheckRepeat = "pack-check-repeat",
    }
}

serde_by_id!(FindingCode);

/// A problem of a pack, and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Kind of finding.
    pub code: FindingCode,
    /// Path of the file in the pack, or of the zip or folder; empty for the whole pack.
    pub file: String,
    /// Line, from 1, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Values for the sentence, by the names that the code's documentation gives.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl Finding {
    /// Makes a finding about a file.
    pub fn new(code: FindingCode, file: impl Into<String>) -> Self {
        Self { code, file: file.into(), line: None, args: BTreeMap::new() }
    }

    /// Sets the line.
    #[must_use]
    pub fn at(mut self, line: impl Into<Option<u32>>) -> Self {
        self.line = line.into();
        self
    }

    /// Adds the value `name` of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}

impl fmt::Display for Finding {
    /// Formats for logs and test failures; people read the Fluent sentence instead.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:", self.file)?;
        if let Some(line) = self.line {
            write!(formatter, "{line}:")?;
        }
        write!(formatter, " {}", self.code.id())?;
        self.args.iter().try_for_each(|(name, value)| write!(formatter, " {name}={value}"))
    }
}

impl std::error::Error for Finding {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_tell_that_it_is_about_packs() {
        assert_eq!(FindingCode::IDS.iter().find(|id| !id.starts_with("pack-")), None);
    }
}
