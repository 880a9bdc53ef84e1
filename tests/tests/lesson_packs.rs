//! The built-in packs, as `digilab lesson check` sees them: without a fault, and proved.

use std::rc::Rc;

use digilab_lab::lesson::prove;
use digilab_lessons::{builtin, lint};

/// As many draws as `digilab lesson check` tries.
const SEEDS: u64 = 6;

#[test]
fn every_built_in_pack_is_well() {
    let packs = builtin::packs();
    assert!(packs.len() >= 5, "{}", packs.len());
    for (id, files) in packs {
        let (pack, findings) = lint::lint(&files);
        assert!(findings.is_empty(), "{id}: {findings:#?}");
        let pack = pack.unwrap();
        assert_eq!(pack.manifest.id, id, "a pack lies in the folder of its name");
        assert!((4..=8).contains(&pack.steps.len()), "{id} has {} steps", pack.steps.len());
        assert_eq!(pack.manifest.languages.len(), 3, "{id}");
    }
}

#[test]
fn every_starter_fails_and_every_solution_passes() {
    // Tests are not about how fast this computer is.
    let deadline = || -> Rc<dyn Fn() -> bool> { Rc::new(|| false) };
    let packs = builtin::packs();
    let proofs: Vec<String> = packs
        .iter()
        .flat_map(|(id, files)| {
            let pack = lint::lint(files).0.unwrap();
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
