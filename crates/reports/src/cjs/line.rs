//! One watched measure in a line: its figure, its change, how old it is.

use analysis::watched::{LatestFigures, WatchedFinding};
use document::{Prose, Text};
use domain::verdict::Verdict;

use crate::sentences::{known, spoken};

/// Whether the measure is context, and its line.
pub(super) fn one(finding: &WatchedFinding) -> (bool, Text) {
    let name = Prose::new().strong(finding.measure.name.clone());
    let place = if finding.is_context() { " (context)" } else { "" };
    let Some(latest) = &finding.latest else {
        return (finding.is_context(), name.say(format!("{place}: no figure is held [x].")).done());
    };
    let prose =
        name.say(format!("{place}: ")).figure(&latest.figure).say(format!(" {}, ", when(latest)));
    let prose = change(prose, latest);
    (finding.is_context(), prose.say(format!(" ({}).", age(latest))).done())
}

/// "in 2021/22", "at 30 September 2019".
pub(super) fn when(latest: &LatestFigures) -> String {
    match latest.period.start() == latest.period.end() {
        true => format!("at {}", latest.period.label()),
        false => format!("in {}", spoken(latest.period)),
    }
}

fn change(prose: Prose, latest: &LatestFigures) -> Prose {
    let before = spoken(latest.baseline);
    if !known(&latest.change) {
        return prose.say(format!("nothing held for {before} to compare with"));
    }
    let said = match latest.verdict {
        Some(Verdict::Risen) => "risen, ",
        Some(Verdict::Fallen) => "fallen, ",
        Some(Verdict::NoClearChange) => "no clear change, ",
        Some(Verdict::TooEarlyToSay) | None => "",
    };
    let prose = prose.say(said).figure(&latest.change);
    let prose = match known(&latest.percent) {
        true => prose.say(" (").figure(&latest.percent).say(")"),
        false => prose,
    };
    prose.say(format!(" on {before}"))
}

/// "new", "new, 2 months old", "not updated this quarter, 30 months old" (SF-023, SF-042).
pub(super) fn age(latest: &LatestFigures) -> String {
    let said = if latest.is_new { "new" } else { "not updated this quarter" };
    match latest.lag_months {
        0 => said.to_owned(),
        1 => format!("{said}, 1 month old"),
        months => format!("{said}, {months} months old"),
    }
}
