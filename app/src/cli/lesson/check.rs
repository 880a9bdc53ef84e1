//! `digilab lesson check`: finds the faults in packs, and proves that every step works.

use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use digilab_devices::board::BoardKind;
use digilab_lab::lesson::{Proof, ProofProblem, REAL_TIME_LIMIT_MS, prove};
use digilab_lab::sandbox;
use digilab_lab::text::Texts;
use digilab_lessons::lint;
use digilab_lessons::pack::Pack;
use serde::Serialize;

use super::finding::{place_of, words};
use super::place::{self, Named};
use crate::cli::args::LessonCheckArguments;
use crate::cli::failure::{Failure, Status};
use crate::cli::output::out_line;

/// Runs of each program on each board, with different random numbers in each.
const SEEDS: u64 = 6;

/// A finding with its texts; with `--json` one line, see `docs/cli.md`.
#[derive(Serialize)]
struct Told {
    pack: String,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    code: &'static str,
    message: String,
    advice: String,
    #[serde(skip)]
    place: String,
}

/// Last line of `--json`.
#[derive(Serialize)]
struct Summary {
    packs: usize,
    steps: usize,
    findings: usize,
}

/// Checks packs, and proves those that can be read.
pub fn check(arguments: &LessonCheckArguments, texts: &Texts) -> Result<Status, Failure> {
    let mut sum = Summary { packs: 0, steps: 0, findings: 0 };
    for path in place::meant(&arguments.packs) {
        let named = place::read(&path, texts)?;
        let (pack, mut told) = lint(&named, texts);
        if let Some(pack) = &pack {
            sum.steps += pack.steps.len();
            told.extend(proofs(pack, texts)?.iter().map(|proof| of_proof(&named.name, pack, proof, texts)));
        }
        sum.packs += 1;
        sum.findings += told.len();
        for one in told {
            if !tell(&one, arguments.json) {
                return Ok(Status::Script);
            }
        }
    }
    let status = if sum.findings == 0 { Status::Done } else { Status::Script };
    if arguments.json {
        // A few numbers can always be written as JSON.
        out_line(&serde_json::to_string(&sum).unwrap_or_default());
    } else if sum.findings == 0 {
        let args = [("packs", sum.packs as u64), ("steps", sum.steps as u64), ("seeds", SEEDS)];
        out_line(&texts.get("lesson-check-done", &args));
    } else {
        out_line(&texts.get("lesson-check-failed", &[("findings", sum.findings)]));
    }
    Ok(status)
}

fn lint(named: &Named, texts: &Texts) -> (Option<Arc<Pack>>, Vec<Told>) {
    let (pack, findings) = match &named.files {
        Ok(files) => lint::lint(files),
        Err(finding) => (None, vec![finding.clone()]),
    };
    let told = findings.into_iter().map(|finding| {
        let (message, advice) = words(&finding, texts);
        let place = place_of(&named.name, &finding.file, finding.line);
        let (pack, code) = (named.name.clone(), finding.code.id());
        Told { pack, file: finding.file, line: finding.line, code, message, advice, place }
    });
    (pack.map(Arc::new), told.collect())
}

/// Proves every step on every board, in parallel on all processors, since it takes some seconds.
///
/// # Errors
/// A proof that could not be completed: nothing may count as proved that was not.
fn proofs(pack: &Arc<Pack>, texts: &Texts) -> Result<Vec<Proof>, Failure> {
    let jobs: Vec<(usize, BoardKind)> = (0..pack.steps.len())
        .flat_map(|step| pack.manifest.boards.iter().map(move |board| (step, *board)))
        .collect();
    let jobs = Arc::new(jobs);
    let next = Arc::new(AtomicUsize::new(0));
    let (found, all) = mpsc::channel();
    for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
        let (pack, jobs, next, found) = (pack.clone(), jobs.clone(), next.clone(), found.clone());
        // If the system gives fewer threads, those that started do all the work.
        let _ = sandbox::spawn(move || {
            while let Some((step, board)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                let Some(there) = pack.steps.get(*step) else { continue };
                // The receiver waits for the last result.
                let _ = found.send(prove(*step, there, *board, 1..=SEEDS, &deadline));
            }
        });
    }
    drop(found);
    let proved: Vec<Vec<Proof>> = all.into_iter().collect();
    if proved.len() < jobs.len() {
        let reason = format!("{} of {} proofs came to their end", proved.len(), jobs.len());
        return Err(Failure::usage(texts.get("run-internal", &[("reason", reason)])));
    }
    let mut proofs: Vec<Proof> = proved.into_iter().flatten().collect();
    proofs.sort_by_key(|proof| (proof.step, proof.board, proof.seed));
    Ok(proofs)
}

