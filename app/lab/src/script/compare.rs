//! Comparisons of values of different kinds, which Rhai answers with a silent `false`.

use rhai::{Dynamic, FLOAT};

use crate::api_error::{ApiError, ApiErrorCode};
use crate::trace::shortened;

/// Returns the value as a decimal, if it is a number.
pub(crate) fn number(value: &Dynamic) -> Option<FLOAT> {
    value.as_float().ok().or_else(|| value.as_int().ok().map(|number| number as FLOAT))
}

/// True if `level` is the level of `number`: `true` is 1 and `false` is 0, as a pin's `digital()` gives them.
pub(crate) fn equal_levels(level: bool, number: FLOAT) -> bool {
    number == FLOAT::from(u8::from(level))
}

/// Returns the mistake in comparing two values, if it is one: a text with a number (`ask() > 5`), or a truth value with
/// a number by order (`0 < x < 10`).
///
/// # Arguments
/// - `operator`: `==`, `!=`, `<`, `<=`, `>` or `>=`, or the name of a function that compares.
pub(crate) fn compare_mistake(operator: &str, left: &Dynamic, right: &Dynamic) -> Option<ApiError> {
    let is_text = |value: &Dynamic| value.is_char() || value.is_string();
    let (text, other) = if is_text(left) { (left, right) } else { (right, left) };
    if is_text(text) && number(other).is_some() {
        let error = ApiError::new(ApiErrorCode::TextAgainstNumber).with("operator", operator);
        let text = text.flatten_clone().to_string();
        return Some(error.with("text", shortened(&text)).with("number", other.flatten_clone()));
    }
    let (level, other) = if left.is_bool() { (left, right) } else { (right, left) };
    let by_order = !matches!(operator, "==" | "!=");
    (by_order && level.is_bool() && number(other).is_some())
        .then(|| ApiError::new(ApiErrorCode::ChainedComparison).with("operator", operator))
}

#[cfg(test)]
mod tests {
    use rhai::Dynamic;

    use super::{compare_mistake, equal_levels};

    #[track_caller]
    fn check(left: impl Into<Dynamic>, operator: &str, right: impl Into<Dynamic>, expected: &str) {
        let found = compare_mistake(operator, &left.into(), &right.into());
        assert_eq!(found.map_or(String::new(), |error| error.to_string()), expected);
    }

    #[test]
    fn a_text_and_a_number_are_told_apart() {
        for operator in ["==", "!=", "<", "<=", ">", ">="] {
            check("5", operator, 5_i64, &format!("text-against-number operator={operator} text=5 number=5"));
            check(2.5, operator, 'a', &format!("text-against-number operator={operator} text=a number=2.5"));
        }
        check("5", "==", "5", "");
        check(5_i64, "<", 5.5, "");
        check("5", "==", (), "");
    }

    #[test]
    fn a_chain_of_comparisons_is_told() {
        check(true, "<", 10_i64, "chained-comparison operator=<");
        check(10_i64, ">=", false, "chained-comparison operator=>=");
        check(true, "==", 1_i64, "");
        check(true, "<", "a", "");
        check(true, "<", false, "");
    }

    #[test]
    fn true_is_one_and_false_is_zero() {
        assert!(equal_levels(true, 1.0) && equal_levels(false, 0.0));
        assert!(!equal_levels(true, 0.0) && !equal_levels(true, 2.0));
    }
}
