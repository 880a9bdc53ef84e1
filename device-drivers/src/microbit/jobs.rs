//! What scripts asked for and the board has not done yet.

use std::collections::{BTreeMap, BTreeSet};

use super::agent::message::{Order, Refusal};
use super::agent::source::{agent, parts_for};
use super::channel::{Answered, Channel, JobId};
use crate::command::{Command, CommandId, Reply};
use crate::error::{DeviceError, DeviceErrorCode};

/// Outcomes nobody asked for; the oldest are forgotten first.
const MAX_OUTCOMES: usize = 256;

/// How often the agent is asked to compile a part for which it has no room.
const MAX_RUN_TRIES: u32 = 8;

/// What a job is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A script's command.
    Command(Command),
    /// Watching sensors, or asking for their values again.
    Sensors,
}

#[derive(Debug)]
struct Job {
    purpose: Purpose,
    left: usize,
    value: String,
    seq: u8,
    run_tries: u32,
}

/// A job all of whose orders are answered.
#[derive(Debug)]
pub struct Finished {
    /// Which one.
    pub id: JobId,
    /// What it was for.
    pub purpose: Purpose,
    /// What its last order told.
    pub value: String,
    /// The sequence id of its last order.
    pub seq: u8,
}

/// The jobs, in the order they were given.
#[derive(Debug, Default)]
pub struct Jobs {
    next: JobId,
    jobs: BTreeMap<JobId, Job>,
    outcomes: BTreeMap<CommandId, Result<Reply, DeviceError>>,
    /// Parts of the agent that are on the board or on their way.
    loaded: BTreeSet<&'static str>,
}

impl Jobs {
    /// Takes a job without orders yet.
    pub fn add(&mut self, purpose: Purpose) -> JobId {
        self.next += 1;
        self.jobs.insert(self.next, Job { purpose, left: 0, value: String::new(), seq: 0, run_tries: 0 });
        self.next
    }

    /// Queues the orders of a job, and before them the parts of the agent that they need.
    pub fn send(&mut self, id: JobId, orders: Vec<Order>, channel: &mut Channel) {
        let Some(job) = self.jobs.get_mut(&id) else { return };
        let mut all = Vec::new();
        for name in orders.iter().flat_map(parts_for) {
            if self.loaded.insert(name) {
                all.extend(agent().part(name).into_iter().flat_map(|part| part.orders()));
            }
        }
        all.extend(orders);
        job.left += all.len();
        all.into_iter().for_each(|order| channel.send(id, order));
    }

    /// Whether nothing is left to do.
    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    /// Takes the board's answer to an order. `Some(Ok(…))` when a job is finished, `Some(Err(…))` when one
    /// has failed: which, and what it was for.
    pub fn answered(
        &mut self,
        answered: Answered,
        channel: &mut Channel,
    ) -> Option<Result<Finished, (JobId, Purpose, Refusal)>> {
        let id = answered.job;
        let job = self.jobs.get_mut(&id)?;
        match answered.answer {
            Ok(value) => {
                job.left = job.left.saturating_sub(1);
                if job.left > 0 {
                    return None;
                }
                job.value = value;
                job.seq = answered.seq;
                let job = self.jobs.remove(&id)?;
                Some(Ok(Finished { id, purpose: job.purpose, value: job.value, seq: job.seq }))
            }
            Err(Refusal::Memory) if answered.order == Order::Run && job.run_tries < MAX_RUN_TRIES => {
                // The compiler found no room in one piece; the agent keeps the text, and its next collection
                // often makes some.
                job.run_tries += 1;
                channel.send_first(id, Order::Run);
                None
            }
            Err(refusal) => {
                channel.drop_job(id);
                if answered.order == Order::Run {
                    // Which part it was is not known here: what is on the board already is taken again.
                    self.loaded.clear();
                }
                let job = self.jobs.remove(&id)?;
                Some(Err((id, job.purpose, refusal)))
            }
        }
    }

    /// Keeps what became of a command until it is asked for.
    pub fn conclude(&mut self, id: JobId, outcome: Result<Reply, DeviceError>) {
        self.outcomes.insert(CommandId(id), outcome);
        while self.outcomes.len() > MAX_OUTCOMES {
            self.outcomes.pop_first();
        }
    }

    /// What became of a command; told once.
    pub fn outcome(&mut self, id: CommandId) -> Option<Result<Reply, DeviceError>> {
        self.outcomes.remove(&id)
    }

    /// The board has forgotten everything: the commands to be given again, oldest first.
    pub fn begin_again(&mut self) -> Vec<(JobId, Command)> {
        self.loaded.clear();
        self.jobs.retain(|_, job| job.purpose != Purpose::Sensors);
        let mut commands = Vec::new();
        for (id, job) in &mut self.jobs {
            job.left = 0;
            if let Purpose::Command(command) = &job.purpose {
                commands.push((*id, command.clone()));
            }
        }
        commands
    }

    /// Makes a job of a command again that ran in the background.
    pub fn take_back(&mut self, id: JobId, command: &Command) -> JobId {
        let purpose = Purpose::Command(command.clone());
        self.jobs.insert(id, Job { purpose, left: 0, value: String::new(), seq: 0, run_tries: 0 });
        id
    }

    /// Ends one job with an error.
    pub fn fail(&mut self, id: JobId, error: &DeviceError) {
        if self.jobs.remove(&id).is_some() {
            self.conclude(id, Err(error.clone()));
        }
    }

    /// Ends every job with an error.
    pub fn fail_all(&mut self, error: &DeviceError) {
        let ids: Vec<JobId> = self.jobs.keys().copied().collect();
        ids.into_iter().for_each(|id| self.fail(id, error));
    }
}

/// The error a refusal is for the script.
pub fn refused(refusal: Refusal, port: &str) -> DeviceError {
    let reason = match refusal {
        Refusal::Memory => return DeviceError::new(DeviceErrorCode::BoardMemory).with("port", port),
        Refusal::Device => "no-i2c-device",
        Refusal::Unknown => "unknown-order",
        Refusal::NotAllowed => "not-allowed",
        Refusal::Interrupted => "interrupted",
    };
    DeviceError::new(DeviceErrorCode::BoardError).with("port", port).with("reason", reason)
}
