// The usage log: what happened is still there on another day, whoever else has the log open, wherever it can be kept.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { test } from "../harness.mjs";
import { PATIENCE_MS } from "../lab.mjs";
import { check, sleep, until } from "../wait.mjs";

/** How long a tab waits for the log before it says that another has it: see PATIENCE_MS in web/usage_worker/src/worker.rs. */
const BUSY_MS = 1_500;

/** In the page: the log's worker, spoken with as the page does. */
function startWorker() {
  const worker = new Worker("usage_worker.js");
  globalThis.usage = { worker, answers: [], waiting: [], fell: undefined };
  const listens = new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => {
      if (data === null) return resolve();
      const answer = data && JSON.parse(data);
      usage.answers.push(answer);
      usage.waiting.shift()?.(answer);
    });
  });
  worker.addEventListener("error", (event) => (usage.fell = event.message));
  return listens;
}

/** A tab with nothing but the log's worker in it. */
class Tab {
  static async open(t) {
    const tab = new Tab();
    tab.page = await t.openBlank();
    await tab.page.evaluate(startWorker);
    return tab;
  }

  /** Tells the worker something for which there is no answer. */
  async say(...asks) {
    await this.page.evaluate((asks) => {
      for (const ask of asks) usage.worker.postMessage(JSON.stringify([ask, Date.now()]));
    }, asks);
  }

  /** Asks the worker something. */
  async ask(ask) {
    return this.page.evaluate(
      (ask) =>
        new Promise((resolve) => {
          usage.waiting.push(resolve);
          usage.worker.postMessage(JSON.stringify([ask, Date.now()]));
        }),
      ask,
    );
  }

  /** What the log holds, the last event first; waits while another tab has the log. */
  async held() {
    let answer;
    const get = async () => (answer = await this.ask("Held")).Held;
    return until(get, PATIENCE_MS, () => `what the log holds, not ${JSON.stringify(answer)}`);
  }

  /** The names of the log's events, in their order, without the minutes that passed. */
  async events() {
    const { newest } = await this.held();
    return newest.map(({ event }) => event).filter((event) => event !== "session-checkpoint").reverse();
  }

  /** Says that the page goes, and closes it. */
  async close() {
    await this.page.evaluate(() => usage.worker.postMessage(null));
    // As long as the browser has it, the next tab may have to wait.
    await sleep(300);
    await this.page.close();
  }
}

const connected = (family) => ({ Note: { event: "board-connected", family } });
const BUSY = { Trouble: { code: "Busy", value: "" } };

/** Has the worker begin with `script`. */
async function before(t, script) {
  const program = readFileSync(join(t.folder, "usage_worker.js"), "utf8");
  await t.context.route("**/usage_worker.js", (route) => route.fulfill({ contentType: "text/javascript", body: `${script}\n${program}` }));
}

/** In the page: how many events wait in the database beside the log. */
function countBeside() {
  return new Promise((resolve) => {
    const request = indexedDB.open("digilab-usage");
    request.onsuccess = () => {
      const count = request.result.transaction("records").objectStore("records").count();
      count.onsuccess = () => resolve(count.result, request.result.close());
    };
  });
}

const WITHOUT_FILES = "delete StorageManager.prototype.getDirectory;";

/** What the school has decided. */
async function decide(t, body, status = 200) {
  await t.context.unroute("**/usage.json");
  await t.context.route("**/usage.json", (route) => route.fulfill({ status, contentType: "application/json", body }));
}

test("a_run_is_in_the_usage_log_on_another_day", {}, async (t) => {
  const lab = await t.open();
  await lab.runProgram('print("logged");');
  await lab.says("logged");
  // The log comes after the page.
  await until(() => t.server.requests.includes("/digilab_usage_worker_bg.wasm"), PATIENCE_MS, "the log's worker is fetched");
  await sleep(3_000);
  await lab.page.reload();
  await lab.ready();
  await lab.page.close();
  const tab = await Tab.open(t);
  const events = await tab.events();
  check(events[0] === "session-started" && events[1] === "script-run", `the run is there: ${events}`);
  t.remark(`${events.join(" ")}`);
  check(events.at(-1) === "session-started", `the session that reads it goes on: ${events}`);
});

