//! The how-to guide: for every measure its source, how to get the file next time, how it is read, how
//! each figure is calculated, and its caveats, so that the work can be done again without us (SF-027,
//! SF-037).

use std::collections::BTreeSet;

use catalogue::Source;
use document::{Block, Document, Part, Prose, Section, Text, words};
use domain::ids::SourceId;
use domain::measure::Measure;

use crate::Report;
use crate::annex::edition;
use crate::paper::{Inputs, force_name, freeze_statement, section};
use crate::sources;

/// The paper.
pub(crate) const REPORT: Report =
    Report { id: "how-to-guide", title: "How-to guide", framework: None, compose };

fn compose(inputs: &Inputs<'_>) -> Document {
    let findings = inputs.findings;
    let cited = findings.measures.iter().map(|f| (&f.measure, &f.link.headline_source));
    let watched = findings.watched.iter().map(|f| (&f.measure, &f.link.source));
    let all: Vec<(&Measure, &SourceId)> = cited.chain(watched).collect();
    let used: BTreeSet<&SourceId> = all.iter().map(|(_, source)| *source).collect();
    let named = used.into_iter().filter_map(|id| inputs.frozen.catalogue.source(id));
    let mut by_source = section("sources", "Source by source", Part::Body, vec![]);
    by_source.sections = named.map(|source| of_source(source, &all)).collect();
    let figure = findings.measures.first().map(|finding| &finding.count);
    let sections = vec![
        section("summary", "The quarter, step by step", Part::Summary, steps(inputs)),
        by_source,
        section("calculation", "How each figure is calculated", Part::Body, calculation()),
        section("annex-sources", "Files behind this edition", Part::Annex, sources::held(inputs)),
        section("annex-edition", "This edition", Part::Annex, edition(inputs, figure)),
    ];
    Document {
        id: REPORT.id.into(),
        title: REPORT.title.into(),
        subtitle: format!("{}, {}", force_name(inputs), findings.quarter.label()),
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: "Where every figure comes from and how it is made again".into(),
        sections,
    }
}

fn steps(inputs: &Inputs<'_>) -> Vec<Block> {
    let as_at = inputs.frozen.id.as_at;
    let next = as_at.saturating_add(jiff::Span::new().months(3)).last_of_month();
    let step = |command: String, does: &str| Prose::new().code(command).say(does).done();
    vec![
        Block::Paragraph(words(
            "One person makes the whole quarter with these commands. Each says what it did and what \
             comes next, and none changes anything it refuses.",
        )),
        Block::List(vec![
            step(
                "scrutineer import FOLDER --published DATE".into(),
                " takes in the new files, all or nothing.",
            ),
            step(
                format!("scrutineer answer --as-at {next}"),
                " lists figures that look wrong; each is answered before the freeze.",
            ),
            step(format!("scrutineer freeze --as-at {next}"), " fixes one version of the truth."),
            step(
                format!("scrutineer narrative list --as-at {next}"),
                " says which changes have still to be explained; freeze again when they are.",
            ),
            step("scrutineer report NAME".into(), " makes a draft of a paper in any format."),
            step(
                "scrutineer checklist NAME".into(),
                " says what stands between the draft and a paper that goes out.",
            ),
            step(
                "scrutineer issue NAME --freeze EDITION".into(),
                " makes the paper that goes out and keeps it.",
            ),
            step(
                "scrutineer explain FIGURE".into(),
                " follows any figure to the cell of its file.",
            ),
        ]),
    ]
}

fn of_source(source: &Source, all: &[(&Measure, &SourceId)]) -> Section {
    let term = |name: &str, said: String| (words(name), words(said));
    let mut terms = vec![
        term("Published by", source.publisher.clone()),
        term("Get it next time", source.found_at.clone()),
        term("Read from", source.formats.join(", ")),
        term("What it covers", source.covers.clone()),
        term("What it leaves out", source.leaves_out.join("; ")),
        term("Take care", source.caveat.clone()),
        term("Licence", source.licence.clone()),
    ];
    terms.retain(|(_, said): &(Text, Text)| *said != words(""));
    let measure = |measure: &Measure| -> Text {
        let label = measure.labels.iter().find(|(id, _)| *id == source.id);
        let prose = Prose::new()
            .strong(measure.name.clone())
            .say(" ")
            .code(measure.id.to_string())
            .say(". ");
        let prose = match label {
            Some((_, label)) => prose.say(format!("In the file: \u{201c}{label}\u{201d}. ")),
            None => prose,
        };
        let prose = match (&measure.numerator, &measure.denominator) {
            (Some(over), Some(under)) => prose.say(format!("{over} over {under}. ")),
            (Some(over), None) => prose.say(format!("Counts {over}. ")),
            (None, _) => prose,
        };
        match &measure.caveat {
            Some(caveat) => prose.say(format!("{}.", caveat.trim_end_matches('.'))).done(),
            None => prose.done(),
        }
    };
    let mut seen = BTreeSet::new();
    let measures: Vec<Text> = all
        .iter()
        .filter(|(_, id)| **id == source.id)
        .filter(|(measure, _)| seen.insert(&measure.id))
        .map(|(one, _)| measure(one))
        .collect();
    let blocks = vec![Block::Terms(terms), Block::List(measures)];
    section(&format!("source-{}", source.id), source.name.clone(), Part::Body, blocks)
}

fn calculation() -> Vec<Block> {
    let term = |name: &str, said: &str| (words(name), words(said));
    vec![
        Block::Paragraph(words(
            "Every figure can be made again in a spreadsheet from the values in the data file of \
             this paper; explain gives the values of any one.",
        )),
        Block::Terms(vec![
            term(
                "Total of a year or quarter",
                "the sum of its months; a month that is missing makes the total missing, never low",
            ),
            term(
                "Change",
                "this period less the period it is compared with; of a percentage, in percentage points",
            ),
            term(
                "Change in per cent",
                "the change over the earlier figure, times 100; none on fewer than 20",
            ),
            term(
                "Rate",
                "the count over the residents, times 1,000; the residents named beside the rate, the same for every year shown",
            ),
            term(
                "Group mean",
                "the mean of the members' rates, each force counting once, the force itself included",
            ),
            term(
                "Verdict",
                "docs/methods/change-seasonal.md for months, docs/methods/change-annual.md for years, with formula and a worked example",
            ),
            term("Rounding", "once, at the end, half away from zero"),
        ]),
    ]
}
