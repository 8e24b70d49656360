//! Boards and groups: who chairs them, how often they meet, whom they report to, what they publish
//! (SF-159 to SF-170, SF-250, SF-251).

use std::collections::BTreeSet;

use crate::ids::Slug;
use crate::words;

words! {
    /// Whose forum it is.
    ForumKind {
        /// The force's own.
        Constabulary = "constabulary",
        /// The local policing body's own.
        Commissioner = "commissioner",
        /// Of several forces or bodies together.
        Collaboration = "collaboration",
        /// Of partners in criminal justice or community safety.
        Partnership = "partnership",
        /// Independent of both.
        Independent = "independent",
    }
}

words! {
    /// How often a forum meets.
    Cadence {
        /// Every month.
        Monthly = "monthly",
        /// Every quarter.
        Quarterly = "quarterly",
        /// Every year.
        Annually = "annually",
    }
}

/// A role, as the plan's paper calls it. A person is never named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRole {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
}

/// What a forum is to publish, and where; `None` where the paper says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublicationDuty {
    /// Where its minutes are published.
    pub minutes: Option<String>,
    /// Where its papers are published.
    pub papers: Option<String>,
}

/// A board or group. What the paper does not say is `None` or empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forum {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub title: String,
    /// Its usual abbreviation.
    pub short: Option<String>,
    /// Whose it is.
    pub kind: ForumKind,
    /// The role that chairs it.
    pub chair: Option<Slug>,
    /// The roles that are its members.
    pub members: Vec<Slug>,
    /// How many members it has, if the paper gives their number.
    pub member_count: Option<u16>,
    /// How often it meets.
    pub cadence: Option<Cadence>,
    /// Forums it reports to.
    pub reports_to: Vec<Slug>,
    /// Forums it gives updates to without reporting to them (SF-161).
    pub updates: Vec<Slug>,
    /// The role that matters beyond it are referred to.
    pub refers_to: Option<Slug>,
    /// What it is for, in our words.
    pub purpose: Option<String>,
    /// What it may decide, in our words.
    pub decides: Option<String>,
    /// Whether it sets actions that must be followed to their end (SF-160).
    pub sets_actions: bool,
    /// What it is to publish.
    pub publishes: PublicationDuty,
    /// Where the paper describes it.
    pub place: Option<String>,
}

impl Forum {
    /// What the paper leaves open of what every board is to have (SF-250).
    pub fn unwritten(&self) -> Vec<&'static str> {
        let open = [
            ("chair", self.chair.is_none()),
            ("cadence", self.cadence.is_none()),
            ("members", self.members.is_empty() && self.member_count.is_none()),
            ("reporting line", self.reports_to.is_empty() && self.updates.is_empty()),
            ("publication", self.publishes == PublicationDuty::default()),
        ];
        open.into_iter().filter(|(_, open)| *open).map(|(what, _)| what).collect()
    }
}

/// A ring of forums each of which reports to the next, if there is one: the first in the order
/// given, beginning with its earliest forum. Forums that are not in the list end a line.
pub fn reporting_cycle(forums: &[Forum]) -> Option<Vec<&Slug>> {
    let find = |id: &Slug| forums.iter().find(|forum| forum.id == *id);
    let mut clear: BTreeSet<&Slug> = BTreeSet::new();
    for start in forums {
        // A path and, for each forum on it, how many of its lines have been followed.
        let mut path: Vec<(&Forum, usize)> = vec![(start, 0)];
        while let Some((forum, followed)) = path.pop() {
            let Some(next) = forum.reports_to.get(followed) else {
                clear.insert(&forum.id);
                continue;
            };
            path.push((forum, followed + 1));
            if let Some(from) = path.iter().position(|(on_path, _)| on_path.id == *next) {
                return Some(path.iter().skip(from).map(|(forum, _)| &forum.id).collect());
            }
            if let Some(next) = find(next).filter(|next| !clear.contains(&next.id)) {
                path.push((next, 0));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forum(id: &str, reports_to: &[&str]) -> Forum {
        Forum {
            id: id.parse().unwrap(),
            title: id.into(),
            short: None,
            kind: ForumKind::Constabulary,
            chair: None,
            members: Vec::new(),
            member_count: None,
            cadence: None,
            reports_to: reports_to.iter().map(|id| id.parse().unwrap()).collect(),
            updates: Vec::new(),
            refers_to: None,
            purpose: None,
            decides: None,
            sets_actions: false,
            publishes: PublicationDuty::default(),
            place: None,
        }
    }

    fn ring(forums: &[Forum]) -> Option<Vec<&str>> {
        reporting_cycle(forums).map(|ring| ring.into_iter().map(Slug::as_str).collect())
    }

    #[test]
    fn a_line_of_reporting_that_comes_back_is_found() {
        let line = [forum("a", &["b", "c"]), forum("b", &["c"]), forum("c", &["elsewhere"])];
        assert_eq!(ring(&line), None);
        let round = [forum("a", &["b"]), forum("b", &["c"]), forum("c", &["b"])];
        assert_eq!(ring(&round), Some(vec!["b", "c"]));
        assert_eq!(ring(&[forum("a", &["a"])]), Some(vec!["a"]));
    }

    /// SF-250: what a paper leaves open is told, not filled in.
    #[test]
    fn a_forum_says_what_is_unwritten() {
        let open = forum("a", &[]).unwritten();
        assert_eq!(open, ["chair", "cadence", "members", "reporting line", "publication"]);
        assert_eq!(forum("a", &["b"]).unwritten().len(), 4);
    }
}
