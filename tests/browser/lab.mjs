// The lab's page as a person, or a screen reader, finds it: by role and name, in the elements over the canvas.
import { pattern, text } from "./texts.mjs";
import { check, until } from "./wait.mjs";

/** Waits in tests are generous: no test is about how fast this computer is. */
export const PATIENCE_MS = 40_000;

/** The pictures of the boards' displays, row by row. */
export const HEART = ["09090", "99999", "99999", "09990", "00900"];
export const HEART_SMALL = ["00000", "09090", "09990", "00900", "00000"];
export const DARK = ["00000", "00000", "00000", "00000", "00000"];

/** One page with the lab in it. */
export class Lab {
  /**
   * @param {import("playwright-core").Page} page
   * @param {string} language fi, sv or en: what the texts are looked for in
   */
  constructor(page, language) {
    Object.assign(this, { page, language });
    this.dom = page.locator("#accessibility");
  }

  text(id, values) {
    return text(this.language, id, values);
  }

  /** An element by its role and name; what it is called is a text's id, a text, or a pattern. */
  find(role, name, { exact = true } = {}) {
    return this.dom.getByRole(role, { name, exact: typeof name === "string" && exact });
  }

  /** An element by the id of its name. */
  named(role, id, values) {
    return this.find(role, this.text(id, values));
  }

  /** A button whose name begins as the text does: toolbars add what comes beside it. */
  button(id, values) {
    return this.named("button", id, values);
  }

  /** Waits until the window is there. */
  async ready() {
    await this.button("window-run").first().waitFor({ timeout: PATIENCE_MS });
  }

  /** Clicks where an element is: the canvas gets it, as from a person's mouse or finger. */
  async click(element) {
    await this.settled(element);
    const box = await element.boundingBox();
    check(box, "what is to be clicked is somewhere");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (this.touch) await this.page.touchscreen.tap(x, y);
    else await this.page.mouse.click(x, y);
  }

  /** Waits until an element is there and stands still. */
  async settled(element) {
    await element.waitFor({ timeout: PATIENCE_MS });
    let last = "";
    await until(
      async () => {
        const now = JSON.stringify(await element.boundingBox());
        await this.page.waitForTimeout(120);
        return now !== "null" && now === last ? true : ((last = now), false);
      },
      PATIENCE_MS,
      "an element stands still",
    );
  }

  /** Presses a button as a screen reader does. */
  async press(element) {
    await element.waitFor({ timeout: PATIENCE_MS });
    await element.dispatchEvent("click");
  }

  get editor() {
    return this.dom.getByRole("textbox", { name: this.text("editor-label"), exact: true });
  }

  /** The page that has this pane, where there is room for only one. */
  async show(pane) {
    const tab = this.dom.getByRole("tab", { name: this.text(`window-page-${pane}`), exact: true });
    if (await tab.count()) await this.click(tab.first());
  }

  /** Waits until the window is there with a project in it: where the editor is in sight, with its text. */
  async opened() {
    await this.ready();
    const look = async () => (await this.editor.count()) === 0 || (await this.editor.inputValue()) !== "";
    await until(look, PATIENCE_MS, "a project is open");
  }

  /** Waits until what is typed comes into a field, as a person does who sees its cursor. */
  async keyboardIsThere(ask = async () => {}) {
    await until(
      async () => {
        await ask();
        // Keys pressed before the next frame, when the page notices where the focus went, are lost.
        await this.page.waitForTimeout(300);
        return this.page.evaluate(() => document.activeElement?.tagName === "INPUT");
      },
      PATIENCE_MS,
      "a field has the keyboard",
    );
  }

  /** Writes a program in place of the one there, as a person pastes it. */
  async write(program) {
    await this.show("program");
    // Asked for again, as a person would click again: what else happens in the page may take the focus away.
    await this.keyboardIsThere(() => this.editor.focus());
    await this.page.keyboard.press("Control+A");
    if (program === "") {
      await this.page.keyboard.press("Delete");
    } else {
      await this.page.evaluate((program) => navigator.clipboard.writeText(program), program);
      await this.page.keyboard.press("Control+V");
    }
    await until(
      async () => (await this.editor.inputValue()) === program,
      PATIENCE_MS,
      async () => `the editor has ${JSON.stringify(program)}, not ${JSON.stringify(await this.editor.inputValue())}`,
    );
  }

