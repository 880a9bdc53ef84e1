use std::cell::RefCell;

use digilab_contract::packs::{PackOrigin, PackPlace};
use digilab_lab::lesson::{CheckRequest, check};
use digilab_lab::text::Language;
use digilab_lessons::blocks::{Block, Inline};
use digilab_lessons::pack::{Pack, Signature};
use digilab_lessons::{builtin, load};
use egui::accesskit::Role;
use egui::{ColorImage, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::*;

fn pack(id: &str) -> Pack {
    load::load(&builtin::pack(id).unwrap()).unwrap()
}

fn entry(id: &str, origin: PackOrigin) -> PackEntry {
    PackEntry { place: PackPlace::BuiltIn(id.to_owned()), origin, manifest: pack(id).manifest }
}

/// The input of a test, and the actions it causes.
struct Shown {
    pack: Arc<PackView>,
    checks: Vec<digilab_lessons::check::Check>,
    place: PackPlace,
    progress: PackProgress,
    report: Option<CheckReport>,
    is_stale: bool,
    is_own_program: bool,
    pictures: Pictures,
    language: Language,
    panel: LessonPanel,
    actions: Vec<LessonAction>,
}

impl Shown {
    fn of(pack: Pack) -> Self {
        let progress = PackProgress::new(&pack.manifest.id, &pack.manifest.version);
        Self {
            place: PackPlace::Kept(pack.manifest.id.clone()),
            checks: pack.steps.iter().map(|step| step.check.clone()).collect(),
            pack: Arc::new(pack.into()),
            progress,
            report: None,
            is_stale: false,
            is_own_program: true,
            pictures: Pictures::new(),
            language: Language::En,
            panel: LessonPanel::new(),
            actions: Vec::new(),
        }
    }

    fn checked(mut self, script: &str) -> Self {
        let request =
            CheckRequest { script, check: &self.checks[0], board: self.pack.manifest.boards[0], seed: 1 };
        self.report = Some(check(&request, std::rc::Rc::new(|| false)));
        self
    }

    fn draw(&mut self, ui: &mut Ui) {
        let texts = Texts::new(self.language);
        let check = match &self.report {
            Some(report) => StepState::Checked { number: 1, report, is_stale: self.is_stale },
            None => StepState::NotChecked,
        };
        let open = StepProps {
            pack: &self.pack,
            place: &self.place,
            step: 0,
            progress: &self.progress,
            is_own_program: self.is_own_program,
            check,
            pictures: &self.pictures,
            problem: None,
        };
        let props =
            LessonProps { packs: None, progress: &[], is_opening: false, open: Some(open), texts: &texts };
        self.actions.extend(self.panel.show(ui, &props));
    }

    fn harness(self) -> Harness<'static, Self> {
        let mut harness = Harness::builder()
            .with_size(vec2(360.0, 3_000.0))
            .build_ui_state(|ui, shown: &mut Self| shown.draw(ui), self);
        harness.run();
        harness
    }
}

fn label_of(node: &egui_kittest::Node<'_>) -> String {
    node.accesskit_node().label().unwrap_or_default()
}

