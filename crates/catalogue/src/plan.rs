//! Plans: one file each, `plans/<id>.toml`. There is no field for a target, so a plan that sets one
//! is refused rather than misread (SF-075, SF-244).

use std::collections::BTreeMap;

use domain::diagnostic::Location;
use domain::plan::{
    Baseline, Expectation, PlanMeasure, PlanTheme, PoliceAndCrimePlan, Priority, SharedMeasures,
    Tier,
};

use domain::ids::Slug;
use domain::measure::Polarity;

use crate::codes;
use crate::problems::{Placed, Problems};
use crate::table::{Table, read_toml};

/// The plan's baselines by id, and the lines of its uses of measures.
struct Context<'p> {
    problems: &'p Problems,
    baselines: BTreeMap<Slug, Baseline>,
    /// Lines under `use <n> measure` and `use <n> headline-source`, n counting as
    /// [`PoliceAndCrimePlan::measures`] does, and under `priority <n>` and `shared <n>`.
    lines: BTreeMap<String, u64>,
    uses: usize,
}

/// Reads one plan.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    problems: &Problems,
) -> Option<Placed<PoliceAndCrimePlan>> {
    read_toml(file, bytes, problems, |table| declared(table, problems))
}

fn declared(mut table: Table<'_>, problems: &Problems) -> Option<Placed<PoliceAndCrimePlan>> {
    let (file, line) = (table.file().to_owned(), table.line);
    let mut context =
        Context { problems, baselines: baselines(&mut table), lines: table.lines(), uses: 0 };
    let id = table.need_parsed("id");
    let period = table.need_parsed("period");
    let title = table.need_text("title");
    let body = table.need_text("body");
    let source = table.need_text("source");
    let caution = table.text("caution");
    let themes = table.tables("themes").into_iter().filter_map(theme);
    let themes = themes.collect();
    let priorities = table.tables("priorities");
    let priorities = priorities.into_iter().filter_map(|t| priority(t, &mut context));
    let priorities = priorities.collect();
    let shared = table.tables("shared").into_iter();
    let shared = shared.enumerate().map(|(n, t)| self::shared(n, t, &mut context));
    let shared = shared.collect();
    let watched = uses(&mut table, "context", &mut context);
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
    };
    let lines = context.lines;
    Some(Placed { value, file, line, lines })
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
    let (id, title) = (table.need_parsed("id"), table.need_text("title"));
    table.finish();
    Some(PlanTheme { id: id?, title })
}

fn priority(mut table: Table<'_>, context: &mut Context<'_>) -> Option<Priority> {
    let number: Option<u16> = table.need_whole("number");
    let line = table.line_of("theme");
    if let Some(number) = number {
        context.lines.insert(format!("priority {number}"), line);
    }
    let priority = Priority {
        number: number.unwrap_or(0),
        theme: table.parsed("theme"),
        title: table.text("title"),
        summary: table.need_text("summary"),
        no_measures_because: table.text("no-measures-because"),
        measures: uses(&mut table, "measures", context),
    };
    table.finish();
    number.is_some().then_some(priority)
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

fn uses(table: &mut Table<'_>, field: &'static str, context: &mut Context<'_>) -> Vec<PlanMeasure> {
    let tables = table.tables(field).into_iter();
    tables.filter_map(|table| one_use(table, context)).collect()
}

fn one_use(mut table: Table<'_>, context: &mut Context<'_>) -> Option<PlanMeasure> {
    let measure = table.need_parsed("measure");
    let polarity = table.need_word("polarity", Polarity::ALL, Polarity::word);
    let tier = table.need_word("tier", Tier::ALL, Tier::word);
    let headline_source = table.need_parsed("headline-source");
    let expectation = table.word("expectation", Expectation::ALL, Expectation::word);
    let review_date = table.date("review-date");
    let note = table.text("note");
    let baseline = baseline(&mut table, context);
    let lines = ["measure", "headline-source"].map(|field| (field, table.line_of(field)));
    table.finish();
    let found = PlanMeasure {
        measure: measure?,
        polarity: polarity?,
        tier: tier?,
        headline_source: headline_source?,
        expectation,
        review_date,
        baseline: baseline?,
        note,
    };
    for (field, line) in lines {
        let key = format!("use {} {field}", context.uses);
        context.lines.insert(key, line);
    }
    context.uses += 1;
    Some(found)
}

fn baseline(table: &mut Table<'_>, context: &Context<'_>) -> Option<Baseline> {
    let id: Slug = table.need_parsed("baseline")?;
    let found = context.baselines.get(&id).cloned();
    if found.is_none() {
        let at = Location::line(table.file(), table.line_of("baseline")).in_column("baseline");
        let message = format!("the plan has no baseline `{id}`");
        context.problems.error(&codes::UNKNOWN_PART_OF_PLAN, at, message);
    }
    found
}
