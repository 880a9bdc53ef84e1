// Runs the tests and tells how they went, in the words of Rust's tests, which tests/run adds up.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { Trial, tests } from "./harness.mjs";
import { launch } from "./modules.mjs";
import { Missed } from "./wait.mjs";

/** A test that takes longer than this hangs. */
const LIMIT_MS = 180_000;

const root = fileURLToPath(new URL("../..", import.meta.url));
let wanted;
try {
  wanted = parseArgs({
    options: {
      page: { type: "string", default: join(root, "dist") },
      shots: { type: "string" },
      // A page that is drawn without a graphics card takes two processors: more pages at once are late, not sooner ready.
      jobs: { type: "string", default: String(Math.max(1, Math.floor(availableParallelism() / 2))) },
    },
    allowPositionals: true,
  });
} catch (error) {
  console.error(`tests/browser/run [--page FOLDER] [--shots FOLDER] [--jobs N] [FILTER]: ${error.message}`);
  process.exit(2);
}
const page = resolve(wanted.values.page);
const shots = wanted.values.shots && resolve(wanted.values.shots);
if (!existsSync(join(page, "index.html"))) {
  console.error(`tests/browser/run: there is no page in ${page}: build it with web/build, or name it with --page.`);
  process.exit(2);
}
if (shots) mkdirSync(shots, { recursive: true });

const here = new URL("./tests/", import.meta.url);
for (const name of readdirSync(here).sort()) {
  if (name.endsWith(".mjs")) await import(new URL(name, here));
}
const [filter = ""] = wanted.positionals;
const chosen = tests.filter(({ name, options }) => name.includes(filter) && (shots || !options.onlyForShots));

const failures = [];
const again = [];
console.log(`\nrunning ${chosen.length} tests`);
// Each has a browser of its own: pages in one share a clipboard.
const waiting = [...chosen];
await Promise.all(
  Array.from({ length: Math.max(1, Number(wanted.values.jobs)) }, () =>
    withBrowser(waiting, (test, told) => {
      if (told.problems.length === 0) return tell(test, told);
      console.log(`--- a second try: ${test.name} (${told.problems[0].split("\n")[0].slice(0, 160)})`);
      again.push(test);
    }),
  ),
);
// A page draws in real time: on a computer that does something else it may be late. What fails is tried once more, alone,
// and the end tells so.
if (again.length > 0) await withBrowser(again, tell);

// Takes tests until none is left, one at a time.
async function withBrowser(waiting, then) {
  const browser = await launch();
  for (let test; (test = waiting.shift()); ) then(test, await tryOnce(browser, test));
  await browser.close();
}

function tell({ name }, { problems, remarks, took_s }) {
  console.log(`test browser::${name} ... ${problems.length === 0 ? "ok" : "FAILED"} <${took_s.toFixed(1)} s>`);
  for (const remark of remarks) console.log(`    ${remark}`);
  if (problems.length > 0) failures.push({ name, problems });
}

// One try of a test: what was wrong, and what it had to remark.
async function tryOnce(browser, { name, options, body }) {
  const begun_ms = Date.now();
  const trial = new Trial(browser, page, shots, options);
  const problems = [];
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Missed(`it hangs: not done within ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    await Promise.race([trial.begin().then(() => body(trial)), limit]);
  } catch (error) {
    problems.push(error instanceof Missed ? `${error.message}${placeOf(error)}` : (error.stack ?? String(error)));
    await picture(trial, name);
  }
  clearTimeout(timer);
  problems.push(...trial.unexpected);
  await trial.end();
  return { problems, remarks: trial.remarks, took_s: (Date.now() - begun_ms) / 1000 };
}

if (failures.length > 0) {
  console.log("\nfailures:\n");
  for (const { name, problems } of failures) console.log(`---- browser::${name} ----\n${problems.join("\n")}\n`);
}
const verdict = failures.length === 0 ? "ok" : "FAILED";
console.log(`\ntest result: ${verdict}. ${chosen.length - failures.length} passed; ${failures.length} failed; 0 ignored`);
process.exitCode = failures.length === 0 ? 0 : 1;

// Where in the tests something was missed.
function placeOf(error) {
  const line = error.stack?.split("\n").find((line) => line.includes("/browser/tests/"));
  return line ? `\n${line}` : "";
}

// What the page looked like when it failed.
async function picture(trial, name) {
  if (!shots) return;
  const last = trial.context?.pages().at(-1);
  await last?.screenshot({ path: join(shots, `failed-${name}.png`), timeout: 5000 }).catch(() => {});
}
