//! What must hold across the catalogue: a named list. Each check reports every case it finds.

mod areas;
mod disclosure;
mod frameworks;
mod mappings;
mod measures;
mod plans;
mod revisions;

use crate::catalogue::Catalogue;
use crate::problems::Problems;

/// A demand on the whole catalogue.
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// What it demands, in one sentence.
    pub doc: &'static str,
    pub(crate) run: fn(&Catalogue, &Problems),
}

macro_rules! checks {
    ($(#[doc = $doc:literal] $module:ident::$name:ident,)+) => {
        &[$(Check {
            name: stringify!($name),
            doc: $doc.trim_ascii(),
            run: $module::$name,
        },)+]
    };
}

/// All checks, by name. Reading itself already refuses unknown fields and words, unreadable periods
/// and missing fields.
pub static CHECKS: &[Check] = checks![
    /// Every commitment of a framework has a measure or an assurance and a theme, or says why not.
    frameworks::commitments_are_covered_or_say_why,
    /// A commitment is entered once, however many themes list it.
    frameworks::commitments_are_named_once,
    /// The disclosure policy names measures that are declared, each under one rule.
    disclosure::disclosure_names_what_is_declared,
    /// Every district has a line in every population file, and every line is of a district.
    areas::districts_have_populations,
    /// Every district lies in a declared police force area.
    areas::districts_lie_in_known_forces,
    /// No line of reporting between forums comes back to where it began.
    frameworks::forums_do_not_report_in_circles,
    /// Within a plan, each forum, role, outcome and other part has an id of its own.
    frameworks::framework_ids_are_unique,
    /// A group names its force once and each peer once.
    areas::group_members_are_distinct,
    /// Ids are used once, and each thing stands in the file of its name.
    measures::ids_are_unique_and_name_their_files,
    /// Within a source, a label names one measure.
    measures::labels_are_unique_within_a_source,
    /// Every mapping says its area, period, measure and values once, and names what is declared.
    mappings::mappings_can_be_read_by,
    /// Every source a measure or plan names is declared, and labels belong to a measure's sources.
    measures::named_sources_exist,
    /// Every other spelling means something declared, and no spelling means two things.
    areas::names_are_unambiguous,
    /// Every community safety partnership lies in a declared police force area.
    areas::partnerships_lie_in_known_forces,
    /// Themes, priorities, forums, roles, measures and sources that a framework names are there.
    frameworks::parts_of_frameworks_fit_together,
    /// Themes, priorities and numbers that a plan refers to are the plan's own, each once.
    plans::parts_of_plans_fit_together,
    /// Every measure in a plan is declared with all its fields.
    plans::planned_measures_are_complete,
    /// The districts of a population sum to the total its publisher printed.
    areas::populations_sum_to_the_published_total,
    /// Every rate and percentage says what it is of.
    measures::rates_have_denominators,
    /// Decisions about a definition follow each other in dates and versions.
    revisions::revisions_stand_in_order,
    /// A plan holds as many parts as its paper states, or says why not.
    frameworks::stated_counts_are_met,
    /// Units, frequencies, levels, breakdowns and evidence are words of the vocabulary.
    measures::words_are_of_the_vocabulary,
];
