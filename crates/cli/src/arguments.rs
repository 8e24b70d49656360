//! What the command line takes.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::breakdown::Breakdown;
use domain::ids::{MeasureId, Slug, SourceId};
use domain::instant::Instant;
use domain::narrative::{About, Voice};
use domain::period::Period;
use domain::vintage::Vintage;
use jiff::civil::Date;

/// Holds a police and crime plan, makes one version of the truth of its data, and writes the papers.
#[derive(Debug, Parser)]
#[command(name = "scrutineer", version, max_term_width = 100)]
pub struct Arguments {
    /// Folder of the office: its database and files
    #[arg(long, global = true, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// Print JSON for programs
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build a whole sample office from real data, make its board packs and show them
    Demo(Demo),
    /// Make an office for a police force area
    Init(Init),
    /// Show the office's settings, or change one
    Settings(Settings),
    /// Import files, folders or archives: all or nothing
    Import(Import),
    /// List the questions that a freeze waits for, or answer them
    Answer(Answer),
    /// Texts beside the figures: two voices, questions, answers, results
    #[command(subcommand)]
    Narrative(Narrative),
    /// Freeze what is known as at the end of a month
    Freeze(Freeze),
    /// Tell what changed between two freezes
    Changes(Changes),
    /// List the figures of a measure
    Figures(Figures),
    /// Compare two periods of a measure: size, change, how sure, rate, place, every version
    Compare(Compare),
    /// Make one chart or table alone: a picture, a workbook, data
    Chart(Chart),
    /// List what may be said of each measure
    Findings(Findings),
    /// Hold any paper (text, HTML, XLSX, ODS) against a freeze, figure by figure
    Reconcile(Reconcile),
    /// Make a draft of a paper from a freeze
    Report(Report),
    /// List what stands between a draft and a paper that goes out
    Checklist(Checklist),
    /// Issue a paper: make it in every format, archive it for good, count it as published
    Issue(Issue),
    /// Follow a figure to the cells of the files it came from
    Explain(Explain),
    /// Show the office's papers in a browser
    Serve(Serve),
    /// Write everything with which a second analyst makes a paper's figures again
    Bundle(Bundle),
    /// Check that everything kept is whole
    Verify(Verify),
    /// Write a backup of the office into a new folder, while others work
    Backup(Backup),
    /// Put the office of a backup into an empty folder
    Restore(Restore),
    /// Bring an office of an earlier version of this program up to date
    Migrate,
    /// The catalogue of measures, sources and areas
    #[command(subcommand)]
    Catalogue(Catalogue),
    /// The Police and Crime Plan
    #[command(subcommand)]
    Plan(Plan),
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Sample office
    #[arg(long, default_value = "leicestershire")]
    pub office: String,
    /// Folder of the sample's published files; found in the repository by default
    #[arg(long, value_name = "DIR")]
    pub sample: Option<PathBuf>,
    /// Where the papers go
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Address to show them on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Stop when the papers are made
    #[arg(long)]
    pub no_serve: bool,
}

#[derive(Debug, Args)]
pub struct Init {
    /// Police force area, by any usual name
    #[arg(long, default_value = "leicestershire")]
    pub office: String,
}

#[derive(Debug, Args)]
pub struct Settings {
    /// One setting: body, plan, group, population, profile or marking
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Its new value, to change it; freezes made before keep theirs
    #[arg(value_name = "VALUE")]
    pub value: Option<String>,
}

#[derive(Debug, Args)]
pub struct Import {
    /// Files, folders of files, archive ZIPs
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The source they must be of
    #[arg(long, value_name = "ID")]
    pub source: Option<SourceId>,
    /// When they were published: 2023-01-31, 2023-01, "about 2023-01" or unknown
    #[arg(long, value_name = "DATE")]
    pub published: Option<Vintage>,
    /// Read and check, change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Go on without files that no reader knows, and tell of each
    #[arg(long)]
    pub skip_unknown: bool,
}

#[derive(Debug, Args)]
pub struct Freeze {
    /// Last day of a month; the last whole month that is held by default
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<Date>,
    /// Only what was imported by then
    #[arg(long, value_name = "DATE")]
    pub known_by: Option<Instant>,
}

