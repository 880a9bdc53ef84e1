//! The functions by what one wants to do with them.

use digilab_lab::api::{FUNCTIONS, Function, Receiver};

/// Functions that belong together.
#[derive(Debug)]
pub(super) struct Group {
    /// Its text is `reference-group-ID`.
    pub id: &'static str,
    /// What they are called on, and their names, in the order shown.
    names: &'static [(Receiver, &'static [&'static str])],
}

use Receiver::{Board, Lab, Model, Pin, Table};

/// Every group, in the order shown: what one begins with first.
pub(super) const GROUPS: &[Group] = &[
    Group {
        id: "boards",
        names: &[
            (Lab, &["microbit", "arduino", "text_board"]),
            (Board, &["pin", "reset", "send", "on_line"]),
        ],
    },
    Group {
        id: "display",
        names: &[(Board, &["show", "scroll", "clear", "set_pixel", "pixel", "shown"]), (Lab, &["image"])],
    },
    Group { id: "flow", names: &[(Lab, &["sleep", "forever", "every", "now"])] },
    Group {
        id: "buttons",
        names: &[
            (Board, &["button_a", "button_b", "logo", "presses", "on_press"]),
            (Lab, &["on_press"]),
            (Board, &["gesture", "on_gesture"]),
            (Lab, &["on_gesture"]),
        ],
    },
    Group {
        id: "sensors",
        names: &[(Board, &["temperature", "light", "sound", "heading", "tilt_x", "tilt_y", "tilt_z"])],
    },
    Group { id: "sound", names: &[(Board, &["tone", "no_tone", "play"])] },
    Group {
        id: "pins",
        names: &[(
            Pin,
            &[
                "on",
                "off",
                "toggle",
                "write",
                "pwm",
                "servo",
                "digital",
                "analog",
                "pull_up",
                "touched",
                "read_back",
                "pixels",
            ],
        )],
    },
    Group { id: "console", names: &[(Lab, &["print", "ask", "plot"])] },
    Group { id: "numbers", names: &[(Lab, &["random", "round", "map_range"])] },
    Group {
        id: "learning",
        names: &[
            (Lab, &["table"]),
            (Table, &["add", "len", "row", "mean", "min", "max", "set_aside"]),
            (Lab, &["train"]),
            (Model, &["classify", "certainty", "test", "confusion"]),
        ],
    },
    Group { id: "i2c", names: &[(Board, &["i2c_write", "i2c_read"])] },
];

impl Group {
    /// Its functions.
    pub(super) fn functions(&self) -> impl Iterator<Item = &'static Function> {
        let names = self.names.iter();
        names.flat_map(|(receiver, names)| names.iter().filter_map(|name| function(*receiver, name)))
    }
}

fn function(receiver: Receiver, name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.receiver == receiver && function.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_stands_in_one_group() {
        let named = GROUPS
            .iter()
            .flat_map(|group| group.names)
            .flat_map(|(on, names)| names.iter().map(move |name| (*on, (*name).to_owned())));
        let mut named: Vec<_> = named.collect();
        let mut all: Vec<_> = FUNCTIONS.iter().map(|one| (one.receiver, one.name.to_owned())).collect();
        named.sort();
        all.sort();
        assert_eq!(named, all);
    }

    #[test]
    fn every_group_has_a_name() {
        for texts in
            digilab_lab::text::Language::ALL.iter().map(|&language| digilab_lab::text::Texts::new(language))
        {
            for group in GROUPS {
                assert!(texts.has(&format!("reference-group-{}", group.id)), "{}", group.id);
            }
        }
    }
}
