//! The table of every function a script can call.

use super::function::{Argument, Boards, Function, Gives, Group, Kind, Receiver};
use crate::learn::{MAX_LABEL_CHARS, MAX_NEIGHBOURS};
use digilab_devices::board::BoardFamily;

/// Two to five numbers, or a list of them.
const NUMBERS: &[Argument] = &[
    Argument { name: "a", kind: Kind::NumberOrList, optional: false },
    Argument { name: "b", kind: Kind::Number, optional: true },
    Argument { name: "c", kind: Kind::Number, optional: true },
    Argument { name: "d", kind: Kind::Number, optional: true },
    Argument { name: "e", kind: Kind::Number, optional: true },
];

/// Every function, in the order of the manual and, within a group, of the reference.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "microbit",
        receiver: Receiver::Lab,
        group: Group::Boards,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Board(BoardFamily::Microbit),
        example: "let bit = microbit();
bit.show(HEART);",
    },
    Function {
        name: "arduino",
        receiver: Receiver::Lab,
        group: Group::Boards,
        boards: Boards::Arduino,
        computes: false,
        arguments: &[],
        gives: Gives::Board(BoardFamily::Arduino),
        example: "let uno = arduino();
uno.pin(13).on();",
    },
    Function {
        name: "text_board",
        receiver: Receiver::Lab,
        group: Group::Boards,
        boards: Boards::All,
        computes: false,
        arguments: &[],
        gives: Gives::Board(BoardFamily::Text),
        example: r#"let board = text_board();
board.send("hello");"#,
    },
    Function {
        name: "sleep",
        receiver: Receiver::Lab,
        group: Group::Flow,
        boards: Boards::All,
        computes: false,
        arguments: &[Argument {
            name: "time",
            kind: Kind::Int { min: 0, max: 86_400_000, unit: "ms" },
            optional: false,
        }],
        gives: Gives::Nothing,
        example: r#"print("one");
sleep(500);
print("two");"#,
    },
    Function {
        name: "forever",
        receiver: Receiver::Lab,
        group: Group::Flow,
        boards: Boards::All,
        computes: false,
        arguments: &[Argument { name: "body", kind: Kind::Function, optional: false }],
        gives: Gives::Nothing,
        example: "let bit = microbit();
forever(|| {
    bit.show(HEART);
    sleep(500);
    bit.show(HEART_SMALL);
    sleep(500);
});",
    },
    Function {
        name: "every",
        receiver: Receiver::Lab,
        group: Group::Flow,
        boards: Boards::All,
        computes: false,
        arguments: &[
            Argument {
                name: "time",
                kind: Kind::Int { min: 1, max: 86_400_000, unit: "ms" },
                optional: false,
            },
            Argument { name: "body", kind: Kind::Function, optional: false },
        ],
        gives: Gives::Nothing,
        example: "let count = 0;
every(100, || {
    count += 1;
    print(count);
});",
    },
    Function {
        name: "on_press",
        receiver: Receiver::Lab,
        group: Group::Buttons,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[
            Argument { name: "button", kind: Kind::Choice(BUTTONS), optional: false },
            Argument { name: "body", kind: Kind::Function, optional: false },
        ],
        gives: Gives::Nothing,
        example: r#"let bit = microbit();
on_press("A", || bit.show(HAPPY));
on_press("B", || bit.show(SAD));"#,
    },
    Function {
        name: "on_gesture",
        receiver: Receiver::Lab,
        group: Group::Buttons,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[
            Argument { name: "gesture", kind: Kind::Choice(GESTURES), optional: false },
            Argument { name: "body", kind: Kind::Function, optional: false },
        ],
        gives: Gives::Nothing,
        example: r#"let bit = microbit();
on_gesture("shake", || bit.show(SURPRISED));"#,
    },
    Function {
        name: "now",
        receiver: Receiver::Lab,
        group: Group::Flow,
        boards: Boards::All,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: 0, max: i64::MAX, unit: "ms" },
        example: "let start = now();
