//! The two pages everyone reads: what changed, what did not, what is too early to say.

use analysis::doubt::Doubt;
use analysis::finding::MeasureFinding;
use analysis::findings::{Gap, Tracked, WhyTracked};
use document::{Block, KeyFigure, NoteKind, Part, Prose, Section, Text, VerdictGroup, words};
use domain::cell::Cell;
use domain::verdict::Verdict;

use super::{Inputs, answers, exceptional, monthly, section, types};
use crate::sentences::{self, counted, in_sentence, known, listed, spoken};
use crate::{charts, narrative};

pub(crate) fn compose(inputs: &Inputs<'_>) -> Section {
    let mut blocks = Vec::new();
    let caution = inputs.findings.plan.caution.clone();
    blocks.extend(caution.map(|caution| Block::Note(NoteKind::Important, words(caution))));
    blocks.extend(answers::notes(inputs));
    let (crime, other): (Vec<&Gap>, Vec<&Gap>) =
        inputs.findings.gaps.iter().partition(|gap| gap.source.as_str() == MONTHLY_CRIME);
    blocks.extend(gaps(inputs, &crime).map(|text| Block::Note(NoteKind::Important, text)));
    blocks.push(Block::KeyFigures(key_figures(inputs)));
    blocks.push(Block::Paragraph(opening(inputs)));
    blocks.extend(yardstick(inputs).map(Block::Paragraph));
    blocks.push(Block::Verdicts(verdicts(inputs)));
    blocks.extend(quarter(inputs).map(Block::Paragraph));
    blocks.extend(signals(inputs).map(Block::Paragraph));
    blocks.extend(shapes(inputs));
    blocks.extend(standing(inputs).map(Block::Paragraph));
    blocks.extend(gaps(inputs, &other).map(|text| Block::Note(NoteKind::Information, text)));
    blocks.extend(missing(inputs).map(|text| Block::Note(NoteKind::Information, text)));
    blocks.extend(withheld(inputs).map(|text| Block::Note(NoteKind::Information, text)));
    blocks.extend(tracked(inputs).map(|text| Block::Note(NoteKind::Information, text)));
    blocks.extend(since(inputs).map(Block::Paragraph));
    blocks.extend(asked_and_done(inputs));
    section("summary", "Summary", Part::Summary, blocks)
}

/// The source that every verdict on a type of crime rests on.
const MONTHLY_CRIME: &str = "police-uk-street";

/// Months that were not supplied, by source: a total that needs one is missing and never low.
fn gaps(inputs: &Inputs<'_>, gaps: &[&Gap]) -> Option<Text> {
    let gap = |gap: &&Gap| {
        let source = inputs.frozen.catalogue.source(&gap.source);
        let source = source.map_or_else(|| gap.source.to_string(), |s| s.short_name.clone());
        format!("{source}: {}", domain::period::spans(&gap.months))
    };
    let gaps: Vec<String> = gaps.iter().map(gap).collect();
    let end = ". Every total that needs one of them shows [x].";
    let prose = Prose::new().strong("Months not held. ").say(gaps.join("; ")).say(end);
    (!gaps.is_empty()).then(|| prose.done())
}

fn key_figures(inputs: &Inputs<'_>) -> Vec<KeyFigure> {
    let findings = inputs.findings;
    let mut keys = Vec::new();
    if let Some(official) = findings.of("CRM-001") {
        keys.push(KeyFigure {
            label: format!("All crime, police recorded (official), {}", official.year.label()),
            figure: official.count.clone(),
            beneath: compared(inputs, official),
        });
    }
    if let Some(all) = findings.of("PUK-001") {
        keys.push(KeyFigure {
            label: format!("Crimes on police.uk, {}", all.year.label()),
            figure: all.count.clone(),
            beneath: compared(inputs, all),
        });
        if known(&all.rate) {
            let beneath = Prose::new().say("similar forces: ").figure(&all.peers.mean);
            keys.push(KeyFigure {
                label: "police.uk crimes per 1,000 residents".into(),
                figure: all.rate.clone(),
                beneath: beneath.done(),
            });
        }
    }
    if let Some(asb) = findings.of("PUK-002") {
        keys.push(KeyFigure {
            label: format!("ASB incidents, {}", asb.year.label()),
            figure: asb.count.clone(),
            beneath: compared(inputs, asb),
        });
    }
    keys
}

