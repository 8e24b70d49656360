//! The lookup from small areas to districts, unpacked when it is first asked.

use std::collections::HashMap;
use std::io::Read;
use std::sync::OnceLock;

use domain::diagnostic::Location;

use crate::codes;
use crate::listing::read_csv;
use crate::problems::Problems;

/// Its columns; cells hold codes only, so none is ever quoted.
const HEADER: &[&str] = &["lsoa", "district"];
/// More than this is not unpacked: the lookup of England has about 0.6 MB.
const MOST_BYTES: u64 = 16 << 20;

/// `areas/lsoa-2011-to-district.csv.gz` as stored, and as read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lookup {
    file: String,
    packed: Vec<u8>,
    districts: OnceLock<HashMap<String, String>>,
}

impl Lookup {
    /// Keeps the packed file; nothing is read yet.
    pub(crate) fn new(file: &str, packed: &[u8]) -> Self {
        Self { file: file.to_owned(), packed: packed.to_vec(), districts: OnceLock::new() }
    }

    /// The code of the district an area lies in. Lines that [`Lookup::read`] would report are
    /// passed over.
    pub(crate) fn district_code(&self, lsoa: &str) -> Option<&str> {
        let districts = self.districts.get_or_init(|| {
            let text = self.unpack().unwrap_or_default();
            let pairs = text.lines().skip(1).filter_map(|line| line.split_once(','));
            let owned = pairs.map(|(lsoa, district)| (lsoa.to_owned(), district.to_owned()));
            owned.collect()
        });
        districts.get(lsoa).map(String::as_str)
    }

    /// Every area, its district's code, and the line.
    pub(crate) fn read(&self, problems: &Problems) -> Vec<(String, String, u64)> {
        if self.packed.is_empty() {
            return Vec::new();
        }
        let text = match self.unpack() {
            Ok(text) => text,
            Err(why) => {
                let at = Location::file(&self.file);
                problems.error(&codes::UNREADABLE_FILE, at, why);
                return Vec::new();
            }
        };
        let rows = read_csv(&self.file, text.as_bytes(), HEADER, problems);
        let cells = rows
            .iter()
            .filter_map(|row| Some((row.need_text("lsoa")?, row.need_text("district")?, row.line)));
        cells.collect()
    }

    fn unpack(&self) -> Result<String, String> {
        let mut text = String::new();
        flate2::read::GzDecoder::new(self.packed.as_slice())
            .take(MOST_BYTES + 1)
            .read_to_string(&mut text)
            .map_err(|error| error.to_string())?;
        if text.len() as u64 > MOST_BYTES {
            return Err("it is far too large".to_owned());
        }
        Ok(text)
    }

    /// The file's name.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }
}
