//! What the tests read papers with: poppler, qpdf, Chromium and LibreOffice from Debian, axe-core
//! from npm, python-pptx, python-docx, openpyxl and csvw from PyPI.

use std::process::{Command, Stdio};

use anyhow::bail;

use crate::{command, root, run};

/// Debian packages, each with a program that shows whether it is there.
const PACKAGES: [(&str, &str); 7] = [
    ("chromium", "chromium"),
    ("libreoffice-calc", "localc"),
    ("libreoffice-impress", "loimpress"),
    ("libreoffice-writer", "lowriter"),
    ("npm", "npm"),
    ("poppler-utils", "pdftotext"),
    ("qpdf", "qpdf"),
];

/// Readers of Office files and of described data that are not ours, as the tests were written against
/// them.
const READERS: [&str; 4] =
    ["csvw==4.1.1", "openpyxl==3.1.5", "python-docx==1.2.0", "python-pptx==1.0.2"];

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
    axe()?;
    readers()
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

/// Python with the readers of Office files, in a folder of its own.
fn readers() -> anyhow::Result<()> {
    let folder = root().join("target").join("tools").join("office");
    let pinned = folder.join("readers.txt");
    let wanted = READERS.join("\n");
    if std::fs::read_to_string(&pinned).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    println!("Installing {} below target/tools/office", READERS.join(", "));
    let place = folder.to_string_lossy();
    if run(command("python3", &["-m", "venv", &place])).is_err() {
        apt(&["python3", "python3-venv"])?;
        run(command("python3", &["-m", "venv", &place]))?;
    }
    let python = folder.join("bin").join("python");
    let mut arguments = vec!["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    arguments.extend(READERS);
    run(command(&python.to_string_lossy(), &arguments))?;
    Ok(std::fs::write(pinned, wanted)?)
}
