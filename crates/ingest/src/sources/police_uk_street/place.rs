//! The district a row lies in: by its LSOA code, and where the code is not known by its LSOA name.

use std::collections::HashMap;

use catalogue::{Catalogue, District};

use crate::codes;
use crate::findings::Findings;
use crate::reading::{Tallied, rows};
use crate::text::Row;

/// England and Wales have some 35,000 areas; only a made-up file has more, and is not remembered.
const MOST_REMEMBERED: usize = 100_000;

/// Where a row lies.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'c> {
    /// In a district, of this force or another.
    District(&'c District),
    /// Somewhere the catalogue has no district for.
    Unknown,
    /// The publisher gives no place.
    Nowhere,
}

/// Finds places and remembers them.
pub(super) struct Places<'c> {
    catalogue: &'c Catalogue,
    known: HashMap<Vec<u8>, Found<'c>>,
    latest: (Vec<u8>, Found<'c>),
    words: Vec<u8>,
    disagreeing: Tallied,
    unknown: Option<(String, u64, u64)>,
}

#[derive(Clone, Copy)]
struct Found<'c> {
    place: Place<'c>,
    /// The district by name, where the code means another.
    otherwise: Option<&'c District>,
}

impl<'c> Places<'c> {
    pub(super) fn new(catalogue: &'c Catalogue) -> Self {
        let nowhere = Found { place: Place::Nowhere, otherwise: None };
        Self {
            catalogue,
            known: HashMap::new(),
            latest: (b"\n".to_vec(), nowhere),
            words: Vec::new(),
            disagreeing: Tallied::default(),
            unknown: None,
        }
    }

    pub(super) fn find(&mut self, row: &Row<'_>, code: usize, name: usize) -> Place<'c> {
        self.words.clear();
        self.words.extend_from_slice(row.bytes(code));
        self.words.push(b'\n');
        self.words.extend_from_slice(row.bytes(name));
        if self.latest.0 != self.words {
            let known = self.known.get(&self.words).copied();
            let found = known.unwrap_or_else(|| self.look_up(row.text(code), row.text(name)));
            self.latest.0.clone_from(&self.words);
            self.latest.1 = found;
        }
        let found = self.latest.1;
        if let (Place::District(by_code), Some(by_name)) = (found.place, found.otherwise) {
            let both = format!("{} by code, {} by name", by_code.name, by_name.name);
            self.disagreeing.add(&both, row.line);
        }
        if matches!(found.place, Place::Unknown) {
            let first = || (format!("{} {}", row.text(code), row.text(name)), 0, row.line);
            self.unknown.get_or_insert_with(first).1 += 1;
        }
        found.place
    }

    fn look_up(&mut self, code: &str, name: &str) -> Found<'c> {
        let by_code = self.catalogue.district_of_lsoa(code);
        let by_name = self.catalogue.district_named(district_part(name));
        let place = match by_code.or(by_name) {
            Some(district) => Place::District(district),
            None if code.is_empty() && name.is_empty() => Place::Nowhere,
            None => Place::Unknown,
        };
        let otherwise = by_name.filter(|n| by_code.is_some_and(|c| c.area != n.area));
        let found = Found { place, otherwise };
        if self.known.len() < MOST_REMEMBERED {
            self.known.insert(self.words.clone(), found);
        }
        found
    }

    /// Tells the rows whose code and name disagree, and those in no district.
    pub(super) fn tell(&self, findings: &mut Findings) {
        for (both, count, line) in self.disagreeing.iter() {
            let at = findings.line(line).in_column(super::LSOA_CODE);
            let message = format!("{} in {both}; the code is taken", rows(count));
            findings.note(&codes::DISTRICT_DISAGREES, at, message);
        }
        if let Some((first, count, line)) = &self.unknown {
            let at = findings.line(*line).in_column(super::LSOA_CODE);
            let message = format!(
                "{} in no district the catalogue knows, the first in \"{first}\"",
                rows(*count)
            );
            findings.warning(&codes::DISTRICT_UNKNOWN, at, message);
        }
    }
}

/// `Leicester 032B` → `Leicester`.
fn district_part(lsoa_name: &str) -> &str {
    let is_code = |last: &str| {
        last.len() == 4
            && last.bytes().take(3).all(|b| b.is_ascii_digit())
            && last.bytes().skip(3).all(|b| b.is_ascii_uppercase())
    };
    match lsoa_name.rsplit_once(' ') {
        Some((district, last)) if is_code(last) => district,
        _ => lsoa_name,
    }
}

#[cfg(test)]
mod tests {
    use super::district_part;

    #[test]
    fn the_district_stands_before_the_code() {
        assert_eq!(district_part("Leicester 032B"), "Leicester");
        assert_eq!(district_part("Bristol, City of 011A"), "Bristol, City of");
        assert_eq!(district_part("North East Derbyshire"), "North East Derbyshire");
        assert_eq!(district_part(""), "");
    }
}
