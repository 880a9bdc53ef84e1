//! The closed set of mistakes in a script's language.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use digilab_devices::error::DeviceErrorCode;

use crate::api_error::ApiErrorCode;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal,)+) => {
        /// Which mistake it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum MistakeCode {
            $($(#[doc = $doc])+ $variant,)+
            /// A call to the lab's API, a limit or a board. Args: those of the error.
            Api(ApiErrorCode),
        }

        impl MistakeCode {
            /// Every mistake in the language itself; API errors are listed with [`ApiErrorCode`].
            pub const OWN: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable id without its family (`missing-semicolon`, `port-busy`).
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)+
                    Self::Api(code) => code.id(),
                }
            }
        }
    };
}

codes! {
    /// No `;` between two statements. The place is the end of the first.
    MissingSemicolon = "missing-semicolon",
    /// `=` where two values are compared.
    AssignForCompare = "assign-for-compare",
    /// `=<`, `=>`. Args: `given`, `wanted`.
    ReversedOperator = "reversed-operator",
    /// `===`, `!==`. Args: `given`, `wanted`.
    TripleEquals = "triple-equals",
    /// A text in single quotes. Args: `given`.
    SingleQuotes = "single-quotes",
    /// A text without its end. Args: `quote`.
    UnterminatedText = "unterminated-text",
    /// A quotation mark inside a text. Args: `given` (the word behind it).
    QuoteInText = "quote-in-text",
    /// A comment without its end.
    UnterminatedComment = "unterminated-comment",
    /// An opening bracket that is never closed; related: the bracket. Args: `opener`, `closer`.
    MissingCloser = "missing-closer",
    /// A closing bracket too many. Args: `given`.
    ExtraCloser = "extra-closer",
    /// The wrong kind of closing bracket; related: the opening one. Args: `given`, `wanted`.
    WrongCloser = "wrong-closer",
    /// A block without `{`. Args: `word` (what the block belongs to).
    BlockNeedsBraces = "block-needs-braces",
    /// `:` where a block begins. Args: `word`.
    ColonForBrace = "colon-for-brace",
    /// `then`, `do` where a block begins. Args: `given`.
    WordForBrace = "word-for-brace",
    /// No comma between two arguments or items.
    MissingComma = "missing-comma",
    /// A comma in a number. Args: `given`, `wanted`.
    DecimalComma = "decimal-comma",
    /// Something that only looks like a number. Args: `given`.
    MalformedNumber = "malformed-number",
    /// A number that begins with its point. Args: `wanted`.
    LeadingPoint = "leading-point",
    /// `\` and a character that mean nothing together. Args: `given`.
    UnknownEscape = "unknown-escape",
    /// A quotation mark from a word processor, or an accent. Args: `given`.
    FancyQuotes = "fancy-quotes",
    /// A letter outside a to z in a name. Args: `given` (the letter), `name`, `wanted`.
    LetterInName = "letter-in-name",
    /// A character that cannot be seen. Args: `given` (its number, U+…).
    InvisibleCharacter = "invisible-character",
    /// A character the language has no use for. Args: `given`.
    UnknownCharacter = "unknown-character",
    /// A keyword where a name is needed. Args: `name`.
    KeywordAsName = "keyword-as-name",
    /// A name that begins with a digit. Args: `given`.
    NameStartsWithDigit = "name-starts-with-digit",
    /// No name where one is needed. Args: `word` (what needs it).
    NameMissing = "name-missing",
    /// A name of two words. Args: `given`, `wanted`.
    SpaceInName = "space-in-name",
    /// `==` where a variable gets its value.
    CompareForAssign = "compare-for-assign",
    /// A constant is given a new value. Args: `name`.
    AssignToConstant = "assign-to-constant",
    /// Something that is no variable is given a value.
    AssignToValue = "assign-to-value",
    /// An operator with nothing behind it. Args: `operator`.
    DanglingOperator = "dangling-operator",
    /// An operator with nothing in front of it. Args: `operator`.
    OperatorBeforeValue = "operator-before-value",
    /// `=` with nothing behind it.
    ValueMissing = "value-missing",
    /// `if`, `while` without a condition. Args: `word`.
    ConditionMissing = "condition-missing",
    /// A condition that is neither true nor false. Args: `kind`.
    ConditionNotBoolean = "condition-not-boolean",
    /// `a == 1 || 2`. Args: `operator`.
    HalfComparison = "half-comparison",
    /// `else` without an `if` before it.
    ElseWithoutIf = "else-without-if",
    /// `elif`, `elseif`. Args: `given`.
    ElseIfJoined = "else-if-joined",
    /// `break`, `continue` outside a loop. Args: `word`.
    BreakOutsideLoop = "break-outside-loop",
    /// A function defined inside a block or another function.
    FunctionInsideBlock = "function-inside-block",
    /// `fn f { }`. Args: `name`.
    ParametersMissing = "parameters-missing",
    /// Two parameters of one name. Args: `function`, `name`.
    DuplicateParameter = "duplicate-parameter",
    /// Two functions of one name and as many parameters. Args: `name`.
    DuplicateFunction = "duplicate-function",
    /// One property twice in an object. Args: `name`.
    DuplicateProperty = "duplicate-property",
    /// No `:` between a property's name and its value. Args: `name`.
    PropertyNeedsColon = "property-needs-colon",
    /// `{x: 1}` without its `#`.
    ObjectNeedsHash = "object-needs-hash",
    /// Brackets or calls inside one another too many times.
    TooDeep = "too-deep",
    /// `i++`. Args: `given`, `name`, `wanted`.
    Increment = "increment",
    /// `for (i = 0; i < 10; i++)`.
    CountingFor = "counting-for",
    /// `for (i in …)`.
    ForParentheses = "for-parentheses",
    /// `for` without `in`.
    ForNeedsIn = "for-needs-in",
    /// `int x = 5`. Args: `given`, `name`.
    TypeBeforeName = "type-before-name",
    /// `var x`. Args: `given`.
    VarForLet = "var-for-let",
    /// `def`, `function`. Args: `given`, `name`.
    FunctionForFn = "function-for-fn",
    /// `and`, `or`, `not`. Args: `given`, `wanted`.
    WordForOperator = "word-for-operator",
    /// `# comment`.
    HashComment = "hash-comment",
    /// `import microbit`, `from … import …`.
    NoImport = "no-import",
    /// A word with the wrong capital letters. Args: `given`, `wanted`.
    WrongCase = "wrong-case",
    /// `f"…"`.
    FString = "f-string",
    /// `None`, `null`. Args: `given`.
    NoneForUnit = "none-for-unit",
    /// `pass`.
    PassForNothing = "pass-for-nothing",
    /// `x => …`, `() => …`.
    ArrowFunction = "arrow-function",
    /// A function's name and its argument without parentheses. Args: `function`.
    CallNeedsParentheses = "call-needs-parentheses",
    /// `a ? b : c`.
    QuestionMark = "question-mark",
    /// A word of the language that is not for scripts. Args: `given`.
    ReservedWord = "reserved-word",
    /// A statement that begins with an unknown word. Args: `given`, `suggestion` (or `none`).
    UnknownWord = "unknown-word",
    /// Two values side by side. Args: `left`, `right`.
    MissingBetween = "missing-between",
    /// `this` outside a function.
    ThisOutside = "this-outside",
    /// `try` without `catch`.
    TryNeedsCatch = "try-needs-catch",
    /// `do { }` without `while`.
    DoNeedsWhile = "do-needs-while",
    /// The script ends in the middle of something.
    Unfinished = "unfinished",
    /// Something that does not belong there. Args: `given`.
    Unexpected = "unexpected",
    /// A name nobody has given a value. Args: `name`, `suggestion` (or `none`).
    UnknownVariable = "unknown-variable",
    /// A function nobody has made. Args: `name`, `suggestion` (or `none`).
    UnknownFunction = "unknown-function",
    /// A variable gets a value before `let`. Args: `name`.
    MissingLet = "missing-let",
    /// A variable from outside used in a function; related: where it is made. Args: `name`, `function`.
    OutsideVariable = "outside-variable",
    /// A variable from outside changed in a function; related: where it is made. Args: `name`, `function`.
    AssignOutside = "assign-outside",
    /// A variable called as if it were a function. Args: `name`.
    NotAFunction = "not-a-function",
    /// Too many or too few arguments. Args: `function`, `given`, `usage`.
    WrongArgumentCount = "wrong-argument-count",
    /// Arguments of the wrong kind. Args: `function`, `given` (the kinds), `usage`.
    WrongArgumentType = "wrong-argument-type",
    /// A block where a small function is needed. Args: `function`.
    HandlerNeedsBars = "handler-needs-bars",
    /// A text and a number with an operator that cannot take both. Args: `operator`.
    TextWithNumber = "text-with-number",
    /// Values an operator cannot take. Args: `operator`, `left`, `right`.
    WrongOperands = "wrong-operands",
    /// A value an operator cannot take. Args: `operator`, `right`.
    WrongOperand = "wrong-operand",
    /// An operator on nothing at all. Args: `operator`.
    NothingWithOperator = "nothing-with-operator",
    /// A division by zero.
    DivisionByZero = "division-by-zero",
    /// The remainder of a division by zero.
    RemainderByZero = "remainder-by-zero",
    /// A number larger than numbers can be.
    NumberTooLarge = "number-too-large",
    /// A list has no such place. Args: `index`, `length`, `last`.
    ListIndex = "list-index",
    /// A text has no such place. Args: `index`, `length`, `last`.
    TextIndex = "text-index",
    /// An index that is no number. Args: `kind`.
    IndexNotNumber = "index-not-number",
    /// Square brackets on something that has no places. Args: `kind`.
    NotIndexable = "not-indexable",
    /// A property the thing does not have. Args: `name`, `kind`, `suggestion` (or `none`).
    UnknownProperty = "unknown-property",
    /// A method without its parentheses. Args: `name`.
    MethodNeedsParentheses = "method-needs-parentheses",
    /// A board's or a pin's function called by itself. Args: `name`, `wanted` (how it is called), `missing` (the
    /// line that makes the board, or `none`).
    FunctionNeedsBoard = "function-needs-board",
    /// A table's or a model's function called by itself. Args: `name`, `kind` (`table` or `model`), `wanted` (how it
    /// is called), `missing` (the line that makes it, or `none`).
    FunctionNeedsTable = "function-needs-table",
    /// A method the thing does not have. Args: `name`, `kind`, `suggestion` (or `none`).
    UnknownMethod = "unknown-method",
    /// A function that calls itself for ever. Args: `function` (may be empty).
    EndlessRecursion = "endless-recursion",
    /// `for` over something that has no items. Args: `kind`.
    NotRepeatable = "not-repeatable",
    /// The script itself said `throw`. Args: `message`.
    Thrown = "thrown",
    /// A text or list that grew too large.
    TooLarge = "too-large",
    /// A module that is not there. Args: `name`.
    UnknownModule = "unknown-module",
    /// A mistake without a sentence of its own.
    SomethingWrong = "something-wrong",
    /// The file is no text.
    NotText = "not-text",
}

impl MistakeCode {
    /// The Fluent message of its sentence; `.advice` of it is what to try next.
    pub fn text_id(self) -> String {
        let family = match self {
            Self::Api(ApiErrorCode::Device(_)) => "device",
            Self::Api(_) => "fault",
            _ => "mistake",
        };
        format!("{family}-{}", self.id())
    }
}

impl MistakeCode {
    /// The code whose [`Self::text_id`] this is.
    pub fn from_text_id(text_id: &str) -> Option<Self> {
        let faults = ApiErrorCode::OWN.iter().map(|&code| Self::Api(code));
        let devices = DeviceErrorCode::ALL.iter().map(|&code| Self::Api(ApiErrorCode::Device(code)));
        let mut all = Self::OWN.iter().copied().chain(faults).chain(devices);
        all.find(|code| code.text_id() == text_id)
    }
}

impl fmt::Display for MistakeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text_id())
    }
}

impl Serialize for MistakeCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MistakeCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text_id = String::deserialize(deserializer)?;
        Self::from_text_id(&text_id).ok_or_else(|| D::Error::custom("no such mistake"))
    }
}
