// node kernels.mjs DIGILAB: each kernel in DigiLab, in MicroPython's wasm build and in CPython, by turns.
// DigiLab's and CPython's times are of the whole program, its start included; MicroPython's is that of the script alone.
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

const version = execFileSync("python3", ["--version"], { encoding: "utf8" }).trim();
console.log(`kernel           DigiLab  MicroPython  ratio  CPython  ratio   (${version}; median of ${rounds}, milliseconds)`);
for (const name of readdirSync(folder).filter((file) => file.endsWith(".py")).map((file) => file.slice(0, -3))) {
  const file = (extension) => new URL(`${name}.${extension}`, folder);
  const source = readFileSync(file("py"), "utf8");
  const [ours, micro, full] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    const run = (program, ...words) => timed(() => execFileSync(program, words, { encoding: "utf8" }));
    const [ms, output] = run(digilab, "run", file("rhai").pathname, "--time", "virtual");
    ours.push(ms);
    full.push(run("python3", file("py").pathname)[0]);
    printed = [];
    micro.push(timed(() => python.runPython(source))[0]);
    const [right] = printed;
    if (!right || !output.split("\n").includes(right)) throw new Error(`${name}: ${output.trim()} is not ${right}`);
  }
  const [a, b, c] = [median(ours), median(micro), median(full)];
  const cell = (value, width, digits = 0) => value.toFixed(digits).padStart(width);
  console.log(`${name.padEnd(15)} ${cell(a, 8)} ${cell(b, 12)} ${cell(a / b, 6, 2)} ${cell(c, 8)} ${cell(a / c, 6, 2)}`);
}
