// Hands out a built page on a free loopback port, as `digilab serve` and ordinary web hosts do.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".css": "text/css",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ico": "image/x-icon",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
};

/** A page of the same origin with nothing in it. */
export const BLANK = "/__blank";

/**
 * Begins to serve.
 * @param {string} folder the built page
 * @param {{upgrade?: Function}} options `upgrade`: takes the WebSockets, which so are of the page's own origin, as its
 *   policy wants
 * @returns {Promise<{url: string, requests: string[], close: () => Promise<void>}>} `close` cuts every connection,
 *   as a network that goes away
 */
export async function serve(folder, { upgrade } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    requests.push(path);
    const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    const headers = { "Cache-Control": "no-cache" };
    if (!["GET", "HEAD"].includes(request.method) || !file.startsWith(normalize(folder) + sep)) {
      response.writeHead(405, headers).end();
      return;
    }
    if (path === BLANK) {
      response.writeHead(200, { ...headers, "Content-Type": types[".html"] }).end('<!doctype html><title>Blank</title><link rel="icon" href="data:,">');
      return;
    }
    try {
      const body = await readFile(file);
      headers["Content-Type"] = types[extname(file)] ?? "application/octet-stream";
      headers["Content-Length"] = body.length;
      response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  if (upgrade) server.on("upgrade", upgrade);
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
