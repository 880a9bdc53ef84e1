// The service worker: keeps one whole version of the page, so that it works without a network.
//
// `PAGE` stands before this in the page's sw.js: `version`, the `files` the page begins with, with the beginnings of their SHA-256 hashes,
// and those for `later`: lessons, and what reads them.
"use strict";

const CACHE_PREFIX = "digilab-page-";
const CACHE = CACHE_PREFIX + PAGE.version;
const ROOT = self.registration.scope;

async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function keep(cache, name, hash) {
  const address = new URL(name, ROOT).href;
  const response = await fetch(address, { cache: "no-cache" });
  const bytes = await response.arrayBuffer();
  if (!response.ok || !(await sha256(bytes)).startsWith(hash)) {
    throw new Error(`${name} is not of version ${PAGE.version}`);
  }
  const headers = new Headers(response.headers);
  // The body is unpacked already.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  await cache.put(address, new Response(bytes, { headers }));
}

// All files, or none: a server in the midst of getting a new version has some of each, and is asked again later.
async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(PAGE.files).map(([name, hash]) => keep(cache, name, hash)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// One after the other, so that it is not in the way of what the page does. What cannot be had now is tried again when
// the page begins the next time.
async function keepLater() {
  const cache = await caches.open(CACHE);
  for (const [name, hash] of Object.entries(PAGE.later)) {
    if (!(await cache.match(new URL(name, ROOT).href))) {
      await keep(cache, name, hash);
    }
  }
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// Whether a new version is taken now: at a start, when no other page has the lab open. A page that is loaded again
// still counts as one. Once in a while only: what does not succeed at once must not keep a pupil waiting.
let asked_ms = 0;

async function takesNewVersion(request) {
  const waiting = self.registration.waiting;
  if (request.mode !== "navigate" || !waiting || Date.now() - asked_ms < 10_000) {
    return false;
  }
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length > (request.isReloadNavigation ? 1 : 0)) {
    return false;
  }
  asked_ms = Date.now();
  waiting.postMessage("take-over");
  return true;
}

async function serve(request) {
  if (await takesNewVersion(request)) {
    // A page of nothing that loads itself again, and asks for no icon.
    const nothing = '<!doctype html><link rel="icon" href="data:,">';
    return new Response(nothing, { headers: { "Content-Type": "text/html", Refresh: "0" } });
  }
  const address = new URL(request.url);
  const name = address.href.slice(ROOT.length).replace(/[?#].*/s, "") || "index.html";
  if (name in PAGE.files || name in PAGE.later) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(new URL(name, ROOT).href);
    if (kept) {
      return kept;
    }
  }
  // Without a network, a school's settings of the usage log hold as they were seen last.
  const lastSeen = name === "usage.json" ? () => new Response(null, { status: 204 }) : undefined;
  return fetch(request).catch(lastSeen);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(ROOT) && request.cache !== "only-if-cached") {
    event.respondWith(serve(request));
  }
});

// The version before asks this one to take its place. Until then it waits, so that no page is of two versions.
self.addEventListener("message", (event) => {
  if (event.data === "take-over") {
    event.waitUntil(self.skipWaiting());
  } else if (event.data === "keep-later") {
    event.waitUntil(keepLater().catch(() => {}));
  }
});
