//! The papers in a browser: served exactly as archived.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use crate::program::{FIRST, demo};

/// A running server, stopped when the test is done with it.
struct Served {
    child: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn serve() -> Served {
    let mut command = demo().office.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).unwrap().split(' ').next().unwrap();
    Served { address: address.to_owned(), child }
}

fn get(address: &str, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

#[test]
fn papers_are_listed_and_served_as_they_were_made() {
    let served = serve();
    let index = String::from_utf8(get(&served.address, "/")).unwrap();
    assert!(index.starts_with("HTTP/1.1 200"), "{index:.200}");
    assert!(index.contains(&format!("href=\"/{FIRST}/board-pack.html\"")));
    let answer = get(&served.address, &format!("/{FIRST}/board-pack.pdf"));
    let made = std::fs::read(demo().out.join(FIRST).join("board-pack.pdf")).unwrap();
    assert!(answer.ends_with(&made), "the bytes are those of the archive");
    for nowhere in ["/2022-03-31.9/board-pack.html", "/x", "/..%2f..%2fetc/passwd"] {
        let answer = String::from_utf8_lossy(&get(&served.address, nowhere)).into_owned();
        assert!(answer.starts_with("HTTP/1.1 404"), "{nowhere}: {answer:.100}");
    }
}

#[test]
fn a_taken_address_is_told_before_any_work() {
    let served = serve();
    let office = crate::program::Office::nowhere();
    let output = office.run(&["demo", "--listen", &served.address]);
    assert_eq!(crate::program::status(&output), 1);
    assert!(crate::program::told(&output).contains("choose another with --listen"));
    assert!(!office.folder.path().join("office").exists(), "nothing was begun");
}
