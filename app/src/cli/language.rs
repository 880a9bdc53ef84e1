//! Language of the messages.

use digilab_lab::text::Language;

/// Returns the language named in `arguments`, even if they are otherwise invalid, else the system's.
pub fn language_for<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Language {
    let mut words = arguments.iter().filter_map(|word| word.as_ref().to_str());
    let mut named = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => named = words.next().and_then(Language::from_tag).or(named),
            Some(value) => named = value.strip_prefix('=').and_then(Language::from_tag).or(named),
            None if word == "--" => break,
            None => {}
        }
    }
    named.unwrap_or_else(|| Language::negotiate(sys_locale::get_locales()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_known_before_anything_is_parsed() {
        #[track_caller]
        fn check(arguments: &[&str], expected: Language) {
            assert_eq!(language_for(arguments), expected, "{arguments:?}");
        }
        check(&["digilab", "--lang", "fi"], Language::Fi);
        check(&["digilab", "run", "--lang=sv", "--nonsense"], Language::Sv);
        check(&["digilab", "--lang", "fi", "--lang", "en"], Language::En);
        check(&["digilab", "--lang", "fi", "--lang", "klingon"], Language::Fi);
        check(&["digilab", "--lang", "fi", "--", "--lang", "en"], Language::Fi);
    }
}
