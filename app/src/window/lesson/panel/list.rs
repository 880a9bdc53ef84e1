//! The shelf: every pack, with the pupil's progress in it.

use digilab_contract::packs::{PackEntry, PackOrigin, PackProgress};
use digilab_lab::text::Texts;
use egui::accesskit::{Live, Role};
use egui::{FontId, Id, Rect, RichText, ScrollArea, Sense, TextStyle, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::marks::{self, Mark};
use super::{LessonAction, LessonPanel, LessonProps, pack_texts};
use crate::window::widgets::touch::{FINGER, button, cross, field, spoken, with_focus};

/// Number of packs from which on there is a search field.
const WITH_SEARCH: usize = 9;

/// Padding of a card, in points.
const PADDING: f32 = 10.0;
/// Gap between the lines of a card, in points.
const LINE_GAP: f32 = 4.0;
/// Thickness of the progress bar, in points.
const BAR: f32 = 6.0;

impl LessonPanel {
    pub(super) fn show_list(
        &mut self,
        ui: &mut Ui,
        props: &LessonProps<'_>,
        actions: &mut Vec<LessonAction>,
    ) {
        let texts = props.texts;
        ui.horizontal(|ui| {
            ui.heading(texts.plain("lessons-title"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if cross(ui, &texts.plain("window-lessons-close")).clicked() {
                    actions.push(LessonAction::ClosePanel);
                }
            });
        });
        let packs = props.packs.unwrap_or_default();
        if packs.len() >= WITH_SEARCH {
            let name = texts.plain("lessons-search");
            field(ui, Id::unique("lessons search"), "", &name, &mut self.search);
        }
        if props.is_opening {
            spoken(ui, RichText::new(texts.plain("lessons-opening")), Live::Polite);
        }
        ScrollArea::vertical().id_salt("lessons").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            let needle = self.search.trim().to_lowercase();
            let is_wanted = |pack: &&PackEntry| packs.len() < WITH_SEARCH || is_found(pack, &needle, texts);
            for origin in [PackOrigin::Opened, PackOrigin::School, PackOrigin::BuiltIn] {
                let here: Vec<_> =
                    packs.iter().filter(|pack| pack.origin == origin).filter(is_wanted).collect();
                if here.is_empty() {
                    continue;
                }
                ui.add_space(4.0);
                ui.label(RichText::new(texts.plain(heading(origin))).strong());
                for pack in here {
                    let progress = props.progress.iter().find(|progress| {
                        progress.pack == pack.manifest.id && progress.version == pack.manifest.version
                    });
                    card(ui, pack, progress, texts, actions);
                }
            }
            match props.packs {
                None => _ = ui.label(texts.plain("lessons-looking")),
                Some([]) => _ = ui.label(texts.plain("lessons-none")),
                Some(_) if !packs.iter().any(|pack| is_wanted(&pack)) => {
                    ui.label(texts.plain("lessons-none-found"));
                }
                Some(_) => {}
            }
            ui.add_space(8.0);
            if button(ui, texts.plain("lessons-pick")).clicked() {
                actions.push(LessonAction::PickPack);
            }
            ui.label(texts.plain("lessons-drop"));
        });
    }
}

fn heading(origin: PackOrigin) -> &'static str {
    match origin {
        PackOrigin::Opened => "lessons-opened",
        PackOrigin::School => "lessons-school",
        PackOrigin::BuiltIn => "lessons-built-in",
    }
}

fn is_found(pack: &PackEntry, needle: &str, texts: &Texts) -> bool {
    let manifest = &pack.manifest;
    let title = pack_texts::local(&manifest.title, texts);
    let summary = pack_texts::local(&manifest.summary, texts);
    let all = [title, summary, manifest.id.as_str()].into_iter();
    all.chain(manifest.topics.iter().map(String::as_str)).any(|text| text.to_lowercase().contains(needle))
}

