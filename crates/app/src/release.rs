//! What stands between a draft and a paper that goes out: errors that stop it, and warnings that
//! someone answers for.
//!
//! That a table has a source, a chart a description and a figure one value, that nothing withheld can
//! be worked out and no restricted measure is cited, is checked when a paper is composed; this is
//! what is asked beside.

use analysis::findings::Findings;
use analysis::frozen::Frozen;
use domain::diagnostic::{Diagnostic, Location};
use domain::freeze::Freeze;
use domain::narrative::About;
use domain::verdict::Verdict;
use reports::Report;

use crate::{AppError, Office, codes, narrative, publication};

/// What must be put right before a paper goes out.
pub(crate) fn errors(report: &Report, frozen: &Frozen) -> Vec<Diagnostic> {
    let Some(front) = frozen.catalogue.front(report.id) else {
        return vec![];
    };
    let place = || Location::file(format!("catalogue/papers/{}.toml", report.id));
    let open = front.open(&frozen.catalogue.implication_headings()).into_iter();
    open.map(|what| {
        Diagnostic::error(&codes::FRONT_MATTER_OPEN, place(), format!("{what} is open"))
    })
    .collect()
}

/// What someone answers for before a paper goes out: a clear change without explanation, texts that
/// are still drafts, hints on the wording of those that are printed.
pub(crate) fn warnings(report: &Report, frozen: &Frozen, findings: &Findings) -> Vec<Diagnostic> {
    let as_at = frozen.id.as_at;
    let mut narratives = frozen.catalogue.narratives();
    narratives.retain(|one| one.as_at == as_at);
    let concerns = |about: &About| match about {
        About::Measure(id) => {
            findings.of(id.as_str()).is_some()
                || findings.watched.iter().any(|watched| watched.measure.id == *id)
        }
        About::Theme(id) => findings.plan.themes.iter().any(|theme| theme.id == *id),
        About::Paper(id) => id.as_str() == report.id,
    };
    narratives.retain(|one| concerns(&one.about));
    let place = || Location::file(format!("{}, {}", report.id, frozen.id));
    let mut out = Vec::new();
    for (id, name) in narrative::missing(findings, &narratives) {
        let message = format!("{name}: the change is clear and the force has not explained it");
        let help = format!(
            "scrutineer narrative write {id} force \"...\" --as-at {as_at} --by ROLE, approve it and \
             freeze again; or answer for it with --because \"...\""
        );
        out.push(
            Diagnostic::warning(&codes::CHANGE_NOT_EXPLAINED, place(), message).with_help(help),
        );
    }
    for draft in narratives.iter().filter(|one| one.approved.is_none()) {
        let (about, voice) = (&draft.about, draft.voice.word());
        let message = format!("the text of {about} ({voice}) is a draft and is not printed");
        out.push(Diagnostic::warning(&codes::TEXT_NOT_APPROVED, place(), message));
    }
    let printed = narratives.iter().filter(|one| one.approved.is_some());
    out.extend(printed.flat_map(|one| narrative::hints(one, Some(findings))));
    out
}

/// Whether a verdict asks for an explanation (SF-245).
pub(crate) fn is_exceptional(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Risen | Verdict::Fallen)
}

/// The edition of the same day from which this paper went out before, if it did: what goes out now
/// corrects it.
///
/// # Errors
/// Store errors.
pub(crate) async fn corrected(
    office: &Office,
    report: &Report,
    freeze: &Freeze,
) -> Result<Option<publication::Publication>, AppError> {
    let all = publication::all(office).await?;
    let same_day = |one: &publication::Publication| {
        one.paper == report.id && one.freeze.as_at == freeze.id.as_at && one.freeze != freeze.id
    };
    Ok(all.into_iter().rev().find(same_day))
}
