//! How the plan is watched over: outcomes against forums and data with the gaps, the forums
//! themselves, and measures still to come (SF-171, SF-250, SF-251, SF-134).

use document::{Block, Column, Part, Prose, Row, RowKind, Section, Table, TableCell, Text, words};
use domain::ids::Slug;
use domain::plan::PoliceAndCrimePlan;
use domain::plan::assurance::{AssuranceRow, MapSubject, assurance_map};
use domain::plan::forum::Forum;
use domain::plan::framework::{Framework, PlannedStatus};

use super::{Inputs, plan as commitments, section};

/// The section; none for a plan whose paper says nothing of all this.
pub(crate) fn compose(inputs: &Inputs<'_>) -> Option<Section> {
    let plan = &inputs.findings.plan;
    let framework = &plan.framework;
    let mut blocks = Vec::new();
    if framework.says_who_watches() && !framework.forums.is_empty() {
        blocks.push(Block::Table(map(plan)));
        blocks.extend(over_everything(plan).map(Block::Paragraph));
        blocks.push(Block::Table(forums(plan)));
    }
    let law = framework.law.iter().filter_map(|id| inputs.frozen.catalogue.legal_reference(id));
    let law: Vec<(Text, Text)> = law.map(provision).collect();
    if !law.is_empty() {
        blocks.push(Block::Terms(law));
    }
    if !framework.planned.is_empty() {
        blocks.push(Block::Table(to_come(inputs)));
    }
    if !framework.unwritten.is_empty() {
        let part = |part: &domain::plan::framework::UnwrittenPart| {
            Prose::new().say(format!("{}. ", part.what)).say(part.because.clone()).done()
        };
        blocks.push(Block::Paragraph(words("The paper names these and does not give them:")));
        blocks.push(Block::List(framework.unwritten.iter().map(part).collect()));
    }
    let title = "How the plan is watched over";
    (!blocks.is_empty()).then(|| section("annex-framework", title, Part::Annex, blocks))
}

pub(crate) fn provision(law: &catalogue::LegalReference) -> (Text, Text) {
    (words(format!("{}, {}", law.act, law.provision)), words(law.says.clone()))
}

/// Outcomes, or commitments where a plan states no outcomes; those watched alike stand in one row.
pub(crate) fn map(plan: &PoliceAndCrimePlan) -> Table {
    let all = assurance_map(plan);
    let outcomes = |row: &AssuranceRow<'_>| matches!(row.subject, MapSubject::Outcome { .. });
    let by_outcome = all.iter().any(outcomes);
    let all: Vec<_> = all.into_iter().filter(|row| outcomes(row) == by_outcome).collect();
    let alike = all.chunk_by(|a, b| {
        theme(a) == theme(b)
            && (&a.constabulary, &a.commissioner, &a.evidence)
                == (&b.constabulary, &b.commissioner, &b.evidence)
    });
    let framework = &plan.framework;
    let row = |alike: &[AssuranceRow<'_>]| {
        let first = alike.first()?;
        let data = first.evidence.iter().filter_map(|id| {
            let evidence = framework.evidence.iter().find(|evidence| evidence.id == **id);
            Some(evidence?.title.as_str())
        });
        Some(Row {
            cells: vec![
                TableCell::Text(subjects(plan, alike)),
                TableCell::words(listed(titles(framework, &first.constabulary))),
                TableCell::words(listed(titles(framework, &first.commissioner))),
                TableCell::words(listed(data)),
            ],
            kind: RowKind::Plain,
        })
    };
    let caption = if by_outcome { "Outcomes" } else { "Commitments" };
    Table {
        id: "table-assurance".into(),
        caption: format!("{caption}, the forums that watch them and the data named for them"),
        columns: vec![
            Column::left(if by_outcome { "Heading and outcomes" } else { "Commitment" }, 4),
            Column::left("Forums of the force", 4),
            Column::left("Forums of the commissioner", 3),
            Column::left("Data", 4),
        ],
        rows: alike.filter_map(row).collect(),
        source: crate::charts::source(plan.source.trim_end_matches('.')),
        notes: vec![],
    }
}

fn theme<'p>(row: &AssuranceRow<'p>) -> Option<&'p str> {
    match row.subject {
        MapSubject::Outcome { theme, .. } => Some(theme),
        MapSubject::Commitment { .. } => None,
    }
}

