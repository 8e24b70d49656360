//! What may be said of a change.

/// The four verdicts of body text. The size of the change always stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// More than chance explains.
    Risen,
    /// Less than chance explains.
    Fallen,
    /// Within what chance and ordinary variation explain.
    NoClearChange,
    /// Not enough data to tell.
    TooEarlyToSay,
}

impl Verdict {
    /// As printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Risen => "Risen",
            Self::Fallen => "Fallen",
            Self::NoClearChange => "No clear change",
            Self::TooEarlyToSay => "Too early to say",
        }
    }
}