#[derive(Debug, Args)]
pub struct Answer {
    /// Questions to answer, by their ids; without one they are listed
    #[arg(value_name = "ID", requires = "because")]
    pub ids: Vec<String>,
    /// The figures stand, and verdicts are drawn from them
    #[arg(long, requires = "ids", conflicts_with = "wrong")]
    pub right: bool,
    /// The figures are left out, and what needs them is not available
    #[arg(long, requires = "ids")]
    pub wrong: bool,
    /// The reason, in words; it is printed with the answer
    #[arg(long, value_name = "TEXT", requires = "ids")]
    pub because: Option<String>,
    /// Of a freeze as at this day; the last whole month that is held by default
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<Date>,
}

#[derive(Debug, Subcommand)]
pub enum Narrative {
    /// List the texts of a day, what is still to be said, and hints on the wording
    List(NarrativeList),
    /// Write a text, in place of the one before; it is a draft until it is approved
    Write(NarrativeWrite),
    /// Approve a text for papers
    Approve(NarrativeDecision),
    /// Take a text back
    Withdraw(NarrativeDecision),
}

#[derive(Debug, Args)]
pub struct NarrativeList {
    /// Of a freeze as at this day
    #[arg(long, value_name = "DATE")]
    pub as_at: Date,
}

#[derive(Debug, Args)]
pub struct NarrativeWrite {
    /// A measure such as PUK-003, theme/ID or paper/ID
    #[arg(value_name = "ABOUT")]
    pub about: About,
    /// Who speaks: force, commissioner, question, answer, result
    #[arg(value_name = "VOICE")]
    pub voice: Voice,
    /// The words, in Markdown; `-` reads them from standard input
    #[arg(value_name = "TEXT", required_unless_present = "file")]
    pub text: Option<String>,
    /// Read the words from this file
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    pub file: Option<PathBuf>,
    /// Of a freeze as at this day
    #[arg(long, value_name = "DATE")]
    pub as_at: Date,
    /// The role that writes; people are not named
    #[arg(long, value_name = "ROLE")]
    pub by: String,
}

#[derive(Debug, Args)]
pub struct NarrativeDecision {
    /// A measure such as PUK-003, theme/ID or paper/ID
    #[arg(value_name = "ABOUT")]
    pub about: About,
    /// Who speaks: force, commissioner, question, answer, result
    #[arg(value_name = "VOICE")]
    pub voice: Voice,
    /// Of a freeze as at this day
    #[arg(long, value_name = "DATE")]
    pub as_at: Date,
    /// The role that decides; people are not named
    #[arg(long, value_name = "ROLE")]
    pub by: String,
}

#[derive(Debug, Args)]
pub struct Changes {
    /// A freeze, such as 2022-03-31.1, or its day
    #[arg(value_name = "FREEZE")]
    pub one: String,
    /// Another
    #[arg(value_name = "FREEZE")]
    pub other: String,
    /// For people in this role of the office, who see whole what the public does not; what they see
    /// is not published
    #[arg(long, value_name = "ROLE")]
    pub role: Option<Slug>,
}

#[derive(Debug, Args)]
pub struct Figures {
    /// Measure, such as CRM-001
    #[arg(long, value_name = "ID")]
    pub measure: MeasureId,
    /// Area, by code or name; the office's force by default
    #[arg(long, value_name = "AREA")]
    pub area: Option<String>,
    /// One source only
    #[arg(long, value_name = "ID")]
    pub source: Option<SourceId>,
    /// From this period on: 2022-03, fy2021-22, 12m2022-06
    #[arg(long, value_name = "PERIOD")]
    pub from: Option<Period>,
    /// Up to this period
    #[arg(long, value_name = "PERIOD")]
    pub to: Option<Period>,
    /// From this freeze; live, not for citation, without it
    #[arg(long, value_name = "FREEZE")]
    pub freeze: Option<String>,
    /// Earlier versions, too
    #[arg(long)]
    pub all_vintages: bool,
    /// For people in this role of the office, who see whole what the public does not; what they see
    /// is not published
    #[arg(long, value_name = "ROLE")]
    pub role: Option<Slug>,
}