sleep(250);
print(now() - start);",
    },
    Function {
        name: "print",
        receiver: Receiver::Lab,
        group: Group::Console,
        boards: Boards::All,
        computes: false,
        arguments: &[
            Argument { name: "value", kind: Kind::Any, optional: false },
            Argument { name: "more", kind: Kind::Any, optional: true },
        ],
        gives: Gives::Nothing,
        example: r#"print("Hello!");
print("The answer is", 6 * 7);"#,
    },
    Function {
        name: "ask",
        receiver: Receiver::Lab,
        group: Group::Console,
        boards: Boards::All,
        computes: false,
        arguments: &[Argument { name: "question", kind: Kind::Text { max: 1000 }, optional: true }],
        gives: Gives::Text,
        example: r#"let name = ask("What is your name?");
print("Hello, " + name + "!");"#,
    },
    Function {
        name: "plot",
        receiver: Receiver::Lab,
        group: Group::Console,
        boards: Boards::All,
        computes: false,
        arguments: &[
            Argument { name: "name", kind: Kind::Text { max: 40 }, optional: false },
            Argument { name: "value", kind: Kind::Reading, optional: false },
        ],
        gives: Gives::Nothing,
        example: r#"for x in 0..10 {
    plot("height", x * x);
    sleep(100);
}"#,
    },
    Function {
        name: "random",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[
            Argument {
                name: "low",
                kind: Kind::Int { min: i64::MIN, max: i64::MAX, unit: "" },
                optional: false,
            },
            Argument {
                name: "high",
                kind: Kind::Int { min: i64::MIN, max: i64::MAX, unit: "" },
                optional: false,
            },
        ],
        gives: Gives::Int { min: i64::MIN, max: i64::MAX, unit: "" },
        example: "print(random(1, 6));",
    },
    Function {
        name: "round",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[
            Argument { name: "value", kind: Kind::Number, optional: false },
            Argument { name: "digits", kind: Kind::Int { min: 0, max: 15, unit: "" }, optional: true },
        ],
        gives: Gives::Number,
        example: "print(round(3.7));
print(round(3.14159, 2));",
    },
    Function {
        name: "map_range",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[
            Argument { name: "value", kind: Kind::Number, optional: false },
            Argument { name: "from_low", kind: Kind::Number, optional: false },
            Argument { name: "from_high", kind: Kind::Number, optional: false },
            Argument { name: "to_low", kind: Kind::Number, optional: false },
            Argument { name: "to_high", kind: Kind::Number, optional: false },
        ],
        gives: Gives::Number,
        example: r#"let uno = arduino();
let angle = map_range(uno.pin("A0").analog(), 0, 1023, 0, 180);
uno.pin(9).servo(angle);"#,
    },
    Function {
        name: "floor",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "value", kind: Kind::Number, optional: false }],
        gives: Gives::Int { min: i64::MIN, max: i64::MAX, unit: "" },
        example: "print(floor(3.7));",
    },
    Function {
        name: "ceil",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "value", kind: Kind::Number, optional: false }],
        gives: Gives::Int { min: i64::MIN, max: i64::MAX, unit: "" },
        example: "print(ceil(3.2));",
    },
    Function {
        name: "sqrt",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "value", kind: Kind::Number, optional: false }],
        gives: Gives::Number,
        example: "let a = 3;
let b = 4;
print(sqrt(a * a + b * b));",
    },
    Function {
        name: "sin",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "angle", kind: Kind::Number, optional: false }],
        gives: Gives::Number,
        example: "print(round(sin(to_radians(30)), 2));",
    },
    Function {
        name: "cos",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "angle", kind: Kind::Number, optional: false }],
        gives: Gives::Number,
        example: "print(round(cos(to_radians(60)), 2));",
    },
    Function {
        name: "tan",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "angle", kind: Kind::Number, optional: false }],
        gives: Gives::Number,
        example: "print(round(tan(to_radians(45)), 2));",
    },
    Function {
        name: "to_radians",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "degrees", kind: Kind::Number, optional: false }],
        gives: Gives::Number,
        example: "print(to_radians(180));",
    },
    Function {
        name: "to_degrees",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "radians", kind: Kind::Number, optional: false }],
        gives: Gives::Number,
        example: "print(to_degrees(PI()));",
    },
    Function {
        name: "min",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: NUMBERS,
        gives: Gives::Number,
        example: "print(min(7, 3, 5));
print(min([7, 3, 5]));",
    },
    Function {
        name: "max",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: NUMBERS,
        gives: Gives::Number,
        example: "print(max(7, 3, 5));
print(max([7, 3, 5]));",
    },
    Function {
        name: "wrap",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[
            Argument { name: "value", kind: Kind::Number, optional: false },
            Argument { name: "count", kind: Kind::Number, optional: false },
        ],
        gives: Gives::Number,
        example: "let bit = microbit();
let x = 0;
for step in 0..7 {
    bit.clear();
    bit.set_pixel(x, 2, 9);
    // One to the left; left of 0 comes 4.
    x = wrap(x - 1, 5);
    sleep(200);
}",
    },
    Function {
        name: "parse_int",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "text", kind: Kind::Text { max: usize::MAX }, optional: false }],
        gives: Gives::Int { min: i64::MIN, max: i64::MAX, unit: "" },
        example: r#"let age = parse_int("12");
