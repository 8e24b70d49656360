//! What words are about: measures, places and periods named in them.

use domain::area::Area;
use domain::ids::MeasureId;
use domain::measure::Measure;
use domain::period::{Period, month_name};
use jiff::civil::Date;

use catalogue::Catalogue;

/// Text as words in lower case between single spaces, with a space at each end.
pub fn folded(text: &str) -> String {
    let plain: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '/' || c == '.' { c } else { ' ' })
        .collect();
    let words = plain.split_whitespace().map(|word| word.trim_end_matches(['.', '/']));
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

/// A measure that words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Which.
    pub measure: MeasureId,
    /// By which words, folded.
    pub name: String,
}

/// Words for the count of every crime: the surest first.
const ALL_CRIME: [&str; 9] = [
    " police recorded crime ",
    " total recorded crime ",
    " recorded crimes ",
    " recorded crime ",
    " crimes recorded ",
    " all crime ",
    " crimes ",
    " crime ",
    " offences ",
];

/// The names of everything a catalogue knows, folded once.
#[derive(Debug)]
pub struct Lexicon {
    measures: Vec<Entry>,
    /// The longest first; a force before a district or region of its name.
    places: Vec<(String, Area)>,
}

#[derive(Debug)]
struct Entry {
    measure: MeasureId,
    names: Vec<String>,
    is_street: bool,
    is_count: bool,
}

impl Lexicon {
    /// Every measure with a source, and every place.
    pub fn new(catalogue: &Catalogue) -> Self {
        let bare = |name: &str| folded(name.split(" (").next().unwrap_or(name));
        let entry = |measure: &Measure| {
            let labels = measure.labels.iter().map(|(_, label)| label.as_str());
            let names = labels.chain([measure.name.as_str(), measure.short_name.as_str()]);
            let is_street =
                measure.sources.iter().any(|source| source.as_str() == "police-uk-street");
            Entry {
                measure: measure.id.clone(),
                names: names.map(bare).filter(|name| name.len() > 4).collect(),
                is_street,
                is_count: measure.id.as_str().starts_with("CRM") || is_street,
            }
        };
        let sourced = catalogue.measures().filter(|measure| !measure.sources.is_empty());
        let forces = catalogue.police_areas().map(|one| (one.name.as_str(), &one.area));
        let districts = catalogue.police_areas().flat_map(|one| catalogue.districts_of(&one.area));
        let districts = districts.map(|one| (one.name.as_str(), &one.area));
        let wider = catalogue.wider_areas().map(|one| (one.name.as_str(), &one.area));
        let all = forces.chain(wider).chain(districts);
        let mut places: Vec<(String, Area)> =
            all.map(|(name, area)| (folded(name), area.clone())).collect();
        places.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { measures: sourced.map(entry).collect(), places }
    }

    /// Measures named in words, the longest name first; of two with one name the official count
    /// before that of police.uk, unless the words name police.uk.
    pub fn measures(&self, text: &str) -> Vec<Mention> {
        let text = folded(text);
        let open = text.contains("police.uk");
        let mut found: Vec<(usize, bool, bool, Mention)> = Vec::new();
        for entry in &self.measures {
            let named = entry.names.iter().filter(|name| text.contains(name.as_str()));
            let longest = named.max_by_key(|name| name.len());
            let mut named = longest.map(|name| (name.len(), name.clone()));
            if matches!(entry.measure.as_str(), "CRM-001" | "PUK-001") && named.is_none() {
                let all = ALL_CRIME.iter().find(|name| text.contains(**name));
                named = all.map(|name| (5, (*name).to_owned()));
            }
            if let Some((length, name)) = named {
                let mention = Mention { measure: entry.measure.clone(), name };
                found.push((length, entry.is_street == open, entry.is_count, mention));
            }
        }
        let order = |one: &(usize, bool, bool, Mention)| (one.0, one.1, one.2);
        found.sort_by(|a, b| order(b).cmp(&order(a)).then(a.3.measure.cmp(&b.3.measure)));
        // An official measure and its namesake of police.uk are one name to a reader.
        let best = found.first().map(|one| one.0);
        if let Some(first) = found.iter().position(|one| Some(one.0) == best && one.1 && one.2) {
            let one = found.remove(first);
            found.insert(0, one);
        }
        found.into_iter().map(|(.., mention)| mention).collect()
    }

