// A test in the browser: a page that is served to it alone, a browser's context of its own, a desk with boards. A
// test fails by an error it throws, and by any error in the page's console, any error the page does not catch, and
// any request that fails, unless the test says that it is what is tried.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Desk } from "./boards.mjs";
import { Lab } from "./lab.mjs";
import { BLANK, serve } from "./serve.mjs";

const fakeSerial = readFileSync(fileURLToPath(new URL("fake_serial.js", import.meta.url)), "utf8");

/** The sizes that pictures are taken in. */
export const SIZES = {
  desktop: { viewport: { width: 1366, height: 768 } },
  tablet: { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

/**
 * In the page: a device with more than one pixel to CSS's is only played, and Chromium plays it everywhere but here,
 * where it tells of its own screen's pixels.
 */
function seeDevicePixels() {
  const { get } = Object.getOwnPropertyDescriptor(ResizeObserverEntry.prototype, "contentBoxSize");
  const pixels = (points) => ({ value: Math.round(points * devicePixelRatio) });
  Object.defineProperty(ResizeObserverEntry.prototype, "devicePixelContentBoxSize", {
    get() {
      return get.call(this).map(({ inlineSize, blockSize }) =>
        Object.create(ResizeObserverSize.prototype, { inlineSize: pixels(inlineSize), blockSize: pixels(blockSize) }),
      );
    },
  });
}

const tests = [];

/**
 * Adds a test.
 * @param {string} name in words_with_underlines, as Rust's tests are called
 * @param {object} options
 *   `serial` (`"none"`): `"fake"` gives the page boards from the desk, `"none"` leaves the browser's own without any,
 *   `"missing"` takes `navigator.serial` away;
 *   `size` (desktop), `language` (fi), `dark` (false);
 *   `serviceWorkers` (`"block"`, so that each page is as it was served; `"allow"`);
 *   `before`: a script that runs in the page before it
 * @param {(t: Trial) => Promise<void>} body
 */
export function test(name, options, body) {
  tests.push({ name, options, body });
}

export { tests };

/** What a test works with. */
export class Trial {
  complaints = [];
  /** What stands below the test's result, for whoever reads it. */
  remarks = [];
  #allowed = [];
  #contexts = [];

  constructor(browser, folder, shots, options) {
    Object.assign(this, { browser, folder, shots, options });
    this.desk = new Desk();
  }

  async begin() {
    this.server = await serve(this.folder, { upgrade: this.desk.upgrade });
    this.context = await this.newContext();
  }

  async end() {
    for (const context of this.#contexts) await context.close().catch(() => {});
    await this.desk.clear();
    await this.server?.close();
  }

  /** Another person's browser, or one of another size. */
  async newContext(options = this.options) {
    const { size = "desktop", language = "fi", dark = false, serial = "none", serviceWorkers = "block" } = options;
    const context = await this.browser.newContext({
      ...SIZES[size],
      locale: { fi: "fi-FI", sv: "sv-SE", en: "en-GB" }[language],
      colorScheme: dark ? "dark" : "light",
      serviceWorkers,
      acceptDownloads: true,
      // Tests paste as a person does: by way of the clipboard.
      permissions: ["clipboard-read", "clipboard-write"],
    });
    this.#contexts.push(context);
    if (serial === "fake") await context.addInitScript(fakeSerial);
    if (serial === "missing") {
      await context.addInitScript(() => {
        delete Navigator.prototype.serial;
        delete globalThis.Serial;
        delete globalThis.SerialPort;
      });
    }
    await context.addInitScript(seeDevicePixels);
    if (options.before) await context.addInitScript(options.before);
    return context;
  }

  /** Opens the lab in a tab. `path`: behind the page's address, such as a fragment. */
  async open(path = "", { context = this.context, options = this.options } = {}) {
    const page = await context.newPage();
    this.#watch(page);
    const lab = new Lab(page, options.language ?? "fi");
    lab.touch = Boolean(SIZES[options.size ?? "desktop"].hasTouch);
    await page.goto(this.server.url + path);
    await lab.opened();
    return lab;
  }

  /** Opens a tab with nothing in it, of the lab's origin. */
  async openBlank() {
    const page = await this.context.newPage();
    this.#watch(page);
    await page.goto(new URL(BLANK, this.server.url).href);
    return page;
  }

  /** Tells the reader something. */
  remark(text) {
    this.remarks.push(text);
  }

  /** From now on complaints that fit `pattern` are what is tried. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  /** Takes a picture of a page, if pictures are wanted. */
  async shot(lab, name) {
    if (this.shots) await lab.page.screenshot({ path: join(this.shots, `${name}.png`) });
  }

  /** What the page complained about that nobody tried. */
  get unexpected() {
    return this.complaints.filter((complaint) => !this.#allowed.some((pattern) => pattern.test(complaint)));
  }

  #watch(page) {
    const add = (complaint) => this.complaints.push(complaint);
    // Most schools decide nothing about the usage log, and have no file for it.
    const isDecision = (address) => new URL(address, this.server.url).pathname.endsWith("/usage.json");
    page.on("console", (message) => {
      const isMissing = isDecision(message.location().url || BLANK) && message.text().includes("404");
      if (message.type() === "error" && !isMissing) add(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => add(`page error: ${error.stack ?? error.message}`));
    page.on("crash", () => add("the tab crashed"));
    page.on("requestfailed", (request) => {
      // A page that is left or loaded again stops what it was loading.
      if (request.failure()?.errorText === "net::ERR_ABORTED") return;
      add(`request failed: ${request.url()} (${request.failure()?.errorText})`);
    });
    page.on("response", (response) => {
      if (response.status() === 404 && isDecision(response.url())) return;
      if (response.status() >= 400) add(`request failed: ${response.url()} (${response.status()})`);
    });
  }
}
