//! One chart or table alone: found by words, from an edition, in any format.

use analysis::comparison::{Comparison, Question};
use analysis::frozen::Frozen;
use catalogue::Catalogue;
use document::{Block, Chart, Document};
use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::diagnostic::{Diagnostic, has_errors};
use domain::freeze::Freeze;
use domain::ids::{MeasureId, SourceId};
use domain::measure::Measure;
use domain::observation::ObservationKey;
use domain::period::{Period, PeriodKind};
use render::html::HtmlOptions;

use crate::report::Made;
use crate::{AppError, Office, Settings, figures, frozen, report, tables};

/// The formats one can be made in.
pub const FORMATS: [&str; 7] = ["csv", "html", "json", "pdf", "png", "svg", "xlsx"];
/// Those that a table has not.
const DRAWN: [&str; 2] = ["png", "svg"];
/// Pixels of a picture for each unit of its drawing.
const SCALE: f32 = 2.0;
/// Years shown if nobody says how many.
const YEARS: u8 = 3;

/// What to make.
#[derive(Debug, Clone)]
pub struct ChartRequest {
    /// A measure's id, or words of it.
    pub words: String,
    /// Of which area, by code or name; the office's force by default.
    pub area: Option<String>,
    /// How many years, up to the last one held; three by default.
    pub years: Option<u8>,
    /// Not starting before the start of this.
    pub from: Option<Period>,
    /// Not ending after the end of this.
    pub to: Option<Period>,
    /// From which freeze; the latest by default.
    pub freeze: Option<String>,
    /// A table instead of a chart.
    pub as_table: bool,
    /// In which formats.
    pub formats: Vec<String>,
}

/// One made.
#[derive(Debug, Clone)]
pub struct ChartMade {
    /// From which freeze.
    pub freeze: Freeze,
    /// Of which measure.
    pub measure: MeasureId,
    /// Of which area.
    pub area: String,
    /// What it shows, as a finding.
    pub title: String,
    /// Its files.
    pub files: Vec<Made>,
    /// What the checks found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes a chart or a table of one measure.
///
/// # Errors
/// No such freeze, measure or area; several measures have these words; nothing is held; the measure is
/// not cited; store errors.
pub async fn make(office: &Office, request: &ChartRequest) -> Result<ChartMade, AppError> {
    if let Some(format) =
        request.formats.iter().find(|format| request.as_table && DRAWN.contains(&format.as_str()))
    {
        return Err(AppError::NotDrawn { format: format.clone() });
    }
    let freeze = frozen::find(office, request.freeze.as_deref()).await?;
    let frozen = frozen::load(office, &freeze).await?;
    let settings = Settings::of(&freeze);
    let area = match &request.area {
        Some(asked) => place(&frozen.catalogue, asked)?,
        None => settings.area.parse()?,
    };
    let measure = measure(&frozen, &request.words, &area)?;
    // Whatever is tracked, not cited, is refused here as everywhere.
    let of_it = |key: &ObservationKey| key.measure == measure.id && key.area == area;
    figures::listing(&frozen, String::new(), of_it, (false, true))?;
    let area_name = frozen.catalogue.place_name(&area.code).unwrap_or(&area.code).to_owned();
    let nothing = || AppError::NotHeld {
        measure: measure.name.clone(),
        id: measure.id.to_string(),
        area: area_name.clone(),
    };
    let series = series(&frozen, measure, &area, request).ok_or_else(nothing)?;
    let compared = compared(&frozen, measure, &series, &settings)?;
    let inputs = reports::single::Inputs {
        freeze: &freeze,
        frozen: &frozen,
        body: &settings.body,
        marking: &settings.marking,
        of: &series.of,
        periods: &series.periods,
        compared: &compared.0,
        stretches: compared.1,
        note: series.note.clone(),
        as_table: request.as_table,
    };
    let mut checked = document::check::check(reports::single::compose(&inputs));
    if has_errors(&checked.diagnostics) {
        return Err(AppError::Refused(checked.diagnostics));
    }
    report::mark(&mut checked.value, &frozen);
    let formats: Vec<&str> = request.formats.iter().map(String::as_str).collect();
    let files = files(&checked.value, &freeze, &frozen, &formats)?;
    Ok(ChartMade {
        measure: measure.id.clone(),
        area: area_name.clone(),
        title: checked.value.description,
        files,
        diagnostics: checked.diagnostics,
        freeze,
    })
}

/// A place by its code or name, or by words that the name of only one force or district has: Hinckley.
fn place(catalogue: &Catalogue, asked: &str) -> Result<Area, AppError> {
    let unknown = match figures::area(catalogue, asked) {
        Ok(area) => return Ok(area),
        Err(unknown) => unknown,
    };
    let wanted: Vec<String> = asked.split_whitespace().map(str::to_lowercase).collect();
    let has = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        !wanted.is_empty() && wanted.iter().all(|word| words.contains(word))
    };
    let forces = catalogue.police_areas().map(|force| (&force.area, &force.name));
    let districts = catalogue.police_areas().flat_map(|force| catalogue.districts_of(&force.area));
    let all = forces.chain(districts.map(|district| (&district.area, &district.name)));
    let found: Vec<(&Area, &String)> = all.filter(|(_, name)| has(name)).collect();
    match found.as_slice() {
        [] => Err(unknown),
        [(area, _)] => Ok((*area).clone()),
        several => {
            let areas = several.iter().map(|(area, name)| (area.code.clone(), (*name).clone()));
            Err(AppError::SeveralAreas { asked: asked.to_owned(), areas: areas.collect() })
        }
    }
}

