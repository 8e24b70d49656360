//! Checks on frameworks: what a plan says beside its commitments.

use std::collections::{BTreeMap, BTreeSet};

use domain::diagnostic::{Diagnostic, Location};
use domain::ids::{MeasureId, Slug};
use domain::plan::PoliceAndCrimePlan;
use domain::plan::counts::counts;
use domain::plan::coverage::{CoverageGap, coverage};
use domain::plan::forum::reporting_cycle;

use crate::catalogue::Catalogue;
use crate::codes;
use crate::problems::{Placed, Problems};
use crate::spelling::folded;

/// A plan and where its parts stand.
struct Framed<'c> {
    plan: &'c Placed<PoliceAndCrimePlan>,
    catalogue: &'c Catalogue,
    problems: &'c Problems,
}

fn each<'c>(
    catalogue: &'c Catalogue,
    problems: &'c Problems,
) -> impl Iterator<Item = Framed<'c>> + use<'c> {
    catalogue.plans.iter().map(move |plan| Framed { plan, catalogue, problems })
}

impl Framed<'_> {
    /// Where a part stands: in a file of the framework, or in the plan's own.
    fn at(&self, part: &str) -> Location {
        let places = self.catalogue.plan_places.get(&self.plan.file);
        let place = places.and_then(|places| places.get(part)).cloned();
        place.unwrap_or_else(|| self.plan.at(part))
    }

    fn unknown(&self, part: &str, what: impl std::fmt::Display) {
        let message = format!("{part} names {what}, which is not there");
        self.problems.error(&codes::UNKNOWN_PART_OF_PLAN, self.at(part), message);
    }

    fn themes(&self, part: &str, themes: &[Slug]) {
        let own = &self.plan.value.themes;
        for id in themes.iter().filter(|id| !own.iter().any(|theme| theme.id == **id)) {
            self.unknown(part, format_args!("theme `{id}`"));
        }
    }

    fn priorities(&self, part: &str, numbers: &[u16]) {
        let own = &self.plan.value.priorities;
        for number in numbers.iter().filter(|n| !own.iter().any(|p| p.number == **n)) {
            self.unknown(part, format_args!("priority {number}"));
        }
    }

    fn forums<'s>(&self, part: &str, forums: impl IntoIterator<Item = &'s Slug>) {
        for id in forums {
            if self.plan.value.framework.forum(id).is_none() {
                self.unknown(part, format_args!("forum `{id}`"));
            }
        }
    }

    fn roles<'s>(&self, part: &str, roles: impl IntoIterator<Item = &'s Slug>) {
        let own = &self.plan.value.framework.roles;
        for id in roles {
            if !own.iter().any(|role| role.id == *id) {
                self.unknown(part, format_args!("role `{id}`"));
            }
        }
    }

    fn measures<'m>(&self, part: &str, measures: impl IntoIterator<Item = &'m MeasureId>) {
        for id in measures {
            if self.catalogue.measure(id).is_none() {
                let message = format!("there is no measure `{id}`");
                self.problems.error(&codes::UNKNOWN_MEASURE, self.at(part), message);
            }
        }
    }
}

pub(super) fn parts_of_frameworks_fit_together(catalogue: &Catalogue, problems: &Problems) {
    for framed in each(catalogue, problems) {
        commitments_fit(&framed);
        forums_and_assurances_fit(&framed);
        data_and_measures_fit(&framed);
        statements_fit(&framed);
        law_is_declared(&framed);
    }
}

/// The law is cited from one table, so that a section cannot be mistaken.
fn law_is_declared(framed: &Framed<'_>) {
    for id in &framed.plan.value.framework.law {
        if framed.catalogue.legal_reference(id).is_none() {
            framed.unknown("law", format_args!("`{id}`"));
        }
    }
}

fn commitments_fit(framed: &Framed<'_>) {
    let plan = &framed.plan.value;
    for priority in &plan.priorities {
        let part = format!("priority {}", priority.number);
        framed.themes(&part, &priority.also_under);
        for id in &priority.outcomes {
            if !plan.outcomes().any(|(_, outcome)| outcome.id == *id) {
                framed.unknown(&part, format_args!("outcome `{id}`"));
            }
        }
    }
}

