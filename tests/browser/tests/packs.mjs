// Lesson packs on the page: those that come with it, and those that are brought here.
import { createServer } from "node:http";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { test } from "../harness.mjs";
import { PATIENCE_MS } from "../lab.mjs";
import { pattern } from "../texts.mjs";
import { check, until } from "../wait.mjs";
import { zip } from "../zip.mjs";

const packs = fileURLToPath(new URL("../../../lessons/packs/", import.meta.url));
/** What is fetched only when it is wanted: the packs, and the worker that reads them. */
const LATER = /^\/(packs\/|(digilab_)?lesson_worker)/;
const READER = /\/lesson_worker\.js$/;
/** What is said where a pack cannot be had. */
const NOT_ALLOWED = "project-pack-not-fetched";
const NOTHING_THERE = "project-pack-not-fetched";
const NO_ADDRESS = "project-pack-not-fetched";
const NOT_LOADED = "project-pack-reader-failed";

/** The built-in pack that is opened here, by the beginning of its card's name. */
const DOOR = /^Kävijälaskuri\./;
/** The text that its first step begins with. */
const FIRST_STEP = /Montako ihmistä kirjastossa/;
/** The teacher's. */
const OWN = /^Opettajan oma\./;

/** A pack of a teacher's, made of a built-in one. `more`: files, or how a text is changed. */
function teachersPack(more = []) {
  const files = new Map();
  const folder = join(packs, "door-counter");
  for (const path of readdirSync(folder, { recursive: true })) {
    if (statSync(join(folder, path)).isFile()) files.set(path, readFileSync(join(folder, path), "utf8"));
  }
  const manifest = files.get("pack.toml").replace('"door-counter"', '"teachers-own"');
  files.set("pack.toml", manifest.replace("Kävijälaskuri", "Opettajan oma"));
  for (const [path, change] of more) files.set(path, typeof change === "function" ? change(files.get(path)) : change);
  return zip(files);
}

/** Puts a picture before a step's text. */
const withPicture = (path, alt) => (text) => text.replace("\n---\n", `\n---\n\n![${alt}](${path})\n`);

/** Another site, for as long as the test lasts. */
async function otherSite(t, files, headers) {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const file = files[request.url];
    if (file === undefined) {
      response.writeHead(404, headers).end();
      return;
    }
    response.writeHead(200, { "Content-Type": "application/octet-stream", ...headers });
    if (typeof file === "function") file(response);
    else response.end(file);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  t.context.on("close", close);
  return { url: `http://127.0.0.1:${server.address().port}`, requests, close };
}

const ALLOWS = { "Access-Control-Allow-Origin": "*" };
const link = (address) => `?pack=${encodeURIComponent(address)}`;
const card = (lab, name) => lab.find("button", name);
const asked = (t) => t.server.requests.filter((path) => LATER.test(path));

async function showShelf(lab) {
  await lab.click(lab.button("window-lessons").first());
  await lab.says(lab.text("lessons-built-in"));
}

/** Waits until a pack is open: a step with its text and its check. */
async function opened(lab) {
  await lab.button("lessons-check").first().waitFor({ timeout: PATIENCE_MS });
  await lab.says(FIRST_STEP);
}

/** Scrolls the panel to its end, where a person would look for what is not in sight. */
async function scrollDown(lab, above) {
  const { x, y } = await above.boundingBox();
  await lab.page.mouse.move(x + 20, y + 10);
  await lab.page.mouse.wheel(0, 10_000);
}

