//! A plan's uses of measures, and the decisions about them.

use domain::diagnostic::Location;
use domain::ids::Slug;
use domain::measure::{LogicType, Polarity};
use domain::plan::{
    Baseline, DefinitionRevision, Expectation, Focus, HistoryRecast, PlanMeasure, RevisionAct, Tier,
};

use super::Context;
use crate::codes;
use crate::table::Table;

/// The uses listed under a field.
pub(super) fn uses(
    table: &mut Table<'_>,
    field: &'static str,
    context: &mut Context<'_>,
) -> Vec<PlanMeasure> {
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
    let logic = table.word("logic-type", LogicType::ALL, LogicType::word);
    let focus = focus(&mut table);
    let limits = table.text("limits");
    let gaming_risk = table.text("gaming-risk");
    let revisions = revisions(&mut table, context);
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
        logic,
        focus,
        limits,
        gaming_risk,
        revisions,
    };
    for (field, line) in lines {
        let key = format!("use {} {field}", context.uses);
        context.lines.insert(key, line);
    }
    context.uses += 1;
    Some(found)
}

fn focus(table: &mut Table<'_>) -> Vec<Focus> {
    let mut out = Vec::new();
    for (text, _) in table.texts("focus") {
        match Focus::from_word(&text) {
            Some(focus) => out.push(focus),
            None => {
                let words: Vec<_> = Focus::ALL.iter().map(|focus| focus.word()).collect();
                let message = format!("`{text}` is none of: {}", words.join(", "));
                table.unknown_word("focus", message);
            }
        }
    }
    out
}

/// The revisions of a use; their lines are kept under `use <n> revision <m>`.
fn revisions(table: &mut Table<'_>, context: &mut Context<'_>) -> Vec<DefinitionRevision> {
    let mut out = Vec::new();
    for mut entry in table.tables("revisions") {
        let line = entry.line_of("applies-from");
        let act = entry.need_word("act", RevisionAct::ALL, RevisionAct::word);
        let version = entry.need_whole("version");
        let applies_from = entry.need_date("applies-from");
        let recast = entry.need_word("history", HistoryRecast::ALL, HistoryRecast::word);
        let adopted_on = entry.date("adopted-on");
        let recast_from = entry.date("recast-from");
        let (reason, cites) = (entry.need_text("reason"), entry.text("cites"));
        entry.finish();
        let (Some(act), Some(version), Some(applies_from), Some(recast)) =
            (act, version, applies_from, recast)
        else {
            continue;
        };
        let key = format!("use {} revision {}", context.uses, out.len());
        context.lines.insert(key, line);
        out.push(DefinitionRevision {
            act,
            version,
            applies_from,
            adopted_on,
            recast,
            recast_from,
            reason,
            cites,
        });
    }
    out
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
