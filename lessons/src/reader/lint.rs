//! Finds everything wrong with a pack that can be found without running its programs.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::{MANIFEST, PACK_TOML, PackFiles, SIGNATURE};
use crate::finding::{Finding, FindingCode};
use crate::language::{Language, LocalText};
use crate::pack::{Manifest, Pack};
use crate::reader::assets;
use crate::reader::excerpt::is_excerpt;
use crate::reader::markdown::Mark;
use crate::reader::reading::{ENOUGH, Reading, StepReading, step_file, text_file};
use crate::reader::step_text::TextRead;
use crate::reader::toml_text::TomlText;

/// Reads a pack and checks it.
///
/// # Returns
/// The pack, if it can be used, and all findings, by file and line.
pub fn lint(files: &PackFiles) -> (Option<Pack>, Vec<Finding>) {
    let reading = Reading::of(files);
    let mut lint = Lint { files, used: BTreeSet::new(), findings: Vec::new() };
    if let Some((manifest, toml)) = &reading.manifest {
        lint.manifest(manifest, toml, &reading.steps);
        for step in &reading.steps {
            if lint.findings.len() < ENOUGH {
                lint.step(step, manifest);
            }
        }
        if reading.is_complete && lint.findings.len() < ENOUGH {
            lint.unused(manifest);
        }
    }
    let mut findings = lint.findings;
    findings.extend(reading.findings.iter().cloned());
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| (finding.file.clone(), finding.line, finding.code);
        key(one).cmp(&key(other))
    });
    // The start and the end of a tag are one mistake.
    findings.dedup();
    (reading.pack(files).ok(), findings)
}

struct Lint<'a> {
    files: &'a PackFiles,
    /// Images and sounds that a text uses.
    used: BTreeSet<String>,
    findings: Vec<Finding>,
}

