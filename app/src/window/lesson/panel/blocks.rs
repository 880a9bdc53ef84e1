//! Draws the text of a step.

use digilab_lab::text::Texts;
use digilab_lessons::blocks::{Block, Inline};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{
    Align, FontSelection, Frame, Grid, Hyperlink, Label, RichText, ScrollArea, Sense, TextStyle, Ui,
    WidgetInfo, vec2,
};

use super::{LessonAction, StepProps};
use crate::window::editor::hover::program;
use crate::window::lesson::panel::LessonPanel;
use crate::window::widgets::icon_button::{self, Icon};
use crate::window::widgets::touch::with_focus;

/// Indent of list items, in points.
const INDENT: f32 = 22.0;
/// Most levels of nested lists and quotes that are drawn; the loader allows no more either.
const MAX_DEPTH: usize = 12;

impl LessonPanel {
    /// Draws blocks from top to bottom.
    pub(super) fn show_blocks(
        &mut self,
        ui: &mut Ui,
        blocks: &[Block],
        depth: usize,
        open: &StepProps<'_>,
        texts: &Texts,
        actions: &mut Vec<LessonAction>,
    ) {
        if depth > MAX_DEPTH {
            return;
        }
        for (at, block) in blocks.iter().enumerate() {
            ui.push_id(at, |ui| match block {
                Block::Heading { level, content } => {
                    ui.add_space(4.0);
                    let size = [19.0, 18.0, 17.0, 16.0][usize::from(*level).clamp(1, 4) - 1];
                    let text: String = content.iter().map(words).collect();
                    let response = ui.add(Label::new(RichText::new(&text).strong().size(size)).wrap());
                    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::Heading));
                }
                Block::Paragraph { content } => paragraph(ui, content),
                Block::List { start, items } => {
                    for (number, item) in items.iter().enumerate() {
                        ui.push_id(number, |ui| {
                            ui.horizontal_top(|ui| {
                                point(ui, start.map(|start| start.saturating_add(number as u64)));
                                ui.vertical(|ui| {
                                    self.show_blocks(ui, item, depth + 1, open, texts, actions);
                                });
                            });
                        });
                    }
                }
                Block::Code { info, text } => code(ui, info, text, texts),
                Block::Table { head, rows } => table(ui, head, rows),
                Block::Image { path, alt } => self.image(ui, path, alt, open, actions),
                Block::Quote { content } => {
                    let fill = ui.visuals().faint_bg_color;
                    Frame::new().fill(fill).inner_margin(10).corner_radius(6).show(ui, |ui| {
                        ui.set_width(ui.available_width());
                        self.show_blocks(ui, content, depth + 1, open, texts, actions);
                    });
                }
                Block::Rule => _ = ui.separator(),
            });
        }
    }

    fn image(
        &mut self,
        ui: &mut Ui,
        path: &str,
        alt: &str,
        open: &StepProps<'_>,
        actions: &mut Vec<LessonAction>,
    ) {
        let width = ui.available_width();
        let scale = ui.ctx().pixels_per_point();
        let texture = self.textures.get(path).and_then(|texture| texture.as_ref());
        match (texture, open.pictures.get(path)) {
            (Some(texture), _) => {
                let size = texture.size_vec2() / scale;
                let size = size * (width / size.x).min(1.0);
                let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, alt));
                let whole = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
                ui.painter().image(texture.id(), rect, whole, egui::Color32::WHITE);
            }
            (None, Some(Some(picture))) => {
                let options = egui::TextureOptions::LINEAR;
                let texture = ui.ctx().load_texture(path, picture.clone(), options);
                self.textures.insert(path.to_owned(), Some(texture));
                ui.ctx().request_repaint();
                instead(ui, alt);
            }
            (None, known) => {
                if known.is_none() && !self.textures.contains_key(path) {
                    self.textures.insert(path.to_owned(), None);
                    let max_width_px = (width * scale).clamp(64.0, 4_096.0) as u32;
                    actions.push(LessonAction::WantPicture { path: path.to_owned(), max_width_px });
                }
                instead(ui, alt);
            }
        }
    }
}

