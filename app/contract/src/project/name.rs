//! Turns names given by pupils into file names that every system accepts.

/// Most characters of a name. Windows allows 260 for a whole path, including the history folders.
const MAX_CHARS: usize = 60;

/// Most bytes of a name: Linux allows 255, and four-byte characters are common in names given by pupils.
const MAX_BYTES: usize = 180;

/// Extension of a project's file.
pub const EXTENSION: &str = ".rhai";

/// Names that Windows reserves for devices, with or without an extension.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];
/// Names that Windows reserves when a digit follows.
const RESERVED_WITH_DIGIT: &[&str] = &["com", "lpt"];

/// Returns the usable form of a name, or `None` if no part of it can be used. The rest stays as it was written,
/// with letters of every language.
pub fn usable(name: &str) -> Option<String> {
    let mut name = composed(name);
    // Shortening can leave a space or an extension at the end; every round but the last makes the name shorter.
    loop {
        let next = tidied(&name);
        if next == name {
            break;
        }
        name = next;
    }
    (!name.is_empty()).then_some(name)
}

fn tidied(name: &str) -> String {
    let replaced: String = name
        .chars()
        .filter(|&c| !is_invisible(c))
        .map(|c| if c.is_control() || "<>:\"/\\|?*".contains(c) { ' ' } else { c })
        .collect();
    let joined = replaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut name = joined.as_str();
    if let Some((front, extension)) = name.split_at_checked(name.len().saturating_sub(EXTENSION.len()))
        && extension.eq_ignore_ascii_case(EXTENSION)
    {
        name = front;
    }
    // A leading dot hides a file, and Windows drops a trailing one.
    let name = name.trim_matches(['.', ' ']);
    let name = shortened(name, MAX_CHARS, MAX_BYTES).trim_end_matches(['.', ' ']);
    let (front, behind) = name.split_at(name.find('.').unwrap_or(name.len()));
    if !is_reserved(front) {
        return name.to_owned();
    }
    shortened(&format!("{front}_{behind}"), MAX_CHARS, MAX_BYTES).to_owned()
}

/// True for invisible characters, including those that change the direction of the text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn is_reserved(front: &str) -> bool {
    let front = front.trim_end().to_lowercase();
    let is_numbered = |word: &str| {
        let mut digits = front.strip_prefix(word).into_iter().flat_map(str::chars);
        // Windows treats superscript digits as digits here.
        digits.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c)) && digits.next().is_none()
    };
    RESERVED.contains(&front.as_str()) || RESERVED_WITH_DIGIT.iter().any(|word| is_numbered(word))
}

fn shortened(name: &str, max_chars: usize, max_bytes: usize) -> &str {
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8()).take(max_chars);
    let end = ends.take_while(|&end| end <= max_bytes).last().unwrap_or(0);
    name.get(..end).unwrap_or_default()
}

/// Composes the letters of the three languages: a Mac may write ä as an a and a combining diaeresis.
fn composed(name: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("a\u{308}", "ä"),
        ("o\u{308}", "ö"),
        ("a\u{30A}", "å"),
        ("A\u{308}", "Ä"),
        ("O\u{308}", "Ö"),
        ("A\u{30A}", "Å"),
    ];
    PAIRS.iter().fold(name.to_owned(), |name, (pair, letter)| name.replace(pair, letter))
}

/// True if two names are the same file on a system that ignores case.
pub fn same(one: &str, other: &str) -> bool {
    composed(one).to_lowercase() == composed(other).to_lowercase()
}