test("my_data_shows_what_the_page_has_written_and_an_invitation_joins", {}, async (t) => {
  const lab = await t.open();
  await lab.runProgram('print("logged");');
  await lab.says("logged");
  await lab.click(lab.button("window-settings").first());
  await lab.click(lab.button("use-tab-data").first());
  await lab.saysText("use-event-script-run");
  await lab.saysText("use-event-session-started");
  await lab.page.close();
  // A code whose check is right, as in a teacher's link.
  const fragment = Buffer.from("c6hdh7\nOvet").toString("base64url");
  const pupil = await t.open(`#w=${fragment}`);
  await pupil.saysText("use-joined");
  await pupil.says("Ovet");
  // Another link, in the tab that is open.
  const other = Buffer.from("qqb98b\nValot").toString("base64url");
  await pupil.page.evaluate((other) => (location.hash = `#w=${other}`), other);
  await pupil.says("Valot");
  await sleep(3_500);
  await pupil.page.close();
  const tab = await Tab.open(t);
  const { newest } = await tab.held();
  const joined = newest.filter(({ event }) => event === "workshop-joined").map(({ fields }) => fields);
  check(joined.join() === "workshop=qqb98b,workshop=c6hdh7", `they are in the log: ${JSON.stringify(newest)}`);
  check(!/Ovet|Valot/.test(JSON.stringify(newest)), "their titles are not");
});

test("a_usage_log_is_there_again_and_sessions_end", {}, async (t) => {
  let tab = await Tab.open(t);
  await tab.say(connected("microbit"), "Input", connected("arduino"));
  const first = ["session-started", "board-connected", "board-connected"];
  check((await tab.events()).join() === first.join(), "what was said is there");
  await tab.close();
  tab = await Tab.open(t);
  const all = [...first, "session-ended", "session-started"];
  const events = await tab.events();
  check(events.join() === all.join(), `it is there again: ${events}`);
  const { newest, oldest, settings } = await tab.held();
  check(/^\d{4}-\d\d-\d\d$/.test(oldest) && newest.at(-2).fields === "family=microbit", JSON.stringify(newest));
  check(newest[0].fields.includes("edition=browser") && settings.is_on, JSON.stringify(newest[0]));
  const { Exported } = await tab.ask("Export");
  check(Exported.trim().split("\n").length === all.length, `a line for each event: ${Exported}`);
  const { Report } = await tab.ask({ Report: "SchoolYear" });
  check(Report, "there is a report");
  const { Held } = await tab.ask("Delete");
  check(Held.events === 1, `what is deleted is gone: ${JSON.stringify(Held)}`);
  await tab.close();
  tab = await Tab.open(t);
  check((await tab.held()).events === 3, "it stays so");
});

test("a_killed_tab_loses_nothing_of_the_usage_log_that_it_told", {}, async (t) => {
  for (let kill = 1; kill <= 5; kill += 1) {
    const tab = await Tab.open(t);
    for (let number = 0; number < kill; number += 1) await tab.say(connected("text"));
    const { events } = await tab.held();
    const promised = ((kill - 1) * kill) / 2 + kill + kill;
    check(events === promised, `${promised} events are promised, and there are ${events}`);
    // Ends the worker in the midst of whatever it does.
    await tab.say(...Array.from({ length: 20 }, () => "Input"));
    await tab.page.evaluate(() => usage.worker.terminate());
    await tab.page.close();
  }
});

