//! Arguments of the command line. Help texts come from the Fluent files, see [`command`].

use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand};
use digilab_devices::board::BoardKind;
use digilab_lab::text::{Language, Texts};
use digilab_usage::code::Code;
use jiff::civil::Date;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "digilab", disable_help_subcommand = true, disable_help_flag = true)]
pub struct Arguments {
    /// Language of the messages.
    #[arg(long, global = true, value_parser = language)]
    pub lang: Option<Language>,
    /// The lesson pack to open in the window: a folder, a file, or the id of a built-in one.
    pub lesson_pack: Option<PathBuf>,
    /// Command to run; without one the window opens.
    #[command(subcommand)]
    pub action: Option<Action>,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Runs a script.
    #[command(disable_help_flag = true)]
    Run(Box<RunArguments>),
    /// Lists ports and boards.
    #[command(disable_help_flag = true)]
    Boards(BoardsArguments),
    /// Serves the page for browsers on this computer or its network.
    #[command(disable_help_flag = true)]
    Serve(ServeArguments),
    /// Makes, checks and packs lessons.
    #[command(disable_help_flag = true, disable_help_subcommand = true, subcommand_required = true)]
    Lesson(LessonArguments),
    /// Reports, exports and deletes the usage log.
    #[command(disable_help_flag = true, disable_help_subcommand = true, subcommand_required = true)]
    Usage(UsageArguments),
}

/// Arguments of `digilab run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// File of the script; a transcript holds its own.
    #[arg(required_unless_present = "replay")]
    pub script: Option<PathBuf>,
    /// Board that `port` belongs to.
    #[arg(long, default_value = "microbit", value_parser = board)]
    pub board: BoardChoice,
    /// Port of that board. The default is `sim`; with `--board auto`, the first port on which the board answers.
    #[arg(long, value_parser = port)]
    pub port: Option<PortChoice>,
    /// Baud rate of a text board; without it the board's rate is detected.
    #[arg(long, value_parser = clap::value_parser!(u32).range(300..=2_000_000))]
    pub baud: Option<u32>,
    /// Real or virtual time.
    #[arg(long, default_value = "real", value_parser = time)]
    pub time: TimeChoice,
    /// Longest duration of the run.
    #[arg(long = "for", value_parser = duration)]
    pub limit: Option<Duration>,
    /// Seed of `random`.
    #[arg(long)]
    pub seed: Option<u64>,
    /// File with the inputs to the simulated boards.
    #[arg(long)]
    pub input: Option<PathBuf>,
    /// File the transcript is written to.
    #[arg(long, conflicts_with = "replay")]
    pub record: Option<PathBuf>,
    /// Transcript to replay.
    #[arg(long, conflicts_with_all = ["input", "seed", "port"])]
    pub replay: Option<PathBuf>,
    /// File the trace is written to.
    #[arg(long)]
    pub trace: Option<PathBuf>,
    /// Prints one JSON object per line instead of text.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `digilab boards`.
#[derive(Debug, Args)]
pub struct BoardsArguments {
    /// Detects the board on each port.
    #[arg(long)]
    pub ask: bool,
    /// Prints one JSON object per line instead of text.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `digilab serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// TCP port of the server; 0 takes any free one.
    #[arg(long = "port", default_value_t = 8080)]
    pub http_port: u16,
    /// Lets other computers open the page.
    #[arg(long)]
    pub lan: bool,
    /// Folder with the built page; searched for if not given.
    #[arg(long)]
    pub folder: Option<PathBuf>,
}

/// Arguments of `digilab lesson`.
#[derive(Debug, Args)]
pub struct LessonArguments {
    /// Command on lesson packs.
    #[command(subcommand)]
    pub action: LessonAction,
}

