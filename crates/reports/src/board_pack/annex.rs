//! The annex: how to read, method, tests, sources, definitions, this edition.

use analysis::signals::NewSignals;
use document::{Block, Part, Section};
use domain::figure::Figure;

use super::{Inputs, answers, districts, framework, monthly, revisions, section, tests_and_charts};
use crate::annex::{definitions, edition, reading, term};
use crate::sentences::{in_sentence, known, listed};
use crate::sources;

/// `figures` are those of the paper before its annex.
pub(super) fn compose(inputs: &Inputs<'_>, figures: &[&Figure]) -> Vec<Section> {
    let annex = |id: &str, title: &str, blocks| section(id, title, Part::Annex, blocks);
    let mut first = annex("annex-reading", "How to read this paper", reading());
    first.new_page = true;
    let tables = [
        tests_and_charts::tests(inputs),
        tests_and_charts::process_limits(inputs),
        super::months(inputs),
    ];
    let season = super::without_season(inputs)
        .then(|| [super::plotted(inputs), tests_and_charts::season(inputs)]);
    let tables = tables.into_iter().chain(season.into_iter().flatten());
    let filled = tables.filter(|table| !table.rows.is_empty());
    let mut tables: Vec<Block> = filled.map(Block::Table).collect();
    if monthly(inputs).any(|finding| known(&finding.peers.mean)) {
        tables.push(Block::Table(tests_and_charts::similar_forces(inputs)));
    }
    tables.extend(districts::table_of(inputs, "table-districts-asb", "PUK-002").map(Block::Table));
    let mut sections = vec![
        first,
        annex("annex-method", "Method", method(inputs)),
        annex("annex-tables", "Tests, charts and comparisons in figures", tables),
        revisions::compose(inputs, figures),
    ];
    sections.extend(
        answers::listed(inputs)
            .map(|blocks| annex(answers::SECTION, "Figures asked about", blocks)),
    );
    sections.push(annex("annex-sources", "Sources and files", sources::held(inputs)));
    sections.push(annex(
        "annex-definitions",
        "Definitions",
        vec![definitions(inputs.findings.measures.iter().map(|f| &f.measure))],
    ));
    sections.extend(framework::compose(inputs));
    sections.push(annex(
        "annex-edition",
        "This edition",
        edition(inputs, inputs.findings.of("PUK-001").map(|all| &all.count)),
    ));
    sections
}

fn method(inputs: &Inputs<'_>) -> Vec<Block> {
    let drawn = |finding: &&analysis::finding::MeasureFinding| {
        finding.chart.as_ref().is_some_and(|chart| known(&chart.upper))
    };
    let charts = monthly(inputs).filter(drawn).count();
    vec![Block::Terms(vec![
        term(
            "Change, monthly series",
            "A count regression over 24 months with a factor for each calendar month and a level \
             for each year. Its errors bear more variation than chance and months that follow one \
             another (Newey–West, lag two months), and are never less than those of chance; t \
             distribution, 95%. Method: docs/methods/change-seasonal.md.",
        ),
        term(
            "Change, annual series",
            "The ratio of the two years, held against how far every other force's change between \
             the same years scatters beyond chance, 95%. Method: docs/methods/change-annual.md.",
        ),
        term(
            "Allowing for revisions",
            "Published figures are revised for a year or more, and a revision is no change. Where \
             one of the two years was published within eighteen months of its end, ratio, interval \
             and p are of figures corrected by the usual revision, and what is not sure of that is \
             added to the variance. It is measured from every force's figures held \
             here in two versions; the table of tests gives it and their number. Method: \
             docs/methods/change-revision.md.",
        ),
        term(
            "Process limits",
            "XmR: mean of the months, and 2.66 mean moving ranges either side (profile mdc-2023). \
             Signals are shown and feed no verdict.",
        ),
        term("Season", season(inputs)),
        term("Chance signals", chance(charts, inputs.findings.signals.as_ref())),
        term(
            "Rates",
            "Count for every 1,000 residents; the population is the sum of the force's districts \
             and stays the same for every year shown. Rounded once, half away from zero.",
        ),
        term(
            "Similar forces",
            "The group mean is the unweighted mean of the members' rates with the force itself, \
             as officially made. Whether the force differs is asked without it: the range in which \
             the other forces would put one more like them (t distribution, 95%), how far forces \
             differ being taken from all forces and not from the group alone. A place is given only \
             with the places that years past do not exclude. Methods: docs/methods/peers-between.md \
             and peers-ranks.md; the funnel: funnel-overdispersion.md.",
        ),
        term(
            "Percentages",
            "None is given on fewer than 20. The change of a percentage is in percentage points.",
        ),
    ])]
}

/// What was done about the season of the charts, and what the factors rest on.
fn season(inputs: &Inputs<'_>) -> String {
    let mut charts = monthly(inputs).filter_map(|finding| finding.chart.as_ref());
    let Some(season) = charts.find_map(|chart| chart.season.as_ref()) else {
        return "Not removed from the charts: no factors are declared, so that a signal may be the \
                time of year."
            .into();
    };
    let declared = inputs.frozen.catalogue.season(&season.id);
    let left_out = declared.into_iter().flat_map(|season| &season.left_out).map(|left| {
        let force = left.area.as_ref().and_then(|area| {
            inputs.frozen.catalogue.police_area_by_code(&area.code).map(|f| f.name.clone())
        });
        let of = force.map_or_else(String::new, |name| format!(" of {name}"));
        let named = left.measures.iter().filter_map(|id| inputs.frozen.catalogue.measure(id));
        let named: Vec<String> = named.map(|m| in_sentence(&m.short_name)).collect();
        let named = match named.as_slice() {
            [] => String::new(),
            named => format!(" for {}", listed(named)),
        };
        format!("{}{of}{named} ({})", left.months.label(), left.why)
    });
    let left_out: Vec<String> = left_out.collect();
    format!(
        "Each month of a chart is its count over what the month usually has (factors {}). They \
         rest on {}; on no month of this force. No force has five whole years here, so that they \
         are those of all forces together. Left out: {}. Method: docs/methods/season.md.",
        season.id,
        in_sentence(&season.basis),
        left_out.join("; ")
    )
}

/// With no change at all, 19 % of 24-month charts signal somewhere (simulated, independent normal values).
fn chance(charts: usize, signals: Option<&NewSignals>) -> String {
    let expected = (charts * 19).div_ceil(100);
    let start = "Of charts of 24 unchanging months, about one in five would signal by chance";
    let somewhere = match charts {
        0 => return format!("{start}; there is none here."),
        charts => format!("{start} somewhere: some {expected} of the {charts} here."),
    };
    let Some(signals) = signals else { return somewhere };
    format!(
        "{somewhere} At the last month alone chance would raise {:.1} of {}. The new ones are put \
         in order by how often a block bootstrap of each chart's own months shows as much, and \
         judged together (Benjamini and Yekutieli, 5%). Method: docs/methods/many.md.",
        signals.expected, signals.charts
    )
}