/** The colours in the left and the right half of where an element is. */
async function coloursOf(lab, element) {
  const shot = (await lab.page.screenshot({ clip: await element.boundingBox() })).toString("base64");
  return lab.page.evaluate(async (shot) => {
    const image = new Image();
    image.src = `data:image/png;base64,${shot}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const at = (part) => [...context.getImageData(image.width * part, image.height / 2, 1, 1).data].slice(0, 3);
    return [...at(0.25), ...at(0.75)];
  }, shot);
}

test("built_in_packs_are_fetched_when_they_are_wanted", {}, async (t) => {
  const lab = await t.open();
  check(asked(t).length === 0, `to begin, nothing of the packs is fetched: ${asked(t)}`);
  await showShelf(lab);
  const all = JSON.parse(readFileSync(join(t.folder, "packs/list.json"), "utf8"));
  check(all.length >= 11, "all packs are in the list");
  for (const { title } of all) {
    await until(() => card(lab, new RegExp(`^${title.fi}\\.`)).count(), PATIENCE_MS, `"${title.fi}" is on the shelf`);
  }
  check(asked(t).join() === "/packs/list.json", `the list is all that is fetched: ${asked(t)}`);
  await lab.click(card(lab, DOOR));
  await opened(lab);
  check(asked(t).includes("/packs/door-counter.digilab"), "the pack was fetched");
  check(asked(t).some((path) => path.endsWith("_bg.wasm")), "what reads it was fetched");
});

test("a_pack_in_the_address_opens_and_is_kept", {}, async (t) => {
  const site = await otherSite(t, { "/own.digilab": teachersPack() }, ALLOWS);
  const lab = await t.open(link(`${site.url}/own.digilab`));
  await opened(lab);
  const [{ headers }] = site.requests;
  check(!headers.cookie && !headers.referer, "nothing of the person's goes along");
  // Another day, without the link and without the other site.
  site.close();
  await lab.page.close();
  const again = await t.open();
  await opened(again);
  await again.click(again.button("lessons-back"));
  await again.says(again.text("lessons-opened"));
  await again.click(card(again, again.text("lessons-forget", { title: "Opettajan oma" })));
  await until(async () => (await card(again, OWN).count()) === 0, PATIENCE_MS, "it is forgotten");
  await again.page.reload();
  await again.opened();
  await showShelf(again);
  check((await card(again, OWN).count()) === 0, "it stays forgotten");
});

test("a_class_that_lost_its_network_goes_on_with_the_pack_of_its_link", {}, async (t) => {
  const site = await otherSite(t, { "/own.digilab": teachersPack() }, ALLOWS);
  const address = link(`${site.url}/own.digilab`);
  const lab = await t.open(address);
  await opened(lab);
  await lab.page.close();
  site.close();
  t.allow(/ERR_CONNECTION_REFUSED/);
  await opened(await t.open(address));
});

test("a_relative_address_of_a_pack_is_one_beside_the_page", {}, async (t) => {
  await opened(await t.open("?pack=packs/door-counter.digilab"));
});

test("an_address_that_gives_no_pack_is_told_in_words", {}, async (t) => {
  t.allow(/CORS|ERR_FAILED|404/);
  const site = await otherSite(t, { "/own.digilab": teachersPack() }, {});
  for (const [address, id] of [
    [`${site.url}/own.digilab`, NOT_ALLOWED],
    ["packs/nothing.digilab", NOTHING_THERE],
    ["http://192.0.2.1/a.digilab", NO_ADDRESS],
    ["javascript:alert(1)", NO_ADDRESS],
    ["data:application/zip;base64,UEsDBA==", NO_ADDRESS],
    ["https://teacher:secret@example.org/a.digilab", NO_ADDRESS],
  ]) {
    const lab = await t.open(link(address));
    await lab.saysText(id);
    await lab.saysText(`${id}.advice`);
    await lab.page.close();
  }
});

const endless = (response) => {
  const block = Buffer.alloc(1 << 20);
  const more = () => {
    while (!response.destroyed && response.write(block));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
};
const drawing = (inside) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">${inside}</svg>`;
const withDrawing = (inside) =>
  teachersPack([
    ["assets/a.svg", drawing(inside)],
    ["steps/01-gate/fi.md", withPicture("assets/a.svg", "Kuva")],
  ]);

for (const [name, pack, id] of [
  ["no_zip", "This is no zip.", "pack-zip-broken"],
  ["a_path_out_of_it", zip([["../pack.toml", "id"], ["pack.toml", "id"]]), "pack-path-escapes"],
  ["no_end", endless, "pack-zip-too-large"],
  ["a_program_in_a_drawing", withDrawing("<script>alert(1)</script>"), "pack-image-active"],
]) {
  test(`a_pack_with_${name}_is_refused_and_the_page_goes_on`, {}, async (t) => {
    const site = await otherSite(t, { "/hostile.digilab": pack }, ALLOWS);
    const lab = await t.open(link(`${site.url}/hostile.digilab`));
    await lab.saysText(id, 60_000);
    await lab.runProgram('print("still here");');
    await lab.says("still here");
  });
}

test("a_file_with_a_pack_can_be_chosen_and_its_pictures_are_drawn", {}, async (t) => {
  // Half red, half blue, and no width and height of its own.
  const flag = drawing('<rect width="30" height="40" fill="red"/><rect x="30" width="30" height="40" fill="blue"/>');
  const dot = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const text = (text) => withPicture("assets/flag.svg", "Lippu")(withPicture("assets/dot.png", "Piste")(text));
  const pack = teachersPack([
    ["assets/flag.svg", flag],
    ["assets/dot.png", dot],
    ["steps/01-gate/fi.md", text],
  ]);
  const lab = await t.open();
  await showShelf(lab);
  await scrollDown(lab, card(lab, DOOR));
  // As a person would click again: while the shelf still fills, its buttons move.
  const chosen = async () => {
    const asked = lab.page.waitForEvent("filechooser", { timeout: 5_000 }).catch(() => undefined);
    await lab.click(lab.button("lessons-pick"));
    return asked;
  };
  const chooser = await until(chosen, PATIENCE_MS, "a file is asked for");
  await chooser.setFiles({ name: "own.digilab", mimeType: "application/octet-stream", buffer: pack });
  await opened(lab);
  for (const name of ["Lippu", "Piste"]) {
    const found = () => lab.find("img", name).count();
    await until(found, PATIENCE_MS, async () => `"${name}" is there; there is: ${await lab.all()}`);
  }
  const colours = () => coloursOf(lab, lab.find("img", "Lippu"));
  await until(
    async () => (await colours()).join() === "255,0,0,0,0,255",
    PATIENCE_MS,
    async () => `the drawing is red and blue, not ${await colours()}`,
  );
  await t.shot(lab, "pack-with-pictures");
});

test("a_dropped_pack_opens", {}, async (t) => {
  const lab = await t.open();
  await lab.page.evaluate((bytes) => {
    const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([data], "OWN.DIGILAB"));
    for (const type of ["dragover", "drop"]) {
      const event = new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
      document.getElementById("lab").dispatchEvent(event);
    }
  }, teachersPack().toString("base64"));
  await opened(lab);
});

test("how_far_a_pupil_has_come_is_kept_and_damage_does_no_harm", {}, async (t) => {
  const lab = await t.open("?pack=packs/door-counter.digilab");
  await opened(lab);
  const kept = () =>
    lab.page.evaluate(() => {
      const key = Object.keys(localStorage).find((key) => /^digilab-progress.door-counter@/.test(key));
      return key ? JSON.parse(localStorage.getItem(key)) : undefined;
    });
  const hint = async () => {
    await scrollDown(lab, lab.find("heading", /Portti ovelle/));
    await lab.click(lab.find("button", pattern("fi", "lessons-show-hint")).first());
  };
  await hint();
  const told = async () => `it is kept: ${JSON.stringify(await kept())}`;
  await until(async () => (await kept())?.steps["01-gate"]?.hints === 1, PATIENCE_MS, told);
  // What another tab has reached meanwhile, and what makes no sense.
  await lab.page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => /^digilab-progress.door-counter@/.test(key));
    const progress = JSON.parse(localStorage.getItem(key));
    progress.steps["02-count"] = { has_passed: true, hints: 3 };
    localStorage.setItem(key, JSON.stringify(progress));
    localStorage.setItem(key.replace("door-counter", "broken"), "{");
  });
  await hint();
  const both = ({ steps }) => steps["01-gate"].hints === 2 && steps["02-count"].has_passed && steps["02-count"].hints === 3;
  await until(async () => both(await kept()), PATIENCE_MS, told);
  await lab.click(lab.button("lessons-back"));
  const begun = new RegExp(`^Kävijälaskuri\\. ${lab.text("lessons-progress", { passed: 1, all: 5 })}`);
  await until(() => card(lab, begun).count(), PATIENCE_MS, async () => `progress is shown: ${await lab.all()}`);
});