/// Returns every visible text.
fn words(harness: &Harness<'_, Shown>) -> String {
    let nodes = harness.query_all(egui_kittest::kittest::By::new());
    let all = nodes.flat_map(|node| [label_of(&node), node.value().unwrap_or_default()]);
    all.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn click(harness: &mut Harness<'_, Shown>, label: &str) -> Vec<LessonAction> {
    harness.state_mut().actions.clear();
    let mut nodes = harness.query_all_by_role(Role::Button);
    let Some(node) = nodes.find(|node| label_of(node).starts_with(label)) else {
        panic!("no {label:?} in {}", words(harness))
    };
    node.click();
    drop(nodes);
    harness.run();
    harness.state_mut().actions.drain(..).collect()
}

#[test]
fn a_pack_in_the_list_is_opened_by_a_click_and_only_opened_ones_can_leave_it() {
    let packs = [
        entry("smart-street-light", PackOrigin::Opened),
        entry("first-steps-microbit", PackOrigin::School),
        entry("solar-meter", PackOrigin::BuiltIn),
    ];
    let mut progress = PackProgress::new("first-steps-microbit", "1.0.0");
    progress.step_mut("01-wake").has_passed = true;
    let progress = [progress];
    let texts = Texts::new(Language::Sv);
    let actions = RefCell::new(Vec::new());
    let mut panel = LessonPanel::new();
    let mut harness = Harness::builder().with_size(vec2(320.0, 1_200.0)).build_ui(|ui| {
        let props = LessonProps {
            packs: Some(&packs),
            progress: &progress,
            is_opening: false,
            open: None,
            texts: &texts,
        };
        actions.borrow_mut().extend(panel.show(ui, &props));
    });
    harness.run();
    let names: Vec<String> = harness.query_all_by_role(Role::Button).map(|node| label_of(&node)).collect();
    assert!(names.iter().all(|name| !name.is_empty()), "{names:?}");
    let first = names.iter().find(|name| name.starts_with("Första stegen med micro:bit")).unwrap();
    assert!(first.contains("1 av 5 steg klara"), "{first}");
    assert_eq!(names.iter().filter(|name| name.starts_with("Ta bort")).count(), 1, "{names:?}");
    harness.query_all_by_role(Role::Button).find(|node| label_of(node) == *first).unwrap().click();
    harness.run();
    let opened = LessonAction::OpenPack(PackPlace::BuiltIn("first-steps-microbit".to_owned()));
    assert_eq!(actions.take(), [opened]);
    harness
        .query_all_by_role(Role::Button)
        .find(|node| label_of(node).starts_with("Ta bort"))
        .unwrap()
        .click();
    harness.run();
    let forgotten = LessonAction::ForgetPack(PackPlace::BuiltIn("smart-street-light".to_owned()));
    assert_eq!(actions.take(), [forgotten]);
}

#[test]
fn hints_come_one_by_one() {
    let shown = Shown::of(pack("first-steps-microbit"));
    let mut harness = shown.harness();
    assert!(!words(&harness).contains("The new line is almost the same"));
    assert_eq!(click(&mut harness, "Show a hint (1 of 2)"), [LessonAction::ShowHint]);
    harness.state_mut().progress.step_mut("01-wake").hints = 1;
    harness.run();
    assert!(words(&harness).contains("The new line is almost the same"));
    assert!(!words(&harness).contains("capital letters inside the brackets"));
    // A number in a file may be anything.
    harness.state_mut().progress.step_mut("01-wake").hints = usize::MAX;
    harness.run();
    assert!(words(&harness).contains("capital letters inside the brackets"));
    assert!(!words(&harness).contains("Show a hint"));
}

#[test]
fn a_failed_check_says_what_was_expected_and_shows_it() {
    let script = "let bit = microbit(); bit.show(HEART); forever(|| sleep(100));";
    let mut harness = Shown::of(pack("first-steps-microbit")).checked(script).harness();
    let said = words(&harness);
    assert!(said.contains("The micro:bit was not asleep at the start"), "{said}");
    assert!(said.contains("Expected: the display shows ASLEEP"), "{said}");
    assert!(said.contains("What happened: the display was"), "{said}");
    let done = click(&mut harness, "Show what happened");
    assert!(matches!(done.as_slice(), [LessonAction::ShowHappened { scenario: 0, .. }]), "{done:?}");
    harness.state_mut().is_stale = true;
    harness.run();
    assert!(words(&harness).contains("You have changed the program since"));
    // A program that cannot be parsed has nothing to replay.
    let harness = Shown::of(pack("first-steps-microbit")).checked("let x = ;").harness();
    let said = words(&harness);
    assert!(said.contains("Line 1:") && !said.contains("Show what happened"), "{said}");
}

#[test]
fn a_result_comes_into_view_even_if_it_came_at_once() {
    let script = "let bit = microbit(); bit.show(HEART); forever(|| sleep(100));";
    let mut shown = Shown::of(pack("first-steps-microbit"));
    let checked = Shown::of(pack("first-steps-microbit")).checked(script);
    shown.report = None;
    let mut harness = Harness::builder()
        .with_size(vec2(360.0, 600.0))
        .build_ui_state(|ui, shown: &mut Shown| shown.draw(ui), shown);
    harness.run();
    harness.state_mut().report = checked.report;
    for _ in 0..60 {
        harness.step();
    }
    let again = harness.query_all_by_role(Role::Button).find(|node| label_of(node) == "Show what happened");
    let rect = again.unwrap().rect();
    assert!(rect.bottom() < 560.0 && rect.top() > 0.0, "{rect:?}");
}

#[test]
fn a_passed_check_leads_on() {
    let pack = pack("first-steps-microbit");
    let solution = pack.steps[0].solution.clone();
    let mut harness = Shown::of(pack).checked(&solution).harness();
    assert!(words(&harness).contains("It works!"));
    assert!(!words(&harness).contains("every step"));
    assert_eq!(click(&mut harness, "Next"), [LessonAction::GoToStep(1)]);
    assert_eq!(click(&mut harness, "Step 3"), [LessonAction::GoToStep(2)]);
    for name in harness.state().pack.manifest.steps.clone() {
        harness.state_mut().progress.step_mut(&name).has_passed = true;
    }
    harness.run();
    assert!(words(&harness).contains("every step"));
    assert!(words(&harness).contains("Step 5:"));
    assert_eq!(click(&mut harness, "Start over"), [LessonAction::ResetToStarter]);
    assert_eq!(click(&mut harness, "Check"), [LessonAction::Check]);
    harness.state_mut().is_own_program = false;
    harness.run();
    assert!(!words(&harness).contains("Start over"));
    assert_eq!(click(&mut harness, "Back to my program"), [LessonAction::BackToProgram]);
    assert_eq!(click(&mut harness, "Back to all lessons"), [LessonAction::ClosePack]);
}

#[test]
fn who_vouches_for_a_pack_is_always_said() {
    let check = |place: PackPlace, signature: Signature, expected: &str| {
        let mut shown = Shown::of(Pack { signature, ..pack("first-steps-microbit") });
        shown.place = place;
        let said = words(&shown.harness());
        assert!(said.contains(expected), "{expected}: {said}");
    };
    let kept = || PackPlace::Kept("x".to_owned());
    check(kept(), Signature::Unsigned, "Unsigned");
    let signed =
        Signature::SignedBy { name: "Koulu".to_owned(), fingerprint: "0123456789abcdef0000".to_owned() };
    check(kept(), signed, "Signed by Koulu (key 0123 4567 89ab cdef)");
    check(PackPlace::BuiltIn("x".to_owned()), Signature::Unsigned, "Included with DigiLab");
}

/// Returns a pack whose first step has these blocks.
fn with_blocks(blocks: Vec<Block>) -> Pack {
    let mut pack = pack("first-steps-microbit");
    pack.steps[0].texts.get_mut(&Language::En).unwrap().blocks = blocks;
    pack
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text { text: text.to_owned(), strong: false, emphasis: false }]
}

