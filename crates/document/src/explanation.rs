//! Where figures come from, as a list that readers can follow from one figure to the next.

/// Every figure of a paper and every figure under it, each explained once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanations {
    /// Title of the list.
    pub title: String,
    /// What it is about.
    pub subtitle: String,
    /// Whose paper it belongs to.
    pub body: String,
    /// Protective marking.
    pub marking: String,
    /// As in the paper.
    pub freeze_statement: String,
    /// One entry for each figure: those printed first, in printing order, then those under them.
    pub entries: Vec<Explained>,
}

/// A figure and how it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Its id, which is also its anchor.
    pub id: String,
    /// What it is of: "Burglary (police.uk), Leicestershire, 2021/22".
    pub of: String,
    /// Its value as printed.
    pub value: String,
    /// How it is made, in a sentence.
    pub made: String,
    /// Definition, file, place, publication, supply: term and what is said of it.
    pub facts: Vec<(String, String)>,
    /// The figures it is made from.
    pub inputs: Vec<ExplainedInput>,
}

/// A figure that another is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedInput {
    /// Its id.
    pub id: String,
    /// What it is of, in short.
    pub of: String,
    /// Its value as printed.
    pub value: String,
}