test("packs_open_without_a_network", { serviceWorkers: "allow" }, async (t) => {
  const lab = await t.open();
  await lab.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // Everything that is wanted later comes by itself: the packs, their list, and the reader's three files.
  const wanted = readdirSync(join(t.folder, "packs")).filter((name) => /\.(digilab|json)$/.test(name)).length + 3;
  const kept = () =>
    lab.page.evaluate(async () => {
      const name = (await caches.keys()).find((name) => name.startsWith("digilab-page-"));
      const keys = name ? await (await caches.open(name)).keys() : [];
      return keys.filter(({ url }) => /\/packs\/|\/(digilab_)?lesson_worker/.test(url)).length;
    });
  await until(async () => (await kept()) === wanted, PATIENCE_MS, async () => `${wanted} files are kept, not ${await kept()}`);
  await lab.page.reload();
  await lab.opened();
  t.allow(/sw\.js|ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED/);
  await t.server.close();
  await t.context.setOffline(true);
  await lab.page.reload();
  await lab.opened();
  await showShelf(lab);
  await lab.click(card(lab, DOOR));
  await opened(lab);
});

test("where_the_packs_reader_does_not_load_it_is_told", {}, async (t) => {
  t.allow(/ERR_FAILED|NetworkError|importScripts/);
  await t.context.route(READER, (route) => route.abort());
  const lab = await t.open();
  await showShelf(lab);
  await lab.click(card(lab, DOOR));
  await lab.saysText(NOT_LOADED);
  // And another time it does.
  await t.context.unroute(READER);
  // The sentence has taken some of the room.
  await lab.click(lab.button("notices-dismiss"));
  await lab.click(card(lab, DOOR));
  await opened(lab);
});
