//! The disclosure policy in words, for those who keep it.

use analysis::disclosure::{Method, Policy, Treatment};
use catalogue::Catalogue;
use domain::ids::MeasureId;

/// The rules of a catalogue, each with what it says.
pub fn rules(catalogue: &Catalogue) -> Vec<(String, String)> {
    let policy = Policy::of(catalogue);
    let (low, high) = policy.small;
    let method = match policy.method {
        Method::Suppress => "small counts and what would give them away are withheld",
        Method::RoundTo5 => "every count is rounded to the nearest five",
    };
    let roles: Vec<String> = policy.roles().into_iter().map(ToString::to_string).collect();
    let mut rules = vec![
        ("small".to_owned(), format!("{low} to {high}")),
        ("method".to_owned(), method.to_owned()),
        ("lone-class-up-to".to_owned(), policy.lone_class_up_to.to_string()),
        ("marking".to_owned(), policy.marking.to_string()),
        ("readers".to_owned(), roles.join(", ")),
    ];
    for sum in &policy.sums {
        let parts: Vec<String> = sum.parts.iter().map(ToString::to_string).collect();
        rules.push((format!("sum {}", sum.whole), parts.join(", ")));
    }
    for (measure, marking) in &policy.markings {
        rules.push((format!("marked {measure}"), marking.to_string()));
    }
    rules
}

/// How each measure leaves the office, where its source has not published it.
pub fn handling(catalogue: &Catalogue) -> impl Fn(&MeasureId) -> &'static str {
    let policy = Policy::of(catalogue);
    move |measure| match policy.treatments.get(measure) {
        Some(Treatment::Open) => "open",
        Some(Treatment::Restricted) => "tracked, not cited",
        Some(Treatment::Protected) | None => "small counts protected",
    }
}