#[derive(Debug, Args)]
pub struct Compare {
    /// Measure, such as CRM-001; scrutineer catalogue list measures WORDS finds it
    #[arg(value_name = "MEASURE")]
    pub measure: MeasureId,
    /// The later period: 2022-03, fy2021-22, fy2021-22q4, 12m2022-06
    #[arg(value_name = "PERIOD")]
    pub period: Period,
    /// The earlier period; the same a year before by default
    #[arg(long, value_name = "PERIOD")]
    pub with: Option<Period>,
    /// Area, by code or name; the office's force by default
    #[arg(long, value_name = "AREA")]
    pub area: Option<String>,
    /// One part, such as last-outcome.local-resolution; the whole by default
    #[arg(long, value_name = "DIMENSION.VALUE")]
    pub part: Option<Breakdown>,
    /// From this freeze; live, not for citation, without it
    #[arg(long, value_name = "FREEZE")]
    pub freeze: Option<String>,
    /// For people in this role of the office, who see whole what the public does not; what they see
    /// is not published
    #[arg(long, value_name = "ROLE")]
    pub role: Option<Slug>,
}

#[derive(Debug, Args)]
pub struct Chart {
    /// Measure, by its id or by words of it: PUK-003, burglary
    #[arg(value_name = "MEASURE", required = true)]
    pub words: Vec<String>,
    /// Area, by code or name; the office's force by default
    #[arg(long, value_name = "AREA")]
    pub area: Option<String>,
    /// How many years, up to the last month or year held; 3 by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=50))]
    pub years: Option<u8>,
    /// From this period on: 2022-03, fy2021-22, 12m2022-06
    #[arg(long, value_name = "PERIOD", conflicts_with = "years")]
    pub from: Option<Period>,
    /// Up to this period
    #[arg(long, value_name = "PERIOD")]
    pub to: Option<Period>,
    /// From this freeze; the latest by default
    #[arg(long, value_name = "FREEZE")]
    pub freeze: Option<String>,
    /// A chart with its data, or a table alone
    #[arg(long, value_enum, default_value = "chart")]
    pub kind: ChartOrTable,
    /// Formats: csv,html,json,pdf,png,svg,xlsx; svg,png,csv,xlsx by default, of a table csv,xlsx
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_parser = app::chart::FORMATS)]
    pub format: Vec<String>,
    /// Where the files go
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChartOrTable {
    Chart,
    Table,
}

#[derive(Debug, Args)]
pub struct Findings {
    /// One measure only
    #[arg(long, value_name = "ID")]
    pub measure: Option<MeasureId>,
    /// From this freeze; the latest by default
    #[arg(long, value_name = "FREEZE")]
    pub freeze: Option<String>,
    /// For people in this role of the office, who see whole what the public does not; what they see
    /// is not published
    #[arg(long, value_name = "ROLE")]
    pub role: Option<Slug>,
}

#[derive(Debug, Args)]
pub struct Reconcile {
    /// The paper; `-` for pasted text
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A freeze, such as 2022-03-31.1, or its day; the one made last by default
    #[arg(long, value_name = "FREEZE")]
    pub freeze: Option<String>,
    /// Whose figures they are where no place is named, by code or name; the office's force by default
    #[arg(long, value_name = "AREA")]
    pub area: Option<String>,
    /// For people in this role of the office, who see whole what the public does not; what they see
    /// is not published
    #[arg(long, value_name = "ROLE")]
    pub role: Option<Slug>,
}

