//! Tests of the dialog as a teacher and a pupil use it.

use digilab_lab::text::{Language, Texts};
use digilab_usage::error::UsageErrorCode;
use digilab_usage::event::Event;
use digilab_usage::report::{Indicators, Targets};
use digilab_usage::request::{Choices, Entry, Sending};
use digilab_usage::settings::UsageSettings;
use digilab_usage::workshop::{code, shown};
use egui::accesskit::Role;
use egui::{Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;

struct Shown {
    dialog: UsageDialog,
    language: Language,
    asked: Vec<UsageAction>,
}

fn open(tab: Tab, language: Language, size: Vec2) -> Harness<'static, Shown> {
    let mut dialog = UsageDialog::default();
    dialog.open(tab);
    let mut harness = Harness::builder().with_size(size).build_ui_state(
        |ui, shown: &mut Shown| {
            let texts = Texts::new(shown.language);
            let address = Some("https://lab.example.fi/");
            let clock = WallClock { unix_s: 1_795_623_502, utc_offset_s: 7_200 };
            let context = UsageContext { packs: None, clock, page_address: address, texts: &texts };
            shown.asked.extend(shown.dialog.show(ui.ctx(), &context));
        },
        Shown { dialog, language, asked: Vec::new() },
    );
    harness.run();
    harness
}

fn large(tab: Tab) -> Harness<'static, Shown> {
    open(tab, Language::En, vec2(1366.0, 768.0))
}

fn click(harness: &mut Harness<'_, Shown>, label: &str) {
    // By its name, wherever it is scrolled to.
    harness.get_by_role_and_label(Role::Button, label).click_accesskit();
    harness.run();
}

fn write(harness: &mut Harness<'_, Shown>, label: &str, text: &str) {
    let field = harness.get_by_role_and_label(Role::TextInput, label);
    field.focus();
    field.type_text(text);
    harness.run();
}

fn answer(harness: &mut Harness<'_, Shown>, answer: Answer) {
    harness.state_mut().dialog.on_answer(answer);
    harness.run();
}

fn asks(harness: &mut Harness<'_, Shown>) -> Vec<UsageRequest> {
    let ask = |action| if let UsageAction::Request(ask) = action { Some(ask) } else { None };
    std::mem::take(&mut harness.state_mut().asked).into_iter().filter_map(ask).collect()
}

#[test]
fn a_pupil_joins_by_a_code_and_a_slip_is_told() {
    let mut harness = large(Tab::Workshop);
    let code = code(77);
    let mut wrong = code.to_string();
    let last = wrong.pop().unwrap();
    wrong.push(if last == '2' { '3' } else { '2' });
    let field = "The code that your teacher shows (six characters)";
    write(&mut harness, field, &wrong);
    click(&mut harness, "Join");
    harness.get_by_label_contains("This is not a workshop’s code");
    assert_eq!(asks(&mut harness), []);
    harness.state_mut().dialog = UsageDialog::default();
    harness.state_mut().dialog.open(Tab::Workshop);
    harness.run();
    write(&mut harness, field, &shown(&code));
    click(&mut harness, "Join");
    harness.get_by_label_contains("You have joined the workshop");
    harness.get_by_label(&shown(&code));
    assert_eq!(asks(&mut harness), [UsageRequest::Note(Event::WorkshopJoined { workshop: code })]);
}

#[test]
fn a_teacher_opens_a_workshop_invites_and_closes_it() {
    let mut harness = large(Tab::Workshop);
    write(&mut harness, "Title, if you like", "Robots");
    click(&mut harness, "Open the workshop");
    harness.get_by_label_contains("Write how many you expect");
    write(&mut harness, "How many do you expect?", "20");
    click(&mut harness, "Open the workshop");
    assert_eq!(asks(&mut harness), [UsageRequest::OpenWorkshop { expected: 20, code: None }]);
    let code = code(123);
    answer(&mut harness, Answer::WorkshopOpened(code.clone()));
    harness.get_by_label(&shown(&code));
    click(&mut harness, "Save an invitation");
    let Some(UsageAction::KeepFile(name, bytes)) = harness.state_mut().asked.pop() else { panic!("no file") };
    let invitation = Invitation::decode(&String::from_utf8(bytes).unwrap()).unwrap();
    assert_eq!(
        (name.as_str(), &invitation.title, &invitation.code),
        ("Robots.digilab-workshop", &"Robots".to_owned(), &code)
    );
    click(&mut harness, "Copy a link");
    harness.get_by_label_contains("The link is copied");
    click(&mut harness, "Close the workshop");
    harness.get_by_label_contains("Count who is there");
    write(&mut harness, "How many took part? Count them, without teachers", "18");
    click(&mut harness, "Close the workshop");
    assert_eq!(
        asks(&mut harness),
        [UsageRequest::Note(Event::WorkshopClosed { workshop: code.clone(), headcount: 18 })]
    );
    click(&mut harness, &format!("Go on with {} as its teacher", shown(&code)));
    assert_eq!(asks(&mut harness), [UsageRequest::OpenWorkshop { expected: 20, code: Some(code.clone()) }]);
    answer(&mut harness, Answer::WorkshopOpened(code));
    harness.get_by_label("Robots");
}