/// Draws the description of a picture that is missing or not yet loaded.
fn instead(ui: &mut Ui, alt: &str) {
    let stroke = ui.visuals().widgets.noninteractive.bg_stroke;
    Frame::new().stroke(stroke).inner_margin(10).corner_radius(6).show(ui, |ui| {
        ui.add(Label::new(RichText::new(alt).italics()).wrap());
    });
}

/// Draws the bullet or the number of a list item.
fn point(ui: &mut Ui, number: Option<u64>) {
    let height = ui.text_style_height(&TextStyle::Body);
    match number {
        Some(number) => {
            ui.allocate_ui(vec2(INDENT, height), |ui| {
                ui.set_min_width(INDENT);
                ui.label(format!("{number}."));
            });
        }
        None => {
            let (rect, _) = ui.allocate_exact_size(vec2(INDENT - 8.0, height), Sense::hover());
            let center = egui::pos2(rect.left() + 6.0, rect.center().y);
            ui.painter().circle_filled(center, 2.5, ui.visuals().text_color());
        }
    }
}

fn words(inline: &Inline) -> &str {
    match inline {
        Inline::Text { text, .. } | Inline::Code { text } | Inline::Link { text, .. } => text,
        Inline::Break => "\n",
    }
}

fn rich(inline: &Inline) -> RichText {
    match inline {
        Inline::Text { text, strong, emphasis } => {
            let rich = RichText::new(text);
            let rich = if *strong { rich.strong() } else { rich };
            if *emphasis { rich.italics() } else { rich }
        }
        Inline::Code { text } => RichText::new(text).code(),
        Inline::Link { text, .. } => RichText::new(text),
        Inline::Break => RichText::new("\n"),
    }
}

/// Lays out all words in one job, so that a screen reader reads a sentence and not its pieces.
fn job(ui: &Ui, content: &[Inline]) -> LayoutJob {
    let mut job = LayoutJob::default();
    for inline in content {
        rich(inline).append_to(&mut job, ui.style(), FontSelection::Default, Align::BOTTOM);
    }
    job
}

fn paragraph(ui: &mut Ui, content: &[Inline]) {
    let is_link = |inline: &Inline| matches!(inline, Inline::Link { .. });
    if !content.iter().any(is_link) {
        ui.add(Label::new(job(ui, content)).wrap());
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for part in content.chunk_by(|one, other| !is_link(one) && !is_link(other)) {
            match part {
                [Inline::Link { address, text }] if is_web(address) => {
                    // In the browser it would otherwise replace the lab.
                    let link = Hyperlink::from_label_and_url(text, address).open_in_new_tab(true);
                    {
                        let link = ui.add(link);
                        with_focus(ui, link)
                    }
                    .on_hover_text(address);
                }
                part => _ = ui.add(Label::new(job(ui, part)).wrap()),
            }
        }
    });
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Draws a code block with a button to copy it.
fn code(ui: &mut Ui, info: &str, text: &str, texts: &Texts) {
    let fill = ui.visuals().extreme_bg_color;
    Frame::new().fill(fill).inner_margin(8).corner_radius(6).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.with_layout(egui::Layout::right_to_left(Align::Min), |ui| {
            let copy = icon_button::button(ui, Icon::Copy, &texts.plain("lessons-copy"), false);
            if with_focus(ui, copy).on_hover_text(texts.plain("lessons-copy")).clicked() {
                ui.ctx().copy_text(text.to_owned());
            }
            ui.with_layout(egui::Layout::top_down(Align::Min), |ui| {
                ScrollArea::horizontal().id_salt("code").show(ui, |ui| {
                    let is_rhai = info.split_whitespace().next() == Some("rhai");
                    let label = if is_rhai {
                        Label::new(program(ui, text))
                    } else {
                        Label::new(RichText::new(text).monospace())
                    };
                    ui.add(label.extend());
                });
            });
        });
    });
}

fn table(ui: &mut Ui, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
    ScrollArea::horizontal().id_salt("table").show(ui, |ui| {
        Grid::new("cells").striped(true).spacing(vec2(14.0, 6.0)).show(ui, |ui| {
            for cell in head {
                let text: String = cell.iter().map(words).collect();
                ui.label(RichText::new(text).strong());
            }
            ui.end_row();
            for row in rows {
                for cell in row {
                    ui.label(job(ui, cell));
                }
                ui.end_row();
            }
        });
    });
}