    /// Places named in words, each with its name folded; a name within a longer one is not named.
    pub fn places(&self, text: &str) -> Vec<(String, Area)> {
        let mut rest = folded(text);
        let mut out: Vec<(String, Area)> = Vec::new();
        for (name, area) in &self.places {
            if let Some(at) = rest.find(name.as_str()) {
                let gone = format!(" {} ", "_".repeat(name.len() - 2));
                rest.replace_range(at..at + name.len(), &gone);
                out.push((name.clone(), area.clone()));
            }
        }
        out
    }
}

/// Periods named in words, each with where it stands.
pub fn periods(text: &str) -> Vec<(usize, Period)> {
    let lower = text.to_ascii_lowercase();
    let mut tokens: Vec<(usize, &str)> = Vec::new();
    let mut from = None;
    for (at, c) in lower.char_indices().chain([(lower.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '/', from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                tokens.push((start, &lower[start..at]));
                from = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    let word = |n: usize| tokens.get(n).map_or("", |(_, word)| *word);
    let mut out: Vec<(usize, Period)> = Vec::new();
    for (n, (at, token)) in tokens.iter().enumerate() {
        let hyphened = lower[*at + token.len()..].starts_with(['-', '–']);
        let second = if hyphened && word(n + 1).len() == 2 { word(n + 1) } else { "" };
        if let Some(year) = financial(token).or_else(|| financial(&format!("{token}/{second}"))) {
            out.push((*at, year));
            continue;
        }
        let Some(month) = month(token) else { continue };
        let Some(end) = year(word(n + 1)).and_then(|year| Period::month(year, month).ok()) else {
            continue;
        };
        let before: Vec<&str> = (1..=5).filter_map(|back| n.checked_sub(back)).map(word).collect();
        let ending = before.iter().take(4).any(|word| matches!(*word, "ending" | "ended"))
            || (before.contains(&"12") || before.contains(&"twelve")) && before.contains(&"months");
        let first = before
            .first()
            .filter(|to| matches!(**to, "to" | "and"))
            .and_then(|_| before.get(1))
            .and_then(|word| self::month(word));
        let whole = first.and_then(|first| {
            let year = end.end().year() - i16::from(first > month);
            Period::new(Date::new(year, first, 1).ok()?, end.end()).ok()
        });
        let period = match whole {
            Some(period) => period,
            None if ending => Period::rolling_year_to(end.end()),
            None => end,
        };
        out.push((*at, period));
    }
    out
}

pub(super) fn month(word: &str) -> Option<i8> {
    (1..=12).find(|n| {
        let name = month_name(*n).to_ascii_lowercase();
        word == name || (word.len() == 3 && name.starts_with(word))
    })
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1990..2100).contains(year))
}

/// `2017/18` or `2017/2018`.
fn financial(token: &str) -> Option<Period> {
    let (first, second) = token.split_once('/')?;
    let (first, second): (i16, i16) = (year(first)?, second.parse().ok()?);
    let follows = second == first + 1 || second == (first + 1) % 100;
    follows.then(|| Period::financial_year(first).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_from_words() {
        let read = |text: &str| -> Vec<String> {
            periods(text).into_iter().map(|(_, period)| period.to_string()).collect()
        };
        assert_eq!(read("from 2016/17 to 2017-18"), ["fy2016-17", "fy2017-18"]);
        assert_eq!(read("in the year ending 31 March 2018"), ["fy2017-18"]);
        assert_eq!(read("the 12 months to June 2022"), ["12m2022-06"]);
        assert_eq!(read("January to March 2022"), ["fy2021-22q4"]);
        assert_eq!(read("in March 2022, 7,004 were"), ["2022-03"]);
    }
}
