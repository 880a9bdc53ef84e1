//! Rules that a check must keep so that it can be run, beyond its TOML structure.

use std::collections::BTreeMap;

use crate::board::BoardKind;
use crate::check::{Action, Check, Draw, Expectation, How, Input, Range, Scenario, Sight, SightValue};
use crate::finding::{Finding, FindingCode};
use crate::number::{Drawn, Number, is_name};
use crate::reader::toml_text::TomlText;

/// Maximum length of a scenario, in milliseconds.
const MAX_MS: i64 = 600_000;
/// Maximum number of repetitions of an input.
const MAX_TIMES: i64 = 10_000;

/// Finds what makes a check unusable on the pack's boards.
pub(crate) fn check(check: &Check, boards: &[BoardKind], toml: &TomlText<'_>, findings: &mut Vec<Finding>) {
    let for_board = |board: &BoardKind| {
        check.scenarios.iter().any(|scenario| scenario.board.is_none_or(|only| only == *board))
    };
    let unchecked: Vec<_> = boards.iter().filter(|board| !for_board(board)).map(|board| board.id()).collect();
    if check.scenarios.is_empty() || !unchecked.is_empty() {
        findings.push(toml.finding(FindingCode::CheckEmpty, "scenario").with("board", unchecked.join(", ")));
    }
    let named =
        check.parts.iter().enumerate().map(|(index, part)| (format!("part.{index}.board"), part.board));
    let scenarios = check.scenarios.iter().enumerate();
    let named =
        named.chain(scenarios.map(|(index, scenario)| (format!("scenario.{index}.board"), scenario.board)));
    for (way, board) in named {
        if let Some(board) = board.filter(|board| !boards.contains(board)) {
            findings.push(toml.finding(FindingCode::CheckBoard, &way).with("board", board.id()));
        }
    }
    for (index, scenario) in check.scenarios.iter().enumerate() {
        let end_ms = fixed(&scenario.end_ms).filter(|end_ms| (1..=MAX_MS).contains(end_ms)).unwrap_or(MAX_MS);
        let possible = [false, true].map(|is_last| ends(&scenario.random, is_last));
        Rules { toml, drawn: &scenario.random, possible, end_ms, findings }
            .scenario(scenario, &format!("scenario.{index}"));
    }
}

struct Rules<'r, 'a> {
    toml: &'r TomlText<'a>,
    drawn: &'r BTreeMap<String, Draw>,
    /// The drawn values, once all the smallest and once all the largest.
    possible: [Drawn; 2],
    /// End of the scenario; nothing after it can be seen.
    end_ms: i64,
    findings: &'r mut Vec<Finding>,
}

impl Rules<'_, '_> {
    fn tell(&mut self, code: FindingCode, way: &str, args: &[(&str, &dyn ToString)]) {
        let mut finding = self.toml.finding(code, way);
        finding.args.extend(args.iter().map(|(name, value)| ((*name).to_owned(), value.to_string())));
        self.findings.push(finding);
    }

    fn scenario(&mut self, scenario: &Scenario, way: &str) {
        self.number(&scenario.end_ms, 1, MAX_MS, &format!("{way}.end_ms"));
        for (name, draw) in &scenario.random {
            let way = format!("{way}.random.{name}");
            match draw {
                _ if !is_name(name) => self.tell(FindingCode::CheckDraw, &way, &[("name", name)]),
                Draw::Pick { pick } if pick.is_empty() => {
                    self.tell(FindingCode::CheckDraw, &way, &[("name", name)]);
                }
                Draw::Between { from, to } if from > to => {
                    self.tell(FindingCode::CheckRange, &way, &[("from", from), ("to", to)]);
                }
                Draw::Pick { .. } | Draw::Between { .. } => {}
            }
        }
        for (index, input) in scenario.inputs.iter().enumerate() {
            self.input(input, &format!("{way}.input.{index}"));
        }
        if scenario.expectations.is_empty() {
            self.tell(FindingCode::CheckNoExpectation, way, &[]);
        }
        for (index, expectation) in scenario.expectations.iter().enumerate() {
            self.expectation(expectation, &format!("{way}.expect.{index}"));
        }
    }

