//! Tests of the invariants in docs/architecture.md that can be read from the sources and from `cargo metadata`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use digilab_tests::imports::{Imports, sources};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The dependency graph by package id, without dev-dependencies.
struct Graph {
    names: BTreeMap<String, String>,
    needs: BTreeMap<String, Vec<String>>,
    members: Vec<String>,
}

impl Graph {
    fn read() -> Self {
        // Not offline: the graph has crates of other systems, which building here has not fetched.
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version=1", "--locked"])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let list = |value: &Value| value.as_array().unwrap().clone();
        let names = list(&metadata["packages"]).iter().map(|p| (text(&p["id"]), text(&p["name"]))).collect();
        let is_shipped = |dep: &Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"] != "dev");
        let needs = list(&metadata["resolve"]["nodes"])
            .iter()
            .map(|node| {
                let deps = list(&node["deps"]);
                let shipped = deps.iter().filter(|dep| is_shipped(dep)).map(|dep| text(&dep["pkg"]));
                (text(&node["id"]), shipped.collect())
            })
            .collect();
        let members = list(&metadata["workspace_members"]).iter().map(text).collect();
        Self { names, needs, members }
    }

    /// Returns the names of our crates that `id` depends on directly.
    fn siblings(&self, id: &str) -> BTreeSet<&str> {
        let siblings = self.needs[id].iter().filter(|need| self.members.contains(need));
        siblings.map(|need| self.names[need].as_str()).collect()
    }

    /// Returns the names of all crates that `id` depends on, directly or not.
    fn all_under(&self, id: &str) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            for need in &self.needs[next] {
                if seen.insert(need.as_str()) {
                    open.push(need);
                }
            }
        }
        seen.iter().map(|need| self.names[*need].as_str()).collect()
    }
}

/// Our crates: for each, the ones of ours that it may depend on directly, and crates that it must never depend on.
const CRATES: &[(&str, &[&str], &[&str])] = &[
    ("digilab_codes", &[], &["rhai", "egui", "eframe"]),
    ("digilab_devices", &["digilab_codes"], &["rhai", "egui", "eframe"]),
    ("digilab_lessons", &["digilab_codes"], &["egui", "eframe"]),
    ("digilab_usage", &["digilab_codes"], &["rhai", "egui", "eframe"]),
    ("digilab_lab", &["digilab_codes", "digilab_devices", "digilab_lessons"], &["egui", "eframe"]),
    (
        "digilab_contract",
        &["digilab_codes", "digilab_lab", "digilab_lessons", "digilab_usage", "digilab_devices"],
        &["egui", "eframe"],
    ),
    ("digilab_projects", &["digilab_contract"], &["egui", "eframe"]),
    (
        "digilab",
        &[
            "digilab_contract",
            "digilab_projects",
            "digilab_lab",
            "digilab_lessons",
            "digilab_usage",
            "digilab_devices",
        ],
        &[],
    ),
    (
        "digilab_web",
        &[
            "digilab",
            "digilab_contract",
            "digilab_projects",
            "digilab_lab",
            "digilab_lessons",
            "digilab_devices",
            "digilab_accessibility_dom",
            "digilab_usage",
        ],
        &[],
    ),
    ("digilab_accessibility_dom", &[], &["egui", "eframe"]),
    ("digilab_worker_scope", &[], &["rhai", "egui", "eframe"]),
    // The worker is loaded beside the page: drawing code would be loaded twice.
    ("digilab_lab_worker", &["digilab_lab", "digilab_devices", "digilab_worker_scope"], &["egui", "eframe"]),
    (
        "digilab_lesson_worker",
        &["digilab_lab", "digilab_lessons", "digilab_worker_scope"],
        &["egui", "eframe"],
    ),
    ("digilab_usage_worker", &["digilab_usage", "digilab_worker_scope"], &["rhai", "egui", "eframe"]),
];

#[test]
fn dependencies_go_one_way() {
    let graph = Graph::read();
    for id in &graph.members {
        let name = graph.names[id].as_str();
        if name == "digilab_tests" {
            continue;
        }
        let Some((_, may, never)) = CRATES.iter().find(|(ours, ..)| *ours == name) else {
            panic!(
                "{name} has no place in the architecture yet: give it one here and in docs/architecture.md"
            );
        };
        for sibling in graph.siblings(id) {
            assert!(may.contains(&sibling), "{name} must not depend on {sibling}");
        }
        for stranger in graph.all_under(id) {
            assert!(!never.contains(&stranger), "{name} must not bring {stranger} along");
        }
    }
}

