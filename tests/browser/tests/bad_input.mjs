// What comes in that is none of the lab's, and what is missing around it.
import { deflateSync } from "node:zlib";

import { test } from "../harness.mjs";
import { PATIENCE_MS } from "../lab.mjs";
import { check, until } from "../wait.mjs";

/** Lets a file fall on the window. */
async function drop(lab, name, bytes) {
  await lab.page.evaluate(
    async ([name, base64]) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([data], name));
      const canvas = document.querySelector("canvas");
      for (const kind of ["dragenter", "dragover", "drop"]) {
        canvas.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    [name, Buffer.from(bytes).toString("base64")],
  );
}

/** The address's end that carries a program. */
function link(program) {
  return `#p=1.${deflateSync(Buffer.from(program), { level: 9 }).toString("base64url")}`;
}

test("a_share_link_opens_its_program", {}, async (t) => {
  const program = 'print("from a friend");\n';
  const lab = await t.open(link(program));
  await until(async () => (await lab.editor.inputValue()).includes("from a friend"), PATIENCE_MS, "it is there");
  await lab.run();
  await lab.says("from a friend");
});

test("a_broken_share_link_is_explained", {}, async (t) => {
  const lab = await t.open(`${link("print(1);").slice(0, -4)}AAAA`);
  await lab.saysText("project-damaged-link");
  await lab.runProgram('print("all the same");');
  await lab.says("all the same");
});

test("a_script_of_five_megabytes_is_refused", {}, async (t) => {
  const lab = await t.open();
  const before = await lab.editor.inputValue();
  await drop(lab, "huge.rhai", `${"// a long line of a long program\n".repeat(160_000)}`);
  await lab.saysText("project-too-large");
  check((await lab.editor.inputValue()) === before, "the program that was open still is");
});

test("a_binary_file_is_refused", {}, async (t) => {
  const lab = await t.open();
  const before = await lab.editor.inputValue();
  await drop(lab, "picture.rhai", Uint8Array.from({ length: 4096 }, (_, index) => (index * 89) & 0xff));
  await lab.saysText("project-not-text");
  check((await lab.editor.inputValue()) === before, "the program that was open still is");
});

/** In the page: its address is as over plain http from another computer. */
const insecure = () => {
  Object.defineProperty(window, "isSecureContext", { value: false });
};

test("a_page_at_an_address_that_is_not_secure_says_what_is_missing", { serial: "missing", before: insecure }, async (t) => {
  const lab = await t.open();
  await lab.openBoards();
  await lab.says(lab.text("window-boards-not-on-page"));
  await lab.closeSheet();
  await lab.runProgram('print("on the screen");');
  await lab.says("on the screen");
});

test("a_browser_without_web_serial_says_so", { serial: "missing" }, async (t) => {
  const lab = await t.open();
  await lab.openBoards();
  await lab.says(lab.text("window-boards-not-in-browser"));
  await lab.closeSheet();
  await lab.runProgram('print("on the screen");');
  await lab.says("on the screen");
});

const denied = () => {
  const deny = () => {
    throw new DOMException("Access is denied for this document.", "SecurityError");
  };
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(Window.prototype, name, { get: deny });
  IDBFactory.prototype.open = deny;
  StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("Denied.", "SecurityError"));
};

test("denied_storage_is_told_and_programs_run", { before: denied }, async (t) => {
  const lab = await t.open();
  await lab.button("notices-dismiss").first().waitFor({ timeout: PATIENCE_MS });
  await lab.runProgram('print("runs all the same");');
  await lab.says("runs all the same");
});
