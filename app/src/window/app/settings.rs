//! The settings in use, and the texts of the language in use.

use digilab_contract::backend::Command;
use digilab_contract::packs::PackPlace;
use digilab_contract::project::ProjectId;
use digilab_contract::settings::Settings;
use digilab_lab::text::{Language, Texts};
use egui::{Context, Ui};

use crate::window::preferences;
use crate::window::widgets::style;

/// Settings in use.
pub struct AppSettings {
    /// Settings as they are saved.
    kept: Settings,
    /// Language used if the user has chosen none.
    system_language: Language,
    /// Texts of the language in use, which is the chosen one as soon as its texts are loaded.
    pub texts: Texts,
    /// True if egui has yet to be given the style.
    is_style_new: bool,
}

impl AppSettings {
    /// Creates them from the saved settings.
    ///
    /// # Arguments
    /// - `system_language`: language used if the user has chosen none.
    pub fn new(kept: Settings, system_language: Language) -> Self {
        let language = kept.language.unwrap_or(system_language);
        Self { kept, system_language, texts: Texts::new(language), is_style_new: true }
    }

    /// Returns the language in use.
    pub fn language(&self) -> Language {
        self.texts.language()
    }

    /// Returns the chosen language, or the system's.
    fn chosen_language(&self) -> Language {
        self.kept.language.unwrap_or(self.system_language)
    }

    /// Returns the project that was open last.
    pub fn last_project(&self) -> Option<&ProjectId> {
        self.kept.last_project.as_ref()
    }

    /// Returns the lesson pack that was open last.
    pub fn last_pack(&self) -> Option<&PackPlace> {
        self.kept.last_pack.as_ref()
    }

    /// Sets the project to open at the next start. Returns the command that saves it, if it is another one.
    pub fn remember_project(&mut self, last: Option<ProjectId>) -> Option<Command> {
        if self.kept.last_project == last {
            return None;
        }
        self.kept.last_project = last;
        Some(self.keep())
    }

    /// Sets the lesson pack to open at the next start. Returns the command that saves it, if it is another one.
    pub fn remember_pack(&mut self, last: Option<PackPlace>) -> Option<Command> {
        if self.kept.last_pack == last {
            return None;
        }
        self.kept.last_pack = last;
        Some(self.keep())
    }

    fn keep(&self) -> Command {
        Command::KeepSettings(self.kept.clone())
    }

    /// Gives the style to egui, if it has changed.
    pub fn apply_style(&mut self, ctx: &Context) {
        if std::mem::take(&mut self.is_style_new) {
            style::apply(ctx, &self.kept);
        }
    }

    /// Draws the settings, which change at once. Returns true if they were changed; then call [`Self::changed`].
    pub fn show(&mut self, ui: &mut Ui) -> bool {
        preferences::show(ui, &mut self.kept, &self.texts)
    }

    /// Returns the commands after a change: they save the settings, and load the texts of another language.
    pub fn changed(&mut self) -> Vec<Command> {
        self.is_style_new = true;
        let mut commands = vec![self.keep()];
        let language = self.chosen_language();
        if language != self.texts.language() {
            commands.push(Command::Texts(language));
        }
        commands
    }

    /// Switches to the texts that were loaded, unless another language was chosen meanwhile.
    pub fn on_texts(&mut self, language: Language) {
        if language == self.chosen_language() {
            self.texts = Texts::new(language);
        }
    }

    /// Goes back to the language in use, as the texts of another one could not be loaded. Returns the command that saves
    /// that.
    pub fn stay_in_language(&mut self) -> Command {
        self.kept.language = Some(self.texts.language());
        self.keep()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_new_is_kept() {
        let mut settings = AppSettings::new(Settings::default(), Language::En);
        assert_eq!(settings.remember_project(None), None);
        let id = ProjectId("a".to_owned());
        let kept = Settings { last_project: Some(id.clone()), ..Settings::default() };
        assert_eq!(settings.remember_project(Some(id.clone())), Some(Command::KeepSettings(kept)));
        assert_eq!(settings.remember_project(Some(id)), None);
    }

    #[test]
    fn a_language_whose_texts_come_late_does_not_undo_another_choice() {
        let mut settings = AppSettings::new(Settings::default(), Language::En);
        settings.kept.language = Some(Language::Fi);
        assert_eq!(settings.changed().last(), Some(&Command::Texts(Language::Fi)));
        settings.kept.language = Some(Language::Sv);
        settings.on_texts(Language::Fi);
        assert_eq!(settings.language(), Language::En);
        settings.on_texts(Language::Sv);
        assert_eq!(settings.language(), Language::Sv);
    }
}