/// Returns all Rust files under `folder`, by their path from the root with `/` as separator.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    let folder = root().join(folder);
    if folder.is_dir() {
        walk(&folder, &mut found);
    }
    found.sort();
    let name = |path: &Path| path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Fails for each line of code outside `places` that contains one of `words`. Comments do not count.
fn only_in(places: &[&str], folders: &[&str], words: &[&str]) {
    let mut strays = Vec::new();
    let mut lines_read = 0;
    for (path, text) in folders.iter().flat_map(|folder| rust_files(folder)) {
        if places.iter().any(|place| path.starts_with(place)) {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            lines_read += 1;
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                strays.push(format!("{path}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    assert!(lines_read > 0, "nothing was read in {folders:?}");
    assert!(strays.is_empty(), "{words:?} only belong in {places:?}:\n{}", strays.join("\n"));
}

#[test]
fn platforms_differ_only_at_the_edge() {
    only_in(
        // Links, the list of ports and stores use the operating system.
        &[
            "device-drivers/src/link/",
            "device-drivers/src/discovery/",
            "app/src/desktop/",
            "app/projects/src/",
            // A browser has neither a terminal nor files: it leaves these modules out.
            "app/src/lib.rs",
            "app/src/main.rs",
            "app/usage/src/store/",
        ],
        &[
            "device-drivers/src",
            "lessons/src",
            "app/src",
            "app/contract/src",
            "app/lab/src",
            "app/projects/src",
            "app/usage/src",
        ],
        &[
            "cfg(target_",
            "cfg!(target_",
            "cfg(not(target_",
            "cfg!(not(target_",
            "cfg(windows",
            "cfg!(windows",
            "cfg(unix",
            "cfg!(unix",
            "cfg(not(windows",
            "cfg!(not(windows",
            "cfg(not(unix",
            "cfg!(not(unix",
        ],
    );
}

#[test]
fn only_clock_and_links_know_the_time() {
    only_in(
        &["device-drivers/src/clock.rs", "device-drivers/src/link/"],
        &["device-drivers/src", "app/lab/src"],
        &["Instant::now", "SystemTime", "thread::sleep"],
    );
}

/// Places that open the window or test it. All other code reaches it through the contract.
const OPEN_THE_WINDOW: &[&str] =
    &["app/src/desktop/open_window.rs", "web/src/start.rs", "app/tests/window/", "app/benches/frames.rs"];

#[test]
fn only_the_windows_own_places_import_the_window() {
    let mut places = vec!["app/src/window/", "tests/tests/architecture.rs"];
    places.extend(OPEN_THE_WINDOW);
    only_in(&places, &["app", "web", "tests"], &["crate::window", "digilab::window", "super::window"]);
}

#[test]
fn the_window_and_the_contract_do_no_io() {
    only_in(
        &[],
        &["app/src/window", "app/contract/src"],
        &["std::fs", "std::thread", "std::net", "std::env", "std::process", "Instant::now", "SystemTime"],
    );
}

#[test]
fn protocols_and_simulated_boards_start_no_threads() {
    only_in(
        &["device-drivers/src/link/", "device-drivers/src/discovery/"],
        &["device-drivers/src"],
        &["thread::spawn", "thread::Builder", "std::net", "std::fs"],
    );
}

#[test]
fn the_top_level_is_the_customers() {
    let ours = [
        "Cargo.toml",
        "Cargo.lock",
        "index.html",
        "README.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "app",
        "web",
        "device-drivers",
        "lessons",
        "tests",
        "docs",
        "findings",
    ];
    let made_by_tools = ["target", "dist", "node_modules"];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = name.starts_with('.') || ours.contains(&&*name) || made_by_tools.contains(&&*name);
        assert!(known, "{name} is not of the agreed top level: give it a place further down");
    }
}

#[test]
fn the_languages_have_the_same_files() {
    let locales = root().join("app/locales");
    let names = |folder: &Path| -> BTreeSet<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let languages = names(&locales);
    assert!(languages.contains("en"), "{languages:?}");
    for part in names(&locales.join("en")) {
        let english = names(&locales.join("en").join(&part));
        assert!(!english.is_empty(), "{part}");
        for language in &languages {
            assert_eq!(names(&locales.join(language).join(&part)), english, "{part}: {language} and en");
        }
    }
}

/// The sources of all crates.
const SOURCES: &[&str] = &[
    "app/codes/src",
    "app/contract/src",
    "app/lab/src",
    "app/projects/src",
    "app/src",
    "app/usage/src",
    "device-drivers/src",
    "lessons/src",
    "web/accessibility_dom/src",
    "web/lab_worker/src",
    "web/src",
    "web/usage_worker/src",
];

fn imports(src: &str) -> Imports {
    let mut files = sources(&root().join(src)).unwrap();
    assert!(files.len() > 1, "nothing was read in {src}");
    // A part of the window and its pieces are one state, drawn by several files.
    files.retain(|(path, _)| !path.starts_with("window/"));
    Imports::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// The lab's modules at the crate's root, from the ground up. Each may use the modules before it.
const LAB_ROOMS: &[&str] = &[
    "text",
    "learn",
    "random",
    "stop",
    "inputs",
    "boards",
    "trace",
    "tap",
    "api_error",
    "transcript",
    "mistakes",
    "lab",
    "machine",
    "script",
    "api",
    "sandbox",
    "lesson",
    "lab_protocol",
];

#[test]
fn the_lab_goes_one_way() {
    let imports = imports("app/lab/src");
    let place = |path: &str| {
        let room = path.split('/').next().unwrap().trim_end_matches(".rs");
        LAB_ROOMS.iter().position(|known| *known == room).unwrap_or_else(|| {
            panic!("{path}: the room {room} has no place yet: give it one here and in docs/architecture.md")
        })
    };
    let upward: Vec<String> = imports
        .pairs()
        .filter(|(from, to)| *from != "lib.rs" && place(from) < place(to))
        .map(|(from, to)| format!("{from} uses {to}"))
        .collect();
    assert!(upward.is_empty(), "up the order of the lab's rooms:\n{}", upward.join("\n"));
    assert!(imports.pairs().count() > 100, "the lab's files were not read");
}

#[test]
fn files_import_each_other_one_way() {
    for src in SOURCES {
        let imports = imports(src);
        let circle = imports.circle();
        assert!(circle.is_empty(), "{src}: a circle: {}", circle.join(" → "));
    }
}

/// Maximum number of lines of the unit tests at the end of a file; longer ones are in a file beside it.
const MAX_INLINE_TEST_LINES: usize = 150;

/// The unit tests of a file are its module `tests`: at its end, or in `NAME_tests.rs` beside it, or, for a folder's
/// `mod.rs`, in `tests.rs` or `tests/` of the folder.
#[test]
fn unit_tests_stand_beside_their_subject() {
    let mut strays = Vec::new();
    let files: BTreeMap<String, String> = SOURCES.iter().flat_map(|folder| rust_files(folder)).collect();
    for (path, text) in &files {
        let (folder, name) = path.rsplit_once('/').unwrap();
        let declares =
            |subject: String, line: &str| files.get(&subject).is_some_and(|text| text.contains(line));
        if let Some(subject) = name.strip_suffix("_tests.rs") {
            let line = format!("#[path = \"{name}\"]\nmod tests;");
            if !declares(format!("{folder}/{subject}.rs"), &line) {
                strays.push(format!("{path}: {subject}.rs does not declare it as its tests"));
            }
        }
        let is_folders = name == "tests.rs" && !declares(format!("{folder}/mod.rs"), "mod tests;");
        if is_folders && !declares(format!("{folder}/lib.rs"), "mod tests;") {
            strays.push(format!("{path}: no mod.rs declares it"));
        }
        for (at, _) in text.match_indices("#[cfg(test)]\nmod ") {
            let lines = text[at..].lines().count();
            let declared = text[at..].lines().nth(1).unwrap_or_default();
            if !declared.starts_with("mod tests") {
                strays.push(format!("{path}: {declared}: unit tests are called `tests`"));
            }
            if declared.ends_with('{') && lines > MAX_INLINE_TEST_LINES {
                strays.push(format!("{path}: {lines} lines of tests: put them into NAME_tests.rs beside it"));
            }
        }
    }
    assert!(files.len() > 100, "nothing was read");
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}
