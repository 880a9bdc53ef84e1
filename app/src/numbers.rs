//! Numbers in the format of the pupil's language.

use digilab_lab::text::Language;

/// Number format of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbers {
    /// Decimal separator.
    pub decimal: char,
    /// Separator between the cells of a table.
    pub separator: char,
}

impl Numbers {
    /// Returns the format of a language, which is also the one of its spreadsheets: they open a table only in
    /// their own format.
    pub(crate) fn of(language: Language) -> Self {
        let decimal = language.decimal_sign();
        Self { decimal, separator: if decimal == ',' { ';' } else { ',' } }
    }

    /// Formats a value with all its digits; empty if it is not a finite number.
    pub(crate) fn exact(self, value: f64) -> String {
        let size = value.abs();
        let text = match value {
            _ if !value.is_finite() => return String::new(),
            _ if size != 0.0 && !(1e-6..1e15).contains(&size) => format!("{value:E}"),
            _ => value.to_string(),
        };
        text.replace('.', &self.decimal.to_string())
    }

    /// Formats a value for reading, with about five digits.
    pub(crate) fn short(self, value: f64) -> String {
        if !value.is_finite() {
            return "?".to_owned();
        }
        let size = value.abs();
        if size != 0.0 && !(1e-4..1e9).contains(&size) {
            return format!("{value:.3E}").replace('.', &self.decimal.to_string());
        }
        let decimals = if size >= 10_000.0 { 0 } else { 4 - (size.max(1.0).log10() as usize).min(4) };
        let text = self.fixed(value, decimals);
        if decimals == 0 {
            return text;
        }
        let text = text.trim_end_matches('0').trim_end_matches(self.decimal);
        (if text == "-0" { "0" } else { text }).to_owned()
    }

    /// Formats a value with so many decimals.
    pub(crate) fn fixed(self, value: f64, decimals: usize) -> String {
        format!("{value:.decimals$}").replace('.', &self.decimal.to_string())
    }

    /// Formats the label of a grid mark.
    ///
    /// # Arguments
    /// - `step`: the distance between two marks.
    pub(crate) fn mark(self, value: f64, step: f64) -> String {
        let size = value.abs();
        // A rounding error of 0.
        if size < step / 1e6 {
            return "0".to_owned();
        }
        if !(1e-4..1e7).contains(&size) {
            return format!("{value:E}").replace('.', &self.decimal.to_string());
        }
        let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
        self.fixed(value, decimals)
    }

    /// Parses a number with either decimal separator.
    pub(crate) fn parse(text: &str) -> Option<f64> {
        let text = text.trim().replace(',', ".").replace('−', "-");
        text.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FI: Numbers = Numbers { decimal: ',', separator: ';' };

    #[test]
    fn languages_write_numbers_differently() {
        assert_eq!(Numbers::of(Language::Fi), FI);
        assert_eq!(Numbers::of(Language::Sv), FI);
        assert_eq!(Numbers::of(Language::En).exact(1.5), "1.5");
        assert_eq!(FI.exact(1.5), "1,5");
        assert_eq!(FI.exact(-3.0), "-3");
        assert_eq!(FI.exact(1.25e20), "1,25E20");
        assert_eq!(FI.exact(f64::NAN), "");
        assert_eq!(Numbers::parse("1,5"), Some(1.5));
        assert_eq!(Numbers::parse("−2.5 "), Some(-2.5));
        assert_eq!(Numbers::parse("NaN"), None);
        assert_eq!(Numbers::parse("much"), None);
    }

    #[test]
    fn short_numbers() {
        for (value, expected) in [
            (0.0, "0"),
            (120.0, "120"),
            (21.53, "21,53"),
            (0.12345, "0,1235"),
            (-0.00001, "-1,000E-5"),
            (98_765.4, "98765"),
            (9_000.0, "9000"),
            (50_000.0, "50000"),
            (1e12, "1,000E12"),
            (f64::NAN, "?"),
        ] {
            assert_eq!(FI.short(value), expected, "{value}");
        }
    }

    #[test]
    fn marks_have_as_many_decimals_as_they_need() {
        for (value, step, expected) in [
            (0.30000000000000004, 0.1, "0,3"),
            (20.0, 10.0, "20"),
            (1e-17, 0.1, "0"),
            (2.5, 0.5, "2,5"),
            (2e9, 1e9, "2E9"),
        ] {
            assert_eq!(FI.mark(value, step), expected, "{value}");
        }
    }
}
