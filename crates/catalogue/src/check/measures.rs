//! Checks on measures and sources.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::Slug;

use crate::catalogue::Catalogue;
use crate::codes;
use crate::measure::{line_of_label, needs_denominator};
use crate::problems::{Placed, Problems};
use crate::spelling::folded;

pub(super) fn ids_are_unique_and_name_their_files(catalogue: &Catalogue, problems: &Problems) {
    unique(&catalogue.measures, |m| m.id.to_string(), problems);
    unique(&catalogue.sources, |s| s.id.to_string(), problems);
    unique(&catalogue.groups, |g| g.id.to_string(), problems);
    unique(&catalogue.plans, |p| p.id.to_string(), problems);
    unique(&catalogue.mappings, |m| m.id.to_string(), problems);
    unique_codes(&catalogue.police_areas, |a| &a.area.code, problems);
    unique_codes(&catalogue.districts, |d| &d.area.code, problems);
    unique_codes(&catalogue.wider_areas, |w| &w.area.code, problems);
    unique_codes(&catalogue.partnerships, |p| &p.area.code, problems);
}

/// Things with a file each.
fn unique<T>(list: &[Placed<T>], id: impl Fn(&T) -> String, problems: &Problems) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for item in list {
        let id = id(&item.value);
        // A plan of several files is named by its folder.
        let file = item.file.strip_suffix("/plan.toml");
        let file = file.map_or(item.file.clone(), |folder| format!("{folder}.toml"));
        let name = file.rsplit('/').next().unwrap_or_default();
        if name != format!("{id}.toml") {
            let message = format!("`{id}` stands in a file called {name}");
            problems.error(&codes::MISNAMED_FILE, item.at("id"), message);
        }
        if let Some(first) = seen.get(&id) {
            let message = format!("`{id}` is already the id of {first}");
            problems.error(&codes::DUPLICATE_ID, item.at("id"), message);
        }
        seen.entry(id).or_insert(&item.file);
    }
}

/// Things with a line each.
fn unique_codes<T>(list: &[Placed<T>], code: impl Fn(&T) -> &String, problems: &Problems) {
    let mut seen = BTreeMap::new();
    for item in list {
        let code = code(&item.value);
        if let Some(first) = seen.get(code) {
            let message = format!("{code} already stands on line {first}");
            problems.error(&codes::DUPLICATE_ID, item.at("code"), message);
        }
        seen.entry(code).or_insert(item.line);
    }
}

pub(super) fn labels_are_unique_within_a_source(catalogue: &Catalogue, problems: &Problems) {
    let mut seen = BTreeMap::new();
    for measure in &catalogue.measures {
        for (source, label) in &measure.value.labels {
            let first = *seen.entry((source, folded(label))).or_insert(&measure.value.id);
            if *first != measure.value.id {
                let message = format!("`{label}` of {source} already names {first}");
                let at = measure.at(&line_of_label(source, label));
                problems.error(&codes::DUPLICATE_LABEL, at, message);
            }
        }
    }
}

pub(super) fn named_sources_exist(catalogue: &Catalogue, problems: &Problems) {
    for measure in &catalogue.measures {
        for source in &measure.value.sources {
            if catalogue.source(source).is_none() {
                let message = format!("there is no source `{source}`");
                problems.error(&codes::UNKNOWN_SOURCE, measure.at("sources"), message);
            }
        }
        for (source, label) in &measure.value.labels {
            if !measure.value.sources.contains(source) {
                let at = measure.at(&line_of_label(source, label));
                let message = format!("`{source}` has a label but is not among the sources");
                problems.error(&codes::UNKNOWN_SOURCE, at, message);
            }
        }
    }
    for plan in &catalogue.plans {
        for (n, link) in plan.value.measures().enumerate() {
            let source = &link.headline_source;
            if catalogue.source(source).is_none() {
                let message = format!("there is no source `{source}`");
                let at = plan.at(&format!("use {n} headline-source"));
                problems.error(&codes::UNKNOWN_SOURCE, at, message);
            }
        }
    }
}

pub(super) fn rates_have_denominators(catalogue: &Catalogue, problems: &Problems) {
    for measure in &catalogue.measures {
        let (unit, denominator) = (&measure.value.unit, &measure.value.denominator);
        if let (Some(unit), true, None) = (unit, needs_denominator(unit.as_ref()), denominator) {
            let message = format!("{} is a `{unit}` without a denominator", measure.value.id);
            let at = measure.at("unit");
            problems.error(&codes::RATE_WITHOUT_DENOMINATOR, at, message);
        }
    }
}

pub(super) fn words_are_of_the_vocabulary(catalogue: &Catalogue, problems: &Problems) {
    let words = &catalogue.words;
    for placed in &catalogue.measures {
        let measure = &placed.value;
        let check = |field: &str, used: &[&str], known: &BTreeSet<String>| {
            for word in used.iter().filter(|word| !known.contains(**word)) {
                let known: Vec<_> = known.iter().map(String::as_str).collect();
                let message = format!("`{word}` is none of: {}", known.join(", "));
                let at = placed.at(field).in_column(field);
                problems.error(&codes::UNKNOWN_WORD, at, message);
            }
        };
        check("unit", &texts(measure.unit.iter()), &words.units);
        check("frequency", &texts(measure.frequency.iter()), &words.frequencies);
        check("levels", &texts(measure.levels.iter()), &words.levels);
        check("breakdowns", &texts(measure.breakdowns.iter()), &words.breakdowns);
        let evidence: Vec<_> = measure.evidence.iter().map(String::as_str).collect();
        check("evidence", &evidence, &words.evidence);
    }
}

fn texts<'a>(slugs: impl Iterator<Item = &'a Slug>) -> Vec<&'a str> {
    slugs.map(Slug::as_str).collect()
}

pub(super) fn wholes_of_sources_are_declared(catalogue: &Catalogue, problems: &Problems) {
    for placed in &catalogue.sources {
        let source = &placed.value;
        let whole = source.watch.whole.as_ref();
        if let Some(measure) = whole.filter(|measure| catalogue.measure(measure).is_none()) {
            let message =
                format!("the whole of `{}` is `{measure}`, which is not declared", source.id);
            problems.error(&codes::UNKNOWN_MEASURE, placed.at("whole"), message);
        }
    }
}
