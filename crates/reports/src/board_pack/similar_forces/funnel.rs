//! All forces in one funnel, on the official count of all crime: which stand apart from how far forces
//! differ anyway.

use analysis::finding::MeasureFinding;
use analysis::funnel::{FunnelFigures, FunnelForce, Place};
use document::chart::{Body, BodyKind, Funnel, FunnelLimit};
use document::{Block, Chart, ChartKind, Column, Prose, Row, RowKind, Table, TableCell, words};
use domain::figure::Derivation;

use super::super::{Inputs, force_name, source_of_finding};
use crate::sentences::{counted, known};

/// The measure whose funnel is drawn: one for a paper, on figures that every force has.
const MEASURE: &str = "CRM-001";

pub(super) fn compose(inputs: &Inputs<'_>) -> Option<Block> {
    let finding = inputs.findings.of(MEASURE)?;
    let key = &finding.rate.id.key;
    let Derivation::Rate(rate) = &key.by else { return None };
    let funnel = inputs.frozen.funnel(&key.of, rate)?;
    let shown = [&funnel.mean, &funnel.inner[0], &funnel.outer[0], &finding.rate];
    let shown = shown.into_iter().all(known);
    shown.then(|| Block::Chart(Box::new(chart(inputs, finding, &funnel))))
}

fn kind(inputs: &Inputs<'_>, force: &FunnelForce) -> BodyKind {
    let group = inputs.frozen.catalogue.group(&inputs.findings.scope.group);
    if force.area == inputs.findings.scope.area {
        BodyKind::Own
    } else if group.is_some_and(|group| group.members().any(|area| *area == force.area)) {
        BodyKind::Group
    } else {
        BodyKind::Other
    }
}

/// Where a force lies, in words.
fn place(place: Place) -> &'static str {
    match place {
        Place::LowOuter => "below the 99.8% limit",
        Place::LowInner => "below the 95% limit",
        Place::Within => "within the limits",
        Place::HighInner => "above the 95% limit",
        Place::HighOuter => "above the 99.8% limit",
    }
}

/// The same in a table's cell.
fn short(place: Place) -> &'static str {
    match place {
        Place::LowOuter => "below 99.8%",
        Place::LowInner => "below 95%",
        Place::Within => "within",
        Place::HighInner => "above 95%",
        Place::HighOuter => "above 99.8%",
    }
}

fn chart(inputs: &Inputs<'_>, finding: &MeasureFinding, funnel: &FunnelFigures) -> Chart {
    let own = funnel.forces.iter().find(|force| force.area == inputs.findings.scope.area);
    let lies = own.map_or("", |own| place(own.place));
    let name = force_name(inputs);
    let forces = counted(funnel.forces.len(), "force", "forces");
    let outside = funnel.forces.iter().filter(|force| force.place != Place::Within).count();
    let outside = counted(outside, "force lies", "forces lie");
    let body = |force: &FunnelForce| Body {
        label: force.name.clone(),
        size: force.population.to_f64(),
        value: force.rate.to_f64(),
        text: force.rate.text(),
        kind: kind(inputs, force),
    };
    let limit = |limit: &analysis::funnel::FunnelLimits| FunnelLimit {
        size: limit.residents,
        inner: limit.inner,
        outer: limit.outer,
    };
    let year = finding.year.label();
    Chart {
        id: "chart-funnel".into(),
        title: format!("{name} is {lies} for a force of its size, official figures of {year}"),
        subtitle: format!("Recorded crimes per 1,000 residents of {forces}, against residents"),
        alt: format!(
            "Funnel plot of recorded crimes per 1,000 residents of {forces} against their residents, \
             with limits that allow for how far forces differ anyway. {name} is {lies}. {outside} \
             outside the 95% limits. The table gives each force."
        ),
        kind: ChartKind::Funnel(Box::new(Funnel {
            bodies: funnel.forces.iter().map(body).collect(),
            centre: funnel.mean.to_f64().unwrap_or_default(),
            centre_name: format!("All, {}", funnel.mean.text()),
            limits: funnel.limits.iter().map(limit).collect(),
            inner_name: "95% limit".into(),
            outer_name: "99.8% limit".into(),
            own_name: name,
            group_name: "Its group".into(),
            other_name: "Other forces".into(),
            axis: "recorded crimes per 1,000 residents".into(),
            size_axis: "residents, equal ratios equally far apart".into(),
        })),
        data: table(inputs, finding, funnel),
    }
}

fn table(inputs: &Inputs<'_>, finding: &MeasureFinding, funnel: &FunnelFigures) -> Table {
    let row = |force: &FunnelForce| Row {
        cells: vec![
            TableCell::words(force.name.clone()),
            force.population.clone().into(),
            force.rate.clone().into(),
            TableCell::words(if known(&force.rate) { short(force.place) } else { "[x]" }),
        ],
        kind: match kind(inputs, force) {
            BodyKind::Own => RowKind::Own,
            BodyKind::Group | BodyKind::Other => RowKind::Plain,
        },
    };
    let all = Row {
        cells: vec![
            TableCell::words("All of them together"),
            TableCell::words("[z]"),
            funnel.mean.clone().into(),
            TableCell::words("[z]"),
        ],
        kind: RowKind::Total,
    };
    let [low, high] = &funnel.inner;
    let [lowest, highest] = &funnel.outer;
    let limits = Prose::new()
        .say(format!("Limits for a force of the size of {}: ", force_name(inputs)))
        .figure(low)
        .say(" to ")
        .figure(high)
        .say(" (95%), ")
        .figure(lowest)
        .say(" to ")
        .figure(highest)
        .say(" (99.8%). Beyond chance, forces differ by ")
        .figure(&funnel.spread)
        .say(" on the scale of root ratios; the limits allow for it.");
    Table {
        id: "table-funnel".into(),
        caption: format!(
            "Recorded crime of every force, {}, lowest rate first",
            finding.year.label()
        ),
        columns: vec![
            Column::left("Force", 4),
            Column::right("Residents", 2),
            Column::right("Per 1,000", 2),
            Column::left("Limits", 3),
        ],
        rows: funnel.forces.iter().map(row).chain(std::iter::once(all)).collect(),
        source: source_of_finding(inputs, finding),
        notes: vec![
            limits.done(),
            words(
                "The order is for finding a force, not a league table. A force of fewer than 20,000 \
                 residents has no rate here.",
            ),
        ],
    }
}
