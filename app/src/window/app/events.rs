//! Handling of the backend's events.

use digilab_contract::backend::{Command, Event};
use digilab_contract::message::Message;
use digilab_contract::project::{ProjectError, ProjectErrorCode, ProjectEvent};
use digilab_devices::error::DeviceErrorCode;
use digilab_lab::api_error::ApiErrorCode;
use digilab_lab::lab::LabOutput;
use digilab_lab::lab_protocol::{LabEvent, LessonEvent, RunEnd};
use digilab_lab::mistakes::{Mistake, MistakeCode};
use digilab_lab::text::Language;
use digilab_lab::transcript::EndReason;

use super::LabApp;
use super::layout::{Output, Page};
use super::open::Change;

impl LabApp {
    /// Handles all events of the backend since the last frame.
    ///
    /// # Arguments
    /// - `now_s`: egui's time, in seconds.
    pub(super) fn take_events(&mut self, now_s: f64) {
        for event in self.backend.take() {
            match event {
                Event::Lab(event) => self.on_lab(event),
                Event::Pack(event) => self.on_pack(event, now_s),
                Event::Lesson(LessonEvent::StepChecked { number, outcome }) => {
                    self.on_checked(number, outcome);
                }
                Event::Lesson(LessonEvent::Recorded { number, recording }) => {
                    self.on_recorded(number, recording.map(|recording| *recording));
                }
                Event::Project(event) => self.on_project(&event, now_s),
                Event::Ports(ports) => {
                    self.boards_menu.on_ports(&ports);
                    if let Ok(ports) = &ports {
                        self.boards.on_ports(ports);
                    }
                }
                Event::FileKept { name, folder } => {
                    let message = match folder {
                        Some(folder) => Message::new("window-file-kept").with("folder", folder),
                        None => Message::new("window-file-downloaded"),
                    };
                    self.notices.success(message.with("name", name));
                }
                Event::Invited(text) => self.on_invited(&text),
                Event::Usage(answer) => self.on_usage(answer),
                Event::NotKept(error) => self.trouble(&error),
                Event::Texts(there) => self.on_texts(there),
            }
        }
        self.settle_step_program(now_s);
        if !self.open.is_waiting() && self.run.take_begins_again() {
            self.begin(false, now_s);
        }
    }

    /// Switches to the texts that were loaded, or goes back to the old language if they could not be.
    fn on_texts(&mut self, there: Result<Language, ProjectError>) {
        match there {
            Ok(language) if language == self.settings.language.unwrap_or(self.system_language) => {
                self.texts = Texts::new(language);
            }
            // Another language was chosen meanwhile.
            Ok(_) => {}
            Err(error) => {
                self.settings.language = Some(self.texts.language());
                self.send(Command::KeepSettings(self.settings.clone()));
                self.trouble(&error);
            }
        }
    }

    fn on_lab(&mut self, mut event: LabEvent) {
        if let LabEvent::Ended(RunEnd { mistake: Some(mistake), .. }) = &mut event {
            self.note_port(mistake);
        }
        match &event {
            LabEvent::Output(output) => {
                self.boards.on_output(output);
                self.on_output(output);
            }
            LabEvent::Detected { port, answer } => {
                self.boards_menu.on_asked(port, answer.as_ref());
                if let Some(Ok(found)) = answer {
                    let name = self.boards_menu.name_of(port);
                    let want = self.boards.connect(port.clone(), found.clone());
                    self.boards.on_ports(self.boards_menu.ports());
                    self.look_at(want);
                    self.notices.success(Message::new("window-connected").with("name", name));
                }
            }
            LabEvent::Checked { .. } | LabEvent::Connecting | LabEvent::Started | LabEvent::Ended(_) => {}
        }
        let boards = &self.boards;
        if let Some(end) = self.run.on_event(&event, || boards.states()) {
            self.on_end(&end);
        }
    }

    /// Marks the board that a mistake reports as gone, and puts the port's plain name into the mistake.
    fn note_port(&mut self, mistake: &mut Mistake) {
        use DeviceErrorCode::{Gone, PortMissing};
        let Some(port) = mistake.args.get_mut("port") else { return };
        if let MistakeCode::Api(ApiErrorCode::Device(Gone | PortMissing)) = mistake.code {
            self.boards.on_gone(port);
        }
        *port = self.boards_menu.name_of(port);
    }