test("a_second_tab_waits_for_the_usage_log_and_loses_nothing", {}, async (t) => {
  const first = await Tab.open(t);
  await first.say(connected("microbit"));
  check((await first.held()).events === 2, "the first tab has the log");
  const second = await Tab.open(t);
  await second.say(connected("arduino"));
  const asked_ms = Date.now();
  const answer = await second.ask("Held");
  check(JSON.stringify(answer) === JSON.stringify(BUSY), `it is told that another has it: ${JSON.stringify(answer)}`);
  check(Date.now() - asked_ms < BUSY_MS + 3_000, "it is told soon");
  await second.say("Input", connected("text"));
  // A third waits, and is killed before its turn.
  const third = await Tab.open(t);
  await third.say({ Note: { event: "board-failed", code: "port-missing" } });
  await third.ask("Held");
  await third.say(connected("text"));
  await sleep(500);
  await third.page.evaluate(() => usage.worker.terminate());
  await third.page.close();
  await first.close();
  const { newest, events } = await second.held();
  const sessions = newest.filter(({ event }) => event === "session-started").length;
  const families = newest.filter(({ event }) => event === "board-connected").map(({ fields }) => fields.replace("family=", ""));
  check(sessions === 3, `three sessions: ${JSON.stringify(newest)}`);
  check(families.sort().join() === "arduino,microbit,text,text", `all of what happened: ${families}`);
  check(newest.filter(({ event }) => event === "board-failed").length === 1, "what happened in the tab that was killed");
  check(newest.filter(({ event }) => event === "session-ended").length === 2, `two have ended: ${events}`);
});

test("without_files_the_usage_log_waits_in_a_database", {}, async (t) => {
  await before(t, WITHOUT_FILES);
  await decide(t, '{"is_pseudonymous": true}');
  let tab = await Tab.open(t);
  await tab.say(connected("microbit"));
  const { pseudonym, events } = await tab.held();
  check(pseudonym && events === 2, "there is a log");
  await tab.page.evaluate(() => usage.worker.terminate());
  await tab.page.close();
  tab = await Tab.open(t);
  let held = await tab.held();
  check(held.events === 3 && held.pseudonym === pseudonym, `what happened is there again: ${JSON.stringify(held)}`);
  // Something that is no event does no harm.
  await tab.page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open("digilab-usage");
        request.onsuccess = () => {
          const transaction = request.result.transaction("records", "readwrite");
          transaction.objectStore("records").put("{", "damaged");
          transaction.objectStore("records").put({}, "nonsense");
          transaction.oncomplete = () => resolve(request.result.close());
        };
      }),
  );
  const chosen = { is_on: true, is_pseudonymous: true, persons_per_seat: 3 };
  held = (await tab.ask({ Choose: chosen })).Held;
  check(held.settings.persons_per_seat === 3 && held.events === 5, `a choice begins another session: ${JSON.stringify(held)}`);
  await tab.close();
  tab = await Tab.open(t);
  held = await tab.held();
  check(held.events === 7 && held.settings.persons_per_seat === 3, `the choice is there again: ${JSON.stringify(held)}`);
  await tab.close();
  // Once there are files, all of it goes there.
  await t.context.unroute("**/usage_worker.js");
  tab = await Tab.open(t);
  held = await tab.held();
  check(held.events === 9 && held.pseudonym === pseudonym, `the file has it all: ${JSON.stringify(held)}`);
  const left = await tab.page.evaluate(countBeside);
  check(left === 0, `${left} events are left beside it`);
  const { Held } = await tab.ask("Delete");
  check(Held.events === 1 && Held.settings.persons_per_seat === 3, "all of it is deleted but the decision");
});

test("a_page_that_did_not_come_safely_has_a_usage_log_all_the_same", {}, async (t) => {
  await before(t, `${WITHOUT_FILES} delete WorkerNavigator.prototype.locks;`);
  const [one, two] = [await Tab.open(t), await Tab.open(t)];
  check((await one.events()).length === 1, "nobody waits for another");
  await two.say(connected("text"));
  await two.held();
  await one.say(connected("arduino"));
  await one.close();
  await two.close();
  const tab = await Tab.open(t);
  const names = (await tab.events()).sort();
  const all = ["board-connected", "board-connected", "session-ended", "session-ended", ...Array(3).fill("session-started")];
  check(names.join() === all.join(), `both have written: ${names}`);
});

