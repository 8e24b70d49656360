//! Checks on month factors.

use std::collections::BTreeSet;

use domain::diagnostic::Location;

use crate::catalogue::Catalogue;
use crate::codes;
use crate::problems::Problems;

/// Factors written with four digits may miss a mean of 1 by so much.
const ROUNDED: f64 = 1e-3;

pub(super) fn factors_average_one(catalogue: &Catalogue, problems: &Problems) {
    for factors in catalogue.factors.values() {
        let mean = factors.factors.iter().sum::<f64>() / 12.0;
        if (mean - 1.0).abs() > ROUNDED {
            let at = Location::line(&factors.file, factors.line);
            let message = format!("the mean of the twelve factors is {mean:.4}, not 1");
            problems.error(&codes::WRONG_TOTAL, at, message);
        }
    }
}

pub(super) fn seasons_name_what_is_declared(catalogue: &Catalogue, problems: &Problems) {
    for season in &catalogue.seasons {
        let (id, source) = (&season.value.id, &season.value.source);
        if catalogue.source(source).is_none() {
            let message = format!("there is no source `{source}`");
            problems.error(&codes::UNKNOWN_SOURCE, season.at("source"), message);
        }
        if season.file != format!("seasons/{id}.toml") {
            let message = format!("the season `{id}` should stand in seasons/{id}.toml");
            problems.error(&codes::MISNAMED_FILE, season.at("id"), message);
        }
    }
    // Each unknown name once, at the first line that has it.
    let (mut seasons, mut measures, mut forces) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for ((season, measure, without), factors) in &catalogue.factors {
        let at = || Location::line(&factors.file, factors.line);
        if catalogue.season(season).is_none() && seasons.insert(season) {
            let message = format!("there is no seasons/{season}.toml to say what these rest on");
            problems.error(&codes::MISPLACED_FILE, at(), message);
        }
        if catalogue.measure(measure).is_none() && measures.insert(measure) {
            let message = format!("there is no measure `{measure}`");
            problems.error(&codes::UNKNOWN_MEASURE, at().in_column("measure"), message);
        }
        let unknown = without.as_ref().filter(|c| catalogue.police_area_by_code(c).is_none());
        if let Some(code) = unknown.filter(|code| forces.insert(*code)) {
            let message = format!("{code} is not a declared police area");
            problems.error(&codes::UNKNOWN_FORCE, at().in_column("without"), message);
        }
    }
}
