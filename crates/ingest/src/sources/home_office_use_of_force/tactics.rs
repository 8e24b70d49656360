//! Names of tactics, completed from the rows above them.

use domain::ids::Slug;

use crate::tables::labels::split_footnotes;

/// The tactics of one table so far.
#[derive(Default)]
pub(super) struct Tactics {
    kind: String,
    parent: Option<String>,
}

/// What a row is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tactic {
    /// Every tactic together.
    All,
    /// One tactic, or one kind of tactics.
    One(Slug),
    /// One tactic with its parts in the rows below.
    Parent(Slug),
    /// A part of the latest such tactic; the last is what was not stated.
    Part { slug: Slug, last: bool },
}

impl Tactics {
    /// The tactic of the next row, by the kind of force and the words beside it.
    pub(super) fn next(&mut self, kind: &str, words: &str) -> Tactic {
        if !self.kind.eq_ignore_ascii_case(kind) {
            kind.clone_into(&mut self.kind);
            self.parent = None;
        }
        // A name has no capitals in the ledger, so none can make another tactic of it here.
        let words = words.trim().trim_start_matches('*').to_lowercase();
        let words = words.replace('&', "and");
        let (name, _) = split_footnotes(&words);
        let name = name.split(" (with other").next().unwrap_or_default().trim();
        let total = name.strip_prefix("total ").or((name == "total").then_some("tactics"));
        if let Some(total) = total {
            self.parent = None;
            let all = total == "tactics";
            return if all { Tactic::All } else { Tactic::One(Slug::of(total)) };
        }
        if let Some(parent) = name.strip_suffix("of which") {
            let parent = parent.trim_end_matches([',', ' ']);
            self.parent = Some(parent.to_owned());
            return Tactic::Parent(Slug::of(parent));
        }
        let Some(parent) = self.parent.clone() else {
            return Tactic::One(Slug::of(name));
        };
        let first = parent.split(' ').next().unwrap_or_default();
        if name.contains("not stated") {
            self.parent = None;
            return Tactic::Part { slug: Slug::of(&format!("{parent} not stated")), last: true };
        }
        let whole = name.contains(first);
        let slug = if whole { Slug::of(name) } else { Slug::of(&format!("{first} {name}")) };
        Tactic::Part { slug, last: false }
    }
}

impl Tactic {
    pub(super) fn slug(&self) -> Option<&Slug> {
        match self {
            Self::All => None,
            Self::One(slug) | Self::Parent(slug) | Self::Part { slug, .. } => Some(slug),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tactics;

    #[test]
    fn a_tactic_has_one_name_in_every_table() {
        let rows = [
            ("Restraint", "*Total Restraint", "restraint"),
            ("Restraint", "Handcuffing, of which", "handcuffing"),
            ("Restraint", "Compliant handcuffing", "compliant-handcuffing"),
            ("Restraint", "Not stated handcuffing", "handcuffing-not-stated"),
            ("Restraint", "Limb / Body restraints", "limb-body-restraints"),
            ("Less lethal weapons", "Total Less lethal weapons1", "less-lethal-weapons"),
            ("Less lethal weapons", "CED of which", "ced"),
            ("Less lethal weapons", "Drawn", "ced-drawn"),
            ("Less lethal weapons", "CED Red-dot", "ced-red-dot"),
            ("Less lethal weapons", "Not stated", "ced-not-stated"),
            ("Other", "Other / improvised", "other-improvised"),
            ("Other", "Spit & bite guard", "spit-and-bite-guard"),
            ("", "Tactical communication (with other tactic)", "tactical-communication"),
        ];
        let mut tactics = Tactics::default();
        for (kind, words, slug) in rows {
            let tactic = tactics.next(kind, words);
            assert_eq!(tactic.slug().map(domain::ids::Slug::as_str), Some(slug), "{words}");
        }
        assert_eq!(tactics.next("All", "*Total Tactics").slug(), None);
        assert_eq!(tactics.next("ALL", "*TOTAL TACTICS").slug(), None);
    }
}
