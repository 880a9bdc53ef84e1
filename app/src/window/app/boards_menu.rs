//! The boards dialog: simulated boards, and real ones on the computer's ports.

use std::collections::BTreeMap;

use digilab_contract::backend::{Command, RealBoards};
use digilab_devices::board::{BoardFamily, BoardKind, BoardProfile};
use digilab_devices::discovery::{FoundBoard, Port};
use digilab_devices::error::DeviceError;
use digilab_lab::lab_protocol::LabCommand;
use digilab_lab::text::Texts;
use egui::accesskit::{Live, Role};
use egui::{Context, Id, RichText, Spinner, Ui};

use super::connected_boards::ConnectedBoards;
use crate::device_texts::firmware;
use crate::device_texts::kind_name;
use crate::window::widgets::dialog::Dialog;
use crate::window::widgets::touch::{button, choice, field, main_button, spoken};

/// Interval at which the ports are listed while the dialog is open, in seconds.
const LOOK_S: f64 = 1.5;

/// Action that the dialog requests from the window.
#[derive(Clone, Debug, PartialEq)]
pub enum BoardsAction {
    /// Send this command.
    Send(Command),
    /// Simulate this board, and show it.
    Simulate(BoardKind),
    /// Stop using the board on this port.
    Disconnect(String),
    /// Show the output of a text board, without a program.
    Listen(BoardFamily),
}

/// The boards dialog.
#[derive(Debug, Default)]
pub struct BoardsMenu {
    dialog: Dialog,
    ports: Option<Result<Vec<Port>, DeviceError>>,
    /// Plain names of all ports that have been listed, by path.
    names: BTreeMap<String, String>,
    /// Port on which a board is being detected.
    asking: Option<String>,
    /// Errors of the last detection, by the port's path.
    failed: BTreeMap<String, DeviceError>,
    /// Path of a port that is not listed, as the user types it.
    other: String,
    looked_s: Option<f64>,
}

/// State of the window that the dialog depends on.
pub struct BoardsMenuContext<'a> {
    /// The boards in use.
    pub boards: &'a ConnectedBoards,
    /// Ways in which real boards are available here.
    pub real_boards: RealBoards,
    /// True while a script runs.
    pub is_running: bool,
    /// Texts in the user's language.
    pub texts: &'a Texts,
}

impl BoardsMenu {
    /// Opens the dialog.
    pub fn open(&mut self) {
        self.dialog.open();
        self.looked_s = None;
    }

    /// True if the dialog is open.
    pub fn is_open(&self) -> bool {
        self.dialog.is_open()
    }

    /// True while a board is being detected on a port, which Stop cancels.
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Updates the list of ports.
    pub fn on_ports(&mut self, ports: &Result<Vec<Port>, DeviceError>) {
        if let Ok(ports) = ports {
            // Unplugging a board settles its error.
            self.failed.retain(|failed, _| {
                ports.iter().any(|port| port.path == *failed) || *failed == self.other.trim()
            });
            let named =
                ports.iter().filter_map(|port| Some((port.path.clone(), port.plain_name()?.to_owned())));
            self.names.extend(named);
        }
        self.ports = Some(ports.clone());
    }

    /// Returns the ports listed last.
    pub fn ports(&self) -> &[Port] {
        match &self.ports {
            Some(Ok(ports)) => ports,
            Some(Err(_)) | None => &[],
        }
    }

    /// Handles the outcome of detecting a board on a port; `None` means that it was cancelled.
    pub fn on_asked(&mut self, port: &str, answer: Option<&Result<FoundBoard, DeviceError>>) {
        self.asking = None;
        match answer {
            Some(Err(error)) => {
                let mut error = error.clone();
                for (_, value) in error.args.iter_mut().filter(|(name, _)| name == "port") {
                    *value = self.name_of(value);
                }
                self.failed.insert(port.to_owned(), error);
            }
            Some(Ok(_)) | None => {
                self.failed.remove(port);
            }
        }
    }

    /// Returns the plain name of a port, also when it is no longer there; its path if it has no other name.
    pub fn name_of(&self, path: &str) -> String {
        self.names.get(path).map_or_else(|| path.to_owned(), Clone::clone)
    }

