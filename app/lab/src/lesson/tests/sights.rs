//! Tests of every kind of sight, with every quantifier.

use digilab_devices::board::BoardKind::{Arduino, MicrobitV1, MicrobitV2};
use digilab_lessons::check::Sight;

use super::{check_both, check_on, expecting, scenario};
use crate::lesson::matcher::EXAMPLES;

#[test]
fn every_sight_has_an_example() {
    let names: Vec<_> = EXAMPLES.iter().filter_map(|(sight, ..)| sight.split(' ').next()).collect();
    for (form, _) in Sight::FORMS {
        assert!(names.contains(&form.split(' ').next().unwrap()), "{form}");
    }
    for (sight, parts, passes, fails) in EXAMPLES {
        let toml = format!("{parts}{}", expecting(&format!("see.{sight}")));
        check_on(MicrobitV2, &toml, passes, true);
        check_on(MicrobitV2, &toml, fails, false);
    }
}

#[test]
fn displays() {
    let on = |picture: &str| format!("let bit = microbit(); sleep(300); bit.show({picture});");
    for board in [MicrobitV2, MicrobitV1] {
        check_both(board, r#"see.display = "HEART""#, &on("HEART"), &on("HAPPY"));
    }
    let rows = r#"see.display = "09090:99999:99999:09990:00900""#;
    check_both(MicrobitV2, rows, &on("HEART"), &on("HEART_SMALL"));
    let some = r#"see.display = "0#0#0:#...#:.....:.....:....0""#;
    check_both(MicrobitV2, some, &on("HEART"), &on("HAPPY"));
    check_both(MicrobitV2, r#"see.display = "lit""#, &on("1"), "microbit();");
    let dark = "see.display = \"dark\"\nfrom_ms = 600";
    check_both(MicrobitV2, dark, "microbit().show(HEART); sleep(700); microbit().clear();", &on("HEART"));
    check_both(MicrobitV2, r#"see.display = "lit""#, "microbit().scroll(\"hi\");", "print(1);");
}

#[test]
fn leds() {
    let set = |brightness: u8| format!("microbit().set_pixel(1, 2, {brightness});");
    check_both(MicrobitV2, "see.led = { x = 1, y = 2, brightness = 5 }", &set(5), &set(6));
    check_both(MicrobitV2, "see.led = { x = 1, y = 2, brightness = { min = 7 } }", &set(9), &set(6));
    check_both(
        MicrobitV2,
        "see.led = { x = 1, y = 2, brightness = { max = 8 } }\nfrom_ms = 100",
        &set(8),
        &set(9),
    );
    check_both(MicrobitV2, "see.leds-lit = 16", "microbit().show(HEART);", "microbit().show(YES);");
    check_both(MicrobitV2, "see.leds-lit = { min = 2, max = 20 }", "microbit().show(HEART);", &set(9));
}

#[test]
fn pins() {
    for (board, pin, other) in
        [(Arduino, "arduino().pin(9)", "10"), (MicrobitV2, "microbit().pin(\"P1\")", "P2")]
    {
        let name = if board == Arduino { "9" } else { "P1" };
        let level = |level: &str| format!("see.pin = {{ pin = \"{name}\", level = {level} }}");
        check_both(board, &level("1"), &format!("{pin}.on();"), &format!("{pin}.off();"));
        check_both(board, &level("200"), &format!("{pin}.pwm(200);"), &format!("{pin}.on();"));
        check_both(board, &level("{ min = 1 }"), &format!("{pin}.pwm(20);"), &format!("{pin}.pwm(0);"));
        let wrong = pin.replace(name, other);
        check_both(
            board,
            &level("1"),
            &format!("{pin}.on(); sleep(50); {pin}.off();"),
            &format!("{wrong}.on();"),
        );
        // A level that a pin reads is not one that it drives.
        let pulled = format!("{pin}.pull_up(); {pin}.digital(); sleep(500);");
        check_on(board, &expecting(&level("1")), &pulled, false);
    }
    let analog = r#"see.pin = { pin = "A0", level = 1 }"#;
    check_both(Arduino, analog, "arduino().pin(\"A0\").on();", "arduino().pin(0 + 13).on();");
}

#[test]
fn servos() {
    for (board, pin, name) in [(Arduino, "arduino().pin(9)", "9"), (MicrobitV2, "microbit().pin(1)", "P1")] {
        for angle in [0, 45, 90, 179, 180] {
            let sight = format!("see.servo = {{ pin = \"{name}\", angle_deg = {angle} }}\nfrom_ms = 500");
            let turn = format!("{pin}.servo({angle}); sleep(1000);");
            let other = format!("{pin}.servo({}); sleep(1000);", (angle + 20) % 180);
            check_both(board, &sight, &turn, &other);
        }
        let never = format!("see.servo = {{ pin = \"{name}\", angle_deg = {{ min = 0 }} }}\nhow = \"never\"");
        check_both(board, &never, &format!("{pin}.on();"), &format!("{pin}.servo(10);"));
    }
}

#[test]
fn sounds() {
    let tone = "let bit = microbit(); bit.tone(440, 300); sleep(900);";
    for board in [MicrobitV2, MicrobitV1] {
        check_both(board, "see.tone = 440", tone, "microbit().tone(500, 300);");
    }
    check_both(MicrobitV2, "see.tone = { min = 400, max = 600 }", tone, "microbit().tone(700, 300);");
    check_both(MicrobitV2, "see.silence = true\nat_ms = 1000", tone, "microbit().tone(440);");
    check_both(MicrobitV2, "see.silence = false", tone, "microbit();");
    check_both(MicrobitV2, "see.silence = true\nhow = \"always\"", "microbit();", tone);
    check_on(Arduino, &expecting("see.silence = true\nhow = \"always\""), "arduino();", true);
    // A melody goes on after the script's end, and ends by itself.
    let toml =
        "in_order = [{ tone = { min = 1 } }, { silence = true }, { tone = { min = 1 } }, { silence = true }]";
    check_both(MicrobitV2, toml, "microbit().play(\"c r e\");", "microbit().play(\"c\");");
}

#[test]
fn pixels() {
    let strip = "microbit().pin(0).pixels([[255, 0, 0], [0, 0, 9], [0, 0, 0]]);";
    let dark = "microbit().pin(0).pixels([[0, 0, 0]]);";
    for sight in [
        "see.pixel = { pin = \"P0\", index = 0, red = 255, green = 0, blue = 0 }",
        "see.pixel = { pin = \"P0\", index = 0, red = { min = 100 } }",
        "see.pixel = { pin = \"P0\", index = 1, blue = 9 }",
        "see.pixels-lit = { pin = \"P0\", count = 2 }",
        "see.pixels-lit = { pin = \"P0\", count = { min = 1 } }",
    ] {
        let toml = format!("[[part]]\npin = \"P0\"\npart = \"pixel-strip\"\n{}", expecting(sight));
        check_on(MicrobitV2, &toml, strip, true);
        check_on(MicrobitV2, &toml, dark, false);
    }
}

#[test]
fn lines() {
    for board in [MicrobitV2, Arduino] {
        check_both(board, r#"see.line = "Hei""#, "print(\"  hEI \");", "print(\"hei hei\");");
        check_both(board, r#"see.line-with = "Älä""#, "print(\"No, ÄLÄ!\");", "print(\"ala\");");
        check_both(board, "see.line-number = 7", "print(\"n = 7.\");", "print(77);");
        check_both(board, "see.line-number = { min = -5, max = -4 }", "print(\"t -4.5 C\");", "print(4.5);");
        check_both(board, "see.any-line = true", "print(\"\");", "let a = 1;");
        check_both(board, "see.any-line = false", "let a = 1;", "print(1);");
        check_both(board, r#"see.line = "b""#, "print(\"a\\nb\");", "print(\"a b\");");
    }
}

#[test]
fn plots_and_ends() {
    for board in [MicrobitV2, Arduino] {
        check_both(board, r#"see.plot = { name = "x", value = 3 }"#, "plot(\"x\", 3);", "plot(\"y\", 3);");
        check_both(board, "see.plot = { value = { max = 2 } }", "plot(\"y\", 1.5);", "plot(\"y\", 2.5);");
        check_both(board, "see.ended = true", "sleep(1500);", "sleep(3000);");
        check_both(board, "see.ended = true\nuntil_ms = 1000", "sleep(500);", "sleep(1500);");
        check_both(board, "see.ended = false\nhow = \"always\"", "loop { sleep(100); }", "sleep(900);");
    }
}

/// Returns a script that blinks pin 9 or P1 `times` times, from 200 ms on, 200 ms each.
fn blinking(arduino: bool, times: u32) -> String {
    let pin = if arduino { "arduino().pin(9)" } else { "microbit().pin(1)" };
    format!("let p = {pin}; for i in 0..{times} {{ sleep(200); p.on(); sleep(200); p.off(); }}")
}

#[test]
fn hows_of_what_lasts() {
    for board in [Arduino, MicrobitV2] {
        let name = if board == Arduino { "9" } else { "P1" };
        let on = format!("see.pin = {{ pin = \"{name}\", level = 1 }}\n");
        let off = format!("see.pin = {{ pin = \"{name}\", level = 0 }}\n");
        let [once, twice, thrice] = [1, 2, 3].map(|times| blinking(board == Arduino, times));
        let with = |sight: &str, rest: &str| format!("{sight}{rest}");
        check_both(board, &with(&on, "from_ms = 500"), &twice, &once);
        check_both(board, &with(&on, "until_ms = 300"), &once, "sleep(500);");
        check_both(board, &with(&on, "at_ms = 700"), &twice, &once);
        check_both(board, &with(&on, "at_ms = 500\ntolerance_ms = 120"), &once, "print(1);");
        check_both(board, &with(&off, "at_ms = 500\ntolerance_ms = 0"), &once, &once.replace("200", "300"));
        check_both(board, &with(&off, "from_ms = 450\nhow = \"always\""), &once, &twice);
        check_both(
            board,
            &with(&off, "until_ms = 190\nhow = \"always\""),
            &once,
            &once.replace("200", "100"),
        );
        check_both(board, &with(&on, "from_ms = 450\nhow = \"never\""), &once, &twice);
        check_both(board, &with(&on, "how = \"often\"\ntimes = 2"), &twice, &thrice);
        check_both(board, &with(&on, "how = \"often\"\ntimes = 2"), &twice, &once);
        check_both(board, &with(&on, "how = \"often\"\ntimes = { min = 3 }"), &thrice, &twice);
        check_both(board, &with(&on, "how = \"often\"\ntimes = { max = 1 }"), "print(1);", &twice);
        // A state that lasts already at the start of the window counts, too.
        check_both(board, &with(&on, "from_ms = 300\nhow = \"often\"\ntimes = 1"), &once, &twice);
        // Off, on, off: it begins twice.
        check_both(board, &with(&off, "how = \"often\"\ntimes = 2"), &once, &twice);
    }
}

#[test]
fn hows_of_moments() {
    let say = |times: u32| format!("for i in 0..{times} {{ print(\"hei\"); sleep(300); }}");
    for board in [Arduino, MicrobitV2] {
        let hei = "see.line = \"hei\"\n";
        let with = |rest: &str| format!("{hei}{rest}");
        check_both(board, &with("how = \"often\"\ntimes = 3"), &say(3), &say(2));
        check_both(board, &with("how = \"often\"\ntimes = { min = 2, max = 3 }"), &say(2), &say(4));
        check_both(board, &with("from_ms = 100\nhow = \"never\""), &say(1), &say(2));
        check_both(board, &with("from_ms = 500\nuntil_ms = 700"), &say(3), &say(2));
        check_both(board, &with("at_ms = 300"), &say(2), &say(1));
        check_both(board, &with("how = \"always\""), &say(2), "print(\"hei\"); print(\"moi\");");
        check_both(board, &with("how = \"always\""), &say(1), "let a = 1;");
        let plot = "see.plot = { name = \"x\", value = 1 }\nhow = \"always\"";
        check_both(board, plot, "plot(\"x\", 1); plot(\"y\", 2);", "plot(\"x\", 1); plot(\"x\", 2);");
    }
}

#[test]
fn orders() {
    for board in [Arduino, MicrobitV2] {
        let (name, pin) =
            if board == Arduino { ("9", "arduino().pin(9)") } else { ("P1", "microbit().pin(1)") };
        let ab = r#"in_order = [{ line = "a" }, { line = "b" }]"#;
        check_both(board, ab, "print(\"a\"); print(\"c\"); print(\"b\");", "print(\"b\"); print(\"a\");");
        let aa = r#"in_order = [{ line = "a" }, { line-with = "a" }]"#;
        check_both(board, aa, "print(\"a\"); print(\"a\");", "print(\"a\");");
        let level = |level: u8| format!("{{ pin = {{ pin = \"{name}\", level = {level} }} }}");
        let twice = format!("in_order = [{}, {}]", level(1), level(1));
        let blink = |times| blinking(board == Arduino, times);
        check_both(board, &twice, &blink(2), &format!("{pin}.on(); sleep(900);"));
        check_both(
            board,
            &format!("in_order = [{}, {}, {}]", level(1), level(0), level(1)),
            &blink(2),
            &blink(1),
        );
        // Without a wait between them they count as simultaneous, in whatever order they arrive.
        let mixed = format!("in_order = [{}, {{ line = \"on\" }}, {}]", level(1), level(0));
        let script = format!("let p = {pin}; sleep(300); p.on(); print(\"on\"); sleep(300); p.off();");
        check_both(
            board,
            &mixed,
            &script,
            &script.replace("p.on(); print(\"on\");", "print(\"on\"); sleep(100); p.on();"),
        );
        // A lasting state can also be used for what comes after it, if there is something between.
        let around = format!("in_order = [{}, {{ line = \"a\" }}, {}]", level(1), level(1));
        check_both(board, &around, &format!("{pin}.on(); sleep(100); print(\"a\");"), &blink(2));
        let late = format!("{ab}\nuntil_ms = 500");
        check_both(board, &late, "print(\"a\"); print(\"b\");", "print(\"a\"); sleep(600); print(\"b\");");
        let plots = "in_order = [{ plot = { value = 1 } }, { line = \"a\" }, { plot = { value = 2 } }]";
        check_both(
            board,
            plots,
            "plot(\"x\", 1); print(\"a\"); plot(\"x\", 2);",
            "plot(\"x\", 2); print(\"a\"); plot(\"x\", 1);",
        );
    }
}

/// Checks one input: a program prints a line when it senses the input.
#[track_caller]
fn check_input(board: digilab_devices::board::BoardKind, parts: &str, action: &str, condition: &str) {
    let toml = format!(
        "{parts}\n{}",
        scenario(&format!(
            "[[scenario.input]]\nat_ms = 600\ndo.{action}\n[[scenario.expect]]\nsee.line = \"yes\"\nfrom_ms = 600\nuntil_ms = 1000\n\
             [[scenario.expect]]\nsee.line = \"yes\"\nuntil_ms = 590\nhow = \"never\""
        ))
    );
    let script = format!("loop {{ if {condition} {{ print(\"yes\"); }} sleep(20); }}");
    check_on(board, &toml, &script, true);
    check_on(board, &toml, "loop { sleep(20); }", false);
}

#[test]
fn inputs() {
    for board in [MicrobitV2, MicrobitV1] {
        check_input(board, "", "press = \"A\"", "microbit().button_a()");
        check_input(board, "", "click = \"B\"", "microbit().button_b()");
        check_input(board, "", "tilt = { x_mg = 900, y_mg = 0, z_mg = 0 }", "microbit().tilt_x() > 500");
        check_input(board, "", "shake = true", "microbit().gesture(\"shake\")");
        check_input(board, "", "temperature = 40", "microbit().temperature() == 40");
        check_input(board, "", "light = 200", "microbit().light() > 190");
        check_input(board, "", "heading = 90", "microbit().heading() == 90");
        check_input(board, "", "touch = { pin = \"P1\", on = true }", "microbit().pin(1).touched()");
        check_input(board, "", "level = { pin = \"P1\", level = 700 }", "microbit().pin(1).analog() > 600");
    }
    check_input(MicrobitV2, "", "sound = 200", "microbit().sound() > 190");
    check_input(MicrobitV2, "", "press = \"logo\"", "microbit().logo()");
    let part = |pin: &str, part: &str| format!("[[part]]\npin = \"{pin}\"\npart = \"{part}\"\n");
    for (board, uno, pin) in [(Arduino, "arduino()", "A0"), (MicrobitV2, "microbit()", "P1")] {
        let read = |what: &str| format!("{uno}.pin(\"{pin}\").{what}");
        let knob = part(pin, "potentiometer");
        check_input(
            board,
            &knob,
            &format!("level = {{ pin = \"{pin}\", level = 900 }}"),
            &read("analog() > 800"),
        );
        let sensor = part(pin, "distance-sensor");
        check_input(
            board,
            &sensor,
            &format!("distance = {{ pin = \"{pin}\", distance_cm = 300 }}"),
            &read("analog() > 200"),
        );
        let button = part(pin, "button-to-supply");
        check_input(board, &button, &format!("press = \"{pin}\""), &read("digital() == 1"));
        check_input(board, &button, &format!("click = \"{pin}\""), &read("digital() == 1"));
    }
}

#[test]
fn inputs_are_repeated() {
    let toml = scenario(
        "[[scenario.input]]\nat_ms = 300\ntimes = 3\nevery_ms = 300\ndo.click = \"A\"\n\
         [[scenario.expect]]\nsee.line = \"a\"\nhow = \"often\"\ntimes = 3",
    );
    check_on(MicrobitV2, &toml, "microbit().on_press(\"A\", || print(\"a\"));", true);
    check_on(MicrobitV2, &toml, "on_press(\"B\", || print(\"a\"));", false);
}

#[test]
fn parts_and_scenarios_of_one_board() {
    let toml = "[[part]]\npin = \"P1\"\npart = \"led\"\nboard = \"microbit\"\n\
                [[part]]\npin = \"9\"\npart = \"led\"\nboard = \"arduino\"\n\
                [[scenario]]\nend_ms = 500\nboard = \"arduino\"\n[[scenario.expect]]\nsee.pin = { pin = \"9\", level = 1 }\n\
                [[scenario]]\nend_ms = 500\nboard = \"microbit\"\n[[scenario.expect]]\nsee.pin = { pin = \"P1\", level = 1 }\n";
    check_on(Arduino, toml, "arduino().pin(9).on();", true);
    check_on(MicrobitV2, toml, "microbit().pin(1).on();", true);
    check_on(MicrobitV2, toml, "microbit().pin(2).on();", false);
    // A check without a scenario for the board is not passed.
    check_on(MicrobitV1, &toml.replace("P1", "1"), "print(1);", false);
}

#[test]
fn lines_that_somebody_types() {
    let toml = |expected: &str| {
        format!(
            "[[scenario]]\nend_ms = 2000\nrandom.name = {{ pick = [\"Aino\", \"Olli\"] }}\n\
            [[scenario.input]]\nat_ms = 500\ndo.line = \"{{name}}\"\n\
            [[scenario.input]]\nat_ms = 100\ndo.line = \" HEI \"\n[[scenario.expect]]\n{expected}"
        )
    };
    for board in [MicrobitV2, Arduino] {
        let greets = "let hi = ask(\"?\"); print(hi.to_lower() + \" \" + ask()); loop { print(ask()); }";
        check_on(board, &toml("see.line = \"hei {name}\"\nat_ms = 500"), greets, true);
        check_on(board, &toml("see.line = \"hei {name}\""), "print(\"hei Aino!\");", false);
        // A typed line is not a printed line; and handlers run while the program waits for it.
        check_on(board, &toml("see.line = \"{name}\"\nhow = \"never\""), "ask(); ask(); ask();", true);
        let ticks = "every(100, || print(\"tick\")); ask(); ask(); ask();";
        check_on(board, &toml("see.line = \"tick\"\nhow = \"often\"\ntimes = 19"), ticks, true);
        check_on(board, &toml("see.ended = true"), "ask(); ask();", true);
        check_on(board, &toml("see.ended = true"), "ask(); ask(); ask();", false);
    }
}
