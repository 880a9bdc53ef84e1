//! Handling of the backend's events.

use digilab_contract::backend::{Command, Event};
use digilab_contract::message::Message;
use digilab_contract::project::{ProjectErrorCode, ProjectEvent};
use digilab_devices::discovery::FoundBoard;
use digilab_devices::error::DeviceError;
use digilab_lab::lab_protocol::{LabEvent, LessonEvent, RunEnd};

use super::LabApp;
use super::lessons::LessonContext;
use super::open::Change;

impl LabApp {
    /// Handles all events of the backend since the last frame.
    ///
    /// # Arguments
    /// - `now_s`: egui's time, in seconds.
    pub(super) fn take_events(&mut self, now_s: f64) {
        for event in self.backend.take() {
            self.on_event(event, now_s);
        }
        let context = LessonContext::of(&self.program, &self.settings.texts);
        let effects = self.lessons.settle(&context);
        self.do_for_lessons(effects, now_s);
        if !self.program.project.is_waiting() && self.run.state.take_begins_again() {
            self.begin_program(false, now_s);
        }
    }

    fn on_event(&mut self, event: Event, now_s: f64) {
        match event {
            Event::Lab(event) => self.on_lab(event),
            Event::Pack(event) => {
                let context = LessonContext::of(&self.program, &self.settings.texts);
                let effects = self.lessons.on_pack(event, &context);
                self.do_for_lessons(effects, now_s);
            }
            Event::Lesson(LessonEvent::StepChecked { number, outcome }) => {
                let keep = self.lessons.on_checked(number, outcome);
                self.send_all(keep);
            }
            Event::Lesson(LessonEvent::Recorded { number, recording }) => {
                let effects = self.lessons.on_recorded(number, recording.map(|recording| *recording));
                self.do_for_lessons(effects, now_s);
            }
            Event::Project(event) => self.on_project(&event, now_s),
            Event::Ports(ports) => {
                self.dialogs.boards.on_ports(&ports);
                if let Ok(ports) = &ports {
                    self.run.boards.on_ports(ports);
                }
            }
            Event::FileKept { name, folder } => {
                let message = match folder {
                    Some(folder) => Message::new("window-file-kept").with("folder", folder),
                    None => Message::new("window-file-downloaded"),
                };
                self.notices.success(message.with("name", name));
            }
            Event::Invited(text) => {
                if let Some(problem) = self.dialogs.on_invited(&text) {
                    self.notices.problem(problem);
                }
            }
            Event::Usage(answer) => {
                if let Some(problem) = self.dialogs.on_usage(answer) {
                    self.notices.problem(problem);
                }
            }
            Event::NotKept(error) => self.notices.problem(&error),
            Event::Texts(Ok(language)) => self.settings.on_texts(language),
            Event::Texts(Err(error)) => {
                let keep = self.settings.stay_in_language();
                self.send(keep);
                self.notices.problem(&error);
            }
        }
    }

    fn on_lab(&mut self, mut event: LabEvent) {
        if let LabEvent::Ended(RunEnd { mistake: Some(mistake), .. }) = &mut event {
            self.run.note_port(mistake, &self.dialogs.boards);
        }
        if let LabEvent::Detected { port, answer } = &event {
            self.on_detected(port, answer.as_ref());
        }
        if let Some(cue) = self.run.on_event(&event, &self.settings.texts) {
            self.panes.on_cue(cue);
        }
    }

    /// Handles the outcome of detecting a board on a port; `None` means that it was cancelled.
    fn on_detected(&mut self, port: &str, answer: Option<&Result<FoundBoard, DeviceError>>) {
        self.dialogs.boards.on_asked(port, answer);
        let Some(Ok(found)) = answer else { return };
        let name = self.dialogs.boards.name_of(port);
        let want = self.run.boards.connect(port.to_owned(), found.clone());
        self.run.boards.on_ports(self.dialogs.boards.ports());
        self.look_at(want);
        self.notices.success(Message::new("window-connected").with("name", name));
    }

    fn on_project(&mut self, event: &ProjectEvent, now_s: f64) {
        let context = LessonContext::of(&self.program, &self.settings.texts);
        let (effects, is_done) = self.lessons.on_project(event, &context);
        self.do_for_lessons(effects, now_s);
        if is_done {
            return;
        }
        let is_told = self.dialogs.projects.on_event(event);
        match event {
            ProjectEvent::Saved { .. } => self.saving_works(),
            ProjectEvent::Exported { file_name, bytes: Some(bytes), .. } => {
                self.send(Command::KeepFile { name: file_name.clone(), bytes: bytes.clone() });
            }
            _ => {}
        }
        if self.program.is_first_gone(event) {
            let create = self.program.create_first(&self.settings.texts);
            self.send(create);
            return;
        }
        if let Some(error) = event.to_tell().filter(|_| !is_told) {
            self.notices.problem(&error);
        }
        match self.program.on_event(event, now_s) {
            None => {}
            Some(Change::Loaded(_)) => {
                self.leave_run();
                self.lessons.end_replay();
                self.on_loaded();
                self.remember_project();
            }
            Some(Change::Restored(_)) => self.on_loaded(),
            Some(Change::Named) => self.remember_project(),
            // The projects panel, where it was deleted, opens another one.
            Some(Change::Gone) => self.leave_run(),
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
        let stop = self.run.leave();
        self.send_all(stop);
    }

    /// Shows the boards of a program that was loaded.
    fn on_loaded(&mut self) {
        self.run.boards.load(&self.program.project.settings);
        self.choose_board();
        self.panes.on_loaded();
    }

    fn remember_project(&mut self) {
        let last = self.program.project.info().map(|info| info.id.clone());
        let keep = self.settings.remember_project(last);
        self.send_all(keep);
    }
}
