//! Holds the repository to its own documents: who may use whom, which words are used, what is
//! promised on the first page. The tests read files and build no part of the program but `domain`.
//!
//! A rule is added when a review has made the same remark twice.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use domain::figure::FigureId;

/// Longest a source file may be.
const MOST_LINES: usize = 800;
/// What the sample offices may weigh together.
const MOST_EXAMPLE_BYTES: u64 = 25 << 20;
/// Folders without a name of their own.
const NAMELESS: [&str; 4] = ["utils", "helpers", "common", "misc"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder of the repository, as a path with forward slashes; what is built,
/// fetched or made by running the program is left out.
fn files(below: &str) -> Vec<String> {
    fn walk(root: &Path, folder: &Path, out: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let inner = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            let name = inner.rsplit('/').next().unwrap();
            let made = [".git", "target", "out", "data"].contains(&inner.as_str());
            if made || ["node_modules", "__pycache__"].contains(&name) || name.contains(".db") {
                continue;
            }
            if path.is_dir() {
                walk(root, &path, out);
            } else {
                out.push(inner);
            }
        }
    }
    let mut out = Vec::new();
    walk(&root(), &root().join(below), &mut out);
    out.sort();
    out
}

fn ending(below: &str, ending: &str) -> Vec<String> {
    files(below).into_iter().filter(|path| path.ends_with(ending)).collect()
}

/// Everything between back quotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The cells of the rows of every table in a stretch of Markdown, without headers and rules.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |line: &str| line.starts_with("|--");
    let cells = |line: &'_ str| line.trim().trim_matches('|').split('|').count();
    let mut out = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let header = lines.get(n + 1).is_some_and(|next| is_rule(next));
        if line.starts_with('|') && !is_rule(line) && !header && cells(line) > 1 {
            out.push(line[1..].trim_end_matches('|').split('|').map(str::trim).collect());
        }
    }
    out
}

/// The part of a document under one heading of the second level.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let start = format!("\n## {heading}\n");
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no heading {heading}"));
    rest.split("\n## ").next().unwrap()
}

/// What is wrong, all of it at once.
fn nothing(wrong: &[String], what: &str) {
    assert!(wrong.is_empty(), "{what}:\n  {}", wrong.join("\n  "));
}

type Edges = BTreeMap<String, [BTreeSet<String>; 2]>;

/// Which crate of the house uses which: in itself, and in its tests only.
fn edges_in_manifests() -> Edges {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root());
    let metadata: serde_json::Value =
        serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let name = |value: &serde_json::Value| value["name"].as_str().unwrap().to_owned();
    let ours: BTreeSet<String> = packages.iter().map(name).collect();
    let mut edges = Edges::new();
    for package in packages {
        let used = edges.entry(name(package)).or_default();
        for dependency in package["dependencies"].as_array().unwrap() {
            if ours.contains(&name(dependency)) {
                used[usize::from(dependency["kind"] == "dev")].insert(name(dependency));
            }
        }
    }
    edges
}

#[test]
fn crates_use_each_other_as_the_table_says() {
    let architecture = read("ARCHITECTURE.md");
    let words = |cell: &str| quoted(cell).into_iter().map(str::to_owned).collect();
    let table: Edges = rows(section(&architecture, "Dependency table"))
        .iter()
        .map(|row| (quoted(row[0])[0].to_owned(), [words(row[1]), words(row[2])]))
        .collect();
    assert_eq!(edges_in_manifests(), table, "left: Cargo.toml; right: ARCHITECTURE.md");
}

