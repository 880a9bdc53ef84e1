// The service worker: keeps one whole version of the page, so that it works without a network, and isolates it
// from other sites, which a script's worker needs and not every server can arrange.
//
// `PAGE` stands before this in the page's sw.js: `version`, and the `files` with their SHA-256 hashes.
"use strict";

const CACHE_PREFIX = "digilab-page-";
const CACHE = CACHE_PREFIX + PAGE.version;
const ROOT = self.registration.scope;

const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

function isolated(response) {
  // What another site sent as opaque can be neither read nor changed.
  if (response.status === 0) {
    return response;
  }
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) {
    headers.set(name, value);
  }
  // The body is unpacked already.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// All files, or none: a server in the midst of getting a new version has some of each, and is asked again later.
async function install() {
  const cache = await caches.open(CACHE);
  const keep = async ([name, hash]) => {
    const address = new URL(name, ROOT).href;
    const response = await fetch(address, { cache: "no-cache" });
    const bytes = await response.arrayBuffer();
    if (!response.ok || (await sha256(bytes)) !== hash) {
      throw new Error(`${name} is not of version ${PAGE.version}`);
    }
    await cache.put(address, isolated(new Response(bytes, { headers: response.headers })));
  };
  try {
    await Promise.all(Object.entries(PAGE.files).map(keep));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function serve(request) {
  const address = new URL(request.url);
  const name = address.href.slice(ROOT.length).replace(/[?#].*/s, "") || "index.html";
  if (name in PAGE.files) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(new URL(name, ROOT).href);
    if (kept) {
      return kept;
    }
  }
  return isolated(await fetch(request));
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(ROOT) && request.cache !== "only-if-cached") {
    event.respondWith(serve(request));
  }
});

// A page that has just begun asks for this version. Others that are open go on with theirs: then it waits.
self.addEventListener("message", (event) => {
  if (event.data !== "take-over") {
    return;
  }
  const takeOver = async () => {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const takes = pages.length <= 1;
    event.ports[0]?.postMessage(takes);
    if (takes) {
      await self.skipWaiting();
    }
  };
  event.waitUntil(takeOver());
});
