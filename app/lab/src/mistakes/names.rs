//! The names that a script can use, and the search for the one it probably meant.

use super::scan::{KEYWORDS, Scan};

/// Kind of value that a function of the API is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalledOn {
    /// Nothing: `sleep(100)`.
    Nothing,
    /// A board: `bit.show(…)`.
    Board,
    /// A pin: `bit.pin(0).on()`.
    Pin,
    /// A table: `samples.len()`.
    Table,
    /// A model: `model.classify([1, 2])`.
    Model,
}

/// A function of the API or the language, for the explanation of a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionHelp {
    /// Name of the function.
    pub name: String,
    /// Kind of value it is called on.
    pub on: CalledOn,
    /// Names of the arguments in order, one list for each way to call it. A method's receiver is not among them.
    pub ways: Vec<Vec<String>>,
}

impl FunctionHelp {
    /// Makes the help of a function that is called on a value of kind `on`.
    pub fn new<'a>(name: &str, on: CalledOn, ways: impl IntoIterator<Item = &'a [&'a str]>) -> Self {
        let owned = |way: &[&str]| way.iter().map(|&argument| argument.to_owned()).collect();
        Self { name: name.to_owned(), on, ways: ways.into_iter().map(owned).collect() }
    }

    /// Returns every way to call it: `tone(pitch)`, `tone(pitch, time)`.
    fn usages(&self) -> impl Iterator<Item = String> {
        self.ways.iter().map(|way| format!("{}({})", self.name, way.join(", ")))
    }
}

/// Names that a script may use, beside the language's own words and those it defines itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Functions and methods of the API.
    pub functions: Vec<FunctionHelp>,
    /// Names of the functions that return a board.
    pub constructors: Vec<String>,
    /// Constants of the API.
    pub variables: Vec<String>,
}

/// Rhai's own functions that a pupil meets: name, and each way's arguments. All are methods, but can be called either
/// way.
const BUILT_IN: &[(&str, &[&[&str]])] = &[
    ("print", &[&["value"]]),
    ("debug", &[&["value"]]),
    ("range", &[&["to"], &["from", "to"], &["from", "to", "step"]]),
    ("len", &[&[]]),
    ("push", &[&["item"]]),
    ("pop", &[&[]]),
    ("shift", &[&[]]),
    ("insert", &[&["index", "item"]]),
    ("remove", &[&["index"]]),
    ("append", &[&["list"]]),
    ("contains", &[&["value"]]),
    ("index_of", &[&["value"]]),
    ("clear", &[&[]]),
    ("reverse", &[&[]]),
    ("sort", &[&[]]),
    ("is_empty", &[&[]]),
    ("to_string", &[&[]]),
    ("to_int", &[&[]]),
    ("to_float", &[&[]]),
    ("parse_int", &[&["text"]]),
    ("parse_float", &[&["text"]]),
    ("to_upper", &[&[]]),
    ("to_lower", &[&[]]),
    ("trim", &[&[]]),
    ("split", &[&["text"]]),
    ("replace", &[&["from", "to"]]),
    ("sub_string", &[&["start"], &["start", "length"]]),
    ("starts_with", &[&["text"]]),
    ("ends_with", &[&["text"]]),
    ("chars", &[&[]]),
    ("keys", &[&[]]),
    ("values", &[&[]]),
    ("map", &[&["function"]]),
    ("filter", &[&["function"]]),
    ("abs", &[&[]]),
    ("sign", &[&[]]),
    ("ceiling", &[&[]]),
    ("PI", &[&[]]),
    ("is_nan", &[&[]]),
    ("type_of", &[&["value"]]),
];

/// A name that the script defines, and its place.
#[derive(Clone, Debug)]
pub(super) struct Defined<'a> {
    pub name: &'a str,
    pub place: (u32, u32),
    pub token: usize,
    /// Parameters, if it is a function.
    pub parameters: Option<Vec<&'a str>>,
}

