//! Front matter of committee papers: `papers/<paper>.toml`, and the headings of the implications
//! table in `papers/headings.toml`.

use domain::front::{Ask, FrontMatter, Implication};
use domain::ids::Slug;

use crate::problems::Problems;
use crate::table::{Table, read_toml};

/// Reads the front matter of the paper that the file is named after.
pub(crate) fn read(
    file: &str,
    paper: &Slug,
    bytes: &[u8],
    problems: &Problems,
) -> Option<FrontMatter> {
    read_toml(file, bytes, problems, |table| declared(paper, table))
}

fn declared(paper: &Slug, mut table: Table<'_>) -> Option<FrontMatter> {
    let written = table.lines();
    let list = |table: &mut Table<'_>, field: &'static str| {
        let texts: Vec<String> = table.texts(field).into_iter().map(|(text, _)| text).collect();
        written.contains_key(field).then_some(texts)
    };
    let appendices = list(&mut table, "appendices");
    let background_papers = list(&mut table, "background-papers");
    let read_with = list(&mut table, "read-with").unwrap_or_default();
    let implication = |mut table: Table<'_>| {
        let (heading, said) = (table.need_text("heading"), table.text("said"));
        table.finish();
        Implication { heading, said }
    };
    let front = FrontMatter {
        paper: paper.clone(),
        committee: table.text("committee"),
        report_of: table.text("report-of"),
        subject: table.text("subject"),
        date: table.date("date"),
        time: table.text("time"),
        agenda_item: table.text("agenda-item"),
        classification: table.text("classification"),
        author: table.text("author"),
        purpose: table.text("purpose"),
        ask: table.word("ask", Ask::ALL, Ask::word),
        recommendation: table.text("recommendation"),
        read_with,
        implications: table.tables("implications").into_iter().map(implication).collect(),
        appendices,
        background_papers,
        contact: table.text("contact"),
        members_enquiries: table.text("members-enquiries"),
        media_enquiries: table.text("media-enquiries"),
    };
    table.finish();
    Some(front)
}

/// Reads the headings of the implications table.
pub(crate) fn read_headings(file: &str, bytes: &[u8], problems: &Problems) -> Option<Vec<String>> {
    read_toml(file, bytes, problems, |mut table| {
        let headings = table.texts("implications").into_iter().map(|(text, _)| text).collect();
        table.finish();
        Some(headings)
    })
}
