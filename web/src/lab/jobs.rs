//! Jobs the worker has been given and has not finished.

use std::collections::VecDeque;

use digilab_lab::lab_protocol::{LabCommand, LabEvent, RunEnd};
use digilab_lab::mistakes::Mistake;
use digilab_lab::transcript::EndReason;

/// A job.
#[derive(Clone)]
pub struct Job {
    /// Its number, from 1.
    pub number: u32,
    /// The command to execute.
    pub command: LabCommand,
}

/// The open jobs, oldest first. The first one is being executed.
#[derive(Default)]
pub struct Jobs {
    open: VecDeque<Job>,
    last: u32,
}

impl Jobs {
    /// Opens a new job.
    pub fn open(&mut self, command: LabCommand) -> Job {
        self.last += 1;
        let job = Job { number: self.last, command };
        self.open.push_back(job.clone());
        job
    }

    /// Closes a finished job.
    pub fn close(&mut self, number: u32) {
        self.open.retain(|job| job.number != number);
    }

    /// All open jobs.
    pub fn all(&self) -> Vec<Job> {
        self.open.iter().cloned().collect()
    }

    /// The present run, or the next one.
    pub fn run(&self) -> Option<u32> {
        let is_run = |job: &&Job| matches!(job.command, LabCommand::Run(_));
        self.open.iter().find(is_run).map(|job| job.number)
    }

    /// The first job that Stop applies to.
    pub fn first_to_stop(&self) -> Option<u32> {
        self.open.iter().find(|job| can_stop(job)).map(|job| job.number)
    }

    /// The last job that Stop applies to.
    pub fn last_to_stop(&self) -> Option<u32> {
        self.open.iter().rfind(|job| can_stop(job)).map(|job| job.number)
    }

    /// Removes the jobs that Stop applies to, and returns their final events.
    pub fn take_stopped(&mut self) -> Vec<LabEvent> {
        let (stopped, rest): (VecDeque<Job>, _) = self.open.drain(..).partition(can_stop);
        self.open = rest;
        stopped.into_iter().map(|job| answer(job, EndReason::Stopped, None)).collect()
    }

    /// Removes the job being executed, and returns its final event: it failed with `mistake`.
    pub fn take_first_failed(&mut self, mistake: &Mistake) -> Vec<LabEvent> {
        let failed = self.open.pop_front();
        failed.into_iter().map(|job| answer(job, EndReason::Error, Some(mistake))).collect()
    }

    /// Removes all jobs, and returns their final events: they failed with `mistake`.
    pub fn take_failed(&mut self, mistake: &Mistake) -> Vec<LabEvent> {
        self.open.drain(..).map(|job| answer(job, EndReason::Error, Some(mistake))).collect()
    }
}

fn can_stop(job: &Job) -> bool {
    match job.command {
        LabCommand::Run(_) | LabCommand::Detect { .. } => true,
        LabCommand::Check { .. } => false,
    }
}

/// The last event of a job that the worker did not finish.
fn answer(job: Job, reason: EndReason, mistake: Option<&Mistake>) -> LabEvent {
    match job.command {
        LabCommand::Check { revision, .. } => LabEvent::Checked { revision, mistake: mistake.cloned() },
        LabCommand::Run(_) => LabEvent::Ended(RunEnd { reason, mistake: mistake.cloned() }),
        LabCommand::Detect { port, .. } => LabEvent::Detected { port, answer: None },
    }
}