impl Lint<'_> {
    fn manifest(&mut self, manifest: &Manifest, toml: &TomlText<'_>, steps: &[StepReading<'_>]) {
        if spdx::Expression::parse(&manifest.licence).is_err() {
            let finding = toml.finding(FindingCode::Licence, "licence");
            self.findings.push(finding.with("licence", manifest.licence.escape_debug()));
        }
        for (key, text) in [("title", &manifest.title), ("summary", &manifest.summary)] {
            self.local_text(text, &manifest.languages, toml, key, true);
        }
        // The sum is unknown if a step could not be read.
        let first = |step: &StepReading<'_>| {
            manifest
                .languages
                .iter()
                .find_map(|language| step.texts.get(language))
                .map(|read| read.text.minutes)
        };
        let minutes: Option<Vec<u32>> = steps.iter().map(first).collect();
        if let Some(minutes) = minutes.filter(|minutes| minutes.len() == manifest.steps.len()) {
            let sum: u32 = minutes.iter().sum();
            if sum != manifest.minutes {
                let finding = toml.finding(FindingCode::MinutesSum, "minutes");
                self.findings.push(finding.with("given", manifest.minutes).with("sum", sum));
            }
        }
    }

    /// Checks that a text exists in all of the pack's languages; an optional one may be missing in all of them.
    fn local_text(
        &mut self,
        text: &LocalText,
        languages: &[Language],
        toml: &TomlText<'_>,
        way: &str,
        is_needed: bool,
    ) {
        if text.0.is_empty() && !is_needed {
            return;
        }
        let mut tell = |code, way: &str, language: Language| {
            // The path without the numbers of scenarios, which a reader does not know.
            let key = way.rsplit('.').next().unwrap_or_default();
            let finding = toml.finding(code, way).with("key", key).with("language", language.code());
            self.findings.push(finding);
        };
        for language in languages {
            if text.0.get(language).is_none_or(|text| text.trim().is_empty()) {
                tell(FindingCode::TextMissing, way, *language);
            }
        }
        for language in text.0.keys().filter(|language| !languages.contains(language)) {
            tell(FindingCode::TextExtra, way, *language);
        }
    }

    fn step(&mut self, step: &StepReading<'_>, manifest: &Manifest) {
        let is_there = |language: &Language| self.files.get(&text_file(&step.name, *language)).is_some();
        let there: Vec<_> = Language::ALL.iter().copied().filter(is_there).collect();
        if !there.is_empty() {
            let missing = manifest.languages.iter().filter(|language| !there.contains(language));
            let findings = missing
                .map(|language| Finding::new(FindingCode::FileMissing, text_file(&step.name, *language)));
            self.findings.extend(findings);
        }
        for language in there.iter().filter(|language| !manifest.languages.contains(language)) {
            let finding = Finding::new(FindingCode::TextExtra, text_file(&step.name, *language));
            self.findings.push(finding.with("key", &step.name).with("language", language.code()));
        }
        for (language, read) in &step.texts {
            self.text(step, &text_file(&step.name, *language), read);
        }
        self.alike(step, manifest);
        if let Some((check, toml)) = &step.check {
            for (index, scenario) in check.scenarios.iter().enumerate() {
                let way = format!("scenario.{index}");
                self.local_text(&scenario.name, &manifest.languages, toml, &format!("{way}.name"), false);
                for (index, expectation) in scenario.expectations.iter().enumerate() {
                    let way = format!("{way}.expect.{index}.message");
                    self.local_text(&expectation.message, &manifest.languages, toml, &way, false);
                }
            }
        }
    }

    fn text(&mut self, step: &StepReading<'_>, file: &str, read: &TextRead) {
        if read.text.blocks.is_empty() {
            self.findings.push(Finding::new(FindingCode::TextEmpty, file).at(1));
        }
        let mut hints = read.text.hints.iter();
        for (line, mark) in &read.marks {
            let finding = |code| Finding::new(code, file).at(*line);
            let found = match mark {
                Mark::Heading => None,
                Mark::Hint => {
                    let is_empty = hints.next().is_some_and(Vec::is_empty);
                    is_empty.then(|| finding(FindingCode::HintEmpty))
                }
                Mark::Code { info, text } => wrong_code(step, info, text).map(|(code, source)| {
                    let finding = finding(code);
                    if source.is_empty() { finding } else { finding.with("source", source) }
                }),
                Mark::Link { address } => {
                    self.wrong_link(address).map(|code| finding(code).with("address", address.escape_debug()))
                }
                Mark::Image { path, alt } => {
                    self.used.insert(path.clone());
                    let code = if !path.starts_with(assets::FOLDER) || self.files.get(path).is_none() {
                        Some(FindingCode::ImageGone)
                    } else {
                        alt.trim().is_empty().then_some(FindingCode::ImageSilent)
                    };
                    code.map(|code| finding(code).with("path", path.escape_debug()))
                }
            };
            self.findings.extend(found);
        }
    }

    fn wrong_link(&mut self, address: &str) -> Option<FindingCode> {
        if address.starts_with("https://") {
            return None;
        }
        // `mailto:` and the like, and addresses relative to the page's own server.
        let scheme = address.split(['/', '#', '?']).next().unwrap_or_default();
        if scheme.contains(':') || address.starts_with('/') {
            return Some(FindingCode::LinkInsecure);
        }
        self.used.insert(address.to_owned());
        self.files.get(address).is_none().then_some(FindingCode::LinkGone)
    }

    /// Checks that a step has the same structure in each language; the first language is the reference.
    fn alike(&mut self, step: &StepReading<'_>, manifest: &Manifest) {
        let mut texts =
            manifest.languages.iter().filter_map(|language| Some((*language, step.texts.get(language)?)));
        let Some((first_language, first)) = texts.next() else { return };
        let expected = Counts::of(first);
        for (language, read) in texts {
            let file = text_file(&step.name, language);
            let finding = |code| Finding::new(code, &*file).with("language", first_language.code());
            if read.text.minutes != first.text.minutes {
                let finding = finding(FindingCode::MinutesDiffer).at(read.minutes_line);
                let finding = finding.with("given", read.text.minutes);
                self.findings.push(finding.with("other", first.text.minutes));
            }
            let counts = Counts::of(read);
            for (code, found, expected) in [
                (FindingCode::HintsDiffer, &counts.hints, &expected.hints),
                (FindingCode::HeadingsDiffer, &counts.headings, &expected.headings),
                (FindingCode::CodeDiffers, &counts.code, &expected.code),
            ] {
                if found.len() != expected.len() {
                    // The first one that the other language lacks; if this one lacks some, its last.
                    let line = found.get(expected.len()).or(found.last()).copied();
                    let finding = finding(code).at(line.unwrap_or(1));
                    self.findings.push(finding.with("found", found.len()).with("expected", expected.len()));
                }
            }
        }
    }

    /// Finds files that nothing refers to.
    fn unused(&mut self, manifest: &Manifest) {
        let mut known: BTreeSet<String> = [PACK_TOML, MANIFEST, SIGNATURE].map(str::to_owned).into();
        for step in &manifest.steps {
            known.extend(["starter.rhai", "solution.rhai", "check.toml"].map(|file| step_file(step, file)));
            known.extend(Language::ALL.iter().map(|language| text_file(step, *language)));
        }
        let mut unlisted = BTreeMap::new();
        for (path, _) in self.files.iter().filter(|(path, _)| !known.contains(*path)) {
            let step =
                path.strip_prefix("steps/").and_then(|rest| rest.split_once('/')).map(|(step, _)| step);
            if path.starts_with(assets::FOLDER) {
                if !self.used.contains(path) {
                    self.findings.push(Finding::new(FindingCode::AssetUnused, path));
                }
            } else if let Some(step) = step.filter(|step| !manifest.steps.iter().any(|known| known == step)) {
                unlisted.entry(step).or_insert_with(|| {
                    Finding::new(FindingCode::StepUnlisted, format!("steps/{step}")).with("step", step)
                });
            } else if !is_about(path) {
                self.findings.push(Finding::new(FindingCode::FileUnknown, path));
            }
        }
        self.findings.extend(unlisted.into_values());
    }
}

