//! `scrutineer explain`

use app::figures::Explanation;
use serde_json::{Value, json};

use crate::arguments::{Arguments, Explain};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Explain) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let explanation = app::figures::explain(&office, &asked.figure).await?;
    if arguments.json {
        show::json(&as_json(&explanation));
    } else {
        in_words(&explanation, 0);
    }
    Ok(Ended::Done)
}

fn in_words(explanation: &Explanation, depth: usize) {
    let (indent, explained) = ("    ".repeat(depth), &explanation.explained);
    show::line(format_args!("{indent}{}  {}", explained.value, explained.of));
    show::line(format_args!("{indent}  {}", explained.made));
    for (term, said) in &explained.facts {
        show::line(format_args!("{indent}  {term}: {said}"));
    }
    show::line(format_args!("{indent}  Id: {}", explained.id));
    explanation.inputs.iter().for_each(|input| in_words(input, depth + 1));
}

fn as_json(explanation: &Explanation) -> Value {
    let explained = &explanation.explained;
    let facts = explained.facts.iter().map(|(term, said)| json!({ "term": term, "said": said }));
    json!({
        "id": explained.id,
        "of": explained.of,
        "value": explained.value,
        "made": explained.made,
        "facts": facts.collect::<Vec<_>>(),
        "inputs": explanation.inputs.iter().map(as_json).collect::<Vec<_>>(),
    })
}