#[test]
fn every_crate_says_what_it_never_does_and_stands_in_the_code_map() {
    let architecture = read("ARCHITECTURE.md");
    let mut wrong = Vec::new();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let source = ["lib.rs", "main.rs"].map(|file| format!("crates/{name}/src/{file}"));
        let source = source.iter().find(|path| root().join(path).is_file()).unwrap();
        let header: Vec<String> = read(source)
            .lines()
            .map_while(|line| line.strip_prefix("//!").map(|rest| rest.trim().to_owned()))
            .collect();
        if !header.join(" ").contains("This crate never ") {
            wrong.push(format!("{source} does not say \"This crate never\""));
        }
        if !architecture.contains(&format!("\n### `crates/{name}`\n")) {
            wrong.push(format!("ARCHITECTURE.md has no part on crates/{name}"));
        }
    }
    nothing(&wrong, "promises");
}

#[test]
fn source_files_are_short() {
    let lines = |path: &String| read(path).lines().count();
    let sources = [ending("crates", ".rs"), ending("xtask", ".rs")].concat();
    let long = sources.iter().filter(|path| lines(path) > MOST_LINES);
    nothing(&long.cloned().collect::<Vec<_>>(), "files over 800 lines");
}

#[test]
fn folders_have_names_of_their_own() {
    let nameless = |path: &&String| path.split('/').any(|part| NAMELESS.contains(&part));
    let all = files("");
    nothing(&all.iter().filter(nameless).cloned().collect::<Vec<_>>(), "nameless folders");
}

/// The name that a line declares, if it begins with one of the words given.
fn declared<'a>(line: &'a str, words: &[&str]) -> Option<&'a str> {
    let rest = words.iter().find_map(|word| line.trim_start().strip_prefix(word))?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    rest[..end].starts_with(|c: char| c.is_ascii_uppercase()).then_some(&rest[..end])
}

/// Public types of a source file, those made by the macros `id!` and `words!` among them.
fn public_types(source: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut in_macro = false;
    for line in source.lines() {
        let code = line.trim_start();
        in_macro |= line == "id!(" || line == "words! {";
        let name = if in_macro && !code.starts_with("///") {
            declared(code, &[""])
        } else {
            declared(code, &["pub struct ", "pub enum ", "pub trait "])
        };
        if let Some(name) = name {
            out.insert(name.to_owned());
            in_macro = false;
        }
    }
    out
}

fn all_public_types(below: &str) -> BTreeSet<String> {
    ending(below, ".rs").iter().flat_map(|path| public_types(&read(path))).collect()
}

/// The second column of the glossary: names in the code.
fn glossary_names(glossary: &str) -> BTreeSet<String> {
    let terms = glossary.split("\n## Papers cited").next().unwrap();
    let columns: Vec<String> = rows(terms).iter().map(|row| row[1].to_owned()).collect();
    columns.iter().flat_map(|cell| quoted(cell)).map(str::to_owned).collect()
}

#[test]
fn every_noun_of_the_domain_is_in_the_glossary() {
    let names = glossary_names(&read("GLOSSARY.md"));
    let nouns = all_public_types("crates/domain/src");
    assert!(nouns.len() > 40 && nouns.contains("Tier") && nouns.contains("MeasureId"));
    let missing: Vec<String> = nouns.difference(&names).cloned().collect();
    nothing(&missing, "types of domain without a line in GLOSSARY.md");
}

#[test]
fn every_name_in_the_glossary_is_in_the_code() {
    let types = all_public_types("crates");
    let code: String = ending("crates", ".rs").iter().map(|path| read(path)).collect();
    let is_variant =
        |part: &str| [",", "(", " {"].iter().any(|end| code.contains(&format!("    {part}{end}")));
    let is_module = |part: &str| {
        let file = format!("/{part}.rs");
        let sources = ending("crates", &file);
        !sources.is_empty() || root().join("crates").join(part).is_dir()
    };
    let mut wrong = Vec::new();
    for name in glossary_names(&read("GLOSSARY.md")) {
        let mut after_type = false;
        for part in name.split("::") {
            let is_type = types.contains(part);
            if !(is_type || (after_type && is_variant(part)) || is_module(part)) {
                wrong.push(format!("{name}: no {part}"));
            }
            after_type = is_type;
        }
    }
    nothing(&wrong, "names in GLOSSARY.md that the code does not have");
}