print(age + 1);"#,
    },
    Function {
        name: "parse_float",
        receiver: Receiver::Lab,
        group: Group::Numbers,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "text", kind: Kind::Text { max: usize::MAX }, optional: false }],
        gives: Gives::Number,
        example: r#"let price = parse_float("2.50");
print(price * 3);"#,
    },
    Function {
        name: "sum",
        receiver: Receiver::Lab,
        group: Group::Lists,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "list", kind: Kind::List, optional: false }],
        gives: Gives::Number,
        example: "let points = [3, 5, 1];
print(sum(points));
print(sum(points) / points.len());",
    },
    Function {
        name: "choose",
        receiver: Receiver::Lab,
        group: Group::Lists,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "list", kind: Kind::List, optional: false }],
        gives: Gives::Any,
        example: r#"let names = ["Aino", "Elsa", "Leo"];
print(choose(names));"#,
    },
    Function {
        name: "shuffle",
        receiver: Receiver::Lab,
        group: Group::Lists,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "list", kind: Kind::List, optional: false }],
        gives: Gives::List,
        example: "let cards = [1, 2, 3, 4];
shuffle(cards);
print(cards);",
    },
    Function {
        name: "join",
        receiver: Receiver::Lab,
        group: Group::Lists,
        boards: Boards::All,
        computes: true,
        arguments: &[
            Argument { name: "list", kind: Kind::List, optional: false },
            Argument { name: "separator", kind: Kind::Text { max: usize::MAX }, optional: true },
        ],
        gives: Gives::Text,
        example: r#"print(join(["red", "green", "blue"], ", "));"#,
    },
    Function {
        name: "char",
        receiver: Receiver::Lab,
        group: Group::Lists,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument {
            name: "code",
            kind: Kind::Int { min: 0, max: 1_114_111, unit: "" },
            optional: false,
        }],
        gives: Gives::Text,
        example: "for code in 65..91 {
    print(char(code));
}",
    },
    Function {
        name: "code",
        receiver: Receiver::Lab,
        group: Group::Lists,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "character", kind: Kind::Text { max: 1 }, optional: false }],
        gives: Gives::Int { min: 0, max: 1_114_111, unit: "" },
        example: r#"let secret = char(code("A") + 3);
print(secret);"#,
    },
    Function {
        name: "show",
        receiver: Receiver::Board,
        group: Group::Display,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[Argument { name: "picture", kind: Kind::Shown, optional: false }],
        gives: Gives::Nothing,
        example: r#"let bit = microbit();
bit.show(HEART);
sleep(300);
bit.show(7);
bit.show("hi");"#,
    },
    Function {
        name: "scroll",
        receiver: Receiver::Board,
        group: Group::Display,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[Argument { name: "text", kind: Kind::Shown, optional: false }],
        gives: Gives::Nothing,
        example: r#"let bit = microbit();
bit.scroll("Hello");"#,
    },
    Function {
        name: "clear",
        receiver: Receiver::Board,
        group: Group::Display,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Nothing,
        example: "let bit = microbit();
bit.show(HEART);
sleep(300);
bit.clear();",
    },
    Function {
        name: "set_pixel",
        receiver: Receiver::Board,
        group: Group::Display,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[
            Argument { name: "x", kind: Kind::Int { min: 0, max: 4, unit: "" }, optional: false },
            Argument { name: "y", kind: Kind::Int { min: 0, max: 4, unit: "" }, optional: false },
            Argument { name: "brightness", kind: Kind::Int { min: 0, max: 9, unit: "" }, optional: false },
        ],
        gives: Gives::Nothing,
        example: "let bit = microbit();
for x in 0..5 {
    bit.set_pixel(x, 2, 9);
}",
    },
    Function {
        name: "pixel",
        receiver: Receiver::Board,
        group: Group::Display,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[
            Argument { name: "x", kind: Kind::Int { min: 0, max: 4, unit: "" }, optional: false },
            Argument { name: "y", kind: Kind::Int { min: 0, max: 4, unit: "" }, optional: false },
        ],
        gives: Gives::Int { min: 0, max: 9, unit: "" },
        example: "let bit = microbit();
bit.set_pixel(2, 2, 9);
print(bit.pixel(2, 2));",
    },
    Function {
        name: "shown",
        receiver: Receiver::Board,
        group: Group::Display,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Picture,
        example: "let bit = microbit();
bit.show(HEART);
print(bit.shown());",
    },
    Function {
        name: "image",
        receiver: Receiver::Lab,
        group: Group::Display,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "rows", kind: Kind::Text { max: 64 }, optional: false }],
        gives: Gives::Picture,
        example: r#"let bit = microbit();
