//! The methods pages in `docs/methods`, made from the modules that hold the methods.
//!
//! Every module whose `//!` block has the heading `# What it answers` is a method and has a page.
//! With `BLESS=1` set the pages are written; otherwise they are compared.

#![expect(clippy::unwrap_used, reason = "a test that cannot read a file fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What makes a module a method.
const MARK: &str = "# What it answers";
/// The sections of a page, in this order, each with something in it.
const SECTIONS: [&str; 7] =
    ["What it answers", "Formula", "Symbols", "Units", "Source", "Edges", "Worked example"];
const INDEX: &str = "README.md";

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages_folder() -> PathBuf {
    crate_folder().join("../../docs/methods")
}

/// Every source file below `folder`, as path below `src` and text.
fn sources(folder: &Path, out: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let below = path.strip_prefix(crate_folder().join("src")).unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            out.insert(below.to_str().unwrap().replace('\\', "/"), text);
        }
    }
}

fn all_sources() -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    sources(&crate_folder().join("src"), &mut out);
    out
}

/// A method, as its module describes it.
struct Method {
    /// Path of the module below `src`.
    module: String,
    /// The `//!` block, without its slashes.
    lines: Vec<String>,
}

impl Method {
    fn of(module: &str, text: &str) -> Option<Self> {
        let lines: Vec<String> = text
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned())
            .collect();
        lines.iter().any(|line| line == MARK).then(|| Self { module: module.to_owned(), lines })
    }

    fn page(&self) -> String {
        let stem = self.module.trim_end_matches(".rs");
        format!("{}.md", stem.replace(['/', '_'], "-"))
    }

    /// Lines of the first paragraph.
    fn heading(&self) -> &[String] {
        let end = self.lines.iter().position(String::is_empty).unwrap_or(self.lines.len());
        &self.lines[..end]
    }

    fn title(&self) -> String {
        self.heading().join(" ").trim_end_matches('.').to_owned()
    }

    /// Headings outside code, with the lines below each.
    fn sections(&self) -> Vec<(&str, Vec<&str>)> {
        let mut out: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut code = false;
        for line in &self.lines {
            code ^= line.starts_with("```");
            match (line.strip_prefix("# "), out.last_mut()) {
                (Some(heading), _) if !code => out.push((heading, Vec::new())),
                (_, Some((_, lines))) if !line.is_empty() => lines.push(line),
                _ => {}
            }
        }
        out
    }

    /// What is missing, or out of order.
    fn faults(&self) -> Vec<String> {
        let sections = self.sections();
        let headings: Vec<&str> = sections.iter().map(|(heading, _)| *heading).collect();
        let mut out = Vec::new();
        if headings != SECTIONS {
            out.push(format!("{}: sections {headings:?} are not {SECTIONS:?}", self.module));
        }
        for (heading, lines) in &sections {
            if lines.is_empty() {
                out.push(format!("{}: nothing below {heading}", self.module));
            }
        }
        let example = sections.last().map(|(_, lines)| lines.as_slice()).unwrap_or_default();
        // Only a fence without words is compiled and run.
        let runs = example.contains(&"```");
        if !(runs && example.iter().any(|line| line.trim_start().starts_with("assert"))) {
            out.push(format!("{}: the worked example asserts nothing, or is not run", self.module));
        }
        out
    }

    /// The first sentence of what it answers.
    fn answer(&self) -> String {
        let sections = self.sections();
        let lines = sections.iter().find(|(heading, _)| *heading == SECTIONS[0]);
        let text = lines.map(|(_, lines)| lines.join(" ")).unwrap_or_default();
        let end = text.find(". ").map_or(text.len(), |end| end + 1);
        plain(&text[..end])
    }

    fn markdown(&self) -> String {
        let mut out = format!(
            "<!-- Made from crates/statistics/src/{}. Change it there, then BLESS=1 cargo test -p \
             statistics --test methods. -->\n\n# {}\n",
            self.module,
            self.title()
        );
        let (mut code, mut example) = (false, false);
        for line in &self.lines[self.heading().len()..] {
            let fence = line.starts_with("```");
            if fence {
                code = !code;
                example = code && line == "```";
            }
            let hidden = code && example && (line == "#" || line.starts_with("# "));
            if hidden {
                continue;
            }
            let line = match line.as_str() {
                "```" if fence && code => "```rust".to_owned(),
                line if code => line.to_owned(),
                line if line.starts_with("# ") => format!("#{line}"),
                line => plain(line),
            };
            out.push_str(&line);
            out.push('\n');
        }
        out
    }
}

