// Packs the files of the page's folder that gain by it, each beside itself as NAME.br and NAME.gz.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2];
for (const entry of readdirSync(folder, { recursive: true })) {
  if (/\.(br|gz)$/.test(entry)) rmSync(join(folder, entry));
}
for (const entry of readdirSync(folder, { recursive: true })) {
  if (!/\.(wasm|js|css|ftl|html|json|svg|webmanifest)$/.test(entry)) continue;
  const path = join(folder, entry);
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