/// Returns the script's own definitions: functions, variables, parameters. They are read from its text, so that
/// places are known even if it never ran.
pub(super) fn defined<'a>(scan: &Scan<'a>) -> Vec<Defined<'a>> {
    let mut names = Vec::new();
    let mut add = |token: usize, parameters| {
        if let Some(found) = scan.get(token).filter(|found| found.is_word()) {
            names.push(Defined { name: found.text, place: found.place(), token, parameters });
        }
    };
    for (index, token) in scan.tokens.iter().enumerate() {
        match token.text {
            "let" | "const" if token.is_word() => add(index + 1, None),
            "for" if token.is_word() => {
                let head = scan.tokens.get(index + 1..).unwrap_or_default().iter().take(6);
                for (at, _) in head.enumerate().take_while(|(_, token)| !token.is("in") && !token.is("{")) {
                    add(index + 1 + at, None);
                }
            }
            "fn" if token.is_word() && scan.is_at(index + 2, "(") => {
                let parameters = list_until(scan, index + 3, ")");
                let texts =
                    parameters.iter().filter_map(|&at| scan.get(at)).map(|token| token.text).collect();
                add(index + 1, Some(texts));
                parameters.into_iter().for_each(|at| add(at, None));
            }
            "|" => list_until(scan, index + 1, "|").into_iter().for_each(|at| add(at, None)),
            _ => {}
        }
    }
    names
}

/// Returns the tokens of the names in a list `a, b` that ends with `end`; empty if it is no such list.
fn list_until(scan: &Scan<'_>, start: usize, end: &str) -> Vec<usize> {
    let mut names = Vec::new();
    for (index, token) in scan.tokens.iter().enumerate().skip(start) {
        if token.is(end) {
            return names;
        }
        if token.is_word() {
            names.push(index);
        } else if !token.is(",") {
            break;
        }
    }
    Vec::new()
}

impl Vocabulary {
    /// Returns every way to call `name`; empty if no such function is known. The functions of `script` are included.
    pub(super) fn usages(&self, name: &str, script: &[Defined<'_>]) -> Vec<String> {
        let mut usages: Vec<String> = self.ways(name, script).into_iter().map(|(_, usage)| usage).collect();
        usages.dedup();
        usages
    }

    /// Returns every way to call `name`: number of arguments, and usage.
    pub(super) fn ways(&self, name: &str, script: &[Defined<'_>]) -> Vec<(usize, String)> {
        let own = script.iter().filter(|defined| defined.name == name).filter_map(|defined| {
            let parameters = defined.parameters.as_ref()?;
            Some((parameters.len(), format!("{name}({})", parameters.join(", "))))
        });
        let api = self.functions.iter().filter(|function| function.name == name);
        let api = api.flat_map(|function| function.ways.iter().map(Vec::len).zip(function.usages()));
        let mut ways: Vec<_> = own.chain(api).collect();
        if ways.is_empty() {
            let built_in = BUILT_IN.iter().filter(|(built_in, _)| *built_in == name);
            ways = built_in
                .flat_map(|(_, ways)| ways.iter())
                .map(|way| (way.len(), format!("{name}({})", way.join(", "))))
                .collect();
        }
        ways
    }

    pub(super) fn is_function(&self, name: &str, script: &[Defined<'_>]) -> bool {
        !self.ways(name, script).is_empty()
    }

    fn function_names<'a>(&'a self, script: &'a [Defined<'a>]) -> impl Iterator<Item = &'a str> {
        let own = script.iter().filter(|defined| defined.parameters.is_some()).map(|defined| defined.name);
        let api = self.functions.iter().map(|function| function.name.as_str());
        own.chain(api).chain(BUILT_IN.iter().map(|(name, _)| *name))
    }

