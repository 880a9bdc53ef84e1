//! The letters that a board can show instead of those it cannot: `ä` as `a`.

/// Letters of a to z, each after the letters with accents and the marks that it stands for.
const NEAREST: &[(&str, char)] = &[
    ("áàâãäåāăąæ", 'a'),
    ("ÁÀÂÃÄÅĀĂĄÆ", 'A'),
    ("çćĉċč", 'c'),
    ("ÇĆĈĊČ", 'C'),
    ("ðďđ", 'd'),
    ("ÐĎĐ", 'D'),
    ("éèêëēĕėęě", 'e'),
    ("ÉÈÊËĒĔĖĘĚ", 'E'),
    ("ĝğġģǥ", 'g'),
    ("ĜĞĠĢǤ", 'G'),
    ("ĥħ", 'h'),
    ("ĤĦ", 'H'),
    ("íìîïĩīĭįı", 'i'),
    ("ÍÌÎÏĨĪĬĮİ", 'I'),
    ("ĵ", 'j'),
    ("Ĵ", 'J'),
    ("ķǩ", 'k'),
    ("ĶǨ", 'K'),
    ("ĺļľł", 'l'),
    ("ĹĻĽŁ", 'L'),
    ("ñńņňŋ", 'n'),
    ("ÑŃŅŇŊ", 'N'),
    ("óòôõöøōŏőœ", 'o'),
    ("ÓÒÔÕÖØŌŎŐŒ", 'O'),
    ("ŕŗř", 'r'),
    ("ŔŖŘ", 'R'),
    ("śŝşšșß", 's'),
    ("ŚŜŞŠȘẞ", 'S'),
    ("ţťŧțþ", 't'),
    ("ŢŤŦȚÞ", 'T'),
    ("úùûüũūŭůűų", 'u'),
    ("ÚÙÛÜŨŪŬŮŰŲ", 'U'),
    ("ŵ", 'w'),
    ("Ŵ", 'W'),
    ("ýÿŷ", 'y'),
    ("ÝŸŶ", 'Y'),
    ("źżžʒǯ", 'z'),
    ("ŹŻŽƷǮ", 'Z'),
    ("“”„«»", '"'),
    ("‘’‚´", '\''),
    ("–—−", '-'),
    ("\u{a0}", ' '),
];

/// Returns the ASCII character that looks most like `character`; itself if it is one, or if none does.
pub fn nearest(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    let found = NEAREST.iter().find(|(letters, _)| letters.contains(character));
    found.map_or(character, |(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(text.chars().map(nearest).collect::<String>(), expected);
    }

    #[test]
    fn letters_with_accents_become_their_nearest() {
        check("Hyvää päivää, Åbo!", "Hyvaa paivaa, Abo!");
        check("Skål på ön – café „Žižkov“", "Skal pa on - cafe \"Zizkov\"");
        check("ŋuorra, čáhci, đ", "nuorra, cahci, d");
    }

    #[test]
    fn what_looks_like_no_letter_stays() {
        check("😀 漢 я €", "😀 漢 я €");
    }
}
