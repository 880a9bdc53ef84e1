//! Tests that each recipe of docs/CONTRIBUTING.md names every place that a change of its kind touches.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic, its helpers too")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Headings of the recipes, and the maximum number of rows in their tables; a file of texts is one row for all
/// languages.
const RECIPES: &[(&str, usize)] = &[
    ("A function that scripts can call", 3),
    ("A board", 6),
    ("A language", 2),
    ("A mistake that is explained", 3),
    ("A sight: something that a lesson's check can expect", 3),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// A recipe: its heading, the strings that mark an example of its kind in the sources, and the places it lists.
struct Recipe {
    heading: String,
    example: Vec<String>,
    places: BTreeSet<String>,
}

/// Parses the recipes: a heading, a comment `example: WORDS | WORDS`, and a table whose first cells are the places.
fn recipes() -> Vec<Recipe> {
    let text = fs::read_to_string(root().join("docs/CONTRIBUTING.md")).unwrap();
    let mut recipes: Vec<Recipe> = Vec::new();
    let mut heading = "";
    for line in text.lines() {
        if let Some(found) = line.strip_prefix("### ") {
            heading = found;
        } else if let Some(words) =
            line.strip_prefix("<!-- example: ").and_then(|rest| rest.strip_suffix(" -->"))
        {
            let example = words.split(" | ").map(str::to_owned).collect();
            recipes.push(Recipe { heading: heading.to_owned(), example, places: BTreeSet::new() });
        } else if let (Some(place), Some(recipe)) = (line.strip_prefix("| `"), recipes.last_mut())
            && recipe.heading == heading
        {
            recipe.places.insert(place.split_once('`').unwrap().0.to_owned());
        }
    }
    recipes
}

/// Returns the sources that a change can touch, with their paths; tests, built-in lessons and comments are left out.
fn sources() -> Vec<(String, String)> {
    let listed = Command::new("git")
        .args(["ls-files", "app", "device-drivers", "lessons", "web", "index.html"])
        .current_dir(root())
        .output()
        .unwrap();
    let paths = String::from_utf8(listed.stdout).unwrap();
    let is_other =
        |part: &str| ["tests", "benches", "examples", "packs", "agent", "tests.rs"].contains(&part);
    paths
        .lines()
        .filter(|path| !path.ends_with("_tests.rs") && !path.split('/').any(is_other))
        .filter_map(|path| {
            let text = fs::read_to_string(root().join(path)).ok()?;
            let text = match path.rsplit_once('.')?.1 {
                "rs" => {
                    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                    code.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
                }
                "ftl" => text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n"),
                "js" | "html" | "css" | "toml" => text,
                _ => return None,
            };
            Some((path.to_owned(), text))
        })
        .collect()
}

/// True if `path` is `place`, or in it if `place` is a folder; `LANGUAGE` stands for any folder.
fn is_in(path: &str, place: &str) -> bool {
    let (mut path, mut place) = (path.split('/'), place.split('/'));
    loop {
        match (path.next(), place.next()) {
            (None, None) | (Some(_), Some("")) => return true,
            (Some(part), Some(wanted)) if wanted == "LANGUAGE" || wanted == part => {}
            _ => return false,
        }
    }
}

#[test]
fn recipes_name_every_place() {
    let sources = sources();
    assert!(sources.len() > 300, "{}", sources.len());
    let recipes = recipes();
    let headings: Vec<&str> = recipes.iter().map(|recipe| recipe.heading.as_str()).collect();
    assert_eq!(headings, RECIPES.iter().map(|(heading, _)| *heading).collect::<Vec<_>>());
    for (recipe, (_, most)) in recipes.iter().zip(RECIPES) {
        let touched: Vec<&String> = sources
            .iter()
            .filter(|(_, text)| recipe.example.iter().any(|words| text.contains(words)))
            .map(|(path, _)| path)
            .collect();
        for path in &touched {
            let is_listed = recipe.places.iter().any(|place| is_in(path, place));
            assert!(is_listed, "{}: {path} is touched, too, and not in the list", recipe.heading);
        }
        // The texts of a language do not contain its name.
        for place in recipe.places.iter().filter(|place| !place.ends_with("LANGUAGE/")) {
            assert!(
                touched.iter().any(|path| is_in(path, place)),
                "{}: nothing of the example is in {place}",
                recipe.heading
            );
        }
        assert!(
            recipe.places.len() <= *most,
            "{}: {} places, more than {most}",
            recipe.heading,
            recipe.places.len()
        );
    }
}

/// The tree in docs/CONTRIBUTING.md has the folder of every crate, and the list of our own words stays short.
#[test]
fn the_tree_is_the_true_one() {
    let text = fs::read_to_string(root().join("docs/CONTRIBUTING.md")).unwrap();
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    for package in metadata["packages"].as_array().unwrap() {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        let folder = manifest.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        assert!(text.contains(&format!("{folder}/")), "docs/CONTRIBUTING.md draws no {folder}/");
    }
    let words = text.split("| word | what it is here |").nth(1).unwrap().split("\n\n").next().unwrap();
    let count = words.lines().filter(|line| line.starts_with("| ")).count();
    assert!((10..=30).contains(&count), "{count} words of our own");
}
