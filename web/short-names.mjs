// web/short-names JS NAMES: gives what a page's program and its JavaScript call each other by the short names that
// wasm-opt gave them (NAMES is what it printed). The long ones are half hash, which nothing packs.
import { readFileSync, writeFileSync } from "node:fs";

const [script, list] = process.argv.slice(2);
const { imports, exports } = JSON.parse(readFileSync(list, "utf8"));
let code = readFileSync(script, "utf8");
const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const rename = (pattern, to, what) => {
  let count = 0;
  code = code.replace(pattern, (_, before) => (count++, before + to));
  if (!count) {
    console.error(`web/short-names: ${what} is not in ${script}; does wasm-bindgen write its JavaScript in another way now?`);
    process.exit(1);
  }
};
for (const module of new Set(imports.map(([module]) => module))) {
  rename(new RegExp(`(^ *)${quoted(JSON.stringify(module))}(?=: import)`, "m"), '"a"', module);
}
for (const [, name, short] of imports) rename(new RegExp(`(^ +)${quoted(name)}(?=: )`, "m"), short, name);
// Some are there for debuggers only.
for (const [name, short] of exports) code = code.replaceAll(new RegExp(`(\\bwasm\\.)${quoted(name)}(?![\\w$])`, "g"), (_, before) => before + short);
writeFileSync(script, code);
