//! What people say of the figures: the force's explanation and the Commissioner's view, stored apart
//! and printed together, then what was asked, answered and came of it (001 s11; SF-082, SF-245).

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::ParseError;
use crate::ids::{MeasureId, Slug};
use crate::instant::Instant;
use crate::words;

words! {
    /// Who speaks, or what a text is in the exchange between the body and its force.
    Voice {
        /// The force explains.
        Force = "force",
        /// The Commissioner's view.
        Commissioner = "commissioner",
        /// What the body asked.
        Question = "question",
        /// What was answered.
        Answer = "answer",
        /// What was done and what came of it.
        Result = "result",
    }
}

words! {
    /// What was done with a text.
    NarrativeAct {
        /// It was written, or written anew, which takes back an approval.
        Written = "written",
        /// It was approved for papers.
        Approved = "approved",
        /// It was taken back.
        Withdrawn = "withdrawn",
    }
}

/// What a text is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A measure: `PUK-003`.
    Measure(MeasureId),
    /// A theme of the plan: `theme/protecting-the-vulnerable`.
    Theme(Slug),
    /// A paper as a whole: `paper/board-pack`.
    Paper(Slug),
}

/// One line of the office's list of texts. A line is only added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NarrativeLine {
    /// The day of the freeze it speaks of.
    pub as_at: Date,
    /// What it is about.
    pub about: About,
    /// Who speaks.
    pub voice: Voice,
    /// What was done.
    pub act: NarrativeAct,
    /// The words, in Markdown; of another act, why, or nothing.
    pub text: String,
    /// The role that wrote or approved it. People are never named.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// A text as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrative {
    /// The day of the freeze it speaks of.
    pub as_at: Date,
    /// What it is about.
    pub about: About,
    /// Who speaks.
    pub voice: Voice,
    /// The words, in Markdown.
    pub text: String,
    /// The role that wrote it.
    pub author: String,
    /// When it was written.
    pub written_at: Instant,
    /// The role that approved it, and when; none while it is a draft.
    pub approved: Option<(String, Instant)>,
}

/// The texts that stand after every line, by day, subject and voice. An approval is of the words
/// before it: what is written anew is a draft again.
pub fn standing<'l>(lines: impl Iterator<Item = &'l NarrativeLine>) -> Vec<Narrative> {
    let mut out: BTreeMap<(Date, About, Voice), Narrative> = BTreeMap::new();
    for line in lines {
        let key = (line.as_at, line.about.clone(), line.voice);
        match line.act {
            NarrativeAct::Written => {
                let narrative = Narrative {
                    as_at: line.as_at,
                    about: line.about.clone(),
                    voice: line.voice,
                    text: line.text.clone(),
                    author: line.by.clone(),
                    written_at: line.at,
                    approved: None,
                };
                out.insert(key, narrative);
            }
            NarrativeAct::Approved => {
                if let Some(narrative) = out.get_mut(&key) {
                    narrative.approved = Some((line.by.clone(), line.at));
                }
            }
            NarrativeAct::Withdrawn => {
                out.remove(&key);
            }
        }
    }
    out.into_values().collect()
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Measure(id) => write!(f, "{id}"),
            Self::Theme(id) => write!(f, "theme/{id}"),
            Self::Paper(id) => write!(f, "paper/{id}"),
        }
    }
}

impl FromStr for About {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let help = "write a measure such as PUK-003, theme/ID or paper/ID";
        let wrong = |_| ParseError::new("what a text is about", text, help);
        match text.split_once('/') {
            Some(("theme", id)) => id.parse().map(Self::Theme).map_err(wrong),
            Some(("paper", id)) => id.parse().map(Self::Paper).map_err(wrong),
            Some(_) | None => text.parse().map(Self::Measure).map_err(wrong),
        }
    }
}

impl FromStr for Voice {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let help = "write force, commissioner, question, answer or result";
        Self::from_word(text).ok_or_else(|| ParseError::new("a voice", text, help))
    }
}

impl FromStr for NarrativeAct {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let help = "write written, approved or withdrawn";
        Self::from_word(text).ok_or_else(|| ParseError::new("an act", text, help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(act: NarrativeAct, text: &str) -> NarrativeLine {
        NarrativeLine {
            as_at: "2022-03-31".parse().unwrap(),
            about: "PUK-003".parse().unwrap(),
            voice: Voice::Force,
            act,
            text: text.into(),
            by: "head of performance".into(),
            at: "2026-11-02T09:05:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn an_approval_is_of_the_words_before_it() {
        // SF-245: with author and date.
        let written = line(NarrativeAct::Written, "Thefts at the station.");
        let approved = line(NarrativeAct::Approved, "");
        let one = standing([&written, &approved].into_iter());
        assert_eq!(one[0].author, "head of performance");
        assert!(one[0].approved.is_some());
        let anew = line(NarrativeAct::Written, "Thefts at two stations.");
        let two = standing([&written, &approved, &anew].into_iter());
        assert_eq!(two[0].text, "Thefts at two stations.");
        assert_eq!(two[0].approved, None);
        let gone = line(NarrativeAct::Withdrawn, "");
        assert!(standing([&written, &approved, &gone].into_iter()).is_empty());
        assert!(standing([&approved].into_iter()).is_empty());
    }

    #[test]
    fn what_is_written_is_read() {
        for text in ["PUK-003", "theme/visible-policing", "paper/board-pack"] {
            assert_eq!(text.parse::<About>().unwrap().to_string(), text);
        }
        assert!("measure/PUK-003".parse::<About>().is_err());
        assert!("burglary".parse::<About>().is_err());
    }
}
