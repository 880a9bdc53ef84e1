//! What the worker was asked for and has not answered.

use std::collections::VecDeque;

use digilab_lab::lab_protocol::{LabCommand, LabEvent, RunEnd};
use digilab_lab::mistakes::Mistake;
use digilab_lab::transcript::EndReason;

/// A piece of work.
#[derive(Clone)]
pub struct Job {
    /// Its number, from 1.
    pub number: u32,
    /// What is to be done.
    pub command: LabCommand,
}

/// The jobs that are open, oldest first. The first one is at work.
#[derive(Default)]
pub struct Jobs {
    open: VecDeque<Job>,
    last: u32,
}

impl Jobs {
    /// A new job.
    pub fn open(&mut self, command: LabCommand) -> Job {
        self.last += 1;
        let job = Job { number: self.last, command };
        self.open.push_back(job.clone());
        job
    }

    /// A job is answered.
    pub fn close(&mut self, number: u32) {
        self.open.retain(|job| job.number != number);
    }

    /// All that are open.
    pub fn all(&self) -> Vec<Job> {
        self.open.iter().cloned().collect()
    }

    /// The run that goes on, or begins next.
    pub fn run(&self) -> Option<u32> {
        let is_run = |job: &&Job| matches!(job.command, LabCommand::Run(_));
        self.open.iter().find(is_run).map(|job| job.number)
    }

    /// The first job that Stop is for.
    pub fn first_to_stop(&self) -> Option<u32> {
        self.open.iter().find(|job| can_stop(job)).map(|job| job.number)
    }

    /// The last one.
    pub fn last_to_stop(&self) -> Option<u32> {
        self.open.iter().rfind(|job| can_stop(job)).map(|job| job.number)
    }

    /// Takes out what Stop is for, and tells the answers.
    pub fn take_stopped(&mut self) -> Vec<LabEvent> {
        let (stopped, rest): (VecDeque<Job>, _) = self.open.drain(..).partition(can_stop);
        self.open = rest;
        stopped.into_iter().map(|job| answer(job, EndReason::Stopped, None)).collect()
    }

    /// Takes out the job that was at work, and tells the answer: it failed by `mistake`.
    pub fn take_first_failed(&mut self, mistake: &Mistake) -> Vec<LabEvent> {
        let failed = self.open.pop_front();
        failed.into_iter().map(|job| answer(job, EndReason::Error, Some(mistake))).collect()
    }

    /// Takes out all jobs, and tells the answers: they failed by `mistake`.
    pub fn take_failed(&mut self, mistake: &Mistake) -> Vec<LabEvent> {
        self.open.drain(..).map(|job| answer(job, EndReason::Error, Some(mistake))).collect()
    }
}

fn can_stop(job: &Job) -> bool {
    match job.command {
        LabCommand::Run(_) | LabCommand::Ask { .. } => true,
        LabCommand::Check { .. } => false,
    }
}

/// What a job's last event is if the worker did not come to its end.
fn answer(job: Job, reason: EndReason, mistake: Option<&Mistake>) -> LabEvent {
    match job.command {
        LabCommand::Check { revision, .. } => LabEvent::Checked { revision, mistake: mistake.cloned() },
        LabCommand::Run(_) => LabEvent::Ended(RunEnd { reason, mistake: mistake.cloned() }),
        LabCommand::Ask { port, .. } => LabEvent::Asked { port, answer: None },
    }
}
