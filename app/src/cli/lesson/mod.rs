//! `digilab lesson`: commands for authors of lesson packs.

mod check;
mod finding;
mod list;
mod make;
mod place;
mod sign;

use digilab_lab::text::Texts;

use super::args::LessonAction;
use super::failure::{Failure, Status};

/// Runs a command on lesson packs.
pub fn lesson(action: LessonAction, texts: &Texts) -> Result<Status, Failure> {
    match action {
        LessonAction::New(arguments) => make::new(&arguments, texts),
        LessonAction::Check(arguments) => check::check(&arguments, texts),
        LessonAction::Pack(arguments) => make::pack(&arguments, texts),
        LessonAction::Sign(arguments) => sign::sign(&arguments, texts),
        LessonAction::List(arguments) => list::list(&arguments, texts),
        LessonAction::Export(arguments) => list::export(&arguments, texts),
    }
}
