//! The text that the filter looks for.

/// A search text that ignores case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Needle(String);

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        Self(text.to_lowercase())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        if self.is_empty() {
            return true;
        }
        if !text.is_ascii() {
            return text.to_lowercase().contains(&self.0);
        }
        // Most lines are ASCII, and a hundred thousand of them are to be searched.
        let needle = self.0.as_bytes();
        text.as_bytes().windows(needle.len()).any(|part| part.eq_ignore_ascii_case(needle))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_and_large_letters_are_the_same() {
        for (needle, text, is_in) in [
            ("", "", true),
            ("Light", "the light is on", true),
            ("light", "LIGHT", true),
            ("pöllö", "PÖLLÖ", true),
            ("pöllö", "pollo", false),
            ("a", "", false),
            ("°C", "21 °c", true),
        ] {
            assert_eq!(Needle::new(needle).is_in(text), is_in, "{needle:?} in {text:?}");
        }
    }

    proptest! {
        #[test]
        fn finds_what_lower_case_would(needle in "[a-zA-Zä ]{0,3}", text in "[a-zA-ZäÄ ]{0,12}") {
            let expected = text.to_lowercase().contains(&needle.to_lowercase());
            prop_assert_eq!(Needle::new(&needle).is_in(&text), expected);
        }
    }
}
