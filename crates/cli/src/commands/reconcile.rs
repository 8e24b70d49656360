//! `scrutineer reconcile`

use std::io::Read as _;

use anyhow::Context as _;
use app::reconcile::{Difference, Doubt, Judged, ReconcileRequest, Reconciled, Verdict, reconcile};
use domain::figure::Figure;
use serde_json::json;

use crate::arguments::{Arguments, Reconcile};
use crate::{Ended, show};

/// A paper may have so many bytes as sent.
const MOST_BYTES: u64 = 64 << 20;

pub async fn run(arguments: &Arguments, asked: &Reconcile) -> anyhow::Result<Ended> {
    let office = super::open_for(arguments, asked.role.as_ref()).await?;
    let paper = read(asked)?;
    let request = ReconcileRequest {
        name: asked.file.display().to_string(),
        freeze: asked.freeze.clone(),
        area: asked.area.clone(),
    };
    let found = reconcile(&office, &request, &paper).await?;
    if arguments.json {
        as_json(&found);
    } else {
        in_words(&found);
    }
    let settled = found.figures.iter().all(|one| is_ours(&one.verdict));
    Ok(if settled { Ended::Done } else { Ended::WithWarnings })
}

/// The paper's bytes; what is larger than a paper may be is cut and then refused by its reader.
fn read(asked: &Reconcile) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let name = asked.file.display();
    if asked.file.as_os_str() == "-" {
        std::io::stdin().take(MOST_BYTES).read_to_end(&mut bytes).context("could not read")?;
    } else {
        let file = std::fs::File::open(&asked.file);
        let file = file.with_context(|| format!("could not read {name}"))?;
        let read = file.take(MOST_BYTES).read_to_end(&mut bytes);
        read.with_context(|| format!("could not read {name}"))?;
    }
    Ok(bytes)
}

fn is_ours(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Match(_) | Verdict::Rounding(_))
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Match(_) => "match",
        Verdict::Rounding(_) => "rounding",
        Verdict::Revised { .. } => "revised since",
        Verdict::Other { .. } => "other measure or definition",
        Verdict::Contradicts(_) => "contradicts",
        Verdict::Ambiguous(_) => "ambiguous",
        Verdict::Withheld => "withheld",
        Verdict::Unknown(_) => "unknown",
    }
}

/// The figure of ours that a verdict rests on.
fn figure(verdict: &Verdict) -> Option<&Figure> {
    match verdict {
        Verdict::Match(figure) | Verdict::Rounding(figure) | Verdict::Contradicts(figure) => {
            Some(figure)
        }
        Verdict::Revised { now, .. } => Some(now),
        Verdict::Other { is, .. } => Some(is),
        Verdict::Ambiguous(_) | Verdict::Withheld | Verdict::Unknown(_) => None,
    }
}

fn because(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Match(_) => String::new(),
        Verdict::Rounding(figure) => format!("it is {} rounded", figure.text()),
        Verdict::Revised { now, published } => {
            format!("it stood so as published {published}; now {}", now.text())
        }
        Verdict::Other { meant, is, how } => {
            let how = match how {
                Difference::Sign => "a rise is called a fall, or a fall a rise",
                Difference::Kind => "a size is given for a change, or a change for a size",
                Difference::Measure => "it is of another measure or source",
                Difference::Period => "it is of another period",
                Difference::Area => "it is of another place",
            };
            let meant = meant.as_ref().map(|meant| format!("; what is meant is {}", meant.text()));
            format!("{how}: {} is {}{}", is.text(), is.id.key, meant.unwrap_or_default())
        }
        Verdict::Contradicts(figure) => format!("it is {}", figure.text()),
        Verdict::Ambiguous(figures) => {
            let list: Vec<String> = figures
                .iter()
                .map(|figure| {
                    let key = &figure.id.key.of;
                    format!("{} ({}, {})", figure.text(), key.area.code, key.period.label())
                })
                .collect();
            format!("its words may mean any of {}; write which", list.join(", "))
        }
        Verdict::Withheld => "what its words say is withheld, so no number is compared".to_owned(),
        Verdict::Unknown(doubt) => match doubt {
            Doubt::NotNamed => {
                "its words do not surely name one measure, one place and one period (--area names the \
                 place), and it is not what they most likely mean"
            }
            Doubt::NotHeld => "no figure of what its words name is held",
            Doubt::NotCompared => "money and shares are not compared",
            Doubt::NoSuchFreeze => "the freeze that its id names is not kept here",
            Doubt::NoSuchFigure => "its id names no figure of that freeze",
        }
        .to_owned(),
    }
}

/// In what a figure differs from the one that was meant, in a word.
fn differs_in(verdict: &Verdict) -> Option<&'static str> {
    let Verdict::Other { how, .. } = verdict else { return None };
    Some(match how {
        Difference::Sign => "sign",
        Difference::Kind => "kind",
        Difference::Measure => "measure",
        Difference::Period => "period",
        Difference::Area => "area",
    })
}

fn summary(found: &Reconciled) -> String {
    let count =
        |is: &dyn Fn(&Verdict) -> bool| found.figures.iter().filter(|one| is(&one.verdict)).count();
    let unknown = count(&|verdict| {
        matches!(verdict, Verdict::Unknown(_) | Verdict::Withheld | Verdict::Ambiguous(_))
    });
    let ours = count(&is_ours);
    let differ = found.figures.len() - ours - unknown;
    let basis = &found.basis;
    let by = if found.is_ours { "; a paper of ours, each figure by its id" } else { "" };
    format!("{ours} figures match, {differ} differ, {unknown} cannot be told ({basis}{by})")
}

fn in_words(found: &Reconciled) {
    show::line(summary(found));
    for one in found.figures.iter().filter(|one| !matches!(one.verdict, Verdict::Match(_))) {
        show::line(format_args!("\n{}: {} ({})", one.place, one.written, word(&one.verdict)));
        show::line(format_args!("  {}", because(&one.verdict)));
        if !one.reading.is_empty() {
            show::line(format_args!("  read as: {}", one.reading));
        }
        if let Some(figure) = figure(&one.verdict) {
            show::line(format_args!("  our figure: {}", figure.id));
        }
        show::line(format_args!("  \"{}\"", presentable(&one.text)));
    }
}

/// Words of a paper, fit for a terminal: short, and without control characters.
fn presentable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

fn as_json(found: &Reconciled) {
    let one = |judged: &Judged| {
        let figure = figure(&judged.verdict);
        json!({
            "place": judged.place,
            "text": judged.text,
            "written": judged.written,
            "reading": judged.reading,
            "verdict": word(&judged.verdict),
            "differs_in": differs_in(&judged.verdict),
            "because": because(&judged.verdict),
            "figure": figure.map(|figure| figure.id.to_string()),
            "value": figure.map(Figure::text),
        })
    };
    show::json(&json!({
        "basis": found.basis,
        "ours": found.is_ours,
        "summary": summary(found),
        "figures": found.figures.iter().map(one).collect::<Vec<_>>(),
    }));
}
