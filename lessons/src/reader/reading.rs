//! Reads as much of a pack as possible, for both loading and linting.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Check;
use crate::files::{PACK_TOML, PackFiles};
use crate::finding::{Finding, FindingCode};
use crate::language::Language;
use crate::pack::{Manifest, Pack, Signature, Step};
use crate::reader::assets;
use crate::reader::check_rules;
use crate::reader::hashes;
use crate::reader::manifest_rules::{self, is_id};
use crate::reader::signature;
use crate::reader::step_text::{self, TextRead};
use crate::reader::text::Text;
use crate::reader::toml_text::TomlText;

/// Number of findings after which reading stops; a pack made to have millions of them must not fill the memory.
pub(crate) const ENOUGH: usize = 200;

/// The parts that could be read, and all that makes the pack unusable.
#[derive(Default)]
pub(crate) struct Reading<'a> {
    pub manifest: Option<(Manifest, TomlText<'a>)>,
    pub steps: Vec<StepReading<'a>>,
    pub signature: Signature,
    /// True if reading went to the end; it stops early after too many findings.
    pub is_complete: bool,
    /// Findings, each of which makes the pack unusable.
    pub findings: Vec<Finding>,
}

/// The parts of a step that could be read.
pub(crate) struct StepReading<'a> {
    pub name: String,
    pub texts: BTreeMap<Language, TextRead>,
    pub starter: Option<String>,
    pub solution: Option<String>,
    pub check: Option<(Check, TomlText<'a>)>,
}

/// Returns the path of a step's file.
pub(crate) fn step_file(step: &str, file: &str) -> String {
    format!("steps/{step}/{file}")
}

/// Returns the path of a step's text.
pub(crate) fn text_file(step: &str, language: Language) -> String {
    step_file(step, &format!("{}.md", language.code()))
}

impl<'a> Reading<'a> {
    /// Reads as much as possible. Nothing is parsed if the files do not match their hashes or signature.
    pub fn of(files: &'a PackFiles) -> Self {
        let mut reading = Self::default();
        let whole =
            files.check().and_then(|()| hashes::verify(files)).and_then(|()| signature::verify(files));
        match whole {
            Ok(signature) => reading.signature = signature,
            Err(finding) => {
                reading.findings.push(finding);
                return reading;
            }
        }
        reading.read_manifest(files);
        let steps = reading.manifest.iter().flat_map(|(manifest, _)| manifest.steps.clone());
        // A step that is named twice is read once.
        let mut seen = BTreeSet::new();
        for name in steps.filter(|step| is_id(step, 1)).collect::<Vec<_>>() {
            if reading.findings.len() >= ENOUGH {
                return reading;
            }
            if seen.insert(name.clone()) {
                let step = reading.step(files, name);
                reading.steps.push(step);
            }
        }
        reading.is_complete = true;
        assets::check(files, &mut reading.findings);
        reading
    }

    fn toml(&mut self, files: &'a PackFiles, path: &str) -> Option<TomlText<'a>> {
        let (path, _) = files.entry(path)?;
        let read = Text::of(files, path).and_then(TomlText::read);
        read.map_err(|finding| self.findings.push(finding)).ok()
    }

    fn read_manifest(&mut self, files: &'a PackFiles) {
        if files.get(PACK_TOML).is_none() {
            return self.findings.push(Finding::new(FindingCode::FileMissing, PACK_TOML));
        }
        if let Some(toml) = self.toml(files, PACK_TOML) {
            let manifest = manifest_rules::read(&toml, &mut self.findings);
            self.manifest = manifest.map(|manifest| (manifest, toml));
        }
    }

    fn step(&mut self, files: &'a PackFiles, name: String) -> StepReading<'a> {
        let mut texts = BTreeMap::new();
        let mut is_there = false;
        for &language in Language::ALL {
            let path = text_file(&name, language);
            if files.get(&path).is_none() {
                continue;
            }
            is_there = true;
            let read = Text::of(files, &path).map_err(|finding| vec![finding]).and_then(step_text::read);
            match read {
                Ok(text) => drop(texts.insert(language, text)),
                Err(findings) => self.findings.extend(findings),
            }
        }
        if !is_there {
            let languages = self.manifest.iter().flat_map(|(manifest, _)| &manifest.languages);
            let path = languages.map(|language| text_file(&name, *language)).next().unwrap_or_default();
            self.findings.push(Finding::new(FindingCode::FileMissing, path));
        }
        let mut script = |file| {
            let text = Text::of(files, &step_file(&name, file)).map(|text| text.text.replace("\r\n", "\n"));
            text.map_err(|finding| self.findings.push(finding)).ok()
        };
        let (starter, solution) = (script("starter.rhai"), script("solution.rhai"));
        let check = self.check(files, &step_file(&name, "check.toml"));
        StepReading { name, texts, starter, solution, check }
    }

    fn check(&mut self, files: &'a PackFiles, path: &str) -> Option<(Check, TomlText<'a>)> {
        if files.get(path).is_none() {
            self.findings.push(Finding::new(FindingCode::FileMissing, path));
            return None;
        }
        let toml = self.toml(files, path)?;
        match toml.value() {
            Ok(check) => {
                let boards = self.manifest.as_ref().map_or(&[][..], |(manifest, _)| &manifest.boards);
                check_rules::check(&check, boards, &toml, &mut self.findings);
                Some((check, toml))
            }
            Err(finding) => {
                self.findings.push(finding);
                None
            }
        }
    }

    /// Returns the pack.
    ///
    /// # Errors
    /// The findings that make it unusable.
    pub fn pack(self, files: &PackFiles) -> Result<Pack, Vec<Finding>> {
        let steps = self.steps.into_iter().map(|step| {
            let texts = step.texts.into_iter().map(|(language, read)| (language, read.text)).collect();
            let (starter, solution, check) = (step.starter?, step.solution?, step.check?.0);
            Some(Step { name: step.name, texts, starter, solution, check })
        });
        match (self.findings.is_empty(), self.manifest, steps.collect()) {
            (true, Some((manifest, _)), Some(steps)) => Ok(Pack {
                manifest,
                steps,
                assets: files
                    .iter()
                    .filter(|(path, _)| path.starts_with(assets::FOLDER))
                    .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
                    .collect(),
                signature: self.signature,
            }),
            _ => Err(self.findings),
        }
    }
}
