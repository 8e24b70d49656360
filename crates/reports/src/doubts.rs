//! Figures in doubt, in words: what is asked of the office, and what it answered.

use analysis::doubt::{Doubt, Why};
use catalogue::Catalogue;
use domain::answer::{Answer, Question, Ruling};

use crate::sentences::grouped;

/// What is asked: "Dyfed-Powys, All crime (police.uk), January 2024: 1,187 where 3,500 is usual;
/// every figure of the file is in question".
pub fn asked(catalogue: &Catalogue, doubt: &Doubt) -> String {
    let end = if doubt.whole { "; every figure of the file is in question" } else { "" };
    format!("{}: {}{end}", subject(catalogue, &doubt.question), odd(doubt))
}

/// What a question is about: "Kent, Burglary, December 2018 (police.uk)".
pub fn subject(catalogue: &Catalogue, question: &Question) -> String {
    let Question { measure, source, area, period, .. } = question;
    let name = catalogue.measure(measure).map(|measure| measure.short_name.clone());
    let name = name.unwrap_or_else(|| measure.to_string());
    let short = catalogue.source(source).map(|source| source.short_name.clone());
    let short = short.unwrap_or_else(|| source.to_string());
    let force = catalogue.police_area_by_code(&area.code).map(|force| force.name.clone());
    let place = force.unwrap_or_else(|| area.code.clone());
    // Names such as "All crime (police.uk)" say their source themselves.
    let from = if name.contains(&short) { String::new() } else { format!(" ({short})") };
    format!("{place}, {name}, {}{from}", period.label())
}

/// What is implausible about it: "1,187 where 3,500 is usual".
pub fn odd(doubt: &Doubt) -> String {
    let count = number(doubt.question.count);
    match &doubt.why {
        Why::Unusual { count: usual, period } => {
            format!("{count} where {} is usual, as in {}", number(*usual), period.label())
        }
        Why::Handful(fewest) => {
            format!("{count}, and no whole month of a force has fewer than {fewest}")
        }
        Why::PerResident { people, plausible } => {
            let rate = per_1000(doubt.question.count, *people);
            let [low, high] = plausible.map(|n| per_1000(i64::from(n), 10_000));
            format!("{count}, {rate} per 1,000 residents; between {low} and {high} is plausible")
        }
        Why::Revised { before, earlier, later } => format!(
            "{count} in {}, published {}, where {}, published {}, gave {}",
            later.name,
            later.vintage.label(),
            earlier.name,
            earlier.vintage.label(),
            number(*before)
        ),
    }
}

/// What the office says: "Wrong, so they are left out. Rows were lost. Local operator, 2 November
/// 2026 at 09:05 UTC."
pub fn answered(answer: &Answer) -> String {
    let because = answer.because.trim();
    let stop = if because.ends_with(['.', '!', '?']) { "" } else { "." };
    let (by, at) = (&answer.by, answer.at.label());
    format!("{}: {because}{stop} ({by}, {at} UTC)", ruling(answer.ruling))
}

fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Right => "Answered right, so it stands",
        Ruling::Wrong => "Answered wrong, so it is left out [x]",
    }
}

fn number(count: i64) -> String {
    grouped(count.unsigned_abs())
}

/// Rounded half up to one decimal; counts are never negative.
fn per_1000(count: i64, people: i64) -> String {
    let people = i128::from(people.max(1));
    let tenths = (i128::from(count) * 20_000 + people) / (2 * people);
    format!("{}.{}", tenths / 10, tenths % 10)
}