fn forums_and_assurances_fit(framed: &Framed<'_>) {
    let framework = &framed.plan.value.framework;
    for forum in &framework.forums {
        let part = format!("forum {}", forum.id);
        framed.roles(&part, forum.chair.iter().chain(&forum.members).chain(&forum.refers_to));
        framed.forums(&part, forum.reports_to.iter().chain(&forum.updates));
    }
    for (n, assurance) in framework.assurances.iter().enumerate() {
        let part = format!("assurance {n}");
        framed.themes(&part, &assurance.themes);
        framed.priorities(&part, &assurance.priorities);
        framed.roles(&part, &assurance.by);
        framed.forums(&part, &assurance.forums);
    }
}

fn data_and_measures_fit(framed: &Framed<'_>) {
    let framework = &framed.plan.value.framework;
    for evidence in &framework.evidence {
        let part = format!("evidence {}", evidence.id);
        framed.themes(&part, &evidence.themes);
        framed.priorities(&part, &evidence.priorities);
        framed.measures(&part, &evidence.measures);
        if let Some(id) =
            evidence.source.as_ref().filter(|id| framed.catalogue.source(id).is_none())
        {
            let message = format!("there is no source `{id}`");
            framed.problems.error(&codes::UNKNOWN_SOURCE, framed.at(&part), message);
        }
    }
    for (n, watched) in framework.watched.iter().enumerate() {
        let part = format!("watched {n}");
        framed.themes(&part, &watched.themes);
        framed.measures(&part, [&watched.measure]);
        let fed = framed.catalogue.measure(&watched.measure).map(|measure| &measure.sources);
        if fed.is_some_and(|fed| !fed.contains(&watched.source)) {
            let message = format!("{} is not fed by `{}`", watched.measure, watched.source);
            framed.problems.error(&codes::UNKNOWN_SOURCE, framed.at(&part), message);
        }
        let code = watched.context.as_ref().map(|area| &area.code);
        if let Some(code) = code.filter(|code| framed.catalogue.place_name(code).is_none()) {
            framed.unknown(&part, format_args!("area `{code}`"));
        }
        if watched.themes.is_empty() {
            framed.unknown(&part, "no theme, so that no paper shows it");
        }
    }
    for planned in &framework.planned {
        let part = format!("planned measure {}", planned.id);
        framed.themes(&part, &planned.themes);
        framed.priorities(&part, &planned.priorities);
        framed.measures(&part, &planned.measure);
    }
    for (n, step) in framework.chain.iter().enumerate() {
        let part = format!("chain {n}");
        framed.themes(&part, std::slice::from_ref(&step.theme));
        framed.measures(&part, &step.measures);
    }
    for aligned in &framework.aligned {
        let part = format!("aligned {}", aligned.id);
        for objective in &aligned.objectives {
            framed.themes(&part, &objective.themes);
            framed.priorities(&part, &objective.priorities);
            framed.measures(&part, &objective.measures);
        }
    }
}

fn statements_fit(framed: &Framed<'_>) {
    let statements = &framed.plan.value.framework.statements;
    let first = statements.iter().filter(|s| s.same_as.is_none()).map(|s| &s.id);
    let first: BTreeSet<&Slug> = first.collect();
    for statement in statements {
        let part = format!("statement {}", statement.id);
        framed.priorities(&part, &statement.priorities);
        if let Some(id) = statement.same_as.as_ref().filter(|id| !first.contains(id)) {
            framed.unknown(&part, format_args!("`{id}` as the statement it copies"));
        }
    }
}

