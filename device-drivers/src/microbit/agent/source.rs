//! The agent's source as it is sent: without comments, with narrow indentation, cut into parts.

use std::sync::OnceLock;

use super::message::{LINE_END_MARK, MAX_TEXT_CHARS, Order, Probe, checksum};

const SOURCE: &str = include_str!("../../../agent/microbit.py");
const PART_MARK: &str = "#%% ";
const CORE: &str = "core";

/// Maximum bytes of a piece of the core. V1's compiler needs one contiguous kilobyte beside the source, and small
/// pieces fragment its heap less than large ones.
const CORE_PIECE_BYTES: usize = 350;

/// A part of the agent that is sent when it is first needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name, as after `#%%`.
    pub name: &'static str,
    code: String,
}

impl Part {
    /// Its code as the board runs it.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns the orders that load the part onto a board whose core runs.
    pub fn orders(&self) -> Vec<Order> {
        let text = self.code.replace('\n', &LINE_END_MARK.to_string());
        let mut orders = long_argument(&text);
        orders.push(Order::Run);
        orders
    }
}

/// Returns the orders that give the agent `text`, printable ASCII, as its long argument.
pub fn long_argument(text: &str) -> Vec<Order> {
    let bytes: Vec<char> = text.chars().collect();
    if bytes.is_empty() {
        return vec![Order::Begin(String::new())];
    }
    let mut orders = Vec::new();
    for (index, chunk) in bytes.chunks(MAX_TEXT_CHARS).enumerate() {
        let chunk = chunk.iter().collect();
        orders.push(if index == 0 { Order::Begin(chunk) } else { Order::Append(chunk) });
    }
    orders
}

/// The whole agent.
#[derive(Clone, Debug, Default)]
pub struct AgentSource {
    core: Vec<String>,
    parts: Vec<Part>,
}

/// The agent, prepared once.
pub fn agent() -> &'static AgentSource {
    static AGENT: OnceLock<AgentSource> = OnceLock::new();
    AGENT.get_or_init(|| AgentSource::prepare(SOURCE))
}

impl AgentSource {
    fn prepare(source: &'static str) -> Self {
        let mut agent = Self::default();
        let mut name = CORE;
        for line in source.lines() {
            if let Some(mark) = line.strip_prefix(PART_MARK) {
                name = mark.trim();
                if name == CORE {
                    agent.core.push(String::new());
                } else {
                    agent.parts.push(Part { name, code: String::new() });
                }
            } else if let Some(line) = narrowed(line) {
                let starts_statement = !line.starts_with(' ');
                if name != CORE {
                    if let Some(part) = agent.parts.last_mut() {
                        part.code.push_str(&line);
                    }
                    continue;
                }
                // A piece ends at a mark, or before the statement that would make it too long; the statement's own
                // length is not known yet, so pieces are packed afterwards.
                if starts_statement {
                    agent.core.push(line);
                } else if let Some(piece) = agent.core.last_mut() {
                    piece.push_str(&line);
                }
            }
        }
        agent.core = packed(std::mem::take(&mut agent.core));
        agent
    }

    /// The core in pieces, each a whole number of statements.
    pub fn core(&self) -> &[String] {
        &self.core
    }

    /// All parts.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The part of this name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}

fn packed(statements: Vec<String>) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for statement in statements.into_iter().filter(|statement| !statement.is_empty()) {
        match pieces.last_mut() {
            Some(piece) if piece.len() + statement.len() <= CORE_PIECE_BYTES => piece.push_str(&statement),
            _ => pieces.push(statement),
        }
    }
    pieces
}

/// A line without its comment and with one space for four; `None` if nothing is left.
fn narrowed(line: &str) -> Option<String> {
    let code = line.split_once("# ").map_or(line, |(code, _)| code).trim_end();
    if code.is_empty() || code == "#" {
        return None;
    }
    let text = code.trim_start();
    Some(format!("{}{text}\n", " ".repeat((code.len() - text.len()) / 4)))
}

/// The loader's name on the board.
pub const LOADER_NAME: &str = "load";

/// Defines the loader, which runs a piece of source if it has arrived intact.
pub const LOADER: &str = "import gc
def load(n,h,s):
 g=0
 for c in s:g=(g*31+ord(c))&65535
 if n!=len(s)or g!=h:
  print('bad')
  return
 gc.collect()
 exec(s)
 gc.collect()
 print('ok',gc.mem_free())
";

/// Calls the loader with a wrong checksum; a loader that arrived intact prints `bad`.
pub const LOADER_PROOF: &str = "load(1,0,'x')\n";

/// Deletes the loader and starts the agent, with the display dark and no pin driven: over a soft reset a V1 keeps
/// the LEDs and pins of the last program. Reading a pin makes it an input; the pins are those that neither the
/// display, the buttons nor the I2C bus has.
pub const START: &str = "del load\ngc.collect()\ndisplay.clear()\nfor n in (0,1,2,8,12,13,14,15,16):pin(n).read_digital()\nrun()\n";

/// Starts an agent that is there already.
pub const RESTART: &str = "run()\n";

/// Restarts the board as its reset button does, from the friendly prompt: the program stored on it runs again.
/// Ctrl-D is not enough: on a V1 it leaves LEDs lit and pins driven (seen on MicroPython 1.1.1).
pub const RESET_BOARD: &str = "import microbit;microbit.reset()";

