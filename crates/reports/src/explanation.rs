//! A figure explained: what it is of, how it is made, and from what, down to the cell.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use analysis::frozen::Frozen;
use analysis::ledger::Supplied;
use document::Document;
use document::explanation::{Explained, ExplainedInput, Explanations};
use domain::area::Area;
use domain::cell::Cell;
use domain::figure::{
    Base, ChartLine, CohortReading, Derivation, Figure, FigureKey, FunnelLine, PeerReading, Rate,
    RevisionReading, TestReading,
};
use domain::marking::Marking;
use domain::observation::{ObservationKey, Place};

/// A figure, and recursively the figures it is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The figure itself.
    pub explained: Explained,
    /// Where its value stands, if it is an observation that is held.
    pub origin: Option<Origin>,
    /// The figures it is made from, explained.
    pub inputs: Vec<Explanation>,
}

/// The file a value came with and its place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file, its publication and its import.
    pub supplied: Supplied,
    /// Sheet and cell, line and column, or rows.
    pub place: Place,
}

/// Explains a figure down to observations, each with its file and place.
pub fn explain(frozen: &Frozen, key: &FigureKey) -> Explanation {
    let (explained, inputs) = one(frozen, key);
    let inputs = inputs.iter().map(|input| explain(frozen, input)).collect();
    let origin = frozen
        .read_from(key)
        .map(|(supplied, place)| Origin { supplied: supplied.clone(), place: place.clone() });
    Explanation { explained, origin, inputs }
}

/// Every figure of a paper and every figure under it: all that its explanations print.
pub fn keys(frozen: &Frozen, document: &Document) -> BTreeSet<FigureKey> {
    let mut queue: Vec<FigureKey> =
        document.figures().iter().map(|figure| figure.id.key.clone()).collect();
    let mut seen = BTreeSet::new();
    while let Some(key) = queue.pop() {
        if !seen.contains(&key) {
            let inputs = frozen.evaluate(&key).inputs;
            match rests_on_every_force(&key.by) {
                true => seen.extend(inputs),
                false => queue.extend(inputs),
            }
            seen.insert(key);
        }
    }
    seen
}

/// Explains every figure of a paper and every figure under it, each once.
pub fn explain_all(frozen: &Frozen, document: &Document) -> Explanations {
    let mut queue: VecDeque<FigureKey> =
        document.figures().iter().map(|figure| figure.id.key.clone()).collect();
    let mut seen = BTreeSet::new();
    let mut entries = Vec::new();
    while let Some(key) = queue.pop_front() {
        if seen.insert(key.clone()) {
            let (mut explained, inputs) = one(frozen, &key);
            if rests_on_every_force(&key.by) {
                gather(frozen, &mut explained, &inputs);
            } else {
                queue.extend(inputs);
            }
            entries.push(explained);
        }
    }
    Explanations {
        title: "Where every figure comes from".into(),
        subtitle: format!("{}: {}", document.title, document.subtitle),
        body: document.body.clone(),
        marking: document.marking.clone(),
        freeze_statement: document.freeze_statement.clone(),
        entries,
    }
}

fn one(frozen: &Frozen, key: &FigureKey) -> (Explained, Vec<FigureKey>) {
    let figure = frozen.figure(key.of.clone(), key.by.clone());
    let inputs = frozen.evaluate(key).inputs;
    let listed = inputs.iter().map(|input| {
        let figure = frozen.figure(input.of.clone(), input.by.clone());
        ExplainedInput {
            id: figure.id.to_string(),
            of: short_name(frozen, input),
            value: figure.text(),
        }
    });
    let explained = Explained {
        id: figure.id.to_string(),
        of: key_name(frozen, &key.of),
        value: figure.text(),
        made: match (&key.by, figure.cell) {
            (Derivation::Value | Derivation::First, Cell::NotAvailable | Cell::NotApplicable) => {
                "An observation that is not held.".into()
            }
            (by, _) => made(by, &key.of),
        },
        facts: facts(frozen, key, &figure),
        inputs: listed.collect(),
    };
    (explained, inputs)
}

/// The name of a place, or its code if the edition's catalogue has no name for it.
pub fn place_name(frozen: &Frozen, area: &Area) -> String {
    frozen.catalogue.place_name(&area.code).unwrap_or(&area.code).to_owned()
}

fn breakdown_name(frozen: &Frozen, of: &ObservationKey) -> Option<String> {
    let names = of.breakdown.parts().iter().map(|(dimension, value)| {
        let label = frozen.catalogue.outcome_label(value).map(str::to_owned);
        let residual = analysis::findings::RESIDUALS.iter().find(|(id, _)| *id == value.as_str());
        let label = label.or_else(|| residual.map(|(_, name)| (*name).to_owned()));
        let dimension = dimension.as_str().replace('-', " ");
        format!("{dimension}: {}", label.unwrap_or_else(|| value.to_string()))
    });
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| names.join("; "))
}

