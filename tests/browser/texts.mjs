// The lab's texts, from the Fluent files that it is built with.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const root = fileURLToPath(new URL("../..", import.meta.url));
const languages = new Map();

function read(language) {
  const messages = new Map();
  for (const part of ["lab", "window", "terminal"]) {
    const folder = join(root, "app/locales", language, part);
    for (const name of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
      let message = "";
      for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
        const whole = /^([a-z][\w-]*) = ?(.*)$/.exec(line);
        const attribute = /^ +\.([a-z]\w*) = ?(.*)$/.exec(line);
        if (whole) {
          message = whole[1];
          messages.set(message, whole[2]);
        } else if (attribute) {
          messages.set(`${message}.${attribute[1]}`, attribute[2]);
        }
      }
    }
  }
  return messages;
}

/**
 * A text of one line.
 * @param {string} language fi, sv or en
 * @param {string} id the message, or the message and its attribute with a dot between
 * @param {Record<string, string | number>} values of its variables
 */
export function text(language, id, values = {}) {
  if (!languages.has(language)) languages.set(language, read(language));
  const found = languages.get(language).get(id);
  if (found === undefined || found === "") throw new Error(`there is no text "${id}" of one line in ${language}`);
  return found.replace(/\{ ?\$(\w+) ?\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`"${id}" wants a value for ${name}`);
    return String(values[name]);
  });
}

/** The text as a pattern: its variables may be anything. */
export function pattern(language, id) {
  const whole = text(language, id, new Proxy({}, { has: () => true, get: () => "\u0000" }));
  const literal = whole.split("\u0000").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(literal.join("[\\s\\S]*?"));
}
