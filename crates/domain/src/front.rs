//! Front matter of a committee paper: who reports to whom, what is asked of the committee, what it
//! implies, what is attached and whom to ask (SF-068, SF-069, SF-072, SF-108, SF-109, SF-112,
//! SF-211, SF-236, SF-238, SF-248).

use jiff::civil::Date;

use crate::ids::Slug;
use crate::words;

words! {
    /// What the committee is asked to do.
    Ask {
        /// To note the report, which is an outcome of its own.
        Note = "note",
        /// To review it.
        Review = "review",
        /// To approve it.
        Approve = "approve",
    }
}

/// What a report implies under one heading. "None" is said; nothing said is not complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implication {
    /// The heading, as the committee's template has it.
    pub heading: String,
    /// What is said; none while nobody has said anything.
    pub said: Option<String>,
}

/// The front matter of one paper. What is `None` has not been filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// Which paper.
    pub paper: Slug,
    /// The committee it goes to.
    pub committee: Option<String>,
    /// Whose report it is.
    pub report_of: Option<String>,
    /// The subject, as the agenda has it.
    pub subject: Option<String>,
    /// The day of the meeting.
    pub date: Option<Date>,
    /// The time of the meeting.
    pub time: Option<String>,
    /// The number on the agenda, where there is one.
    pub agenda_item: Option<String>,
    /// The paper's mark: "Public report".
    pub classification: Option<String>,
    /// The role that wrote it. People are not named here.
    pub author: Option<String>,
    /// Why it comes.
    pub purpose: Option<String>,
    /// What is asked.
    pub ask: Option<Ask>,
    /// In words, after the ask.
    pub recommendation: Option<String>,
    /// Papers to be read with it.
    pub read_with: Vec<String>,
    /// What it implies, under each heading of the template.
    pub implications: Vec<Implication>,
    /// What is attached; an empty list says none.
    pub appendices: Option<Vec<String>>,
    /// What it rests on; an empty list says none.
    pub background_papers: Option<Vec<String>>,
    /// The role to contact, and how.
    pub contact: Option<String>,
    /// Where members of the committee ask, if elsewhere.
    pub members_enquiries: Option<String>,
    /// Where the media ask, if elsewhere.
    pub media_enquiries: Option<String>,
}

/// Headings of the implications where an office has not set its own: those of 2014 (001).
pub const HEADINGS: [&str; 5] = [
    "Financial",
    "Legal",
    "Equality impact assessment",
    "Risks and impact",
    "Link to the Police and Crime Plan",
];

impl FrontMatter {
    /// What must be filled in before the paper goes out and is not, under the headings the office's
    /// template has.
    pub fn open(&self, headings: &[String]) -> Vec<String> {
        let fields = [
            ("committee", self.committee.is_none()),
            ("report-of", self.report_of.is_none()),
            ("subject", self.subject.is_none()),
            ("date", self.date.is_none()),
            ("classification", self.classification.is_none()),
            ("author", self.author.is_none()),
            ("purpose", self.purpose.is_none()),
            ("ask", self.ask.is_none()),
            ("recommendation", self.recommendation.is_none()),
            ("appendices", self.appendices.is_none()),
            ("background-papers", self.background_papers.is_none()),
            ("contact", self.contact.is_none()),
        ];
        let fields = fields.into_iter().filter(|(_, open)| *open).map(|(name, _)| name.to_owned());
        let unsaid = headings.iter().filter(|heading| self.said(heading).is_none());
        fields
            .chain(unsaid.map(|heading| format!("implication \u{201c}{heading}\u{201d}")))
            .collect()
    }

    /// What is said under a heading.
    pub fn said(&self, heading: &str) -> Option<&str> {
        let found = self.implications.iter().find(|one| one.heading == heading);
        found.and_then(|one| one.said.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> FrontMatter {
        FrontMatter {
            paper: "board-pack".parse().unwrap(),
            committee: None,
            report_of: None,
            subject: None,
            date: None,
            time: None,
            agenda_item: None,
            classification: None,
            author: None,
            purpose: None,
            ask: None,
            recommendation: None,
            read_with: vec![],
            implications: vec![],
            appendices: None,
            background_papers: None,
            contact: None,
            members_enquiries: None,
            media_enquiries: None,
        }
    }

    #[test]
    fn none_is_not_blank() {
        // SF-236, SF-248: headings are the office's own; "None" is complete, nothing is not.
        let headings: Vec<String> = ["Financial", "Communications"].map(String::from).to_vec();
        let mut front = empty();
        front.implications = vec![
            Implication { heading: "Financial".into(), said: Some("None".into()) },
            Implication { heading: "Communications".into(), said: None },
        ];
        let open = front.open(&headings);
        assert!(open.contains(&"implication \u{201c}Communications\u{201d}".to_owned()));
        assert!(!open.iter().any(|one| one.contains("Financial")));
        // SF-238: the date field was empty on the published report.
        assert!(open.contains(&"date".to_owned()));
        // SF-109: no background papers is said by an empty list.
        front.background_papers = Some(vec![]);
        assert!(!front.open(&headings).contains(&"background-papers".to_owned()));
    }
}
