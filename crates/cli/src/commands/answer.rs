//! `scrutineer answer`

use app::answer::{Asked, answer, questions};
use domain::answer::Ruling;
use serde_json::{Value, json};

use crate::arguments::{Answer, Arguments};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Answer) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    if let (false, Some(because)) = (asked.ids.is_empty(), &asked.because) {
        let ruling = match (asked.right, asked.wrong) {
            (true, _) => Ruling::Right,
            (_, true) => Ruling::Wrong,
            _ => anyhow::bail!("say --right (it stands) or --wrong (it is left out)"),
        };
        answer(&office, &asked.ids, ruling, because, asked.as_at).await?;
    }
    let (as_at, mut all) = questions(&office, asked.as_at).await?;
    let open = all.iter().filter(|one| one.doubt.is_open()).count();
    // What is open is what people come for.
    all.sort_by_key(|one| !one.doubt.is_open());
    if arguments.json {
        let listed = all.iter().map(as_json).collect::<Vec<_>>();
        show::json(&json!({ "as_at": as_at.to_string(), "open": open, "questions": listed }));
    } else {
        all.iter().for_each(|one| show::line(in_words(one)));
        show::line(match open {
            0 => format!("Nothing is left to answer for a freeze as at {as_at}."),
            _ => format!(
                "{open} to answer before a freeze as at {as_at}: scrutineer answer ID --as-at \
                 {as_at} --right (it stands) or --wrong (it is left out) --because \"...\""
            ),
        });
    }
    Ok(if open == 0 { Ended::Done } else { Ended::WithWarnings })
}

fn in_words(asked: &Asked) -> String {
    let id = asked.doubt.question.id();
    let answered = asked.doubt.answer.as_ref().map(reports_of);
    let answered = answered.unwrap_or_else(|| "open".into());
    format!("{id}  {}\n          {answered}", asked.says)
}

fn reports_of(answer: &domain::answer::Answer) -> String {
    let (by, at) = (&answer.by, answer.at.label());
    format!("answered {} by {by}, {at} UTC: {}", answer.ruling, answer.because)
}

fn as_json(asked: &Asked) -> Value {
    let question = &asked.doubt.question;
    let answer = asked.doubt.answer.as_ref().map(|answer| {
        json!({
            "answer": answer.ruling.word(),
            "because": answer.because,
            "by": answer.by,
            "at": answer.at.to_string(),
        })
    });
    json!({
        "id": question.id(),
        "concern": question.concern.word(),
        "measure": question.measure.to_string(),
        "source": question.source.to_string(),
        "area": question.area.to_string(),
        "period": question.period.to_string(),
        "count": question.count,
        "whole_file": asked.doubt.whole,
        "says": asked.says,
        "answer": answer,
    })
}
