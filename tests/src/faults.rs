//! Runs scripts that are disturbed, on any board: by a reset, an unplugged cable, Stop, a replay.
//!
//! A script prints [`NOW`] at the place of the disturbance, because a time would be a different place of the script
//! on another machine.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use digilab_devices::clock::Signal;
use digilab_devices::error::{DeviceError, DeviceErrorCode};
use digilab_lab::boards::driver_for;
use digilab_lab::stop::StopFlag;
use digilab_lab::text::Language;
use digilab_lab::transcript::{Header, Replay, TRANSCRIPT_VERSION, Transcript};

use crate::scripts::{Ran, Script, Stage, run};

/// The line after which the disturbance happens.
pub const NOW: &str = "now";

/// Delay of Stop after [`NOW`], so that the script's next work is in progress.
const STOP_AFTER: Duration = Duration::from_millis(400);

/// Runs a script; `happens` is called after each line [`NOW`], before the script continues.
///
/// # Errors
/// As [`run`].
pub fn run_with(
    text: &str,
    mut stage: Stage,
    mut happens: impl FnMut() + Send + 'static,
) -> Result<Ran, String> {
    stage.on_line = Box::new(move |line| {
        if line == NOW {
            happens();
        }
    });
    run(&Script::new("test", text), stage)
}

/// Runs a script and presses Stop a while after it has printed [`NOW`], at which `happens` is called. Also returns
/// how long the run continued after that.
///
/// # Errors
/// As [`run`], and if Stop was not pressed.
pub fn run_and_stop(
    text: &str,
    stage: Stage,
    mut happens: impl FnMut() + Send + 'static,
) -> Result<(Ran, Duration), String> {
    let stopped_at = Arc::new(Mutex::new(None));
    let (stop, at) = (stage.stop.clone(), stopped_at.clone());
    let ran = run_with(text, stage, move || {
        happens();
        let (stop, at) = (stop.clone(), at.clone());
        std::thread::spawn(move || press_later(&stop, &at));
    })?;
    let stopped_at = *stopped_at.lock().unwrap_or_else(PoisonError::into_inner);
    let took = stopped_at.ok_or_else(|| format!("it was over before Stop: {ran:?}"))?.elapsed();
    Ok((ran, took))
}

fn press_later(stop: &StopFlag, at: &Mutex<Option<Instant>>) {
    std::thread::sleep(STOP_AFTER);
    *at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    stop.stop();
}

/// Returns the transcript of a recorded run, as the program writes it to a file.
///
/// # Errors
/// The values that cannot be serialized as JSON.
pub fn transcript(script: &Script, ran: &Ran) -> Result<String, String> {
    let header = Header {
        digilab_transcript: TRANSCRIPT_VERSION,
        program: "test".to_owned(),
        seed: script.seed,
        language: Language::En,
        end_us: script.end_us,
        script: script.text.clone(),
    };
    let told = |error: serde_json::Error| error.to_string();
    let mut lines = vec![serde_json::to_string(&header).map_err(told)?];
    for record in &ran.records {
        lines.push(serde_json::to_string(record).map_err(told)?);
    }
    Ok(lines.join("\n"))
}

/// Runs a script with a transcript instead of clock and boards. `stage` is that of a run with boards; none of them
/// is opened.
///
/// # Errors
/// As [`run`], and if `transcript` is not a transcript.
pub fn replay(script: &Script, transcript: &str, stage: Stage) -> Result<Ran, String> {
    let transcript = Transcript::parse(transcript).map_err(|error| format!("{error:?}"))?;
    let replay = Replay::new(transcript, |kind, port| driver_for(kind, port, 0));
    let open = Box::new(|want, _: &Signal| {
        Err(DeviceError::new(DeviceErrorCode::PortMissing).with("port", format!("{want:?} in a replay")))
    });
    run(script, Stage { open, replay: Some(replay), is_recorded: false, ..stage })
}
