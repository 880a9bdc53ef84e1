// Programs on the simulated board: what a pupil does in the first hour.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "../harness.mjs";
import { HEART, HEART_SMALL, PATIENCE_MS } from "../lab.mjs";
import { check, until } from "../wait.mjs";

test("the_first_programs_heart_beats", {}, async (t) => {
  const lab = await t.open();
  await lab.run();
  await lab.shows(HEART);
  await lab.shows(HEART_SMALL);
  await lab.shows(HEART);
  await lab.stop();
  await lab.ended();
});

test("a_typed_program_runs_to_its_end", {}, async (t) => {
  const lab = await t.open();
  await lab.write("");
  // Key by key, as it is typed.
  await lab.page.keyboard.type("print(6 * 7);");
  await lab.page.keyboard.press("Control+Enter");
  await lab.says("42");
  await lab.ended();
});

test("an_endless_loop_is_stopped_by_the_button_and_by_escape", {}, async (t) => {
  const lab = await t.open();
  for (const way of ["button", "key"]) {
    await lab.runProgram(`print("to be stopped by " + "${way}");\nloop {}`);
    await lab.says(`to be stopped by ${way}`);
    check(await lab.isRunning(), "it runs");
    const from_ms = Date.now();
    if (way === "button") await lab.press(lab.button("window-stop"));
    else await lab.page.keyboard.press("Escape");
    await lab.ended();
    // For the reader: tests hold nobody to a time on whatever computer they run.
    t.remark(`loop {} was stopped by the ${way} within ${Date.now() - from_ms} ms`);
  }
});

test("stop_ends_a_program_whatever_it_is_doing", {}, async (t) => {
  const lab = await t.open();
  const programs = {
    sleeps: "sleep(600_000);",
    "sleeps for no time": "loop { sleep(0); }",
    asks: "ask();",
    scrolls: 'let bit = microbit();\nforever(|| bit.scroll("a long text that goes by"));',
    "has nothing to do": "on_press(\"A\", || print(\"A\"));",
    "computes in two stacks": "forever(|| { let n = 0; loop { n += 1; } });\nforever(|| { let m = 0; loop { m += 1; } });",
    prints: "loop { print(now()); }",
  };
  for (const [name, program] of Object.entries(programs)) {
    await lab.write(`print("now it " + "${name}");\n${program}`);
    await lab.page.keyboard.press("Control+Enter");
    if (name === "prints") await until(() => lab.isRunning(), PATIENCE_MS, "it runs");
    else await lab.says(`now it ${name}`);
    const from_ms = Date.now();
    await lab.page.keyboard.press("Escape");
    await lab.ended();
    t.remark(`a program that ${name} was stopped within ${Date.now() - from_ms} ms`);
  }
});

test("a_press_reaches_a_program_that_computes", {}, async (t) => {
  const lab = await t.open();
  await lab.runProgram('let bit = microbit();\nbit.on_press("A", || { print("A was pressed"); exit(); });\nprint("ready");\nlet n = 0;\nloop { n += 1; }');
  await lab.says("ready");
  await lab.show("board");
  await lab.click(lab.button("board-button-a"));
  await lab.show("output");
  await lab.says("A was pressed");
  await lab.ended();
});

test("a_program_asks_and_is_answered", {}, async (t) => {
  const lab = await t.open();
  await lab.runProgram('let name = ask("What is your name?");\nprint("Moi " + name);\nloop { print(ask().len()); }');
  await lab.says("What is your name?");
  await lab.find("textbox", lab.text("console-answer")).waitFor({ timeout: PATIENCE_MS });
  // The field has the keyboard, and keeps it from answer to answer.
  await lab.keyboardIsThere();
  await lab.page.keyboard.type("Åsa");
  await lab.page.keyboard.press("Enter");
  await lab.says("Moi Åsa");
  await lab.find("textbox", lab.text("console-answer")).waitFor({ timeout: PATIENCE_MS });
  await lab.keyboardIsThere();
  await lab.page.keyboard.type("four");
  await lab.click(lab.button("console-send"));
  await lab.says("> four");
  await lab.says("4");
  await lab.stop();
  await lab.ended();
  check(!(await lab.find("textbox", lab.text("console-answer")).count()), "nobody is asked any more");
});

test("a_pressed_button_is_noticed", {}, async (t) => {
  const lab = await t.open();
  await lab.runProgram('let bit = microbit();\nbit.on_press("A", || print("A was pressed"));\nprint("ready");\nforever(|| sleep(50));');
  await lab.says("ready");
  await lab.show("board");
  await lab.click(lab.button("board-button-a"));
  await lab.show("output");
  await lab.says("A was pressed");
  await lab.stop();
  await lab.ended();
});

test("a_simulated_uno_blinks", {}, async (t) => {
  const lab = await t.open();
  await lab.runProgram('let uno = arduino();\nlet led = uno.pin(13);\nprint("blinking");\nforever(|| {\n  led.toggle();\n  sleep(300);\n});');
  await lab.says("blinking");
  const light = (percent) => lab.find("img", lab.text("board-uno", { percent }));
  for (const percent of [100, 0, 100]) {
    await until(() => light(percent).count(), PATIENCE_MS, async () => `the light is at ${percent} %; ${await lab.all()}`);
  }
  await lab.stop();
  await lab.ended();
});

