//! Plans: one file each, `plans/<id>.toml`, or one folder each, `plans/<id>/plan.toml` with the
//! parts of its framework in files beside it. There is no field for a target, so a plan that sets
//! one is refused rather than misread (SF-075, SF-244).
//!
//! Themes, priorities and uses of measures stand in the plan's own file. The lists that
//! [`framework`] reads may stand there or in any file of the folder.

mod forum;
mod framework;
mod uses;

use std::collections::BTreeMap;

use domain::diagnostic::Location;
use domain::ids::Slug;
use domain::plan::{
    Baseline, CommitmentKind, PlanOutcome, PlanTheme, PoliceAndCrimePlan, Priority, Promise,
    SharedMeasures, ThemeKind,
};

use crate::problems::{Placed, Problems};
use crate::table::{Table, read_toml};
use uses::uses;

/// Longest series of commitments or themes that a plan may write as one; no plan comes near it.
const LONGEST_SERIES: u16 = 1_000;

/// Where the parts of a framework stand, by kind and id, such as `forum <id>`.
pub(crate) type Places = BTreeMap<String, Location>;

/// A plan as read.
pub(crate) struct ReadPlan {
    /// The plan, in its own file.
    pub(crate) plan: Placed<PoliceAndCrimePlan>,
    /// Where the parts of its framework stand.
    pub(crate) places: Places,
}

/// The plan's baselines by id, and the lines of its uses of measures.
struct Context<'p> {
    problems: &'p Problems,
    baselines: BTreeMap<Slug, Baseline>,
    /// Lines under `use <n> measure` and `use <n> headline-source`, n counting as
    /// [`PoliceAndCrimePlan::measures`] does, and under `priority <n>` and `shared <n>`.
    lines: BTreeMap<String, u64>,
    uses: usize,
}

/// Reads one plan: its own file, and the files beside it.
pub(crate) fn read<'b>(
    file: &str,
    bytes: &[u8],
    beside: impl Iterator<Item = (&'b str, &'b [u8])>,
    problems: &Problems,
) -> Option<ReadPlan> {
    let read = read_toml(file, bytes, problems, |table| declared(table, problems));
    let mut parts = framework::Parts::default();
    for (path, bytes) in beside {
        let _: Option<()> = read_toml(path, bytes, problems, |mut table| {
            parts.read(&mut table);
            table.finish();
            Some(())
        });
    }
    let mut read = read?;
    read.plan.value.framework = parts.added_to(read.plan.value.framework);
    read.places.append(&mut parts.places);
    Some(read)
}

fn declared(mut table: Table<'_>, problems: &Problems) -> Option<ReadPlan> {
    let (file, line) = (table.file().to_owned(), table.line);
    let mut context =
        Context { problems, baselines: baselines(&mut table), lines: table.lines(), uses: 0 };
    let id = table.need_parsed("id");
    let period = table.need_parsed("period");
    let title = table.need_text("title");
    let body = table.need_text("body");
    let source = table.need_text("source");
    let caution = table.text("caution");
    let mut themes: Vec<PlanTheme> = table.tables("themes").into_iter().filter_map(theme).collect();
    for series in table.tables("theme-series") {
        themes.extend(theme_series(series));
    }
    let priorities = table.tables("priorities");
    let priorities = priorities.into_iter().filter_map(|t| priority(t, &mut context));
    let mut priorities: Vec<Priority> = priorities.collect();
    for series in table.tables("priority-series") {
        priorities.extend(priority_series(series, &mut context));
    }
    let shared = table.tables("shared").into_iter();
    let shared = shared.enumerate().map(|(n, t)| self::shared(n, t, &mut context));
    let shared = shared.collect();
    let watched = uses(&mut table, "context", &mut context);
    let mut parts = framework::Parts::of_plan(&mut table);
    table.finish();
    let value = PoliceAndCrimePlan {
        id: id?,
        title,
        body,
        period: period?,
        source,
        caution,
        themes,
        priorities,
        shared,
        context: watched,
        framework: std::mem::take(&mut parts.framework),
    };
    let lines = context.lines;
    Some(ReadPlan { plan: Placed { value, file, line, lines }, places: parts.places })
}

fn baselines(table: &mut Table<'_>) -> BTreeMap<Slug, Baseline> {
    let mut out = BTreeMap::new();
    for mut entry in table.tables("baselines") {
        let id = entry.need_parsed("id");
        let baseline = Baseline {
            years_before: entry.whole("years-before").unwrap_or(1),
            beside: entry.parsed("beside"),
            reason: entry.need_text("reason"),
        };
        if id.as_ref().is_some_and(|id| out.contains_key(id)) {
            entry.wrong("id", "another baseline has this id");
        }
        entry.finish();
        if let Some(id) = id {
            out.entry(id).or_insert(baseline);
        }
    }
    out
}

