//! What a claim is taken to be of, from the words around it, and how surely they say so.
//!
//! Whoever is told that a figure contradicts ours will be asked to correct it. So words name a thing
//! surely only where nothing in them is left unexplained: one measure, one place and one period, no
//! estimate, no average, no name that the catalogue does not know.

use domain::area::Area;
use domain::ids::{MeasureId, Slug};
use domain::observation::ObservationKey;
use domain::period::Period;

use super::claims::{self, Claim, Kind};
use super::words::{self, Lexicon, Mention, folded};
use crate::frozen::Frozen;

/// Where a claim stands.
#[derive(Debug, Clone, Copy)]
pub struct Stands<'p> {
    /// The words it is part of.
    pub text: &'p str,
    /// Of a cell, the heads of its row and column.
    pub heads: &'p [String],
    /// What stands above: caption, heading, the line before.
    pub above: &'p str,
    /// Whether it is a cell of a table.
    pub cell: bool,
}

/// What holds for the whole paper.
#[derive(Debug)]
pub struct Setting {
    /// Whose figures they are where words name no place.
    pub area: Area,
    /// Whether whoever asked said so, so that the place counts as named.
    pub is_asked: bool,
    /// Which residents rates are over.
    pub population: Slug,
    /// The names of what the catalogue knows.
    pub lexicon: Lexicon,
}

/// How surely words name what a claim is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// One measure, one place, one period, and nothing unexplained.
    Surely,
    /// Several of one of them, and nothing tells which is meant.
    Several,
    /// Not all of them, or more than is understood.
    Loosely,
}

/// What a claim is taken to be of.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Series it may be of, the likeliest first.
    pub keys: Vec<ObservationKey>,
    /// Others of the first one's very name, of another source or definition.
    pub namesakes: Vec<ObservationKey>,
    /// Periods its words name, the nearest first.
    pub periods: Vec<Period>,
    /// Places its words name, or the one they are taken to be about.
    pub areas: Vec<Area>,
    /// How surely.
    pub naming: Naming,
    /// Which residents rates are over.
    pub population: Slug,
}

/// Words that make a count something else than the count of a period.
const TURNS: [&str; 46] = [
    "average",
    "mean",
    "daily",
    "day",
    "week",
    "weekly",
    "monthly",
    "each",
    "every",
    "per",
    "target",
    "forecast",
    "expected",
    "predicted",
    "projected",
    "estimated",
    "would",
    "could",
    "if",
    "aim",
    "not",
    "solved",
    "charged",
    "outcome",
    "outcomes",
    "victims",
    "victim",
    "suspects",
    "arrests",
    "which",
    "whom",
    "since",
    "decade",
    "pandemic",
    "quarter",
    "share",
    "proportion",
    "half",
    "third",
    "similar",
    "between",
    "rank",
    "peak",
    "record",
    "likely",
    "detected",
];
/// Words before a measure's name that leave it as it is.
const PLAIN_BEFORE: [&str; 22] = [
    "the", "of", "", "there", "were", "was", "all", "total", "in", "and", "while", "but", "that",
    "police", "levels", "number", "recorded", "s", "overall", "had", "saw", "for",
];
/// Words after a measure's name that make it narrower.
const NARROWS: [&str; 20] = [
    "with",
    "involving",
    "of",
    "against",
    "per",
    "that",
    "which",
    "where",
    "on",
    "at",
    "flagged",
    "linked",
    "relating",
    "related",
    "about",
    "excluding",
    "including",
    "rate",
    "rates",
    "among",
];
/// Words of heads of tables beside measure, place and period.
const GENERIC: [&str; 26] = [
    "number",
    "numbers",
    "count",
    "counts",
    "total",
    "crimes",
    "crime",
    "offences",
    "recorded",
    "figure",
    "figures",
    "value",
    "of",
    "the",
    "in",
    "year",
    "ending",
    "ended",
    "financial",
    "change",
    "per",
    "cent",
    "12",
    "months",
    "to",
    "force",
];