bit.show(image("90009:09090:00900:09090:90009"));"#,
    },
    Function {
        name: "button_a",
        receiver: Receiver::Board,
        group: Group::Buttons,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Bool,
        example: "let bit = microbit();
forever(|| {
    if bit.button_a() { bit.show(HAPPY); } else { bit.clear(); }
    sleep(50);
});",
    },
    Function {
        name: "button_b",
        receiver: Receiver::Board,
        group: Group::Buttons,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Bool,
        example: r#"let bit = microbit();
if bit.button_b() {
    print("B is down");
}"#,
    },
    Function {
        name: "logo",
        receiver: Receiver::Board,
        group: Group::Buttons,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Bool,
        example: r#"let bit = microbit();
if bit.logo() {
    print("somebody touches the logo");
}"#,
    },
    Function {
        name: "presses",
        receiver: Receiver::Board,
        group: Group::Buttons,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[Argument { name: "button", kind: Kind::Choice(BUTTONS), optional: false }],
        gives: Gives::Int { min: 0, max: i64::MAX, unit: "" },
        example: r#"let bit = microbit();
print("Press A as often as you can!");
sleep(1000);
print(bit.presses("A"));"#,
    },
    Function {
        name: "gesture",
        receiver: Receiver::Board,
        group: Group::Buttons,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[Argument { name: "gesture", kind: Kind::Choice(GESTURES), optional: false }],
        gives: Gives::Bool,
        example: r#"let bit = microbit();
forever(|| {
    if bit.gesture("shake") { bit.show(random(1, 6)); }
    sleep(100);
});"#,
    },
    Function {
        name: "temperature",
        receiver: Receiver::Board,
        group: Group::Sensors,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: -40, max: 105, unit: "°C" },
        example: "let bit = microbit();
print(bit.temperature());",
    },
    Function {
        name: "light",
        receiver: Receiver::Board,
        group: Group::Sensors,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: 0, max: 255, unit: "" },
        example: r#"let bit = microbit();
plot("light", bit.light());"#,
    },
    Function {
        name: "sound",
        receiver: Receiver::Board,
        group: Group::Sensors,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: 0, max: 255, unit: "" },
        example: r#"let bit = microbit();
plot("sound", bit.sound());"#,
    },
    Function {
        name: "heading",
        receiver: Receiver::Board,
        group: Group::Sensors,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: 0, max: 359, unit: "°" },
        example: r#"let bit = microbit();
if bit.heading() < 45 { bit.show("N"); }"#,
    },
    Function {
        name: "tilt_x",
        receiver: Receiver::Board,
        group: Group::Sensors,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: -2048, max: 2047, unit: "mg" },
        example: "let bit = microbit();
if bit.tilt_x() > 200 { bit.show(ARROW_E); } else { bit.show(ARROW_W); }",
    },
    Function {
        name: "tilt_y",
        receiver: Receiver::Board,
        group: Group::Sensors,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: -2048, max: 2047, unit: "mg" },
        example: r#"let bit = microbit();
