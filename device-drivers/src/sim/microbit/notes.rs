//! MicroPython's notation for notes: `NOTE[octave][:duration]`, as in `c#5:2`; `r` is a rest.

/// Length of a tick at MicroPython's initial speed: 120 beats a minute, four ticks a beat.
const TICK_MS: u32 = 125;

/// Time by which a note ends early, so that equal notes can be told apart.
const GAP_MS: u32 = 10;

/// One sound of a melody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    /// Frequency; `None` is silence.
    pub frequency_hz: Option<u32>,
    /// Duration in milliseconds.
    pub duration_ms: u32,
}

/// Returns the sounds of a melody. Octave and duration carry over to the next note; they start at 4 and 4.
///
/// `None` if one of them is not a note.
pub fn melody(notes: &[&str]) -> Option<Vec<Sound>> {
    let mut octave = 4;
    let mut ticks = 4;
    let mut sounds = Vec::new();
    for note in notes {
        let (name, duration) =
            note.split_once(':').map_or((*note, None), |(name, duration)| (name, Some(duration)));
        if let Some(duration) = duration {
            ticks = duration.parse::<u32>().ok().filter(|ticks| *ticks <= 1000)?;
        }
        let mut chars = name.chars();
        let letter = chars.next()?.to_ascii_lowercase();
        let mut half_tones = match letter {
            'c' => Some(0),
            'd' => Some(2),
            'e' => Some(4),
            'f' => Some(5),
            'g' => Some(7),
            'a' => Some(9),
            'b' => Some(11),
            'r' => None,
            _ => return None,
        };
        let mut rest = chars.as_str();
        let accidental =
            [('#', 1), ('b', -1)].into_iter().find_map(|(sign, step)| Some((rest.strip_prefix(sign)?, step)));
        if let Some((after, step)) = accidental {
            half_tones = half_tones.map(|half_tones| half_tones + step);
            rest = after;
        }
        if !rest.is_empty() {
            octave = rest.parse::<i32>().ok().filter(|octave| (0..=8).contains(octave))?;
        }
        let frequency_hz = half_tones.map(|half_tones| frequency_hz(octave * 12 + half_tones));
        let duration_ms = ticks * TICK_MS;
        let gap_ms = if frequency_hz.is_some() { GAP_MS.min(duration_ms) } else { 0 };
        sounds.push(Sound { frequency_hz, duration_ms: duration_ms - gap_ms });
        if gap_ms > 0 {
            sounds.push(Sound { frequency_hz: None, duration_ms: gap_ms });
        }
    }
    Some(sounds)
}

/// Frequency in equal temperament; the `a` of octave 4 has 440 Hz.
fn frequency_hz(half_tones_from_c0: i32) -> u32 {
    let hz = 440.0 * 2_f64.powf(f64::from(half_tones_from_c0 - 57) / 12.0);
    hz.round() as u32
}

#[cfg(test)]
mod tests {
    use super::melody;

    /// `(hertz, milliseconds)` of each sound; 0 is silence.
    fn check(notes: &str, sounds: &[(u32, u32)]) {
        let notes: Vec<&str> = notes.split_whitespace().collect();
        let played = melody(&notes).unwrap();
        let played: Vec<_> =
            played.iter().map(|sound| (sound.frequency_hz.unwrap_or(0), sound.duration_ms)).collect();
        assert_eq!(played, sounds, "{notes:?}");
    }

    #[test]
    fn notes() {
        check("a", &[(440, 490), (0, 10)]);
        check("c4:4 d r:2 e5", &[(262, 490), (0, 10), (294, 490), (0, 10), (0, 250), (659, 240), (0, 10)]);
        check("c#5:1 Eb3", &[(554, 115), (0, 10), (156, 115), (0, 10)]);
        check("b:1 bb", &[(494, 115), (0, 10), (466, 115), (0, 10)]);
    }

    #[test]
    fn no_notes() {
        for wrong in ["", "h", "c99", "c:x", ":4", "c4:9999999999", "cé"] {
            assert_eq!(melody(&[wrong]), None, "{wrong:?}");
        }
    }
}
