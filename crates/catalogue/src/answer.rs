//! Answers of the office to questions about its figures: `answers/<name>.csv`, one line each, a line
//! added for every answer and none taken out.

use domain::answer::{Answer, Question};
use domain::diagnostic::Diagnostic;

use crate::listing::{Row, line, read_csv};
use crate::problems::Problems;

/// Its columns.
const HEADER: &[&str] =
    &["concern", "measure", "source", "area", "period", "count", "answer", "because", "by", "at"];

/// Where an office's answers stand in its catalogue.
pub const FILE: &str = "answers/answers.csv";

/// Reads the answers of one file, in its order.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Vec<Answer> {
    read_csv(file, bytes, HEADER, problems).iter().filter_map(declared).collect()
}

/// Reads a list of answers that stands by itself.
///
/// # Errors
/// Every line that cannot be read.
pub fn read_list(file: &str, bytes: &[u8]) -> Result<Vec<Answer>, Vec<Diagnostic>> {
    let problems = Problems::default();
    let answers = read(file, bytes, &problems);
    let problems = problems.into_sorted();
    if problems.is_empty() { Ok(answers) } else { Err(problems) }
}

fn declared(row: &Row<'_>) -> Option<Answer> {
    let concern = row.parsed("concern");
    let (measure, source) = (row.parsed("measure"), row.parsed("source"));
    let (area, period, count) = (row.parsed("area"), row.parsed("period"), row.whole("count"));
    let (ruling, because) = (row.parsed("answer"), row.need_text("because"));
    let (by, at) = (row.need_text("by"), row.parsed("at"));
    let question = Question {
        concern: concern?,
        measure: measure?,
        source: source?,
        area: area?,
        period: period?,
        count: count?,
    };
    Some(Answer { question, ruling: ruling?, because: because?, by: by?, at: at? })
}

/// A file of answers with one more at its end; `file` is empty or as it was read.
pub fn with_answer(file: &[u8], answer: &Answer) -> Vec<u8> {
    let Answer { question, ruling, because, by, at } = answer;
    let cells = [
        question.concern.to_string(),
        question.measure.to_string(),
        question.source.to_string(),
        question.area.to_string(),
        question.period.to_string(),
        question.count.to_string(),
        ruling.to_string(),
        because.clone(),
        by.clone(),
        at.to_string(),
    ];
    line(file, HEADER, &cells)
}

#[cfg(test)]
mod tests {
    use domain::answer::{Concern, Ruling};

    use super::*;

    fn answer(because: &str, ruling: Ruling) -> Answer {
        let question = Question {
            concern: Concern::Level,
            measure: "PUK-001".parse().unwrap(),
            source: "police-uk-street".parse().unwrap(),
            area: "W15000004.2016".parse().unwrap(),
            period: "2024-01".parse().unwrap(),
            count: 910,
        };
        let at = "2026-11-02T09:05:00Z".parse().unwrap();
        Answer { question, ruling, because: because.into(), by: "local operator".into(), at }
    }

    #[test]
    fn what_is_written_is_read() {
        let answers = [
            answer("a \"technical fault\", says the force", Ruling::Wrong),
            answer("the force has sent nothing better", Ruling::Right),
        ];
        let file = answers.iter().fold(Vec::new(), |file, one| with_answer(&file, one));
        let problems = Problems::default();
        assert_eq!(read(FILE, &file, &problems), answers);
        assert!(problems.into_sorted().is_empty());
        // Written by hand, without a last line end.
        let cut = &file[..file.len() - 1];
        let more = with_answer(cut, &answers[0]);
        assert_eq!(read(FILE, &more, &Problems::default()).len(), 3);
    }

    #[test]
    fn an_answer_without_a_reason_is_refused_with_its_line() {
        let file =
            with_answer(&with_answer(b"", &answer("x", Ruling::Right)), &answer("", Ruling::Right));
        let problems = Problems::default();
        assert_eq!(read(FILE, &file, &problems).len(), 1);
        let told = problems.into_sorted();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].location.line, Some(3));
    }
}
