// The real driver, the real link and the page's way to a port, against boards with firmware that we did not write.
// Only the browser's own port code is replaced (fake_serial.js).
import { Microbit, Uno } from "../boards.mjs";
import { test } from "../harness.mjs";
import { HEART, PATIENCE_MS } from "../lab.mjs";
import { check, until } from "../wait.mjs";

const fake = { serial: "fake" };

const blink = `let led = arduino().pin(13);
print("blinking");
forever(|| {
    led.on();
    sleep(200);
    led.off();
    sleep(200);
});`;

test("an_uno_blinks_and_tells_what_it_reads", fake, async (t) => {
  const uno = await t.desk.plug(new Uno());
  const lab = await t.open();
  await lab.connect();

  await lab.runProgram(blink);
  await lab.says("blinking");
  await until(() => uno.edges(13).length >= 6, PATIENCE_MS, () => `pin 13 blinks: ${JSON.stringify(uno.edges(13))}`);
  const levels = uno.edges(13).map((edge) => edge.high);
  check(levels.every((high, index) => index === 0 || high !== levels[index - 1]), "up and down in turn");
  await lab.stop();
  await lab.ended();

  uno.setAnalog(0, 2500);
  await lab.runProgram('let knob = arduino().pin("A0");\nknob.analog();\nsleep(500);\nlet level = knob.analog();\nprint(if level > 490 && level < 530 { "half" } else { `it reads ${level}` });');
  await lab.says("half");
});

test("an_unplugged_uno_is_told_and_runs_again_when_plugged_in", fake, async (t) => {
  const uno = await t.desk.plug(new Uno());
  const lab = await t.open();
  await lab.connect();
  await lab.runProgram(blink);
  await until(() => uno.edges(13).length >= 4, PATIENCE_MS, "pin 13 blinks");

  await t.desk.unplug(uno);
  await lab.saysText("device-gone");
  await lab.ended();

  await t.desk.plug(uno);
  // The page hears of it and needs no new choice: at most, connecting is confirmed.
  await lab.page.waitForTimeout(1000);
  const name = lab.find("button", /^.*/).filter({ hasText: "Uno" });
  if ((await name.count()) === 0) await lab.connect();
  await lab.run();
  await until(() => uno.edges(13).length >= 4, 40_000, "pin 13 blinks again");
  await lab.stop();
  await lab.ended();
});

test("a_port_given_before_is_there_after_a_reload", fake, async (t) => {
  const uno = await t.desk.plug(new Uno());
  const lab = await t.open();
  await lab.connect();
  await lab.page.reload();
  await lab.ready();
  t.desk.choose("nothing");
  await lab.connect();
  await lab.runProgram(blink);
  await until(() => uno.edges(13).length >= 4, PATIENCE_MS, "pin 13 blinks");
});

test("no_board_chosen_is_no_mistake", fake, async (t) => {
  await t.desk.plug(new Uno());
  t.desk.choose("nothing");
  const lab = await t.open();
  await lab.openBoards();
  await lab.click(lab.button("window-boards-choose"));
  await lab.says(lab.text("window-boards-none-chosen"));
  await lab.closeSheet();
  await lab.runProgram('print("on the screen then");');
  await lab.says("on the screen then");
});

test("a_microbit_shows_a_heart", fake, async (t) => {
  const microbit = await t.desk.plug(new Microbit());
  const lab = await t.open();
  await lab.connect();
  await lab.runProgram('let bit = microbit();\nbit.show(HEART);\nprint("shown");\nforever(|| sleep(100));');
  await lab.says("shown", 40_000);
  let lit;
  await until(
    async () => (lit = (await microbit.lit()).join(":")) === HEART.join(":"),
    PATIENCE_MS,
    () => `the LEDs show ${HEART.join(":")}, not ${lit}`,
  );
  await lab.shows(HEART);
  await lab.stop();
  await lab.ended();
});
