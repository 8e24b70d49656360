//! Every kind of problem that disclosure control reports. None of them tells a value.

use domain::diagnostic::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $why:literal, $help:literal;)+) => {
        $($(#[$doc])* pub static $name: Code = Code { id: $id, why: $why, help: $help };)+

        /// All of them, by id.
        pub static ALL: &[&Code] = &[$(&$name,)+];
    };
}

codes! {
    /// An earlier publication gives the cell away.
    ALREADY_REVEALED = "analysis::already-revealed",
        "What was published once cannot be hidden again; withholding it now protects nobody",
        "Tell whoever answers for data protection, and consider withdrawing the publications named";
    /// No choice of further cells protects the cell.
    CANNOT_PROTECT = "analysis::cannot-protect",
        "Together with what is already out, the paper would give away a count that must stay hidden",
        "Leave the figures that stand with it out of the paper, or print a longer period or a larger area";
    /// The row's whole count stands in one cell.
    LONE_CLASS = "analysis::lone-class",
        "Zeros beside one cell tell of each person counted which class they are in",
        "Nothing, or join classes so that no row stands in one of them alone";
    /// The value is not a count.
    NOT_A_COUNT = "analysis::not-a-count",
        "Whether a percentage or a mean tells of a person depends on its base, which is not held",
        "Import the counts under it, or open the measure in the disclosure policy";
    /// The measure is restricted.
    NOT_CITED = "analysis::not-cited",
        "The measure is tracked, not cited: nothing of it may stand in public",
        "Take it out of the paper, or give it another treatment in the disclosure policy";
    /// The cell is small.
    WITHHELD_AS_SMALL = "analysis::withheld-as-small",
        "A small count can tell of a person",
        "Nothing, or print a longer period or a larger area";
    /// The cell would give away another.
    WITHHELD_WITH_ANOTHER = "analysis::withheld-with-another",
        "With this number a reader could work out one that is withheld",
        "Nothing, or leave out a sum that it belongs to";
}