impl Frozen {
    /// What a claim is of.
    pub fn reading(&self, claim: &Claim, stands: &Stands, setting: &Setting) -> Reading {
        let catalogue = &self.catalogue;
        let (start, sentence) = match stands.cell {
            true => (0, stands.text),
            false => sentence(stands.text, claim.at),
        };
        let heads = stands.heads.join(" ; ");
        let own = match stands.cell {
            true => format!("{heads} ; {}", stands.above),
            false => sentence.to_owned(),
        };
        // What the heads of a cell say is nearer to it than what its caption says.
        let near = if stands.cell { heads.as_str() } else { own.as_str() };
        let around = format!("{} ; {}", stands.text, stands.above);
        let mut mentions = setting.lexicon.measures(near);
        if mentions.is_empty() {
            mentions = setting.lexicon.measures(&own);
        }
        let named = names(&mentions);
        mentions.extend(setting.lexicon.measures(&around));
        let mut areas = setting.lexicon.places(near);
        if areas.is_empty() {
            areas = setting.lexicon.places(&own);
        }
        let has_area = !areas.is_empty() || setting.is_asked;
        if areas.is_empty() {
            areas = setting.lexicon.places(&around);
            areas.truncate(1);
        }
        let mut own_periods = words::periods(near);
        if own_periods.is_empty() {
            own_periods = words::periods(&own);
        }
        let place = claim.at.saturating_sub(start);
        let (periods, bound) = match stands.cell {
            true => only(flat(own_periods)),
            false => nearest(sentence, own_periods, claim, place),
        };
        let has_period = !periods.is_empty();
        let periods = match has_period || has_bare_year(&own) {
            true => periods,
            false => flat(words::periods(&around)),
        };
        let explained = match stands.cell {
            true => heads_explained(stands.heads, &mentions, &areas),
            false => sentence_explained(sentence, claim, &mentions, &areas),
        };
        let only_claim = stands.cell || is_alone(sentence, claim, place);
        let naming = if named == 0 || !has_area || !has_period || claim.is_hedged || !explained {
            Naming::Loosely
        } else if named > 1 || areas.len() > 1 || bound == Bound::Not {
            Naming::Several
        } else if bound == Bound::Alone && !only_claim {
            Naming::Loosely
        } else {
            Naming::Surely
        };
        let mut areas: Vec<Area> = areas.into_iter().map(|(_, area)| area).collect();
        if areas.is_empty() {
            areas.push(setting.area.clone());
        }
        let keys = self.keys(&mentions, areas.first(), periods.first().copied());
        let first = mentions.first().map(|mention| mention.name.clone());
        let alike = mentions.iter().skip(1).filter(|one| Some(&one.name) == first.as_ref());
        let alike: Vec<&MeasureId> = alike.map(|mention| &mention.measure).collect();
        let namesakes = keys.iter().skip(1).filter(|key| alike.contains(&&key.measure));
        let namesakes = namesakes.cloned().collect();
        let is_count = keys.first().is_some_and(|key| {
            let unit = catalogue.measure(&key.measure).and_then(|measure| measure.unit.as_ref());
            unit.is_some_and(|unit| unit.as_str() == "count")
        });
        let naming = if is_count { naming } else { Naming::Loosely };
        Reading { keys, namesakes, periods, areas, naming, population: setting.population.clone() }
    }

    /// The series of measures, each of the source that feeds it first.
    fn keys(
        &self,
        mentions: &[Mention],
        area: Option<&Area>,
        period: Option<Period>,
    ) -> Vec<ObservationKey> {
        let (Some(area), Some(period)) = (area, period) else { return vec![] };
        let mut seen: Vec<MeasureId> = Vec::new();
        let namesakes = ["CRM-001", "PUK-001"].iter().filter_map(|id| id.parse().ok());
        // Without a namesake of the other source nothing tells that one was taken for the other.
        let namesakes = namesakes.filter(|_| !mentions.is_empty());
        for id in mentions.iter().map(|mention| mention.measure.clone()).chain(namesakes) {
            if !seen.contains(&id) {
                seen.push(id);
            }
        }
        let key = |id: &MeasureId| {
            let source = self.catalogue.measure(id)?.sources.first()?;
            Some(self.key(id, source, area, period))
        };
        seen.iter().filter_map(key).collect()
    }
}

/// How many names measures are called by; one within another is the same.
fn names(mentions: &[Mention]) -> usize {
    let within = |one: &Mention| {
        mentions.iter().any(|two| two.name != one.name && two.name.contains(&one.name))
    };
    let apart = mentions.iter().filter(|one| !within(one)).map(|one| one.name.as_str());
    apart.collect::<std::collections::BTreeSet<_>>().len()
}