/// The call of the loader for one piece.
pub fn load_call(piece: &str) -> String {
    format!("{LOADER_NAME}({},{},r'''{piece}''')\n", piece.len(), checksum(piece.as_bytes()))
}

/// The parts an order needs, dependencies first.
pub fn parts_for(order: &Order) -> &'static [&'static str] {
    match order {
        Order::Image(_) => &["image"],
        Order::Led { .. } => &["led"],
        Order::ReadLeds => &["readback"],
        Order::Scroll { .. } => &["until", "scroll"],
        Order::Digital { .. } => &["digital"],
        Order::Pwm { .. } => &["pwm"],
        Order::Input { .. } => &["input"],
        Order::Tone { .. } => &["tone"],
        Order::Quiet(_) => &["quiet"],
        Order::Play { .. } => &["until", "play"],
        Order::Pixels(_) => &["pixels"],
        Order::WriteI2c(_) => &["i2c-write"],
        Order::ReadI2c { .. } => &["i2c-read"],
        Order::Watch(_, probe) => parts_for_probe(*probe, false),
        Order::Read(probe) => parts_for_probe(*probe, true),
        _ => &[],
    }
}

fn parts_for_probe(probe: Probe, once: bool) -> &'static [&'static str] {
    match (probe, once) {
        (Probe::Digital(_), false) => &["see-digital"],
        (Probe::Digital(_), true) => &["see-digital", "read"],
        (Probe::Analog(_), false) => &["see-analog"],
        (Probe::Analog(_), true) => &["see-analog", "read"],
        (Probe::Touch(_), false) => &["see-touch"],
        (Probe::Touch(_), true) => &["see-touch", "read"],
        (Probe::Button(_), _) => &["presses", "see-button"],
        (Probe::Logo, _) => &["presses", "see-logo"],
        (Probe::Acceleration(_), _) => &["see-acceleration"],
        (Probe::Gesture(_), _) => &["see-gesture"],
        (Probe::Temperature, _) => &["see-temperature"],
        (Probe::Light, _) => &["see-light"],
        (Probe::Heading, _) => &["see-heading"],
        (Probe::Sound, _) => &["see-sound"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::microbit::agent::message::{MAX_ORDER_BYTES, Slot};

    fn all_code() -> impl Iterator<Item = &'static String> {
        agent().core.iter().chain(agent().parts.iter().map(|part| &part.code))
    }

    #[test]
    fn the_source_survives_the_way_to_the_board() {
        for code in all_code() {
            assert!(code.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)), "{code}");
            assert!(!code.contains(['\\', LINE_END_MARK]) && !code.contains("'''"), "{code}");
            assert!(!code.contains('#') && code.ends_with('\n') && !code.contains("\n\n"), "{code}");
            assert!(!code.starts_with(' '), "{code}");
        }
    }

    #[test]
    fn the_core_comes_in_small_pieces_of_whole_statements() {
        let core: String = agent().core.concat();
        assert!(core.starts_with("import gc\n") && core.contains("\ndef run():\n"));
        for piece in agent().core() {
            let statements = piece.lines().filter(|line| !line.starts_with(' ')).count();
            assert!(piece.len() <= CORE_PIECE_BYTES || statements == 1, "{piece}");
        }
    }

    #[test]
    fn every_part_that_is_needed_is_there_and_every_part_there_is_needed() {
        let slot = Slot::sensor(0).unwrap();
        let mut needed: Vec<&str> = Vec::new();
        for letter in [
            "D",
            "A",
            "L00000:00000:00000:00000:00000",
            "p0,0,0",
            "G",
            "s1,1",
            "w0,0",
            "a0,0",
            "i0,0",
            "t0,1,-1",
            "q0",
            "m0,1",
            "x0",
            "o8",
            "j8,-1,1",
        ] {
            let body = format!("00{letter}");
            let line = format!("{body}{:04x}", checksum(body.as_bytes()));
            needed.extend(parts_for(&Order::parse(line.as_bytes()).unwrap().1));
        }
        for probe in [
            Probe::Digital(0),
            Probe::Analog(0),
            Probe::Touch(0),
            Probe::Button(0),
            Probe::Logo,
            Probe::Acceleration(0),
            Probe::Gesture(0),
            Probe::Temperature,
            Probe::Light,
            Probe::Heading,
            Probe::Sound,
        ] {
            needed.extend(parts_for(&Order::Watch(slot, probe)));
            needed.extend(parts_for(&Order::Read(probe)));
        }
        for name in &needed {
            assert!(agent().part(name).is_some(), "{name}");
        }
        for part in &agent().parts {
            assert!(needed.contains(&part.name), "{}", part.name);
        }
    }

    #[test]
    fn parts_travel_in_lines_that_fit() {
        for part in &agent().parts {
            let orders = part.orders();
            assert_eq!(orders.last(), Some(&Order::Run));
            let mut text = String::new();
            for order in &orders {
                assert!(order.encode(0).len() <= MAX_ORDER_BYTES);
                if let Order::Begin(piece) | Order::Append(piece) = order {
                    text.push_str(piece);
                }
            }
            assert_eq!(text.replace(LINE_END_MARK, "\n"), part.code);
        }
    }

    #[test]
    fn the_loader_is_called_with_length_and_checksum() {
        assert_eq!(load_call("a=1\n"), format!("load(4,{},r'''a=1\n''')\n", checksum(b"a=1\n")));
    }
}