    fn on_output(&mut self, output: &LabOutput) {
        match output {
            LabOutput::Line { text } => self.console.push_line(text),
            LabOutput::Sample { at_us, name, value } => {
                if self.plot.is_empty() && self.output == Output::Console && self.console.is_empty() {
                    self.output = Output::Plot;
                }
                self.plot.push(*at_us, name, *value);
            }
            LabOutput::Asking => {
                self.console.asking();
                self.output = Output::Console;
                if matches!(self.page, Page::Program | Page::Board) {
                    self.page = Page::Output;
                }
            }
            LabOutput::Typed { text } => self.console.typed(text),
            LabOutput::Started | LabOutput::Board { .. } | LabOutput::Paused { .. } | LabOutput::Resumed => {}
        }
    }

    /// Tells in the console how the run ended.
    fn on_end(&mut self, end: &RunEnd) {
        self.console.asks_no_more();
        match (&end.mistake, end.reason) {
            (Some(mistake), _) => {
                self.output = Output::Console;
                let (sentence, advice) = (mistake.text(&self.texts), mistake.advice(&self.texts));
                let sentence = match mistake.line.filter(|_| !self.is_listening) {
                    Some(line) => {
                        let args = [("line", line.to_string()), ("sentence", sentence)];
                        self.texts.get("window-end-mistake", &args)
                    }
                    None => sentence,
                };
                self.console.mistake(&format!("{sentence} {advice}"));
            }
            (None, EndReason::Stopped) => self.console.note(&self.texts.plain("window-end-stopped")),
            (None, _) => self.console.note(&self.texts.plain("window-end-done")),
        }
        self.is_listening = false;
    }

    fn on_project(&mut self, event: &ProjectEvent, now_s: f64) {
        if self.on_step_project(event) {
            return;
        }
        let is_told = self.projects.on_event(event);
        match event {
            ProjectEvent::Saved { .. } => self.saving_works(),
            ProjectEvent::Exported { file_name, bytes: Some(bytes), .. } => {
                self.send(Command::KeepFile { name: file_name.clone(), bytes: bytes.clone() });
            }
            _ => {}
        }
        let is_lost = matches!(event, ProjectEvent::Failed { revision: None, error, .. }
            if self.open.info().is_none() && error.code == ProjectErrorCode::FileGone);
        if is_lost && self.is_first_try {
            // The project that was open last is gone; that needs no message.
            self.create_first();
            return;
        }
        if let Some(error) = event.to_tell().filter(|_| !is_told) {
            self.trouble(&error);
        }
        match self.open.on_event(event, now_s, self.editor.text()) {
            None => {}
            Some(Change::Loaded(text)) => {
                self.leave_run();
                self.lessons.end_replay();
                self.editor.load(&text);
                self.loaded(now_s);
                self.remember_project();
            }
            Some(Change::Restored(text)) => {
                self.editor.set_text(&text);
                self.loaded(now_s);
            }
            Some(Change::Named) => self.remember_project(),
            Some(Change::Gone) => {
                // The projects panel, where it was deleted, opens another one.
                self.leave_run();
            }
        }
    }

    /// Removes the notices about failed saving, as saving works again.
    fn saving_works(&mut self) {
        use ProjectErrorCode as Code;
        for code in [Code::DiskFull, Code::ReadOnly, Code::NoPermission, Code::StoreFailed] {
            self.notices.solved(&code.text_id());
        }
    }

    /// Stops the run of a program that is no longer open.
    fn leave_run(&mut self) {
        if self.run.is_active() && !self.is_listening {
            self.stop();
        }
    }

    fn loaded(&mut self, now_s: f64) {
        self.known_revision = self.editor.revision();
        self.boards.load(&self.open.settings);
        self.choose_board();
        self.check_due_s = Some(now_s);
        if self.page != Page::Lesson {
            self.page = Page::Program;
        }
    }

    fn remember_project(&mut self) {
        let last = self.open.info().map(|info| info.id.clone());
        if self.settings.last_project != last {
            self.settings.last_project = last;
            self.send(Command::KeepSettings(self.settings.clone()));
        }
    }
}
