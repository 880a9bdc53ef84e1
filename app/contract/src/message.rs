//! Sentences for a person, without their words.

use std::fmt;

use digilab_devices::error::DeviceError;
use digilab_lab::text::Texts;

use crate::project::ProjectError;

/// A sentence of the Fluent files, with its values. It is put in words when it is shown, so that it changes with the
/// language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The message's id; what to do next is its attribute `advice`, where it has one.
    pub id: String,
    /// The values it mentions.
    pub args: Vec<(String, String)>,
    /// What it is about, put in front of it: a file and a line.
    pub about: Option<String>,
}

impl Message {
    /// The message `id`, with no values yet.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), args: Vec::new(), about: None }
    }

    /// Adds the value `name`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// Tells what it is about.
    #[must_use]
    pub fn about(mut self, about: String) -> Self {
        self.about = Some(about);
        self
    }

    /// The sentence in the language of `texts`.
    pub fn sentence(&self, texts: &Texts) -> String {
        let sentence = texts.get(&self.id, &self.args);
        match &self.about {
            Some(about) => format!("{about}: {sentence}"),
            None => sentence,
        }
    }

    /// What to do next, where there is something.
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
