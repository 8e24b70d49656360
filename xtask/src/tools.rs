//! What the tests read papers with: poppler and qpdf from Debian, a PDF/UA validator from PyPI.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::bail;

use crate::{command, root, run};

/// Debian packages, each with a program that shows whether it is there.
const PACKAGES: [(&str, &str); 3] =
    [("poppler-utils", "pdftotext"), ("qpdf", "qpdf"), ("chromium", "chromium")];

fn is_there(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok()
}

/// Installs what is missing and returns the Python that has the validator.
pub fn install() -> anyhow::Result<PathBuf> {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(_, program)| !is_there(program)).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        apt(&missing)?;
    }
    python()
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

/// A Python environment of the repository's own, below `target`.
fn python() -> anyhow::Result<PathBuf> {
    let folder = root().join("target").join("tools").join("venv");
    let python = folder.join("bin").join("python");
    let requirements = "tests/tools/requirements.txt";
    let stamp = folder.join("requirements.txt");
    let wanted = std::fs::read_to_string(root().join(requirements))?;
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    println!("Installing Python packages below target/tools: {requirements}");
    let mut venv = command("python3", &["-m", "venv"]);
    venv.arg(&folder);
    run(venv)?;
    let mut pip = command(&python.display().to_string(), &["-m", "pip", "install", "--quiet"]);
    pip.args(["--disable-pip-version-check", "--requirement", requirements]);
    run(pip)?;
    std::fs::write(stamp, wanted)?;
    Ok(python)
}