/// A line without links into the code, which lead nowhere from a page: [`x`] and [`x`](y) as `x`.
fn plain(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some((before, after)) = rest.split_once("[`") {
        let Some((name, tail)) = after.split_once("`]") else { break };
        out.push_str(&format!("{before}`{name}`"));
        rest = match tail.strip_prefix('(').and_then(|tail| tail.split_once(')')) {
            Some((_, tail)) => tail,
            None => tail,
        };
    }
    out + rest
}

fn index(methods: &[Method]) -> String {
    let mut out = "<!-- Made from the modules of crates/statistics. BLESS=1 cargo test -p statistics \
                   --test methods writes it again. -->\n\n# Methods\n\n\
                   How every printed comparison is worked out: what it answers, its formula, where it \
                   comes from, what it does at its edges, and an example with numbers.\n\
                   Each example is run whenever the tests are, and each page is made from the code \
                   that does the work, so that neither can fall behind it.\n\
                   The figures the methods are held to are in \
                   [tests/golden](../../tests/golden/README.md).\n\n\
                   | method | what it answers |\n|---|---|\n"
        .to_owned();
    for method in methods {
        let (title, page, answer) = (method.title(), method.page(), method.answer());
        out.push_str(&format!("| [{title}]({page}) | {answer} |\n"));
    }
    out
}

/// Every page, by file name.
fn pages(methods: &[Method]) -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> =
        methods.iter().map(|method| (method.page(), method.markdown())).collect();
    assert_eq!(pages.len(), methods.len(), "two modules make one page");
    pages.insert(INDEX.to_owned(), index(methods));
    pages
}

fn methods() -> Vec<Method> {
    all_sources().iter().filter_map(|(module, text)| Method::of(module, text)).collect()
}

#[test]
fn every_method_is_described_in_full() {
    let faults: Vec<String> = methods().iter().flat_map(Method::faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_pages_say_what_the_modules_say() {
    let (folder, pages) = (pages_folder(), pages(&methods()));
    let found: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let stale: Vec<&PathBuf> =
        found.iter().filter(|path| !pages.contains_key(&name(path))).collect();
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in &pages {
            std::fs::write(folder.join(name), text).unwrap();
        }
        stale.iter().for_each(|path| std::fs::remove_file(path).unwrap());
        return;
    }
    let mut wrong: Vec<String> =
        stale.iter().map(|path| format!("{}: no module", name(path))).collect();
    for (name, text) in &pages {
        // A checkout may end lines its own way.
        let held = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        if held.replace("\r\n", "\n") != *text {
            wrong.push(format!("{name}: differs from its module"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nBLESS=1 cargo test -p statistics --test methods writes the pages",
        wrong.join("\n")
    );
}

/// What the sources name of the repository is there.
#[test]
fn pages_and_vectors_that_are_named_exist() {
    let root = crate_folder().join("../..");
    let mut wrong = Vec::new();
    for (module, text) in all_sources() {
        for start in ["docs/methods/", "tests/golden/", "crates/statistics/tests/"] {
            for (at, _) in text.match_indices(start) {
                let name = text[at..].split(['`', ' ', ')', '\n']).next().unwrap();
                if !root.join(name).exists() {
                    wrong.push(format!("{module}: {name}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "not there:\n{}", wrong.join("\n"));
}

#[test]
fn links_into_the_code_become_names() {
    assert_eq!(
        plain("see [`a`] and [`b`](super::b), or [c](d.md)"),
        "see `a` and `b`, or [c](d.md)"
    );
    assert_eq!(plain("one [`open"), "one [`open");
}
