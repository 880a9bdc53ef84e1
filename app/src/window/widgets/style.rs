//! The look of the window: calm, large enough for fingers and for eyes at the back of a classroom.

use digilab_contract::settings::{Settings, Theme};
use egui::{Color32, Context, CornerRadius, FontFamily, FontId, Stroke, TextStyle, Theme as EguiTheme, vec2};

/// Accent colour of the lab, in the light and in the dark theme.
const ACCENT_LIGHT: Color32 = Color32::from_rgb(0, 104, 120);
const ACCENT_DARK: Color32 = Color32::from_rgb(94, 200, 214);

/// Sets the fonts, spacing and colours of a context, and its clicks. To be called once.
pub fn set_up(ctx: &Context) {
    // By default egui 0.37 takes no press above 0.8 s for a click: a hand that rests on a button, or a computer too
    // busy to see it come up, would press in vain. Nothing in the lab waits for a long press.
    ctx.options_mut(|options| options.input_options.max_click_duration = f64::INFINITY);
    ctx.all_styles_mut(|style| {
        let font = |size| FontId::new(size, FontFamily::Proportional);
        style.text_styles = [
            (TextStyle::Small, font(12.5)),
            (TextStyle::Body, font(15.0)),
            (TextStyle::Button, font(15.0)),
            (TextStyle::Heading, font(19.0)),
            (TextStyle::Monospace, FontId::new(15.0, FontFamily::Monospace)),
        ]
        .into();
        style.spacing.item_spacing = vec2(8.0, 8.0);
        style.spacing.button_padding = vec2(10.0, 6.0);
        style.spacing.interact_size.y = 30.0;
        style.spacing.tooltip_width = 360.0;
        for widget in [
            &mut style.visuals.widgets.noninteractive,
            &mut style.visuals.widgets.inactive,
            &mut style.visuals.widgets.hovered,
            &mut style.visuals.widgets.active,
            &mut style.visuals.widgets.open,
        ] {
            widget.corner_radius = CornerRadius::same(6);
        }
    });
    ctx.style_mut_of(EguiTheme::Light, |style| {
        let visuals = &mut style.visuals;
        visuals.panel_fill = Color32::from_rgb(244, 246, 248);
        visuals.window_fill = Color32::from_rgb(252, 253, 254);
        visuals.faint_bg_color = Color32::from_rgb(234, 238, 242);
        visuals.widgets.noninteractive.fg_stroke.color = Color32::from_rgb(40, 46, 54);
        visuals.widgets.inactive.fg_stroke.color = Color32::from_rgb(40, 46, 54);
        visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, Color32::from_rgb(208, 214, 220));
        visuals.widgets.inactive.weak_bg_fill = Color32::from_rgb(226, 231, 236);
        visuals.widgets.inactive.bg_fill = Color32::from_rgb(206, 213, 220);
        visuals.widgets.hovered.weak_bg_fill = Color32::from_rgb(214, 224, 232);
        visuals.selection.bg_fill = Color32::from_rgb(176, 222, 230);
        visuals.selection.stroke = Stroke::new(1.5, ACCENT_LIGHT);
        visuals.hyperlink_color = ACCENT_LIGHT;
        visuals.error_fg_color = Color32::from_rgb(176, 32, 24);
        visuals.warn_fg_color = Color32::from_rgb(140, 84, 0);
    });
    ctx.style_mut_of(EguiTheme::Dark, |style| {
        let visuals = &mut style.visuals;
        visuals.panel_fill = Color32::from_rgb(31, 34, 40);
        visuals.window_fill = Color32::from_rgb(37, 41, 48);
        visuals.extreme_bg_color = Color32::from_rgb(24, 26, 31);
        visuals.faint_bg_color = Color32::from_rgb(42, 46, 54);
        visuals.widgets.noninteractive.fg_stroke.color = Color32::from_rgb(214, 219, 226);
        visuals.widgets.inactive.fg_stroke.color = Color32::from_rgb(214, 219, 226);
        visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, Color32::from_rgb(62, 68, 78));
        visuals.widgets.inactive.weak_bg_fill = Color32::from_rgb(54, 60, 70);
        visuals.widgets.inactive.bg_fill = Color32::from_rgb(74, 82, 94);
        visuals.widgets.hovered.weak_bg_fill = Color32::from_rgb(68, 77, 90);
        visuals.selection.bg_fill = Color32::from_rgb(20, 92, 106);
        visuals.selection.stroke = Stroke::new(1.5, Color32::from_rgb(226, 246, 250));
        visuals.hyperlink_color = ACCENT_DARK;
        visuals.error_fg_color = Color32::from_rgb(255, 138, 128);
        visuals.warn_fg_color = Color32::from_rgb(240, 190, 90);
    });
}

/// Applies the user's theme and text size.
pub fn apply(ctx: &Context, settings: &Settings) {
    ctx.set_theme(match settings.theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    });
    ctx.set_zoom_factor(settings.tame_scale());
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn a_button_that_is_held_for_seconds_is_clicked_when_it_comes_up() {
        let mut harness = Harness::builder()
            .with_step_dt(1.0)
            .build_ui_state(|ui, clicks: &mut usize| *clicks += usize::from(ui.button("Run").clicked()), 0);
        super::set_up(&harness.ctx);
        harness.run_steps(1);
        let button = harness.get_by_label("Run").rect().center();
        harness.hover_at(button);
        harness.drag_at(button);
        harness.run_steps(3);
        assert_eq!(*harness.state(), 0, "it is still down");
        harness.drop_at(button);
        harness.run_steps(2);
        assert_eq!(*harness.state(), 1);
    }
}