fn flat(periods: Vec<(usize, Period)>) -> Vec<Period> {
    let mut out: Vec<Period> = Vec::new();
    for (_, period) in periods {
        if !out.contains(&period) {
            out.push(period);
        }
    }
    out
}

/// The sentence around a place in words, and where it begins.
pub(super) fn sentence(text: &str, at: usize) -> (usize, &str) {
    let ends = |(n, _): &(usize, char)| {
        let (before, after) = (&text[..*n], &text[*n + 1..]);
        let next = after.trim_start().chars().next();
        let apart = after.starts_with(char::is_whitespace) && before.len() > 2;
        apart && next.is_none_or(|next| next.is_uppercase() || next.is_ascii_digit())
    };
    let stops: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?'))
        .filter(ends)
        .map(|(n, _)| n + 1)
        .collect();
    let start = stops.iter().rev().find(|stop| **stop <= at).copied().unwrap_or(0);
    let end = stops.iter().find(|stop| **stop > at).copied().unwrap_or(text.len());
    (start, &text[start..end])
}

/// Whether it is sure which period a claim is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    /// It follows the claim at once.
    Directly,
    /// There is no other.
    Alone,
    /// There are others.
    Not,
}

fn only(periods: Vec<Period>) -> (Vec<Period>, Bound) {
    let bound = if periods.len() == 1 { Bound::Alone } else { Bound::Not };
    (periods, bound)
}

/// Periods, the nearest to a claim first, and whether it is sure that the first is meant: there is
/// only one, it follows at once ("81,960 in 2017/18"), or two are those of a change.
fn nearest(
    sentence: &str,
    mut periods: Vec<(usize, Period)>,
    claim: &Claim,
    place: usize,
) -> (Vec<Period>, Bound) {
    let end = place + (claim.end - claim.at);
    periods.sort_by_key(|(at, _)| at.abs_diff(place) * if *at > place { 1 } else { 2 });
    let follows = periods.iter().filter(|(at, _)| *at >= end).min_by_key(|(at, _)| *at).copied();
    let mut all = flat(periods);
    match claim.kind {
        Kind::Change | Kind::Percent if all.len() == 2 => {
            all.sort_by_key(|period| std::cmp::Reverse(period.end()));
            return (all, Bound::Directly);
        }
        Kind::Level | Kind::Change | Kind::Percent | Kind::Rate | Kind::Share | Kind::Money => {}
    }
    let bound = follows.filter(|(at, _)| {
        let gap = sentence.get(end..*at).unwrap_or_default();
        let digits = gap.replace("12 months", "").replace("31 ", "").replace("30 ", "");
        gap.len() <= 45 && !digits.contains(|c: char| c.is_ascii_digit() || ",;(".contains(c))
    });
    match bound {
        Some((_, period)) => (vec![period], Bound::Directly),
        None => only(all),
    }
}

/// Whether a year stands alone in words, so that they are about another time than the periods read.
fn has_bare_year(text: &str) -> bool {
    let read = words::periods(text);
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '/');
    let years = words.filter(|word| {
        word.len() == 4 && word.parse().is_ok_and(|year: u16| (1990..2100).contains(&year))
    });
    years.count() > read.len()
}

/// Whether it is the only figure of its kind in a sentence.
fn is_alone(sentence: &str, claim: &Claim, place: usize) -> bool {
    let same = |one: &&Claim| one.kind == claim.kind && one.at != place;
    !claims::find(sentence, false).iter().any(|one| same(&one))
}

/// Whether words leave nothing unexplained that might make a claim one of something else.
fn sentence_explained(
    sentence: &str,
    claim: &Claim,
    mentions: &[Mention],
    areas: &[(String, Area)],
) -> bool {
    let text = folded(sentence);
    let turned = |word: &str| match word {
        "per" => text.contains(" per ") && claim.kind != Kind::Rate && !text.contains(" per cent "),
        "between" => text.contains(" between ") && claim.kind == Kind::Level,
        word => text.contains(&format!(" {word} ")),
    };
    if TURNS.iter().any(|word| turned(word)) || has_bare_year(sentence) {
        return false;
    }
    let change = matches!(claim.kind, Kind::Change | Kind::Percent);
    let yearly = ["previous year", "year before", "year earlier", "last year", "year on year"];
    let compared = [" than ", " compared ", " against ", " previous ", " last "];
    if change
        && compared.iter().any(|word| text.contains(word))
        && !yearly.iter().any(|words| text.contains(words))
    {
        return false;
    }
    let Some(name) = mentions.first().map(|mention| mention.name.as_str()) else { return false };
    is_plain(&text, name) && strays(sentence, mentions, areas) == 0
}

