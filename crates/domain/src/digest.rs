//! SHA-256 over a canonical encoding, equal on every database and machine.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use crate::ParseError;

/// A SHA-256 digest, printed as 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of a file's bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The first twelve digits, for people.
    pub fn short(&self) -> String {
        self.to_string()[..12].to_owned()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Digest {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let wrong = || ParseError::new("a digest", text, "a SHA-256 digest has 64 hex digits");
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (n, byte) in bytes.iter_mut().enumerate() {
            let pair = &text[2 * n..2 * n + 2];
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

/// Writes named fields in order, each with its length before it, so that no two different lists of
/// fields can give the same bytes. Numbers go in as decimal text, moments as microseconds.
#[derive(Default)]
pub struct Canonical(Sha256);

impl Canonical {
    /// Starts the encoding of one `kind` of thing.
    pub fn new(kind: &str) -> Self {
        Self::default().text(kind)
    }

    /// Adds a field as text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
        self
    }

    /// Adds a field by what it prints.
    #[must_use]
    pub fn field(self, value: impl fmt::Display) -> Self {
        self.text(&value.to_string())
    }

    /// The digest of all fields.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_that_of_the_standard() {
        // FIPS 180-4 example: SHA-256 of "abc".
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), text);
        assert_eq!(text.parse::<Digest>().unwrap(), Digest::of(b"abc"));
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        let one = Canonical::new("t").text("ab").text("c").finish();
        let other = Canonical::new("t").text("a").text("bc").finish();
        assert_ne!(one, other);
    }
}
