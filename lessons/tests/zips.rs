//! Tests of zips: packing and unpacking, signing and verifying, and refusing what is dangerous.
#![cfg(feature = "load")]
#![allow(clippy::unwrap_used, reason = "a test's helpers fail by a panic too")]

mod common;

use std::io::Write;

use common::{FI, pack};
use digilab_lessons::archive::to_zip;
use digilab_lessons::files::{MANIFEST, MAX_BYTES, MAX_FILES, PackFiles, SIGNATURE};
use digilab_lessons::load::load;
use digilab_lessons::pack::Signature;
use digilab_lessons::sign::{SigningKey, new_key, sign};
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// Zips entries unchecked.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (path, bytes) in entries {
        let new = archive.new_file(path).compression_method(CompressionMethod::Deflate);
        let (mut entry, config) = new.start().unwrap();
        let mut writer =
            config.wrap(flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::fast()));
        writer.write_all(bytes).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

/// Returns the offset of the only record in the central directory.
fn directory(zip: &[u8]) -> usize {
    zip.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap()
}

#[track_caller]
fn refused(zip: &[u8], code: &str, file: &str) {
    let finding = PackFiles::from_zip(zip).unwrap_err();
    assert_eq!((finding.code.id(), finding.file.as_str()), (code, file), "{finding}");
}

#[test]
fn what_is_packed_is_unpacked() {
    let packed = to_zip(&pack()).unwrap();
    assert_eq!(packed, to_zip(&pack()).unwrap());
    let mut files = PackFiles::from_zip(&packed).unwrap();
    assert_eq!(load(&files).unwrap(), load(&pack()).unwrap());
    let list = files.remove(MANIFEST).unwrap();
    assert_eq!(files, pack());
    let list = String::from_utf8(list).unwrap();
    assert_eq!(list.lines().count(), pack().iter().count());
    assert!(
        list.lines().all(|line| line.split_once("  ").is_some_and(|(hash, _)| hash.len() == 64)),
        "{list}"
    );
    // Zipped again, it is the same.
    assert_eq!(to_zip(&PackFiles::from_zip(&packed).unwrap()).unwrap(), packed);
}

#[test]
fn what_a_zip_has_on_the_way() {
    let files =
        PackFiles::from_zip(&zip(&[("a", b"x"), (".DS_Store", b"x"), ("__MACOSX/._a", b"x")])).unwrap();
    assert_eq!(files.iter().collect::<Vec<_>>(), [("a", &b"x"[..])]);
    // Zipping a folder puts a folder into the zip.
    let inside: Vec<_> =
        pack().iter().map(|(path, bytes)| (format!("my-pack/{path}"), bytes.to_vec())).collect();
    let mut entries: Vec<_> = inside.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])).collect();
    assert_eq!(PackFiles::from_zip(&zip(&entries)).unwrap(), pack());
    entries.push(("other", b"x"));
    assert_eq!(PackFiles::from_zip(&zip(&entries)).unwrap().iter().count(), entries.len());
    let mut archive = ZipArchiveWriter::new(Vec::new());
    archive.new_dir("assets/").create().unwrap();
    assert_eq!(PackFiles::from_zip(&archive.finish().unwrap()), Ok(PackFiles::default()));
}

#[test]
fn dangerous_zips() {
    refused(b"", "pack-zip-broken", "");
    refused(b"PK", "pack-zip-broken", "");
    // The library that writes zips normalizes names; the bytes are changed afterwards.
    let renamed = |name: &str| {
        let placeholder = "x".repeat(name.len());
        let mut bytes = zip(&[(&placeholder, b"a")]);
        while let Some(at) = bytes.windows(name.len()).position(|part| part == placeholder.as_bytes()) {
            bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
        }
        bytes
    };
    for name in ["../out", "a/../../b", "/etc/passwd", "a\\b", "..\\b", "C:\\b", "C:b"] {
        refused(&renamed(name), "pack-path-escapes", &name.escape_debug().to_string());
    }
    for name in ["a b", "\u{e4}b", "con.txt", "a\0b"] {
        refused(&renamed(name), "pack-name-odd", &name.escape_debug().to_string());
    }
    refused(&zip(&[("a", b"x"), ("a", b"y")]), "pack-file-twice", "a");
    refused(&zip(&[("a", b"x"), ("A", b"y")]), "pack-file-twice", "A");

    let mut link = zip(&[("a", b"/etc/passwd")]);
    let at = directory(&link);
    link[at + 5] = 3;
    link[at + 38..at + 42].copy_from_slice(&(0o120_777_u32 << 16).to_le_bytes());
    refused(&link, "pack-link", "a");

    let mut method = zip(&[("a", b"x")]);
    let at = directory(&method);
    method[at + 10] = 99;
    refused(&method, "pack-zip-method", "a");

    let mut other_name = zip(&[("abc", b"x")]);
    let at = directory(&other_name);
    other_name[at + 46] = b'x';
    refused(&other_name, "pack-zip-broken", "xbc");

    let mut damaged = zip(&[("a", b"some text that is long enough to be hit")]);
    damaged[40] ^= 0x55;
    refused(&damaged, "pack-zip-broken", "a");
}