fn theme(mut table: Table<'_>) -> Option<PlanTheme> {
    let id = table.need_parsed("id");
    let theme = PlanTheme {
        id: id.clone().unwrap_or_else(|| Slug::of("")),
        title: table.need_text("title"),
        kind: table.word("kind", ThemeKind::ALL, ThemeKind::word).unwrap_or(ThemeKind::Theme),
        summary: table.text("summary"),
        outcomes: table.tables("outcomes").into_iter().filter_map(outcome).collect(),
    };
    table.finish();
    id.map(|_| theme)
}

fn outcome(mut table: Table<'_>) -> Option<PlanOutcome> {
    let (id, title, place) =
        (table.need_parsed("id"), table.need_text("title"), table.text("place"));
    table.finish();
    Some(PlanOutcome { id: id?, title, place })
}

/// Themes that a paper counts and does not name.
fn theme_series(mut table: Table<'_>) -> Vec<PlanTheme> {
    let kind = table.need_word("kind", ThemeKind::ALL, ThemeKind::word);
    let count: Option<u16> = table.need_whole("count");
    let summary = Some(table.need_text("summary"));
    if count.is_some_and(|count| count > LONGEST_SERIES) {
        table.wrong("count", format!("a series has {LONGEST_SERIES} at most"));
    }
    table.finish();
    let (Some(kind), Some(count)) = (kind, count) else {
        return Vec::new();
    };
    let one = |n: u16| PlanTheme {
        id: Slug::of(&format!("{}-{n}", kind.word())),
        title: format!("{} {n} (the paper does not give its title)", capital(kind.word())),
        kind,
        summary: summary.clone(),
        outcomes: Vec::new(),
    };
    (1..=count.min(LONGEST_SERIES)).map(one).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Commitments that a paper counts and does not name, as it does not tell them apart.
fn priority_series(mut table: Table<'_>, context: &mut Context<'_>) -> Vec<Priority> {
    let (from, to) = (table.need_whole::<u16>("from"), table.need_whole::<u16>("to"));
    let line = table.line_of("from");
    let like = of_any_number(&mut table, context);
    let range = from.zip(to).filter(|(from, to)| from <= to && to - from < LONGEST_SERIES);
    if range.is_none() && from.is_some() && to.is_some() {
        let message = format!("a series goes up, by {LONGEST_SERIES} at most");
        table.wrong("to", message);
    }
    table.finish();
    let Some((from, to)) = range else {
        return Vec::new();
    };
    let one = |number| {
        context.lines.insert(format!("priority {number}"), line);
        Priority { number, ..like.clone() }
    };
    (from..=to).map(one).collect()
}

fn priority(mut table: Table<'_>, context: &mut Context<'_>) -> Option<Priority> {
    let number: Option<u16> = table.need_whole("number");
    let line = table.line_of("theme");
    if let Some(number) = number {
        context.lines.insert(format!("priority {number}"), line);
    }
    let priority = of_any_number(&mut table, context);
    table.finish();
    number.map(|number| Priority { number, ..priority })
}

fn of_any_number(table: &mut Table<'_>, context: &mut Context<'_>) -> Priority {
    let kind = table.word("kind", CommitmentKind::ALL, CommitmentKind::word);
    Priority {
        number: 0,
        theme: table.parsed("theme"),
        title: table.text("title"),
        summary: table.need_text("summary"),
        no_measures_because: table.text("no-measures-because"),
        measures: uses(table, "measures", context),
        kind: kind.unwrap_or(CommitmentKind::Priority),
        also_under: table.parsed_list("also-under"),
        outcomes: table.parsed_list("outcomes"),
        promise: table.word("promise", Promise::ALL, Promise::word),
        place: table.text("place"),
        unassigned_because: table.text("unassigned-because"),
        uncovered_because: table.text("uncovered-because"),
    }
}

fn shared(n: usize, mut table: Table<'_>, context: &mut Context<'_>) -> SharedMeasures {
    let line = table.line_of("priorities");
    context.lines.insert(format!("shared {n}"), line);
    let shared = SharedMeasures {
        priorities: table.wholes("priorities"),
        summary: table.need_text("summary"),
        measures: uses(&mut table, "measures", context),
    };
    table.finish();
    shared
}
