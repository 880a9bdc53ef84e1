// The replaced navigator.serial itself: what the lab is tried with must be like what it will meet.
import { Microbit, Uno } from "../boards.mjs";
import { test } from "../harness.mjs";
import { HEART, PATIENCE_MS } from "../lab.mjs";
import { check, until } from "../wait.mjs";

const fake = { serial: "fake" };

/** Runs something in the page that is to fail, and gives the error's name. */
const failure = (page, body) => page.evaluate(`(async () => { ${body} })().then(() => "nothing", (error) => error.name)`);

test("the_fake_port_refuses_what_chromium_refuses", fake, async (t) => {
  await t.desk.plug(new Uno());
  // Playwright's own calls into a page count as a person's: so this is asked by the page.
  await t.context.addInitScript(() => {
    globalThis.early = navigator.serial.requestPort().then(() => "given", (error) => error.name);
  });
  const page = await t.openBlank();
  check((await page.evaluate(() => navigator.serial.getPorts().then((ports) => ports.length))) === 0, "nothing is given");
  check((await page.evaluate(() => early)) === "SecurityError", "no gesture, no chooser");
  await page.mouse.click(5, 5);
  const filters = "{ filters: [{ usbVendorId: 0x0d28 }] }";
  check((await failure(page, `await navigator.serial.requestPort(${filters})`)) === "NotFoundError", "filters count");
  await page.mouse.click(5, 5);
  check((await failure(page, "globalThis.port = await navigator.serial.requestPort()")) === "nothing", "it is given");
  const errors = [
    ["port.open()", "TypeError"],
    ["port.open({ baudRate: 0 })", "TypeError"],
    ["port.open({ baudRate: 57600 })", "nothing"],
    ["port.open({ baudRate: 57600 })", "InvalidStateError"],
    ["port.setSignals({})", "TypeError"],
    ["port.setSignals({ dataTerminalReady: false })", "nothing"],
    ["(globalThis.reader = port.readable.getReader(), port.close())", "TypeError"],
    ["reader.cancel()", "nothing"],
    ["(reader.releaseLock(), port.close())", "nothing"],
    ["port.close()", "InvalidStateError"],
  ];
  for (const [body, wanted] of errors) {
    const found = await failure(page, `await ${body}`);
    check(found === wanted, `${body} ends with ${wanted}, not ${found}`);
  }
  check(await page.evaluate(() => port.readable === null && port.writable === null), "a closed port has no streams");
});

test("the_fake_port_carries_firmata", fake, async (t) => {
  const uno = await t.desk.plug(new Uno(), { granted: true });
  const page = await t.openBlank();
  await page.evaluate(async () => {
    globalThis.heard = [];
    globalThis.ended = "";
    navigator.serial.ondisconnect = (event) => (ended += `disconnect ${event.target === port};`);
    globalThis.port = (await navigator.serial.getPorts())[0];
    await port.open({ baudRate: 57600 });
    const reader = port.readable.getReader();
    (async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        heard.push(...value);
      }
    })().catch((error) => (ended += `${error.name};`));
  });
  // StandardFirmata tells its version when it starts, which it does when the port is opened.
  await until(() => page.evaluate(() => heard.join(" ").includes("249 2")), PATIENCE_MS, "the Uno tells its version");
  await page.evaluate(async () => {
    const writer = port.writable.getWriter();
    // Pin 13 is an output; it goes up.
    await writer.write(new Uint8Array([0xf4, 13, 1, 0x91, 0x20, 0]));
    writer.releaseLock();
  });
  await until(() => uno.edges(13).some((edge) => edge.high), PATIENCE_MS, () => `pin 13 goes up: ${uno.lines.join("; ")}`);
  await t.desk.unplug(uno);
  await until(
    () => page.evaluate(() => ended.includes("NetworkError;") && ended.includes("disconnect true;")),
    PATIENCE_MS,
    async () => `the reader and the page hear that it is gone, not ${await page.evaluate(() => ended)}`,
  );
  check(await page.evaluate(async () => (await navigator.serial.getPorts()).length === 0), "it is in no list");
  const back = page.evaluate(
    () => new Promise((resolve) => navigator.serial.addEventListener("connect", (event) => resolve(event.target), { once: true })).then(async (port) => {
      await port.open({ baudRate: 57600 });
      await port.close();
      return "opened and closed";
    }),
  );
  await t.desk.plug(uno);
  check((await back) === "opened and closed", "it is back");
  await until(() => uno.lines.includes("CLOSE"), PATIENCE_MS, () => `the board's end is closed too: ${uno.lines.join("; ")}`);
});

test("the_fake_port_carries_micropython", fake, async (t) => {
  const microbit = await t.desk.plug(new Microbit(), { granted: true });
  const page = await t.openBlank();
  await page.evaluate(async () => {
    globalThis.port = (await navigator.serial.getPorts())[0];
    await port.open({ baudRate: 115200 });
    const writer = port.writable.getWriter();
    await writer.write(new TextEncoder().encode("\r\x03\r"));
    await writer.write(new TextEncoder().encode("from microbit import *\rdisplay.show(Image.HEART)\r"));
    writer.releaseLock();
  });
  let lit;
  await until(
    async () => (lit = (await microbit.lit()).join(":")) === HEART.join(":"),
    PATIENCE_MS,
    () => `the LEDs show ${HEART.join(":")}, not ${lit}`,
  );
});
