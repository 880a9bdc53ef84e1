//! The usage dialog in the window, and the answers of the usage log.

use digilab_contract::backend::Command;
use digilab_contract::invitation::Invitation;
use digilab_contract::message::Message;
use digilab_contract::packs::PackCommand;
use digilab_usage::request::Answer;
use egui::Context;

use super::LabApp;
use crate::window::usage::{UsageAction, UsageContext, message};

impl LabApp {
    pub(super) fn show_usage(&mut self, ctx: &Context) {
        let address = self.backend.page_address();
        let context = UsageContext {
            packs: self.lessons.packs(),
            clock: self.backend.wall_clock(),
            page_address: address.as_deref(),
            texts: &self.texts,
        };
        for action in self.usage.show(ctx, &context) {
            match action {
                UsageAction::Request(ask) => self.send(Command::Usage(ask)),
                UsageAction::KeepFile(name, bytes) => self.send(Command::KeepFile { name, bytes }),
                UsageAction::PickFile => self.send(Command::PickFile),
                UsageAction::OpenPack(place) => self.open_pack(place),
                UsageAction::ListPacks => self.send(Command::Pack(PackCommand::List)),
            }
        }
    }

    pub(super) fn on_usage(&mut self, answer: Answer) {
        // While the usage dialog is open, it shows the error itself.
        if let (Answer::Trouble(error), false) = (&answer, self.usage.is_open()) {
            self.notices.problem(message(error));
        }
        self.usage.on_answer(answer);
    }

    /// Handles the content of an invitation file that the user has opened.
    pub(super) fn on_invited(&mut self, text: &str) {
        match Invitation::decode(text) {
            Some(invitation) => self.usage.invite(invitation),
            None => self.notices.problem(Message::new("use-no-invitation")),
        }
    }
}
