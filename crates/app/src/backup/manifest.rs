//! The list of a backup's files with their digests, in the form that `sha256sum --check` reads.

use std::path::{Component, Path};

use domain::digest::Digest;

/// Its name in the folder of a backup.
pub const NAME: &str = "manifest.txt";

const FIRST: &str = "# Backup of an office of Scrutineer, form 1";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The schema of its database.
    pub schema: String,
    /// The last act in its journal.
    pub journal_head: Digest,
    /// Every file, by its path in the backup.
    pub files: Vec<(String, Digest)>,
}

impl Manifest {
    /// As written. The last line seals those before it.
    pub fn text(&self) -> String {
        let head = self.journal_head;
        let start = format!("{FIRST}\n# schema {}\n# journal {head}\n", self.schema);
        let lines = self.files.iter().map(|(path, digest)| format!("{digest}  {path}\n"));
        let text: String = std::iter::once(start).chain(lines).collect();
        let seal = Digest::of(text.as_bytes());
        format!("{text}# end {seal}\n")
    }

    /// Reads it back; none if it is damaged, cut short or of another form, or names a file outside
    /// of the backup.
    pub fn read(text: &str) -> Option<Self> {
        let (body, seal) = text.strip_suffix('\n')?.rsplit_once("# end ")?;
        if seal.parse() != Ok(Digest::of(body.as_bytes())) {
            return None;
        }
        let rest = body.strip_prefix(FIRST)?.strip_prefix("\n# schema ")?;
        let (schema, rest) = rest.split_once("\n# journal ")?;
        let (head, rest) = rest.split_once('\n')?;
        let file = |line: &str| {
            let (digest, path) = line.split_once("  ")?;
            is_inside(path).then_some((path.to_owned(), digest.parse().ok()?))
        };
        Some(Self {
            schema: schema.to_owned(),
            journal_head: head.parse().ok()?,
            files: rest.lines().map(file).collect::<Option<_>>()?,
        })
    }
}

/// Whether a path names a file of an office, inside its folder and on one line.
pub fn is_inside(path: &str) -> bool {
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let known = ["files/", "catalogue/"].iter().any(|folder| path.starts_with(folder));
    plain && !path.contains(['\n', '\r', '\\']) && (known || path == "scrutineer.db")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let digest = Digest::of(b"abc");
        let files = vec![("scrutineer.db".into(), digest), ("files/ba/x".into(), digest)];
        Manifest { schema: "m0001_ledger".into(), journal_head: digest, files }
    }

    #[test]
    fn it_reads_back_and_only_whole() {
        let text = sample().text();
        assert_eq!(Manifest::read(&text).unwrap(), sample());
        for end in 0..text.len() {
            assert_eq!(Manifest::read(&text[..end]), None, "cut at {end}");
            let mut changed = text.clone().into_bytes();
            changed[end] ^= 1;
            assert_eq!(Manifest::read(&String::from_utf8(changed).unwrap()), None, "at {end}");
        }
    }

    #[test]
    fn it_names_nothing_outside() {
        for path in ["/etc/x", "files/../../x", "x", "files/a\\b", "catalogue/a\nb", ""] {
            assert!(!is_inside(path), "{path}");
        }
        let mut outside = sample();
        outside.files[1].0 = "files/../../x".into();
        assert_eq!(Manifest::read(&outside.text()), None);
    }
}