/// The words a derivation may be written with: those `parse` matches on, and those of its
/// parameters.
fn derivation_words(source: &str) -> BTreeSet<&str> {
    let (_, parse) = source.split_once("fn parse(").unwrap();
    let first = parse.lines().filter_map(|line| line.trim().strip_prefix("[\""));
    let tables = source.split("\nnames!(").skip(1).map(|rest| rest.split(");").next().unwrap());
    let parameters = tables.flat_map(|table| table.split('"').skip(1).step_by(2));
    first.filter_map(|rest| rest.split('"').next()).chain(parameters).collect()
}

#[test]
fn every_derivation_is_explained() {
    let source = read("crates/domain/src/figure/derivation.rs");
    let document = read("docs/figure-ids.md");
    let explained: BTreeSet<&str> =
        quoted(&document).iter().flat_map(|code| code.split('~').next()).collect();
    let words = derivation_words(&source);
    assert!(words.len() >= 20 && words.contains("seasonal-step") && words.contains("others-low"));
    let missing: Vec<String> = words.difference(&explained).map(|w| (*w).to_owned()).collect();
    nothing(&missing, "derivation words missing in docs/figure-ids.md");
}

#[test]
fn every_example_of_an_id_reads_back() {
    let mut count = 0;
    for path in ["README.md", "docs/figure-ids.md"] {
        let text = read(path);
        let words = text.split_whitespace().filter(|word| word.matches('/').count() == 6);
        for word in words.filter(|word| word.starts_with("20")) {
            let id: FigureId = word.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(id.to_string(), word, "{path}");
            count += 1;
        }
    }
    assert!(count >= 12, "{count} ids found");
}

#[test]
fn the_change_log_has_a_place_for_what_is_new() {
    assert!(!section(&read("CHANGELOG.md"), "Unreleased").trim().is_empty());
}

fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The commands of the program, from `enum Command`.
fn commands(arguments: &str) -> BTreeSet<String> {
    let (_, body) = arguments.split_once("pub enum Command {").unwrap();
    let body = body.split("\n}").next().unwrap();
    body.lines().filter_map(|line| declared(line, &[""])).map(kebab).collect()
}

/// Words of a text in which `after` stands before a command, and the text up to the line's end.
fn calls<'a>(text: &'a str, after: &str) -> Vec<&'a str> {
    text.split(after).skip(1).map(|rest| rest.split(['\n', '`']).next().unwrap()).collect()
}

#[test]
fn the_first_page_names_every_command_and_no_other() {
    let there = commands(&read("crates/cli/src/arguments.rs"));
    assert!(there.contains("demo") && there.len() > 10);
    let mut wrong = Vec::new();
    let mut named = BTreeSet::new();
    for path in ending("", ".md") {
        let text = read(&path);
        for call in [calls(&text, "`scrutineer "), calls(&text, "$ scrutineer ")].concat() {
            let word = call.split(' ').next().unwrap().to_owned();
            if !there.contains(&word) {
                wrong.push(format!("{path}: there is no command {word}"));
            } else if path == "README.md" {
                named.insert(word);
            }
        }
    }
    wrong.extend(there.difference(&named).map(|word| format!("README.md: no {word}")));
    nothing(&wrong, "commands");
}

#[test]
fn the_documents_name_options_that_exist() {
    let fields = read("crates/cli/src/arguments.rs");
    let mut wrong = Vec::new();
    for path in ending("", ".md") {
        let text = read(&path);
        for call in [calls(&text, "`scrutineer "), calls(&text, "-p cli -- ")].concat() {
            for option in call.split(' ').filter_map(|word| word.strip_prefix("--")) {
                if !fields.contains(&format!("pub {}:", option.replace('-', "_"))) {
                    wrong.push(format!("{path}: there is no option --{option}"));
                }
            }
        }
    }
    nothing(&wrong, "options");
}

