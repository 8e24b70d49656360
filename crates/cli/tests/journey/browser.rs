//! The pages in a real browser: no accessibility problem, nothing wider than the screen.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{FIRST, SECOND, demo};

/// Run inside the page: axe over the whole of it with every fold open, then what was found.
const PROBE: &str = "
document.querySelectorAll('details').forEach(d => d.open = true);
axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
  .then(result => parent.postMessage(JSON.stringify({
    width: document.documentElement.scrollWidth,
    passes: result.passes.length,
    violations: result.violations.map(v => v.id + ': ' + v.nodes[0].html),
  }), '*'));
";

fn axe() -> String {
    let path = "../../tests/browser/node_modules/axe-core/axe.min.js";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|_| panic!("run cargo xtask tools: no {path:?}"))
}

/// Loads a page in a frame of this width and returns what the probe found.
fn probe(page: &Path, width: u32) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(page).unwrap();
    let probed = format!("{text}<script>{}</script><script>{PROBE}</script>", axe());
    fs::write(folder.path().join("page.html"), probed).unwrap();
    let frame = format!(
        "<!DOCTYPE html><iframe src=\"page.html\" width=\"{width}\" height=\"900\"></iframe>\
         <script>addEventListener('message', e => document.body.innerText = e.data)</script>"
    );
    fs::write(folder.path().join("frame.html"), frame).unwrap();
    let mut chromium = Command::new("chromium");
    chromium.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"]);
    chromium.args(["--no-first-run", "--disable-background-networking", "--disable-sync"]);
    chromium.args(["--disable-component-update", "--allow-file-access-from-files"]);
    chromium.args(["--virtual-time-budget=120000", "--window-size=1400,1000", "--dump-dom"]);
    chromium.arg(format!("--user-data-dir={}", folder.path().join("profile").display()));
    chromium.arg(folder.path().join("frame.html"));
    let output = chromium.output().expect("run cargo xtask tools: chromium is not installed");
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let found = dom.split_once("<body>").map(|(_, rest)| rest.replace("</body></html>", ""));
    let found = found.unwrap_or_default().replace("&lt;", "<").replace("&gt;", ">");
    let found = found.replace("&amp;", "&");
    serde_json::from_str(found.trim()).unwrap_or_else(|e| panic!("{e}: {found:.300}"))
}

#[test]
fn packs_have_no_accessibility_problem_and_fit_a_phone_and_a_desk() {
    for freeze in [FIRST, SECOND] {
        let page = demo().out.join(freeze).join("board-pack.html");
        for width in [360, 1280] {
            let found = probe(&page, width);
            assert_eq!(found["violations"], Value::Array(vec![]), "{freeze} at {width}");
            assert!(found["passes"].as_u64().unwrap() > 15, "{found}");
            assert!(found["width"].as_u64().unwrap() <= u64::from(width), "{freeze}: {found}");
        }
    }
}
