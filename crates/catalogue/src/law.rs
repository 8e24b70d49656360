//! The law that papers may refer to: a reference is taken from here, never typed (SF-215).

use domain::ids::Slug;

use crate::codes;
use crate::listing::read_csv;
use crate::problems::Problems;

/// A provision of an Act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalReference {
    /// Its id.
    pub id: Slug,
    /// The Act's short title and year.
    pub act: String,
    /// Which part of it.
    pub provision: String,
    /// What it says, in our words.
    pub says: String,
}

/// Reads `vocabulary/law.csv`.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Vec<LegalReference> {
    let mut out: Vec<LegalReference> = Vec::new();
    for row in read_csv(file, bytes, &["id", "act", "provision", "says"], problems) {
        let id = row.parsed("id");
        let texts = ["act", "provision", "says"].map(|column| row.need_text(column));
        let (Some(id), [Some(act), Some(provision), Some(says)]) = (id, texts) else { continue };
        if out.iter().any(|other| other.id == id) {
            let message = format!("`{id}` stands here already");
            problems.error(&codes::DUPLICATE_ID, row.at("id"), message);
            continue;
        }
        out.push(LegalReference { id, act, provision, says });
    }
    out
}
