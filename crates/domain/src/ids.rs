//! Short stable names of catalogued things, checked once when read.
//!
//! Measures have codes in capitals (`CRM-001`); everything else is in kebab-case
//! (`police-uk-street`). Both are safe in a web address and in a shell.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::ParseError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $allowed:expr, $rule:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ParseError;
            fn from_str(text: &str) -> Result<Self, ParseError> {
                let allowed: fn(char) -> bool = $allowed;
                let tidy = !text.starts_with('-') && !text.ends_with('-');
                if text.is_empty() || text.len() > 64 || !tidy || !text.chars().all(allowed) {
                    return Err(ParseError::new($what, text, $rule));
                }
                Ok(Self(text.into()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A measure's code, such as `CRM-001`. It never changes meaning; a changed meaning is a new
    /// definition version.
    MeasureId,
    "a measure",
    |c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-',
    "use capitals, digits and hyphens, at most 64, such as CRM-001"
);
id!(
    /// A data collection, such as `police-recorded-crime`; neither a publisher nor a file.
    SourceId,
    "a source",
    |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-',
    "use small letters, digits and hyphens, at most 64, such as police-uk-street"
);
id!(
    /// Any other catalogued thing in kebab-case: a value of a breakdown, a group, a paper.
    Slug,
    "a name",
    |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-',
    "use small letters, digits and hyphens, at most 64"
);

impl Slug {
    /// Makes a slug of any text: letters and digits stay, in small letters, everything else
    /// becomes single hyphens. Text without a letter or digit gives `none`.
    pub fn of(text: &str) -> Self {
        let mut out = String::new();
        for c in text.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                out.push(c);
            } else if c != '\'' && c != '’' && !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        out.truncate(64);
        let out = out.trim_end_matches('-');
        Self(if out.is_empty() { "none".into() } else { out.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_checked_when_read() {
        assert!("CRM-001".parse::<MeasureId>().is_ok());
        assert!("crm-001".parse::<MeasureId>().is_err());
        assert!("police uk".parse::<SourceId>().is_err());
        assert!("".parse::<SourceId>().is_err());
    }

    #[test]
    fn a_slug_is_made_of_any_text() {
        let slug = Slug::of("Investigation complete; no suspect identified");
        assert_eq!(slug.as_str(), "investigation-complete-no-suspect-identified");
        assert_eq!(Slug::of("Victims’ Code").as_str(), "victims-code");
        assert_eq!(Slug::of("***").as_str(), "none");
    }
}
