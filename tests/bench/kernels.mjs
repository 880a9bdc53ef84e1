// node kernels.mjs DIGILAB: each kernel in DigiLab's sandbox and in MicroPython's wasm build, by turns.
// DigiLab's time is the whole program's, its start included; MicroPython's is that of the script alone.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const digilab = process.argv[2];
const need = createRequire(process.env.DIGILAB_PEERS + "/");
const module = pathToFileURL(need.resolve("@micropython/micropython-webassembly-pyscript/micropython.mjs"));
const { loadMicroPython } = await import(module);
let printed = [];
const python = await loadMicroPython({ heapsize: 64 * 1024 * 1024, stdout: (line) => printed.push(line) });

const folder = new URL("kernels/", import.meta.url);
const rounds = 9;
const timed = (work) => {
  const start = performance.now();
  const result = work();
  return [performance.now() - start, result];
};
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

console.log(`kernel    DigiLab  MicroPython  ratio   (median of ${rounds}, milliseconds)`);
for (const name of readdirSync(folder).filter((file) => file.endsWith(".py")).map((file) => file.slice(0, -3))) {
  const source = readFileSync(new URL(`${name}.py`, folder), "utf8");
  const script = new URL(`${name}.rhai`, folder).pathname;
  const [ours, theirs] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const [ms, output] = timed(() => execFileSync(digilab, ["run", script, "--time", "virtual"], { encoding: "utf8" }));
    printed = [];
    theirs.push(timed(() => python.runPython(source))[0]);
    ours.push(ms);
    const [right] = printed;
    if (!right || !output.split("\n").includes(right)) throw new Error(`${name}: ${output.trim()} is not ${right}`);
  }
  const [a, b] = [median(ours), median(theirs)];
  console.log(`${name.padEnd(8)} ${a.toFixed(0).padStart(8)} ${b.toFixed(0).padStart(12)} ${(a / b).toFixed(2).padStart(6)}`);
}
