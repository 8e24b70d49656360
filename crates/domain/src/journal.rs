//! Every act, in order, each entry sealed by the one before.

use crate::digest::{Canonical, Digest};
use crate::instant::Instant;

/// One act. It holds no personal data beyond the acting person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// Place in the journal, from 1.
    pub sequence: i64,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: String,
    /// What: `import`, `freeze`, `report`.
    pub action: String,
    /// On what and with which result, one line.
    pub detail: String,
    /// Digest of the entry before; zeroes for the first.
    pub previous: Digest,
    /// Digest of this entry.
    pub digest: Digest,
}

/// What the first entry stands on.
pub const ORIGIN: Digest = Digest([0; 32]);

impl JournalEntry {
    /// Seals an act onto the journal whose last entry is `previous`.
    pub fn seal(
        previous: Option<&Self>,
        at: Instant,
        actor: &str,
        action: &str,
        detail: &str,
    ) -> Self {
        let mut entry = Self {
            sequence: previous.map_or(0, |p| p.sequence) + 1,
            at,
            actor: actor.to_owned(),
            action: action.to_owned(),
            detail: detail.to_owned(),
            previous: previous.map_or(ORIGIN, |p| p.digest),
            digest: ORIGIN,
        };
        entry.digest = entry.computed_digest();
        entry
    }

    fn computed_digest(&self) -> Digest {
        Canonical::new("journal-entry")
            .field(self.previous)
            .field(self.sequence)
            .field(self.at.0)
            .text(&self.actor)
            .text(&self.action)
            .text(&self.detail)
            .finish()
    }

    /// Whether the entry is what was sealed, and follows `previous`.
    pub fn is_sound(&self, previous: Option<&Self>) -> bool {
        let follows = previous.map_or((1, ORIGIN), |p| (p.sequence + 1, p.digest));
        (self.sequence, self.previous) == follows && self.digest == self.computed_digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_entry_breaks_the_chain() {
        let first = JournalEntry::seal(None, Instant(1), "a", "import", "one file");
        let second = JournalEntry::seal(Some(&first), Instant(2), "a", "freeze", "2022-03-31.1");
        assert!(first.is_sound(None) && second.is_sound(Some(&first)));
        let forged = JournalEntry { detail: "two files".into(), ..first.clone() };
        assert!(!forged.is_sound(None));
        let reforged = JournalEntry::seal(None, Instant(1), "a", "import", "two files");
        assert!(!second.is_sound(Some(&reforged)));
    }
}
