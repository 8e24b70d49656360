//! When two spellings are the same: case, and kinds and runs of space, do not matter, nor whether
//! "and" is written out.

/// The form in which spellings are compared.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let word = if word == "&" { "and" } else { word };
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn case_and_space_do_not_matter() {
        assert_eq!(folded(" Non-residential\u{a0} Burglary\n"), "non-residential burglary");
        assert_eq!(folded("Criminal damage & arson"), "criminal damage and arson");
        assert_ne!(folded("Essex Hampshire"), folded("Essex, Hampshire"));
    }
}
