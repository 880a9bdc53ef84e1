//! Tests that tables and models keep their promises for any input.

use proptest::prelude::*;

use super::{MAX_COLUMNS, MAX_LABELS, MAX_ROWS, Model, Refusal, Samples};
use crate::random::Random;

fn samples(rows: &[(&[f64], &str)]) -> Samples {
    let mut samples = Samples::default();
    for (values, label) in rows {
        samples.add(values, label).unwrap();
    }
    samples
}

#[test]
fn a_table_is_shown_in_columns() {
    let check = |samples: &Samples, expected: &[&str]| assert_eq!(samples.shown(), expected.join("\n"));
    check(&Samples::default(), &[]);
    check(
        &samples(&[(&[12.0, -1024.0], "flat"), (&[1500.0, 0.25], "shake"), (&[-0.0, 1e20], "")]),
        &["flat     12     -1024", "shake  1500      0.25", "          0  1.000e20"],
    );
    let mut named = Samples::new(vec!["morning".to_owned(), "ilta".to_owned()]);
    check(&named, &["morning  ilta"]);
    named.add(&[1.0, 2.0 / 3.0], "").unwrap();
    check(&named, &["morning   ilta", "      1  0.667"]);
}

#[test]
fn of_a_long_table_both_ends_are_shown() {
    let rows = |count: u32| {
        let mut samples = Samples::default();
        (0..count).for_each(|row| samples.add(&[f64::from(row)], "").unwrap());
        samples.shown()
    };
    assert_eq!(rows(20).lines().count(), 20);
    let shown = rows(5000);
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(lines.len(), 21);
    assert_eq!(
        [lines[0], lines[9], lines[10], lines[11], lines[20]],
        ["   0", "   9", "… (4980)", "4990", "4999"]
    );
}

#[test]
fn a_table_has_bounds() {
    let mut table = Samples::default();
    for row in 0..MAX_ROWS {
        table.add(&[0.0; MAX_COLUMNS], &format!("{}", row % MAX_LABELS)).unwrap();
    }
    assert_eq!(table.add(&[0.0; MAX_COLUMNS], "0"), Err(Refusal::Full));
    assert_eq!(table.len(), MAX_ROWS);
    let mut table = Samples::default();
    (0..MAX_LABELS).for_each(|label| table.add(&[0.0], &format!("{label}")).unwrap());
    assert_eq!(table.add(&[0.0], "one more"), Err(Refusal::Labels));
    table.add(&[0.0], "3").unwrap();
    table.add(&[0.0], "").unwrap();
    assert_eq!(table.add(&[0.0, 1.0], "3"), Err(Refusal::Width { expected: 1, given: 2 }));
    assert_eq!(table.len(), MAX_LABELS + 2);
    let mut named = Samples::new(vec!["x".to_owned(), "y".to_owned()]);
    assert_eq!(named.add(&[0.0], ""), Err(Refusal::Width { expected: 2, given: 1 }));
}

#[test]
fn columns_are_reckoned() {
    let table = samples(&[(&[20.0, 1.0], ""), (&[21.0, 1.5], ""), (&[23.0, 2.0], "")]);
    assert_eq!([table.mean(0), table.min(0), table.max(0)], [Some(64.0 / 3.0), Some(20.0), Some(23.0)]);
    assert_eq!([table.mean(1), table.min(1), table.max(1)], [Some(1.5), Some(1.0), Some(2.0)]);
    assert_eq!([table.mean(2), table.min(2), Samples::default().max(0)], [None; 3]);
    let far = samples(&[(&[f64::MAX], ""), (&[f64::MAX], "")]);
    assert_eq!(far.mean(0), Some(f64::MAX));
}

#[test]
fn the_nearest_decide() {
    let table = samples(&[
        (&[0.0, 0.0], "still"),
        (&[1.0, 0.0], "still"),
        (&[10.0, 0.0], "shake"),
        (&[11.0, 0.0], "shake"),
        (&[12.0, 0.0], "shake"),
    ]);
    let check = |neighbours, values: [f64; 2], label, percent| {
        let model = Model::train(&table, neighbours).unwrap();
        let guess = model.guess(&values).unwrap();
        assert_eq!((guess.label, guess.percent), (label, percent), "{neighbours} {values:?}");
    };
    check(1, [4.0, 0.0], "still", 100);
    check(3, [4.0, 0.0], "still", 67);
    check(3, [11.0, 3.0], "shake", 100);
    // All five vote, so the more frequent label wins everywhere.
    check(5, [0.0, 0.0], "shake", 60);
    check(25, [0.0, 0.0], "shake", 60);
    // The same number of votes: the nearest sample's label.
    check(4, [1.0, 0.0], "still", 50);
    check(4, [8.0, 0.0], "shake", 75);
}

#[test]
fn of_equals_the_earlier_wins() {
    let table = samples(&[(&[1.0], "one"), (&[-1.0], "two"), (&[1.0], "two")]);
    let label =
        |neighbours| Model::train(&table, neighbours).unwrap().guess(&[0.0]).unwrap().label.to_owned();
    assert_eq!([label(1), label(2), label(3)], ["one", "one", "two"]);
}

#[test]
fn a_model_keeps_what_it_learned() {
    let mut table = samples(&[(&[0.0], "still")]);
    let model = Model::train(&table, 3).unwrap();
    table.add(&[5.0], "shake").unwrap();
    assert_eq!(model.guess(&[5.0]).unwrap().label, "still");
}

