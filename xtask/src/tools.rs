//! What the tests read papers with: poppler, qpdf and Chromium from Debian, axe-core from npm.

use std::process::{Command, Stdio};

use anyhow::bail;

use crate::{command, root, run};

/// Debian packages, each with a program that shows whether it is there.
const PACKAGES: [(&str, &str); 4] =
    [("chromium", "chromium"), ("npm", "npm"), ("poppler-utils", "pdftotext"), ("qpdf", "qpdf")];

fn is_there(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok()
}

/// Installs what is missing.
pub fn install() -> anyhow::Result<()> {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(_, program)| !is_there(program)).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        apt(&missing)?;
    }
    axe()
}

fn apt(packages: &[&str]) -> anyhow::Result<()> {
    if !is_there("apt-get") {
        bail!("install these first, this system has no apt-get: {}", packages.join(", "));
    }
    println!("Installing Debian packages: {}", packages.join(", "));
    let sudo = is_there("sudo");
    let apt = |arguments: &[&str]| {
        let mut apt = if sudo { command("sudo", &["apt-get"]) } else { command("apt-get", &[]) };
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    run(apt(&["update", "--quiet"]))?;
    let mut arguments = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    arguments.extend(packages);
    run(apt(&arguments))
}

/// axe-core, as pinned by its lock file.
fn axe() -> anyhow::Result<()> {
    let folder = root().join("tests").join("browser");
    if folder.join("node_modules/axe-core/axe.min.js").is_file() {
        return Ok(());
    }
    println!("Installing axe-core below tests/browser/node_modules");
    let mut npm = command("npm", &["ci", "--no-audit", "--no-fund", "--silent"]);
    npm.current_dir(folder);
    run(npm)
}
