//! The built-in packs, run as `digilab lesson check` does it. The tests of `digilab_lessons` check them for faults.

use std::rc::Rc;

use digilab_lab::lesson::prove;
use digilab_lessons::{builtin, load};

/// Number of random seeds, as in `digilab lesson check`.
const SEEDS: u64 = 6;

#[test]
fn every_starter_fails_and_every_solution_passes() {
    // Tests must not depend on the speed of this computer.
    let deadline = || -> Rc<dyn Fn() -> bool> { Rc::new(|| false) };
    let packs = builtin::packs();
    assert!(packs.len() >= 11, "{}", packs.len());
    let proofs: Vec<String> = packs
        .iter()
        .flat_map(|(id, files)| {
            let pack = load::load(files).unwrap();
            let mut proofs = Vec::new();
            for (number, step) in pack.steps.iter().enumerate() {
                for board in &pack.manifest.boards {
                    let found = prove(number, step, *board, 1..=SEEDS, &deadline);
                    proofs.extend(found.iter().map(|proof| format!("{id}/{}: {proof:#?}", step.name)));
                }
            }
            proofs
        })
        .collect();
    assert!(proofs.is_empty(), "{}", proofs.join("\n"));
}