pub(super) fn framework_ids_are_unique(catalogue: &Catalogue, problems: &Problems) {
    for framed in each(catalogue, problems) {
        let plan = &framed.plan.value;
        let framework = &plan.framework;
        let mut seen = BTreeSet::new();
        let outcomes = plan.outcomes().map(|(_, outcome)| ("outcome", &outcome.id));
        let roles = framework.roles.iter().map(|role| ("role", &role.id));
        let forums = framework.forums.iter().map(|forum| ("forum", &forum.id));
        let evidence = framework.evidence.iter().map(|evidence| ("evidence", &evidence.id));
        let planned = framework.planned.iter().map(|planned| ("planned measure", &planned.id));
        let aligned = framework.aligned.iter().map(|aligned| ("aligned", &aligned.id));
        let statements = framework.statements.iter().map(|statement| ("statement", &statement.id));
        let all = outcomes.chain(roles).chain(forums).chain(evidence).chain(planned);
        for (kind, id) in all.chain(aligned).chain(statements) {
            if !seen.insert((kind, id)) {
                let part = format!("{kind} {id}");
                let message = format!("the plan has two of: {part}");
                problems.error(&codes::DUPLICATE_ID, framed.at(&part), message);
            }
        }
    }
}

pub(super) fn forums_do_not_report_in_circles(catalogue: &Catalogue, problems: &Problems) {
    for framed in each(catalogue, problems) {
        let Some(ring) = reporting_cycle(&framed.plan.value.framework.forums) else {
            continue;
        };
        if let Some(first) = ring.first() {
            let line: Vec<&str> = ring.iter().chain([first]).map(|id| id.as_str()).collect();
            let message = format!("reporting goes round: {}", line.join(", "));
            problems.error(&codes::REPORTING_CYCLE, framed.at(&format!("forum {first}")), message);
        }
    }
}

pub(super) fn commitments_are_named_once(catalogue: &Catalogue, problems: &Problems) {
    for framed in each(catalogue, problems) {
        let mut titles: BTreeMap<String, u16> = BTreeMap::new();
        for priority in &framed.plan.value.priorities {
            let number = priority.number;
            let at = || framed.plan.at(&format!("priority {number}"));
            let mut themes = BTreeSet::new();
            if let Some(theme) = priority.themes().find(|theme| !themes.insert(*theme)) {
                let message = format!("{number} stands twice under `{theme}`");
                problems.error(&codes::REPEATED_COMMITMENT, at(), message);
            }
            let Some(title) = priority.title.as_deref().map(folded) else {
                continue;
            };
            if let Some(first) = titles.get(&title).filter(|first| **first != number) {
                let message = format!("{number} has the title of {first}");
                problems.error(&codes::REPEATED_COMMITMENT, at(), message);
            }
            titles.entry(title).or_insert(number);
        }
    }
}

pub(super) fn commitments_are_covered_or_say_why(catalogue: &Catalogue, problems: &Problems) {
    // A plan that says nothing of forums and assurances is silent; it has no gaps to tell.
    let framed = each(catalogue, problems);
    for framed in framed.filter(|framed| framed.plan.value.framework.says_who_watches()) {
        for row in coverage(&framed.plan.value) {
            let number = row.priority.number;
            let warn = |what: &str| {
                let at = framed.plan.at(&format!("priority {number}"));
                let message = format!("{} {number} {what}", row.priority.kind.word());
                problems.add(Diagnostic::warning(&codes::ORPHAN_COMMITMENT, at, message));
            };
            if row.is_orphan() && row.because().is_none() {
                warn("has neither a measure nor an assurance");
            }
            let unassigned = row.gaps.contains(&CoverageGap::NoTheme);
            if unassigned && row.priority.unassigned_because.is_none() {
                warn("stands under no theme");
            }
        }
    }
}

pub(super) fn stated_counts_are_met(catalogue: &Catalogue, problems: &Problems) {
    for framed in each(catalogue, problems) {
        let counts = counts(&framed.plan.value);
        for (n, stated) in framed.plan.value.framework.stated.iter().enumerate() {
            let held = u32::try_from(counts.of(stated.of)).unwrap_or(u32::MAX);
            let met = if stated.or_more { held >= stated.count } else { held == stated.count };
            let fewer_on_purpose = held < stated.count && stated.not_held_because.is_some();
            if !met && !fewer_on_purpose {
                let (of, count) = (stated.of.word(), stated.count);
                let more = if stated.or_more { " or more" } else { "" };
                let message = format!("the paper states {count}{more} of: {of}; there are {held}");
                problems.error(&codes::COUNT_DIFFERS, framed.at(&format!("stated {n}")), message);
            }
        }
    }
}
