//! What can stop a use case.

use std::path::PathBuf;

use domain::diagnostic::{Diagnostic, Severity};
use domain::freeze::FreezeId;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] storage::StorageError),
    /// What was given was refused; every problem is listed and nothing was changed.
    #[error("refused: {} to mend, nothing was changed", problems(.0))]
    Refused(Vec<Diagnostic>),
    /// There is no such freeze.
    #[error("there is no freeze {asked}; {}", known(.freezes))]
    NoSuchFreeze {
        /// As asked for.
        asked: String,
        /// Those there are.
        freezes: Vec<FreezeId>,
    },
    /// Nothing was imported by the moment the freeze should know.
    #[error("nothing had been imported by {known_by}; import files first: scrutineer import PATH")]
    NothingToFreeze {
        /// The moment.
        known_by: String,
    },
    /// No question has this id.
    #[error(
        "nothing is asked under {asked} as at {as_at}; `scrutineer answer --as-at {as_at}` lists the questions"
    )]
    NoSuchQuestion {
        /// As asked for.
        asked: String,
        /// The day of the freeze it would be asked for.
        as_at: String,
    },
    /// An answer without a reason.
    #[error("an answer needs a reason in words: --because \"the force confirmed the count\"")]
    NoReason,
    /// A folder that is to be made and is there.
    #[error("{} is there already; name a folder to be made", folder.display())]
    FolderIsThere {
        /// Which.
        folder: PathBuf,
    },
    /// A folder that holds no bundle.
    #[error("{} holds no bundle whose list can be read", folder.display())]
    NoBundle {
        /// Which.
        folder: PathBuf,
    },
    /// A paper with warnings that nobody answers for.
    #[error(
        "the paper has warnings to answer before it goes out: put them right, or issue it with --because \"...\""
    )]
    Unanswered(Vec<Diagnostic>),
    /// A paper that corrects one that went out, without a note.
    #[error(
        "{paper} went out from edition {freeze} ({issued_at} UTC); say what this one corrects, for the \
         public to read: --correction \"...\""
    )]
    NoCorrectionNote {
        /// Which paper.
        paper: String,
        /// The edition that went out.
        freeze: FreezeId,
        /// When it did.
        issued_at: String,
    },
    /// A text without words, or without an author.
    #[error(
        "a text needs words and the role that writes or approves it: --by \"head of performance\""
    )]
    NothingSaid,
    /// A text that is not there.
    #[error(
        "there is no text of {asked} as at {as_at}; `scrutineer narrative list --as-at {as_at}` lists them"
    )]
    NoSuchText {
        /// As asked for.
        asked: String,
        /// The day of the freeze it would speak of.
        as_at: String,
    },
    /// A freeze is of whole months.
    #[error("a freeze is as at the last day of a month, and {day} is not one; use {instead}")]
    NotAMonthEnd {
        /// As asked for.
        day: String,
        /// The last month end before it.
        instead: String,
    },
    /// Two periods of unlike length.
    #[error("{period} is {length} long and {with} is {other}: only like periods are compared")]
    UnlikePeriods {
        /// The later.
        period: String,
        /// How long it is.
        length: String,
        /// The earlier.
        with: String,
        /// How long that is.
        other: String,
    },
    /// A name or id that cannot be read.
    #[error(transparent)]
    Parse(#[from] domain::ParseError),
    /// An office's setting is missing or names what the catalogue does not know.
    #[error("the office's {name} is `{value}`, which the catalogue does not know; {help}")]
    Setting {
        /// Which.
        name: &'static str,
        /// Its value.
        value: String,
        /// What to do.
        help: String,
    },
    /// There is no such setting.
    #[error("there is no setting `{asked}`; there are: {}", .settings.join(", "))]
    NoSuchSetting {
        /// As asked for.
        asked: String,
        /// Those there are.
        settings: &'static [&'static str],
    },
    /// A setting cannot have this value.
    #[error("`{value}` cannot be the {setting}; use one of: {}", .ids.join(", "))]
    UnknownValue {
        /// Which setting.
        setting: String,
        /// As given.
        value: String,
        /// What it can be.
        ids: Vec<String>,
    },
    /// A name the catalogue does not know.
    #[error("the catalogue knows no {what} `{value}`; {}", where_listed(.what))]
    NotCatalogued {
        /// What kind of thing.
        what: &'static str,
        /// As asked for.
        value: String,
    },
    /// A day or moment that has not come yet.
    #[error("{what} {given} is in the future; today is {today}")]
    InTheFuture {
        /// What was given.
        what: &'static str,
        /// As given.
        given: String,
        /// The day of the clock.
        today: String,
    },
    /// Another import brought the same files while this one was reading.
    #[error("another import brought {} meanwhile, nothing was changed; run the import again", .0.join(", "))]
    ImportedMeanwhile(Vec<String>),
    /// The stored catalogue of an edition cannot be read.
    #[error("the catalogue of this edition cannot be read; run scrutineer verify")]
    Catalogue(#[from] catalogue::Error),
    /// A paper could not be made.
    #[error("the paper could not be made")]
    Paper(#[from] render::pdf::PdfError),
    /// An Office file could not be made.
    #[error("the Office file could not be made")]
    OfficeFile(#[from] render::office::OfficeError),
    /// Words that several measures have.
    #[error(
        "`{asked}` could be any of these; name one by its id, such as scrutineer chart {}: {}",
        .measures.first().map_or("", |(id, _)| id.as_str()),
        named(.measures)
    )]
    SeveralMeasures {
        /// As asked for.
        asked: String,
        /// Id and name of each.
        measures: Vec<(String, String)>,
    },
    /// Words that the names of several places have.
    #[error("`{asked}` could be any of these; name one by its code or whole name: {}", named(.areas))]
    SeveralAreas {
        /// As asked for.
        asked: String,
        /// Code and name of each.
        areas: Vec<(String, String)>,
    },
    /// A measure that is not held for an area and stretch of time.
    #[error(
        "nothing is held of {measure} for {area} there; \
         `scrutineer figures --measure {id} --area \"{area}\"` tells what is, and where"
    )]
    NotHeld {
        /// Its name.
        measure: String,
        /// Its id.
        id: String,
        /// The area's name.
        area: String,
    },
    /// A table is words and numbers.
    #[error("a table is not drawn: leave out {format}, or ask for --kind chart")]
    NotDrawn {
        /// As asked for.
        format: String,
    },
    /// There is no such paper.
    #[error("there is no paper `{asked}`; there are: {}", .papers.join(", "))]
    NoSuchPaper {
        /// As asked for.
        asked: String,
        /// Those there are.
        papers: Vec<&'static str>,
    },
    /// A paper that went out is never made anew.
    #[error(
        "{paper} of freeze {freeze} was issued on {issued_at} UTC and does not change; to correct it, freeze again and issue the new edition"
    )]
    AlreadyIssued {
        /// Which paper.
        paper: String,
        /// Of which edition.
        freeze: FreezeId,
        /// When it went out.
        issued_at: String,
    },
    /// What a paper may tell depends on everything that went out before it.
    #[error("another paper was issued meanwhile, nothing was changed; issue this one again")]
    IssuedMeanwhile,
    /// A measure that no public list shows.
    #[error("{measure} is tracked, not cited; {}", as_whom(.roles))]
    NotCited {
        /// Which.
        measure: String,
        /// Roles that see it.
        roles: Vec<String>,
    },
    /// The disclosure policy does not name this role.
    #[error("the disclosure policy names no role `{asked}`; {}", as_whom(.roles))]
    NoSuchRole {
        /// As asked for.
        asked: String,
        /// Those there are.
        roles: Vec<String>,
    },
    /// A file or folder could not be read or written.
    #[error("could not {doing} {}", path.display())]
    File {
        /// What we were doing.
        doing: &'static str,
        /// Where.
        path: std::path::PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// What was to be written has a place that is taken.
    #[error("{} is there already, and nothing in it was changed; choose another folder", .0.display())]
    InTheWay(std::path::PathBuf),
    /// A folder or file whose name will not do.
    #[error("{} has a name that cannot be used here; use a plain name", .0.display())]
    UnfitName(std::path::PathBuf),
    /// A folder without a whole list of what it holds.
    #[error("{} is not a whole backup: its manifest.txt is missing or damaged, as when a backup is cut short; use another backup", .0.display())]
    NotABackup(std::path::PathBuf),
    /// Something kept is not whole.
    #[error("damaged, and nothing was put in place: {}; use another backup, or run scrutineer verify where it was made", .0.join("; "))]
    Damaged(Vec<String>),
    /// There is an office in the folder already.
    #[error("there is an office in {} already; choose another folder", .0.display())]
    OfficeExists(std::path::PathBuf),
}