/// Draws the card of a pack, which as a whole is a button.
fn card(
    ui: &mut Ui,
    pack: &PackEntry,
    progress: Option<&PackProgress>,
    texts: &Texts,
    actions: &mut Vec<LessonAction>,
) {
    let manifest = &pack.manifest;
    let (title, summary) =
        (pack_texts::local(&manifest.title, texts), pack_texts::local(&manifest.summary, texts));
    let facts = pack_texts::facts(manifest, texts);
    let (passed, all) = pack_texts::passed(manifest, progress);
    let begun = progress
        .is_some()
        .then(|| texts.get("lessons-progress", &[("passed", passed.to_string()), ("all", all.to_string())]));
    ui.push_id(&pack.place, |ui| {
        let can_forget = pack.origin == PackOrigin::Opened;
        let room = if can_forget { FINGER } else { 0.0 };
        let width = ui.available_width();
        // Painted text instead of widgets: the button's name says all of it.
        let lines = {
            let strong = ui.visuals().strong_text_color();
            let plain = ui.visuals().text_color();
            let line = |text: &str, size: f32, color| {
                let font = FontId { size, ..TextStyle::Body.resolve(ui.style()) };
                let wrap = (width - 2.0 * PADDING - room).max(40.0);
                ui.painter().layout(text.to_owned(), font, color, wrap)
            };
            [line(title, 16.0, strong), line(summary, 15.0, plain), line(&facts, 12.5, plain)]
        };
        let bar_height = if begun.is_some() { BAR + LINE_GAP } else { 0.0 };
        let words: f32 = lines.iter().map(|galley| galley.size().y + LINE_GAP).sum();
        let size = vec2(width, (words - LINE_GAP + bar_height + 2.0 * PADDING).max(FINGER));
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let button = rect.with_max_x(rect.right() - room);
        let response = ui.interact(button, ui.scope_id().with("card"), Sense::click());
        let said = [Some(title), begun.as_deref(), Some(summary), Some(facts.as_str())];
        let said = said.into_iter().flatten().map(|part| part.trim_end_matches('.'));
        let name = said.collect::<Vec<_>>().join(". ");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if ui.is_rect_visible(rect) {
            let visuals = ui.visuals();
            let is_lit = response.hovered() || response.has_focus();
            let fill = if is_lit { visuals.widgets.hovered.weak_bg_fill } else { visuals.faint_bg_color };
            ui.painter().rect_filled(rect, 8.0, fill);
            let mut place = rect.min + vec2(PADDING, PADDING);
            for galley in lines {
                let height = galley.size().y;
                ui.painter().galley(place, galley, ui.visuals().text_color());
                place.y += height + LINE_GAP;
            }
            if begun.is_some() {
                let line = Rect::from_min_size(place, vec2(button.right() - PADDING - place.x, BAR));
                bar(ui, line, passed, all);
            }
            if passed == all && all > 0 {
                let corner = pos2(button.right() - 16.0, rect.top() + 18.0);
                marks::paint(ui, corner, 18.0, Mark::Tick);
            }
        }
        if with_focus(ui, response).on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            actions.push(LessonAction::OpenPack(pack.place.clone()));
        }
        if can_forget {
            let place = Rect::from_min_max(pos2(button.right(), rect.top()), rect.max);
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                let name = texts.get("lessons-forget", &[("title", title)]);
                if cross(ui, &name).clicked() {
                    actions.push(LessonAction::ForgetPack(pack.place.clone()));
                }
            });
        }
    });
}

/// Draws the progress bar: `passed` of `all` steps.
fn bar(ui: &Ui, rect: Rect, passed: usize, all: usize) {
    let share = if all == 0 { 0.0 } else { passed as f32 / all as f32 };
    ui.painter().rect_filled(rect, 3.0, ui.visuals().widgets.inactive.bg_fill);
    let done = rect.with_max_x(rect.left() + rect.width() * share);
    ui.painter().rect_filled(done, 3.0, marks::passed_color(ui));
}
