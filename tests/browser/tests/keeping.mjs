// A pupil's work: nothing of it is lost.
import { test } from "../harness.mjs";
import { PATIENCE_MS } from "../lab.mjs";
import { pattern } from "../texts.mjs";
import { check, sleep, until } from "../wait.mjs";

/** Ends a tab as a browser does that has no memory left: nothing of the page runs any more. */
async function kill(t, lab) {
  t.allow(/^the tab crashed$/);
  const session = await t.context.newCDPSession(lab.page);
  session.send("Page.crash").catch(() => {});
  await until(() => t.complaints.includes("the tab crashed"), PATIENCE_MS, "the tab is gone");
  // A tab that has crashed may be unable to be closed.
  await Promise.race([lab.page.close().catch(() => {}), sleep(3000)]);
}

/** Waits until the project's button says that it is saved, or in another state: a text's id. */
async function saved(lab, state = "window-saved") {
  const name = new RegExp(lab.text("window-project", { name: "\u0000", state: lab.text(state) }).replace("\u0000", ".*"));
  const found = lab.find("button", name);
  await until(() => found.count(), PATIENCE_MS, async () => `${lab.text(state)}; there is: ${await lab.all()}`);
}

test("a_killed_tab_loses_nothing_that_was_run", {}, async (t) => {
  const lab = await t.open();
  const program = 'print("worth keeping");\nforever(|| sleep(100));';
  await lab.runProgram(program);
  await lab.says("worth keeping");
  await kill(t, lab);
  const again = await t.open();
  await until(async () => (await again.editor.inputValue()) === program, PATIENCE_MS, "the program is there again");
});

test("a_killed_tab_loses_nothing_that_was_saved_while_typing", {}, async (t) => {
  const lab = await t.open();
  const program = "// typed and not run\n";
  await lab.write(program);
  await saved(lab, "window-unsaved");
  await saved(lab);
  await kill(t, lab);
  const again = await t.open();
  await until(async () => (await again.editor.inputValue()) === program, PATIENCE_MS, "the program is there again");
});

test("a_closed_tab_loses_nothing_typed_just_before", {}, async (t) => {
  const lab = await t.open();
  const program = "// closed at once\n";
  await lab.write(program);
  await lab.page.close({ runBeforeUnload: false });
  const again = await t.open();
  await until(async () => (await again.editor.inputValue()) === program, PATIENCE_MS, "the program is there again");
});

test("the_page_works_without_a_network", { serviceWorkers: "allow" }, async (t) => {
  const lab = await t.open();
  await lab.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // Once more with it, as on another day.
  await lab.page.reload();
  await lab.ready();
  await until(
    () => lab.page.evaluate(() => navigator.serviceWorker.controller !== null),
    PATIENCE_MS,
    "the service worker has the page",
  );
  // The browser asks the server for a newer service worker, in vain.
  t.allow(/sw\.js|ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED/);
  await t.server.close();
  await t.context.setOffline(true);
  await lab.page.reload();
  await lab.ready();
  await lab.runProgram('print("no network");');
  await lab.says("no network");
});

test("two_tabs_on_one_project", {}, async (t) => {
  const one = await t.open();
  await one.runProgram('print("first");');
  await one.says("first");
  await saved(one);
  const two = await t.open();
  await until(async () => (await two.editor.inputValue()).includes("first"), PATIENCE_MS, "it is the same project");
  await two.runProgram('print("in the second tab");');
  await two.says("in the second tab");
  await one.page.bringToFront();
  await one.runProgram('print("in the first tab");');
  await one.says("in the first tab");
  await until(
    async () => {
      for (const lab of [one, two]) {
        if (await lab.dom.getByText(pattern("fi", "project-changed-elsewhere")).count()) return true;
      }
      return false;
    },
    PATIENCE_MS,
    "one of the tabs says that the project was changed elsewhere",
  );
  check((await one.editor.inputValue()).includes("first tab"), "the first tab keeps its text");
  check((await two.editor.inputValue()).includes("second tab"), "the second tab keeps its text");
});
