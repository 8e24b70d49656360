//! Groups of similar forces, as dated lists: one file each, `groups/<id>.toml`.

use domain::area::Area;
use domain::diagnostic::Location;
use domain::ids::Slug;

use crate::area::PoliceArea;
use crate::codes;
use crate::problems::{Placed, Problems};
use crate::table::{Table, read_toml};

/// A force and the forces it is compared with, at a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarGroup {
    /// Its id, such as `msg-leicestershire-2014`.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// The force whose group it is.
    pub force: Area,
    /// The other forces, in the order of the list; the force itself is not among them.
    pub peers: Vec<Area>,
    /// The year the list was in use.
    pub year: i16,
    /// How the group's average is made.
    pub method: String,
    /// Where the list was taken from.
    pub source: String,
}

impl SimilarGroup {
    /// The force first, then its peers: everyone whose figures enter the average.
    pub fn members(&self) -> impl Iterator<Item = &Area> {
        std::iter::once(&self.force).chain(&self.peers)
    }
}

/// Reads one group. Forces are named; `force_named` knows them by any spelling. A name that is no
/// force is reported and left out: run-together names are never taken apart (SF-091).
pub(crate) fn read<'a>(
    file: &str,
    bytes: &[u8],
    problems: &Problems,
    force_named: impl Fn(&str) -> Option<&'a PoliceArea>,
) -> Option<Placed<SimilarGroup>> {
    let resolve = |name: &str, line: u64| {
        let found = force_named(name).map(|force| force.area.clone());
        if found.is_none() {
            let at = Location::line(file, line);
            let message = format!("`{name}` is not the name of one police force");
            problems.error(&codes::UNKNOWN_FORCE, at, message);
        }
        found
    };
    read_toml(file, bytes, problems, |table| declared(table, resolve))
}

fn declared(
    mut table: Table<'_>,
    resolve: impl Fn(&str, u64) -> Option<Area>,
) -> Option<Placed<SimilarGroup>> {
    let (file, line, mut lines) = (table.file().to_owned(), table.line, table.lines());
    let id = table.need_parsed("id");
    let title = table.need_text("title");
    let force = table.need_text("force");
    let force_line = table.line_of("force");
    let force = (!force.is_empty()).then(|| resolve(&force, force_line));
    let mut peers = Vec::new();
    for (name, line) in table.texts("peers") {
        if let Some(peer) = resolve(&name, line) {
            lines.insert(format!("peer {}", peers.len()), line);
            peers.push(peer);
        }
    }
    let year = table.need_whole("year");
    let (method, source) = (table.need_text("method"), table.need_text("source"));
    table.finish();
    let value = SimilarGroup {
        id: id?,
        title,
        force: force.flatten()?,
        peers,
        year: year?,
        method,
        source,
    };
    Some(Placed { value, file, line, lines })
}
