//! What reading a file takes, whatever the file: 64 MB at most above reading a small one.
//!
//! Each file is read in a process of its own, which is this one started again, and which says how
//! much it held at most. Only Linux tells; elsewhere files are read and nothing is measured.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use ingest::sent::{Sent, Stream};
use ingest::{Input, is_archive, unpack};

use crate::sample::{
    CATALOGUE, STREET_HEADER, content, excerpt, gunzip, told, with_parts, workbook, zip,
};

const LARGEST: u64 = 64 << 20;
const FILE: &str = "SCRUTINEER_HOSTILE_FILE";

#[derive(Debug)]
struct OnDisk(PathBuf);

impl Sent for OnDisk {
    fn open(&self) -> io::Result<Box<dyn Stream + '_>> {
        Ok(Box::new(File::open(&self.0)?))
    }
}

/// The most memory this process held, in bytes.
fn held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok().map(|kib: u64| kib << 10)
}

/// What the started process does; by itself, nothing.
#[test]
fn reads_one_file() {
    let Ok(path) = std::env::var(FILE) else { return };
    let sent = OnDisk(PathBuf::from(path));
    let told = if is_archive(&sent).unwrap() {
        let unpacked = unpack("a.zip", &sent, |_, from| io::copy(from, &mut io::sink()).map(drop));
        match unpacked {
            Ok(diagnostics) => told(&diagnostics),
            Err(ingest::NotUnpacked::Refused(refused)) => told(&refused.diagnostics),
            Err(ingest::NotUnpacked::NotKept(error)) => panic!("{error}"),
        }
    } else {
        match ingest::read(&Input { name: "file", bytes: &sent, vintage: None }, &CATALOGUE) {
            Ok(parsed) => format!("read {}\n", parsed.rows_read) + &told(&parsed.diagnostics),
            Err(refused) => told(&refused.diagnostics),
        }
    };
    print!("{told}\nheld {}\n", held().unwrap_or(0));
}

/// What is told of a file, and the most memory that reading it took.
fn reading(path: &Path) -> (String, u64) {
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "hostile_memory::reads_one_file", "--nocapture", "--test-threads=1"]);
    let output = again.env(FILE, path).output().unwrap();
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}: {words}", path.display());
    let held = words.lines().find_map(|line| line.strip_prefix("held "));
    let held = held.and_then(|held| held.parse().ok()).unwrap_or(0);
    (words, held)
}

fn rows(marks: impl Iterator<Item = String>) -> Vec<u8> {
    let empty = workbook(&[("Table P1", &[]), ("Table P3", &[])]);
    let path = "xl/worksheets/sheet1.xml";
    let sheet =
        crate::sample::part(&empty, path).replace("<row></row>", &marks.collect::<String>());
    with_parts(&empty, &[(path, sheet.as_bytes())])
}

fn shared(texts: String, cells: impl Iterator<Item = String>) -> Vec<u8> {
    let texts = format!("<sst>{texts}</sst>");
    with_parts(&rows(cells), &[("xl/sharedStrings.xml", texts.as_bytes())])
}

/// As many rows of a street file as asked, each with whatever a column is to hold.
fn street(rows: u32, row: impl Fn(u32) -> String) -> Vec<u8> {
    let mut out = format!("{STREET_HEADER}\n").into_bytes();
    for n in 0..rows {
        writeln!(out, "{}", row(n)).unwrap();
    }
    out
}

fn usual(n: u32, force: &str, month: &str, place: &str, kind: &str, outcome: &str) -> String {
    let id =
        format!("{:064x}", u128::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834));
    format!("{id},{month},{force},{force},-1.1,52.6,On or near Road,{place},{kind},{outcome},")
}