/// Returns `name`, or if that is taken the first free one of "NAME (2)", "NAME (3)" and so on.
///
/// # Arguments
/// - `name`: a name returned by [`usable`].
/// - `is_taken`: returns `true` if there is a project of this name.
pub fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let (base, first) = match numbered(name) {
        Some((base, number)) => (base, number.saturating_add(1)),
        None => (name, 2),
    };
    let with_number = |number: u32| {
        let behind = format!(" ({number})");
        let base = shortened(base, MAX_CHARS - behind.len(), MAX_BYTES - behind.len()).trim_end();
        format!("{base}{behind}")
    };
    // There are more numbers than a folder has files.
    (first..=u32::MAX).map(with_number).find(|name| !is_taken(name)).unwrap_or_else(|| name.to_owned())
}

/// Splits "NAME (2)" into its name and number.
fn numbered(name: &str) -> Option<(&str, u32)> {
    let (base, number) = name.strip_suffix(')')?.rsplit_once(" (")?;
    let is_number = !base.is_empty() && !number.starts_with('0') && number.len() <= 4;
    Some((base, number.parse().ok().filter(|_| is_number)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        assert_eq!(usable(name).as_deref(), Some(expected), "{name:?}");
    }

    #[test]
    fn names() {
        check("Sydän sykkii", "Sydän sykkii");
        check("Åkes örn", "Åkes örn");
        check("a\u{308}a\u{30A}o\u{308}", "äåö");
        check("🤖 robotti", "🤖 robotti");
        check("  two   words ", "two words");
        check("1/2: mikä?", "1 2 mikä");
        check("../../etc/passwd", "etc passwd");
        check("C:\\temp\\x", "C temp x");
        check("line\nbreak\ttab\0nul", "line break tab nul");
        check("the end...", "the end");
        check(".hidden", "hidden");
        check("a.b", "a.b");
        check("Robo.RHAI", "Robo");
        check("Robo .rhai.rhai", "Robo");
        check("ääää.rhai", "ääää");
        check("con", "con_");
        check("Nul.txt", "Nul_.txt");
        check("com1", "com1_");
        check("LPT³", "LPT³_");
        check("com", "com");
        check("com10", "com10");
        check("conrad", "conrad");
        check("evil\u{202E}iahr", "eviliahr");
        check("(2)", "(2)");
        check(&"ä".repeat(500), &"ä".repeat(60));
        check(&"🤖".repeat(500), &"🤖".repeat(45));
    }

    #[test]
    fn no_names() {
        for name in ["", " ", "...", "///", "\u{200B}", ".rhai", "?.rhai", "\0\n"] {
            assert_eq!(usable(name), None, "{name:?}");
        }
    }

    #[test]
    fn numbers_for_copies() {
        let check = |name: &str, taken: &[&str], expected: &str| {
            assert_eq!(free(name, |name| taken.iter().any(|taken| same(taken, name))), expected);
        };
        check("Robo", &[], "Robo");
        check("Robo", &["robo"], "Robo (2)");
        check("Robo", &["Robo", "Robo (2)"], "Robo (3)");
        check("Robo (2)", &["Robo (2)"], "Robo (3)");
        check("Robo (02)", &["Robo (02)"], "Robo (02) (2)");
        check(" (2)", &[" (2)"], " (2) (2)");
        check("ÄITI", &["äiti"], "ÄITI (2)");
        let long = "ä".repeat(60);
        check(&long, &[&long], &format!("{} (2)", "ä".repeat(56)));
    }

    proptest! {
        #[test]
        fn a_usable_name_is_usable_everywhere(name in prop_oneof![any::<String>(), "[ .conCOM1²/rhai]{0,70}"]) {
            let Some(name) = usable(&name) else { return Ok(()) };
            prop_assert_eq!(usable(&name), Some(name.clone()));
            prop_assert!(name.len() <= MAX_BYTES && name.chars().count() <= MAX_CHARS);
            prop_assert!(!name.starts_with(['.', ' ']) && !name.ends_with(['.', ' ']));
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0', '\n']));
            prop_assert!(!is_reserved(name.split('.').next().unwrap()));
            let copy = free(&name, |taken| taken == name);
            prop_assert_eq!(usable(&copy), Some(copy.clone()));
        }
    }
}