/// Commands on lesson packs.
#[derive(Debug, Subcommand)]
pub enum LessonAction {
    /// Creates a pack from the template.
    #[command(disable_help_flag = true)]
    New(LessonNewArguments),
    /// Reports the faults in packs.
    #[command(disable_help_flag = true)]
    Check(LessonCheckArguments),
    /// Packs a folder into one file.
    #[command(disable_help_flag = true)]
    Pack(LessonPackArguments),
    /// Signs a packed pack.
    #[command(disable_help_flag = true)]
    Sign(LessonSignArguments),
    /// Lists packs.
    #[command(disable_help_flag = true)]
    List(LessonListArguments),
    /// Exports a pack's metadata for catalogues.
    #[command(disable_help_flag = true)]
    Export(LessonExportArguments),
}

/// Arguments of `digilab lesson new`.
#[derive(Debug, Args)]
pub struct LessonNewArguments {
    /// Id of the pack, and name of its folder.
    pub id: String,
    /// Boards of the pack.
    #[arg(long = "board", default_value = "microbit", value_delimiter = ',', value_parser = pack_board)]
    pub pack_boards: Vec<BoardKind>,
    /// Languages of the pack.
    #[arg(long, default_values_t = Language::ALL.to_vec(), value_delimiter = ',', value_parser = pack_language)]
    pub languages: Vec<Language>,
}

