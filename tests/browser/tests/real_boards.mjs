// The real driver, the real link and the page's way to a port, against boards with firmware that we did not write.
// Only the browser's own port code is replaced (fake_serial.js).
import { Microbit, Uno } from "../boards.mjs";
import { test } from "../harness.mjs";
import { HEART, PATIENCE_MS } from "../lab.mjs";
import { until } from "../wait.mjs";

const fake = { serial: "fake" };

const blink = `let led = arduino().pin(13);
print("blinking");
forever(|| {
    led.on();
    sleep(200);
    led.off();
    sleep(200);
});`;

/**
 * Waits until pin 13 blinks as the program has it: six times in a row up or down for a fifth of a second. When it
 * starts, StandardFirmata blinks with the same LED, but briefly: 40 ms on, 210 ms off.
 */
async function blinks(uno, limit_ms = PATIENCE_MS) {
  const steady = () => {
    const edges = uno.edges(13).slice(-7);
    const lasted_ms = edges.slice(1).map((edge, index) => (edge.at_us - edges[index].at_us) / 1000);
    const inTurn = edges.slice(1).every((edge, index) => edge.high !== edges[index].high);
    return lasted_ms.length === 6 && inTurn && lasted_ms.every((time_ms) => time_ms > 120);
  };
  await until(steady, limit_ms, () => `pin 13 blinks: ${JSON.stringify(uno.edges(13))}`);
}

test("an_uno_blinks_and_tells_what_it_reads", fake, async (t) => {
  const uno = await t.desk.plug(new Uno());
  const lab = await t.open();
  await lab.connect();

  await lab.runProgram(blink);
  await lab.says("blinking");
  await blinks(uno);
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
  await blinks(uno);

  await t.desk.unplug(uno);
  await lab.saysText("device-gone");
  await lab.ended();

  await t.desk.plug(uno);
  // The page hears of it and needs no new choice: at most, connecting is confirmed.
  await lab.page.waitForTimeout(1000);
  const name = lab.find("button", /^.*/).filter({ hasText: "Uno" });
  if ((await name.count()) === 0) await lab.connect();
  await lab.run();
  await blinks(uno, 40_000);
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
  await blinks(uno);
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
