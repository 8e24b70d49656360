//! The parts of a plan's framework, from its own file or from files beside it.

use domain::diagnostic::Location;
use domain::measure::{LogicType, Polarity};
use domain::plan::framework::{
    AlignedFramework, AlignedObjective, ChainStep, EvidenceSource, Framework, PlanKind, PlanPart,
    PlannedMeasure, PlannedStatus, StatedCount, UnwrittenPart, WatchedMeasure,
};
use domain::plan::statements::PlanStatement;

use super::{Places, forum};
use crate::table::Table;

/// What has been read of a framework, and where it stands.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) framework: Framework,
    pub(super) places: Places,
}

impl Parts {
    /// What the plan's own file says: the lists, and what stands only there.
    pub(super) fn of_plan(table: &mut Table<'_>) -> Self {
        let mut parts = Self::default();
        parts.framework.kind = table.word("kind", PlanKind::ALL, PlanKind::word);
        parts.framework.measures_in_plan = table.yes("measures-in-plan");
        parts.framework.statement = table.text("statement");
        parts.framework.law = table.parsed_list("law");
        let considerations = table.texts("considerations").into_iter();
        parts.framework.considerations = considerations.map(|(text, _)| text).collect();
        parts.read(table);
        parts
    }

    /// The lists that may stand in any file of a plan.
    pub(super) fn read(&mut self, table: &mut Table<'_>) {
        let (framework, places) = (&mut self.framework, &mut self.places);
        each(table, "roles", |t| {
            let (at, role) = (place(&t), forum::role(t)?);
            places.insert(format!("role {}", role.id), at);
            framework.roles.push(role);
            Some(())
        });
        each(table, "forums", |t| {
            let (at, forum) = (place(&t), forum::forum(t)?);
            places.insert(format!("forum {}", forum.id), at);
            framework.forums.push(forum);
            Some(())
        });
        each(table, "assurances", |t| {
            let (at, assurance) = (place(&t), forum::assurance(t)?);
            places.insert(format!("assurance {}", framework.assurances.len()), at);
            framework.assurances.push(assurance);
            Some(())
        });
        each(table, "evidence", |t| {
            let (at, evidence) = (place(&t), evidence(t)?);
            places.insert(format!("evidence {}", evidence.id), at);
            framework.evidence.push(evidence);
            Some(())
        });
        each(table, "watched", |t| {
            let (at, watched) = (place(&t), watched(t)?);
            places.insert(format!("watched {}", framework.watched.len()), at);
            framework.watched.push(watched);
            Some(())
        });
        each(table, "planned-measures", |t| {
            let (at, planned) = (place(&t), planned(t)?);
            places.insert(format!("planned measure {}", planned.id), at);
            framework.planned.push(planned);
            Some(())
        });
        each(table, "chain", |t| {
            let (at, step) = (place(&t), chain(t)?);
            places.insert(format!("chain {}", framework.chain.len()), at);
            framework.chain.push(step);
            Some(())
        });
        each(table, "aligned", |t| {
            let (at, aligned) = (place(&t), aligned(t)?);
            places.insert(format!("aligned {}", aligned.id), at);
            framework.aligned.push(aligned);
            Some(())
        });
        each(table, "stated", |t| {
            let (at, stated) = (place(&t), stated(t)?);
            places.insert(format!("stated {}", framework.stated.len()), at);
            framework.stated.push(stated);
            Some(())
        });
        each(table, "statements", |t| {
            let (at, statement) = (place(&t), statement(t)?);
            places.insert(format!("statement {}", statement.id), at);
            framework.statements.push(statement);
            Some(())
        });
        each(table, "unwritten", |mut t| {
            let (what, because) = (t.need_text("what"), t.need_text("because"));
            t.finish();
            framework.unwritten.push(UnwrittenPart { what, because });
            Some(())
        });
    }

    /// These lists after those of another.
    pub(super) fn added_to(&mut self, mut first: Framework) -> Framework {
        let more = &mut self.framework;
        first.roles.append(&mut more.roles);
        first.forums.append(&mut more.forums);
        // Lists known by their turn are moved up by as many as stand before them.
        for (kind, before) in [
            ("assurance", first.assurances.len()),
            ("chain", first.chain.len()),
            ("stated", first.stated.len()),
            ("watched", first.watched.len()),
        ] {
            renumber(&mut self.places, kind, before);
        }
        first.assurances.append(&mut more.assurances);
        first.evidence.append(&mut more.evidence);
        first.watched.append(&mut more.watched);
        first.planned.append(&mut more.planned);
        first.chain.append(&mut more.chain);
        first.aligned.append(&mut more.aligned);
        first.stated.append(&mut more.stated);
        first.statements.append(&mut more.statements);
        first.unwritten.append(&mut more.unwritten);
        first
    }
}