    fn variable_names<'a>(&'a self, script: &'a [Defined<'a>]) -> impl Iterator<Item = &'a str> {
        let own = script.iter().filter(|defined| defined.parameters.is_none()).map(|defined| defined.name);
        own.chain(self.variables.iter().map(String::as_str))
    }

    /// Returns the API function `name` if it must be called on a value; `None` if it can be called by itself, or is
    /// unknown.
    pub(super) fn only_on(&self, name: &str) -> Option<&FunctionHelp> {
        let mut known = self.functions.iter().filter(|function| function.name == name);
        let is_built_in = BUILT_IN.iter().any(|(built_in, _)| *built_in == name);
        let first = known.next().filter(|_| !is_built_in)?;
        let all_on = first.on != CalledOn::Nothing && known.all(|other| other.on != CalledOn::Nothing);
        all_on.then_some(first)
    }

    /// True if `name` is a function of the API that is called by itself, and no other.
    pub(super) fn is_by_itself(&self, name: &str) -> bool {
        let mut known = self.functions.iter().filter(|function| function.name == name).peekable();
        known.peek().is_some() && known.all(|function| function.on == CalledOn::Nothing)
    }

    /// True if the API function `name` is called on values of `kind`.
    pub(super) fn of_kind(&self, name: &str, kind: &str) -> bool {
        let fits = |on: CalledOn| match kind {
            "board" => on == CalledOn::Board,
            "pin" => on == CalledOn::Pin,
            "table" => on == CalledOn::Table,
            "model" => on == CalledOn::Model,
            _ => false,
        };
        self.functions.iter().any(|function| function.name == name && fits(function.on))
    }

    /// Returns the most similar function that can be called by itself.
    pub(super) fn similar_function(&self, name: &str, script: &[Defined<'_>]) -> Option<String> {
        let by_itself = |name: &&str| self.only_on(name).is_none();
        most_similar(name, self.function_names(script).filter(by_itself))
    }

    /// Returns the most similar function that is called on a value of `kind`.
    pub(super) fn similar_method(&self, name: &str, kind: &str) -> Option<String> {
        let fits = |on: CalledOn| match kind {
            "board" | "pin" => matches!(on, CalledOn::Board | CalledOn::Pin),
            "table" => on == CalledOn::Table,
            "model" => on == CalledOn::Model,
            _ => false,
        };
        if matches!(kind, "board" | "pin" | "table" | "model") {
            let methods = self.functions.iter().filter(|function| fits(function.on));
            return most_similar(name, methods.map(|function| function.name.as_str()));
        }
        most_similar(name, BUILT_IN.iter().map(|(name, _)| *name))
    }

    /// Returns the most similar variable, constant, keyword or function.
    pub(super) fn similar_name(&self, name: &str, script: &[Defined<'_>]) -> Option<String> {
        let values = ["true", "false"].into_iter();
        // Short names are one letter away from many functions (`abc`, `abs`).
        let functions = self.function_names(script).filter(|_| name.len() > 3);
        most_similar(name, self.variable_names(script).chain(values).chain(functions))
    }

    /// Returns the most similar word that can begin a statement.
    pub(super) fn similar_word(&self, name: &str, script: &[Defined<'_>]) -> Option<String> {
        most_similar(name, KEYWORDS.iter().copied().chain(self.function_names(script)))
    }
}

/// Returns the candidate that a typing mistake could have turned into `name`: at most a third of the letters differ.
fn most_similar<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let letters = name.chars().count();
    // Comparing costs the product of the lengths; nobody means a name of a thousand letters.
    if letters > 40 {
        return None;
    }
    let allowed = if letters <= 2 { 0 } else { (letters / 3).clamp(1, 3) };
    let lower = name.to_lowercase();
    candidates
        .filter(|candidate| *candidate != name && candidate.len() <= 60)
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, candidate)| {
            (*distance, usize::from(candidate.to_lowercase() != lower), *candidate)
        })
        .map(|(_, candidate)| candidate.to_owned())
}

/// Returns the kind of a value, as the Fluent message `kind` knows it, from Rhai's name of its type.
pub(super) fn kind_of(type_name: &str) -> &str {
    let name = type_name.trim();
    match name {
        "i64" | "i32" | "u8" | "usize" | "int" | "a number" | "an integer" => "number",
        "f64" | "f32" | "float" | "decimal" | "a floating-point number" => "decimal",
        "char" | "string" | "a string" | "a character" => "text",
        "bool" | "a boolean" | "a boolean expression" => "boolean",
        "()" | "unit" => "nothing",
        "array" | "an array" => "list",
        "map" | "an object map" => "object",
        "Board" => "board",
        "Pin" => "pin",
        "Image" => "image",
        "Table" => "table",
        "Model" => "model",
        "blob" => "bytes",
        "Fn" | "a function pointer" | "a closure" => "function",
        _ if name.contains("ImmutableString") || name.ends_with("str") => "text",
        _ if name.contains("range") || name.contains("Range") => "range",
        "CharsStream" => "text",
        _ if name.contains("::") || name.contains('<') || name.contains(' ') || name.is_empty() => "thing",
        other => other,
    }
}