/// Files that would fill a memory, with what is told of each.
fn files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let wide =
        |n: u32| format!("<row>{}</row>", "<c><v>1</v></c>".repeat(if n < 900 { 900 } else { 1 }));
    let letters = "x".repeat(30_000);
    let leicestershire = "Leicestershire Police";
    let claimed = "<table:table table:name=\"Table_1\">\
        <table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
        office:value=\"1\" table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";
    let survey = gunzip(&excerpt("public-attitudes-total.csv.gz"));
    let survey_head = survey.lines().next().unwrap();
    let survey_row = survey.lines().nth(1).unwrap();
    vec![
        (
            "ordinary.csv",
            street(10, |n| usual(n, leicestershire, "2022-01", ",", "Drugs", "")),
            "read 10",
        ),
        (
            "flat.zip",
            zip(&[("2022-01/2022-01-kent-street.csv", &vec![b'0'; 512 << 20])]),
            "200 times",
        ),
        (
            "flat.xlsx",
            with_parts(&rows(std::iter::empty()), &[("xl/media/image1.png", &vec![0; 120 << 20])]),
            "200 times",
        ),
        ("claims.ods", content(claimed), "this cell lies beyond"),
        ("cells.xlsx", rows((0..2_000).map(wide)), "this cell lies beyond"),
        (
            "quadratic.xlsx",
            shared(
                format!("<si><t>{letters}</t></si>"),
                (0..10_000).map(|_| "<row><c t=\"s\"><v>0</v></c></row>".to_owned()),
            ),
            "this cell lies beyond",
        ),
        (
            "texts.xlsx",
            shared(
                (0..1_000_000).map(|n| format!("<si><t>{n:x}</t></si>")).collect(),
                std::iter::empty(),
            ),
            "no reader",
        ),
        (
            "runs.xlsx",
            shared(
                format!("<si>{}</si>", "<r><t>0123456789</t></r>".repeat(100_000)),
                std::iter::empty(),
            ),
            "longer than 131068",
        ),
        (
            "comment.xlsx",
            rows(std::iter::once(format!("<!--{}-->", noise(40 << 20)))),
            "longer than 512 KiB",
        ),
        (
            "deep.ods",
            content(&(0..4_000_000).map(|n| format!("<a{}>", n % 10)).collect::<String>()),
            "nested deeper",
        ),
        ("entries.zip", entries(400_000), "directory has more than"),
        (
            "large.csv",
            street(300_000, |n| {
                usual(
                    n,
                    leicestershire,
                    "2022-01",
                    "E01025617,Leicester 001A",
                    "Drugs",
                    "Under investigation",
                )
            }),
            "read 300000",
        ),
        (
            "forces.csv",
            street(150_000, |n| usual(n, &format!("Force {n}"), "2022-01", ",", "Drugs", "")),
            "force-unknown",
        ),
        (
            "months.csv",
            street(20_000, |n| {
                usual(n, leicestershire, &format!("{:04}-01", n % 9_999), ",", "Drugs", "")
            }),
            "Error ingest::",
        ),
        (
            "places.csv",
            street(150_000, |n| {
                usual(n, leicestershire, "2022-01", &format!("E9{n:07},Place {n}"), "Drugs", "")
            }),
            "ingest::",
        ),
        (
            "kinds.csv",
            street(150_000, |n| usual(n, leicestershire, "2022-01", ",", &format!("Kind {n}"), "")),
            "ingest::crime-type-unknown",
        ),
        (
            "words.csv",
            street(150_000, |n| {
                usual(n, leicestershire, "2022-01", ",", "Drugs", &format!("Outcome {n}"))
            }),
            "ingest::",
        ),
        (
            "mapped.csv",
            format!("{survey_head}\n{}", format!("{survey_row}\n").repeat(150_000)).into_bytes(),
            "ingest::",
        ),
    ]
}

/// Letters that do not compress far.
fn noise(length: usize) -> String {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let letter = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'a' + u8::try_from(state % 16).unwrap())
    };
    (0..length).map(letter).collect()
}

/// An archive of so many empty entries, written by hand: the library would take its time.
fn entries(count: u32) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for n in 0..count {
        let name = format!("{n:08}");
        let start = u32::try_from(out.len()).unwrap();
        let common = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &[0; 12], &[8, 0, 0, 0]].concat();
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes()].concat());
        let own = [b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &start.to_le_bytes()].concat();
        directory.extend([&own[..], name.as_bytes()].concat());
    }
    let start = out.len() as u64;
    let size = directory.len() as u64;
    out.extend(&directory);
    let end = out.len() as u64;
    let many = u64::from(count).to_le_bytes();
    let record = [
        b"PK\x06\x06",
        &44_u64.to_le_bytes()[..],
        &[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &many,
        &many,
        &size.to_le_bytes(),
        &start.to_le_bytes(),
    ];
    out.extend(record.concat());
    out.extend([b"PK\x06\x07", &[0; 4][..], &end.to_le_bytes(), &[1, 0, 0, 0]].concat());
    out.extend([b"PK\x05\x06", &[0; 4][..], &[0xff; 12], &[0, 0]].concat());
    out
}

#[test]
fn no_file_takes_more_than_its_share_of_memory() {
    let folder = std::env::temp_dir().join(format!("scrutineer-hostile-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut usual = None;
    let mut wrong = Vec::new();
    for (name, bytes, expected) in files() {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        let started = std::time::Instant::now();
        let (words, held) = reading(&path);
        let seconds = started.elapsed().as_secs_f64();
        let usual = *usual.get_or_insert(held);
        let above = held.saturating_sub(usual);
        println!("{name:16} {seconds:6.2} s {:7.1} MB above", above as f64 / 1e6);
        if !words.contains(expected) || above > LARGEST {
            let words: String = words.chars().take(1_500).collect();
            wrong.push(format!("{name} takes {above} bytes more; told: {words}"));
        }
        std::fs::remove_file(path).unwrap();
    }
    std::fs::remove_dir_all(folder).unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
