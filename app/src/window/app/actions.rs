//! The actions of the window: those of the user, and those that the lessons request.

use digilab_contract::backend::Command;
use digilab_devices::board::BoardFamily;
use digilab_lab::lab::{LiveCommand, Pace};

use super::LabApp;
use super::lessons::LessonEffect;
use super::panes::{Output, Page};
use super::run::{Phase, Step};
use super::run_view::NewRun;
use super::toolbar::Asked;
use crate::window::projects::Tab;

impl LabApp {
    /// Carries out a requested action.
    pub(super) fn act(&mut self, asked: Asked, now_s: f64) {
        match asked {
            Asked::Run if self.run.state.phase() == Phase::Paused => self.tell_pace(Pace::Run),
            Asked::Run if self.run.is_active() => {
                self.run.state.begin_again();
                self.stop();
            }
            // A project that is still being opened runs as soon as it is open.
            Asked::Run if self.program.project.is_waiting() => self.run.state.begin_again(),
            Asked::Run => self.begin_program(false, now_s),
            Asked::Stop => self.stop(),
            Asked::Step if self.program.project.is_waiting() => {}
            Asked::Step => self.step(now_s),
            Asked::StepBack => {
                if let Some(back) = self.run.state.step_back() {
                    self.send(Command::Live(back));
                }
                self.panes.output = Output::Variables;
            }
            Asked::Save => self.save_now(now_s),
            Asked::Projects => self.dialogs.projects.open(Tab::Mine),
            Asked::Boards => self.dialogs.boards.open(),
            Asked::Help => self.panes.is_help_open = !self.panes.is_help_open,
            Asked::Lessons => {
                let effects = self.lessons.toggle();
                self.do_for_lessons(effects, now_s);
            }
            Asked::Check => self.check_step(now_s),
            Asked::Settings => self.dialogs.settings.open(),
        }
    }

    fn step(&mut self, now_s: f64) {
        match self.run.state.step() {
            Step::Begin => self.begin_program(true, now_s),
            Step::Go(pace) => self.tell_pace(pace),
            Step::Shown => return,
        }
        self.panes.output = Output::Variables;
    }

    fn tell_pace(&mut self, pace: Pace) {
        self.send(Command::Live(LiveCommand::Pace(pace)));
    }

    pub(super) fn stop(&mut self) {
        let stop = self.run.stop();
        self.send(stop);
    }

    /// Saves and runs the program; with `paused` the run stops before its first line.
    pub(super) fn begin_program(&mut self, paused: bool, now_s: f64) {
        let save = self.program.save_to_run(now_s);
        self.send_all(save);
        self.choose_board();
        let (editor, seed) = (&self.program.editor, self.program.project.settings.seed);
        let run = NewRun::of_program(editor.text(), editor.revision(), paused, seed);
        self.begin(run, now_s);
        self.panes.on_begin(paused);
    }

    /// Runs the script that shows the output of a board of `family`.
    pub(super) fn listen(&mut self, family: BoardFamily, now_s: f64) {
        let seed = self.program.project.settings.seed;
        let Some(run) = NewRun::listening(family, seed) else { return };
        self.panes.output = Output::Console;
        self.begin(run, now_s);
    }

    fn begin(&mut self, run: NewRun, now_s: f64) {
        self.program.cancel_check();
        self.lessons.end_replay();
        let begin = self.run.begin(run, self.backend.wall_clock().unix_s, now_s, &self.settings.texts);
        self.send(begin);
    }

    /// Shows the board that the program uses, if it is there.
    pub(super) fn choose_board(&mut self) {
        if let Some(want) = self.program.choose_board()
            && self.run.boards.is_there(want)
        {
            self.look_at(want);
        }
    }

    pub(super) fn look_at(&mut self, want: BoardFamily) {
        let commands = self.run.look_at(want);
        self.send_all(commands);
    }

    /// Starts a check of the program in the editor against the open step.
    fn check_step(&mut self, now_s: f64) {
        if !self.lessons.is_own_program(self.program.project.info()) {
            return;
        }
        let save = self.program.save_to_run(now_s);
        self.send_all(save);
        let seed = self.run.fresh_seed(self.backend.wall_clock().unix_s, now_s);
        let script = self.program.editor.text();
        let kind = self.run.kind_asked_for(script);
        let check = self.lessons.check(script, self.program.editor.revision(), kind, seed);
        self.send_all(check);
    }

    /// Carries out what the lessons request of the other parts.
    pub(super) fn do_for_lessons(&mut self, effects: Vec<LessonEffect>, now_s: f64) {
        for effect in effects {
            match effect {
                LessonEffect::Send(command) => self.send(command),
                LessonEffect::Save => self.save_now(now_s),
                LessonEffect::Remember(place) => {
                    let keep = self.settings.remember_pack(place);
                    self.send_all(keep);
                }
                LessonEffect::Shown { is_turned_to } => self.panes.show_lesson(is_turned_to),
                LessonEffect::Hidden => self.panes.hide_lesson(),
                LessonEffect::SetText(text) => self.program.editor.set_text(&text),
                LessonEffect::BeginAnew(content) => {
                    self.program.begin_anew(content, now_s);
                    self.run.boards.load(&self.program.project.settings);
                    self.choose_board();
                }
                // The letters typed last are checked, too.
                LessonEffect::Check if self.program.editor.is_behind() => {
                    self.asked_early = Some(Asked::Check);
                }
                LessonEffect::Check => self.act(Asked::Check, now_s),
                LessonEffect::Replay { family, output } => {
                    self.panes.output = output;
                    self.look_at(family);
                    self.panes.page = Page::Board;
                }
                LessonEffect::Notify(problem) => self.notices.problem(problem),
            }
        }
    }
}