/// The measure that is meant: by its id, by its name, by words that no other measure held for the area
/// has.
fn measure<'f>(frozen: &'f Frozen, asked: &str, area: &Area) -> Result<&'f Measure, AppError> {
    let catalogue = &frozen.catalogue;
    let exact = catalogue.measures().find(|m| m.id.as_str().eq_ignore_ascii_case(asked.trim()));
    if let Some(measure) = exact {
        return Ok(measure);
    }
    let fitting = with_words(catalogue, asked);
    let held = |measure: &&&Measure| {
        frozen.held().any(|key| key.measure == measure.id && key.area == *area)
    };
    let here: Vec<&Measure> = fitting.iter().filter(held).copied().collect();
    let called = |measure: &&&Measure| {
        let names = [&measure.name, &measure.short_name];
        names.iter().any(|name| name.eq_ignore_ascii_case(asked.trim()))
    };
    let named: Vec<&Measure> = here.iter().filter(called).copied().collect();
    match (named.as_slice(), here.as_slice(), fitting.as_slice()) {
        ([only], ..) | ([], [only], _) | ([], [], [only]) => Ok(only),
        ([], [], []) => Err(AppError::NotCatalogued { what: "measure", value: asked.to_owned() }),
        ([], [], several) | ([], several, _) | (several, ..) => {
            let measures = several.iter().map(|m| (m.id.to_string(), m.name.clone())).collect();
            Err(AppError::SeveralMeasures { asked: asked.to_owned(), measures })
        }
    }
}

/// Measures with all these words in their id, name, definition or theme, as `catalogue list measures`
/// finds them.
fn with_words<'c>(catalogue: &'c Catalogue, asked: &str) -> Vec<&'c Measure> {
    let words: Vec<String> = asked.split_whitespace().map(str::to_lowercase).collect();
    let fits = |measure: &&Measure| {
        let Measure { id, name, definition, theme, .. } = measure;
        let definition = definition.as_deref().unwrap_or_default();
        let all = format!("{id} {name} {definition} {theme}").to_lowercase();
        words.iter().all(|word| all.contains(word.as_str()))
    };
    catalogue.measures().filter(fits).collect()
}

/// What is shown.
struct Series {
    of: ObservationKey,
    periods: Vec<Period>,
    note: Option<String>,
}

/// The finest series held that reaches farthest: months before quarters before years, one source.
fn series(
    frozen: &Frozen,
    measure: &Measure,
    area: &Area,
    request: &ChartRequest,
) -> Option<Series> {
    let within = |key: &&ObservationKey| {
        key.measure == measure.id
            && key.area == *area
            && key.breakdown.is_total()
            && key.age.is_none()
            && key.definition == measure.definition_version
            && request.to.is_none_or(|to| key.period.end() <= to.end())
            && request.from.is_none_or(|from| key.period.start() >= from.start())
    };
    let held: Vec<&ObservationKey> = frozen.held().filter(within).collect();
    let best = held.iter().min_by_key(|key| {
        (fineness(key.period.kind()), std::cmp::Reverse(key.period.end()), &key.source)
    })?;
    let (source, kind): (&SourceId, PeriodKind) = (&best.source, best.period.kind());
    let mut periods: Vec<Period> = held
        .iter()
        .filter(|key| key.source == *source && key.period.kind() == kind)
        .map(|key| key.period)
        .collect();
    periods.sort_by_key(|period| (period.end(), period.start()));
    periods.dedup();
    let (first, last) = (*periods.first()?, *periods.last()?);
    let years = request.years.unwrap_or(YEARS);
    let mut note = None;
    if request.from.is_none() || request.years.is_some() {
        let before = last.years_earlier(i32::from(years));
        if first.end() > before.end() && request.years.is_some() && first != last {
            let label = first.label();
            note = Some(format!("{years} years were asked for; this is held from {label}."));
        }
        periods.retain(|period| period.end() > before.end());
    }
    if kind == PeriodKind::Month {
        // A month that is not held is a gap, not left out.
        let stretch = Period::new(periods.first()?.start(), last.end()).ok()?;
        periods = stretch.months().collect();
    }
    Some(Series { of: (*best).clone(), periods, note })
}