test("a_school_decides_about_the_usage_log_by_a_file", {}, async (t) => {
  await decide(t, '{"school": "oulu-17", "persons_per_seat": 2}');
  let tab = await Tab.open(t);
  let held = await tab.held();
  check(held.settings.school === "oulu-17" && held.newest[0].fields.includes("school=oulu-17"), JSON.stringify(held));
  const chosen = { is_on: false, is_pseudonymous: false, persons_per_seat: 2 };
  held = (await tab.ask({ Choose: chosen })).Held;
  check(!held.settings.is_on && !held.is_fixed, JSON.stringify(held));
  await tab.say(connected("text"));
  check((await tab.held()).events === 2, "nothing is written down any more");
  await tab.close();
  // Without a network, what the file said last holds.
  t.allow(/usage\.json|503|Failed to load/);
  await decide(t, "", 503);
  tab = await Tab.open(t);
  held = await tab.held();
  check(held.settings.school === "oulu-17" && !held.settings.is_on, JSON.stringify(held));
  await tab.close();
  await decide(t, '{"is_on": fals');
  tab = await Tab.open(t);
  held = (await tab.held());
  check(held.is_fixed && !held.settings.is_on, JSON.stringify(held));
  const told = await tab.page.evaluate(() => usage.answers[0]);
  check(told.Trouble?.code === "SettingsWrong" && told.Trouble.value === "usage.json", JSON.stringify(told));
  const refused = await tab.ask({ Choose: { ...chosen, is_on: true } });
  check(refused.Trouble?.code === "NotKept", JSON.stringify(refused));
});

test("a_damaged_usage_log_is_kept_and_a_new_one_begun", {}, async (t) => {
  let tab = await Tab.open(t);
  await tab.say(connected("text"));
  check((await tab.held()).events === 2, "there is a log");
  await tab.close();
  const damaged = await t.openBlank();
  const files = await damaged.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const pool = await (await root.getDirectoryHandle("digilab-usage")).getDirectoryHandle(".opaque");
    let files = 0;
    for await (const file of pool.values()) {
      const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
      // The database: behind the pool's own beginning.
      if (bytes.length <= 4096) continue;
      bytes.fill(0x5a, 4096);
      const writable = await file.createWritable();
      await writable.write(bytes);
      await writable.close();
      files += 1;
    }
    return files;
  });
  check(files === 1, `${files} files are damaged`);
  await damaged.close();
  tab = await Tab.open(t);
  check((await tab.held()).events === 1, "a new log is begun");
  const told = await tab.page.evaluate(() => usage.answers[0]);
  check(told.Trouble?.code === "Damaged" && told.Trouble.value === "usage-1.sqlite3", JSON.stringify(told));
  await tab.close();
  tab = await Tab.open(t);
  check((await tab.held()).events === 3, "the new one is there again");
});

test("the_usage_log_takes_thousands_of_events", {}, async (t) => {
  let tab = await Tab.open(t);
  await tab.held();
  const took_ms = await tab.page.evaluate(
    () =>
      new Promise((resolve) => {
        const begun_ms = performance.now();
        const note = JSON.stringify([{ Note: { event: "board-connected", family: "text" } }, Date.now()]);
        for (let number = 0; number < 200; number += 1) usage.worker.postMessage(note);
        usage.waiting.push(() => resolve(performance.now() - begun_ms));
        usage.worker.postMessage(JSON.stringify(["Held", Date.now()]));
      }),
  );
  t.remark(`200 events, each in a transaction of its own: ${Math.round(took_ms)} ms`);
  check((await tab.held()).events === 201, "all of them are there");
  await tab.close();
  // A worker without files keeps its events as lines beside; those of many days are taken at once.
  await before(t, WITHOUT_FILES);
  tab = await Tab.open(t);
  await tab.held();
  await tab.page.evaluate(() => {
    const note = JSON.stringify([{ Note: { event: "board-connected", family: "text" } }, Date.now()]);
    for (let number = 0; number < 5_000; number += 1) usage.worker.postMessage(note);
  });
  check((await tab.held()).events === 5_001, "all of them are in memory");
  await tab.page.evaluate(() => usage.worker.postMessage(null));
  const beside = async () => (await tab.page.evaluate(countBeside)) === 5_002;
  await until(beside, PATIENCE_MS, "all of them are beside, and the session's end");
  await tab.page.close();
  await t.context.unroute("**/usage_worker.js");
  const begun_ms = Date.now();
  tab = await Tab.open(t);
  const { events } = await tab.held();
  check(events === 5_002 + 202 + 1, `all of them are in the file: ${events}`);
  t.remark(`a start that takes 5,000 events into the file: ${Date.now() - begun_ms} ms`);
});
