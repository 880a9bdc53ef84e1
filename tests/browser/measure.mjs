// How fast the page is: a table for people, and for whoever holds it to a budget.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { Trial } from "./harness.mjs";
import { launch } from "./modules.mjs";
import { pattern, text } from "./texts.mjs";
import { sleep } from "./wait.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({ options: { page: { type: "string", default: join(root, "dist") } } });
const folder = resolve(values.page);
if (!existsSync(join(folder, "index.html"))) {
  console.error(`tests/browser/measure: there is no page in ${folder}: build it with web/build, or name it with --page.`);
  process.exit(2);
}

const rows = [];
const add = (what, value, goal) => rows.push([what, value, goal]);
const options = { language: "en", serviceWorkers: "allow" };

/**
 * In the page: presses Run as soon as there is a program to run, and tells when the window came, when the program, and
 * when the first LED was lit.
 */
function watch([run, program, display]) {
  window.__marks = {};
  const look = () => {
    const marks = window.__marks;
    if (!marks.program) {
      const named = (element) => element.getAttribute("aria-label") ?? element.textContent;
      const button = [...document.querySelectorAll("#accessibility button")].find((element) => named(element) === run);
      if (button) marks.window ??= performance.now();
      const editor = [...document.querySelectorAll("#accessibility textarea")].find((element) => named(element) === program);
      if (button && editor?.value) {
        marks.program = performance.now();
        button.click();
      }
    } else if (!marks.lit) {
      const image = [...document.querySelectorAll('#accessibility [role="img"]')].find((element) =>
        new RegExp(display).test(element.getAttribute("aria-label") ?? ""),
      );
      const rows = [...(image?.getAttribute("aria-label") ?? "").matchAll(/(?:\d ){4}\d(?!\d)/g)];
      if (rows.some(([row]) => /[1-9]/.test(row))) {
        marks.lit = performance.now();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  look();
}

/**
 * In the page: how long each frame keeps its thread, in `__work`, and the longest task that keeps it for 50 ms or more, in
 * `__tasks`. How soon the browser then has a frame on the screen is its own and the computer's business.
 */
function time() {
  const { requestAnimationFrame } = window;
  const work = (window.__work = []);
  window.requestAnimationFrame = (callback) =>
    requestAnimationFrame((at) => {
      const begin = performance.now();
      callback(at);
      work.push(performance.now() - begin);
    });
  window.__tasks = 0;
  new PerformanceObserver((list) => {
    window.__tasks = Math.max(window.__tasks, ...list.getEntries().map((entry) => entry.duration));
  }).observe({ type: "longtask" });
}

const browser = await launch();
try {
  // --- Page open to the first LED, cold and warm ---
  const trial = new Trial(browser, folder, undefined, options);
  await trial.begin();
  await trial.context.addInitScript(watch, [text("en", "window-run"), text("en", "editor-label"), pattern("en", "board-display").source]);
  for (const [kind, times] of [["cold", 1], ["warm", 3]]) {
    const found = [];
    for (let time = 0; time < times; time += 1) {
      const page = await trial.context.newPage();
      await page.goto(trial.server.url);
      found.push(await page.waitForFunction(() => window.__marks?.lit && window.__marks, undefined, { timeout: 60_000 }).then((marks) => marks.jsonValue()));
      if (kind === "cold") await page.evaluate(() => navigator.serviceWorker?.ready.then(() => undefined));
      await page.close();
    }
    const best = found.sort((a, b) => a.lit - b.lit)[Math.floor(found.length / 2)];
    add(`page open to window, ${kind}`, `${Math.round(best.window)} ms`, "");
    add(`page open to program, ${kind}`, `${Math.round(best.program)} ms`, "");
    add(`page open to first LED lit, ${kind}`, `${Math.round(best.lit)} ms`, kind === "cold" ? "2500 ms" : "1200 ms");
  }
  await trial.end();

  // --- Nothing running ---
  const quiet = new Trial(browser, folder, undefined, options);
  await quiet.begin();
  await quiet.context.addInitScript(time);
  const still = await quiet.open();
  await sleep(8000);
  const seconds = 10;
  const before = (await still.page.evaluate(() => window.__work)).length;
  const from_ms = cpu();
  await sleep(seconds * 1000);
  add("CPU with nothing running, all of the browser", `${((cpu() - from_ms) / seconds / 10).toFixed(2)} %`, "1 %");
  const after = (await still.page.evaluate(() => window.__work)).length;
  add(`frames asked for in ${seconds} s with nothing running`, `${after - before}`, "");
  await quiet.end();

  // --- 100,000 lines ---
  const flood = new Trial(browser, folder, undefined, options);
  await flood.begin();
  await flood.context.addInitScript(time);
  const busy = await flood.open();
  await busy.write('for i in 0..100000 { print(i); }\nprint("that was all");');
  await busy.page.evaluate(() => {
    window.__work.length = 0;
    window.__tasks = 0;
  });
  const begin_ms = Date.now();
  await busy.press(busy.button("window-run"));
  await busy.says("that was all", 120_000);
  add("100,000 prints, until the last is shown", `${Date.now() - begin_ms} ms`, "");
  const { work, tasks } = await busy.page.evaluate(() => ({ work: window.__work, tasks: window.__tasks }));
  work.sort((a, b) => a - b);
  add("100,000 prints, longest frame", `${work.at(-1).toFixed(1)} ms`, "50 ms");
  add("100,000 prints, median frame", `${work[Math.floor(work.length / 2)].toFixed(1)} ms`, "");
  // The browser tells of tasks of 50 ms and more.
  add("100,000 prints, longest task of the page between frames", tasks ? `${Math.round(tasks)} ms` : "under 50 ms", "50 ms");
  await flood.end();
} finally {
  await browser.close();
}

const heads = ["what", "measured", "at most"];
const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
const line = (cells) => `| ${cells.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(" | ")} |`;
console.log(line(heads));
console.log(`|${widths.map((width, i) => (i ? `${"-".repeat(width + 1)}:` : "-".repeat(width + 2))).join("|")}|`);
for (const row of rows) console.log(line(row));

/** The processor time of the browser and all its processes, in milliseconds. */
function cpu() {
  const all = readdirSync("/proc").flatMap((pid) => {
    try {
      // After the program's name in brackets: state, parent, …, and as 12th and 13th the time in user and in system mode.
      const fields = readFileSync(`/proc/${Number(pid)}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
      // Linux counts in hundredths of a second.
      return [{ pid: Number(pid), parent: Number(fields[1]), time_ms: 10 * (Number(fields[11]) + Number(fields[12])) }];
    } catch {
      return [];
    }
  });
  const ours = new Set([process.pid]);
  for (let size = 0; size !== ours.size; ) {
    size = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid }) => ours.has(pid) && pid !== process.pid).reduce((sum, { time_ms }) => sum + time_ms, 0);
}