/// Returns a deadline for checks that take too long.
fn deadline() -> Rc<dyn Fn() -> bool> {
    let end = Instant::now() + Duration::from_millis(REAL_TIME_LIMIT_MS);
    Rc::new(move || Instant::now() >= end)
}

fn of_proof(name: &str, pack: &Pack, proof: &Proof, texts: &Texts) -> Told {
    let step = pack.steps.get(proof.step).map_or("", |step| &step.name);
    let (code, script) = match proof.problem {
        ProofProblem::StarterPasses => ("proof-starter-passes", "starter.rhai"),
        ProofProblem::SolutionFails => ("proof-solution-fails", "solution.rhai"),
        ProofProblem::CheckBroken => ("proof-check-broken", "check.toml"),
        ProofProblem::StarterCrashes => ("proof-lab-fell", "starter.rhai"),
        ProofProblem::SolutionCrashes => ("proof-lab-fell", "solution.rhai"),
    };
    let file = format!("steps/{step}/{script}");
    let args = [
        ("board", proof.board.id().to_owned()),
        ("seed", proof.seed.to_string()),
        ("what", proof.what(texts)),
    ];
    Told {
        pack: name.to_owned(),
        place: place_of(name, &file, proof.line()),
        file,
        line: proof.line(),
        code,
        message: texts.get(code, &args),
        advice: texts.get(&format!("{code}.advice"), &args),
    }
}

/// Prints a finding; returns `false` once the reader is gone.
fn tell(told: &Told, is_json: bool) -> bool {
    if is_json {
        return serde_json::to_string(told).is_ok_and(|line| out_line(&line));
    }
    out_line(&format!("{}: {}\n  → {}", told.place, told.message, told.advice))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use digilab_lab::text::Language;
    use digilab_lessons::builtin;
    use digilab_lessons::load::load;

    use super::*;

    #[test]
    fn a_fall_of_the_lab_names_pack_step_file_and_line() {
        let pack = load(&builtin::pack("first-steps-microbit").unwrap()).unwrap();
        let (step, board) = (pack.steps[0].clone(), pack.manifest.boards[0]);
        // A panic while a program runs; here it comes from the test's own time limit.
        let deadline = || -> Rc<dyn Fn() -> bool> {
            let asked = Cell::new(0);
            Rc::new(move || {
                asked.set(asked.get() + 1);
                assert!(asked.get() < 4, "a panic of the test's own");
                false
            })
        };
        let proofs =
            sandbox::spawn(move || prove(0, &step, board, 1..=1, &deadline)).unwrap().join().unwrap();
        let texts = Texts::new(Language::En);
        let told: Vec<_> = proofs.iter().map(|proof| of_proof("packs/first", &pack, proof, &texts)).collect();
        assert!(!told.is_empty());
        for told in told {
            assert_eq!((told.code, told.pack.as_str()), ("proof-lab-fell", "packs/first"));
            let line = told.line.unwrap();
            assert!(line > 0);
            let file = format!("steps/{}/", pack.steps[0].name);
            assert!(told.file.starts_with(&file) && told.file.ends_with(".rhai"), "{}", told.file);
            assert_eq!(told.place, format!("packs/first/{}:{line}", told.file));
            assert!(told.message.contains("stumbled"), "{}", told.message);
        }
    }
}
