//! Words of other languages and of other programs for the same boards, and the lab's own words for them.

/// Words that stand by themselves: functions, constants, and objects with their members (`display.show`); an object
/// alone stands for any other member. In the lab's words, `bit` and `uno` are the pupil's boards.
const WORDS: &[(&str, &str)] = &[
    // Arduino
    ("delay", "sleep(…)"),
    ("delayMicroseconds", "sleep(…)"),
    ("millis", "now()"),
    ("micros", "now()"),
    ("digitalWrite", "uno.pin(…).write(…)"),
    ("digitalRead", "uno.pin(…).digital()"),
    ("analogRead", "uno.pin(…).analog()"),
    ("analogWrite", "uno.pin(…).pwm(…)"),
    ("pinMode", "uno.pin(…)"),
    ("noTone", "bit.no_tone()"),
    ("constrain", "min(max(x, low), high)"),
    ("HIGH", "1"),
    ("LOW", "0"),
    ("OUTPUT", "uno.pin(…).on()"),
    ("INPUT", "uno.pin(…).digital()"),
    ("INPUT_PULLUP", "uno.pin(…).pull_up()"),
    ("LED_BUILTIN", "13"),
    ("Serial", "print(…)"),
    // MicroPython
    ("sleep_ms", "sleep(…)"),
    ("running_time", "now()"),
    ("ticks_ms", "now()"),
    ("display.scroll", "bit.scroll(…)"),
    ("display.clear", "bit.clear()"),
    ("display.set_pixel", "bit.set_pixel(…)"),
    ("display.get_pixel", "bit.pixel(…)"),
    ("display.read_light_level", "bit.light()"),
    ("display", "bit.show(…)"),
    ("accelerometer.get_y", "bit.tilt_y()"),
    ("accelerometer.get_z", "bit.tilt_z()"),
    ("accelerometer.is_gesture", "bit.gesture(…)"),
    ("accelerometer.was_gesture", "bit.gesture(…)"),
    ("accelerometer", "bit.tilt_x()"),
    ("compass", "bit.heading()"),
    ("microphone", "bit.sound()"),
    ("music.pitch", "bit.tone(…)"),
    ("music.playTone", "bit.tone(…)"),
    ("music", "bit.play(…)"),
    ("button_a.is_pressed", "bit.button_a()"),
    ("button_a.was_pressed", "bit.presses(\"A\")"),
    ("button_a.get_presses", "bit.presses(\"A\")"),
    ("button_b.is_pressed", "bit.button_b()"),
    ("button_b.was_pressed", "bit.presses(\"B\")"),
    ("button_b.get_presses", "bit.presses(\"B\")"),
    ("pin_logo", "bit.logo()"),
    ("random.randint", "random(…)"),
    ("random.choice", "choose(…)"),
    ("random.shuffle", "shuffle(…)"),
    ("random.random", "random(0, 99) / 100.0"),
    ("time.time", "now()"),
    ("time.ticks_ms", "now()"),
    ("time", "sleep(…)"),
    ("randint", "random(…)"),
    // MakeCode
    ("basic.showString", "bit.scroll(…)"),
    ("basic.clearScreen", "bit.clear()"),
    ("basic.pause", "sleep(…)"),
    ("basic.forever", "forever(|| { … })"),
    ("basic", "bit.show(…)"),
    ("input.onButtonPressed", "on_press(\"A\", || { … })"),
    ("input.onGesture", "on_gesture(\"shake\", || { … })"),
    ("input.buttonIsPressed", "bit.button_a()"),
    ("input.temperature", "bit.temperature()"),
    ("input.lightLevel", "bit.light()"),
    ("input.acceleration", "bit.tilt_x()"),
    ("input.compassHeading", "bit.heading()"),
    ("input.runningTime", "now()"),
    ("led", "bit.set_pixel(…)"),
    ("pins.digitalReadPin", "bit.pin(…).digital()"),
    ("pins.digitalWritePin", "bit.pin(…).write(…)"),
    ("pins.analogReadPin", "bit.pin(…).analog()"),
    ("pins.analogWritePin", "bit.pin(…).pwm(…)"),
    ("pins.servoWritePin", "bit.pin(…).servo(…)"),
    ("pins", "bit.pin(…)"),
    ("pause", "sleep(…)"),
    // Python, JavaScript, C, Java, Scratch
    ("wait", "sleep(…)"),
    ("input", "ask(…)"),
    ("prompt", "ask(…)"),
    ("println", "print(…)"),
    ("printf", "print(…)"),
    ("alert", "print(…)"),
    ("console", "print(…)"),
    ("System", "print(…)"),
    ("str", "to_string(…)"),
    ("float", "to_float(…)"),
    ("parseInt", "parse_int(…)"),
    ("parseFloat", "parse_float(…)"),
    ("ord", "code(…)"),
    ("chr", "char(…)"),
    ("pow", "a ** b"),
    ("Math.pow", "a ** b"),
    ("math.pow", "a ** b"),
    ("Math.random", "random(…)"),
    ("Math.randomRange", "random(…)"),
    ("randomRange", "random(…)"),
    ("Math.PI", "PI()"),
    ("math.pi", "PI()"),
    ("math.radians", "to_radians(…)"),
    ("math.degrees", "to_degrees(…)"),
    ("sorted", "list.sort()"),
    ("reversed", "list.reverse()"),
    ("list", "[…]"),
    ("dict", "#{ … }"),
    ("bool", "true"),
    ("echo", "print(…)"),
    ("del", "list.remove(…)"),
    ("foreach", "for item in list { … }"),
    ("repeat", "for i in 0..10 { … }"),
    ("until", "while !(…) { … }"),
    ("unless", "if !(…) { … }"),
    ("when", "if … { … }"),
    ("class", "#{ … }"),
    ("struct", "#{ … }"),
    ("enum", "const RED = 0;"),
    ("lambda", "|x| …"),
];