    fn input(&mut self, input: &Input, way: &str) {
        self.number(&input.at_ms, 0, self.end_ms, &format!("{way}.at_ms"));
        if input.times.is_some() != input.every_ms.is_some() {
            self.tell(FindingCode::CheckRepeat, way, &[]);
        }
        self.maybe_number(input.times.as_ref(), 1, MAX_TIMES, &format!("{way}.times"));
        self.maybe_number(input.every_ms.as_ref(), 1, MAX_MS, &format!("{way}.every_ms"));
        let way = &format!("{way}.do");
        let at = |rest: &str| format!("{way}.{rest}");
        match &input.action {
            Action::Press(button) | Action::Release(button) | Action::Click(button) => self.text(button, way),
            Action::Tilt { x_mg, y_mg, z_mg } => {
                for (name, number) in [("tilt.x_mg", x_mg), ("tilt.y_mg", y_mg), ("tilt.z_mg", z_mg)] {
                    self.number(number, -2048, 2047, &at(name));
                }
            }
            Action::Shake(_) | Action::Touch { .. } => {}
            Action::Line(text) => self.text(text, &at("line")),
            Action::Temperature(number) => self.number(number, -50, 150, &at("temperature")),
            Action::Light(number) => self.number(number, 0, 255, &at("light")),
            Action::Sound(number) => self.number(number, 0, 255, &at("sound")),
            Action::Heading(number) => self.number(number, 0, 359, &at("heading")),
            Action::Level { level, .. } => self.number(level, 0, 1023, &at("level.level")),
            Action::Distance { distance_cm, .. } => {
                self.number(distance_cm, 0, 400, &at("distance.distance_cm"));
            }
        }
    }

    fn expectation(&mut self, expectation: &Expectation, way: &str) {
        if expectation.see.is_some() != expectation.in_order.is_empty() {
            self.tell(FindingCode::CheckSee, way, &[]);
        }
        if (expectation.how == How::Often) != expectation.times.is_some() {
            self.tell(FindingCode::CheckOften, way, &[]);
        }
        let has_span = expectation.from_ms.is_some() || expectation.until_ms.is_some();
        let at_ms = expectation.at_ms.is_some();
        if at_ms && has_span || !at_ms && expectation.tolerance_ms.is_some() {
            self.tell(FindingCode::CheckTimes, way, &[]);
        }
        for (name, number, max) in [
            ("at_ms", &expectation.at_ms, self.end_ms),
            ("tolerance_ms", &expectation.tolerance_ms, MAX_MS),
            ("from_ms", &expectation.from_ms, self.end_ms),
            ("until_ms", &expectation.until_ms, self.end_ms),
        ] {
            self.maybe_number(number.as_ref(), 0, max, &format!("{way}.{name}"));
        }
        let (from, until) = (expectation.from_ms.as_ref(), expectation.until_ms.as_ref());
        self.in_order(from, until, &format!("{way}.until_ms"));
        if let Some(times) = &expectation.times {
            self.range(times, 0, MAX_TIMES, &format!("{way}.times"));
        }
        for text in expectation.message.0.values() {
            self.message(text, &format!("{way}.message"));
        }
        if let Some(sight) = &expectation.see {
            self.sight(sight, &format!("{way}.see"));
        }
        for (index, sight) in expectation.in_order.iter().enumerate() {
            self.sight(sight, &format!("{way}.in_order.{index}"));
        }
    }

    fn sight(&mut self, sight: &Sight, way: &str) {
        let (name, values) = sight.form();
        for (key, value) in values {
            let way = if key.is_empty() { format!("{way}.{name}") } else { format!("{way}.{name}.{key}") };
            match value {
                SightValue::Number(number, min, max) => self.number(number, min, max, &way),
                SightValue::Range(range, min, max) => self.range(range, min, max, &way),
                SightValue::Text(text) => self.text(text, &way),
                SightValue::Picture(picture) => self.picture(picture, &way),
            }
        }
    }

    fn maybe_number(&mut self, number: Option<&Number>, min: i64, max: i64, way: &str) {
        if let Some(number) = number {
            self.number(number, min, max, way);
        }
    }

    fn number(&mut self, number: &Number, min: i64, max: i64, way: &str) {
        if !self.sum(number, way) {
            return;
        }
        let values = self.possible.iter().filter_map(|drawn| number.value(drawn)).collect::<Vec<_>>();
        if let Some(given) = values.iter().find(|given| !(min..=max).contains(given)) {
            let key = way.rsplit('.').next().unwrap_or_default();
            let args: [(&str, &dyn ToString); 4] =
                [("key", &key), ("given", given), ("min", &min), ("max", &max)];
            self.tell(FindingCode::CheckNumber, way, &args);
        }
    }

