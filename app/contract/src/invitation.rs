//! A workshop invitation: the code, and the title and lessons, which are not in any log. It is a link, or a
//! small file with the same line.
//!
//! The format is `#w=` and lines in base64url: the code, the title, and for each lesson an id or an address.
//! Only holders of the link know the title.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use digilab_usage::code::Code;
use digilab_usage::workshop;

use crate::packs::PackPlace;

/// Prefix of the part of the fragment that holds an invitation.
const PART: &str = "w=";

/// Extension of an invitation's file.
pub const FILE_END: &str = "digilab-workshop";

/// True if a file of this name is an invitation.
pub fn is_invitation(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(FILE_END))
}

/// Longest invitation, in bytes.
pub const MAX_BYTES: usize = 16 << 10;
const MAX_TITLE_CHARS: usize = 80;
const MAX_PACKS: usize = 20;

/// A workshop invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Code of the workshop.
    pub code: Code,
    /// Title given by the teacher; may be empty.
    pub title: String,
    /// Lessons: built-in packs and packs on the web.
    pub packs: Vec<PackPlace>,
}

impl Invitation {
    /// Creates an invitation from a code that was typed in.
    pub fn typed(text: &str) -> Option<Self> {
        let code = workshop::parse(text)?;
        Some(Self { code, title: String::new(), packs: Vec::new() })
    }

    /// Returns the fragment of a link, including its `#`.
    pub fn encode(&self) -> String {
        let mut lines = format!("{}\n{}", self.code, self.title.replace('\n', " "));
        for pack in &self.packs {
            if let PackPlace::BuiltIn(name) | PackPlace::Address(name) = pack {
                lines.push('\n');
                lines += name;
            }
        }
        format!("#{PART}{}", URL_SAFE_NO_PAD.encode(lines))
    }

    /// Returns the invitation in a link, its fragment or a file, if there is one.
    pub fn decode(text: &str) -> Option<Self> {
        let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
        let packed = fragment.split('&').find_map(|part| part.trim().strip_prefix(PART))?;
        // Mail programs break long lines.
        let packed: String = packed.chars().filter(|c| !c.is_ascii_whitespace()).take(MAX_BYTES).collect();
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(packed).ok()?).ok()?;
        let mut lines = text.split('\n');
        let code = workshop::parse(lines.next()?)?;
        let title = lines.next().unwrap_or_default();
        let title = title.chars().filter(|c| !c.is_control()).take(MAX_TITLE_CHARS).collect();
        let place = |line: &str| match line.contains(':') {
            true => PackPlace::Address(line.to_owned()),
            false => PackPlace::BuiltIn(line.to_owned()),
        };
        let packs =
            lines.filter(|line| !line.is_empty()).map(place).filter(can_be_shared).take(MAX_PACKS).collect();
        Some(Self { code, title, packs })
    }

    /// Returns the name and the content of the invitation's file.
    pub fn file(&self) -> (String, Vec<u8>) {
        let plain: String = self.title.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let name = if plain.is_empty() { self.code.to_string() } else { plain };
        (format!("{name}.{FILE_END}"), (self.encode() + "\n").into_bytes())
    }
}

/// True if another device finds the pack at the same place.
pub fn can_be_shared(place: &PackPlace) -> bool {
    match place {
        PackPlace::BuiltIn(_) => true,
        PackPlace::Address(address) => address.starts_with("https://"),
        PackPlace::Path(_) | PackPlace::Kept(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn invitation() -> Invitation {
        Invitation {
            code: workshop::code(2_026),
            title: "Robotit & äly".to_owned(),
            packs: vec![
                PackPlace::BuiltIn("teach-gestures".to_owned()),
                PackPlace::Address("https://koulu.example.fi/valot.digilab".to_owned()),
            ],
        }
    }

    #[test]
    fn an_invitation_comes_as_link_fragment_or_file() {
        let sent = invitation();
        let (name, file) = sent.file();
        assert_eq!(name, "Robotit---äly.digilab-workshop");
        let fragment = sent.encode();
        for text in [
            fragment.clone(),
            format!("https://lab.example.fi/?lang=fi{fragment}"),
            String::from_utf8(file).unwrap(),
            format!("\n {}", fragment.trim_start_matches('#')),
        ] {
            assert_eq!(Invitation::decode(&text).as_ref(), Some(&sent), "{text}");
        }
    }

    #[test]
    fn what_another_device_could_not_open_or_should_not_is_left_out() {
        let wild = Invitation {
            title: format!("a\u{7}{}", "b".repeat(200)),
            packs: vec![
                PackPlace::Path("/etc/passwd".into()),
                PackPlace::Kept("x".to_owned()),
                PackPlace::Address("http://example.fi/p.digilab".to_owned()),
            ],
            ..invitation()
        };
        let read = Invitation::decode(&wild.encode()).unwrap();
        assert_eq!((read.title.len(), read.packs), (80, vec![]));
        let wrong_code = Invitation { code: Code::new("aaaaaa").unwrap(), ..invitation() };
        assert_eq!(Invitation::decode(&wrong_code.encode()), None);
        for text in ["", "#w=", "#w=%%%", "#p=1.abc", "w=e30"] {
            assert_eq!(Invitation::decode(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_opened_is_no_trouble(text in ".{0,200}") {
            let _ = Invitation::decode(&format!("#w={text}"));
            let _ = Invitation::typed(&text);
        }
    }
}