plot("y", bit.tilt_y());"#,
    },
    Function {
        name: "tilt_z",
        receiver: Receiver::Board,
        group: Group::Sensors,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: -2048, max: 2047, unit: "mg" },
        example: r#"let bit = microbit();
if bit.tilt_z() > 500 { print("upside down"); }"#,
    },
    Function {
        name: "tone",
        receiver: Receiver::Board,
        group: Group::Sound,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[
            Argument {
                name: "frequency",
                kind: Kind::Int { min: 20, max: 20000, unit: "Hz" },
                optional: false,
            },
            Argument { name: "time", kind: Kind::Int { min: 1, max: 60000, unit: "ms" }, optional: true },
        ],
        gives: Gives::Nothing,
        example: "let bit = microbit();
bit.tone(440, 500);",
    },
    Function {
        name: "no_tone",
        receiver: Receiver::Board,
        group: Group::Sound,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Nothing,
        example: "let bit = microbit();
bit.tone(440);
sleep(300);
bit.no_tone();",
    },
    Function {
        name: "play",
        receiver: Receiver::Board,
        group: Group::Sound,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[Argument { name: "notes", kind: Kind::Notes, optional: false }],
        gives: Gives::Nothing,
        example: r#"let bit = microbit();
bit.play("c4:4 d4:4 e4:8");"#,
    },
    Function {
        name: "on_press",
        receiver: Receiver::Board,
        group: Group::Buttons,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[
            Argument { name: "button", kind: Kind::Choice(BUTTONS), optional: false },
            Argument { name: "body", kind: Kind::Function, optional: false },
        ],
        gives: Gives::Nothing,
        example: r#"let bit = microbit();
bit.on_press("A", || bit.show("A"));"#,
    },
    Function {
        name: "on_gesture",
        receiver: Receiver::Board,
        group: Group::Buttons,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[
            Argument { name: "gesture", kind: Kind::Choice(GESTURES), optional: false },
            Argument { name: "body", kind: Kind::Function, optional: false },
        ],
        gives: Gives::Nothing,
        example: r#"let bit = microbit();
bit.on_gesture("face down", || bit.clear());"#,
    },
    Function {
        name: "pin",
        receiver: Receiver::Board,
        group: Group::Boards,
        boards: Boards::Pins,
        computes: true,
        arguments: &[Argument { name: "name", kind: Kind::Pin, optional: false }],
        gives: Gives::Pin,
        example: r#"let uno = arduino();
uno.pin(13).on();
print(uno.pin("A0").analog());"#,
    },
    Function {
        name: "reset",
        receiver: Receiver::Board,
        group: Group::Boards,
        boards: Boards::All,
        computes: false,
        arguments: &[],
        gives: Gives::Nothing,
        example: "let bit = microbit();
bit.show(HEART);
bit.reset();",
    },
    Function {
        name: "send",
        receiver: Receiver::Board,
        group: Group::Boards,
        boards: Boards::Text,
        computes: false,
        arguments: &[Argument { name: "text", kind: Kind::Text { max: 60 }, optional: false }],
        gives: Gives::Nothing,
        example: r#"let uno = arduino();
uno.send("hello");"#,
    },
    Function {
        name: "on_line",
        receiver: Receiver::Board,
        group: Group::Boards,
        boards: Boards::Text,
        computes: false,
        arguments: &[Argument { name: "body", kind: Kind::Function, optional: false }],
        gives: Gives::Nothing,
        example: r#"let uno = arduino();
uno.on_line(|text| print("Arduino: " + text));"#,
    },
    Function {
        name: "i2c_write",
        receiver: Receiver::Board,
        group: Group::I2c,
        boards: Boards::Pins,
        computes: false,
        arguments: &[
            Argument { name: "address", kind: Kind::Int { min: 8, max: 119, unit: "" }, optional: false },
            Argument { name: "bytes", kind: Kind::Bytes, optional: false },
        ],
        gives: Gives::Nothing,
        example: "let uno = arduino();
uno.i2c_write(0x48, [1, 96]);",
    },
    Function {
        name: "i2c_read",
        receiver: Receiver::Board,
        group: Group::I2c,
        boards: Boards::Pins,
        computes: false,
        arguments: &[
            Argument { name: "address", kind: Kind::Int { min: 8, max: 119, unit: "" }, optional: false },
            Argument { name: "count", kind: Kind::Int { min: 1, max: 32, unit: "" }, optional: false },
            Argument { name: "register", kind: Kind::Int { min: 0, max: 255, unit: "" }, optional: true },
        ],
        gives: Gives::Bytes,
        example: "let uno = arduino();
print(uno.i2c_read(0x48, 2, 0));",
    },
    Function {
        name: "on",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[],
        gives: Gives::Nothing,
        example: "let led = arduino().pin(13);
led.on();",
    },
    Function {
        name: "off",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[],
        gives: Gives::Nothing,
        example: "let led = arduino().pin(13);
led.on();
sleep(300);
led.off();",
    },
    Function {
        name: "toggle",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[],
        gives: Gives::Nothing,
        example: "let led = arduino().pin(13);
every(250, || led.toggle());",
    },
    Function {
        name: "write",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[Argument { name: "level", kind: Kind::Level, optional: false }],
        gives: Gives::Nothing,
        example: "let led = arduino().pin(13);
led.write(1);",
    },
    Function {
        name: "pwm",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[Argument {
            name: "duty",
            kind: Kind::Int { min: 0, max: 1023, unit: "" },
            optional: false,
        }],
        gives: Gives::Nothing,
        example: "let led = arduino().pin(9);
for duty in 0..=255 {
    led.pwm(duty);
    sleep(5);
}",
    },
    Function {
        name: "servo",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[Argument {
            name: "angle",
            kind: Kind::Int { min: 0, max: 180, unit: "°" },
            optional: false,
        }],
        gives: Gives::Nothing,
        example: "let arm = arduino().pin(9);
arm.servo(90);",
    },
    Function {
        name: "digital",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: 0, max: 1, unit: "" },
        example: r#"let button = arduino().pin(2);
