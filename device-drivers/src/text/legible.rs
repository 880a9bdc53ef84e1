//! Tells text from the bytes that a wrong speed turns it into.

/// Fewer bytes than this are not judged.
const ENOUGH: usize = 32;

/// True if `bytes` look like text received at the wrong speed: more than a third of them cannot be part of UTF-8
/// text. `false` below 32 bytes, which are too few to tell.
///
/// A receiver that samples too fast or too slowly sees bits doubled or lost, which turns letters into bytes above
/// 127 and control characters.
pub fn looks_damaged(bytes: &[u8]) -> bool {
    if bytes.len() < ENOUGH {
        return false;
    }
    // A chunk may begin or end within a character: at most three bytes at either end.
    let mut illegible: usize = 0;
    for chunk in bytes.utf8_chunks() {
        illegible += chunk.invalid().len();
        illegible += chunk.valid().chars().filter(|&c| c.is_control() && !"\r\n\t\u{1b}".contains(c)).count();
    }
    illegible.saturating_sub(6) * 3 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_damage() {
        let check = |bytes: &[u8], damaged| assert_eq!(looks_damaged(bytes), damaged, "{bytes:?}");
        check(b"", false);
        check(&[0xFF; 31], false);
        check(&[0xFF; 32], true);
        check(&[0; 64], true);
        check(b"temperature:21.5,light:300\r\ntemperature:21.6,light:301\r\n", false);
        check("lämpötila 21 °C, ljus är på, äöåÄÖÅ ja €".as_bytes(), false);
        // 9600 baud text as a receiver at 115200 sees it: runs of zeros and ones.
        check(&[0x80, 0x00, 0x78, 0xF8, 0x00, 0x80].repeat(8), true);
        // A text as a strict receiver at another speed was seen to read it.
        let text = b"temperature:21.5,light:300\r\n".repeat(3);
        let garbled: Vec<u8> = text.iter().map(|b| b.wrapping_mul(0x5D).wrapping_add(0x81)).collect();
        check(&garbled, true);
    }
}