fn compared(inputs: &Inputs<'_>, finding: &MeasureFinding) -> Text {
    if !known(&finding.count) {
        let why =
            if answers::is_left_out(inputs, &finding.count) { "left out" } else { "not held" };
        return Prose::new().say(why).done();
    }
    if !finding.up_to_date {
        return Prose::new().say("not updated this quarter").done();
    }
    let on = |period: domain::period::Period| format!(" on {}", spoken(period));
    let mut prose = Prose::new().figure(&finding.percent).say(on(finding.baseline));
    if let Some(beside) = finding.beside.as_ref().filter(|beside| known(&beside.count)) {
        prose = prose.say("; ").figure(&beside.percent).say(on(beside.period));
    }
    prose.done()
}

fn opening(inputs: &Inputs<'_>) -> Text {
    let types: Vec<&MeasureFinding> =
        types(inputs).into_iter().filter(|finding| known(&finding.count)).collect();
    if types.is_empty() {
        let year = spoken(inputs.findings.year);
        return words(format!(
            "No complete police.uk year is held for {year}; no verdict is given."
        ));
    }
    let count = |verdict| types.iter().filter(|f| f.verdict == verdict).count();
    let (risen, fallen) = (count(Verdict::Risen), count(Verdict::Fallen));
    let unclear = count(Verdict::NoClearChange);
    let early = count(Verdict::TooEarlyToSay);
    let year = spoken(inputs.findings.year);
    if early == types.len() {
        let of = format!("For none of the {early} police.uk types can {year} be judged yet");
        return words(format!("{of}: a verdict needs two whole years of months."));
    }
    let mut said = vec![format!("{risen} rose"), format!("{fallen} fell")];
    said.push(format!("{unclear} show no clear change"));
    if early > 0 {
        said.push(format!("for {early} it is too early to say"));
    }
    let start = format!("Of the {} police.uk types, ", types.len());
    let mut largest = exceptional(inputs);
    let size = |finding: &MeasureFinding| finding.change.to_f64().map_or(0.0, f64::abs);
    largest.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let prose = Prose::new().say(start).say(listed(&said)).say(format!(" in {year}. "));
    let Some(first) = largest.first() else {
        return prose.done();
    };
    let name = in_sentence(&first.measure.short_name);
    prose
        .say(format!("The largest clear change is in {name}: "))
        .figure(&first.change)
        .say(" (")
        .figure(&first.percent)
        .say("). ")
        .say("A verdict is given only where the change is more than chance explains; ")
        .section("annex-method")
        .say(" says how.")
        .done()
}

/// The quarter by itself: its size and the type that moved most. Verdicts are of whole years.
fn quarter(inputs: &Inputs<'_>) -> Option<Text> {
    let all = inputs.findings.of("PUK-001")?.quarter.as_ref()?;
    if !known(&all.percent) {
        return None;
    }
    let size = |f: &&&MeasureFinding| {
        let percent = f.quarter.as_ref().and_then(|quarter| quarter.percent.to_f64());
        percent.map_or(0.0, f64::abs)
    };
    let types = types(inputs);
    let most = types.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let moved = most.quarter.as_ref()?;
    let prose = Prose::new()
        .strong("The quarter itself. ")
        .figure(&all.count)
        .say(format!(" crimes on police.uk in {}, ", all.period.label()))
        .figure(&all.percent)
        .say(" on the same months a year before. ")
        .say(format!("{} moved most in per cent: ", most.measure.short_name))
        .figure(&moved.count)
        .say(" (")
        .figure(&moved.percent)
        .say("). Verdicts are of whole years; the quarter of each type stands in ")
        .section("types")
        .say(".");
    Some(prose.done())
}

