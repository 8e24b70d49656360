//! A bundle is the same everywhere, and bytes that are no bundle are refused.

use catalogue::Bundle;
use proptest::prelude::*;

fn small() -> Bundle {
    let mut bundle = Bundle::default();
    bundle.insert("sources/b.toml", b"id = \"b\"".to_vec());
    bundle.insert("a.md", Vec::new());
    bundle
}

#[test]
fn a_bundle_survives_being_an_archive() {
    let shipped = Bundle::shipped();
    let bytes = shipped.to_bytes();
    assert_eq!(bytes, Bundle::shipped().to_bytes());
    let read = Bundle::from_bytes(&bytes).unwrap();
    assert!(read == shipped);
    assert_eq!(read.digest(), shipped.digest());
}

#[test]
fn the_digest_is_of_paths_and_contents() {
    let mut other = small();
    other.insert("a.md", b"x".to_vec());
    assert_ne!(other.digest(), small().digest());
    let mut moved = Bundle::default();
    moved.insert("sources/c.toml", b"id = \"b\"".to_vec());
    moved.insert("a.md", Vec::new());
    assert_ne!(moved.digest(), small().digest());
}

#[test]
fn an_archive_cut_short_or_carried_on_is_refused() {
    let bytes = small().to_bytes();
    for end in 0..bytes.len() {
        assert!(Bundle::from_bytes(&bytes[..end]).is_err(), "{end}");
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(Bundle::from_bytes(&longer).is_err());
    assert!(Bundle::from_bytes(&bytes).is_ok());
}

/// An archive of one file, with sizes and a path of our choosing.
fn archive(count: u64, path: &str, path_length: u64, length: u64) -> Vec<u8> {
    let mut bytes = b"scrutineer-bundle-1\n".to_vec();
    bytes.extend(count.to_be_bytes());
    bytes.extend(path_length.to_be_bytes());
    bytes.extend(path.as_bytes());
    bytes.extend(length.to_be_bytes());
    bytes
}

#[test]
fn sizes_an_archive_claims_are_not_believed() {
    let refused = |bytes: &[u8]| Bundle::from_bytes(bytes).unwrap_err().to_string();
    assert!(Bundle::from_bytes(&archive(1, "a", 1, 0)).is_ok());
    assert!(refused(&archive(u64::MAX, "a", 1, 0)).contains("too many files"));
    assert!(refused(&archive(2, "a", 1, 0)).contains("ends too early"));
    assert!(refused(&archive(1, "a", u64::MAX, 0)).contains("path is empty or too long"));
    assert!(refused(&archive(1, "a", 1, u64::MAX)).contains("ends too early"));
}

#[test]
fn paths_that_lead_outside_are_refused() {
    for path in ["../a", "/a", "a//b", "a/./b", "a\\b", "a/"] {
        let bytes = archive(1, path, path.len() as u64, 0);
        let error = Bundle::from_bytes(&bytes).unwrap_err().to_string();
        assert!(error.contains("outside"), "{path}: {error}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error_with_its_name() {
    let error = Bundle::from_folder(std::path::Path::new("no-such-folder")).unwrap_err();
    assert_eq!(error.to_string(), "listing the catalogue folder no-such-folder");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut begun = b"scrutineer-bundle-1\n".to_vec();
        begun.extend(&bytes);
        let _ = Bundle::from_bytes(&bytes);
        let _ = Bundle::from_bytes(&begun);
    }

    #[test]
    fn one_wrong_byte_is_refused_or_changes_the_digest(at in 0usize..86, to in any::<u8>()) {
        let mut bytes = small().to_bytes();
        let at = at % bytes.len();
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        if let Ok(read) = Bundle::from_bytes(&bytes) {
            prop_assert_ne!(read.digest(), small().digest());
        }
    }
}
