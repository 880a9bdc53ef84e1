//! What the program can be told on its command line. The words people read about it come from the Fluent
//! files, see [`command`].

use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand};
use digilab_devices::board::BoardKind;
use digilab_lab::text::{Language, Texts};
use digilab_lessons::language::Language;
use digilab_usage::code::Code;
use jiff::civil::Date;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "digilab", disable_help_subcommand = true, disable_help_flag = true)]
pub struct Arguments {
    /// The language people are talked to in.
    #[arg(long, global = true, value_parser = language)]
    pub lang: Option<Language>,
    /// The lesson pack to open in the window: a folder, a file, or the id of a built-in one.
    pub lesson_pack: Option<PathBuf>,
    /// What to do; the window if nothing is said.
    #[command(subcommand)]
    pub action: Option<Action>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Runs a script.
    #[command(disable_help_flag = true)]
    Run(Box<RunArguments>),
    /// Lists ports and boards.
    #[command(disable_help_flag = true)]
    Boards(BoardsArguments),
    /// Hands out the browser's page.
    #[command(disable_help_flag = true)]
    Serve(ServeArguments),
    /// Makes, checks and packs lessons.
    #[command(disable_help_flag = true, disable_help_subcommand = true, subcommand_required = true)]
    Lesson(LessonArguments),
    /// Counts what the lab was used for.
    #[command(disable_help_flag = true, disable_help_subcommand = true, subcommand_required = true)]
    Usage(UsageArguments),
}

/// `digilab run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// The script's file; a transcript brings its own.
    #[arg(required_unless_present = "replay")]
    pub script: Option<PathBuf>,
    /// The board that `port` belongs to.
    #[arg(long, default_value = "microbit", value_parser = board)]
    pub board: BoardChoice,
    /// Where that board is; not said is `sim`, but for `--board auto`, which then looks for one.
    #[arg(long, value_parser = port)]
    pub port: Option<PortChoice>,
    /// The speed of a text board; without it the board is asked.
    #[arg(long, value_parser = clap::value_parser!(u32).range(300..=2_000_000))]
    pub baud: Option<u32>,
    /// Whether time passes as on the wall.
    #[arg(long, default_value = "real", value_parser = time)]
    pub time: TimeChoice,
    /// When the run ends at the latest.
    #[arg(long = "for", value_parser = duration)]
    pub limit: Option<Duration>,
    /// The seed of `random`.
    #[arg(long)]
    pub seed: Option<u64>,
    /// What is done to the simulated boards.
    #[arg(long)]
    pub input: Option<PathBuf>,
    /// Where the transcript goes.
    #[arg(long, conflicts_with = "replay")]
    pub record: Option<PathBuf>,
    /// A transcript to run again.
    #[arg(long, conflicts_with_all = ["input", "seed", "port"])]
    pub replay: Option<PathBuf>,
    /// Where the trace goes.
    #[arg(long)]
    pub trace: Option<PathBuf>,
    /// One JSON object per line instead of text.
    #[arg(long)]
    pub json: bool,
}

/// `digilab boards`.
#[derive(Debug, Args)]
pub struct BoardsArguments {
    /// Whether to find out what answers on each port.
    #[arg(long)]
    pub ask: bool,
    /// One JSON object per line instead of text.
    #[arg(long)]
    pub json: bool,
}

/// `digilab serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Where browsers find the page; 0 is any that is free.
    #[arg(long = "port", default_value_t = 8080)]
    pub http_port: u16,
    /// Whether other computers may open the page.
    #[arg(long)]
    pub lan: bool,
    /// The folder with the built page; looked for if it is not said.
    #[arg(long)]
    pub folder: Option<PathBuf>,
}

/// `digilab lesson`.
#[derive(Debug, Args)]
pub struct LessonArguments {
    /// What to do with lesson packs.
    #[command(subcommand)]
    pub action: LessonAction,
}

