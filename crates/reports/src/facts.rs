//! What data for programs says of a paper's figures beside the paper: names, units, fractions,
//! licence. Everything is asked of the edition, through its gate.

use analysis::frozen::Frozen;
use catalogue::WiderKind;
use document::Document;
use document::facts::{AreaFacts, Facts, MeasureFacts, SourceFacts};
use domain::area::Area;
use domain::figure::{Base, Derivation, Figure, FigureKey};
use domain::ids::SourceId;

/// The licence of what public bodies publish, by its address.
const OPEN_GOVERNMENT_LICENCE: &str =
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

/// Gathers them for every figure of a paper.
pub fn facts(frozen: &Frozen, document: &Document) -> Facts {
    let mut facts = Facts { as_at: frozen.id.as_at.to_string(), ..Facts::default() };
    for figure in document.figures() {
        let of = &figure.id.key.of;
        facts.measures.entry(of.measure.clone()).or_insert_with(|| {
            let measure = frozen.catalogue.measure(&of.measure);
            let unit = measure.and_then(|measure| measure.unit.as_ref());
            MeasureFacts {
                name: measure.map_or_else(|| of.measure.to_string(), |m| m.name.clone()),
                unit: unit.map(ToString::to_string).unwrap_or_default(),
            }
        });
        facts.areas.entry(of.area.code.clone()).or_insert_with(|| AreaFacts {
            name: crate::explanation::place_name(frozen, &of.area),
            level: level(frozen, &of.area).to_owned(),
        });
        facts.sources.entry(of.source.clone()).or_insert_with(|| source(frozen, &of.source));
        if let Some(fraction) = fraction(frozen, figure) {
            facts.fractions.insert(figure.id.key.clone(), fraction);
        }
    }
    facts.licence = licence(frozen, &facts);
    facts
}

fn level(frozen: &Frozen, area: &Area) -> &'static str {
    let catalogue = &frozen.catalogue;
    let wider = || catalogue.wider_areas().find(|wider| wider.area.code == area.code);
    match wider().map(|wider| wider.kind) {
        _ if catalogue.police_area_by_code(&area.code).is_some() => "police-force-area",
        _ if catalogue.district(&area.code).is_some() => "district",
        _ if catalogue.partnership(&area.code).is_some() => "community-safety-partnership",
        Some(WiderKind::Nation) => "nation",
        Some(WiderKind::Region) => "region",
        Some(WiderKind::Body) => "body",
        None => "",
    }
}

/// Its name, when its newest file here was published, what to print of it.
pub(crate) fn source(frozen: &Frozen, id: &SourceId) -> SourceFacts {
    let source = frozen.catalogue.source(id);
    let releases = frozen.releases().iter().map(|supplied| &supplied.release);
    let dated = releases.filter(|one| one.source == *id && one.vintage.sort_day().is_some());
    let newest = dated.map(|release| release.vintage).max_by(|a, b| a.compare(*b));
    SourceFacts {
        name: source.map_or_else(|| id.to_string(), |source| source.name.clone()),
        published: newest.map(|vintage| vintage.label()).unwrap_or_default(),
        attribution: source.map(|source| source.attribution.clone()).unwrap_or_default(),
    }
}

/// What stands above and below the line. Both come through the gate: where one of them may not be
/// shown, it is its symbol.
fn fraction(frozen: &Frozen, figure: &Figure) -> Option<(Figure, Figure)> {
    let FigureKey { of, by } = &figure.id.key;
    // What is missing has no fraction.
    figure.to_f64()?;
    let (over, under) = match by {
        Derivation::Rate(_)
        | Derivation::Share(Base::Value | Base::Total)
        | Derivation::PerHundred(..) => {
            let inputs = frozen.evaluate(&figure.id.key).inputs;
            match inputs.as_slice() {
                [over, under] => (over.clone(), under.clone()),
                _ => return None,
            }
        }
        Derivation::Percent(base @ (Base::Value | Base::Total), from) => {
            let mut earlier = of.clone();
            earlier.period = *from;
            let by = if *base == Base::Value { Derivation::Value } else { Derivation::Total };
            let change = FigureKey { of: of.clone(), by: Derivation::Change(*base, *from) };
            (change, FigureKey { of: earlier, by })
        }
        Derivation::Value
        | Derivation::Total
        | Derivation::Districts
        | Derivation::First
        | Derivation::Revision(_)
        | Derivation::Cohort(..)
        | Derivation::CohortChange(..)
        | Derivation::Change(..)
        | Derivation::Percent(Base::First, _)
        | Derivation::Share(Base::First)
        | Derivation::Peers(..)
        | Derivation::Funnel(..)
        | Derivation::Chart(..)
        | Derivation::LastMonth(..)
        | Derivation::Factor(_)
        | Derivation::Adjusted(_)
        | Derivation::AnnualTest(..)
        | Derivation::SeasonalStep(_) => return None,
    };
    let shown = |key: FigureKey| frozen.figure(key.of, key.by);
    Some((shown(over), shown(under)))
}

/// One licence for all, only where every source has published its figures under it.
fn licence(frozen: &Frozen, facts: &Facts) -> Option<String> {
    let open = |id: &SourceId| {
        let source = frozen.catalogue.source(id);
        frozen.gate().is_published(id)
            && source
                .is_some_and(|source| source.licence.starts_with("Open Government Licence v3.0"))
    };
    let all = !facts.sources.is_empty() && facts.sources.keys().all(open);
    all.then(|| OPEN_GOVERNMENT_LICENCE.to_owned())
}
