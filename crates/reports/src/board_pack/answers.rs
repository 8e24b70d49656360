//! Figures that were implausible, and what the office answered: on the first page what is open or
//! left out, in the annex every answer.

use analysis::doubt::{Doubt, Why};
use document::{Block, NoteKind, Prose, Text, words};
use domain::answer::{Answer, Ruling};
use domain::figure::{Derivation, Figure, Missing};
use domain::observation::ObservationKey;

use super::Inputs;
use crate::doubts::{answered, odd, subject};

/// The annex section that lists every answer.
pub(super) const SECTION: &str = "annex-answers";

/// Whether a figure is missing because the office left one out that it is made from.
pub(super) fn is_left_out(inputs: &Inputs<'_>, figure: &Figure) -> bool {
    let missing = inputs.frozen.evaluate(&figure.id.key).missing;
    matches!(missing, Some(Missing::LeftOut { .. }))
}

/// What everything below rests on, said first.
pub(super) fn notes(inputs: &Inputs<'_>) -> Vec<Block> {
    let note = |kind, text: Option<Text>| text.map(|text| Block::Note(kind, text));
    let mut notes = Vec::new();
    notes.extend(note(NoteKind::Important, open(inputs)));
    notes.extend(note(NoteKind::Important, ruled(inputs, Ruling::Wrong)));
    notes.extend(note(NoteKind::Information, ruled(inputs, Ruling::Right)));
    notes
}

/// Doubts that nobody has answered, in an edition made before answers were asked for.
fn open(inputs: &Inputs<'_>) -> Option<Text> {
    let open: Vec<&Doubt> = inputs.findings.doubts.iter().filter(|doubt| doubt.is_open()).collect();
    let mut prose = Prose::new().strong("Data in question. ");
    for (n, doubt) in open.iter().enumerate() {
        let join = if n == 0 { "" } else { "; " };
        prose =
            prose.say(format!("{join}{}: ", subject(&inputs.frozen.catalogue, &doubt.question)));
        prose = against(inputs, prose, doubt);
    }
    let end = ". No verdict is drawn from what rests on them until they are replaced or explained.";
    (!open.is_empty()).then(|| prose.say(end).done())
}

/// "1,187 where 3,500 is usual", the numbers as figures that can be followed.
fn against(inputs: &Inputs<'_>, prose: Prose, doubt: &Doubt) -> Prose {
    let figure = |key: ObservationKey| inputs.frozen.figure(key, Derivation::Value);
    match &doubt.why {
        Why::Unusual { period, .. } => {
            let usual = ObservationKey { period: *period, ..doubt.key.clone() };
            prose
                .figure(&figure(doubt.key.clone()))
                .say(" where ")
                .figure(&figure(usual))
                .say(" is usual")
        }
        _ => prose.say(odd(doubt)),
    }
}

/// The force's own figures with one answer. What is said of another force is in the annex.
fn ruled(inputs: &Inputs<'_>, ruling: Ruling) -> Option<Text> {
    let own = &inputs.findings.scope.area;
    let standing = inputs.frozen.catalogue.standing_answers();
    let answers: Vec<&Answer> = standing
        .filter(|answer| answer.ruling == ruling && answer.question.area == *own)
        .filter(|answer| inputs.findings.window.end() >= answer.question.period.end())
        .filter(|answer| matters(inputs, answer))
        .collect();
    let mut prose = Prose::new().strong(match ruling {
        Ruling::Right => "Unusual, and right. ",
        Ruling::Wrong => "Left out. ",
    });
    for answer in &answers {
        let subject = subject(&inputs.frozen.catalogue, &answer.question);
        prose = prose.say(format!("{subject}: {} ", stopped(&answer.because)));
    }
    let end = match ruling {
        Ruling::Right => "Verdicts are drawn from these figures; ",
        Ruling::Wrong => {
            "Whatever needs these figures shows [x], and no verdict is drawn from it; "
        }
    };
    let prose = prose.say(end).section(SECTION).say(" says who answered, and when.");
    (!answers.is_empty()).then(|| prose.done())
}

fn stopped(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// Whether an answer is about a figure this paper rests on: one in doubt, or one left out.
fn matters(inputs: &Inputs<'_>, answer: &Answer) -> bool {
    let asked = inputs.findings.doubts.iter().any(|doubt| doubt.question == answer.question);
    asked
        || answer.ruling == Ruling::Wrong && inputs.frozen.left_out(&key(inputs, answer)).is_some()
}

fn key(inputs: &Inputs<'_>, answer: &Answer) -> ObservationKey {
    let question = &answer.question;
    inputs.frozen.key(&question.measure, &question.source, &question.area, question.period)
}

/// Every answer that matters, with those it replaced.
pub(super) fn listed(inputs: &Inputs<'_>) -> Option<Vec<Block>> {
    let catalogue = &inputs.frozen.catalogue;
    let standing = catalogue.standing_answers().filter(|answer| matters(inputs, answer));
    let terms: Vec<(Text, Text)> = standing
        .map(|answer| (words(subject(catalogue, &answer.question)), said(inputs, answer)))
        .collect();
    let intro = "Figures far from their own series, or from what an earlier release gave, and what \
                 this office answered before the edition was made. An answer is about the count it \
                 names: when a new file gives another, the question is asked again.";
    (!terms.is_empty()).then(|| vec![Block::Paragraph(words(intro)), Block::Terms(terms)])
}

fn said(inputs: &Inputs<'_>, answer: &Answer) -> Text {
    let doubt = inputs.findings.doubts.iter().find(|doubt| doubt.question == answer.question);
    let mut prose = match (doubt, answer.ruling) {
        (Some(doubt), Ruling::Right) => against(inputs, Prose::new(), doubt),
        (Some(doubt), Ruling::Wrong) => Prose::new().say(odd(doubt)),
        (None, _) => {
            let count = crate::sentences::grouped(answer.question.count.unsigned_abs());
            Prose::new().say(format!("{count} as published"))
        }
    };
    prose = prose.say(format!(". {}", answered(answer)));
    let all = inputs.frozen.catalogue.answers();
    let earlier = all.filter(|other| other.question == answer.question && *other != answer);
    for before in earlier {
        prose = prose.say(format!(" Before that: {}", answered(before)));
    }
    prose.done()
}
