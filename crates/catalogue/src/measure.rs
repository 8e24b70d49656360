//! Measures: one file each, `measures/<theme>/<ID>.toml`.

use std::collections::BTreeMap;

use domain::ids::{MeasureId, Slug, SourceId};
use domain::measure::{LogicType, Measure, Polarity, SeriesBreak, Visibility};

use crate::problems::{Placed, Problems};
use crate::table::{Table, read_toml};

/// Reads one measure. `theme` is the folder it stands in.
pub(crate) fn read(
    file: &str,
    theme: &Slug,
    bytes: &[u8],
    problems: &Problems,
) -> Option<Placed<Measure>> {
    read_toml(file, bytes, problems, |table| declared(theme, table))
}

fn declared(theme: &Slug, mut table: Table<'_>) -> Option<Placed<Measure>> {
    let (file, line) = (table.file().to_owned(), table.line);
    let mut lines = table.lines();
    let id = table.need_parsed::<MeasureId>("id");
    let name = table.need_text("name");
    let short_name = table.text("short-name").unwrap_or_else(|| name.clone());
    let labels = labels(&mut table, &mut lines);
    let breaks = breaks(&mut table);
    let measure = Measure {
        // Stands for an id that could not be read, so that the rest is still checked; such a
        // measure is dropped below.
        id: id.clone().or_else(|| "UNREAD".parse().ok())?,
        definition_version: table.whole("definition-version").unwrap_or(1),
        name,
        short_name,
        theme: theme.clone(),
        definition: table.text("definition"),
        numerator: table.text("numerator"),
        denominator: table.text("denominator"),
        unit: table.parsed("unit"),
        frequency: table.parsed("frequency"),
        polarity: table.word("polarity", Polarity::ALL, Polarity::word),
        typical_source: table.text("typical-source"),
        levels: table.parsed_list("levels"),
        visibility: table.word("visibility", Visibility::ALL, Visibility::word),
        logic_type: table.word("logic-type", LogicType::ALL, LogicType::word),
        caveat: table.text("caveat"),
        source_documents: texts(&mut table, "source-documents"),
        evidence: texts(&mut table, "evidence"),
        sources: table.parsed_list("sources"),
        labels,
        breakdowns: table.parsed_list("breakdowns"),
        breaks,
        unwritten: Vec::new(),
        file: file.clone(),
    };
    table.finish();
    id?;
    let unwritten = unwritten(&measure);
    Some(Placed { value: Measure { unwritten, ..measure }, file, line, lines })
}

fn texts(table: &mut Table<'_>, field: &'static str) -> Vec<String> {
    table.texts(field).into_iter().map(|(text, _)| text).collect()
}

/// The words of each source; their lines are kept under `label <source> <label>`.
fn labels(table: &mut Table<'_>, lines: &mut BTreeMap<String, u64>) -> Vec<(SourceId, String)> {
    let mut out = Vec::new();
    for (source, labels) in table.text_lists("labels") {
        let id: SourceId = match source.parse() {
            Ok(id) => id,
            Err(error) => {
                table.wrong("labels", format!("{error}"));
                continue;
            }
        };
        for (label, line) in labels {
            lines.insert(line_of_label(&id, &label), line);
            out.push((id.clone(), label));
        }
    }
    out
}

/// The key under which a label's line is kept.
pub(crate) fn line_of_label(source: &SourceId, label: &str) -> String {
    format!("label {source} {label}")
}

/// How well a series break is known.
#[derive(Clone, Copy, PartialEq)]
enum Evidence {
    Paper,
    Seen,
    Background,
}

impl Evidence {
    const ALL: &[Self] = &[Self::Paper, Self::Seen, Self::Background];

    fn word(self) -> &'static str {
        match self {
            Self::Paper => "S",
            Self::Seen => "V",
            Self::Background => "B",
        }
    }
}

fn breaks(table: &mut Table<'_>) -> Vec<SeriesBreak> {
    let mut out = Vec::new();
    for mut entry in table.tables("breaks") {
        let from = entry.need_date("from");
        let mut why = entry.need_text("why");
        let evidence = entry.need_word("evidence", Evidence::ALL, Evidence::word);
        if evidence == Some(Evidence::Background) {
            // What no source confirms is never printed as if one did.
            why.push_str(" (Not confirmed in a source.)");
        }
        out.extend(from.map(|from| SeriesBreak { from, why }));
        entry.finish();
    }
    out.sort_by_key(|entry| entry.from);
    out
}

/// Whether a unit is a rate or percentage, which means nothing without a denominator.
pub(crate) fn needs_denominator(unit: Option<&Slug>) -> bool {
    unit.is_some_and(|unit| unit.as_str().starts_with("rate-") || unit.as_str() == "percent")
}

fn unwritten(measure: &Measure) -> Vec<&'static str> {
    let no_denominator = measure.denominator.is_none() && needs_denominator(measure.unit.as_ref());
    let fields = [
        ("definition", measure.definition.is_none()),
        ("numerator", measure.numerator.is_none()),
        ("denominator", no_denominator),
        ("unit", measure.unit.is_none()),
        ("frequency", measure.frequency.is_none()),
        ("polarity", measure.polarity.is_none()),
        ("typical-source", measure.typical_source.is_none()),
        ("levels", measure.levels.is_empty()),
        ("visibility", measure.visibility.is_none()),
        ("logic-type", measure.logic_type.is_none()),
        ("caveat", measure.caveat.is_none()),
        ("evidence", measure.evidence.is_empty()),
        ("sources", measure.sources.is_empty()),
        ("labels", measure.labels.is_empty()),
    ];
    let open = fields.into_iter().filter(|(_, open)| *open);
    open.map(|(name, _)| name).collect()
}