fn fineness(kind: PeriodKind) -> u8 {
    match kind {
        PeriodKind::Month => 0,
        PeriodKind::Quarter => 1,
        PeriodKind::FinancialYear => 2,
        PeriodKind::RollingYear => 3,
        PeriodKind::Other => 4,
    }
}

/// The last twelve months, or the last period of what cannot be added up, against those a year before.
fn compared(
    frozen: &Frozen,
    measure: &Measure,
    series: &Series,
    settings: &Settings,
) -> Result<(Comparison, [Period; 2]), AppError> {
    let last = series.periods.last().copied().unwrap_or(series.of.period);
    let counted = measure.unit.as_ref().is_some_and(|unit| unit.as_str() == "count");
    let period = match (last.kind(), counted) {
        (PeriodKind::Month | PeriodKind::Quarter, true) => Period::rolling_year_to(last.end()),
        (PeriodKind::Month | PeriodKind::Quarter, false)
        | (PeriodKind::FinancialYear | PeriodKind::RollingYear | PeriodKind::Other, _) => last,
    };
    let question = Question {
        measure: measure.id.clone(),
        area: series.of.area.clone(),
        breakdown: Breakdown::total(),
        period,
        with: period.years_earlier(1),
        group: None,
        population: settings.population.parse()?,
    };
    let answers = frozen.compare(&question);
    let own = answers.into_iter().find(|one| one.source == series.of.source);
    let nothing = Comparison {
        source: series.of.source.clone(),
        monthly: false,
        lines: vec![],
        verdict: None,
        apart: None,
    };
    Ok((own.unwrap_or(nothing), [question.period, question.with]))
}

fn files(
    document: &Document,
    freeze: &Freeze,
    frozen: &Frozen,
    formats: &[&str],
) -> Result<Vec<Made>, AppError> {
    let name = |format: &str| format!("{}.{format}", document.id);
    let mut files = tables::made(&document.id, freeze, formats, (document, frozen))?;
    if formats.contains(&"html") {
        let html = render::html::emit(document, &HtmlOptions::default());
        files.push(Made { name: name("html"), bytes: html.into_bytes() });
    }
    if formats.contains(&"pdf") {
        let options = render::pdf::PdfOptions { created: freeze.made_at };
        files.push(Made { name: name("pdf"), bytes: render::pdf::emit(document, &options)? });
    }
    if let Some(chart) = chart_of(document).filter(|_| DRAWN.iter().any(|f| formats.contains(f))) {
        let drawn = render::svg::alone(chart, &foot(document, chart));
        if formats.contains(&"png") {
            let picture = render::office::picture::picture(&document.id, &drawn, SCALE)?;
            files.push(Made { name: name("png"), bytes: picture.png });
        }
        if formats.contains(&"svg") {
            files.push(Made { name: name("svg"), bytes: drawn.into_bytes() });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn chart_of(document: &Document) -> Option<&Chart> {
    let mut blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks.find_map(|block| match block {
        Block::Chart(chart) => Some(chart.as_ref()),
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Terms(_)
        | Block::KeyFigures(_)
        | Block::Verdicts(_)
        | Block::Table(_)
        | Block::ChartRow(_)
        | Block::Note(..) => None,
    })
}

/// What stands under a chart that leaves its paper.
fn foot(document: &Document, chart: &Chart) -> Vec<String> {
    let mut lines = vec![format!("Source: {}", render::tidy::words(&chart.data.source))];
    lines.extend(chart.data.notes.iter().map(render::tidy::words));
    lines.push(format!("{}. {}", document.body, document.freeze_statement));
    lines.push(document.marking.clone());
    lines
}
