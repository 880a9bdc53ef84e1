//! The closed set of what can be wrong with a lesson pack.
//!
//! A code is what tests, logs and programs carry; its sentence and its advice stand in the Fluent files
//! as `CODE` and `CODE.advice`, in every language.

use std::collections::BTreeMap;
use std::fmt;

use digilab_codes::{closed_set, serde_by_id};
use serde::{Deserialize, Serialize};

closed_set! {
    /// What is wrong, without words. The id is the id of its text, too.
    pub enum FindingCode {
        // A zip, a folder and the files in them.
        /// It is no zip, or damaged. Args: `reason`.
        ZipBroken = "pack-zip-broken",
        /// It is, or says it is, larger than a pack may be. Args: `max_mib`.
        TooLarge = "pack-zip-too-large",
        /// It has more files than a pack may have. Args: `max`.
        TooManyFiles = "pack-too-many-files",
        /// A file is packed in a way that is not read: encrypted, or by a rare method.
        ZipMethod = "pack-zip-method",
        /// A path that leaves the pack, or could on some computer.
        PathEscapes = "pack-path-escapes",
        /// A name that does not work on every computer.
        NameOdd = "pack-name-odd",
        /// A link in place of a file.
        Link = "pack-link",
        /// Two files that are one on some computers. Args: `other`.
        FileTwice = "pack-file-twice",
        /// The folder or a file in it cannot be read. Args: `reason`.
        FolderUnreadable = "pack-folder-unreadable",
        /// There is something in the folder that was to be written.
        FolderTaken = "pack-folder-taken",
        /// The folder or a file in it cannot be written. Args: `reason`.
        FolderUnwritable = "pack-folder-unwritable",

        // Hashes and signatures.
        /// The list of hashes is no such list.
        HashesBroken = "pack-hashes-broken",
        /// A file is not what the list of hashes says.
        HashWrong = "pack-hash-wrong",
        /// A file is not on the list of hashes.
        HashUnlisted = "pack-hash-unlisted",
        /// A file on the list of hashes is not there. Args: `path`.
        HashGone = "pack-hash-gone",
        /// The signature is no signature.
        SignatureBroken = "pack-signature-broken",
        /// The signature is of something else.
        SignatureWrong = "pack-signature-wrong",
        /// A file with a key has no key in it.
        KeyBroken = "pack-key-broken",
        /// The name for a signature is empty, too long or has signs that cannot be seen.
        SignerOdd = "pack-signer-odd",

        // Any file.
        /// A file that a pack or a step must have is not there.
        FileMissing = "pack-file-missing",
        /// A file that belongs to nothing.
        FileUnknown = "pack-file-unknown",
        /// A text is not UTF-8.
        NotUtf8 = "pack-not-utf8",
        /// A text is too large. Args: `max_kib`.
        TextTooLarge = "pack-text-too-large",
        /// It cannot be read as TOML. Args: `reason`.
        TomlBroken = "pack-toml-broken",
        /// A key that means nothing there. Args: `key`, `known`.
        TomlUnknown = "pack-toml-unknown",
        /// A key is missing. Args: `key`.
        TomlMissing = "pack-toml-missing",
        /// A value that does not fit its key. Args: `reason`.
        TomlValue = "pack-toml-value",

        // pack.toml.
        /// The pack is of another form than this program knows. Args: `found`, `known`.
        FormatVersion = "pack-format-version",
        /// The id is not made of small letters, digits and hyphens. Args: `id`.
        Id = "pack-id",
        /// The version is not three numbers with points. Args: `version`.
        Version = "pack-version",
        /// The licence is not an SPDX expression. Args: `licence`.
        Licence = "pack-licence",
        /// A list has nothing in it. Args: `key`.
        ListEmpty = "pack-list-empty",
        /// Something stands twice in a list. Args: `key`, `value`.
        ListTwice = "pack-list-twice",
        /// The school years are not two numbers from 1 to 12, the smaller first.
        Grades = "pack-grades",
        /// The minutes are not the sum of the steps'. Args: `given`, `sum`.
        MinutesSum = "pack-minutes-sum",
        /// A step's name has odd signs. Args: `step`.
        StepName = "pack-step-name",
        /// A step's folder that `pack.toml` does not name. Args: `step`.
        StepUnlisted = "pack-step-unlisted",
        /// A text is missing in a language of the pack. Args: `key`, `language`.
        TextMissing = "pack-text-missing",
        /// A text is in a language that the pack does not name. Args: `key`, `language`.
        TextExtra = "pack-text-extra",

        // What is read.
        /// A text does not begin with its title and minutes.
        FrontMissing = "pack-front-missing",
        /// A line in front that is neither a title nor minutes. Args: `text`.
        FrontLine = "pack-front-line",
        /// There is no title in front.
        TitleMissing = "pack-title-missing",
        /// The minutes are no number from 1 to 600.
        Minutes = "pack-minutes",
        /// The same step takes longer in one language. Args: `given`, `other`, `language`.
        MinutesDiffer = "pack-minutes-differ",
        /// Lists or quotes within each other, too deep. Args: `max`.
        TextDeep = "pack-text-deep",
        /// HTML, which is not read.
        TextHtml = "pack-text-html",
        /// Nothing to read before the hints.
        TextEmpty = "pack-text-empty",
        /// A hint with nothing in it.
        HintEmpty = "pack-hint-empty",
        /// Another number of hints than in another language. Args: `found`, `expected`, `language`.
        HintsDiffer = "pack-hints-differ",
        /// Another number of headings than in another language. Args: `found`, `expected`, `language`.
        HeadingsDiffer = "pack-headings-differ",
        /// Another number of pieces of code than in another language. Args: `found`, `expected`, `language`.
        CodeDiffers = "pack-code-differs",
        /// Rhai code that does not say whose excerpt it is.
        CodeUnnamed = "pack-code-unnamed",
        /// Code that is not in the file it is an excerpt of. Args: `source`.
        CodeStrange = "pack-code-strange",
        /// A link to a file that is not there. Args: `address`.
        LinkGone = "pack-link-gone",
        /// A link that is not `https`. Args: `address`.
        LinkInsecure = "pack-link-insecure",
        /// An image that is not there. Args: `path`.
        ImageGone = "pack-image-gone",
        /// An image without words for those who do not see it. Args: `path`.
        ImageSilent = "pack-image-silent",
        /// An image in a heading, a table or a link.
        ImagePlace = "pack-image-place",

        // Images and sounds.
        /// A file in `assets/` that is neither an image nor a sound.
        AssetKind = "pack-asset-kind",
        /// An image or a sound that no text uses.
        AssetUnused = "pack-asset-unused",
        /// An image that cannot be read. Args: `reason`.
        ImageBroken = "pack-image-broken",
        /// An image, or all of them, with too many pixels. Args: `max_megapixels`.
        ImageTooLarge = "pack-image-too-large",
        /// A drawing with a program or something from outside in it. Args: `what`.
        ImageActive = "pack-image-active",

        // check.toml.
        /// A check that checks nothing on a board. Args: `board`.
        CheckEmpty = "pack-check-empty",
        /// A scenario that expects nothing.
        CheckNoExpectation = "pack-check-no-expectation",
        /// Neither `see` nor `in_order`, or both.
        CheckSee = "pack-check-see",
        /// `times` without `how = "often"`, or that without `times`.
        CheckOften = "pack-check-often",
        /// `at_ms` and `from_ms` or `until_ms`, or a tolerance without `at_ms`.
        CheckTimes = "pack-check-times",
        /// A name that is not drawn. Args: `name`.
        CheckName = "pack-check-name",
        /// A name that cannot be drawn by, or nothing to draw from. Args: `name`.
        CheckDraw = "pack-check-draw",
        /// A range whose end lies before its beginning. Args: `from`, `to`.
        CheckRange = "pack-check-range",
        /// A number outside what is possible. Args: `key`, `given`, `min`, `max`.
        CheckNumber = "pack-check-number",
        /// A picture that is neither rows nor a name. Args: `picture`.
        CheckPicture = "pack-check-picture",
        /// A sum that cannot be reckoned, or braces that are not closed. Args: `text`.
        CheckBraces = "pack-check-braces",
        /// A board that the pack is not for. Args: `board`.
        CheckBoard = "pack-check-board",
        /// Something repeated with only one of `times` and `every_ms`.
        CheckRepeat = "pack-check-repeat",
    }
}

serde_by_id!(FindingCode);

/// Something that is wrong with a pack, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What is wrong.
    pub code: FindingCode,
    /// The file's path in the pack, or the zip's or folder's; empty where it is the whole pack.
    pub file: String,
    /// The line, from 1, where one can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Values for the sentence, by the names the code's documentation gives.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl Finding {
    /// A finding about a file.
    pub fn new(code: FindingCode, file: impl Into<String>) -> Self {
        Self { code, file: file.into(), line: None, args: BTreeMap::new() }
    }

    /// Tells the line.
    #[must_use]
    pub fn at(mut self, line: impl Into<Option<u32>>) -> Self {
        self.line = line.into();
        self
    }

    /// Adds the value `name` to the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}

impl fmt::Display for Finding {
    /// For logs and test failures; people read the Fluent sentence instead.
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