fn problems(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    match errors {
        1 => "1 problem".into(),
        n => format!("{n} problems"),
    }
}

fn where_listed(what: &str) -> &'static str {
    match what {
        "area" => {
            "use a force or district by its GSS code or name, such as Leicestershire or E07000132"
        }
        "source" => {
            "use a source such as police-uk-street; `scrutineer catalogue list sources` has them all"
        }
        "season" => "declare it in catalogue/seasons of the office, as police-uk-2025 is declared",
        "plan" => "`scrutineer plan list` has them all; or name a plan's file",
        _ => "`scrutineer catalogue list measures` has them all",
    }
}

fn known(freezes: &[FreezeId]) -> String {
    if freezes.is_empty() {
        return "none has been made yet; make one: scrutineer freeze --as-at 2022-03-31".into();
    }
    let names: Vec<String> = freezes.iter().map(ToString::to_string).collect();
    format!("there are: {}", names.join(", "))
}

fn as_whom(roles: &[String]) -> String {
    match roles {
        [] => "name roles under `readers` in the office's catalogue/disclosure.toml".into(),
        roles => {
            format!("those who may see it whole ask with --role {}", roles.join(" or --role "))
        }
    }
}

/// "PUK-003 Burglary; CRM-010 Burglary, recorded".
fn named(measures: &[(String, String)]) -> String {
    let named: Vec<String> = measures.iter().map(|(id, name)| format!("{id} {name}")).collect();
    named.join("; ")
}
