// What comes from npm. It is kept outside the clone, where `tests/browser/get` has put it.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.DIGILAB_BROWSER_MODULES, "package.json"));

export const { chromium } = require("playwright-core");
export const { WebSocketServer } = require("ws");

/** Starts Debian's Chromium as a school computer without a graphics card would run it. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.DIGILAB_CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--disable-background-networking",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
    ],
  });
}
