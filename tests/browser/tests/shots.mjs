// Pictures for a person to look at: each size, look and language. Only with --shots.
import { SIZES, test } from "../harness.mjs";
import { HEART } from "../lab.mjs";

for (const size of Object.keys(SIZES)) {
  for (const language of ["fi", "sv", "en"]) {
    for (const dark of [false, true]) {
      const look = dark ? "dark" : "light";
      test(`pictures_${size}_${language}_${look}`, { size, language, dark, onlyForShots: true }, async (t) => {
        const name = (what) => `${size}_${language}_${look}_${what}`;
        const lab = await t.open();
        await t.shot(lab, name("1_start"));
        await lab.run();
        await lab.show("board");
        await lab.shows(HEART);
        await t.shot(lab, name("2_board"));
        await lab.show("output");
        await t.shot(lab, name("3_output"));
        await lab.stop();
        await lab.ended();
        await lab.runProgram("let a = 1;\nprint(b);");
        await lab.show("program");
        await lab.ended();
        await lab.page.waitForTimeout(300);
        await t.shot(lab, name("4_mistake"));
        for (const [what, open, close] of [
          ["5_boards", () => lab.openBoards(), "window-close"],
          ["6_settings", () => lab.click(lab.button("window-settings").first()), "preferences-close"],
        ]) {
          await open();
          await lab.page.waitForTimeout(400);
          await t.shot(lab, name(what));
          await lab.closeSheet(close);
        }
      });
    }
  }
}
