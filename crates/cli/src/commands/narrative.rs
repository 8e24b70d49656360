//! `scrutineer narrative`

use std::io::Read as _;

use anyhow::Context as _;
use app::narrative::{Narrative as Text, NarrativeAct, Said, Writing, decide, said, write};
use serde_json::json;

use crate::arguments::{Arguments, Narrative, NarrativeDecision, NarrativeWrite};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, what: &Narrative) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    match what {
        Narrative::List(asked) => {
            let said = said(&office, asked.as_at).await?;
            tell(arguments, &asked.as_at.to_string(), &said);
            Ok(match said.missing.is_empty() {
                true => Ended::Done,
                false => Ended::WithWarnings,
            })
        }
        Narrative::Write(asked) => {
            let NarrativeWrite { about, voice, as_at, by, .. } = asked;
            let writing = Writing {
                as_at: *as_at,
                about: about.clone(),
                voice: *voice,
                text: words(asked)?,
                author: by.clone(),
            };
            let hints = write(&office, &writing).await?;
            if arguments.json {
                let hints = hints.iter().map(show::diagnostic_json).collect::<Vec<_>>();
                show::json(
                    &json!({ "written": format!("{about} {}", voice.word()), "hints": hints }),
                );
            } else {
                show::diagnostics(&hints);
                let voice = voice.word();
                show::line(format_args!("Written: {about}, {voice}, as at {as_at}; a draft."));
                show::line(format_args!(
                    "Next: scrutineer narrative approve {about} {voice} --as-at {as_at} --by ROLE"
                ));
            }
            // A hint is for the author; it stops nothing.
            Ok(Ended::Done)
        }
        Narrative::Approve(asked) => {
            decided(arguments, &office, asked, NarrativeAct::Approved).await
        }
        Narrative::Withdraw(asked) => {
            decided(arguments, &office, asked, NarrativeAct::Withdrawn).await
        }
    }
}

fn words(asked: &NarrativeWrite) -> anyhow::Result<String> {
    match (&asked.text, &asked.file) {
        (Some(text), _) if text == "-" => {
            let mut words = String::new();
            std::io::stdin().read_to_string(&mut words).context("reading standard input")?;
            Ok(words)
        }
        (Some(text), _) => Ok(text.clone()),
        (None, Some(file)) => std::fs::read_to_string(file)
            .with_context(|| format!("reading the text in {}", file.display())),
        (None, None) => Ok(String::new()),
    }
}

async fn decided(
    arguments: &Arguments,
    office: &app::Office,
    asked: &NarrativeDecision,
    act: NarrativeAct,
) -> anyhow::Result<Ended> {
    let NarrativeDecision { about, voice, as_at, by } = asked;
    decide(office, (*as_at, about, *voice), act, by).await?;
    if arguments.json {
        show::json(
            &json!({ "about": about.to_string(), "voice": voice.word(), "act": act.word() }),
        );
    } else {
        let (voice, act) = (voice.word(), act.word());
        show::line(format_args!("{about}, {voice}, as at {as_at}: {act} by {by}."));
    }
    Ok(Ended::Done)
}

fn tell(arguments: &Arguments, as_at: &str, said: &Said) {
    if arguments.json {
        let texts = said.narratives.iter().map(as_json).collect::<Vec<_>>();
        let missing = said
            .missing
            .iter()
            .map(|(id, name)| json!({ "measure": id.to_string(), "name": name }));
        show::json(&json!({
            "as_at": as_at,
            "texts": texts,
            "missing": missing.collect::<Vec<_>>(),
            "hints": said.hints.iter().map(show::diagnostic_json).collect::<Vec<_>>(),
        }));
        return;
    }
    for text in &said.narratives {
        let state = match &text.approved {
            Some((by, at)) => format!("approved by {by}, {} UTC", at.label()),
            None => "draft".to_owned(),
        };
        let (about, voice) = (&text.about, text.voice.word());
        show::line(format_args!("{about}  {voice}  by {}, {state}", text.author));
        text.text.lines().for_each(|line| show::line(format_args!("    {line}")));
    }
    show::diagnostics(&said.hints);
    for (id, name) in &said.missing {
        show::line(format_args!(
            "To explain: {name}. scrutineer narrative write {id} force \"...\" --as-at {as_at} --by ROLE"
        ));
    }
    if said.missing.is_empty() {
        show::line(format_args!("Every clear change as at {as_at} is explained."));
    }
}

fn as_json(text: &Text) -> serde_json::Value {
    let approved = text.approved.as_ref();
    json!({
        "about": text.about.to_string(),
        "voice": text.voice.word(),
        "text": text.text,
        "author": text.author,
        "written_at": text.written_at.to_string(),
        "approved_by": approved.map(|(by, _)| by),
        "approved_at": approved.map(|(_, at)| at.to_string()),
    })
}
