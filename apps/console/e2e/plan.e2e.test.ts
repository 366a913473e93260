import assert from "node:assert/strict";
import { test } from "node:test";
import { makeLargePlan } from "@muster/sync/directory/plan/test-large-plan.ts";
import { smallRoster, student } from "@muster/sync/run/test-district.ts";
import type { Page } from "playwright-core";
import { accessTroubles } from "./check-access.ts";
import { type ConsoleVisit, withConsole, withoutBrowser } from "./with-console.ts";

const skip = withoutBrowser;

/** Both colours and a phone: nothing serious for anybody, and nothing that has to be scrolled sideways. */
async function looksGood(page: Page, what: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    assert.deepEqual(await accessTroubles(page), [], `${what}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  assert.deepEqual(await cutCells(page), [], `${what} is read whole on a phone`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${what} is ${wide} px wide on a phone`);
  if (size !== null) await page.setViewportSize(size);
}

/** The cells of the list of changes of which something cannot be read. */
async function cutCells(page: Page): Promise<readonly string[]> {
  return page.locator(".plan-row :is(th, td)").evaluateAll((cells) =>
    cells
      .flatMap((cell) => [cell, ...cell.querySelectorAll(".plan-lines")])
      .filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
      .map((box) => box.textContent ?? ""),
  );
}

test("a data manager finds why Tuesday is held, copies the vendor's text, and approves that school alone", {
  skip,
}, async () => {
  await withConsole(async ({ page, url, picture }) => {
    await page.goto(`${url}/changes`);
    await page.getByRole("heading", { level: 1, name: /changes? waits? for you/ }).waitFor();
    await page
      .getByText(/students leave/)
      .first()
      .waitFor();
    await page.getByText("Changes that are alike").waitFor();
    await page
      .getByRole("button", { name: /^Samples/ })
      .first()
      .waitFor();
    await page.setViewportSize({ width: 1280, height: 1400 });
    await picture("plan");
    await page.setViewportSize({ width: 1280, height: 800 });
    const hold = page.getByRole("article", { name: /students .* would leave .*; at most/ });
    await hold.getByText("Likely cause").waitFor();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await hold.getByRole("button", { name: "Copy for the vendor" }).click();
    await hold.getByRole("button", { name: "Copied" }).waitFor();
    assert.match(
      await page.evaluate(() => navigator.clipboard.readText()),
      /no longer lists \d+ students of/,
    );
    await hold.scrollIntoViewIfNeeded();
    await picture("held-slice");
    await looksGood(page, "a plan");

    await hold.getByRole("button", { name: "See the changes" }).click();
    const rows = page.getByRole("region", { name: "Changes one by one" });
    await rows.getByRole("button").first().click();
    await page.getByRole("dialog").getByRole("heading", { name: "Why" }).waitFor();
    await page
      .getByRole("dialog")
      .getByText(/It waits for a person/)
      .waitFor();
    await picture("plan-change");
    await looksGood(page, "a change");
    await page.keyboard.press("Escape");

    await hold.getByRole("button", { name: /Decide on this part/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/changes would be applied/).waitFor();
    await dialog.getByRole("button", { name: /^Apply \d/, description: /^A reason is missing/ }).waitFor();
    await dialog.getByLabel("Reason").fill("The school has closed a wing");
    await picture("plan-decide");
    assert.deepEqual(await accessTroubles(page), []);
    await dialog.getByRole("button", { name: /^Apply \d/ }).click();
    await dialog.waitFor({ state: "hidden" });
    await page
      .getByRole("heading", { level: 1, name: "7 changes wait for you, 74 are done" })
      .waitFor({ timeout: 60_000 });
    await page.getByText("Approved by olga: The school has closed a wing").waitFor();
    assert.notEqual(
      await page.evaluate("document.activeElement?.tagName"),
      "BODY",
      "the keyboard knows where it is although the card it came from is gone",
    );
    const alone = page.getByRole("article", { name: /7 guardians at Cedar Hill/ });
    await alone.getByRole("button", { name: /Decide on this part/ }).waitFor();
    await page.getByRole("link", { name: "Look at taking run 3 back" }).waitFor();
    await picture("plan-done");
  });
});

/** Six students leave each of two schools, and both wait. */
async function twoSchoolsLose({ district }: ConsoleVisit): Promise<void> {
  const more = (school: string, prefix: string) =>
    ["1", "2", "3", "4", "5", "6", "7", "8"].map((n) =>
      student(`${prefix}${n}`, school, `${prefix}${n}`, "Sorrel"),
    );
  const users = [...smallRoster.users, ...more("S1", "s"), ...more("S2", "e")];
  await district.sync({ ...smallRoster, users });
  district.pass();
  // The day before it was one school alone, and nobody decided.
  const oakAlone = users.filter(({ sourcedId }) => !/^s[1-6]$/.test(sourcedId ?? ""));
  await district.sync({ ...smallRoster, users: oakAlone }, false);
  district.pass();
  await district.sync({
    ...smallRoster,
    users: users.filter(({ sourcedId }) => !/^[se][1-6]$/.test(sourcedId ?? "")),
  });
}

test("with the keyboard alone: the hold is read, one school is approved, the other declined", {
  skip,
}, async () => {
  await withConsole(
    async (visit) => {
      const { page, url, picture } = visit;
      await twoSchoolsLose(visit);
      await page.goto(`${url}/changes`);
      await page.getByRole("heading", { level: 1, name: "12 changes wait for you" }).waitFor();
      await page.getByText("12 changes.").waitFor();
      await page.getByText("6 changes are new; 6 changes were in the other plan too.").waitFor();
      await page.getByRole("region", { name: "New since the plan before" }).scrollIntoViewIfNeeded();
      await picture("plan-since");
      await looksGood(page, "what is new since the plan before");
      await focusOn(page, "List 6 new changes alone");
      await page.keyboard.press("Enter");
      await page.getByText("6 changes.", { exact: true }).waitFor();
      await focusOn(page, "Show all");
      await page.keyboard.press("Enter");
      await page.getByText("12 changes.").waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("x");
      await page.getByText("1 change selected, of 1 part of the plan.").waitFor();
      await picture("plan-selected");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").getByRole("heading", { name: "Why" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      await focusOn(page, "List 12 changes");
      await page.keyboard.press("x");
      await page.getByText("1 group selected, of 2 parts of the plan.").waitFor();
      await page.getByText("1 change selected, of 1 part of the plan.").waitFor();
      await page.keyboard.press("x");
      await page.getByText("1 group selected").waitFor({ state: "hidden" });
      await page.keyboard.press("]");
      await page.waitForURL(/group=1/);
      await page.keyboard.press("[");
      await focusOn(page, "Decide … on Elm Middle alone");
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByText("6 students leave at Elm Middle").waitFor();
      await dialog.getByText("6 changes would wait on").waitFor();
      await focusOn(page, "Reason");
      await page.keyboard.type("Elm is merged into Oak");
      await focusOn(page, "Type how many");
      await page.keyboard.type("6");
      await focusOn(page, "Apply 6 changes");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "6 changes wait for you, 6 are done" }).waitFor();
      await focusOn(page, "Decline …");
      await page.keyboard.press("Enter");
      await focusOn(page, "Reason");
      await page.keyboard.type("Oak's export is broken");
      await focusOn(page, "Decline 6 changes");
      await page.keyboard.press("Enter");
      await page.getByText("This plan was declined").waitFor();
    },
    { district: "empty" },
  );
});

