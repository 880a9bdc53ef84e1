//! Compares many generated programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::thread;

use super::comparison::{Comparison, Verdict};
use super::outcome::{End, Evaluate};
use super::{generator, reduce, syntax};
use crate::sandbox;

/// Maximum kinds of differences that are reduced and shown.
const MAX_SHOWN: usize = 12;

/// What comparing many programs found.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) programs: usize,
    /// Programs that ended alike, by kind of end.
    pub(super) ends: BTreeMap<String, usize>,
    /// Programs that were not compared, by reason.
    pub(super) uncompared: BTreeMap<&'static str, usize>,
    /// Programs that differ as was decided, by rule.
    pub(super) allowed: BTreeMap<String, usize>,
    /// Programs that differ: by aspect, the first seed and the number.
    pub(super) differing: BTreeMap<String, (u64, usize)>,
    /// Kinds of nodes in the programs that were compared.
    pub(super) kinds: BTreeSet<&'static str>,
}

impl Survey {
    /// Compares the programs of the seeds, on a thread per processor.
    pub(super) fn of(machine: Evaluate, seeds: Range<u64>) -> Self {
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..workers)
            .map(|worker| {
                let seeds = seeds.clone().skip(worker).step_by(workers);
                sandbox::spawn(move || Self::of_each(machine, seeds)).unwrap()
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).fold(Self::default(), Self::merged)
    }

    fn of_each(machine: Evaluate, seeds: impl Iterator<Item = u64>) -> Self {
        let comparison = Comparison::new(machine);
        let mut survey = Self::default();
        for seed in seeds {
            survey.add(&comparison, seed);
        }
        survey
    }

    fn add(&mut self, comparison: &Comparison, seed: u64) {
        let source = generator::program(seed);
        self.programs += 1;
        match comparison.of(&source) {
            Verdict::Unparsed(_) => *self.uncompared.entry("cannot be parsed").or_default() += 1,
            Verdict::Panicked => *self.uncompared.entry("interpreter panics").or_default() += 1,
            Verdict::Over => *self.uncompared.entry("limit reached").or_default() += 1,
            Verdict::Allowed(rule) => *self.allowed.entry(format!("{rule:?}")).or_default() += 1,
            Verdict::Differs(difference) => {
                let (first, count) = self.differing.entry(difference.aspect).or_insert((seed, 0));
                *first = seed.min(*first);
                *count += 1;
            }
            Verdict::Agrees(end) => {
                *self.ends.entry(end.kind().to_owned()).or_default() += 1;
                self.kinds.extend(comparison.parse(&source).iter().flat_map(syntax::kinds));
            }
        }
    }

    fn merged(mut self, other: Self) -> Self {
        self.programs += other.programs;
        for (end, count) in other.ends {
            *self.ends.entry(end).or_default() += count;
        }
        for (reason, count) in other.uncompared {
            *self.uncompared.entry(reason).or_default() += count;
        }
        for (rule, count) in other.allowed {
            *self.allowed.entry(rule).or_default() += count;
        }
        for (aspect, (seed, count)) in other.differing {
            let (first, total) = self.differing.entry(aspect).or_insert((seed, 0));
            *first = seed.min(*first);
            *total += count;
        }
        self.kinds.extend(other.kinds);
        self
    }

    /// Returns the number of programs that were compared.
    pub(super) fn compared(&self) -> usize {
        self.programs - self.uncompared.values().sum::<usize>()
    }

    /// Returns the number of programs that ended alike with a value.
    pub(super) fn valued(&self) -> usize {
        self.ends.get(End::Value(String::new()).kind()).copied().unwrap_or_default()
    }

    /// Panics with a reduced program for each kind of difference, if there are any.
    pub(super) fn expect_agreement(&self, machine: Evaluate) {
        let shown: Vec<(String, u64, usize)> = self
            .differing
            .iter()
            .map(|(aspect, (seed, count))| (aspect.clone(), *seed, *count))
            .take(MAX_SHOWN)
            .collect();
        let reports = sandbox::spawn(move || {
            let comparison = Comparison::new(machine);
            let report = |(aspect, seed, count): &(String, u64, usize)| {
                let reduced = reduce::reduced(&comparison, &generator::program(*seed), aspect);
                let difference =
                    comparison.difference(&reduced).map_or_else(String::new, |it| it.to_string());
                format!("seed {seed}, and {} more\n{reduced}\n{difference}", count - 1)
            };
            shown.iter().map(report).collect::<Vec<String>>()
        });
        let reports = reports.unwrap().join().unwrap();
        assert!(reports.is_empty(), "{self}\n{}", reports.join("\n"));
    }
}

impl fmt::Display for Survey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} programs, {} compared", self.programs, self.compared())?;
        for (reason, count) in &self.uncompared {
            writeln!(f, "{count:8} not compared: {reason}")?;
        }
        for (end, count) in &self.ends {
            writeln!(f, "{count:8} {end}")?;
        }
        for (rule, count) in &self.allowed {
            writeln!(f, "{count:8} allowed: {rule}")?;
        }
        for (aspect, (seed, count)) in &self.differing {
            writeln!(f, "{count:8} differ in {aspect}, first {seed}")?;
        }
        Ok(())
    }
}