button.pull_up();
if button.digital() == 0 {
    print("pressed");
}"#,
    },
    Function {
        name: "analog",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: 0, max: 1023, unit: "" },
        example: r#"let uno = arduino();
plot("A0", uno.pin("A0").analog());"#,
    },
    Function {
        name: "pull_up",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[],
        gives: Gives::Nothing,
        example: "let button = arduino().pin(2);
button.pull_up();
print(button.digital());",
    },
    Function {
        name: "touched",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[],
        gives: Gives::Bool,
        example: "let bit = microbit();
if bit.pin(0).touched() { bit.show(HAPPY); }",
    },
    Function {
        name: "read_back",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Pins,
        computes: false,
        arguments: &[],
        gives: Gives::Int { min: 0, max: 1023, unit: "" },
        example: "let led = arduino().pin(13);
led.on();
print(led.read_back());",
    },
    Function {
        name: "pixels",
        receiver: Receiver::Pin,
        group: Group::Pins,
        boards: Boards::Microbit,
        computes: false,
        arguments: &[Argument { name: "colors", kind: Kind::Colors, optional: false }],
        gives: Gives::Nothing,
        example: "let bit = microbit();
bit.pin(0).pixels([[255, 0, 0], [0, 255, 0], [0, 0, 255]]);",
    },
    // Tables and learning.
    Function {
        name: "table",
        receiver: Receiver::Lab,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "columns", kind: Kind::Names, optional: true }],
        gives: Gives::Table,
        example: r#"let weather = table(["morning", "evening"]);
weather.add([-4, -1], "Monday");
weather.add([-7, -3], "Tuesday");
print(weather);"#,
    },
    Function {
        name: "add",
        receiver: Receiver::Table,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[
            Argument { name: "values", kind: Kind::Numbers, optional: false },
            Argument { name: "label", kind: LABEL, optional: true },
        ],
        gives: Gives::Nothing,
        example: r#"let bit = microbit();
let samples = table();
on_press("A", || {
    samples.add([bit.tilt_x(), bit.tilt_y(), bit.tilt_z()], "flat");
    bit.show(samples.len());
});"#,
    },
    Function {
        name: "len",
        receiver: Receiver::Table,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[],
        gives: Gives::Int { min: 0, max: 5000, unit: "" },
        example: r#"let samples = table();
samples.add([3, 4], "small");
print(samples.len());"#,
    },
    Function {
        name: "row",
        receiver: Receiver::Table,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument {
            name: "index",
            kind: Kind::Int { min: 0, max: 4999, unit: "" },
            optional: false,
        }],
        gives: Gives::List,
        example: r#"let samples = table();
