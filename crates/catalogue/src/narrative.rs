//! The office's texts: `narrative/<name>.csv`, one line for every text, approval and withdrawal, a
//! line added for each and none taken out.

use domain::narrative::NarrativeLine;

use crate::listing::{Row, line, read_csv};
use crate::problems::Problems;

/// Its columns.
const HEADER: &[&str] = &["as-at", "about", "voice", "act", "text", "by", "at"];

/// Where an office's texts stand in its catalogue.
pub const FILE: &str = "narrative/narrative.csv";

/// Reads the lines of one file, in its order.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Vec<NarrativeLine> {
    read_csv(file, bytes, HEADER, problems).iter().filter_map(declared).collect()
}

fn declared(row: &Row<'_>) -> Option<NarrativeLine> {
    let wrong = |text: &str| format!("`{text}` is not a date such as 2022-03-31");
    let as_at = row.checked("as-at", |text| text.parse().map_err(|_| wrong(text)));
    let (about, voice, act) = (row.parsed("about"), row.parsed("voice"), row.parsed("act"));
    let (by, at) = (row.need_text("by"), row.parsed("at"));
    Some(NarrativeLine {
        as_at: as_at?,
        about: about?,
        voice: voice?,
        act: act?,
        text: row.text("text").to_owned(),
        by: by?,
        at: at?,
    })
}

/// A file of texts with one more line at its end; `file` is empty or as it was read.
pub fn with_line(file: &[u8], narrative: &NarrativeLine) -> Vec<u8> {
    let NarrativeLine { as_at, about, voice, act, text, by, at } = narrative;
    let cells = [
        as_at.to_string(),
        about.to_string(),
        voice.word().to_owned(),
        act.word().to_owned(),
        text.clone(),
        by.clone(),
        at.to_string(),
    ];
    line(file, HEADER, &cells)
}

#[cfg(test)]
mod tests {
    use domain::narrative::{NarrativeAct, Voice};

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let one = NarrativeLine {
            as_at: "2022-03-31".parse().unwrap(),
            about: "PUK-003".parse().unwrap(),
            voice: Voice::Commissioner,
            act: NarrativeAct::Written,
            text: "First, \"this\".\n\n- then that\n- =1+1".into(),
            by: "chief executive".into(),
            at: "2026-11-02T09:05:00Z".parse().unwrap(),
        };
        let file = with_line(&with_line(b"", &one), &one);
        let problems = Problems::default();
        assert_eq!(read(FILE, &file, &problems), [one.clone(), one]);
        assert!(problems.into_sorted().is_empty());
    }
}
