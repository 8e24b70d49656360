//! The front matter of a committee paper, before everything else in it.

use document::{Block, Column, Part, Prose, Row, RowKind, Section, Table, TableCell, Text, words};
use domain::front::{Ask, FrontMatter};
use domain::period::Period;

use crate::charts;
use crate::paper::section;

/// What stands where something has not been filled in yet; such a paper is a draft and does not go
/// out.
const OPEN: &str = "[x]";

/// The front matter under the headings of the office's template.
pub fn compose(front: &FrontMatter, headings: &[String], marking: &str) -> Section {
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| OPEN.into());
    let date = front.date.map_or_else(
        || OPEN.to_owned(),
        |day| Period::new(day, day).map_or_else(|_| day.to_string(), Period::label),
    );
    let when = match &front.time {
        Some(time) => format!("{date}, {time}"),
        None => date,
    };
    let mut header = vec![
        term("To", said(&front.committee)),
        term("Report of", said(&front.report_of)),
        term("Subject", said(&front.subject)),
        term("Date", when),
        term("Author", said(&front.author)),
        term("Classification", format!("{}; {marking}", said(&front.classification))),
    ];
    if let Some(item) = &front.agenda_item {
        header.insert(1, term("Agenda item", item.clone()));
    }
    let ask = match front.ask {
        Some(Ask::Note) => "The committee is asked to note this report. ",
        Some(Ask::Review) => "The committee is asked to review this report. ",
        Some(Ask::Approve) => "The committee is asked to approve this report. ",
        None => "What the committee is asked to do is not filled in yet [x]. ",
    };
    let mut blocks = vec![
        Block::Terms(header),
        Block::Paragraph(Prose::new().strong("Purpose. ").say(said(&front.purpose)).done()),
        Block::Paragraph(
            Prose::new()
                .strong("Recommendation. ")
                .say(ask)
                .say(said(&front.recommendation))
                .done(),
        ),
    ];
    if !front.read_with.is_empty() {
        let all = front.read_with.join("; ");
        blocks.push(Block::Paragraph(
            Prose::new().strong("To be read with. ").say(format!("{all}.")).done(),
        ));
    }
    blocks.push(Block::Table(implications(front, headings)));
    let list = |papers: &Option<Vec<String>>, none: &str| match papers {
        None => OPEN.to_owned(),
        Some(papers) if papers.is_empty() => none.to_owned(),
        Some(papers) => papers.join("; "),
    };
    let mut back = vec![
        term("Appendices", list(&front.appendices, "None")),
        term("Background papers", list(&front.background_papers, "No background papers")),
        term("Contact", said(&front.contact)),
    ];
    let enquiries = [
        ("Members\u{2019} enquiries", &front.members_enquiries),
        ("Media enquiries", &front.media_enquiries),
    ];
    for (name, to) in enquiries {
        back.extend(to.clone().map(|to| term(name, to)));
    }
    blocks.push(Block::Terms(back));
    section("front", "For the committee", Part::Summary, blocks)
}

fn term(name: &str, said: String) -> (Text, Text) {
    (words(name), words(said))
}

fn implications(front: &FrontMatter, headings: &[String]) -> Table {
    let row = |heading: &String| Row {
        cells: vec![
            TableCell::words(heading.clone()),
            TableCell::words(front.said(heading).unwrap_or(OPEN)),
        ],
        kind: RowKind::Plain,
    };
    Table {
        id: "table-implications".into(),
        caption: "Implications".into(),
        columns: vec![Column::left("Heading", 2), Column::left("Implication", 5)],
        rows: headings.iter().map(row).collect(),
        source: charts::source("the author of this report"),
        notes: vec![],
    }
}