/// What a key is of in words: measure, place, breakdown, period.
pub fn key_name(frozen: &Frozen, of: &ObservationKey) -> String {
    let measure = frozen.catalogue.measure(&of.measure);
    let measure = measure.map_or_else(|| of.measure.to_string(), |m| m.name.clone());
    let mut parts = vec![measure, place_name(frozen, &of.area)];
    parts.extend(breakdown_name(frozen, of));
    parts.push(of.period.label());
    parts.join(", ")
}

fn short_name(frozen: &Frozen, input: &FigureKey) -> String {
    let of = &input.of;
    let name = format!("{}, {}", place_name(frozen, &of.area), of.period.label());
    match input.by {
        Derivation::Rate(_) => format!("{name}, rate"),
        Derivation::Districts => format!("{name}, residents"),
        Derivation::Factor(_) => format!("{name}, season factor"),
        Derivation::Adjusted(_) => format!("{name}, season taken out"),
        _ => name,
    }
}

fn of_rate(rate: &Rate) -> String {
    let per = domain::figure::Exact::Whole(i64::from(rate.per));
    let format = domain::figure::Format::Number { decimals: 0 };
    let per = domain::figure::text::write(per, format);
    format!("count × {per} ÷ residents ({})", rate.population)
}

fn quantity(base: Base) -> &'static str {
    match base {
        Base::Value => "as published",
        Base::Total => "sum of its months",
        Base::First => "as first published",
    }
}

/// How a figure is made, in one sentence.
fn made(by: &Derivation, of: &ObservationKey) -> String {
    let period = of.period.label();
    match by {
        Derivation::Value => "An observation, as it stands in its file.".into(),
        Derivation::Total => format!("Sum of the months of {period}."),
        Derivation::First => "An observation, as it was first published with a known date.".into(),
        Derivation::Revision(reading) => revision(*reading).into(),
        Derivation::Cohort(reading, age) => {
            let month = analysis::cohort::month_at(of.period, *age).label();
            let of_all = match reading {
                CohortReading::Count => "",
                CohortReading::Share => ", in per cent of all of them",
            };
            format!(
                "Crimes recorded in {period} as published in {month}, {}{of_all}: outcomes of a \
                 cohort at one age (method B).",
                months_after(*age)
            )
        }
        Derivation::CohortChange(age, from) => format!(
            "Share of the crimes of {period} less that of {}, in percentage points, each as \
             published {} (method B, at an equal age).",
            from.label(),
            months_after(*age)
        ),
        Derivation::PerHundred(base, measure, source) => format!(
            "This × 100 ÷ {measure} of {source} in the same period (each {}). Of outcomes: those \
             recorded in the period, whatever crimes they belong to (method A).",
            quantity(*base)
        ),
        Derivation::Districts => "Sum of the districts of the police force area.".into(),
        Derivation::Change(base, from) => {
            format!("{period} less {} (each {}).", from.label(), quantity(*base))
        }
        Derivation::Percent(base, from) => {
            let from = from.label();
            format!("({period} − {from}) × 100 ÷ {from} (each {}).", quantity(*base))
        }
        Derivation::Share(_) => "Part × 100 ÷ whole.".into(),
        Derivation::Rate(rate) => format!("Rate: {}.", of_rate(rate)),
        Derivation::Peers(reading, group, rate) => {
            let (of, method) = peer_method(*reading);
            let rate = of_rate(rate);
            format!("{} {of}{group}; each rate is {rate}.{method}", peer(*reading))
        }
        Derivation::Funnel(line, rate) => format!(
            "{}; each rate is {}. Limits allow for how far forces differ beyond chance (root ratios). \
             Method: docs/methods/funnel-overdispersion.md.",
            funnel_line(*line),
            of_rate(rate)
        ),
        Derivation::Chart(line, profile, over, season) => {
            let season = season.as_ref().map_or_else(String::new, |season| {
                format!(", each month over its factor (season {season})")
            });
            let (line, over) = (line_name(*line), over.label());
            format!("{line} of the XmR chart of {over} ({profile}){season}.")
        }
        Derivation::LastMonth(profile, over, season) => {
            let season = season.as_ref().map_or_else(String::new, |season| {
                format!(", each month over its factor (season {season})")
            });
            format!(
                "How often chance alone would show as much as the last month of the XmR chart of {} \
                 ({profile}){season}: block bootstrap of the months before, 999 replicates. Method: \
                 docs/methods/many.md.",
                over.label()
            )
        }
        Derivation::Factor(season) => format!(
            "What the month usually has, over the average month (season {season}). \
             Method: docs/methods/season.md."
        ),
        Derivation::Adjusted(season) => {
            format!("Count ÷ the factor of its month (season {season}).")
        }
        Derivation::AnnualTest(reading, from) => format!(
            "{} of the ratio of {period} to {}; how far such a ratio scatters is taken from every \
             other force's change between those years. {REVISION} \
             Method: docs/methods/change-annual.md and change-revision.md.",
            reading_name(*reading),
            from.label()
        ),
        Derivation::SeasonalStep(reading) => format!(
            "{} of the seasonal count regression: the twelve months of {period} against the twelve \
             before, with a factor for each calendar month, a level for each year, and errors that \
             bear months that follow one another (Newey–West). {REVISION} \
             Method: docs/methods/change-seasonal.md and change-revision.md.",
            reading_name(*reading)
        ),
    }
}