/// Members of values: functions that are called with a point, and properties; `Some` for one kind of value only.
const MEMBERS: &[(&str, Option<&str>, &str)] = &[
    ("read_analog", Some("board"), "pin(…).analog()"),
    ("read_digital", Some("board"), "pin(…).digital()"),
    ("read_analog", None, "analog()"),
    ("write_analog", None, "pwm(…)"),
    ("read_digital", None, "digital()"),
    ("write_digital", None, "write(…)"),
    ("is_touched", None, "touched()"),
    ("set_pull", None, "pull_up()"),
    ("get_x", None, "tilt_x()"),
    ("get_y", None, "tilt_y()"),
    ("get_z", None, "tilt_z()"),
    ("is_pressed", None, "button_a()"),
    ("was_pressed", None, "presses(\"A\")"),
    ("get_presses", None, "presses(\"A\")"),
    ("append", Some("list"), "push(…)"),
    ("add", Some("list"), "push(…)"),
    ("length", Some("list"), "len()"),
    ("size", Some("list"), "len()"),
    ("length", Some("text"), "len()"),
    ("size", Some("text"), "len()"),
    ("length", Some("object"), "len()"),
    ("size", Some("object"), "len()"),
    ("includes", None, "contains(…)"),
    ("indexOf", None, "index_of(…)"),
    ("upper", Some("text"), "to_upper()"),
    ("lower", Some("text"), "to_lower()"),
    ("toUpperCase", None, "to_upper()"),
    ("toLowerCase", None, "to_lower()"),
    ("strip", Some("text"), "trim()"),
    ("substring", Some("text"), "sub_string(…)"),
    ("substr", Some("text"), "sub_string(…)"),
    ("toString", None, "to_string()"),
    ("toFixed", None, "round(…)"),
    ("removeAt", Some("list"), "remove(…)"),
    ("forEach", Some("list"), "for_each(…)"),
    ("slice", None, "extract(…)"),
    ("first", Some("list"), "list[0]"),
    ("last", Some("list"), "list[-1]"),
    ("concat", Some("list"), "append(…)"),
    ("extend", Some("list"), "append(…)"),
    ("charAt", Some("text"), "sub_string(…, 1)"),
    ("startswith", Some("text"), "starts_with(…)"),
    ("endswith", Some("text"), "ends_with(…)"),
    ("find", Some("text"), "index_of(…)"),
    ("isdigit", Some("text"), "parse_int()"),
    ("isnumeric", Some("text"), "parse_int()"),
    ("items", Some("object"), "keys()"),
    ("has", Some("object"), "contains(…)"),
    ("has_key", Some("object"), "contains(…)"),
    ("hasOwnProperty", Some("object"), "contains(…)"),
    ("digital_write", Some("board"), "pin(…).write(…)"),
    ("digital_read", Some("board"), "pin(…).digital()"),
    ("analog_write", Some("board"), "pin(…).pwm(…)"),
    ("analog_read", Some("board"), "pin(…).analog()"),
    ("show_string", Some("board"), "scroll(…)"),
    ("show_number", Some("board"), "show(…)"),
    ("show_icon", Some("board"), "show(…)"),
    ("show_leds", Some("board"), "show(…)"),
    ("plot", Some("board"), "set_pixel(…)"),
    ("unplot", Some("board"), "set_pixel(…)"),
    ("clear_screen", Some("board"), "clear()"),
];