/** Presses Tab until what is called so has the focus, as somebody without a mouse does. */
async function focusOn(page: Page, name: string): Promise<void> {
  for (let n = 0; n < 150; n += 1) {
    const names = await page.evaluate(() => {
      const at = document.activeElement;
      const isField = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement;
      return [at?.getAttribute("aria-label"), isField ? at.labels?.[0]?.textContent : "", at?.textContent];
    });
    if (names.some((text) => text?.trim().startsWith(name))) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`the keyboard does not come to ${name}`);
}

test("a plan of 100,000 changes is read at once: its shape, any filter, any place of the list, few rows on the page", {
  skip,
}, async (t) => {
  await withConsole(
    async ({ page, url, district, picture }) => {
      const hash = await makeLargePlan(district.db, district.districtId, 100_000);
      const began = Date.now();
      await page.goto(`${url}/changes/${hash.slice(0, 12)}`);
      await page.getByRole("heading", { name: "School by school" }).waitFor();
      t.diagnostic(`first paint ${Date.now() - began} ms`);
      await page
        .getByText(/E-mail domain old\.example\.org → new\.example\.org: 50,000 people/)
        .first()
        .waitFor();
      t.diagnostic(`groups ${Date.now() - began} ms`);
      const status = page.getByRole("region", { name: "One by one" }).getByRole("status");
      await status.getByText("100,000 changes.").waitFor();
      await picture("plan-large");
      const schools = page.getByRole("region", { name: "Changes by school" });
      await page.setViewportSize({ width: 1280, height: 800 });
      assert.ok(
        await schools.evaluate((box) => box.scrollWidth <= box.clientWidth),
        "all of it is seen at once",
      );
      const filter = async (deed: () => Promise<unknown>, expected: string): Promise<void> => {
        const from = Date.now();
        await deed();
        await status.getByText(expected).waitFor();
        t.diagnostic(`${expected} ${Date.now() - from} ms`);
      };
      await filter(() => page.getByLabel("Kind").selectOption("removal"), "20,000 changes.");
      await filter(
        () => page.getByLabel("School", { exact: true }).selectOption({ label: "School 04" }),
        "1,000 changes.",
      );
      await filter(() => page.getByRole("button", { name: "Show all" }).click(), "100,000 changes.");
      await filter(() => page.getByLabel("Name or ID").fill("cai birch-1"), "changes with “cai birch-1”.");
      await filter(() => page.getByRole("button", { name: "Show all" }).click(), "100,000 changes.");
      const list = page.getByRole("region", { name: "Changes one by one" });
      await list.evaluate((box) => box.scrollTo(0, box.scrollHeight));
      await list.locator('tr[aria-rowindex="100001"] button').waitFor();
      assert.equal(await list.getByRole("table").getAttribute("aria-rowcount"), "100001");
      const rows = await page.locator("tr").count();
      assert.ok(rows <= 100, `${rows} rows in the page`);
      t.diagnostic(`${rows} rows in the page`);
      assert.deepEqual(await accessTroubles(page), []);
    },
    { district: "empty" },
  );
});