#[test]
fn bombs() {
    let large = vec![0; MAX_BYTES as usize / 2 + 1];
    let bomb = zip(&[("a", &large), ("b", &large)]);
    assert!(bomb.len() < 1024 * 1024);
    refused(&bomb, "pack-zip-too-large", "");
    // A file that declares a small size is refused once it exceeds the maximum, not when memory is full.
    let mut liar = zip(&[("a", &vec![0; MAX_BYTES as usize + 1])]);
    let at = directory(&liar);
    liar[at + 24..at + 28].copy_from_slice(&1_u32.to_le_bytes());
    refused(&liar, "pack-zip-too-large", "");
    let mut liar = zip(&[("a", b"more than one")]);
    let at = directory(&liar);
    liar[at + 24..at + 28].copy_from_slice(&1_u32.to_le_bytes());
    refused(&liar, "pack-zip-broken", "a");
    let names: Vec<_> = (0..=MAX_FILES).map(|index| format!("f{index}")).collect();
    let entries: Vec<_> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    refused(&zip(&entries), "pack-too-many-files", "");
    refused(&vec![0; 52 * 1024 * 1024], "pack-zip-too-large", "");
}

/// Changes a zipped pack's files, zips them unchecked, and compares the finding of loading with `expected`.
#[track_caller]
fn check(from: &[u8], change: impl FnOnce(&mut PackFiles), expected: &str) {
    let mut files = PackFiles::from_zip(from).unwrap();
    change(&mut files);
    let entries: Vec<_> = files.iter().collect();
    let finding = load(&PackFiles::from_zip(&zip(&entries)).unwrap()).unwrap_err();
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    assert_eq!(format!("{} {}{line}", finding.code.id(), finding.file), expected);
}

#[test]
fn hashes() {
    let packed = to_zip(&pack()).unwrap();
    check(&packed, |files| files.insert(FI, "changed"), &format!("pack-hash-wrong {FI}"));
    check(&packed, |files| files.insert("more.md", "x"), "pack-hash-unlisted more.md");
    check(&packed, |files| drop(files.remove(FI)), &format!("pack-hash-gone {MANIFEST}:4"));
    check(&packed, |files| files.insert(MANIFEST, "x\n"), &format!("pack-hashes-broken {MANIFEST}:1"));
    let twice = |files: &mut PackFiles| {
        let list = common::text(files, MANIFEST);
        files.insert(MANIFEST, format!("{list}{}", list.lines().next().unwrap()));
    };
    check(&packed, twice, &format!("pack-hashes-broken {MANIFEST}:7"));
}

#[test]
fn signatures() {
    let key = new_key([7; 32]);
    let read = SigningKey::from_text(&key.to_text()).unwrap();
    assert_eq!(read.fingerprint(), key.fingerprint());
    assert!(!format!("{key:?}").contains(&hex::encode([7; 32])));
    for text in ["", "secret_key = \"12\"", "secret_key = 1", "x"] {
        assert_eq!(SigningKey::from_text(text).unwrap_err().code.id(), "pack-key-broken");
    }

    let name = "Åsa \"B\\C\" Öman";
    let signed = sign(&to_zip(&pack()).unwrap(), &key, name).unwrap();
    let files = PackFiles::from_zip(&signed).unwrap();
    let signer = Signature::SignedBy { name: name.to_owned(), fingerprint: key.fingerprint() };
    assert_eq!(load(&files).unwrap().signature, signer);
    // Signing again replaces the first signature; zipping anew drops it.
    let other = new_key([8; 32]);
    let again = load(&PackFiles::from_zip(&sign(&signed, &other, "B").unwrap()).unwrap()).unwrap().signature;
    assert_eq!(again, Signature::SignedBy { name: "B".to_owned(), fingerprint: other.fingerprint() });
    let zipped = PackFiles::from_zip(&to_zip(&files).unwrap()).unwrap();
    assert_eq!(load(&zipped).unwrap().signature, Signature::Unsigned);

    // Changed files with right hashes do not match the signature.
    let forged = |files: &mut PackFiles| {
        let signature = files.get(SIGNATURE).unwrap().to_vec();
        files.insert("README", "forged");
        *files = PackFiles::from_zip(&to_zip(files).unwrap()).unwrap();
        files.insert(SIGNATURE, signature);
    };
    check(&signed, forged, &format!("pack-signature-wrong {SIGNATURE}"));
    let text = common::text(&files, SIGNATURE);
    for changed in [
        String::new(),
        text.replace("name = ", "other = "),
        text.replace("signature = \"", "signature = \"0"),
        text.replace("public_key = \"", "public_key = \"zz"),
        text.replace("Åsa", "\\u202eÅsa"),
    ] {
        assert_ne!(changed, text);
        check(
            &signed,
            |files| files.insert(SIGNATURE, changed),
            &format!("pack-signature-broken {SIGNATURE}"),
        );
    }
    let no_list = |files: &mut PackFiles| drop(files.remove(MANIFEST));
    check(&signed, no_list, &format!("pack-signature-broken {SIGNATURE}"));

    for name in ["", " a", "a\nb", "a\u{202e}b", &"a".repeat(101)] {
        assert_eq!(sign(&signed, &key, name).unwrap_err().code.id(), "pack-signer-odd");
    }
    let unusable = to_zip(&PackFiles::default()).unwrap();
    assert_eq!(sign(&unusable, &key, "A").unwrap_err().code.id(), "pack-file-missing");
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_refused() {
    use digilab_lessons::folder;
    let home = tempfile::tempdir().unwrap();
    let outside = home.path().join("secret");
    std::fs::write(&outside, "x").unwrap();
    let folder = home.path().join("pack");
    folder::write(&pack(), &folder).unwrap();
    assert_eq!(folder::read(&folder).unwrap(), pack());
    std::os::unix::fs::symlink(&outside, folder.join("assets")).unwrap();
    let finding = folder::read(&folder).unwrap_err();
    assert_eq!((finding.code.id(), finding.file.as_str()), ("pack-link", "assets"));
    std::fs::remove_file(folder.join("assets")).unwrap();
    std::os::unix::fs::symlink(home.path(), folder.join("assets")).unwrap();
    assert_eq!(folder::read(&folder).unwrap_err().code.id(), "pack-link");
}