/// Why the baseline is a poor yardstick, if it is (SF-231, SF-232).
fn yardstick(inputs: &Inputs<'_>) -> Option<Text> {
    let finding = monthly(inputs).find(|finding| finding.exceptional_baseline.is_some())?;
    let period = inputs.frozen.catalogue.exceptional(finding.baseline)?;
    let official = inputs.findings.of("CRM-001");
    let beside = official.and_then(|f| Some((f, f.beside.as_ref().filter(|b| known(&b.count))?)));
    let prose = Prose::new().strong("Compared with what? ").say(format!(
        "The baseline is {}. {} ",
        spoken(finding.baseline),
        period.reason
    ));
    let Some((official, beside)) = beside else {
        return Some(prose.done());
    };
    let prose = prose
        .say(format!("Against {}, official all crime is ", beside.period.label()))
        .figure(&beside.percent)
        .say(" (")
        .figure(&beside.count)
        .say(" then, ")
        .figure(&official.count)
        .say(format!(" in {}); ", official.year.label()));
    let absent = format!("police.uk types for {} are not held [x].", beside.period.label());
    Some(prose.say(absent).done())
}

fn verdicts(inputs: &Inputs<'_>) -> Vec<VerdictGroup> {
    let types = types(inputs);
    let group = |verdict| {
        let mut with: Vec<&&MeasureFinding> =
            types.iter().filter(|f| f.verdict == verdict).collect();
        let size = |f: &MeasureFinding| f.change.to_f64().map_or(0.0, f64::abs);
        with.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.measure.id.cmp(&b.measure.id)));
        let lines = with.into_iter().map(|finding| sentences::verdict_line(finding)).collect();
        VerdictGroup { verdict, lines }
    };
    let all = [Verdict::Risen, Verdict::Fallen, Verdict::NoClearChange, Verdict::TooEarlyToSay];
    all.into_iter().map(group).filter(|group| !group.lines.is_empty()).collect()
}

/// The source of the official statistics.
const OFFICIAL: &str = "police-recorded-crime";

/// Measures of the plan without a figure for the year, with the last one held.
fn missing(inputs: &Inputs<'_>) -> Option<Text> {
    let left_out = |f: &MeasureFinding| answers::is_left_out(inputs, &f.count);
    let without: Vec<&MeasureFinding> = inputs
        .findings
        .measures
        .iter()
        .filter(|f| !known(&f.count) && !is_withheld(f) && !left_out(f))
        .collect();
    if without.is_empty() {
        return None;
    }
    let count = counted(without.len(), "measure", "measures");
    let mut prose = Prose::new().strong("Not yet supplied. ");
    let have = if without.len() == 1 { "has" } else { "have" };
    prose = prose.say(format!("{count} {have} no figure for the year [x]: "));
    for (n, finding) in without.iter().enumerate() {
        let name = in_sentence(&finding.measure.short_name);
        prose = prose.say(if n == 0 { name } else { format!("; {name}") });
        prose = match &finding.last_held {
            Some((period, figure)) => {
                prose.say(" (last held: ").figure(figure).say(format!(", {})", period.label()))
            }
            None => prose.say(" (none held)"),
        };
    }
    let official = without.iter().any(|f| f.link.headline_source.as_str() == OFFICIAL);
    let beside = if official {
        " The wider police.uk types stand beside them and are not the same thing."
    } else {
        ""
    };
    let prose = prose.say(format!(".{beside} ")).section("plan");
    Some(prose.say(" lists what cites them.").done())
}

fn is_withheld(finding: &MeasureFinding) -> bool {
    finding.count.cell == Cell::Suppressed
}

/// Measures whose year is withheld, and those whose months are, so that no verdict can be shown:
/// held and not told is neither missing nor too early.
fn withheld(inputs: &Inputs<'_>) -> Option<Text> {
    let findings = &inputs.findings.measures;
    let names = |which: &dyn Fn(&MeasureFinding) -> bool| -> Vec<String> {
        let which = findings.iter().filter(|finding| which(finding));
        which.map(|finding| in_sentence(&finding.measure.short_name)).collect()
    };
    let a_month = |f: &MeasureFinding| f.months.iter().any(|m| m.count.cell == Cell::Suppressed);
    let years = names(&is_withheld);
    let verdicts = names(&|finding| !is_withheld(finding) && a_month(finding));
    if years.is_empty() && verdicts.is_empty() {
        return None;
    }
    let mut prose = Prose::new().strong("Withheld, so that nobody can be recognised. ");
    if !years.is_empty() {
        prose = prose.say(format!("The year's figure [c]: {}. ", years.join("; ")));
    }
    if !verdicts.is_empty() {
        let verdicts = verdicts.join("; ");
        prose = prose.say(format!("Some months [c], and with them the verdict: {verdicts}."));
    }
    Some(prose.done())
}