#[test]
fn an_invitation_joins_and_opens_the_first_lesson() {
    let mut harness = large(Tab::Report);
    harness.state_mut().asked.clear();
    let lesson = PackPlace::BuiltIn("door-counter".to_owned());
    let invitation = Invitation { code: code(5), title: "Ovet".to_owned(), packs: vec![lesson.clone()] };
    harness.state_mut().dialog.invite(invitation.clone());
    harness.run();
    harness.get_by_label("Ovet");
    let joined = UsageRequest::Note(Event::WorkshopJoined { workshop: invitation.code });
    let expected = [UsageAction::Request(joined), UsageAction::OpenPack(lesson), UsageAction::ListPacks];
    assert_eq!(harness.state().asked, expected);
}

fn report() -> Report {
    let numbers = |visits| Indicators { visits, person_hours: 12.5, ..Indicators::default() };
    Report {
        from: "2026-08-01".to_owned(),
        to: "2026-10-31".to_owned(),
        period: numbers(1_240),
        year_before: numbers(980),
        months: vec![("2026-08".to_owned(), numbers(40)), ("2026-09".to_owned(), numbers(1_200))],
        targets: Targets { visits: Some(2_200), ..Targets::default() },
        ..Report::default()
    }
}

#[test]
fn the_numbers_stand_beside_the_target_and_the_year_before() {
    let mut harness = large(Tab::Report);
    assert_eq!(asks(&mut harness), [UsageRequest::Report(Span::SchoolYear)]);
    answer(&mut harness, Answer::Report(report()));
    for text in ["1240", "980", "2200 (56 %)"] {
        harness.get_by_label(text);
    }
    harness.get_by_role_and_label(Role::Image, "2026-08: 40, 2026-09: 1200");
    harness.get_by_role_and_label(Role::RadioButton, "Last year").click();
    harness.run();
    assert_eq!(asks(&mut harness), [UsageRequest::Report(Span::LastYear)]);
    click(&mut harness, "Register an AI pilot");
    answer(&mut harness, Answer::PilotRegistered(code(9)));
    harness.get_by_label_contains(&shown(&code(9)));
    let asked = asks(&mut harness);
    assert_eq!(asked, [UsageRequest::RegisterPilot, UsageRequest::Report(Span::LastYear)]);
}

fn held() -> Held {
    let entry =
        Entry { at_ms: 1_795_623_400_000, event: "script-run".to_owned(), fields: "outcome=done".to_owned() };
    let sending = Sending {
        waiting: 3,
        acknowledged: 7,
        last_refusal: Some(503),
        set_aside: vec![(
            Entry { event: "board-failed".to_owned(), fields: "code=gone".to_owned(), ..entry.clone() },
            400,
        )],
    };
    Held {
        events: 12,
        oldest: Some("2026-08-11".to_owned()),
        newest: vec![entry],
        settings: UsageSettings::default(),
        sending: Some(sending),
        ..Held::default()
    }
}

#[test]
fn what_is_held_can_be_read_taken_out_and_deleted() {
    let mut harness = large(Tab::Data);
    assert_eq!(asks(&mut harness), [UsageRequest::Held]);
    answer(&mut harness, Answer::Held(held()));
    harness.get_by_label_contains("12 events");
    harness.get_by_label("A program was run");
    harness.get_by_label("outcome=done");
    harness.get_by_label_contains("HTTP 503");
    click(&mut harness, "Save all of it as a file");
    answer(&mut harness, Answer::Exported("{}\n".to_owned()));
    click(&mut harness, "Delete all of it…");
    harness.get_by_label_contains("cannot be brought back");
    click(&mut harness, "Cancel");
    click(&mut harness, "Delete all of it…");
    click(&mut harness, "Delete all of it");
    assert_eq!(asks(&mut harness), [UsageRequest::Export, UsageRequest::Delete]);
    harness
        .get_by_role_and_label(Role::CheckBox, "Recognise repeated visits within a school year")
        .click_accesskit();
    harness.run();
    let chosen = Choices { is_on: true, is_pseudonymous: true, persons_per_seat: 1 };
    assert_eq!(asks(&mut harness), [UsageRequest::Choose(chosen)]);
    answer(&mut harness, Answer::Held(Held { is_fixed: true, ..held() }));
    harness.get_by_label("The person who looks after this device has decided this.");
}

#[test]
fn where_there_is_no_answer_the_dialog_says_why() {
    for tab in [Tab::Report, Tab::Data] {
        let mut harness = large(tab);
        harness.get_by_label("Counting…");
        answer(&mut harness, Answer::Trouble(UsageError::new(UsageErrorCode::Busy)));
        harness.get_by_label_contains("another window");
        assert!(harness.query_by_label("Counting…").is_none());
        // The request is sent again.
        harness.get_by_role_and_label(Role::Tab, "My data").click();
        harness.run();
        answer(&mut harness, Answer::Held(held()));
        harness.get_by_label_contains("12 events");
        assert!(harness.query_by_label_contains("another window").is_none());
    }
}

#[test]
fn it_fits_a_phone_and_every_language_has_its_words() {
    for size in [vec2(390.0, 844.0), vec2(1024.0, 600.0)] {
        for &language in Language::ALL {
            for tab in [Tab::Workshop, Tab::Report, Tab::Data] {
                let mut harness = open(tab, language, size);
                answer(&mut harness, Answer::Report(report()));
                answer(&mut harness, Answer::Held(held()));
                for node in harness.get_all_by_role(Role::Button) {
                    let rect = node.rect();
                    assert!(rect.left() >= 0.0 && rect.right() <= size.x, "{language:?} {tab:?}: {rect}");
                }
            }
        }
    }
}