#[test]
fn an_exam_is_marked() {
    let model = Model::train(&samples(&[(&[0.0], "still"), (&[10.0], "shake")]), 1).unwrap();
    let exam = samples(&[(&[9.0], "shake"), (&[2.0], "shake"), (&[1.0], "still"), (&[3.0], "roll")]);
    let mut asked = 0;
    let right = model.test(&exam, || {
        asked += 1;
        Ok::<_, Refusal>(())
    });
    assert_eq!((right, asked), (Ok(50), 4));
    let table = model.confusion(&exam, || Ok::<_, Refusal>(())).unwrap();
    let expected =
        ["       still  shake", "shake      1      1", "still      1      0", "roll       1      0"];
    assert_eq!(table.shown(), expected.join("\n"));
    let stopped = model.test(&exam, || Err(Refusal::Full));
    assert_eq!(stopped, Err(Refusal::Full));
}

#[test]
fn what_cannot_be_learned_is_refused() {
    let unlabelled = samples(&[(&[0.0], "still"), (&[1.0], "")]);
    assert_eq!(Model::train(&Samples::default(), 3), Err(Refusal::TooFew { min: 1, given: 0 }));
    assert_eq!(Model::train(&unlabelled, 3), Err(Refusal::Unlabelled { row: 1 }));
    let model = Model::train(&samples(&[(&[0.0], "still")]), 3).unwrap();
    let fine = || Ok::<_, Refusal>(());
    assert_eq!(model.guess(&[1.0, 2.0]), Err(Refusal::Width { expected: 1, given: 2 }));
    assert_eq!(model.test(&unlabelled, fine), Err(Refusal::Unlabelled { row: 1 }));
    assert_eq!(model.test(&Samples::default(), fine), Err(Refusal::TooFew { min: 1, given: 0 }));
    let wide = samples(&[(&[0.0, 1.0], "still")]);
    assert_eq!(model.confusion(&wide, fine), Err(Refusal::Width { expected: 1, given: 2 }));
    let mut one = samples(&[(&[0.0], "still")]);
    assert_eq!(one.set_aside(50, |low, _| low), Err(Refusal::TooFew { min: 2, given: 1 }));
}

/// Generates any number that a script can have in a table.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        -2048.0..2048.0,
        any::<f64>().prop_filter("finite", |number| number.is_finite()),
        Just(f64::MAX),
        Just(f64::MIN),
        Just(-0.0),
    ]
}

/// Generates any labelled table, and a row to classify.
fn any_samples() -> impl Strategy<Value = (Samples, Vec<f64>)> {
    (1..6_usize).prop_flat_map(|width| {
        let values = || prop::collection::vec(any_number(), width);
        (prop::collection::vec((values(), "[a-d]"), 1..40), values()).prop_map(|(rows, asked)| {
            let mut samples = Samples::default();
            for (values, label) in rows {
                samples.add(&values, &label).unwrap();
            }
            (samples, asked)
        })
    })
}

proptest! {
    #[test]
    fn a_guess_is_a_learned_label_and_comes_out_the_same((samples, asked) in any_samples(), neighbours in 1..30_usize) {
        let model = Model::train(&samples, neighbours).unwrap();
        let guess = model.guess(&asked).unwrap();
        prop_assert!(samples.labels().contains(&guess.label));
        prop_assert!((1..=100).contains(&guess.percent));
        prop_assert_eq!(guess, model.guess(&asked).unwrap());
    }

    #[test]
    fn one_neighbour_knows_its_own_samples((samples, _) in any_samples()) {
        let model = Model::train(&samples, 1).unwrap();
        for (values, _) in samples.rows() {
            // Of equal samples the first one wins. Differences can be too small to have a square.
            let is_here = |other: &[f64]| other.iter().zip(values).map(|(one, two)| (one - two).powi(2)).sum::<f64>() == 0.0;
            let first = samples.rows().find(|(other, _)| is_here(other)).unwrap().1;
            prop_assert_eq!(Some(model.guess(values).unwrap().label), first);
        }
    }

    #[test]
    fn no_column_is_reckoned_out_of_its_numbers((samples, _) in any_samples()) {
        for column in 0..samples.width() {
            let [mean, min, max] = [samples.mean(column), samples.min(column), samples.max(column)].map(Option::unwrap);
            prop_assert!(mean.is_finite() && min <= max);
            let rounding = (min.abs().max(max.abs())) * 1e-12;
            prop_assert!(min - rounding <= mean && mean <= max + rounding, "{min} {mean} {max}");
        }
        prop_assert!(!samples.shown().is_empty());
    }

    #[test]
    fn what_is_set_aside_is_taken_out(count in 1..200_u32, percent in 1..100_usize, seed: u64) {
        let mut samples = Samples::default();
        (0..count).for_each(|row| samples.add(&[f64::from(row)], "a").unwrap());
        let mut rest = samples.clone();
        let mut random = Random::new(seed);
        match rest.set_aside(percent, |low, high| random.between(low, high)) {
            Err(refusal) => {
                prop_assert_eq!((refusal, count), (Refusal::TooFew { min: 2, given: 1 }, 1));
                prop_assert_eq!(rest, samples);
            }
            Ok(aside) => {
                prop_assert!(!aside.is_empty() && !rest.is_empty());
                let wanted = f64::from(count) * percent as f64 / 100.0;
                prop_assert!((aside.len() as f64 - wanted).abs() <= 1.0, "{} of {count}", aside.len());
                let (mut first, mut second) = (aside.rows().peekable(), rest.rows());
                // Every row is in one of them, in its old order.
                for row in samples.rows() {
                    if first.peek() == Some(&row) {
                        first.next();
                    } else {
                        prop_assert_eq!(second.next(), Some(row));
                    }
                }
                prop_assert_eq!((first.next(), second.next()), (None, None));
            }
        }
    }
}