/// Returns the problem of a block of code, and the file that it names.
fn wrong_code<'t>(step: &StepReading<'_>, info: &'t str, text: &str) -> Option<(FindingCode, &'t str)> {
    let mut words = info.split_whitespace();
    if words.next() != Some("rhai") {
        return None;
    }
    let (source, script) = match words.next() {
        Some(source @ "starter") => (source, &step.starter),
        Some(source @ "solution") => (source, &step.solution),
        _ => return Some((FindingCode::CodeUnnamed, "")),
    };
    // A missing script is reported already.
    let script = script.as_ref()?;
    (!is_excerpt(text, script)).then_some((FindingCode::CodeStrange, source))
}

/// True for a file about the pack itself, such as a readme or a licence.
fn is_about(path: &str) -> bool {
    let stem = path.split('.').next().unwrap_or_default();
    !path.contains('/') && (stem.starts_with("README") || stem.starts_with("LICEN") || stem == "CHANGELOG")
}

/// Line numbers of the elements whose counts must be equal in each language.
struct Counts {
    hints: Vec<u32>,
    headings: Vec<u32>,
    code: Vec<u32>,
}

impl Counts {
    fn of(read: &TextRead) -> Self {
        let lines = |is: fn(&Mark) -> bool| {
            read.marks.iter().filter(|(_, mark)| is(mark)).map(|(line, _)| *line).collect()
        };
        Self {
            hints: lines(|mark| matches!(mark, Mark::Hint)),
            headings: lines(|mark| matches!(mark, Mark::Heading)),
            code: lines(|mark| matches!(mark, Mark::Code { .. })),
        }
    }
}