fn subjects(plan: &PoliceAndCrimePlan, alike: &[AssuranceRow<'_>]) -> Text {
    let heading = alike.first().and_then(theme);
    let start = match heading {
        Some(heading) => Prose::new().strong(heading).say(". "),
        None => Prose::new(),
    };
    let said = alike.iter().map(|row| match row.subject {
        MapSubject::Outcome { title, .. } => title.to_owned(),
        MapSubject::Commitment { number, title } => {
            let kind = plan.priorities.iter().find(|p| p.number == number).map(|p| p.kind);
            let number = kind.map_or_else(String::new, |k| commitments::numbered(k, &[number]));
            title.map_or_else(|| number.clone(), |title| format!("{number} {title}"))
        }
    });
    start.say(said.collect::<Vec<_>>().join("; ")).say(".").done()
}

fn titles<'f>(framework: &'f Framework, ids: &[&'f Slug]) -> impl Iterator<Item = &'f str> {
    let title = |id: &&'f Slug| framework.forum(id).map_or(id.as_str(), |forum| &forum.title);
    ids.iter().map(title).collect::<Vec<_>>().into_iter()
}

/// A gap is told in its place.
fn listed<'t>(all: impl Iterator<Item = &'t str>) -> String {
    let all: Vec<&str> = all.collect();
    if all.is_empty() { "None named".to_owned() } else { all.join("; ") }
}

/// What watches the whole plan, and how else it is watched.
pub(crate) fn over_everything(plan: &PoliceAndCrimePlan) -> Option<Text> {
    let framework = &plan.framework;
    let general = framework.assurances.iter().filter(|assurance| assurance.is_general());
    let said = general.flat_map(|assurance| {
        let forums: Vec<&Slug> = assurance.forums.iter().collect();
        let forums: Vec<&str> = titles(framework, &forums).collect();
        forums.into_iter().chain(assurance.means.iter().map(String::as_str))
    });
    let said: Vec<&str> = said.collect();
    (!said.is_empty()).then(|| words(format!("Over the whole plan: {}.", said.join("; "))))
}

pub(crate) fn forums(plan: &PoliceAndCrimePlan) -> Table {
    let framework = &plan.framework;
    let (described, named): (Vec<&Forum>, Vec<&Forum>) =
        framework.forums.iter().partition(|forum| says_more(forum));
    let row = |forum: &&Forum| {
        let chair = forum.chair.as_ref().map(|role| framework.role(role).to_owned());
        let reports = lines(framework, forum);
        Row {
            cells: vec![
                TableCell::words(match &forum.short {
                    Some(short) => format!("{} ({short})", forum.title),
                    None => forum.title.clone(),
                }),
                said(chair),
                said(members(framework, forum)),
                said(forum.cadence.map(|cadence| commitments::capital(cadence.word()))),
                said((!reports.is_empty()).then_some(reports)),
                said(published(forum)),
            ],
            kind: RowKind::Plain,
        }
    };
    let mut notes = vec![words("[x] the paper does not say.")];
    // Those of which only the line of reporting is known stand together, by that line.
    let mut by_line: Vec<(String, Vec<&str>)> = Vec::new();
    for forum in &named {
        let line = lines(framework, forum);
        match by_line.iter_mut().find(|(other, _)| *other == line) {
            Some((_, forums)) => forums.push(&forum.title),
            None => by_line.push((line, vec![&forum.title])),
        }
    }
    notes.extend(by_line.into_iter().map(|(line, forums)| {
        let start = match line.as_str() {
            "" => "Named without more".to_owned(),
            line => format!("Reporting to {line}, with no more said"),
        };
        words(format!("{start}: {}.", forums.join("; ")))
    }));
    Table {
        id: "table-forums".into(),
        caption: "Forums, by role".into(),
        columns: vec![
            Column::left("Forum", 4),
            Column::left("Chair", 3),
            Column::left("Members", 4),
            Column::left("Meets", 2),
            Column::left("Reports to", 3),
            Column::left("Publishes", 3),
        ],
        rows: described.iter().map(row).collect(),
        source: crate::charts::source(plan.source.trim_end_matches('.')),
        notes,
    }
}

/// Whether more is known of it than its line of reporting.
fn says_more(forum: &Forum) -> bool {
    let open = forum.unwritten();
    ["chair", "cadence", "members", "publication"].iter().any(|what| !open.contains(what))
}

/// Whom a forum reports to, and whom it only gives updates (SF-161); by abbreviation if it has one.
fn lines(framework: &Framework, forum: &Forum) -> String {
    let short = |id: &Slug| match framework.forum(id) {
        Some(forum) => forum.short.clone().unwrap_or_else(|| forum.title.clone()),
        None => id.to_string(),
    };
    let reports = forum.reports_to.iter().map(short);
    let updates = forum.updates.iter().map(|id| format!("{} (updates)", short(id)));
    reports.chain(updates).collect::<Vec<_>>().join("; ")
}

fn said(text: Option<String>) -> TableCell {
    TableCell::words(text.unwrap_or_else(|| "[x]".to_owned()))
}

fn members(framework: &Framework, forum: &Forum) -> Option<String> {
    let roles: Vec<&str> = forum.members.iter().map(|role| framework.role(role)).collect();
    let roles = (!roles.is_empty()).then(|| roles.join("; "));
    match (forum.member_count, roles) {
        (Some(count), Some(roles)) => Some(format!("{count}: {roles}")),
        (Some(count), None) => Some(count.to_string()),
        (None, roles) => roles,
    }
}

fn published(forum: &Forum) -> Option<String> {
    let duties = [("Minutes", &forum.publishes.minutes), ("Papers", &forum.publishes.papers)];
    let said = duties.iter().filter_map(|(what, on)| Some(format!("{what}: {}", on.as_ref()?)));
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join("; "))
}

pub(crate) fn to_come(inputs: &Inputs<'_>) -> Table {
    let plan = &inputs.findings.plan;
    let row = |planned: &domain::plan::framework::PlannedMeasure| Row {
        cells: vec![
            TableCell::words(planned.title.clone()),
            TableCell::words(match planned.status {
                PlannedStatus::InDevelopment => format!("Being worked out. {}", planned.because),
                PlannedStatus::AwaitingSource => planned.because.clone(),
            }),
        ],
        kind: RowKind::Plain,
    };
    Table {
        id: "table-to-come".into(),
        caption: "Measures that the plan wants and that cannot be reported yet".into(),
        columns: vec![
            Column::left("Measure", 5),
            Column::left("Why it is wanted, and what is missing", 9),
        ],
        rows: plan.framework.planned.iter().map(row).collect(),
        source: crate::charts::source(plan.source.trim_end_matches('.')),
        notes: vec![],
    }
}
