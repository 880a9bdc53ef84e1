//! What the window is told of the usage log.

use digilab_usage::ask::Answer;
use digilab_usage::error::UsageError;

use super::LabApp;
use crate::window::notices::Message;

impl LabApp {
    pub(super) fn on_usage(&mut self, answer: Answer) {
        if let Answer::Trouble(error) = &answer {
            self.notices.problem(message(error));
        }
    }
}

fn message(error: &UsageError) -> Message {
    Message::new(format!("log-{}", error.code.id())).with("value", &error.value)
}