    /// Checks that a sum can be evaluated: that its names are drawn, and are numbers.
    fn sum(&mut self, number: &Number, way: &str) -> bool {
        let unknown: Vec<_> = number.names().filter(|name| !self.drawn.contains_key(*name)).collect();
        unknown.iter().for_each(|name| self.name(name, way));
        let is_number = |name| match self.drawn.get(name) {
            Some(Draw::Pick { pick }) => pick.iter().all(|word| word.parse::<i64>().is_ok()),
            _ => true,
        };
        let can = number.names().all(is_number)
            && (!unknown.is_empty() || self.possible.iter().all(|drawn| number.value(drawn).is_some()));
        if !can {
            self.tell(FindingCode::CheckBraces, way, &[("text", number)]);
        }
        can && unknown.is_empty()
    }

    fn range(&mut self, range: &Range, smallest: i64, largest: i64, way: &str) {
        match range {
            Range::Exactly(number) => self.number(number, smallest, largest, way),
            Range::Between { min, max } => {
                for end in [min, max].into_iter().flatten() {
                    // A drawn number plus or minus something may go beyond what is possible.
                    if fixed(end).is_some() {
                        self.number(end, smallest, largest, way);
                    } else {
                        self.sum(end, way);
                    }
                }
                self.in_order(min.as_ref(), max.as_ref(), way);
            }
        }
    }

    fn in_order(&mut self, from: Option<&Number>, to: Option<&Number>, way: &str) {
        let (Some(from), Some(to)) = (from, to) else { return };
        let ends = |drawn| Some((from.value(drawn)?, to.value(drawn)?));
        let wrong = self.possible.iter().filter_map(ends).find(|(from, to)| from > to);
        if let Some((from, to)) = wrong {
            self.tell(FindingCode::CheckRange, way, &[("from", &from), ("to", &to)]);
        }
    }

    fn name(&mut self, name: &str, way: &str) {
        if !self.drawn.contains_key(name) {
            self.tell(FindingCode::CheckName, way, &[("name", &name)]);
        }
    }

    /// A text with placeholders for drawn values.
    fn text(&mut self, text: &str, way: &str) {
        let mut rest = text;
        while let Some((_, behind)) = rest.split_once('{') {
            let Some((inside, behind)) = behind.split_once('}') else {
                return self.tell(FindingCode::CheckBraces, way, &[("text", &text)]);
            };
            rest = behind;
            if is_name(inside) {
                self.name(inside, way);
            } else if let Some(number) = Number::parse(inside) {
                self.sum(&number, way);
            } else {
                return self.tell(FindingCode::CheckBraces, way, &[("text", &text)]);
            }
        }
    }

    /// Checks a message for the pupil, which may contain braces: only what looks like a name must be one.
    fn message(&mut self, text: &str, way: &str) {
        let inside = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
        inside
            .map(|(inside, _)| inside)
            .filter(|inside| is_name(inside))
            .for_each(|name| self.name(name, way));
    }

    fn picture(&mut self, picture: &str, way: &str) {
        if picture.contains('{') {
            return self.text(picture, way);
        }
        let is_rows = {
            let mut rows = picture.split(':');
            let is_light = |light: char| light.is_ascii_digit() || matches!(light, '.' | '#');
            picture.split(':').count() == 5 && rows.all(|row| row.len() == 5 && row.chars().all(is_light))
        };
        let is_picture = picture.starts_with(|letter: char| letter.is_ascii_uppercase())
            && picture.chars().all(|letter| matches!(letter, 'A'..='Z' | '0'..='9' | '_'));
        if !is_rows && !is_picture && !matches!(picture, "dark" | "lit") {
            self.tell(FindingCode::CheckPicture, way, &[("picture", &picture)]);
        }
    }
}

/// Returns the drawn values with each as small, or as large, as it can be. Of words, the first or the last.
fn ends(random: &BTreeMap<String, Draw>, is_last: bool) -> Drawn {
    let end = |draw: &Draw| match draw {
        Draw::Between { from, to } => Some(if is_last { to } else { from }.to_string()),
        Draw::Pick { pick } => if is_last { pick.last() } else { pick.first() }.cloned(),
    };
    random.iter().filter_map(|(name, draw)| Some((name.clone(), end(draw)?))).collect()
}

/// Returns the value of a constant; `None` if the number depends on drawn values.
fn fixed(number: &Number) -> Option<i64> {
    number.names().next().is_none().then(|| number.value(&Drawn::new())).flatten()
}
