use std::sync::Arc;

use digilab_contract::project::{Content, Project};
use digilab_devices::board::{BoardFamily, BoardKind};
use digilab_devices::sim::parts::Part;
use digilab_lessons::{builtin, load};

use super::program::{Wanted, beginning, board_to_check};
use super::*;

fn pack(id: &str) -> Arc<PackView> {
    Arc::new(load::load(&builtin::pack(id).unwrap()).unwrap().into())
}

fn opened(progress: PackProgress) -> OpenPack {
    OpenPack::new(
        PackPlace::BuiltIn("first-steps-microbit".to_owned()),
        pack("first-steps-microbit"),
        progress,
    )
}

fn progress() -> PackProgress {
    PackProgress::new("first-steps-microbit", "1.0.0")
}

fn id(name: &str) -> ProjectId {
    ProjectId(name.to_owned())
}

#[test]
fn a_pack_opens_where_the_pupil_was_or_at_the_first_step_that_is_not_passed() {
    assert_eq!(opened(progress()).step, 0);
    let mut reached = progress();
    reached.step_mut("01-wake").has_passed = true;
    assert_eq!(opened(reached.clone()).step, 1);
    reached.last_step = Some("03-buttons".to_owned());
    assert_eq!(opened(reached.clone()).step, 2);
    reached.last_step = Some("a step that is no more".to_owned());
    assert_eq!(opened(reached.clone()).step, 1);
    for name in &pack("first-steps-microbit").manifest.steps {
        reached.step_mut(name).has_passed = true;
    }
    assert_eq!(opened(reached).step, 0, "all is done: from the beginning");
}

#[test]
fn a_pack_that_is_read_again_stays_at_its_step() {
    let mut open = opened(progress());
    open.step = 2;
    let mut shorter = (*open.pack).clone();
    shorter.steps.remove(0);
    shorter.manifest.steps.remove(0);
    open.renew(Arc::new(shorter.clone()), progress());
    assert_eq!(open.step().unwrap().name, "03-buttons");
    shorter.steps.truncate(1);
    shorter.manifest.steps.truncate(1);
    open.renew(Arc::new(shorter), progress());
    assert_eq!(open.step().unwrap().name, "02-picture", "its step is gone: the last one there is");
}

#[test]
fn a_project_that_gets_another_name_stays_the_steps() {
    let mut lessons = Lessons { open: Some(opened(progress())), ..Lessons::default() };
    lessons.open.as_mut().unwrap().progress.step_mut("01-wake").project = Some(id("one"));
    lessons.keep();
    let mut other = PackProgress::new("other", "2.0.0");
    other.step_mut("a").project = Some(id("two"));
    lessons.progress.push(other);
    assert_eq!(lessons.follow(&id("elsewhere"), None), []);
    let commands = lessons.follow(&id("one"), Some(&id("renamed")));
    let kept = lessons.open.as_ref().unwrap().progress.clone();
    assert_eq!(kept.steps["01-wake"].project, Some(id("renamed")));
    assert!(commands.contains(&PackCommand::KeepProgress(kept)));
    assert_eq!(lessons.follow(&id("two"), None).len(), 1);
    assert_eq!(lessons.progress[1].steps["a"].project, None);
}

#[test]
fn a_step_begins_with_its_parts_on_its_boards() {
    let pack = pack("smart-street-light");
    for step in &pack.steps {
        let Content { settings, text } = beginning(&pack, step);
        assert_eq!(text, step.starter);
        let wired: usize = settings.parts.values().map(|parts| parts.len()).sum();
        assert!(wired > 0 || step.parts.is_empty(), "{}", step.name);
    }
    let mut lit = (*self::pack("first-steps-arduino")).clone();
    lit.manifest.boards = vec![BoardKind::Arduino, BoardKind::MicrobitV1];
    let step = lit.steps.iter().find(|step| !step.parts.is_empty()).unwrap();
    let Content { settings, .. } = beginning(&lit, step);
    assert_eq!(settings.boards.get(&BoardFamily::Microbit), Some(&BoardKind::MicrobitV1));
    assert_eq!(settings.boards.get(&BoardFamily::Arduino), None, "the usual one needs no words");
    let parts: Vec<Part> = settings.parts[&BoardFamily::Arduino].values().copied().collect();
    assert!(!parts.is_empty());
}

#[test]
fn the_pins_of_packs_are_those_that_scripts_mean() {
    use digilab_lab::boards::{SIMULATED_PORT, driver_for};
    let names = (0..40).map(|number| number.to_string());
    let names: Vec<String> =
        names.flat_map(|pin| ["", "A", "D", "P"].map(|before| format!("{before}{pin}"))).collect();
    for &kind in BoardKind::IN_PACKS {
        let driver = driver_for(kind, SIMULATED_PORT, 0);
        for name in &names {
            if let Ok(pin) = driver.pin_by_name(name) {
                let wired = digilab_devices::board::BoardProfile::of(kind).pin_names.pin(name);
                assert_eq!(wired, Some(pin), "{name} on {kind:?}");
            }
        }
    }
}

#[test]
fn a_program_is_checked_on_the_board_it_asks_for() {
    let check = |boards: &[BoardKind], asked_for, expected| {
        let mut pack = (*pack("first-steps-microbit")).clone();
        pack.manifest.boards = boards.to_vec();
        assert_eq!(board_to_check(&pack, asked_for), expected, "{boards:?} {asked_for:?}");
    };
    use BoardKind::{Arduino, MicrobitV1, MicrobitV2};
    check(&[MicrobitV2, MicrobitV1], Some(MicrobitV1), Some(MicrobitV1));
    check(&[MicrobitV2, MicrobitV1], Some(MicrobitV2), Some(MicrobitV2));
    check(&[MicrobitV2, MicrobitV1], None, Some(MicrobitV2));
    check(&[Arduino, MicrobitV1], Some(MicrobitV2), Some(MicrobitV1));
    check(&[Arduino, MicrobitV2], Some(Arduino), Some(Arduino));
    check(&[MicrobitV2], Some(Arduino), Some(MicrobitV2));
    check(&[], Some(Arduino), None);
}

#[test]
fn only_the_project_that_was_asked_for_is_the_steps() {
    let project = |name: &str, text: &str| Project {
        info: ProjectInfo { id: id(name), name: name.to_owned(), changed_s: 0 },
        content: Content { text: text.to_owned(), ..Content::default() },
    };
    assert!(Wanted::Known(id("a")).is(&project("a", "anything")));
    assert!(!Wanted::Known(id("a")).is(&project("b", "anything")));
    let new = Wanted::New(Content { text: "starter".to_owned(), ..Content::default() });
    assert!(new.is(&project("whatever it is called", "starter")));
    assert!(!new.is(&project("what was open last", "mine")));
}

#[test]
fn the_panel_gets_room_and_its_pack_is_remembered_while_it_is_shown() {
    let mut lessons = Lessons { open: Some(opened(progress())), ..Lessons::default() };
    let place = PackPlace::BuiltIn("first-steps-microbit".to_owned());
    let shown = [
        LessonEffect::Shown { is_turned_to: true },
        LessonEffect::Remember(Some(place)),
        LessonEffect::pack(PackCommand::List),
    ];
    assert_eq!(lessons.toggle(), shown);
    assert_eq!(lessons.toggle(), [LessonEffect::Hidden, LessonEffect::Remember(None)]);
}