fn revision(reading: RevisionReading) -> &'static str {
    match reading {
        RevisionReading::Change => "The current version less the first published.",
        RevisionReading::Percent => "(Current − first published) × 100 ÷ first published.",
    }
}

/// "6 months after the end of the period"
fn months_after(age: u16) -> String {
    match age {
        0 => "in the month it ended in".into(),
        1 => "1 month after its end".into(),
        age => format!("{age} months after its end"),
    }
}

/// What both tests of change do about revision.
const REVISION: &str = "Where a year stands as first published, what revision usually does to it is \
                        corrected and what is not sure of that is added; both are measured from the \
                        figures held in two versions.";

fn peer(reading: PeerReading) -> &'static str {
    match reading {
        PeerReading::Mean => "Unweighted mean, with the force itself,",
        PeerReading::Others => "Unweighted mean of the other members",
        PeerReading::Weighted => "All events over all residents",
        PeerReading::Rank => "Rank (1 is the lowest rate)",
        PeerReading::OthersLow => "Lower end of the 95% range of one more force like the others",
        PeerReading::OthersHigh => "Upper end of the 95% range of one more force like the others",
        PeerReading::ExpectedLow => "Lower end of the 95% range of one more force like the others",
        PeerReading::ExpectedHigh => "Upper end of the 95% range of one more force like the others",
        PeerReading::Spread => "How far forces differ beyond chance (standard deviation)",
        PeerReading::RankLow => "Lowest place (1 is the lowest rate)",
        PeerReading::RankHigh => "Highest place (1 is the lowest rate)",
    }
}

/// Of what a reading of the group is, and what is said after it.
fn peer_method(reading: PeerReading) -> (&'static str, &'static str) {
    match reading {
        PeerReading::Mean
        | PeerReading::Others
        | PeerReading::Weighted
        | PeerReading::Rank
        | PeerReading::OthersLow
        | PeerReading::OthersHigh => ("of the group ", ""),
        PeerReading::ExpectedLow | PeerReading::ExpectedHigh => (
            "of the group ",
            " The force itself is left out; how far forces differ is taken from all others. Method: \
             docs/methods/peers-between.md.",
        ),
        PeerReading::Spread => (
            "of all forces but this one, for its place in the group ",
            " Method: docs/methods/peers-between.md.",
        ),
        PeerReading::RankLow | PeerReading::RankHigh => (
            "that single years do not exclude (95%) in the group ",
            " How far rates move beside each other is measured from up to five years; 9,999 draws, \
             seed 1. Method: docs/methods/peers-ranks.md.",
        ),
    }
}

fn funnel_line(line: FunnelLine) -> &'static str {
    match line {
        FunnelLine::Mean => "All events over all residents of every force with a figure",
        FunnelLine::Spread => "How far forces differ beyond chance (τ of root ratios)",
        FunnelLine::Low95 => "Lower 95% limit for so many residents, in the funnel of all forces",
        FunnelLine::High95 => "Upper 95% limit for so many residents, in the funnel of all forces",
        FunnelLine::Low998 => {
            "Lower 99.8% limit for so many residents, in the funnel of all forces"
        }
        FunnelLine::High998 => {
            "Upper 99.8% limit for so many residents, in the funnel of all forces"
        }
    }
}

/// Whether a figure is made from the rates of every force. Its entry names them and does not go
/// down to each: that would be most of the page. `explain` does.
fn rests_on_every_force(by: &Derivation) -> bool {
    matches!(
        by,
        Derivation::Peers(PeerReading::Spread, ..)
            | Derivation::Funnel(FunnelLine::Mean | FunnelLine::Spread, _)
    )
}