/// What to do with lesson packs.
#[derive(Debug, Subcommand)]
pub enum LessonAction {
    /// Begins a pack.
    #[command(disable_help_flag = true)]
    New(LessonNewArguments),
    /// Tells what is wrong with packs.
    #[command(disable_help_flag = true)]
    Check(LessonCheckArguments),
    /// Makes one file of a folder.
    #[command(disable_help_flag = true)]
    Pack(LessonPackArguments),
    /// Vouches for a packed pack.
    #[command(disable_help_flag = true)]
    Sign(LessonSignArguments),
    /// Lists packs.
    #[command(disable_help_flag = true)]
    List(LessonListArguments),
    /// Writes what catalogues want to know of a pack.
    #[command(disable_help_flag = true)]
    Export(LessonExportArguments),
}

/// `digilab lesson new`.
#[derive(Debug, Args)]
pub struct LessonNewArguments {
    /// What the pack and its folder are called.
    pub id: String,
    /// The boards it is for.
    #[arg(long = "board", default_value = "microbit", value_delimiter = ',', value_parser = pack_board)]
    pub pack_boards: Vec<BoardKind>,
    /// The languages it is in.
    #[arg(long, default_value = "fi,sv,en", value_delimiter = ',', value_parser = pack_language)]
    pub languages: Vec<Language>,
}

/// `digilab lesson check`.
#[derive(Debug, Args)]
pub struct LessonCheckArguments {
    /// Folders and files with packs.
    #[arg(required = true)]
    pub packs: Vec<PathBuf>,
    /// One JSON object per line instead of text.
    #[arg(long)]
    pub json: bool,
}

/// `digilab lesson pack`.
#[derive(Debug, Args)]
pub struct LessonPackArguments {
    /// The pack's folder.
    pub pack: PathBuf,
    /// Where the packed pack goes; not said is `NAME.digilab` where the program is run.
    #[arg(long)]
    pub output: Option<PathBuf>,
}

/// `digilab lesson sign`.
#[derive(Debug, Args)]
pub struct LessonSignArguments {
    /// The packed pack.
    pub file: PathBuf,
    /// The file with the key.
    #[arg(long)]
    pub key: PathBuf,
    /// Makes that file, with a new key in it.
    #[arg(long)]
    pub new_key: bool,
    /// Who signs, as people shall read it.
    #[arg(long)]
    pub name: String,
}

/// `digilab lesson list`.
#[derive(Debug, Args)]
pub struct LessonListArguments {
    /// Folders and files with packs; not said is the built-in ones.
    pub packs: Vec<PathBuf>,
    /// One JSON object per line instead of text.
    #[arg(long)]
    pub json: bool,
}

/// `digilab lesson export`.
#[derive(Debug, Args)]
pub struct LessonExportArguments {
    /// The pack.
    pub pack: PathBuf,
    /// As JSON-LD, in the words of schema.org and LRMI; there is no other form yet that it could be.
    #[arg(long, required = true)]
    pub jsonld: bool,
}

/// `digilab usage`.
#[derive(Debug, Args)]
pub struct UsageArguments {
    /// What to do with the log.
    #[command(subcommand)]
    pub action: UsageAction,
}

/// What to do with the log.
#[derive(Debug, Subcommand)]
pub enum UsageAction {
    /// Tells the indicators.
    #[command(disable_help_flag = true)]
    Report(UsageReportArguments),
    /// Writes the log as a file.
    #[command(disable_help_flag = true)]
    Export(UsageExportArguments),
    /// Takes files into the log.
    #[command(disable_help_flag = true)]
    Merge(UsageMergeArguments),
    /// Writes tables that can be published.
    #[command(disable_help_flag = true)]
    OpenData(UsageOpenDataArguments),
    /// Prints every field that it can have.
    #[command(disable_help_flag = true)]
    Fields,
    /// Sends what waits to the city's store.
    #[command(disable_help_flag = true)]
    Send(UsageSendArguments),
    /// Deletes all of it.
    #[command(disable_help_flag = true)]
    Delete(UsageDeleteArguments),
}

