//! `digilab usage send`: sends the pending events to the city's store now.

use digilab_lab::text::Texts;
use digilab_usage::time::written;
use digilab_usage::xapi::Outbox;

use super::log_failure::failure;
use super::place;
use crate::cli::args::UsageSendArguments;
use crate::cli::failure::{Failure, Status};
use crate::cli::output::{error_line, out_line};
use crate::desktop::usage::{Connection, Sent, send as send_all};

/// HTTP statuses of a store that refuses the key.
const NO_ENTRY: [u16; 2] = [401, 403];

/// Sends the pending events.
pub fn send(arguments: &UsageSendArguments, texts: &Texts) -> Result<Status, Failure> {
    let (path, mut store) = place::open(arguments.log.as_deref(), texts)?;
    let of_log = |error| failure(&path, &error, texts);
    let Some(settings) = place::settings(texts).send else {
        return Err(Failure { status: Status::Usage, sentence: texts.plain("log-send-nowhere") });
    };
    let connection = Connection::new(&settings).map_err(of_log)?;
    if arguments.again {
        store.send_again().map_err(of_log)?;
    }
    let Sent { acknowledged, set_aside, later } =
        send_all(&mut store, &mut Outbox::default(), &connection).map_err(of_log)?;
    out_line(&texts.get("log-sent", &[("count", acknowledged)]));
    if let Some(status) = later {
        let id = match status {
            0 => "log-send-unreachable",
            status if NO_ENTRY.contains(&status) => "log-send-no-entry",
            _ => "log-send-later",
        };
        let waiting = store.sending().map_err(of_log)?.waiting;
        let args =
            [("address", settings.address), ("status", status.to_string()), ("waiting", waiting.to_string())];
        return Err(Failure { status: Status::Board, sentence: texts.get(id, &args) });
    }
    if set_aside > 0 {
        error_line(&texts.get("log-set-aside", &[("count", set_aside)]));
        for (entry, status) in store.sending().map_err(of_log)?.set_aside {
            error_line(&format!("  {status}  {}  {}  {}", written(entry.at_ms), entry.event, entry.fields));
        }
        return Ok(Status::Script);
    }
    Ok(Status::Done)
}