/// Where the links of a Markdown text lead, code left out.
fn links(text: &str) -> Vec<String> {
    let fenced = text.split("\n```").step_by(2).collect::<Vec<_>>().join("\n");
    let plain: String = fenced.split('`').step_by(2).collect::<Vec<_>>().join("code");
    let targets = plain.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(str::to_owned).collect()
}

/// The anchor of a heading, as shown on the usual hosts.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for path in ending("", ".md") {
        let own = root().join(&path);
        for link in links(&read(&path)).iter().filter(|link| !link.contains("://")) {
            let (file, place) = link.split_once('#').unwrap_or((link.as_str(), ""));
            let target = if file.is_empty() { own.clone() } else { own.with_file_name(file) };
            let text = fs::read_to_string(&target).unwrap_or_default();
            let mut headings = text.lines().filter(|line| line.starts_with('#'));
            let there = place.is_empty()
                || headings.any(|line| anchor(line.trim_start_matches(['#', ' '])) == place);
            if !target.exists() || !there {
                wrong.push(format!("{path}: {link}"));
            }
        }
    }
    nothing(&wrong, "links that lead nowhere");
}

#[test]
fn decisions_say_what_would_make_us_revisit_and_recipes_fit_a_postcard() {
    let mut wrong = Vec::new();
    for path in ending("docs/decisions", ".md") {
        let text = read(&path);
        for heading in ["Context", "Decision", "Consequences", "What would make us revisit"] {
            if !text.contains(&format!("\n## {heading}\n")) {
                wrong.push(format!("{path}: no heading {heading}"));
            }
        }
    }
    for path in [ending("docs/how-to", ".md"), vec!["CONTRIBUTING.md".to_owned()]].concat() {
        if read(&path).contains("\n7. ") {
            wrong.push(format!("{path}: more than six steps"));
        }
    }
    nothing(&wrong, "documents");
}

#[test]
fn measures_stand_in_the_file_of_their_name() {
    let mut wrong = Vec::new();
    let measures = ending("catalogue/measures", "");
    assert!(measures.len() > 300);
    for path in &measures {
        let text = read(path);
        let id = text.lines().find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
        let name = path.rsplit('/').next().unwrap();
        if id.is_none_or(|id| name != format!("{id}.toml")) {
            wrong.push(format!("{path}: declares {}", id.unwrap_or("no id")));
        }
    }
    nothing(&wrong, "measures");
}

#[test]
fn sample_data_is_described_and_small() {
    let mut wrong = Vec::new();
    for readme in ending("examples", "/data/README.md") {
        let folder = readme.strip_suffix("README.md").unwrap();
        let text = read(&readme);
        let described: Vec<&str> = quoted(&text);
        for path in files(folder.trim_end_matches('/')) {
            let inner = path.strip_prefix(folder).unwrap();
            let above = Path::new(inner).ancestors().filter_map(Path::to_str);
            let known = inner == "README.md" || above.into_iter().any(|up| described.contains(&up));
            if !known {
                wrong.push(format!("{readme} says nothing of {inner}"));
            }
        }
    }
    nothing(&wrong, "sample data");
    let weigh = |path: &String| fs::metadata(root().join(path)).unwrap().len();
    let bytes: u64 = files("examples").iter().map(weigh).sum();
    assert!(bytes <= MOST_EXAMPLE_BYTES, "examples weigh {bytes} bytes");
}

#[test]
fn no_file_names_the_machine_it_was_written_on() {
    // In two halves, so that this file does not name them either.
    let places =
        [("/wo", "rk/"), ("/ro", "ot/"), ("/tmp/", "target")].map(|(a, b)| a.to_owned() + b);
    let mut wrong = Vec::new();
    for path in files("") {
        let Ok(text) = String::from_utf8(fs::read(root().join(&path)).unwrap()) else {
            continue;
        };
        wrong.extend(
            places.iter().filter(|place| text.contains(*place)).map(|p| format!("{path}: {p}")),
        );
    }
    nothing(&wrong, "places of one machine");
}