/// Arguments of `digilab lesson check`.
#[derive(Debug, Args)]
pub struct LessonCheckArguments {
    /// Folders and files with packs.
    #[arg(required = true)]
    pub packs: Vec<PathBuf>,
    /// Prints one JSON object per line instead of text.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `digilab lesson pack`.
#[derive(Debug, Args)]
pub struct LessonPackArguments {
    /// Folder of the pack.
    pub pack: PathBuf,
    /// File to write. The default is `NAME.digilab` in the working folder.
    #[arg(long)]
    pub output: Option<PathBuf>,
}

/// Arguments of `digilab lesson sign`.
#[derive(Debug, Args)]
pub struct LessonSignArguments {
    /// File of the packed pack.
    pub file: PathBuf,
    /// File with the signing key.
    #[arg(long)]
    pub key: PathBuf,
    /// Creates that file with a new key.
    #[arg(long)]
    pub new_key: bool,
    /// Name of the signer, as people read it.
    #[arg(long)]
    pub name: String,
}

/// Arguments of `digilab lesson list`.
#[derive(Debug, Args)]
pub struct LessonListArguments {
    /// Folders and files with packs. The default is the built-in packs.
    pub packs: Vec<PathBuf>,
    /// Prints one JSON object per line instead of text.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `digilab lesson export`.
#[derive(Debug, Args)]
pub struct LessonExportArguments {
    /// Folder or file of the pack.
    pub pack: PathBuf,
    /// Exports JSON-LD with the terms of schema.org and LRMI; required, since there is no other format yet.
    #[arg(long, required = true)]
    pub jsonld: bool,
}

/// Arguments of `digilab usage`.
#[derive(Debug, Args)]
pub struct UsageArguments {
    /// Command on the usage log.
    #[command(subcommand)]
    pub action: UsageAction,
}

/// Commands on the usage log.
#[derive(Debug, Subcommand)]
pub enum UsageAction {
    /// Reports the indicators.
    #[command(disable_help_flag = true)]
    Report(UsageReportArguments),
    /// Exports the log to a file.
    #[command(disable_help_flag = true)]
    Export(UsageExportArguments),
    /// Merges files into the log.
    #[command(disable_help_flag = true)]
    Merge(UsageMergeArguments),
    /// Writes tables for publication as open data.
    #[command(disable_help_flag = true)]
    OpenData(UsageOpenDataArguments),
    /// Prints every field that the log can have.
    #[command(disable_help_flag = true)]
    Fields,
    /// Sends the pending events to the city's store.
    #[command(disable_help_flag = true)]
    Send(UsageSendArguments),
    /// Deletes the whole log.
    #[command(disable_help_flag = true)]
    Delete(UsageDeleteArguments),
}

/// Arguments of `digilab usage report`.
#[derive(Debug, Args)]
pub struct UsageReportArguments {
    /// First day of the period. The default is the first of January.
    #[arg(long, value_parser = date)]
    pub from: Option<Date>,
    /// Last day of the period. The default is today.
    #[arg(long, value_parser = date)]
    pub to: Option<Date>,
    /// Code of the school. The default is every school.
    #[arg(long, value_parser = code)]
    pub school: Option<Code>,
    /// Writes JSON.
    #[arg(long, conflicts_with_all = ["csv", "md"])]
    pub json: bool,
    /// Writes CSV.
    #[arg(long, conflicts_with = "md")]
    pub csv: bool,
    /// Writes a Markdown table.
    #[arg(long)]
    pub md: bool,
    /// File of the log. The default is the person's own log.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// Formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// Plain text, for people.
    Text,
    /// Markdown, for documents.
    Markdown,
    /// CSV, for spreadsheets.
    Csv,
    /// JSON, for programs.
    Json,
}

impl UsageReportArguments {
    /// Returns the requested format.
    pub fn form(&self) -> ReportForm {
        match (self.json, self.csv, self.md) {
            (true, _, _) => ReportForm::Json,
            (_, true, _) => ReportForm::Csv,
            (_, _, true) => ReportForm::Markdown,
            _ => ReportForm::Text,
        }
    }
}

/// Arguments of `digilab usage export`.
#[derive(Debug, Args)]
pub struct UsageExportArguments {
    /// Writes CSV instead of JSON lines.
    #[arg(long)]
    pub csv: bool,
    /// File to write. The default is the standard output.
    #[arg(long)]
    pub output: Option<PathBuf>,
    /// File of the log. The default is the person's own log.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// Arguments of `digilab usage merge`.
#[derive(Debug, Args)]
pub struct UsageMergeArguments {
    /// Files written by `digilab usage export`.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Log to merge into; created if it does not exist.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// Arguments of `digilab usage open-data`.
#[derive(Debug, Args)]
pub struct UsageOpenDataArguments {
    /// Year of the tables.
    #[arg(long, value_parser = clap::value_parser!(i16).range(2000..=2200))]
    pub year: i16,
    /// Name of the publisher, the city.
    #[arg(long)]
    pub publisher: String,
    /// Folder the files are written to.
    #[arg(long = "output")]
    pub data_folder: PathBuf,
    /// File of the log. The default is the person's own log.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// Arguments of `digilab usage send`.
#[derive(Debug, Args)]
pub struct UsageSendArguments {
    /// Sends events again that the store has refused before.
    #[arg(long)]
    pub again: bool,
    /// File of the log. The default is the person's own log.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// Arguments of `digilab usage delete`.
#[derive(Debug, Args)]
pub struct UsageDeleteArguments {
    /// Confirms the deletion.
    #[arg(long, required = true)]
    pub all: bool,
    /// File of the log. The default is the person's own log.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// Board that a port belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardChoice {
    /// A given board.
    Kind(BoardKind),
    /// Any board that answers.
    Auto,
}

/// Port of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortChoice {
    /// Simulated, without a port.
    Simulated,
    /// Path of a serial port, or a network address.
    Named(String),
}

/// Clock of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeChoice {
    /// Real time.
    Real,
    /// Virtual time: as fast as the computer allows.
    Virtual,
}

// These errors are never shown: `usage` has a sentence for each option.

fn language(text: &str) -> Result<Language, &'static str> {
    text.parse().map_err(|_| "language")
}

fn board(text: &str) -> Result<BoardChoice, &'static str> {
    match BoardKind::from_id(text) {
        Some(kind) => Ok(BoardChoice::Kind(kind)),
        None if text == "auto" => Ok(BoardChoice::Auto),
        None => Err("board"),
    }
}

fn date(text: &str) -> Result<Date, &'static str> {
    // Only the form with hyphens: people in different countries read other forms differently.
    let is_plain = text.len() == 10;
    text.parse().ok().filter(|_| is_plain).ok_or("date")
}

fn code(text: &str) -> Result<Code, &'static str> {
    Code::new(text).ok_or("school")
}

fn pack_board(text: &str) -> Result<BoardKind, &'static str> {
    BoardKind::from_id(text).filter(|board| BoardKind::IN_PACKS.contains(board)).ok_or("board")
}