/// Measures that the office follows and no public paper cites, each with why (SF-083, SF-111).
fn tracked(inputs: &Inputs<'_>) -> Option<Text> {
    let tracked = &inputs.findings.tracked;
    let because = |one: &Tracked| match &one.why {
        WhyTracked::Policy(said) => said.trim_end_matches('.').to_owned(),
        WhyTracked::Source(source) => {
            let source = inputs.frozen.catalogue.source(source);
            let name = source.map_or("its source", |source| &source.short_name);
            format!("{name} is shared with the office and not for publication")
        }
        WhyTracked::Catalogue => "it is restricted".to_owned(),
    };
    let one = |one: &Tracked| format!("{} ({})", one.measure.short_name, because(one));
    let all: Vec<String> = tracked.iter().map(one).collect();
    let count = counted(tracked.len(), "measure of the plan is", "measures of the plan are");
    let prose = Prose::new().strong("Tracked, not published. ").say(format!(
        "{count} followed by the office and not cited in public: {}.",
        all.join("; ")
    ));
    (!tracked.is_empty()).then(|| prose.done())
}

fn since(inputs: &Inputs<'_>) -> Option<Text> {
    let since = inputs.since?;
    let revised: u64 = since.records.iter().map(|record| record.changed).sum();
    let text = Prose::new()
        .strong("Since the last freeze ")
        .say(format!("({}), ", since.freeze.id))
        .say(super::since::in_short(&since, revised))
        .say(" See ")
        .section("since")
        .say(".");
    Some(text.done())
}

/// What is new at the last month of the charts, the least likely to be chance first. Months in doubt
/// are not read.
fn signals(inputs: &Inputs<'_>) -> Option<Text> {
    let findings = inputs.findings;
    let read = findings.signals.as_ref().filter(|_| !findings.doubts.iter().any(Doubt::is_open))?;
    let charts = counted(read.charts, "chart", "charts");
    let start = Prose::new().strong("New signals. ");
    if read.signals.is_empty() {
        let said = format!("In {} no chart of {charts} signals anew. ", read.month.label());
        return Some(start.say(said).section("annex-method").say(" says what a signal is.").done());
    }
    let number = counted(read.signals.len(), "signals", "signal");
    let said = format!("In {}, of {charts}, {number} anew", read.month.label());
    let mut prose = start.say(said).say(", the least likely to be chance first: ");
    for (n, signal) in read.signals.iter().enumerate() {
        let measure = findings.of(signal.measure.as_str());
        let name = measure.map_or_else(String::new, |f| in_sentence(&f.measure.short_name));
        let start = if n == 0 { "" } else { "; " };
        prose = prose
            .say(format!("{start}{name}, {} (p = ", sentences::rule(signal.rule)))
            .figure(&signal.p)
            .say(")");
    }
    let standing = read.signals.iter().filter(|signal| signal.stands).count();
    let said = match standing {
        0 => ". Counting all charts, none of these stands out.".to_owned(),
        n if n == read.signals.len() => ". Counting all charts, they still stand out.".to_owned(),
        1 => ". Counting all charts, the first still stands out.".to_owned(),
        n => format!(". Counting all charts, the first {n} still stand out."),
    };
    Some(prose.say(said).done())
}

/// Every type's months side by side.
fn shapes(inputs: &Inputs<'_>) -> Option<Block> {
    let types = types(inputs);
    types.first()?;
    let title = "Every type, month by month".to_owned();
    let chart = charts::small_multiples("chart-types", title, &types, super::plotted(inputs));
    Some(Block::Chart(Box::new(chart)))
}

/// Where the force stands: a second fact beside its own change (SF-087).
fn standing(inputs: &Inputs<'_>) -> Option<Text> {
    sentences::standing(inputs.findings.of("PUK-001")?)
}

fn asked_and_done(inputs: &Inputs<'_>) -> Vec<Block> {
    let points = narrative::asked_and_done(inputs);
    let prose = Prose::new().strong("Asked and done. ");
    match points.is_empty() {
        true => {
            let none = "No question or action is recorded in this edition.";
            vec![Block::Paragraph(prose.say(none).done())]
        }
        false => {
            let open = "What was asked about these figures, answered, and came of it:";
            vec![Block::Paragraph(prose.say(open).done()), Block::List(points)]
        }
    }
}
