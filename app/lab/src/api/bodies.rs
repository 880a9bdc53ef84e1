//! The code behind the functions of the table. It stands apart so that who only reads the table, as a browser's page
//! does for completion and help, need not carry the script engine.

use rhai::{Dynamic, EvalAltResult};

use super::{Call, Function, Receiver, boards, display, flow, learning, pins, sensors, values};

/// The code behind a function.
pub(super) type Body = fn(&mut Call<'_, '_>) -> Result<Dynamic, Box<EvalAltResult>>;

const BODIES: &[(Receiver, &str, Body)] = &[
    (Receiver::Lab, "microbit", boards::microbit),
    (Receiver::Lab, "arduino", boards::arduino),
    (Receiver::Lab, "text_board", boards::text_board),
    (Receiver::Lab, "sleep", flow::sleep),
    (Receiver::Lab, "forever", flow::forever),
    (Receiver::Lab, "every", flow::every),
    (Receiver::Lab, "on_press", flow::on_press),
    (Receiver::Lab, "on_gesture", flow::on_gesture),
    (Receiver::Lab, "now", flow::now),
    (Receiver::Lab, "plot", values::plot),
    (Receiver::Lab, "random", values::random),
    (Receiver::Lab, "round", values::round),
    (Receiver::Lab, "map_range", values::map_range),
    (Receiver::Lab, "image", display::image),
    (Receiver::Lab, "ask", flow::ask),
    (Receiver::Lab, "table", learning::table),
    (Receiver::Lab, "train", learning::train),
    (Receiver::Board, "show", display::show),
    (Receiver::Board, "scroll", display::scroll),
    (Receiver::Board, "clear", display::clear),
    (Receiver::Board, "set_pixel", display::set_pixel),
    (Receiver::Board, "pixel", display::pixel),
    (Receiver::Board, "shown", display::shown),
    (Receiver::Board, "button_a", sensors::button_a),
    (Receiver::Board, "button_b", sensors::button_b),
    (Receiver::Board, "logo", sensors::logo),
    (Receiver::Board, "presses", sensors::presses),
    (Receiver::Board, "gesture", sensors::gesture),
    (Receiver::Board, "temperature", sensors::temperature),
    (Receiver::Board, "light", sensors::light),
    (Receiver::Board, "sound", sensors::sound),
    (Receiver::Board, "heading", sensors::heading),
    (Receiver::Board, "tilt_x", sensors::tilt_x),
    (Receiver::Board, "tilt_y", sensors::tilt_y),
    (Receiver::Board, "tilt_z", sensors::tilt_z),
    (Receiver::Board, "tone", display::tone),
    (Receiver::Board, "no_tone", display::no_tone),
    (Receiver::Board, "play", display::play),
    (Receiver::Board, "on_press", flow::on_press),
    (Receiver::Board, "on_gesture", flow::on_gesture),
    (Receiver::Board, "pin", boards::pin),
    (Receiver::Board, "send", boards::send),
    (Receiver::Board, "on_line", flow::on_line),
    (Receiver::Board, "reset", boards::reset),
    (Receiver::Board, "i2c_write", boards::i2c_write),
    (Receiver::Board, "i2c_read", boards::i2c_read),
    (Receiver::Pin, "on", pins::on),
    (Receiver::Pin, "off", pins::off),
    (Receiver::Pin, "toggle", pins::toggle),
    (Receiver::Pin, "write", pins::write),
    (Receiver::Pin, "pwm", pins::pwm),
    (Receiver::Pin, "servo", pins::servo),
    (Receiver::Pin, "digital", pins::digital),
    (Receiver::Pin, "analog", pins::analog),
    (Receiver::Pin, "pull_up", pins::pull_up),
    (Receiver::Pin, "touched", pins::touched),
    (Receiver::Pin, "read_back", pins::read_back),
    (Receiver::Pin, "pixels", pins::pixels),
    (Receiver::Table, "add", learning::add),
    (Receiver::Table, "len", learning::len),
    (Receiver::Table, "row", learning::row),
    (Receiver::Table, "mean", learning::mean),
    (Receiver::Table, "min", learning::min),
    (Receiver::Table, "max", learning::max),
    (Receiver::Table, "set_aside", learning::set_aside),
    (Receiver::Model, "classify", learning::classify),
    (Receiver::Model, "certainty", learning::certainty),
    (Receiver::Model, "test", learning::test),
    (Receiver::Model, "confusion", learning::confusion),
];

/// The code behind `function`; `None` where Rhai itself has it.
pub(super) fn of(function: &Function) -> Option<Body> {
    let is_it = |(receiver, name, _): &&(Receiver, &str, Body)| {
        *receiver == function.receiver && *name == function.name
    };
    BODIES.iter().find(is_it).map(|(.., body)| *body)
}
