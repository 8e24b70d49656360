//! Sentences that several sections say alike.

use analysis::finding::{MeasureFinding, PeerFigures, Rule, Standing};
use document::{Prose, Text};
use domain::figure::Figure;
use domain::measure::Polarity;
use domain::period::{Period, PeriodKind};
use domain::verdict::Verdict;

/// "Bicycle theft", or "Violence and sexual offences" in the middle of a sentence.
pub fn in_sentence(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        // An abbreviation keeps its capitals.
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// A period in the middle of a sentence: "2021/22", "the year ending June 2022".
pub fn spoken(period: Period) -> String {
    match period.kind() {
        PeriodKind::RollingYear => format!("the {}", period.label()),
        PeriodKind::Month | PeriodKind::Quarter | PeriodKind::FinancialYear | PeriodKind::Other => {
            period.label()
        }
    }
}

/// A count with what it counts: "1,790 crimes" or "10,227 incidents".
pub fn noun(finding: &MeasureFinding) -> &'static str {
    match finding.measure.id.as_str() {
        "PUK-002" => "incidents",
        "PUK-020" => "outcomes",
        _ => "crimes",
    }
}

/// The verdict of a measure in at most 25 words, with count and % on the baseline.
pub fn verdict(finding: &MeasureFinding) -> Text {
    let said = match finding.verdict {
        Verdict::Risen => "rose",
        Verdict::Fallen => "fell",
        Verdict::NoClearChange => "shows no clear change",
        Verdict::TooEarlyToSay => "cannot be judged yet",
    };
    let start = format!("{} {said}: ", finding.measure.short_name);
    let prose = Prose::new()
        .say(start)
        .figure(&finding.count)
        .say(format!(" {} in {}, ", noun(finding), spoken(finding.year)))
        .figure(&finding.change);
    let prose = if finding.percent.to_f64().is_some() {
        prose.say(" (").figure(&finding.percent).say(")")
    } else {
        prose
    };
    prose.say(format!(" on {}.", spoken(finding.baseline))).done()
}

/// A line for a list under a verdict: name, count and, where there is one, change.
pub fn verdict_line(finding: &MeasureFinding) -> Text {
    let name = Prose::new().strong(finding.measure.short_name.clone());
    let prose = name.say(" ").figure(&finding.count);
    let sizes = [&finding.percent, &finding.change];
    match sizes.into_iter().find(|size| known(&finding.count) && known(size)) {
        Some(size) => prose.say(", ").figure(size).done(),
        None => prose.done(),
    }
}

/// Where the force stands among similar forces, a second fact beside its own change (SF-087): its
/// rate against the group's mean, in the words its polarity allows (SF-088), whether it differs from
/// the others by more than forces differ anyway, and its place only with the places it may as well
/// have: a place alone would be printed as if it were sure.
pub fn standing(finding: &MeasureFinding) -> Option<Text> {
    let peers = &finding.peers;
    let place = match peers.standing(&finding.rate) {
        Standing::Above => "unusually high in its group",
        Standing::Below => "unusually low in its group",
        Standing::Within => "not unusual in its group",
        Standing::Unknown => return None,
    };
    let lower_is_better = finding.link.polarity == Polarity::LowerIsBetter;
    let below = finding.rate.to_f64()? < peers.mean.to_f64()?;
    // Rates that are written alike are not told apart in words.
    let alike = finding.rate.text() == peers.mean.text();
    let (side, favourable) = match (below, lower_is_better) {
        _ if alike => ("level with", ""),
        (true, true) => ("below", ", the favourable side"),
        (true, false) => ("below", ""),
        (false, _) => ("above", ""),
    };
    let prose = Prose::new()
        .say("Among similar forces: ")
        .figure(&finding.rate)
        .say(format!(" per 1,000 residents, {side} the group mean of "))
        .figure(&peers.mean)
        .say(format!("{favourable}; {place}, where the others would put a force like them at "))
        .figure(&peers.expected_low)
        .say(" to ")
        .figure(&peers.expected_high);
    let prose = match (known(&peers.rank_low), known(&peers.rank_high)) {
        (true, true) => places(prose.say("; "), peers),
        _ => prose,
    };
    Some(prose.say(".").done())
}

/// "5th of 8, lowest rate first, and between 3rd and 7th by what single years can tell".
fn places(prose: Prose, peers: &PeerFigures) -> Prose {
    let prose = prose
        .figure(&peers.rank)
        .say(format!(" of {}, lowest rate first, and ", peers.members.len()));
    let prose = match peers.rank_low.cell == peers.rank_high.cell {
        true => prose.say("surely so"),
        false => {
            prose.say("anywhere from ").figure(&peers.rank_low).say(" to ").figure(&peers.rank_high)
        }
    };
    prose.say(" by what single years can tell")
}

/// Whether a figure has a value.
pub fn known(figure: &Figure) -> bool {
    figure.to_f64().is_some()
}

/// A number that is no figure of the edition, written as figures are: "8,004".
pub fn grouped(n: u64) -> String {
    let exact = domain::figure::Exact::Whole(i64::try_from(n).unwrap_or(i64::MAX));
    let format = domain::figure::Format::Number { decimals: 0 };
    domain::figure::text::write(exact, format)
}

/// What a rule has seen at a month.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::AboveUpperLimit => "above the upper limit",
        Rule::BelowLowerLimit => "below the lower limit",
        Rule::TrendRising => "the end of a run of rises",
        Rule::TrendFalling => "the end of a run of falls",
        Rule::TwoOfThreeHigh => "near the upper limit for the second time in three months",
        Rule::TwoOfThreeLow => "near the lower limit for the second time in three months",
        Rule::ShiftAbove => "in a run above the mean",
        Rule::ShiftBelow => "in a run below the mean",
    }
}

/// "1 force", "3 forces".
pub fn counted(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

/// "a, b and c".
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_into_sentences() {
        assert_eq!(in_sentence("Bicycle theft"), "bicycle theft");
        assert_eq!(in_sentence("ASB incidents"), "ASB incidents");
        let names = ["Kent", "Sussex", "Essex"].map(str::to_owned);
        assert_eq!(listed(&names), "Kent, Sussex and Essex");
        assert_eq!(counted(1, "force", "forces"), "1 force");
    }
}