/// The rates of every force in one entry: each force with its rate, and the files they came with.
fn gather(frozen: &Frozen, explained: &mut Explained, inputs: &[FigureKey]) {
    let rates: Vec<String> = (explained.inputs.drain(..).zip(inputs))
        .map(|(rate, key)| format!("{} {}", place_name(frozen, &key.of.area), rate.value))
        .collect();
    let mut files: BTreeMap<String, usize> = BTreeMap::new();
    for count in inputs.iter().filter_map(|rate| frozen.evaluate(rate).inputs.into_iter().next()) {
        let months = frozen.evaluate(&count).inputs;
        let observed = if months.is_empty() { vec![count] } else { months };
        for (supplied, _) in observed.iter().filter_map(|key| frozen.read_from(key)) {
            let release = &supplied.release;
            let name = format!("{} (SHA-256 {})", release.name, release.file);
            *files.entry(name).or_default() += 1;
        }
    }
    let mut say = |term: &str, said: String| explained.facts.push((term.to_owned(), said));
    say(&format!("Rates of {} forces", inputs.len()), rates.join("; "));
    let counts: usize = files.values().sum();
    say("File", files.into_keys().collect::<Vec<_>>().join("; "));
    say("Place", format!("{counts} counts; `scrutineer explain` with this id goes down to each"));
}

fn line_name(line: ChartLine) -> &'static str {
    match line {
        ChartLine::Mean => "Mean",
        ChartLine::Lower => "Lower process limit (mean − 2.66 mean moving ranges)",
        ChartLine::Upper => "Upper process limit (mean + 2.66 mean moving ranges)",
    }
}

fn reading_name(reading: TestReading) -> &'static str {
    match reading {
        TestReading::Ratio => "Ratio",
        TestReading::Low => "Lower end of the 95% interval",
        TestReading::High => "Upper end of the 95% interval",
        TestReading::P => "p-value",
        TestReading::Dispersion => "Dispersion",
        TestReading::Revision => "Standard error, in per cent, that revision adds,",
        TestReading::Pairs => {
            "Number of figures held in two versions that revision was measured from"
        }
    }
}

fn facts(frozen: &Frozen, key: &FigureKey, figure: &Figure) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut say = |term: &str, said: String| facts.push((term.to_owned(), said));
    if let Some(why) = &figure.missing_because {
        say("Missing because", why.clone());
    }
    let measure = frozen.catalogue.measure(&key.of.measure);
    if let Some(definition) = measure.and_then(|measure| measure.definition.clone()) {
        say(&format!("Definition {}", key.of.definition), definition);
    }
    if let Some(source) = frozen.catalogue.source(&key.of.source) {
        say("Source", source.name.clone());
    }
    let marking = frozen.gate().marking(&key.of);
    if marking != Marking::Official {
        say("Handling", marking.to_string());
    }
    if let Derivation::Factor(id) = &key.by
        && let Some(line) = frozen.season_factors(&key.of, id)
    {
        let basis = frozen.catalogue.season(id).map(|season| season.basis.clone());
        say("Rests on", basis.unwrap_or_default());
        let (forces, months) = (line.forces, line.months);
        let without = line.without.as_ref().map_or("", |_| ", this one not among them");
        say("Fitted to", format!("{months} months of {forces} forces{without}"));
        say("File", format!("catalogue/{}", line.file));
        say("Place", format!("line {}", line.line));
    }
    if let Some((supplied, place)) = frozen.read_from(key) {
        origin(supplied, place, &mut say);
        let current = key.by == Derivation::Value;
        let versions = frozen.versions(&key.of);
        for (earlier, supplied) in versions.iter().rev().skip(1).filter(|_| current) {
            let release = &supplied.release;
            let cell = earlier.cell;
            let value = cell.value().map(|decimal| decimal.to_string());
            let value = value.or(cell.symbol().map(str::to_owned)).unwrap_or_default();
            let said = format!("{value}, {}, published {}", release.name, release.vintage.label());
            say("Earlier version", said);
        }
    }
    facts
}

fn origin(supplied: &Supplied, place: &Place, say: &mut impl FnMut(&str, String)) {
    let release = &supplied.release;
    say("File", format!("{} (SHA-256 {})", release.name, release.file));
    say("Place", place.to_string());
    let published = format!("{}: {}", release.vintage.label(), release.vintage_basis);
    say("Published", published);
    if supplied.batch == 0 {
        say("Supplied", supplied.actor.clone());
    } else {
        let moment = supplied.imported_at.label();
        let said = format!("{} on {moment} UTC, import {}", supplied.actor, supplied.batch);
        say("Imported by", said);
    }
}
