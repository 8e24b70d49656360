//! Outcome categories in a neutral order: none is better than another (001 s19).

use domain::ids::Slug;

use crate::codes;
use crate::listing::read_csv;
use crate::problems::Problems;
use crate::spelling::folded;

/// One category of police.uk's last outcomes or outcome types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeCategory {
    /// The value it has in a breakdown.
    pub slug: Slug,
    /// The words police.uk uses.
    pub label: String,
}

/// Reads `vocabulary/outcomes.csv`; its order is the order in which outcomes are printed.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Vec<OutcomeCategory> {
    let mut out: Vec<OutcomeCategory> = Vec::new();
    for row in read_csv(file, bytes, &["slug", "label"], problems) {
        let (slug, label) = (row.parsed("slug"), row.need_text("label"));
        let Some((slug, label)) = slug.zip(label) else {
            continue;
        };
        let same = |o: &OutcomeCategory| o.slug == slug || folded(&o.label) == folded(&label);
        if out.iter().any(same) {
            let message = format!("`{label}` or its slug stands here already");
            problems.error(&codes::DUPLICATE_ID, row.at("slug"), message);
            continue;
        }
        out.push(OutcomeCategory { slug, label });
    }
    out
}
