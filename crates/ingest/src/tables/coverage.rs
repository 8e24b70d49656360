//! Totals that leave somebody out: `ENGLAND AND WALES (exc. BTP)`, or a sheet of
//! `England and Wales (excluding Greater Manchester Police)`.
//!
//! Such a total is another figure than the whole, so it is held under the dimension `coverage`.

use domain::breakdown::Breakdown;
use domain::ids::Slug;

use crate::reading::Reading;

/// The dimension that says what a total leaves out or adds.
pub(crate) const DIMENSION: &str = "coverage";

/// Who is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excluding {
    /// `excluding-greater-manchester`.
    pub(crate) slug: Slug,
    /// Code of the area or body.
    pub(crate) code: String,
    /// The region the force lies in, if it is a force.
    pub(crate) region: Option<String>,
}

/// What a total holds beside the police forces of its area: railway police, secondments.
const OTHER_BODIES: &str = "including-other-bodies";

/// Totals of workforce tables, which name no area: `Total 43 forces`, `Total`.
fn of_all_forces(name: &str) -> Option<Option<Excluding>> {
    match name.trim().to_lowercase().as_str() {
        "43 forces" => Some(None),
        "total" => Some(Some(Excluding {
            slug: Slug::of(OTHER_BODIES),
            code: String::new(),
            region: None,
        })),
        _ => None,
    }
}

/// Whether a total is said to hold other bodies too.
pub(crate) fn includes_bodies(excluding: Option<&Excluding>) -> bool {
    excluding.is_some_and(|e| e.slug.as_str() == OTHER_BODIES)
}

/// A name without what stands in brackets behind it, and who that leaves out. Brackets that say
/// who is included are taken off too: a total includes everybody unless it says otherwise.
pub(crate) fn of(name: &str, reading: &Reading<'_>) -> (String, Option<Excluding>) {
    if let Some(total) = of_all_forces(name) {
        return ("England and Wales".to_owned(), total);
    }
    let Some((base, rest)) = name.split_once('(') else {
        return (name.trim().to_owned(), None);
    };
    let inside = rest.split(')').next().unwrap_or_default().trim();
    let (word, who) = inside.split_once(' ').unwrap_or((inside, ""));
    let word = word.to_lowercase();
    // Digits alone are footnotes: `British Transport Police(2006)`.
    let notes = inside.chars().all(|c| c.is_ascii_digit() || c == ',' || c == ' ');
    if word.starts_with("inc") || notes {
        return (base.trim().to_owned(), None);
    }
    if !word.starts_with("exc") {
        return (name.trim().to_owned(), None);
    }
    let excluding = left_out(who, reading);
    match excluding {
        Some(_) => (base.trim().to_owned(), excluding),
        None => (name.trim().to_owned(), None),
    }
}

fn left_out(who: &str, reading: &Reading<'_>) -> Option<Excluding> {
    let who = who.trim();
    let plain = who.trim_end_matches("Police").trim();
    let slug = |name: &str| Slug::of(&format!("excluding {name}"));
    let forces = reading.catalogue;
    if let Some(force) = forces.police_area(who).or_else(|| forces.police_area(plain)) {
        return Some(Excluding {
            slug: slug(&force.name),
            code: force.area.code.clone(),
            region: Some(force.region.clone()),
        });
    }
    let body = forces.wider_area(who)?;
    Some(Excluding { slug: slug(&body.name), code: body.area.code.clone(), region: None })
}

/// A breakdown, and within it what a total leaves out.
pub(crate) fn within(breakdown: &Breakdown, excluding: Option<&Slug>) -> Breakdown {
    let Some(excluding) = excluding else {
        return breakdown.clone();
    };
    join(breakdown, DIMENSION, excluding)
}

/// A breakdown cut further by one value of one more dimension.
pub(crate) fn join(breakdown: &Breakdown, dimension: &str, value: &Slug) -> Breakdown {
    let more = format!("{dimension}.{value}");
    let text = if breakdown.is_total() { more } else { format!("{breakdown}+{more}") };
    // Both parts were breakdowns already, so their sum reads as one.
    text.parse().unwrap_or_else(|_| breakdown.clone())
}
