//! A code and the values that its sentence mentions.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Code;

/// A code of the closed set `C` with the values that its sentence mentions; in most cases an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coded<C> {
    /// The code.
    pub code: C,
    /// Values for the sentence, by the names the code's documentation gives.
    pub args: Vec<(String, String)>,
}

impl<C> Coded<C> {
    /// Makes a code without values.
    pub fn new(code: C) -> Self {
        Self { code, args: Vec::new() }
    }

    /// Adds the value `name` of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// Returns the value `name`, if there is one.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Replaces the code with one of another set; the values stay.
    pub fn map_code<D>(self, code: impl FnOnce(C) -> D) -> Coded<D> {
        Coded { code: code(self.code), args: self.args }
    }
}

impl<C: Code> fmt::Display for Coded<C> {
    /// Formats for logs and test failures; people read the Fluent sentence instead.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code.id())?;
        self.args.iter().try_for_each(|(name, value)| write!(formatter, " {name}={value}"))
    }
}

impl<C: Code> std::error::Error for Coded<C> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{closed_set, serde_by_id};

    closed_set! {
        enum Size {
            /// Too much.
            Large = "large",
        }
    }

    serde_by_id!(Size);

    #[test]
    fn values_have_names() {
        let coded = Coded::new(Size::Large).with("given", 5).with("max", "4");
        assert_eq!((coded.arg("max"), coded.arg("min")), (Some("4"), None));
        assert_eq!(coded.to_string(), "large given=5 max=4");
        let written = serde_json::to_string(&coded).unwrap();
        assert_eq!(written, r#"{"code":"large","args":[["given","5"],["max","4"]]}"#);
        assert_eq!(serde_json::from_str::<Coded<Size>>(&written).unwrap(), coded);
        assert_eq!(coded.map_code(|size| Size::from_id(size.id())).code, Some(Size::Large));
    }
}