/// `digilab usage report`.
#[derive(Debug, Args)]
pub struct UsageReportArguments {
    /// The first day; not said is the first of January.
    #[arg(long, value_parser = date)]
    pub from: Option<Date>,
    /// The last day; not said is today.
    #[arg(long, value_parser = date)]
    pub to: Option<Date>,
    /// The school's code; not said is all.
    #[arg(long, value_parser = code)]
    pub school: Option<Code>,
    /// As JSON.
    #[arg(long, conflicts_with_all = ["csv", "md"])]
    pub json: bool,
    /// As CSV.
    #[arg(long, conflicts_with = "md")]
    pub csv: bool,
    /// As a Markdown table.
    #[arg(long)]
    pub md: bool,
    /// The log; not said is this person's.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// For people.
    Text,
    /// For documents.
    Markdown,
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

impl UsageReportArguments {
    /// The form that is asked for.
    pub fn form(&self) -> ReportForm {
        match (self.json, self.csv, self.md) {
            (true, _, _) => ReportForm::Json,
            (_, true, _) => ReportForm::Csv,
            (_, _, true) => ReportForm::Markdown,
            _ => ReportForm::Text,
        }
    }
}

/// `digilab usage export`.
#[derive(Debug, Args)]
pub struct UsageExportArguments {
    /// As CSV, not as JSON lines.
    #[arg(long)]
    pub csv: bool,
    /// Where it goes; not said is the standard output.
    #[arg(long)]
    pub output: Option<PathBuf>,
    /// The log; not said is this person's.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// `digilab usage merge`.
#[derive(Debug, Args)]
pub struct UsageMergeArguments {
    /// Files that `digilab usage export` wrote.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The log they are taken into; begun where there is none.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// `digilab usage open-data`.
#[derive(Debug, Args)]
pub struct UsageOpenDataArguments {
    /// The year.
    #[arg(long, value_parser = clap::value_parser!(i16).range(2000..=2200))]
    pub year: i16,
    /// Who publishes: the city's name.
    #[arg(long)]
    pub publisher: String,
    /// The folder that the files are written into.
    #[arg(long = "output")]
    pub data_folder: PathBuf,
    /// The log; not said is this person's.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// `digilab usage send`.
#[derive(Debug, Args)]
pub struct UsageSendArguments {
    /// Also what the store did not want before.
    #[arg(long)]
    pub again: bool,
    /// The log; not said is this person's.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// `digilab usage delete`.
#[derive(Debug, Args)]
pub struct UsageDeleteArguments {
    /// That it is meant.
    #[arg(long, required = true)]
    pub all: bool,
    /// The log; not said is this person's.
    #[arg(long)]
    pub log: Option<PathBuf>,
}

/// The board that a port belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardChoice {
    /// This one.
    Kind(BoardKind),
    /// Whatever answers.
    Auto,
}

/// Where a board is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortChoice {
    /// In this computer.
    Simulated,
    /// At a serial port's path or a network address.
    Named(String),
}

/// How time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeChoice {
    /// As on the wall.
    Real,
    /// As fast as the computer can.
    Virtual,
}

// The errors are never shown: `usage` has a sentence per option.

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
    // Only the form with hyphens: others are read in other ways by other people.
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

/// A duration such as `5s`, `500ms`, `2m`, at most a day.
fn duration(text: &str) -> Result<Duration, &'static str> {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    humantime::parse_duration(text).ok().filter(|duration| *duration <= DAY).ok_or("duration")
}

/// The command line in the language of `texts`: `cli-*` of the program's Fluent files.
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
            let arg = arg.help(texts.plain(&format!("cli-arg-{id}"))).help_heading(texts.plain(heading));
            // The help says by itself what happens without the option.
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