  async run() {
    await this.click(this.button("window-run"));
  }

  async stop() {
    await this.click(this.button("window-stop"));
  }

  /** Writes a program and runs it. */
  async runProgram(program) {
    await this.write(program);
    await this.run();
  }

  /** Whether something runs: then it can be stopped. */
  async isRunning() {
    const stop = this.button("window-stop").first();
    return (await stop.count()) > 0 && (await stop.getAttribute("aria-disabled")) !== "true";
  }

  /** Waits until nothing runs. */
  async ended(limit_ms = PATIENCE_MS) {
    await until(async () => !(await this.isRunning()), limit_ms, "the run has ended");
  }

  /** Waits until a line of the console, or any other text of the window, is there. */
  async says(what, limit_ms = PATIENCE_MS) {
    const found = this.dom.getByText(what, { exact: typeof what === "string" });
    await until(() => found.count(), limit_ms, async () => `"${what}" is said; there is: ${await this.all()}`);
  }

  /** Waits until a text of the Fluent files is there, whatever its values are. */
  async saysText(id, limit_ms = PATIENCE_MS) {
    await this.says(pattern(this.language, id), limit_ms);
  }

  /** What a screen reader finds in the whole window. */
  all() {
    return this.dom.ariaSnapshot();
  }

  /** The micro:bit's LEDs as its picture tells them: five rows of five digits, or `null` where there is none. */
  async leds() {
    const name = pattern(this.language, "board-display");
    const display = this.dom.getByRole("img", { name });
    if ((await display.count()) === 0) return null;
    const label = await display.first().getAttribute("aria-label", { timeout: 2000 }).catch(() => null);
    // The row's number, and its LEDs.
    const rows = label ? [...label.matchAll(/((?:\d ){4}\d)(?!\d)/g)].map((found) => found[1].replaceAll(" ", "")) : [];
    return rows.length === 5 ? rows : null;
  }

  /** Waits until the LEDs show a picture. */
  async shows(picture, limit_ms = PATIENCE_MS) {
    await until(
      async () => JSON.stringify(await this.leds()) === JSON.stringify(picture),
      limit_ms,
      async () => `the display shows ${picture.join(":")}, not ${(await this.leds())?.join(":")}`,
    );
  }

  /** Chooses another language. */
  async speak(language) {
    const names = { fi: /^suomi$/i, sv: /^svenska$/i, en: /^english$/i };
    await this.click(this.button("window-settings").first());
    await this.click(this.dom.getByRole("radio", { name: names[language] }));
    this.language = language;
    await this.closeSheet("preferences-close");
    await this.ready();
  }

  /** Closes the sheet that is open, and waits until it is gone. */
  async closeSheet(id = "window-close") {
    const close = this.button(id).first();
    await this.click(close);
    await close.waitFor({ state: "detached", timeout: PATIENCE_MS });
  }

  /** Opens the sheet with the boards; its button says which board is looked at. */
  async openBoards() {
    const ids = ["window-board-simulated", "window-board-real", "window-board-away"];
    const name = ids.map((id) => pattern(this.language, id).source);
    await this.click(this.find("button", new RegExp(`^(${name.join("|")})$`)).first());
    await this.says(this.text("window-boards-simulated"));
  }

  /** Lets the browser's chooser give a board, if it was not given before, and connects to it. */
  async connect() {
    await this.openBoards();
    const connect = this.find("button", pattern(this.language, "window-boards-connect-to"));
    const choose = this.button("window-boards-choose");
    await until(async () => (await connect.count()) || (await choose.count()), PATIENCE_MS, "boards can be chosen");
    // The list of ports given before comes a moment later.
    await this.page.waitForTimeout(500);
    if ((await connect.count()) === 0) await this.click(choose);
    await this.click(connect.first());
    await this.saysText("window-connected", 40_000);
    await this.closeSheet();
  }
}