samples.add([3, 4], "small");
print(samples.row(0));"#,
    },
    Function {
        name: "mean",
        receiver: Receiver::Table,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "column", kind: Kind::Column, optional: false }],
        gives: Gives::Number,
        example: r#"let weather = table(["temperature"]);
weather.add([18]);
weather.add([21]);
print(weather.mean("temperature"));"#,
    },
    Function {
        name: "min",
        receiver: Receiver::Table,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "column", kind: Kind::Column, optional: false }],
        gives: Gives::Number,
        example: r#"let weather = table(["temperature"]);
weather.add([18]);
weather.add([21]);
print(weather.min("temperature"));"#,
    },
    Function {
        name: "max",
        receiver: Receiver::Table,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "column", kind: Kind::Column, optional: false }],
        gives: Gives::Number,
        example: r#"let weather = table(["temperature"]);
weather.add([18]);
weather.add([21]);
print(weather.max("temperature"));"#,
    },
    Function {
        name: "set_aside",
        receiver: Receiver::Table,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument {
            name: "percent",
            kind: Kind::Int { min: 1, max: 99, unit: "%" },
            optional: false,
        }],
        gives: Gives::Table,
        example: r#"let samples = table();
for number in 0..20 {
    samples.add([number], if number < 10 { "small" } else { "large" });
}
let exam = samples.set_aside(25);
print(samples.len());
print(exam.len());"#,
    },
    Function {
        name: "train",
        receiver: Receiver::Lab,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[
            Argument { name: "samples", kind: Kind::Table, optional: false },
            Argument { name: "neighbours", kind: NEIGHBOURS, optional: true },
        ],
        gives: Gives::Model,
        example: r#"let fruit = table(["grams", "centimetres"]);
fruit.add([150, 7], "apple");
fruit.add([120, 18], "banana");
let model = train(fruit, 1);
print(model.classify([140, 8]));"#,
    },
    Function {
        name: "classify",
        receiver: Receiver::Model,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "values", kind: Kind::Numbers, optional: false }],
        gives: Gives::Text,
        example: r#"let samples = table();
samples.add([1], "small");
samples.add([90], "large");
let model = train(samples, 1);
print(model.classify([75]));"#,
    },
    Function {
        name: "certainty",
        receiver: Receiver::Model,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "values", kind: Kind::Numbers, optional: false }],
        gives: Gives::Int { min: 0, max: 100, unit: "%" },
        example: r#"let samples = table();
samples.add([1], "small");
samples.add([2], "small");
samples.add([90], "large");
let model = train(samples);
print(model.certainty([3]));"#,
    },
    Function {
        name: "test",
        receiver: Receiver::Model,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "samples", kind: Kind::Table, optional: false }],
        gives: Gives::Int { min: 0, max: 100, unit: "%" },
        example: r#"let samples = table();
for number in 0..20 {
    samples.add([number], if number < 10 { "small" } else { "large" });
}
let exam = samples.set_aside(25);
let model = train(samples);
print(model.test(exam) + " % right");"#,
    },
    Function {
        name: "confusion",
        receiver: Receiver::Model,
        group: Group::Learning,
        boards: Boards::All,
        computes: true,
        arguments: &[Argument { name: "samples", kind: Kind::Table, optional: false }],
        gives: Gives::Table,
        example: r#"let samples = table();
samples.add([1], "small");
samples.add([90], "large");
let exam = table();
exam.add([5], "small");
exam.add([40], "large");
print(train(samples, 1).confusion(exam));"#,
    },
];

/// Kind of a label argument.
const LABEL: Kind = Kind::Text { max: MAX_LABEL_CHARS };

/// Kind of an argument for the number of neighbours that vote.
const NEIGHBOURS: Kind = Kind::Int { min: 1, max: MAX_NEIGHBOURS as i64, unit: "" };

/// Names of the buttons, as a script writes them.
pub(super) const BUTTONS: &[&str] = &["A", "B", "logo"];

/// Names of the movements, as MicroPython has them.
pub(super) const GESTURES: &[&str] =
    &["shake", "up", "down", "left", "right", "face up", "face down", "freefall"];
