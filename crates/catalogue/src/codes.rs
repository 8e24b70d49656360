//! Every kind of problem this crate can report.

use domain::diagnostic::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $why:literal, $help:literal;)+) => {
        $($(#[$doc])* pub static $name: Code = Code { id: $id, why: $why, help: $help };)+

        /// All of them, by id.
        pub static ALL: &[&Code] = &[$(&$name,)+];
    };
}

codes! {
    /// A plan holds another number of parts than its paper states.
    COUNT_DIFFERS = "catalogue::count-differs",
        "Something was left out, entered twice or entered as what it is not",
        "Compare with the paper; if it does not give them all, say so in `not-held-because`";
    /// Decisions about a definition do not follow each other.
    DATES_OUT_OF_ORDER = "catalogue::dates-out-of-order",
        "Nobody could tell which definition a figure was made under",
        "Put the decisions in the order in which they apply, with the dates and versions decided";
    /// An id is used twice.
    DUPLICATE_ID = "catalogue::duplicate-id",
        "Two things with one id cannot be told apart in any figure",
        "Give one of them another id, or remove the copy";
    /// A label of a source names two measures.
    DUPLICATE_LABEL = "catalogue::duplicate-label",
        "A figure under this label could be taken for either measure",
        "Leave the label with one measure, or say the table before it, as in `Table P3: Burglary`";
    /// A measure that a plan uses leaves fields unwritten.
    INCOMPLETE_MEASURE = "catalogue::incomplete-measure",
        "A measure in a plan is printed with its definition, source and caveat, so none may be open",
        "Write the fields named, or take the measure out of the plan";
    /// A measure stands in a file of another name.
    MISNAMED_FILE = "catalogue::misnamed-file",
        "Whoever looks for a thing looks for a file of its name",
        "Rename the file or correct the id";
    /// A file is not where any kind of declaration is expected.
    MISPLACED_FILE = "catalogue::misplaced-file",
        "What the file declares is not used",
        "Move it to where its kind belongs, such as measures/<theme>/<ID>.toml, or remove it";
    /// A field that must be there is not.
    MISSING_FIELD = "catalogue::missing-field",
        "Without it the declaration cannot be used",
        "Write the field";
    /// A district has no population.
    MISSING_POPULATION = "catalogue::missing-population",
        "A force's population would be too low and its rates too high",
        "Add the district's line to the population file";
    /// Nothing measures a commitment and nobody watches it, or it stands nowhere.
    ORPHAN_COMMITMENT = "catalogue::orphan-commitment",
        "It would be promised and never be looked at again",
        "Link a measure or an assurance, or say why not in `uncovered-because` or `unassigned-because`";
    /// A rate or share does not say what it is of.
    RATE_WITHOUT_DENOMINATOR = "catalogue::rate-without-denominator",
        "A rate means nothing without what it is a rate of",
        "Write `denominator`, or change the unit to a count";
    /// A commitment is entered twice.
    REPEATED_COMMITMENT = "catalogue::repeated-commitment",
        "It would be counted twice and its progress told twice",
        "Enter it once and name its other themes in `also-under`";
    /// A group holds the force itself among its peers, or a peer twice.
    REPEATED_MEMBER = "catalogue::repeated-member",
        "A force that stands twice in a group counts twice in the group's average",
        "Name each force once; the force whose group it is belongs in `force` only";
    /// Forums report to each other in a circle.
    REPORTING_CYCLE = "catalogue::reporting-cycle",
        "A matter would go round and never reach anybody who answers for it",
        "Correct `reports-to`; a forum that only hears from another is named in `updates`";
    /// A mapping that no file could be read by.
    UNFINISHED_MAPPING = "catalogue::unfinished-mapping",
        "A table read by half a mapping would give figures without area, period or meaning",
        "Write what is named, once";
    /// A district that is not declared.
    UNKNOWN_DISTRICT = "catalogue::unknown-district",
        "People or crimes would be counted nowhere",
        "Correct the code, or declare the district in areas/districts.csv";
    /// A field nobody knows.
    UNKNOWN_FIELD = "catalogue::unknown-field",
        "It would be ignored, and whoever wrote it would think otherwise",
        "Correct the name of the field or remove it";
    /// A police force that is not declared.
    UNKNOWN_FORCE = "catalogue::unknown-force",
        "A force that is not recognised drops out of every comparison",
        "Name one force, by a name in areas/police-areas.csv or areas/aliases.csv";
    /// A measure that is not declared.
    UNKNOWN_MEASURE = "catalogue::unknown-measure",
        "Nothing can be said of a measure that has no definition",
        "Correct the id, or declare the measure";
    /// A plan names a theme, priority or baseline that it does not have.
    UNKNOWN_PART_OF_PLAN = "catalogue::unknown-part-of-plan",
        "What hangs on it would be printed nowhere",
        "Correct the name, or declare it in the same plan";
    /// A source that is not declared.
    UNKNOWN_SOURCE = "catalogue::unknown-source",
        "A figure without a declared source cannot be explained",
        "Correct the id, or declare the source in sources/";
    /// A word outside its vocabulary.
    UNKNOWN_WORD = "catalogue::unknown-word",
        "A word with no agreed meaning cannot decide how a figure is read",
        "Use one of the words listed";
    /// A file is not what its name says.
    UNREADABLE_FILE = "catalogue::unreadable-file",
        "Nothing in it can be used",
        "Correct it at the line given";
    /// A value is not of the kind expected.
    UNREADABLE_VALUE = "catalogue::unreadable-value",
        "It cannot be taken for what it should be",
        "Correct the value";
    /// Parts do not sum to the published total.
    WRONG_TOTAL = "catalogue::wrong-total",
        "A line is missing, doubled or wrong, and so is every rate made with it",
        "Compare the file with the publication it was taken from";
}
