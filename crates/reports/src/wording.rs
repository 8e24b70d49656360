//! Hints on the wording of texts: what a careful reader would ask about. None of them stops a paper,
//! and the size of a change may always be quoted.

use std::collections::BTreeSet;

use analysis::finding::MeasureFinding;
use analysis::findings::Findings;
use domain::figure::Figure;
use domain::measure::Polarity;
use domain::narrative::{About, Narrative};
use domain::verdict::Verdict;

/// Something to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// The language of targets, where the plan sets none (SF-122).
    Target(String),
    /// A movement called better or worse where that is not clear.
    Movement {
        /// The word.
        word: String,
        /// Why it is not clear.
        because: &'static str,
    },
    /// A number that is none of the table's.
    Number(String),
}

/// Words that speak of targets.
const TARGETS: [&str; 6] = ["target", "on track", "off track", "quota", "milestone", "hit rate"];
/// Beginnings of words that call a movement good.
const BETTER: [&str; 4] = ["improv", "better", "success", "positive"];
/// Beginnings of words that call a movement bad.
const WORSE: [&str; 4] = ["worse", "deteriorat", "negative", "disappointing"];

/// What to look at again in a text.
pub fn hints(narrative: &Narrative, findings: Option<&Findings>) -> Vec<Hint> {
    let text = narrative.text.to_lowercase();
    let mut out: Vec<Hint> = TARGETS
        .iter()
        .filter(|word| text.contains(*word))
        .map(|word| Hint::Target((*word).to_owned()))
        .collect();
    let finding = match (&narrative.about, findings) {
        (About::Measure(id), Some(findings)) => findings.of(id.as_str()),
        (About::Measure(_) | About::Theme(_) | About::Paper(_), _) => None,
    };
    if let Some(finding) = finding {
        out.extend(movements(&text, finding));
        let figures = figures(finding);
        out.extend(
            numbers(&narrative.text)
                .filter(|number| !figures.contains(&bare(number)))
                .map(|number| Hint::Number(number.to_owned())),
        );
    }
    out
}

fn movements(text: &str, finding: &MeasureFinding) -> Vec<Hint> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
    let found = |beginnings: &[&str]| -> Option<String> {
        let begins = |word: &&&str| beginnings.iter().any(|start| word.starts_with(start));
        words.iter().find(begins).map(|word| (**word).to_owned())
    };
    // Which way the figures went, and whether that way has a name.
    let good = match (finding.link.polarity, finding.verdict) {
        (_, Verdict::NoClearChange) => Err("the test of change finds none that is clear"),
        (_, Verdict::TooEarlyToSay) => Err("it is too early to say whether there is a change"),
        (Polarity::LowerIsBetter, verdict) => Ok(verdict == Verdict::Fallen),
        (Polarity::HigherIsBetter, verdict) => Ok(verdict == Verdict::Risen),
        (
            Polarity::InRange
            | Polarity::NoPolarity
            | Polarity::IncreaseAcceptable
            | Polarity::ContextOnly,
            _,
        ) => Err("the plan calls neither direction better"),
    };
    let hint = |word: String, because| Hint::Movement { word, because };
    let (better, worse) = (found(&BETTER), found(&WORSE));
    match good {
        Err(because) => better.into_iter().chain(worse).map(|word| hint(word, because)).collect(),
        Ok(true) => {
            worse.map(|word| hint(word, "by the plan the movement is for the better")).into_iter()
        }
        .collect(),
        Ok(false) => {
            better.map(|word| hint(word, "by the plan the movement is for the worse")).into_iter()
        }
        .collect(),
    }
}

/// Every number of a measure's tables, without sign.
fn figures(finding: &MeasureFinding) -> BTreeSet<String> {
    let mut all: Vec<&Figure> = vec![
        &finding.count,
        &finding.before,
        &finding.change,
        &finding.percent,
        &finding.rate,
        &finding.peers.mean,
        &finding.peers.others,
        &finding.peers.rank,
    ];
    if let Some(beside) = &finding.beside {
        all.extend([&beside.count, &beside.percent]);
    }
    if let Some(quarter) = &finding.quarter {
        all.extend([&quarter.count, &quarter.before, &quarter.change, &quarter.percent]);
    }
    if let Some(chart) = &finding.chart {
        all.extend([&chart.mean, &chart.lower, &chart.upper]);
    }
    all.extend(finding.months.iter().map(|month| &month.count));
    all.extend(finding.peers.members.iter().map(|member| &member.rate));
    all.into_iter().map(|figure| bare(&figure.text())).collect()
}

/// A number without its sign: "+54.8%" and "54.8%" are one size.
fn bare(text: &str) -> String {
    text.trim_start_matches(['+', '-', '\u{2212}', '\u{2013}']).to_owned()
}

/// Numbers of a text that claim to be figures: with a thousands separator, a decimal point or a per
/// cent sign, or of three digits and more. Years and days are none.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | '/');
    text.split(move |c: char| !is_part(c)).filter_map(|token| {
        let token = token.trim_end_matches(['.', ',']).trim_start_matches(['.', ',']);
        let digits = token.chars().filter(char::is_ascii_digit).count();
        let plain = digits == token.len();
        let year = plain && digits == 4 && (token.starts_with("19") || token.starts_with("20"));
        let claims = token.ends_with('%') || token.contains(['.', ',']) || digits >= 3;
        (digits > 0 && claims && !year && !token.contains('/')).then_some(token)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_claim_to_be_figures() {
        let text = "In 2021/22 there were 1,790 thefts (+54.8%), 634 more than in 2020, on 31 March, \
                    in 3 of 8 districts, 0.5 a day.";
        assert_eq!(numbers(text).collect::<Vec<_>>(), ["1,790", "54.8%", "634", "0.5"]);
        assert_eq!(bare("+54.8%"), "54.8%");
    }
}