fn pack_language(text: &str) -> Result<Language, &'static str> {
    Language::ALL.iter().copied().find(|language| language.code() == text).ok_or("languages")
}

fn port(text: &str) -> Result<PortChoice, &'static str> {
    match text {
        "" => Err("port"),
        "sim" => Ok(PortChoice::Simulated),
        name => Ok(PortChoice::Named(name.to_owned())),
    }
}

fn time(text: &str) -> Result<TimeChoice, &'static str> {
    match text {
        "real" => Ok(TimeChoice::Real),
        "virtual" => Ok(TimeChoice::Virtual),
        _ => Err("time"),
    }
}

/// Parses a duration such as `5s`, `500ms` or `2m`, of at most a day.
fn duration(text: &str) -> Result<Duration, &'static str> {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    humantime::parse_duration(text).ok().filter(|duration| *duration <= DAY).ok_or("duration")
}

/// Returns the command line with its help in the language of `texts`, from the messages `cli-*` of the
/// program's Fluent files.
pub fn command(texts: &Texts) -> clap::Command {
    let mut command = localised(Arguments::command(), "cli", texts)
        .subcommand_help_heading(texts.plain("cli-heading-commands"))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            clap::Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(texts.plain("cli-arg-version"))
                .help_heading(texts.plain("cli-heading-options")),
        );
    for name in ["run", "boards", "serve", "lesson", "usage"] {
        command = command.mut_subcommand(name, |sub| localised(sub, &format!("cli-{name}"), texts));
    }
    for (group, names) in [
        ("lesson", &["new", "check", "pack", "sign", "list", "export"][..]),
        ("usage", &["report", "export", "merge", "open-data", "fields", "send", "delete"]),
    ] {
        command = command.mut_subcommand(group, |mut command| {
            command = command.subcommand_help_heading(texts.plain("cli-heading-commands"));
            for name in names {
                let prefix = format!("cli-{group}-{name}");
                command = command.mut_subcommand(*name, |sub| localised(sub, &prefix, texts));
            }
            command
        });
    }
    command
}

fn localised(command: clap::Command, prefix: &str, texts: &Texts) -> clap::Command {
    let heading = texts.plain("cli-heading-usage");
    let help = clap::Arg::new("help").short('h').long("help").action(ArgAction::Help);
    command
        .about(texts.plain(&format!("{prefix}-about")))
        .override_usage(texts.plain(&format!("{prefix}-usage")))
        .after_help(texts.plain(&format!("{prefix}-more")))
        .help_template(format!("{{about}}\n\n{heading} {{usage}}\n\n{{all-args}}{{after-help}}\n"))
        .max_term_width(100)
        .arg(help)
        .mut_args(|arg| {
            let id = arg.get_id().to_string();
            let heading = if arg.is_positional() { "cli-heading-arguments" } else { "cli-heading-options" };
            let value = format!("cli-arg-{id}.value");
            let languages = Language::CODES.join(", ");
            let help = texts.get(&format!("cli-arg-{id}"), &[("languages", languages)]);
            let arg = arg.help(help).help_heading(texts.plain(heading));
            // The help text itself says what the default is.
            if texts.has(&value) { arg.value_name(texts.plain(&value)).hide_default_value(true) } else { arg }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_in_every_language() {
        for &language in Language::ALL {
            command(&Texts::new(language)).debug_assert();
        }
    }

    #[test]
    fn values() {
        assert_eq!(board("microbit-v1"), Ok(BoardChoice::Kind(BoardKind::MicrobitV1)));
        assert_eq!(board("auto"), Ok(BoardChoice::Auto));
        assert_eq!(board("Arduino"), Err("board"));
        assert_eq!(port("sim"), Ok(PortChoice::Simulated));
        assert_eq!(port(""), Err("port"));
        assert_eq!(duration("5s"), Ok(Duration::from_secs(5)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(duration("1m 30s"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        for wrong in ["", "5", "-5s", "5 parsecs", "1e9s", "25h", "99999999999999999999s"] {
            assert_eq!(duration(wrong), Err("duration"), "{wrong}");
        }
    }
}