    /// Draws the dialog if it is open. Returns the requested actions.
    pub fn show(&mut self, ctx: &Context, context: &BoardsMenuContext<'_>) -> Vec<BoardsAction> {
        let mut actions = Vec::new();
        // A browser reports by itself when boards are plugged in.
        let waits = context.real_boards == RealBoards::Listed && context.boards.away().next().is_some();
        if self.is_open() || waits {
            self.look(ctx, context, &mut actions);
        }
        let escaped = self.is_open() && Dialog::escape(ctx);
        let (title, close) = (context.texts.plain("window-boards"), context.texts.plain("window-close"));
        let mut is_done = false;
        let mut dialog = std::mem::take(&mut self.dialog);
        let crossed = dialog.show(ctx, Id::unique("boards"), &title, &close, |ui, is_new| {
            is_done = self.content(ui, is_new, context, &mut actions);
        });
        if escaped || crossed || is_done {
            dialog.close();
        }
        self.dialog = dialog;
        actions
    }

    /// Requests the list of ports at intervals: boards are plugged in while the dialog is open, or come back.
    fn look(&mut self, ctx: &Context, context: &BoardsMenuContext<'_>, actions: &mut Vec<BoardsAction>) {
        if !matches!(context.real_boards, RealBoards::Listed | RealBoards::Chosen) {
            return;
        }
        let now_s = ctx.input(|input| input.time);
        if self.looked_s.is_none_or(|looked_s| now_s - looked_s >= LOOK_S) {
            self.looked_s = Some(now_s);
            actions.push(BoardsAction::Send(Command::ListPorts));
        }
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(LOOK_S));
    }

    /// Draws the content. Returns true if the user has chosen a board, so that the dialog closes.
    fn content(
        &mut self,
        ui: &mut Ui,
        is_new: bool,
        context: &BoardsMenuContext<'_>,
        actions: &mut Vec<BoardsAction>,
    ) -> bool {
        let texts = context.texts;
        if context.is_running {
            spoken(ui, RichText::new(texts.plain("window-boards-stop-first")), Live::Polite);
        }
        let mut is_done = false;
        ui.add_enabled_ui(!context.is_running && self.asking.is_none(), |ui| {
            ui.heading(texts.plain("window-boards-simulated"));
            ui.horizontal_wrapped(|ui| {
                let simulated = |kind: &&BoardKind| BoardProfile::of(**kind).can_be_simulated;
                for &kind in BoardKind::ALL.iter().filter(simulated) {
                    let want = kind.family();
                    let board = context.boards.board(want);
                    let is_chosen = context.boards.shown() == want
                        && board.is_some_and(|board| board.port.is_none() && board.view.kind() == kind);
                    let response = choice(ui, Role::RadioButton, is_chosen, kind_name(kind, texts));
                    if is_new && is_chosen {
                        response.request_focus();
                    }
                    if response.clicked() {
                        actions.push(BoardsAction::Simulate(kind));
                        is_done = true;
                    }
                }
            });
        });
        ui.add_space(12.0);
        ui.heading(texts.plain("window-boards-connected"));
        match context.real_boards {
            RealBoards::Listed => {
                self.show_ports(ui, context, actions);
                self.show_other(ui, context, actions);
            }
            RealBoards::Chosen => {
                self.show_ports(ui, context, actions);
                let can_choose = !context.is_running && self.asking.is_none();
                ui.add_enabled_ui(can_choose, |ui| {
                    if main_button(ui, texts.plain("window-boards-choose")).clicked() {
                        actions.push(BoardsAction::Send(Command::ChoosePort));
                    }
                });
            }
            RealBoards::NotInThisBrowser => {
                spoken(ui, RichText::new(texts.plain("window-boards-not-in-browser")), Live::Polite);
            }
            RealBoards::NotOnThisPage => {
                spoken(ui, RichText::new(texts.plain("window-boards-not-on-page")), Live::Polite);
            }
        }
        is_done
    }

    fn show_ports(&mut self, ui: &mut Ui, context: &BoardsMenuContext<'_>, actions: &mut Vec<BoardsAction>) {
        let texts = context.texts;
        let ports = match &self.ports {
            None => {
                ui.add(Spinner::new());
                return;
            }
            Some(Err(error)) => {
                show_error(ui, error, texts);
                return;
            }
            Some(Ok(ports)) => ports.clone(),
        };
        // A computer's own serial ports rarely have a board: they are listed only if one is connected there.
        let (mut boards, rest): (Vec<Port>, Vec<Port>) =
            ports.into_iter().partition(|port| port.usb.is_some());
        let connected = |port: &&Port| context.boards.on_port(&port.path).is_some();
        boards.extend(rest.iter().filter(connected).cloned());
        let away: Vec<String> = context.boards.away().map(|port| port.port.clone()).collect();
        if boards.is_empty() && away.is_empty() {
            let id = match context.real_boards {
                RealBoards::Chosen => "window-boards-none-chosen",
                _ => "window-boards-none",
            };
            ui.add(egui::Label::new(texts.plain(id)).wrap());
        }
        for port in boards {
            let name = port.plain_name().map_or_else(|| texts.plain("boards-usb-unknown"), str::to_owned);
            let likely = port.device.and_then(|device| device.kind);
            self.show_port(ui, &port.path, &name, likely, context, actions);
        }
        for path in away {
            self.show_port(ui, &path, &self.name_of(&path), None, context, actions);
        }
    }

    /// Draws one port: its name, its board, and buttons for what can be done with it.
    fn show_port(
        &mut self,
        ui: &mut Ui,
        path: &str,
        name: &str,
        likely: Option<BoardKind>,
        context: &BoardsMenuContext<'_>,
        actions: &mut Vec<BoardsAction>,
    ) {
        let texts = context.texts;
        let named = [("name", name)];
        egui::Frame::group(ui.style()).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(name).strong());
                if name != path {
                    ui.weak(path);
                }
            });
            let connected =
                context.boards.on_port(path).and_then(|want| context.boards.board(want)?.port.clone());
            if let Some(on_port) = &connected {
                let about = if on_port.is_away {
                    texts.get("window-board-away-now", &named)
                } else {
                    firmware(&on_port.found, texts)
                };
                ui.add(egui::Label::new(about).wrap());
            }
            if self.asking.as_deref() == Some(path) {
                ui.horizontal(|ui| {
                    ui.add(Spinner::new());
                    spoken(ui, RichText::new(texts.plain("window-boards-asking")), Live::Polite);
                });
                if button(ui, texts.plain("window-cancel")).clicked() {
                    actions.push(BoardsAction::Send(Command::Stop));
                }
                return;
            }
            if let Some(error) = self.failed.get(path) {
                show_error(ui, error, texts);
            }
            ui.add_enabled_ui(!context.is_running && self.asking.is_none(), |ui| {
                ui.horizontal_wrapped(|ui| match &connected {
                    Some(on_port) => {
                        if !BoardProfile::of(on_port.found.kind).can_be_simulated
                            && !on_port.is_away
                            && main_button(ui, texts.plain("window-boards-listen")).clicked()
                        {
                            actions.push(BoardsAction::Listen(on_port.found.kind.family()));
                        }
                        let response = button(ui, texts.plain("window-boards-disconnect"));
                        name_it(ui, &response, texts.get("window-boards-disconnect-from", &named));
                        if response.clicked() {
                            actions.push(BoardsAction::Disconnect(path.to_owned()));
                        }
                    }
                    None => {
                        let response = main_button(ui, texts.plain("window-boards-connect"));
                        name_it(ui, &response, texts.get("window-boards-connect-to", &named));
                        if response.clicked() {
                            self.ask(path, likely, actions);
                        }
                    }
                });
            });
        });
    }

    /// Draws the field for a port that is not listed: a network address, a pseudo terminal.
    fn show_other(&mut self, ui: &mut Ui, context: &BoardsMenuContext<'_>, actions: &mut Vec<BoardsAction>) {
        let texts = context.texts;
        let path = self.other.trim().to_owned();
        ui.add_space(4.0);
        egui::CollapsingHeader::new(texts.plain("window-boards-other")).id_salt("other port").show(
            ui,
            |ui| {
                let label = texts.plain("window-boards-other-name");
                field(
                    ui,
                    Id::unique("other port's name"),
                    &label,
                    "tcp://192.168.0.10:3030",
                    &mut self.other,
                );
                if !path.is_empty() {
                    self.show_port(ui, &path, &path, None, context, actions);
                }
            },
        );
    }

    fn ask(&mut self, path: &str, likely: Option<BoardKind>, actions: &mut Vec<BoardsAction>) {
        self.failed.remove(path);
        self.asking = Some(path.to_owned());
        let command = LabCommand::Detect { port: path.to_owned(), likely };
        actions.push(BoardsAction::Send(Command::Lab(command)));
    }
}

/// Sets the accessible name of a button whose visible label is the same for every port.
fn name_it(ui: &Ui, response: &egui::Response, name: String) {
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
}

fn show_error(ui: &mut Ui, error: &DeviceError, texts: &Texts) {
    let id = format!("device-{}", error.code.id());
    let color = ui.visuals().error_fg_color;
    spoken(ui, RichText::new(texts.get(&id, &error.args)).color(color), Live::Assertive);
    spoken(ui, RichText::new(texts.get(&format!("{id}.advice"), &error.args)), Live::Polite);
}
