//! Messages for a person, independent of the language.

use std::fmt;

use digilab_devices::error::DeviceError;
use digilab_lab::text::Texts;

use crate::project::ProjectError;

/// A message of the Fluent files with its arguments. It is put into words when it is shown, so that it follows a
/// change of language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Fluent id of the message; its attribute `advice`, if there is one, says what to do next.
    pub id: String,
    /// Arguments of the message, as names and values.
    pub args: Vec<(String, String)>,
    /// Subject put in front of the sentence, such as a file and line.
    pub about: Option<String>,
}

impl Message {
    /// Creates the message `id`, without arguments.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), args: Vec::new(), about: None }
    }

    /// Adds the argument `name`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// Sets the subject put in front of the sentence.
    #[must_use]
    pub fn about(mut self, about: String) -> Self {
        self.about = Some(about);
        self
    }

    /// Returns the sentence in the language of `texts`.
    pub fn sentence(&self, texts: &Texts) -> String {
        let sentence = texts.get(&self.id, &self.args);
        match &self.about {
            Some(about) => format!("{about}: {sentence}"),
            None => sentence,
        }
    }

    /// Returns the advice on what to do next, if the message has any.
    pub fn advice(&self, texts: &Texts) -> Option<String> {
        let id = format!("{}.advice", self.id);
        texts.has(&id).then(|| texts.get(&id, &self.args))
    }
}

impl From<&ProjectError> for Message {
    fn from(error: &ProjectError) -> Self {
        Self { id: error.code.text_id(), args: error.args.clone(), about: None }
    }
}

impl From<&DeviceError> for Message {
    fn from(error: &DeviceError) -> Self {
        Self { id: format!("device-{}", error.code.id()), args: error.args.clone(), about: None }
    }
}
