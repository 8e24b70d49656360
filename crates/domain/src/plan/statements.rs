//! Statements of intent gathered from many papers, and which of them say the same (SF-227).
//!
//! A copy is marked and kept, so that no paper's statement is lost. Likeness is proposed, never
//! acted on: whether two statements mean the same is for a person to say.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::Slug;

/// From this share of common words on, two statements are proposed as near copies.
pub const NEAR: f64 = 0.7;
/// No more pairs than this are proposed: nobody could look at them all.
pub const MOST_NEAR: usize = 5_000;

/// A statement of intent, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStatement {
    /// Its id.
    pub id: Slug,
    /// What it says.
    pub text: String,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// The paper it stands in.
    pub document: String,
    /// The page or section.
    pub page: Option<String>,
    /// The commitments it is mapped to.
    pub priorities: Vec<u16>,
    /// The statement it is a copy of.
    pub same_as: Option<Slug>,
}

/// Two statements that may say the same.
#[derive(Debug, Clone, PartialEq)]
pub struct NearCopy {
    /// The earlier one.
    pub first: Slug,
    /// The later one.
    pub second: Slug,
    /// Words in common, of all words of both: from 0 to 1 (Jaccard).
    pub likeness: f64,
}

/// The form in which texts are compared: small letters and digits, single spaces.
pub fn normalised(text: &str) -> String {
    tokens(text).join(" ")
}

fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let plain = |word: &str| -> String {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    words.map(plain).filter(|word: &String| !word.is_empty()).collect()
}

/// Marks every statement that repeats an earlier one word for word. Marks already made stay.
pub fn mark_copies(statements: &mut [PlanStatement]) {
    let mut seen: BTreeMap<String, Slug> = BTreeMap::new();
    for statement in statements {
        let form = normalised(&statement.text);
        match seen.get(&form) {
            Some(first) if statement.same_as.is_none() => statement.same_as = Some(first.clone()),
            Some(_) => {}
            None => {
                seen.insert(form, statement.id.clone());
            }
        }
    }
}

/// Pairs of statements, neither of them a copy, that have at least [`NEAR`] of their words in
/// common; the likest first, [`MOST_NEAR`] at most.
///
/// Two sets of words can only be that like if they share one of their rarest words, as many as may
/// be missing and one more; so only such pairs are compared.
pub fn near_copies(statements: &[PlanStatement]) -> Vec<NearCopy> {
    let own = |s: &&PlanStatement| s.same_as.is_none();
    let sets: Vec<(&Slug, BTreeSet<String>)> = statements
        .iter()
        .filter(own)
        .map(|statement| (&statement.id, tokens(&statement.text).into_iter().collect()))
        .collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for word in sets.iter().flat_map(|(_, words)| words) {
        *uses.entry(word).or_default() += 1;
    }
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut out = Vec::new();
    for (n, (id, words)) in sets.iter().enumerate() {
        if out.len() >= MOST_NEAR {
            break;
        }
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for word in rarest(words, &uses) {
            let known = holders.entry(word).or_default();
            candidates.extend(known.iter());
            known.push(n);
        }
        for (first, earlier) in candidates.iter().filter_map(|other| sets.get(*other)) {
            let likeness = likeness(earlier, words);
            if likeness >= NEAR && out.len() < MOST_NEAR {
                let (first, second) = ((*first).clone(), (*id).clone());
                out.push(NearCopy { first, second, likeness });
            }
        }
    }
    out.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    out
}

fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let common = a.intersection(b).count();
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

/// The rarest words of a set: as many as another set may lack and still be near, and one.
fn rarest<'w>(words: &'w BTreeSet<String>, uses: &BTreeMap<&str, usize>) -> Vec<&'w str> {
    let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
    sorted.sort_by_key(|word| uses.get(word).copied().unwrap_or_default());
    // One more than needed, so that rounding never loses a pair.
    let kept = (words.len() as f64 * NEAR).floor() as usize;
    sorted.truncate(words.len() - kept.min(words.len()) + 2);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn statement(n: usize, text: &str) -> PlanStatement {
        PlanStatement {
            id: format!("s-{n}").parse().unwrap(),
            text: text.into(),
            heading: None,
            document: "a paper".into(),
            page: None,
            priorities: Vec::new(),
            same_as: None,
        }
    }

    fn all(texts: &[&str]) -> Vec<PlanStatement> {
        texts.iter().enumerate().map(|(n, text)| statement(n, text)).collect()
    }

    /// SF-227: case, points and spacing do not make another statement; no statement is lost.
    #[test]
    fn copies_are_marked_and_kept() {
        let mut statements = all(&["Reduce burglary.", "Visible policing", " reduce  BURGLARY"]);
        mark_copies(&mut statements);
        let same: Vec<_> =
            statements.iter().map(|s| s.same_as.as_ref().map(Slug::as_str)).collect();
        assert_eq!(same, [None, None, Some("s-0")]);
    }

    #[test]
    fn near_copies_are_proposed_only() {
        let statements = all(&[
            "We will reduce residential burglary across the force area",
            "We shall reduce residential burglary across the force area",
            "Support victims of fraud",
        ]);
        let near = near_copies(&statements);
        assert_eq!(near.len(), 1);
        assert_eq!((near[0].first.as_str(), near[0].second.as_str()), ("s-0", "s-1"));
        assert!((near[0].likeness - 0.8).abs() < 1e-12, "8 words of 10");
        assert!(statements.iter().all(|s| s.same_as.is_none()));
    }

    proptest! {
        /// The shortcut finds every pair that comparing all of them finds.
        #[test]
        fn no_near_pair_is_missed(texts in prop::collection::vec("([a-f] ){1,8}", 0..14)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let statements = all(&texts);
            let found = near_copies(&statements).len();
            let set = |s: &PlanStatement| -> BTreeSet<String> { tokens(&s.text).into_iter().collect() };
            let mut expected = 0;
            for (n, a) in statements.iter().enumerate() {
                expected += statements[..n].iter().filter(|b| likeness(&set(b), &set(a)) >= NEAR).count();
            }
            prop_assert_eq!(found, expected);
        }
    }
}
