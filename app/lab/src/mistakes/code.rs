//! The closed set of mistakes in a script's language.

use std::fmt;

use digilab_codes::closed_set;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use digilab_devices::error::DeviceErrorCode;

use crate::api_error::ApiErrorCode;

/// Defines the mistakes, each with an example.
macro_rules! mistakes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal $(($source:literal => $told:literal))?,)+) => {
        closed_set! {
            /// Kind of mistake. API errors are listed in [`ApiErrorCode`]; the id has no family prefix
            /// (`missing-semicolon`, `port-busy`).
            pub enum MistakeCode {
                $($(#[doc = $doc])+ $variant = $id,)+
            } and {
                /// An API error, a limit or a board's failure. Args: those of the API error.
                Api(ApiErrorCode),
            }
        }

        /// Examples of mistakes: the code, the script, and the explanation besides its code: `line:column arguments
        /// [from related] [in call:line]`.
        #[cfg(test)]
        pub(super) const EXAMPLES: &[(MistakeCode, &str, &str)] =
            &[$($((MistakeCode::$variant, $source, $told),)?)+];
    };
}

mistakes! {
    /// No `;` between two statements. The place is the end of the first.
    MissingSemicolon = "missing-semicolon"
        ("let a = 1\nlet b = 2;" => "1:10"),
    /// `=` where two values are compared.
    AssignForCompare = "assign-for-compare"
        ("if 1 = 2 { }" => "1:6"),
    /// `=<`, `=>`. Args: `given`, `wanted`.
    ReversedOperator = "reversed-operator"
        ("let a=1; if a =< 2 { }" => "1:15 given==< wanted=<="),
    /// `===`, `!==`. Args: `given`, `wanted`.
    TripleEquals = "triple-equals"
        ("let a = 1; if a === 1 { }" => "1:17 given==== wanted==="),
    /// A text in single quotes. Args: `given`.
    SingleQuotes = "single-quotes"
        ("print('hello');" => "1:7 given=hello"),
    /// A text without its end. Args: `quote`.
    UnterminatedText = "unterminated-text"
        ("let a = \"hello;\nlet b = 1;" => r#"1:9 quote=""#),
    /// A quotation mark inside a text. Args: `given` (the word after it).
    QuoteInText = "quote-in-text"
        (r#"print("He said "hi" to me");"# => "1:7 given=hi"),
    /// A comment without its end.
    UnterminatedComment = "unterminated-comment",
    /// An opening bracket that is never closed; related: the bracket. Args: `opener`, `closer`.
    MissingCloser = "missing-closer"
        ("if true { print(1);" => "1:20 closer=} opener={ from 1:9"),
    /// A closing bracket too many. Args: `given`.
    ExtraCloser = "extra-closer"
        ("}" => "1:1 given=}"),
    /// The wrong kind of closing bracket; related: the opening one. Args: `given`, `wanted`.
    WrongCloser = "wrong-closer"
        ("let a = (1 + 2];" => "1:15 given=] wanted=) from 1:9"),
    /// A block without `{`. Args: `word` (what the block belongs to).
    BlockNeedsBraces = "block-needs-braces"
        ("for i in 0..10 \n    print(i);" => "1:15 word=for"),
    /// `:` where a block begins. Args: `word`.
    ColonForBrace = "colon-for-brace"
        ("if true:\n    print(1)" => "1:8 word=if"),
    /// `then`, `do` where a block begins. Args: `given`.
    WordForBrace = "word-for-brace"
        ("let x = 5; if x > 3 then { }" => "1:21 given=then"),
    /// No comma between two arguments or items.
    MissingComma = "missing-comma"
        ("sleep(1 2);" => "1:8"),
    /// A comma in a number. Args: `given`, `wanted`.
    DecimalComma = "decimal-comma"
        ("let x = 1,5;" => "1:9 given=1,5 wanted=1.5"),
    /// Several values in round brackets, or in none, where a list is meant. Args: `wanted`.
    TupleForList = "tuple-for-list"
        ("let p = (1, 2);" => "1:9 wanted=[1, 2]"),
    /// `let a, b = 1, 2`. Args: `given` (the first name).
    SeveralNames = "several-names"
        ("let a, b = 1, 2;" => "1:6 given=a"),
    /// A number that is malformed. Args: `given`.
    MalformedNumber = "malformed-number"
        ("let x = 1.2.3;" => "1:9 given=1.2.3"),
    /// A number that begins with its point. Args: `wanted`.
    LeadingPoint = "leading-point"
        ("let f = .5;" => "1:9 wanted=0.5"),
    /// `\` and a character that is not an escape. Args: `given`.
    UnknownEscape = "unknown-escape"
        (r#"let x = "\q";"# => r#"1:10 given=\q"#),
    /// A quotation mark from a word processor, or an accent. Args: `given`.
    FancyQuotes = "fancy-quotes"
        ("let x = “hello”;" => "1:9 given=“"),
    /// A letter outside a to z in a name. Args: `given` (the letter), `name`, `wanted`.
    LetterInName = "letter-in-name"
        ("let määrä = 5;" => "1:6 given=ä name=määrä wanted=maara"),
    /// An invisible character. Args: `given` (its code point, U+…).
    InvisibleCharacter = "invisible-character"
        ("let x = 5\u{200b};" => "1:10 given=U+200B"),
    /// A character that the language does not use. Args: `given`.
    UnknownCharacter = "unknown-character"
        ("let x = 5 $ 6;" => "1:11 given=$"),
    /// A keyword where a name is needed. Args: `name`.
    KeywordAsName = "keyword-as-name"
        ("let if = 5;" => "1:5 name=if"),
    /// A name that begins with a digit. Args: `given`.
    NameStartsWithDigit = "name-starts-with-digit"
        ("let 5 = x;" => "1:5 given=5"),
    /// No name where one is needed. Args: `word` (what needs it).
    NameMissing = "name-missing"
        ("let = 5;" => "1:4 word=let"),
    /// A name of two words. Args: `given`, `wanted`.
    SpaceInName = "space-in-name"
        ("let a b = 5;" => "1:5 given=a b wanted=a_b"),
    /// `==` where a variable gets its value.
    CompareForAssign = "compare-for-assign"
        ("let a == 5;" => "1:7"),
    /// A constant is given a new value. Args: `name`.
    AssignToConstant = "assign-to-constant"
        ("const A = 5; A = 6;" => "1:14 name=A"),
    /// Something that is no variable is given a value.
    AssignToValue = "assign-to-value"
        ("5 = 6;" => "1:1"),
    /// An operator with no value after it. Args: `operator`.
    DanglingOperator = "dangling-operator"
        ("let a = 5 +;" => "1:11 operator=+"),
    /// An operator with no value before it. Args: `operator`.
    OperatorBeforeValue = "operator-before-value"
        ("let a = * 5;" => "1:9 operator=*"),
    /// `=` with no value after it.
    ValueMissing = "value-missing"
        ("let a = ;" => "1:8"),
    /// `if`, `while` without a condition. Args: `word`.
    ConditionMissing = "condition-missing"
        ("if true { } else if { }" => "1:20 word=if"),
    /// A condition that is neither true nor false. Args: `kind`.
    ConditionNotBoolean = "condition-not-boolean"
        ("if () { }" => "1:4 kind=nothing"),
    /// `a == 1 || 2`. Args: `operator`.
    HalfComparison = "half-comparison"
        ("let a = 3; if a == 1 || 2 { }" => "1:25 operator=||"),
    /// `else` without an `if` before it.
    ElseWithoutIf = "else-without-if"
        ("else { }" => "1:1"),
    /// `elif`, `elseif`. Args: `given`.
    ElseIfJoined = "else-if-joined"
        ("if true { } elif false { }" => "1:13 given=elif"),
    /// `break`, `continue` outside a loop. Args: `word`.
    BreakOutsideLoop = "break-outside-loop"
        ("break;" => "1:1 word=break"),
    /// A function defined inside a block or another function.
    FunctionInsideBlock = "function-inside-block"
        ("if true { fn f() { } }" => "1:11"),
    /// `fn f { }`. Args: `name`.
    ParametersMissing = "parameters-missing"
        ("fn f { }" => "1:5 name=f"),
    /// `fn f(a = 1)`. Args: `name`.
    DefaultArgument = "default-argument"
        ("fn f(a = 1) { }" => "1:8 name=a"),
    /// `fn f(a: int)`. Args: `given` (the type), `name`.
    ParameterType = "parameter-type"
        ("fn f(a: int) { }" => "1:7 given=int name=a"),
    /// Two parameters of one name. Args: `function`, `name`.
    DuplicateParameter = "duplicate-parameter"
        ("fn f(a, a) { }" => "1:9 function=f name=a"),
    /// Two functions of one name and as many parameters. Args: `name`.
    DuplicateFunction = "duplicate-function"
        ("fn f() { } fn f() { }" => "1:12 name=f from 1:4"),
    /// One property twice in an object. Args: `name`.
    DuplicateProperty = "duplicate-property"
        ("let a = #{x: 1, x: 2};" => "1:17 name=x"),
    /// No `:` between a property's name and its value. Args: `name`.
    PropertyNeedsColon = "property-needs-colon"
        ("let a = #{x = 1};" => "1:12 name=x"),
    /// `{x: 1}` without its `#`.
    ObjectNeedsHash = "object-needs-hash"
        ("let a = {x: 1};" => "1:9"),
    /// Brackets or calls nested too deeply.
    TooDeep = "too-deep"
        ("((((((((((((((((((((((((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))))))))))))))))))))))" => "1:16"),
    /// `i++`. Args: `given`, `name`, `wanted`.
    Increment = "increment"
        ("let i = 0; i++;" => "1:13 given=++ name=i wanted=i += 1"),
    /// `for (i = 0; i < 10; i++)`.
    CountingFor = "counting-for"
        ("for (i = 0; i < 10; i++) { }" => "1:1"),
    /// `for (i in …)`.
    ForParentheses = "for-parentheses"
        ("for (i in 0..3) { }" => "1:5"),
    /// `for` without `in`.
    ForNeedsIn = "for-needs-in"
        ("for i = 0 to 10 { }" => "1:1"),
    /// `int x = 5`. Args: `given`, `name`.
    TypeBeforeName = "type-before-name"
        ("int x = 5;" => "1:1 given=int name=x"),
    /// `var x`. Args: `given`.
    VarForLet = "var-for-let"
        ("var x = 5;" => "1:1 given=var"),
    /// `def`, `function`. Args: `given`, `name`.
    FunctionForFn = "function-for-fn"
        ("def foo():\n    print(1)" => "1:1 given=def name=foo"),
    /// `and`, `or`, `not`. Args: `given`, `wanted`.
    WordForOperator = "word-for-operator"
        ("if true and false { }" => "1:9 given=and wanted=&&"),
    /// `# comment`.
    HashComment = "hash-comment"
        ("# comment\nprint(1);" => "1:1"),
    /// `import microbit`, `from … import …`.
    NoImport = "no-import"
        ("from microbit import *" => "1:1"),
    /// A word with the wrong capital letters. Args: `given`, `wanted`.
    WrongCase = "wrong-case"
        ("while True:\n    sleep(100)" => "1:7 given=True wanted=true"),
    /// `f"…"`.
    FString = "f-string"
        (r#"print(f"x {1}");"# => "1:7"),
    /// `None`, `null`. Args: `given`.
    NoneForUnit = "none-for-unit"
        ("let a = 5; a = nil;" => "1:16 given=nil"),
    /// `pass`.
    PassForNothing = "pass-for-nothing"
        ("pass" => "1:1"),
    /// `x => …`, `lambda x: …`, `function () { … }`, `fn() { … }` as a value. Args: `given`.
    ArrowFunction = "arrow-function"
        ("let a = x => x + 1;" => "1:11 given==>"),
    /// What a handler does behind its parentheses, or without them: `forever { … }`. Args: `wanted`.
    HandlerInParentheses = "handler-in-parentheses"
        ("forever { sleep(5); }" => "1:1 wanted=forever(|| { … })"),
    /// `print(x, end="")`. Args: `given` (the name).
    NamedArgument = "named-argument"
        (r#"print("a", end="");"# => "1:12 given=end"),
    /// A word of another language that has no place here: `for let i in …`. Args: `given`.
    WordTooMuch = "word-too-much"
        ("for let i in 0..3 { }" => "1:5 given=let"),
    /// `fn f() -> int { }`. Args: `given`.
    ReturnType = "return-type"
        ("fn f() -> int { }" => "1:8 given=int"),
    /// `case 3:` and `default:` in `switch`. Args: `given`.
    SwitchCase = "switch-case"
        ("switch 3 { case 3: print(1); }" => "1:12 given=case"),
    /// A function's name and its argument without parentheses. Args: `function`.
    CallNeedsParentheses = "call-needs-parentheses"
        (r#"print "hello";"# => "1:1 function=print"),
    /// `a ? b : c`.
    QuestionMark = "question-mark"
        ("let x = 5 ? 1 : 2;" => "1:11"),
    /// A reserved word that scripts may not use. Args: `given`.
    ReservedWord = "reserved-word"
        (r#"eval("5");"# => "1:1 given=eval"),
    /// A statement that begins with an unknown word. Args: `given`, `suggestion` (or `none`).
    UnknownWord = "unknown-word"
        ("again 5 { }" => "1:1 given=again suggestion=none"),
    /// Two values side by side. Args: `left`, `right`.
    MissingBetween = "missing-between"
        ("let x = 5 5;" => "1:11 left=5 right=5"),
    /// A number after a range in `switch`. Args: `given`.
    SwitchNumberAfterRange = "switch-number-after-range"
        ("switch 5 { 0..3 => 1, 7 => 2 }" => "1:23 given=7"),
    /// `_` before another case in `switch`.
    SwitchDefaultLast = "switch-default-last"
        ("switch 5 { _ => 1, 7 => 2 }" => "1:12"),
    /// `this` outside a function.
    ThisOutside = "this-outside"
        ("this.x = 5;" => "1:1"),
    /// `try` without `catch`.
    TryNeedsCatch = "try-needs-catch"
        ("try { }" => "1:8"),
    /// `do { }` without `while`.
    DoNeedsWhile = "do-needs-while"
        ("do { }" => "1:7"),
    /// The script ends in the middle of something.
    Unfinished = "unfinished",
    /// A token that does not belong there. Args: `given`.
    Unexpected = "unexpected"
        ("print(1)," => "1:9 given=,"),
    /// A variable that is not defined. Args: `name`, `suggestion` (or `none`).
    UnknownVariable = "unknown-variable"
        ("print(abc);" => "1:7 name=abc suggestion=none"),
    /// A function that is not defined. Args: `name`, `suggestion` (or `none`).
    UnknownFunction = "unknown-function"
        ("prnt(5);" => "1:1 name=prnt suggestion=print"),
    /// A word of another language, or of another program for the board. Args: `given`, `wanted`.
    ForeignWord = "foreign-word"
        ("delay(500);" => "1:1 given=delay wanted=sleep(…)"),
    /// A variable gets a value before `let`. Args: `name`.
    MissingLet = "missing-let"
        ("abc = 5;" => "1:1 name=abc"),
    /// A variable from outside used in a function before it is made; related: where it is made. Args: `name`, `function`.
    OutsideVariable = "outside-variable"
        ("let a = 1; fn f() { print(a); } f();" => "1:27 function=f name=a from 1:5 in f:1"),
    /// A closure called without `call`. Args: `name`, `wanted`.
    ClosureNeedsCall = "closure-needs-call"
        ("let f = |x| x + 1; f(1);" => "1:20 name=f wanted=f.call(1)"),
    /// A function that a native one calls with another number of values than it takes. Args: `function`.
    ClosureParameters = "closure-parameters",
    /// A variable called as if it were a function. Args: `name`.
    NotAFunction = "not-a-function"
        ("let a = 5; a();" => "1:12 name=a"),
    /// Too many or too few arguments. Args: `function`, `given`, `usage`.
    WrongArgumentCount = "wrong-argument-count"
        ("sleep();" => "1:1 function=sleep given=0 usage=sleep(ms)"),
    /// Arguments of the wrong kind. Args: `function`, `given` (the kinds), `usage`.
    WrongArgumentType = "wrong-argument-type"
        (r#"sleep("x");"# => "1:1 function=sleep given=text usage=sleep(ms)"),
    /// A block in place of a function `|| { … }`. Args: `function`.
    HandlerNeedsBars = "handler-needs-bars"
        (r#"on_press("A", { print(1); });"# => "1:1 function=on_press"),
    /// A function that is called where it should be given. Args: `function`, `wanted`.
    HandlerCalled = "handler-called",
    /// A text and a number with an operator that cannot take both. Args: `operator`.
    TextWithNumber = "text-with-number"
        (r#"let x = "a" - 3;"# => "1:13 operator=-"),
    /// Values an operator cannot take. Args: `operator`, `left`, `right`.
    WrongOperands = "wrong-operands"
        ("let x = [1] + 2;" => "1:13 left=list operator=+ right=number"),
    /// A value an operator cannot take. Args: `operator`, `right`.
    WrongOperand = "wrong-operand"
        ("let a = !5;" => "1:9 operator=! right=number"),
    /// An operator on a value that is nothing (unit). Args: `operator`.
    NothingWithOperator = "nothing-with-operator"
        ("let a = #{x: 1}; print(a.y + 1);" => "1:28 operator=+"),
    /// A division by zero.
    DivisionByZero = "division-by-zero"
        ("let x = 1 / 0;" => "1:11"),
    /// The remainder of a division by zero.
    RemainderByZero = "remainder-by-zero"
        ("let x = 1 % 0;" => "1:11"),
    /// A whole number raised to a negative power. Args: `wanted`.
    NegativePower = "negative-power"
        ("let x = 2 ** -1;" => "1:11 wanted=2.0 ** -1"),
    /// A number that is too large.
    NumberTooLarge = "number-too-large"
        ("let x = 9223372036854775807 + 1;" => "1:29"),
    /// An index outside a list. Args: `index`, `length`, `from` (`start`, or `end` if the index is negative), `last` (the
    /// last place from there).
    ListIndex = "list-index"
        ("let a = [1,2,3]; a[3];" => "1:20 from=start index=3 last=2 length=3"),
    /// An index outside a text. Args: those of `list-index`.
    TextIndex = "text-index"
        (r#"let a = "abc"; a[3];"# => "1:18 from=start index=3 last=2 length=3"),
    /// An index that is not a number. Args: `kind`.
    IndexNotNumber = "index-not-number"
        (r#"let a = [1,2,3]; a["x"];"# => "1:20 kind=text"),
    /// A range in the square brackets of a list. Args: `wanted`.
    RangeIndex = "range-index"
        ("let l = [1,2,3,4]; l[1..3];" => "1:20 wanted=l.extract(1..3)"),
    /// A name of an object's value that is not a text. Args: `kind`, `wanted`.
    KeyNotText = "key-not-text"
        ("let m = #{}; m[1] = 2;" => r#"1:16 kind=number wanted=m["1"]"#),
    /// Square brackets on a value that has no items. Args: `kind`.
    NotIndexable = "not-indexable",
    /// A property that the value does not have. Args: `name`, `kind`, `suggestion` (or `none`).
    UnknownProperty = "unknown-property"
        ("let a = 5; a.foo;" => "1:14 kind=number name=foo suggestion=none"),
    /// A text joined to a variable with a point. Args: `wanted`.
    JoinedByPoint = "joined-by-point"
        (r#"let y = 3; print("x" . y);"# => r#"1:22 wanted="x" + y"#),
    /// A method without its parentheses. Args: `name`.
    MethodNeedsParentheses = "method-needs-parentheses"
        ("let bit = microbit(); bit.show;" => "1:27 name=show"),
    /// A board's or a pin's function called by itself. Args: `name`, `wanted` (how it is called), `missing` (the
    /// line that makes the board, or `none`).
    FunctionNeedsBoard = "function-needs-board"
        ("let b = microbit(); show(5);" => "1:21 missing=none name=show wanted=b.show(…)"),
    /// A pin's function called on a board. Args: `name`, `wanted` (how it is called).
    FunctionNeedsPin = "function-needs-pin"
        ("let b = microbit(); b.toggle();" => "1:23 name=toggle wanted=b.pin(…).toggle()"),
    /// A table's or a model's function called by itself. Args: `name`, `kind` (`table` or `model`), `wanted` (how it
    /// is called), `missing` (the line that makes it, or `none`).
    FunctionNeedsTable = "function-needs-table"
        ("add([1]);" => "1:1 kind=table missing=let samples = table(); name=add wanted=samples.add(…)"),
    /// A method that the value does not have. Args: `name`, `kind`, `suggestion` (or `none`).
    UnknownMethod = "unknown-method"
        (r#"let bit = microbit(); bit.sow("x");"# => "1:27 kind=board name=sow suggestion=show"),
    /// Calls inside each other, up to the limit. Args: `function` (may be empty).
    DeepRecursion = "deep-recursion"
        ("fn f() { f(); } f();" => "1:10 function=f from 1:17"),
    /// `for` over something that has no items. Args: `kind`, `hint` (`object`, `unknown` if the kind is, `none`).
    NotRepeatable = "not-repeatable"
        ("for i in 10 { }" => "1:10 hint=none kind=number"),
    /// An error that the script raised with `throw`. Args: `message`.
    Thrown = "thrown"
        (r#"throw "hello";"# => "1:1 message=hello"),
    /// `throw` without a value.
    ThrownNothing = "thrown-nothing"
        ("throw;" => "1:1"),
    /// A remark: a changed copy that nothing reads again. Args: `name`, `what` (`item`, `parameter`, `part`).
    DroppedCopy = "dropped-copy",
    /// A remark: events that came faster than their handler could take them. Args: `max`.
    EventsDropped = "events-dropped",
    /// A remark: a remainder of whole numbers below zero. Args: `left`, `right`, `result`.
    NegativeRemainder = "negative-remainder",
    /// A remark: a computed place in square brackets that is below zero. Args: `index`.
    CountedFromEnd = "counted-from-end",
    /// A remark: `x =+ 1` for `x += 1`. Args: `given`, `wanted`.
    SwappedAssignment = "swapped-assignment",
    /// A remark: `x ^ 2` for a power. Args: `wanted`.
    PowerSign = "power-sign",
    /// A text or list that grew too large.
    TooLarge = "too-large",
    /// A module that does not exist. Args: `name`.
    UnknownModule = "unknown-module"
        ("x::foo();" => "1:1 name=x"),
    /// A mistake without a sentence of its own.
    SomethingWrong = "something-wrong",
    /// The file is not text.
    NotText = "not-text",
}

impl MistakeCode {
    /// Returns the Fluent message of its sentence; its `.advice` is the advice.
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
    /// Returns all codes, with those of the API and of devices.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let faults = ApiErrorCode::OWN.iter().map(|&code| Self::Api(code));
        let devices = DeviceErrorCode::ALL.iter().map(|&code| Self::Api(ApiErrorCode::Device(code)));
        Self::OWN.iter().copied().chain(faults).chain(devices)
    }

    /// Returns the code that has this [`Self::text_id`].
    pub fn from_text_id(text_id: &str) -> Option<Self> {
        Self::all().find(|code| code.text_id() == text_id)
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
