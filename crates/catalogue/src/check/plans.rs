//! Checks on plans.

use std::collections::BTreeSet;

use domain::plan::PoliceAndCrimePlan;

use crate::catalogue::Catalogue;
use crate::codes;
use crate::problems::{Placed, Problems};

pub(super) fn parts_of_plans_fit_together(catalogue: &Catalogue, problems: &Problems) {
    for plan in &catalogue.plans {
        priorities_stand_under_themes(plan, problems);
        shared_priorities_exist(plan, problems);
    }
}

fn priorities_stand_under_themes(plan: &Placed<PoliceAndCrimePlan>, problems: &Problems) {
    let mut themes = BTreeSet::new();
    for theme in &plan.value.themes {
        if !themes.insert(&theme.id) {
            let message = format!("two themes have the id `{}`", theme.id);
            problems.error(&codes::DUPLICATE_ID, plan.at("themes"), message);
        }
    }
    let mut numbers = BTreeSet::new();
    for priority in &plan.value.priorities {
        let number = priority.number;
        let at = || plan.at(&format!("priority {number}"));
        if !numbers.insert(number) {
            let message = format!("two priorities have the number {number}");
            problems.error(&codes::DUPLICATE_ID, at(), message);
        }
        if let Some(theme) = priority.theme.as_ref().filter(|t| !themes.contains(t)) {
            let message =
                format!("priority {number} stands under `{theme}`, which is no theme here");
            problems.error(&codes::UNKNOWN_PART_OF_PLAN, at(), message);
        }
    }
}

fn shared_priorities_exist(plan: &Placed<PoliceAndCrimePlan>, problems: &Problems) {
    for (n, shared) in plan.value.shared.iter().enumerate() {
        let own = |number| plan.value.priorities.iter().any(|p| p.number == number);
        for number in shared.priorities.iter().filter(|number| !own(**number)) {
            let message = format!("measures are shared by priority {number}, which is not there");
            let at = plan.at(&format!("shared {n}"));
            problems.error(&codes::UNKNOWN_PART_OF_PLAN, at, message);
        }
    }
}

pub(super) fn planned_measures_are_complete(catalogue: &Catalogue, problems: &Problems) {
    for plan in &catalogue.plans {
        for (n, link) in plan.value.measures().enumerate() {
            let at = plan.at(&format!("use {n} measure"));
            let Some(measure) = catalogue.measure(&link.measure) else {
                let message = format!("there is no measure `{}`", link.measure);
                problems.error(&codes::UNKNOWN_MEASURE, at, message);
                continue;
            };
            if !measure.unwritten.is_empty() {
                let open = measure.unwritten.join(", ");
                let message = format!("{} leaves unwritten: {open}", measure.file);
                problems.error(&codes::INCOMPLETE_MEASURE, at.clone(), message);
            }
            if !measure.sources.is_empty() && !measure.sources.contains(&link.headline_source) {
                let (id, source) = (&measure.id, &link.headline_source);
                let message = format!("{id} is not fed by `{source}`");
                problems.error(&codes::UNKNOWN_SOURCE, at, message);
            }
        }
    }
}