#[test]
fn pictures_are_asked_for_once_and_described_till_they_come() {
    let image = Block::Image { path: "assets/led.png".to_owned(), alt: "A red light".to_owned() };
    let mut harness = Shown::of(with_blocks(vec![image])).harness();
    harness.run();
    let asked = harness.state().actions.iter();
    let asked = asked.filter(
        |action| matches!(action, LessonAction::WantPicture { path, .. } if path == "assets/led.png"),
    );
    assert_eq!(asked.count(), 1, "{:?}", harness.state().actions);
    assert!(words(&harness).contains("A red light"));
    assert_eq!(harness.query_all_by_role(Role::Image).count(), 0);
    let picture = Some(Arc::new(ColorImage::filled([600, 300], egui::Color32::RED)));
    harness.state_mut().pictures.insert("assets/led.png".to_owned(), picture);
    harness.run();
    harness.run();
    let shown = harness.get_by_role(Role::Image);
    assert_eq!(label_of(&shown), "A red light");
    assert!(shown.rect().width() <= 360.0, "{:?}", shown.rect());
    // A picture that cannot be decoded keeps its description.
    harness.state_mut().pictures.insert("assets/led.png".to_owned(), None);
    harness.state_mut().panel = LessonPanel::new();
    harness.run();
    assert!(words(&harness).contains("A red light"));
}

#[test]
fn everything_a_text_can_have_is_drawn_within_the_panel() {
    let long = "donaudampfschifffahrt".repeat(20);
    let blocks = vec![
        Block::Heading { level: 2, content: text("A heading") },
        Block::Paragraph {
            content: vec![
                Inline::Text { text: long.clone(), strong: true, emphasis: true },
                Inline::Link { address: "https://example.org".to_owned(), text: "a link".to_owned() },
                Inline::Code { text: "sleep(1)".to_owned() },
                Inline::Break,
            ],
        },
        Block::List { start: Some(9), items: vec![vec![Block::Paragraph { content: text("ninth") }]] },
        Block::List {
            start: None,
            items: vec![vec![Block::List { start: None, items: vec![vec![Block::Rule]] }]],
        },
        Block::Code { info: "rhai starter".to_owned(), text: format!("print(\"{long}\");") },
        Block::Code { info: String::new(), text: "plain".to_owned() },
        Block::Table { head: vec![text("one"), text("two")], rows: vec![vec![text(&long), text("b")]] },
        Block::Quote { content: vec![Block::Paragraph { content: text("said") }] },
    ];
    let mut harness = Shown::of(with_blocks(blocks)).harness();
    let said = words(&harness);
    for expected in ["A heading", "a link", "9.", "ninth", "plain", "two", "said"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    for node in harness.query_all_by_role(Role::Button) {
        assert!(node.rect().right() <= 360.0, "{} {:?}", label_of(&node), node.rect());
    }
    assert_eq!(click(&mut harness, "Copy the code"), []);
}

#[test]
fn a_very_long_text_leaves_the_buttons_in_sight() {
    // As long as a pack may make it.
    let many = (0..5_000).map(|number| Block::Paragraph { content: text(&format!("paragraph {number}")) });
    let mut shown = Shown::of(with_blocks(many.collect()));
    shown.is_own_program = true;
    let mut harness = Harness::builder()
        .with_size(vec2(360.0, 600.0))
        .build_ui_state(|ui, shown: &mut Shown| shown.draw(ui), shown);
    harness.run();
    assert!(words(&harness).contains("paragraph 3"));
    // The bottom part is visible whatever is above it.
    let check = harness.query_all_by_role(Role::Button).find(|node| label_of(node) == "Check").unwrap();
    assert!(check.rect().bottom() <= 600.0);
}