test("the_language_changes_at_once_and_stays", {}, async (t) => {
  const lab = await t.open();
  for (const language of ["sv", "en", "fi", "sv"]) {
    await lab.speak(language);
    await until(
      () => lab.page.evaluate((language) => document.documentElement.lang === language, language),
      PATIENCE_MS,
      `the page says that it is in ${language}`,
    );
  }
  await lab.page.reload();
  await lab.ready();
});

test("a_mistake_is_shown_with_its_advice", {}, async (t) => {
  const lab = await t.open();
  await lab.runProgram("let a = 1;\nprint(b);");
  await lab.saysText("window-end-mistake");
  await until(() => lab.editor.getAttribute("aria-invalid"), PATIENCE_MS, "the editor says that there is a mistake");
  await lab.runProgram('print("mended");');
  await lab.says("mended");
});

test("ten_megabytes_of_output", {}, async (t) => {
  const lab = await t.open();
  await lab.runProgram('let row = "";\nrow.pad(100, "x");\nfor i in 0..100000 { print(row); }\nprint("that was all");');
  await lab.says("that was all", 120_000);
  await lab.ended();
  check((await lab.dom.locator("*").count()) < 1500, "a long console is no long page");
  // The window still does what it is told.
  await lab.runProgram('print("still here");');
  await lab.says("still here");
});

test("touch_brings_the_keyboard_to_the_editor", { size: "tablet" }, async (t) => {
  const lab = await t.open();
  await lab.show("program");
  await lab.click(lab.editor);
  // An on-screen keyboard comes with the browser's focus on a field.
  await until(
    () => lab.page.evaluate(() => document.activeElement?.tagName === "INPUT"),
    PATIENCE_MS,
    "a field of the browser's has the focus",
  );
  await lab.page.keyboard.type("// touched\n");
  await until(async () => (await lab.editor.inputValue()).includes("// touched"), PATIENCE_MS, "what is typed arrives");
});

/** In the page: counts the frames that are asked for. */
function countFrames() {
  const { requestAnimationFrame } = window;
  window.__frames = 0;
  window.requestAnimationFrame = (callback) => {
    window.__frames += 1;
    return requestAnimationFrame(callback);
  };
}

test("a_page_where_nothing_happens_rests_and_wakes", { before: countFrames }, async (t) => {
  const lab = await t.open();
  const rests = async () => {
    const before = await lab.page.evaluate(() => window.__frames);
    await lab.page.waitForTimeout(2000);
    return (await lab.page.evaluate(() => window.__frames)) === before;
  };
  await until(rests, PATIENCE_MS, "no frame is asked for within two seconds");
  // By the mouse, by what a screen reader does, by what the lab tells.
  await lab.click(lab.button("window-run"));
  await lab.shows(HEART);
  await lab.press(lab.button("window-stop"));
  await lab.ended();
  await until(rests, PATIENCE_MS, "it rests again");
  // A window that is made larger is drawn anew.
  const drawn = () => lab.page.evaluate(() => document.getElementById("lab").width);
  await lab.page.setViewportSize({ width: 1000, height: 700 });
  await until(async () => (await drawn()) === 1000, PATIENCE_MS, "the window is as wide as the page");
  await until(rests, PATIENCE_MS, "it rests in the end");
});

/** In the worker, before its program: once a script has printed "crash now", the next look at the clock throws. */
const CRASHES = `
  const post = self.postMessage.bind(self);
  const now = performance.now.bind(performance);
  let crashes = false;
  self.postMessage = (message, ...rest) => {
    crashes ||= typeof message === "string" && message.includes("crash now");
    return post(message, ...rest);
  };
  performance.now = () => {
    if (crashes) throw new Error("a crash of the test's own");
    return now();
  };
`;

test("after_a_crash_of_the_lab_its_line_is_told_and_the_program_runs_again", {}, async (t) => {
  t.allow(/a crash of the test's own/);
  const program = readFileSync(join(t.folder, "lab_worker.js"), "utf8");
  const body = `${CRASHES}\n${program}`;
  await t.context.route("**/lab_worker.js", (route) => route.fulfill({ contentType: "text/javascript", body }));
  const lab = await t.open();
  const script = 'print("before");\nprint("crash now");\nwhile true {\n  sleep(20);\n}';
  await lab.runProgram(script);
  // Wherever in the loop it looked at the clock.
  const sentence = lab.text("fault-lab-fell");
  const told = [2, 3, 4].map((line) => lab.text("window-end-mistake", { line, sentence }).replaceAll(/[.()?]/g, "\\$&"));
  await lab.says(new RegExp(told.join("|")));
  await lab.ended();
  check((await lab.editor.inputValue()) === script, "the program is still there");
  await lab.runProgram("print(6 * 7);");
  await lab.says("42");
  await lab.ended();
});
