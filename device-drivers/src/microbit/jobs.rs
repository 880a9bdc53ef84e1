//! Jobs the script has given and the board has not finished.

use std::collections::{BTreeMap, BTreeSet};

use super::agent::message::{Order, Refusal};
use super::agent::source::{agent, parts_for};
use super::channel::{Answered, Channel, JobId};
use crate::command::{Command, CommandId, Reply};
use crate::error::{DeviceError, DeviceErrorCode};

/// Results kept until they are fetched; the oldest are dropped first.
const MAX_OUTCOMES: usize = 256;

/// Number of times the agent is asked to compile a part that it has no room for.
const MAX_RUN_TRIES: u32 = 8;

/// The purpose of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A script's command.
    Command(Command),
    /// Watching sensors, or requesting their values again.
    Sensors,
}

#[derive(Clone, Debug)]
struct Job {
    purpose: Purpose,
    left: usize,
    value: String,
    seq: u8,
    run_tries: u32,
}

/// A job whose orders are all answered.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The job.
    pub id: JobId,
    /// Its purpose.
    pub purpose: Purpose,
    /// The value that its last order returned.
    pub value: String,
    /// The sequence id of its last order.
    pub seq: u8,
}

/// The jobs, in the order they were given.
#[derive(Clone, Debug, Default)]
pub struct Jobs {
    next: JobId,
    jobs: BTreeMap<JobId, Job>,
    outcomes: BTreeMap<CommandId, Result<Reply, DeviceError>>,
    /// Parts of the agent that are on the board or on their way.
    loaded: BTreeSet<&'static str>,
}

impl Jobs {
    /// Adds a job without orders.
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

    /// True if no job is left.
    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    /// Takes the board's answer to an order. Returns `Some(Ok(…))` when a job is finished, and `Some(Err(…))` with
    /// its id, purpose and refusal when one has failed.
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
                // The compiler found no contiguous room; the agent keeps the text, and its next garbage collection
                // often makes some.
                job.run_tries += 1;
                channel.send_first(id, Order::Run);
                None
            }
            Err(refusal) => {
                channel.drop_job(id);
                if answered.order == Order::Run {
                    // The missing part is not known here: parts that are on the board already are sent again.
                    self.loaded.clear();
                }
                let job = self.jobs.remove(&id)?;
                Some(Err((id, job.purpose, refusal)))
            }
        }
    }

    /// Keeps the result of a command until it is fetched.
    pub fn conclude(&mut self, id: JobId, outcome: Result<Reply, DeviceError>) {
        self.outcomes.insert(CommandId(id), outcome);
        while self.outcomes.len() > MAX_OUTCOMES {
            self.outcomes.pop_first();
        }
    }

    /// Takes the result of a command; each is returned once.
    pub fn outcome(&mut self, id: CommandId) -> Option<Result<Reply, DeviceError>> {
        self.outcomes.remove(&id)
    }

    /// Handles a board that has forgotten everything: returns the commands to be given again, oldest first.
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

    /// Makes a command that ran in the background a job again.
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

/// Converts a refusal into the script's error.
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