/// Whether a measure is named by itself and not as part of something narrower: "hate crime",
/// "crimes with a knife".
fn is_plain(text: &str, name: &str) -> bool {
    // "crime" alone may be any; "recorded 83,869 crimes" is the count.
    let general = [" crime ", " offences "].contains(&name);
    let Some(at) = text.find(name).filter(|_| !general) else { return false };
    let before = text[..at].split_whitespace().next_back().unwrap_or_default();
    let after = text[at + name.len()..].split_whitespace().next().unwrap_or_default();
    let number = before.starts_with(|c: char| c.is_ascii_digit()) || before == "cent";
    let counted = name != " crimes " || (number && text.contains(" recorded "));
    let place = before.ends_with("shire") || ["police", "force", "constabulary"].contains(&before);
    let year = after.starts_with(|c: char| c.is_ascii_digit());
    counted
        && (number || place || PLAIN_BEFORE.contains(&before))
        && (year || !NARROWS.contains(&after))
}

/// How many names a sentence has that are of nothing known: a town, a scheme, a person.
fn strays(sentence: &str, mentions: &[Mention], areas: &[(String, Area)]) -> usize {
    const KNOWN: [&str; 11] = [
        "police",
        "constabulary",
        "force",
        "home",
        "office",
        "ons",
        "commissioner",
        "pcc",
        "the",
        "year",
        "s",
    ];
    let mut known: Vec<String> = KNOWN.iter().map(|word| (*word).to_owned()).collect();
    let names = mentions.iter().map(|one| &one.name).chain(areas.iter().map(|(name, _)| name));
    known.extend(names.flat_map(|name| name.split_whitespace().map(str::to_owned)));
    let mut first = true;
    let mut count = 0;
    for word in sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let capital = word.starts_with(char::is_uppercase);
        let word = word.to_lowercase();
        let month = words::month(&word).is_some();
        if capital && !first && !month && !known.contains(&word) {
            count += 1;
        }
        first = false;
    }
    count
}

/// Whether the heads of a cell say nothing beyond measure, place and period.
fn heads_explained(heads: &[String], mentions: &[Mention], areas: &[(String, Area)]) -> bool {
    let Some(name) = mentions.first().map(|mention| mention.name.trim()) else { return false };
    let full = |head: &String| {
        let mut rest = folded(head);
        let names = areas.iter().map(|(name, _)| name.trim());
        for name in names.chain([name]) {
            rest = rest.replace(name, " ");
        }
        let read = !words::periods(head).is_empty();
        let known = |word: &str| {
            let year = word.starts_with(|c: char| c.is_ascii_digit());
            GENERIC.contains(&word) || (read && (year || words::month(word).is_some()))
        };
        rest.split_whitespace().all(known)
    };
    !heads.is_empty() && heads.iter().all(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_new_one_begins() {
        let text = "It was 5. In 2017/18 it was 1.5 at Dr. house.";
        assert_eq!(sentence(text, 9).1.trim(), "In 2017/18 it was 1.5 at Dr. house.");
        assert_eq!(sentence(text, 0).1, "It was 5.");
    }

    #[test]
    fn a_measure_is_plain_only_by_itself() {
        let plain = |text: &str, name: &str| is_plain(&folded(text), name);
        assert!(plain("There were 9 recorded crimes in 2017/18", " recorded crimes "));
        assert!(plain("It recorded 9,999 crimes in 2017/18", " crimes "));
        assert!(!plain("There were 9 hate crimes", " crimes "));
        assert!(!plain("Knife-enabled recorded crime was 9", " recorded crime "));
        assert!(!plain("There were 9 recorded crimes involving knives", " recorded crimes "));
    }
}
