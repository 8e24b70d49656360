//! `scrutineer explain`

use app::figures::{Explanation, Origin};
use domain::observation::Place;
use domain::rows::RowSet;
use serde_json::{Value, json};

use crate::arguments::{Arguments, Explain};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Explain) -> anyhow::Result<Ended> {
    let office = super::open_for(arguments, asked.role.as_ref()).await?;
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
        "origin": explanation.origin.as_ref().map(origin),
        "inputs": explanation.inputs.iter().map(as_json).collect::<Vec<_>>(),
    })
}

/// File and place as fields; rows as runs of lines, both ends included.
fn origin(origin: &Origin) -> Value {
    let (supplied, release) = (&origin.supplied, &origin.supplied.release);
    let rows = |rows: &RowSet| json!({ "count": rows.len(), "lines": rows.runs() });
    let place = match &origin.place {
        Place::Cell { sheet, cell } => json!({ "sheet": sheet, "cell": cell }),
        Place::Field { line, column } => json!({ "line": line, "column": column }),
        Place::Rows { rule, rows: set } => json!({ "rule": rule, "rows": rows(set) }),
        Place::Sum { column, rule, rows: set } => {
            json!({ "column": column, "rule": rule, "rows": rows(set) })
        }
    };
    json!({
        "file": release.name,
        "sha256": release.file.to_string(),
        "source": release.source.as_str(),
        "published": release.vintage.to_string(),
        "published_basis": release.vintage_basis,
        "import": supplied.batch,
        "imported_at": supplied.imported_at.to_string(),
        "imported_by": supplied.actor,
        "place": place,
    })
}
