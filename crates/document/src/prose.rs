//! Writing running text with figures in it, piece by piece.

use domain::figure::Figure;

use crate::{Inline, Text};

/// A sentence or more in the making: `Prose::new().say("Crime was ").figure(&f).say(".")`.
#[derive(Debug, Clone, Default)]
pub struct Prose(Text);

impl Prose {
    /// Nothing said yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words.
    #[must_use]
    pub fn say(mut self, words: impl Into<String>) -> Self {
        self.0.push(Inline::Words(words.into()));
        self
    }

    /// Adds words that matter.
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Inline::Strong(words.into()));
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn figure(mut self, figure: &Figure) -> Self {
        self.0.push(figure.clone().into());
        self
    }

    /// Adds something to be read or typed exactly.
    #[must_use]
    pub fn code(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Code(text.into()));
        self
    }

    /// Adds a reference to a section.
    #[must_use]
    pub fn section(mut self, id: &str) -> Self {
        self.0.push(Inline::Section(id.to_owned()));
        self
    }

    /// Adds text made elsewhere.
    #[must_use]
    pub fn text(mut self, text: Text) -> Self {
        self.0.extend(text);
        self
    }

    /// The text.
    pub fn done(self) -> Text {
        self.0
    }
}
