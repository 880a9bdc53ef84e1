//! Tests of the plans of commands: the orders sent for each, and the commands refused.

use super::*;

fn plans(board: BoardKind) -> Plans {
    Plans { board, modes: BTreeMap::new(), watches: Watches::default() }
}

#[track_caller]
fn check(board: BoardKind, commands: Vec<Command>, last: &str) {
    let mut plans = plans(board);
    let mut result = Ok(Vec::new());
    for command in commands {
        result = plans.command(&command, &BoardState::default());
    }
    let told = match result {
        Ok(orders) => orders.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        Err(error) => error.to_string(),
    };
    assert_eq!(told, last);
}

#[test]
fn commands_become_orders() {
    use BoardKind::{MicrobitV1 as V1, MicrobitV2 as V2};
    check(V1, vec![Command::WriteDigital { pin: 8, high: true }], "w8,1");
    check(V1, vec![Command::WriteServo { pin: 1, angle_deg: 0 }], "a1,26");
    check(V1, vec![Command::WriteServo { pin: 1, angle_deg: 180 }], "a1,128");
    check(V1, vec![Command::SetMode { pin: 5, mode: PinMode::Input }], "?");
    check(V1, vec![Command::SetMode { pin: 2, mode: PinMode::InputPullup }], "i2,1");
    let tone = |pin, frequency_hz| Command::Tone { pin, frequency_hz, duration_ms: None };
    check(V1, vec![tone(None, 440)], "t0,440,-1");
    check(V1, vec![tone(Some(1), 440), tone(None, 440)], "q1 t0,440,-1");
    check(V1, vec![tone(None, 440), Command::WriteDigital { pin: 0, high: false }], "q0 w0,0");
    check(V1, vec![tone(None, 440), Command::NoTone { pin: None }], "q0");
    check(V1, vec![Command::NoTone { pin: None }], "?");
    check(V1, vec![tone(None, 4000)], "out-of-range what=frequency given=4000 min=20 max=3906");
    check(V2, vec![tone(None, 4000)], "t0,4000,-1");
    check(V1, vec![Command::SetPixels { pin: 1, colors: vec![[1, 2, 255]] }], "D0102ff x1");
    check(V1, vec![Command::WriteI2c { address: 0x60, bytes: vec![1, 0xab] }], "D01ab o96");
    check(V1, vec![Command::Play { notes: vec!["c4:4".into(), "e".into()] }], "Dc4:4 e m0,1008");
    check(V1, vec![Command::Scroll { text: "i".into(), delay_ms: 60 }], "Di s60,8");
    check(V1, vec![Command::ReadPinState { pin: 2 }], "i2,0 r100,2");
    check(V1, vec![Command::WriteDigital { pin: 2, high: true }, Command::ReadPinState { pin: 2 }], "?");
    check(V1, vec![tone(None, 440), Command::Reset], "U L00000:00000:00000:00000:00000 I20 q0 i0,0");
}

#[test]
fn what_cannot_be_is_refused_before_it_is_sent() {
    use BoardKind::MicrobitV1 as V1;
    let text = |text: &str| vec![Command::Scroll { text: text.into(), delay_ms: 100 }];
    check(V1, text("hyvää"), "out-of-range what=character given=\\u{e4} min=' ' max='~'");
    check(V1, text("a\nb"), "out-of-range what=character given=\\n min=' ' max='~'");
    check(V1, text(&"x".repeat(201)), "out-of-range what=text given=201 min=0 max=200");
    check(V1, vec![Command::SetLed { x: 5, y: 0, brightness: 9 }], "out-of-range what=x given=5 min=0 max=4");
    check(
        V1,
        vec![Command::Play { notes: vec!["h".into()] }],
        "out-of-range what=note given=h min=c0:1 max=b8:99",
    );
    check(V1, vec![Command::Play { notes: vec![] }], "out-of-range what=notes given=0 min=1 max=64");
    check(V1, vec![Command::SendLine { text: "x".into() }], "lacking board=microbit-v1 what=text-line");
    check(
        V1,
        vec![Command::WriteDigital { pin: 3, high: true }],
        "pin-cannot pin=3 board=microbit-v1 mode=output allowed=0, 1, 2, 8, 12, 13, 14, 15, 16",
    );
}

#[track_caller]
fn check_watch(board: BoardKind, before: Option<Command>, sensor: Sensor, told: &str) {
    let mut plans = plans(board);
    if let Some(command) = before {
        plans.command(&command, &BoardState::default()).unwrap();
    }
    let orders = match plans.watch(sensor) {
        Ok(orders) => orders.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        Err(error) => error.code.id().to_owned(),
    };
    assert_eq!(orders, told);
}

#[test]
fn sensors() {
    use BoardKind::{MicrobitV1 as V1, MicrobitV2 as V2};
    check_watch(V1, None, Sensor::Button(Button::A), "W0b0");
    check_watch(V1, None, Sensor::Button(Button::Logo), "lacking");
    check_watch(V2, None, Sensor::Presses(Button::Logo), "W0o0");
    check_watch(V1, None, Sensor::SoundLevel, "lacking");
    check_watch(V1, None, Sensor::Digital(2), "i2,0 W0d2");
    check_watch(V1, None, Sensor::Digital(5), "W0d5");
    check_watch(V1, Some(Command::WriteDigital { pin: 2, high: true }), Sensor::Digital(2), "pin-cannot");
    let pullup = Command::SetMode { pin: 2, mode: PinMode::InputPullup };
    check_watch(V1, Some(pullup), Sensor::Digital(2), "W0d2");
    check_watch(V1, None, Sensor::Analog(8), "pin-cannot");
    check_watch(V1, None, Sensor::Touch(17), "pin-unknown");
}

#[test]
fn a_watched_pin_that_is_written_is_watched_no_more() {
    let mut plans = plans(BoardKind::MicrobitV1);
    plans.watch(Sensor::Analog(1)).unwrap();
    let orders =
        plans.command(&Command::WriteDigital { pin: 1, high: true }, &BoardState::default()).unwrap();
    assert_eq!(orders.iter().map(ToString::to_string).collect::<Vec<_>>(), ["U0", "w1,1"]);
}

#[test]
fn watched_sensors_come_back_as_they_were() {
    let mut plans = plans(BoardKind::MicrobitV1);
    let pullup = Command::SetMode { pin: 2, mode: PinMode::InputPullup };
    plans.command(&pullup, &BoardState::default()).unwrap();
    plans.command(&Command::WriteDigital { pin: 8, high: true }, &BoardState::default()).unwrap();
    plans.watch(Sensor::Digital(2)).unwrap();
    plans.watch(Sensor::AccelerometerX).unwrap();
    let orders = plans.watch_again();
    assert_eq!(orders.iter().map(ToString::to_string).collect::<Vec<_>>(), ["i2,1", "W0d2", "W1x0"]);
    assert_eq!(plans.modes, BTreeMap::from([(2, PinMode::InputPullup)]));
}
