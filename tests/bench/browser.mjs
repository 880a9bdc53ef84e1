// node browser.mjs [--page FOLDER]: each kernel in the built page and in MicroPython's wasm build, in one Chromium, by
// turns. DIGILAB_PEERS names a folder made by `peers`. Both are timed inside, the script alone; MicroPython works in a
// worker, as the lab does.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { Trial } from "../browser/harness.mjs";
import { launch } from "../browser/modules.mjs";
import { BLANK, serve } from "../browser/serve.mjs";
import { until } from "../browser/wait.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const { values } = parseArgs({ options: { page: { type: "string", default: join(here, "../../dist") } } });
const rounds = 5;
const limit_ms = 120_000;
const kernels = readdirSync(join(here, "kernels")).filter((file) => file.endsWith(".py")).map((file) => file.slice(0, -3));
const source = (file) => readFileSync(join(here, "kernels", file), "utf8");
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

const worker = `
  const begin = import("/node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs");
  let printed = [];
  const python = begin.then(({ loadMicroPython }) =>
    loadMicroPython({ heapsize: 64 * 1024 * 1024, stdout: (line) => printed.push(line) }));
  onmessage = async ({ data }) => {
    const machine = await python;
    printed = [];
    const start = performance.now();
    machine.runPython(data);
    const took_ms = performance.now() - start;
    postMessage({ took_ms, printed });
  };
`;

/** In the page: runs a Python script in the worker. */
function inPython(script) {
  return new Promise((done, fail) => {
    window.__python.onmessage = ({ data }) => done(data);
    window.__python.onerror = (event) => fail(new Error(event.message));
    window.__python.postMessage(script);
  });
}

const browser = await launch();
const trial = new Trial(browser, values.page, undefined, { language: "en" });
const peers = await serve(process.env.DIGILAB_PEERS);
try {
  await trial.begin();
  const lab = await trial.open();
  const page = await (await browser.newContext()).newPage();
  await page.goto(new URL(BLANK, peers.url).href);
  await page.evaluate((worker) => {
    window.__python = new Worker(URL.createObjectURL(new Blob([worker.replaceAll('"/node', `"${location.origin}/node`)], { type: "text/javascript" })), { type: "module" });
  }, worker);

  /** Runs a script in the lab: the time that it took, in milliseconds, once the line `right` is there. */
  const inLab = async (script, name, right) => {
    await lab.write(`let began = now();\n${script}print("${name} took " + (now() - began) + " ms");\n`);
    await lab.press(lab.button("window-run"));
    const told = new RegExp(`${name} took (\\d+) ms`);
    let all;
    await until(async () => told.test((all = await lab.all())), limit_ms, `${name} is through`);
    if (!all.includes(right)) throw new Error(`${name}: the lab does not print ${right}`);
    return Number(all.match(told)[1]);
  };

  console.log(`kernel           DigiLab  MicroPython  ratio   (in the browser; median of ${rounds}, milliseconds)`);
  for (const name of kernels) {
    const [ours, theirs] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const { took_ms, printed } = await page.evaluate(inPython, source(`${name}.py`));
      theirs.push(took_ms);
      ours.push(await inLab(source(`${name}.rhai`), `${name} ${round}`, printed[0]));
    }
    const [a, b] = [median(ours), median(theirs)];
    console.log(`${name.padEnd(15)} ${a.toFixed(0).padStart(8)} ${b.toFixed(0).padStart(12)} ${(a / b).toFixed(2).padStart(6)}`);
  }
} finally {
  await trial.end();
  await peers.close();
  await browser.close();
}
