//! The content of the settings dialog: language, theme, text size, and a few words about the lab.

use digilab_contract::settings::{Settings, TEXT_SCALES, Theme};
use digilab_lab::text::{Language, Texts};
use egui::accesskit::{Live, Role};
use egui::{RichText, Ui};

use super::usage::Tab;
use super::widgets::touch::{self, button, button_if, choice, small_font, spoken};

/// Step by which the text size changes, in percent.
const STEP_PERCENT: i32 = 10;

/// Draws the buttons that open the usage dialog. Returns the tab that was chosen.
pub fn show_use(ui: &mut Ui, texts: &Texts) -> Option<Tab> {
    let mut asked = None;
    heading(ui, &texts.plain("use-title"));
    touch::buttons(ui, |ui| {
        for (tab, id) in [
            (Tab::Workshop, "use-tab-workshop"),
            (Tab::Report, "use-tab-report"),
            (Tab::Data, "use-tab-data"),
        ] {
            if button(ui, texts.plain(id)).clicked() {
                asked = Some(tab);
            }
        }
    });
    asked
}

/// Draws the settings and applies changes at once. Returns true if anything changed, so that the caller saves them.
pub fn show(ui: &mut Ui, settings: &mut Settings, texts: &Texts) -> bool {
    let before = settings.clone();
    heading(ui, &texts.plain("preferences-language"));
    touch::buttons(ui, |ui| {
        for &language in Language::ALL {
            // Without a choice the system's language is in use, which is that of `texts`.
            let is_chosen = language == texts.language();
            if choice(ui, Role::RadioButton, is_chosen, sentence_case(language.own_name())).clicked() {
                settings.language = Some(language);
            }
        }
    });
    heading(ui, &texts.plain("preferences-theme"));
    touch::buttons(ui, |ui| {
        for (theme, id) in [
            (Theme::System, "preferences-theme-system"),
            (Theme::Light, "preferences-theme-light"),
            (Theme::Dark, "preferences-theme-dark"),
        ] {
            if choice(ui, Role::RadioButton, settings.theme == theme, texts.plain(id)).clicked() {
                settings.theme = theme;
            }
        }
    });
    heading(ui, &texts.plain("preferences-size"));
    show_size(ui, settings, texts);
    about(ui, texts);
    *settings != before
}

fn show_size(ui: &mut Ui, settings: &mut Settings, texts: &Texts) {
    let percent = |scale: f32| (scale * 100.0).round() as i32;
    let now = percent(settings.tame_scale());
    let (least, most) = (percent(*TEXT_SCALES.start()), percent(*TEXT_SCALES.end()));
    let mut wanted = now;
    // Buttons, not a slider: a widget must not change its size while it is dragged.
    touch::buttons(ui, |ui| {
        if button_if(ui, now > least, texts.plain("preferences-smaller")).clicked() {
            wanted = now - STEP_PERCENT;
        }
        if button_if(ui, now < most, texts.plain("preferences-larger")).clicked() {
            wanted = now + STEP_PERCENT;
        }
        if button_if(ui, now != 100, texts.plain("preferences-usual")).clicked() {
            wanted = 100;
        }
    });
    spoken(ui, RichText::new(texts.get("preferences-percent", &[("percent", now)])), Live::Polite);
    if wanted != now {
        settings.text_scale = wanted.clamp(least, most) as f32 / 100.0;
    }
}

fn about(ui: &mut Ui, texts: &Texts) {
    heading(ui, &texts.plain("preferences-about"));
    ui.label(texts.get("preferences-version", &[("version", env!("CARGO_PKG_VERSION"))]));
    ui.label(texts.plain("preferences-private"));
    ui.label(texts.plain("preferences-licence"));
    ui.label(RichText::new(texts.plain("preferences-others")).font(small_font(ui)));
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(10.0);
    ui.label(RichText::new(text).strong());
}

/// Returns `text` with a capital first letter, for a button: many languages write their own name in lower case.
fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use egui::accesskit::Toggled;
    use egui::{Key, vec2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT, Queryable};

    use super::*;

    #[derive(Default)]
    struct Window {
        settings: Settings,
        changes: usize,
    }

    fn window() -> Harness<'static, Window> {
        let mut harness = Harness::builder().with_size(vec2(360.0, 640.0)).build_ui_state(
            |ui, window: &mut Window| {
                let language = window.settings.language.unwrap_or(Language::En);
                window.changes += usize::from(show(ui, &mut window.settings, &Texts::new(language)));
            },
            Window::default(),
        );
        harness.run();
        harness
    }

    #[track_caller]
    fn click(harness: &mut Harness<'static, Window>, role: Role, label: &str) {
        harness.get_by_role_and_label(role, label).click();
        harness.run();
    }

    #[test]
    fn each_language_by_its_own_name() {
        let mut harness = window();
        let chosen = |harness: &Harness<'_, Window>, label: &str| {
            harness.get_by_role_and_label(Role::RadioButton, label).accesskit_node().toggled()
        };
        assert_eq!(chosen(&harness, "English"), Some(Toggled::True));
        click(&mut harness, Role::RadioButton, "Suomi");
        assert_eq!(harness.state().settings.language, Some(Language::Fi));
        assert_eq!(chosen(&harness, "Suomi"), Some(Toggled::True));
        harness.get_by_label("Kieli");
        click(&mut harness, Role::RadioButton, "Svenska");
        assert_eq!(harness.state().settings.language, Some(Language::Sv));
        assert_eq!(harness.state().changes, 2);
    }

    #[test]
    fn theme_by_keyboard() {
        let mut harness = window();
        harness.get_by_role_and_label(Role::RadioButton, "Light").focus();
        harness.run();
        harness.key_press(Key::Tab);
        harness.run();
        harness.key_press(Key::Space);
        harness.run();
        assert_eq!(harness.state().settings.theme, Theme::Dark);
        assert_eq!(harness.state().changes, 1);
    }

    #[test]
    fn text_grows_and_shrinks_within_its_limits() {
        let mut harness = window();
        for _ in 0..12 {
            click(&mut harness, Role::Button, "Larger");
        }
        assert_eq!((harness.state().settings.text_scale, harness.state().changes), (2.0, 10));
        harness.get_by_label("Text is at 200 % of its usual size.");
        click(&mut harness, Role::Button, "Usual size");
        for _ in 0..4 {
            click(&mut harness, Role::Button, "Smaller");
        }
        assert_eq!((harness.state().settings.text_scale, harness.state().changes), (0.8, 13));
    }

    #[test]
    fn the_version_is_told() {
        let harness = window();
        harness.get_by_label_contains(env!("CARGO_PKG_VERSION"));
    }
}