#[derive(Debug, Args)]
pub struct Report {
    /// Paper: annual-report, assurance-map, board-pack, cjs-efficiency, cjs-executive-summary,
    /// cjs-performance-report, cjs-reoffending, cjs-victims, delivery-plan, framework-paper,
    /// how-to-guide, icon-summary, panel-thematic
    #[arg(value_name = "NAME")]
    pub paper: String,
    /// From this freeze; the latest by default
    #[arg(long, value_name = "FREEZE")]
    pub freeze: Option<String>,
    /// Where the files go
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Formats: csv,docx,html,json,pdf,pptx,xlsx
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "html,pdf",
          value_parser = app::report::FORMATS)]
    pub format: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Bundle {
    /// Paper, such as board-pack; `scrutineer report --help` lists them
    #[arg(value_name = "NAME")]
    pub paper: String,
    /// From this freeze; the latest by default
    #[arg(long, value_name = "FREEZE")]
    pub freeze: Option<String>,
    /// Folder to make
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// Check a bundle against its list instead of the office
    #[arg(long, value_name = "DIR")]
    pub bundle: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Checklist {
    /// Paper, such as board-pack; `scrutineer report --help` lists them
    #[arg(value_name = "NAME")]
    pub paper: String,
    /// From this freeze; the latest by default
    #[arg(long, value_name = "FREEZE")]
    pub freeze: Option<String>,
}

#[derive(Debug, Args)]
pub struct Issue {
    /// Paper: annual-report, assurance-map, board-pack, cjs-efficiency, cjs-executive-summary,
    /// cjs-performance-report, cjs-reoffending, cjs-victims, delivery-plan, framework-paper,
    /// how-to-guide, icon-summary, panel-thematic
    #[arg(value_name = "NAME")]
    pub paper: String,
    /// From this freeze
    #[arg(long, value_name = "FREEZE")]
    pub freeze: String,
    /// Where the files go
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Why it goes out although there are warnings; kept in the journal
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
    /// What is told the public, where it corrects one that went out from an earlier edition
    #[arg(long, value_name = "TEXT")]
    pub correction: Option<String>,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// Figure id, as each figure of a paper carries it
    #[arg(value_name = "FIGURE")]
    pub figure: String,
    /// For people in this role of the office, who see whole what the public does not; what they see
    /// is not published
    #[arg(long, value_name = "ROLE")]
    pub role: Option<Slug>,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,
}

#[derive(Debug, Args)]
pub struct Backup {
    /// Folder to make, which must not be there yet
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// Folder of the backup; the office goes to the folder given with --data
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,
}

#[derive(Debug, Subcommand)]
pub enum Catalogue {
    /// Check every declaration and tell every problem
    Check,
    /// Propose a mapping for a table nobody wrote a reader for
    Propose {
        /// A CSV, XLSX or ODS file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// List what is declared
    List {
        /// What to list
        #[arg(value_enum)]
        what: Listed,
        /// Only what has all these words in its id, name or definition, in any order
        #[arg(value_name = "WORDS")]
        words: Vec<String>,
    },
    /// Fit the month factors of a declared season to files of monthly counts
    Season {
        /// Id of the season, such as police-uk-2025
        #[arg(value_name = "ID")]
        season: Slug,
        /// Files of monthly counts
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Plan {
    /// Show the plan's themes, priorities and measures
    Show(PlanNamed),
    /// List the plans of the catalogue
    List,
    /// Tell what differs between two plans or two versions of one
    Diff(PlanDiff),
    /// Show what stands behind each priority, and what is missing
    Coverage(PlanNamed),
    /// Map outcomes and priorities against forums and data, with the gaps
    Assurance(PlanNamed),
    /// Read statements of intent and write them as a part of a plan, copies marked
    Statements(PlanStatements),
}

#[derive(Debug, Args)]
pub struct PlanNamed {
    /// A plan of the catalogue; the office's own by default
    #[arg(long, value_name = "ID")]
    pub plan: Option<String>,
}

#[derive(Debug, Args)]
pub struct PlanDiff {
    /// A plan's id, or its file or folder
    #[arg(value_name = "PLAN")]
    pub before: String,
    /// Another, or a later version
    #[arg(value_name = "PLAN")]
    pub after: String,
}

#[derive(Debug, Args)]
pub struct PlanStatements {
    /// CSV with a column text and, if there are any, id, heading, document, page, priorities
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The paper of every line that does not name one
    #[arg(long, value_name = "NAME", default_value = "not named")]
    pub document: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    Measures,
    Sources,
    Areas,
    Plans,
    Groups,
    Formats,
    Disclosure,
}