fn renumber(places: &mut Places, kind: &str, by: usize) {
    let mut moved = Places::new();
    for (key, at) in std::mem::take(places) {
        let turn = key.strip_prefix(kind).and_then(|rest| rest.trim().parse::<usize>().ok());
        moved.insert(turn.map_or(key, |turn| format!("{kind} {}", turn + by)), at);
    }
    *places = moved;
}

fn each<'t>(
    table: &mut Table<'t>,
    field: &'static str,
    mut take: impl FnMut(Table<'t>) -> Option<()>,
) {
    for entry in table.tables(field) {
        // What cannot be read has told its problems already.
        let _: Option<()> = take(entry);
    }
}

fn place(table: &Table<'_>) -> Location {
    Location::line(table.file(), table.line)
}

fn evidence(mut table: Table<'_>) -> Option<EvidenceSource> {
    let (id, title) = (table.need_parsed("id"), table.need_text("title"));
    let (themes, priorities) = (table.parsed_list("themes"), table.wholes("priorities"));
    let (provider, frequency) = (table.text("provider"), table.parsed("frequency"));
    let (source, measures) = (table.parsed("source"), table.parsed_list("measures"));
    let formerly = table.texts("formerly").into_iter().map(|(text, _)| text).collect();
    let lag_months = table.whole("lag-months");
    table.finish();
    Some(EvidenceSource {
        id: id?,
        title,
        formerly,
        lag_months,
        themes,
        priorities,
        provider,
        frequency,
        source,
        measures,
    })
}

fn watched(mut table: Table<'_>) -> Option<WatchedMeasure> {
    let (measure, source) = (table.need_parsed("measure"), table.need_parsed("source"));
    let (themes, context) = (table.parsed_list("themes"), table.parsed("context"));
    let polarity = table.need_word("polarity", Polarity::ALL, Polarity::word);
    let note = table.text("note");
    table.finish();
    let (measure, source, polarity) = (measure?, source?, polarity?);
    Some(WatchedMeasure { measure, source, themes, context, polarity, note })
}

fn planned(mut table: Table<'_>) -> Option<PlannedMeasure> {
    let (id, title) = (table.need_parsed("id"), table.need_text("title"));
    let status = table.need_word("status", PlannedStatus::ALL, PlannedStatus::word);
    let measure = table.parsed("measure");
    let polarity = table.word("polarity", Polarity::ALL, Polarity::word);
    let (themes, priorities) = (table.parsed_list("themes"), table.wholes("priorities"));
    let because = table.need_text("because");
    table.finish();
    let (id, status) = (id?, status?);
    Some(PlannedMeasure { id, title, status, measure, polarity, themes, priorities, because })
}

fn chain(mut table: Table<'_>) -> Option<ChainStep> {
    let theme = table.need_parsed("theme");
    let step = table.need_word("step", LogicType::ALL, LogicType::word);
    let (text, measures) = (table.need_text("text"), table.parsed_list("measures"));
    table.finish();
    Some(ChainStep { theme: theme?, step: step?, text, measures })
}

fn aligned(mut table: Table<'_>) -> Option<AlignedFramework> {
    let (id, title) = (table.need_parsed("id"), table.need_text("title"));
    let objectives = table.tables("objectives").into_iter().filter_map(objective).collect();
    let unlinked_because = table.text("unlinked-because");
    table.finish();
    Some(AlignedFramework { id: id?, title, objectives, unlinked_because })
}

fn objective(mut table: Table<'_>) -> Option<AlignedObjective> {
    let (id, title) = (table.need_parsed("id"), table.need_text("title"));
    let (themes, priorities) = (table.parsed_list("themes"), table.wholes("priorities"));
    let measures = table.parsed_list("measures");
    table.finish();
    Some(AlignedObjective { id: id?, title, themes, priorities, measures })
}

fn stated(mut table: Table<'_>) -> Option<StatedCount> {
    let of = table.need_word("of", PlanPart::ALL, PlanPart::word);
    let count = table.need_whole("count");
    let or_more = table.yes("or-more");
    let (place, not_held_because) = (table.need_text("place"), table.text("not-held-because"));
    table.finish();
    Some(StatedCount { of: of?, count: count?, or_more, place, not_held_because })
}

fn statement(mut table: Table<'_>) -> Option<PlanStatement> {
    let (id, text) = (table.need_parsed("id"), table.need_text("text"));
    let (heading, document) = (table.text("heading"), table.need_text("document"));
    let (page, priorities) = (table.text("page"), table.wholes("priorities"));
    let same_as = table.parsed("same-as");
    table.finish();
    Some(PlanStatement { id: id?, text, heading, document, page, priorities, same_as })
}
