//! Checks on places, people and groups.

use std::collections::BTreeMap;

use domain::diagnostic::Location;

use crate::area::OtherName;
use crate::catalogue::Catalogue;
use crate::codes;
use crate::problems::{Placed, Problems};
use crate::spelling::folded;

pub(super) fn districts_have_populations(catalogue: &Catalogue, problems: &Problems) {
    for (vintage, rows) in &catalogue.populations {
        for district in &catalogue.districts {
            let (code, name) = (&district.value.area.code, &district.value.name);
            if !rows.contains_key(code) {
                let message = format!("{code} {name} has no line in populations/{vintage}.csv");
                problems.error(&codes::MISSING_POPULATION, district.at("code"), message);
            }
        }
        for (code, row) in rows {
            if catalogue.district(code).is_none() {
                let message = format!("{code} is not a declared district");
                let at = Location::line(&row.file, row.line);
                problems.error(&codes::UNKNOWN_DISTRICT, at, message);
            }
        }
    }
}

pub(super) fn districts_lie_in_known_forces(catalogue: &Catalogue, problems: &Problems) {
    for district in &catalogue.districts {
        let force = &district.value.police_area;
        let known = catalogue.police_area_by_code(&force.code);
        if known.is_none_or(|known| known.area != *force) {
            let name = &district.value.name;
            let message = format!("{name} lies in {force}, which is not a declared police area");
            problems.error(&codes::UNKNOWN_FORCE, district.at("police_area"), message);
        }
    }
}

pub(super) fn partnerships_lie_in_known_forces(catalogue: &Catalogue, problems: &Problems) {
    for partnership in &catalogue.partnerships {
        let force = &partnership.value.police_area;
        let known = catalogue.police_area_by_code(&force.code);
        if known.is_none_or(|known| known.area != *force) {
            let name = &partnership.value.name;
            let message = format!("{name} lies in {force}, which is not a declared police area");
            problems.error(&codes::UNKNOWN_FORCE, partnership.at("police_area"), message);
        }
    }
}

pub(super) fn group_members_are_distinct(catalogue: &Catalogue, problems: &Problems) {
    for group in &catalogue.groups {
        let members: Vec<_> = group.value.members().collect();
        for (n, peer) in group.value.peers.iter().enumerate() {
            // The force stands before its peers, so the members before peer n are n + 1.
            if members.iter().take(n + 1).any(|member| *member == peer) {
                let message = format!("{peer} is named already");
                let at = group.at(&format!("peer {n}"));
                problems.error(&codes::REPEATED_MEMBER, at, message);
            }
        }
    }
}

pub(super) fn names_are_unambiguous(catalogue: &Catalogue, problems: &Problems) {
    for alias in &catalogue.aliases {
        let OtherName { name, code } = &alias.value;
        if catalogue.police_area_by_code(code).is_none() {
            let message = format!("`{name}` should mean {code}, which is not declared");
            problems.error(&codes::UNKNOWN_FORCE, alias.at("code"), message);
        }
    }
    for other in &catalogue.district_names {
        let OtherName { name, code } = &other.value;
        if catalogue.district(code).is_none() {
            let message = format!("`{name}` should mean {code}, which is not declared");
            problems.error(&codes::UNKNOWN_DISTRICT, other.at("code"), message);
        }
    }
    let forces = catalogue.police_areas.iter().flat_map(|force| {
        let value = &force.value;
        let names = [&value.name, &value.police_uk_id, &value.police_uk_name];
        names.map(|name| (name.as_str(), value.area.code.as_str(), force.at("name")))
    });
    one_meaning(forces.chain(others(&catalogue.aliases)), problems);
    // A region may share its name with a force, but not with another region or body.
    let wider = catalogue.wider_areas.iter().flat_map(|wide| {
        let value = &wide.value;
        let names = std::iter::once(&value.name).chain(&value.other_names);
        names.map(|name| (name.as_str(), value.area.code.as_str(), wide.at("name")))
    });
    one_meaning(wider, problems);
    let districts = catalogue.districts.iter().map(|district| {
        let value = &district.value;
        (value.name.as_str(), value.area.code.as_str(), district.at("name"))
    });
    one_meaning(districts.chain(others(&catalogue.district_names)), problems);
}

fn others(names: &[Placed<OtherName>]) -> impl Iterator<Item = (&str, &str, Location)> {
    names.iter().map(|other| {
        let value = &other.value;
        (value.name.as_str(), value.code.as_str(), other.at("name"))
    })
}

/// Each item is a spelling, the code it means, and where that is said.
fn one_meaning<'a>(
    spellings: impl Iterator<Item = (&'a str, &'a str, Location)>,
    problems: &Problems,
) {
    let mut meanings = BTreeMap::new();
    for (name, code, at) in spellings {
        let meant = *meanings.entry(folded(name)).or_insert(code);
        if meant != code {
            let message = format!("`{name}` means {code} here and {meant} elsewhere");
            problems.error(&codes::DUPLICATE_ID, at, message);
        }
    }
}

pub(super) fn populations_sum_to_the_published_total(catalogue: &Catalogue, problems: &Problems) {
    for total in &catalogue.totals {
        let (vintage, published) = (&total.value.vintage, total.value.people);
        let rows = catalogue.populations.get(vintage);
        let sum: i64 = rows.map_or(0, |rows| rows.values().map(|row| row.people).sum());
        if sum != published {
            let what = &total.value.what;
            let message = format!(
                "populations/{vintage}.csv sums to {sum}, not to the {published} published ({what})"
            );
            problems.error(&codes::WRONG_TOTAL, total.at("all_ages"), message);
        }
    }
}
