// The table of web/size.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

// In bytes, packed by brotli. Above 1.6 MB as long as Rhai's interpreter is linked beside our own machine.
const BUDGET = 1_660_000;
const folder = process.argv[2];
const rows = readdirSync(folder, { recursive: true })
  .filter((name) => statSync(join(folder, name)).isFile() && !/\.(br|gz)$/.test(name))
  // Pictures for a home screen are fetched by whoever puts the page there; licences by whoever reads them.
  .filter((name) => !/\.png$|^licences/.test(name))
  .map((name) => {
    const path = join(folder, name);
    const bytes = readFileSync(path);
    const size = (ending, pack) => (existsSync(path + ending) ? statSync(path + ending).size : pack(bytes).length);
    return [name, bytes.length, size(".gz", gzipSync), size(".br", brotliCompressSync)];
  })
  .sort((one, other) => other[3] - one[3]);
// What is fetched when the first lesson is opened, for the usage log, and in the background. Of the texts, the longest is counted.
const [longest] = rows.filter(([name]) => name.startsWith("texts/"));
const isLater = (row) => /^(packs|(digilab_)?(lesson_worker|usage_worker)|texts)/.test(row[0]) && row !== longest;
const sum = (name, rows) => [name, ...[1, 2, 3].map((at) => rows.reduce((sum, row) => sum + row[at], 0))];
const [first, later] = [rows.filter((row) => !isLater(row)), rows.filter(isLater)];
const total = sum("first load", first);
const line = (row) => `${String(row[0]).padEnd(28)}${row.slice(1).map((cell) => String(cell).padStart(12)).join("")}`;
const all = [["file", "raw", "gzip", "brotli"], ...first, total, [""], ...later, sum("later", later)];
console.log(all.map(line).join("\n"));
console.log(`budget: ${total[3]} of ${BUDGET} bytes`);
process.exit(total[3] > BUDGET ? 1 : 0);