/// Functions of `Math` and `math` that have the same name here.
const MATHEMATICS: &[&str] = &[
    "abs", "acos", "asin", "atan", "ceil", "cos", "exp", "floor", "hypot", "log", "max", "min", "round",
    "sin", "sqrt", "tan",
];

/// Signs that are no operators here, and those in their place.
const SIGNS: &[(&str, &str)] =
    &[("×", "*"), ("·", "*"), ("÷", "/"), ("−", "-"), ("–", "-"), ("≤", "<="), ("≥", ">="), ("≠", "!=")];

/// Returns the operator in place of a sign that only people write.
pub(super) fn sign(given: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(sign, _)| *sign == given).map(|(_, own)| *own)
}

/// Returns the lab's way to say `word`, or `word.member`, and how much of it that stands for.
pub(super) fn word(word: &str, member: Option<&str>) -> Option<(String, String)> {
    let find =
        |wanted: &str| WORDS.iter().find(|(word, _)| *word == wanted).map(|(_, own)| (*own).to_owned());
    if let Some(member) = member {
        let whole = format!("{word}.{member}");
        let own = find(&whole).or_else(|| match word {
            // `Image.HEART` is HEART, and `Math.sqrt` is sqrt.
            "Image" => Some(member.to_owned()),
            "Math" | "math" if MATHEMATICS.contains(&member) => Some(format!("{member}(…)")),
            _ => find(word),
        });
        if let Some(own) = own {
            return Some((whole, own));
        }
    } else if let Some(own) = find(word) {
        return Some((word.to_owned(), own));
    }
    // `pin0` is a pin of the micro:bit in MicroPython.
    let number = word.strip_prefix("pin").filter(|number| number.parse::<u8>().is_ok())?;
    Some((word.to_owned(), format!("bit.pin({number})")))
}

/// Returns the lab's way to say the member `name` of a value of `kind`.
pub(super) fn member(name: &str, kind: &str) -> Option<&'static str> {
    // An object has the names that the pupil gave it.
    let of_kind = |of: &Option<&str>| of.map_or(kind != "object", |of| of == kind);
    MEMBERS.iter().find(|(member, of, _)| *member == name && of_kind(of)).map(|(_, _, own)| *own)
}

#[cfg(test)]
mod tests {
    use super::{member, word};

    #[track_caller]
    fn check(name: &str, inner: Option<&str>, expected: Option<(&str, &str)>) {
        let expected = expected.map(|(given, own)| (given.to_owned(), own.to_owned()));
        assert_eq!(word(name, inner), expected);
    }

    #[test]
    fn words_of_other_programs_are_known() {
        check("delay", None, Some(("delay", "sleep(…)")));
        check("display", Some("scroll"), Some(("display.scroll", "bit.scroll(…)")));
        check("display", Some("show"), Some(("display.show", "bit.show(…)")));
        check("display", None, Some(("display", "bit.show(…)")));
        check("Image", Some("HEART"), Some(("Image.HEART", "HEART")));
        check("Math", Some("sqrt"), Some(("Math.sqrt", "sqrt(…)")));
        check("Math", Some("PI"), Some(("Math.PI", "PI()")));
        check("Math", Some("randomRange"), Some(("Math.randomRange", "random(…)")));
        check("Math", Some("unheard_of"), None);
        check("time", Some("sleep"), Some(("time.sleep", "sleep(…)")));
        check("random", Some("random"), Some(("random.random", "random(0, 99) / 100.0")));
        check("pin0", None, Some(("pin0", "bit.pin(0)")));
        check("pin0", Some("on"), Some(("pin0", "bit.pin(0)")));
        check("pin", None, None);
        check("pineapple", None, None);
        check("score", Some("add"), None);
        // It is a function of the lab, unless another language's member follows.
        check("button_a", None, None);
    }

    #[test]
    fn members_depend_on_the_value() {
        assert_eq!(member("add", "list"), Some("push(…)"));
        assert_eq!(member("add", "table"), None);
        assert_eq!(member("read_analog", "pin"), Some("analog()"));
        assert_eq!(member("get_x", "board"), Some("tilt_x()"));
        assert_eq!(member("get_x", "object"), None);
    }
}
