import assert from "node:assert/strict";
import { test } from "node:test";
import type { Database } from "@muster/sync/database/database.ts";
import type { Page } from "playwright-core";
import { accessTroubles } from "./check-access.ts";
import { withConsole, withoutBrowser } from "./with-console.ts";

test("goes from page to page by keyboard alone, and tells where it is", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(async ({ page, picture, world, district }) => {
    await page.getByRole("link", { name: "Changes" }).first().waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await atPage(page, "/changes");
    // The focus is on the head of the page.
    await page.locator("h1:focus").waitFor({ timeout: 5000 });
    assert.match(await page.title(), / · Muster$/);
    // The rail comes before the page; the first stop of all leaps over it.
    await page.reload();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").textContent(), "Skip to the page");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#page:focus").count(), 1);

    await page.keyboard.press("Control+k");
    const search = page.getByRole("textbox", { name: /^Find/ });
    await search.waitFor();
    await picture("command-menu");
    assert.deepEqual(await accessTroubles(page), []);
    const student = await aStudent(world.db, district.districtId);
    await page.keyboard.type(student.name);
    await page.getByRole("button", { name: student.name }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await atPage(page, `/people/${student.personId}`);

    await search.waitFor({ state: "hidden" });
    await page.keyboard.press("/");
    await search.waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("audit");
    await page.getByRole("button", { name: /^Audit log/ }).waitFor();
    await page.keyboard.press("Enter");
    await atPage(page, "/settings/audit");

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    assert.deepEqual(await accessTroubles(page), []);
    await page.getByRole("switch").press("Space");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "hidden" });
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.waitForTimeout(300);
    await atPage(page, "/settings/audit");
  });
});

test("says that a page is not there, that Muster is silent, and that it is back", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(
    async ({ page, url, picture }) => {
      // Back after signing out: the browser would bring the page as it was kept, with whoever was on it.
      await page.evaluate(() => {
        document.documentElement.dataset.kept = "yes";
        window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      });
      await page.waitForFunction(() => document.documentElement.dataset.kept === undefined);
      const answer = await page.goto(`${url}/no/such/page`);
      assert.equal(answer?.status(), 404);
      await page.getByRole("heading", { name: "Page not found" }).waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      await page.route("**/api/v1/**", (route) => route.abort());
      await page.getByRole("link", { name: "Go to Home" }).click();
      await page.getByText("Muster does not answer at the moment").waitFor();
      await picture("silent");
      await page.unroute("**/api/v1/**");
      await page.getByText("Muster does not answer at the moment").waitFor({ state: "hidden" });
      assert.deepEqual(await accessTroubles(page), []);
    },
    { width: 320, height: 700, scheme: "dark" },
  );
});

test("puts a run on two sheets at most, black on white also for whoever works by night", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(
    async ({ page, url }) => {
      await page.goto(`${url}/history/2`);
      await page.getByRole("tab", { name: "Evidence" }).waitFor();
      const paper = (await page.pdf({ format: "Letter" })).toString("latin1");
      const sheets = paper.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      assert.ok(sheets >= 1 && sheets <= 2, `${sheets} sheets`);
      await page.emulateMedia({ media: "print" });
      await page.getByRole("tab", { name: "Evidence" }).waitFor({ state: "hidden" });
      // The evidence is filed too.
      await page.locator("#page").getByText("users.csv").first().waitFor();
      const colours = await page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.querySelector("#page") ?? document.body);
        return { backgroundColor, color };
      });
      assert.deepEqual(colours, { backgroundColor: "rgb(255, 255, 255)", color: "rgb(0, 0, 0)" });
    },
    { scheme: "dark" },
  );
});

test("warns before it signs somebody out, lets them stay, and brings them back to their page", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(
    async ({ page, url, world, district }) => {
      await page.clock.install();
      await page.goto(`${url}/help`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.clock.fastForward("28:00");
      const warning = page.getByRole("dialog", { name: "You will be signed out soon" });
      await warning.waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      await page.keyboard.press("Enter");
      await warning.waitFor({ state: "hidden" });

      await world.db.session(district.districtId, (session) =>
        session.write((tx) =>
          tx.query("delete from operator_session where district_id = $1", [district.districtId]),
        ),
      );
      await page.getByRole("link", { name: "Home", exact: true }).click();
      await page.getByRole("dialog", { name: "You were signed out" }).waitFor();
      await page.getByRole("link", { name: "Sign in" }).click();
      await page.getByRole("heading", { name: "Sign in to Muster" }).waitFor();
      assert.equal(new URL(page.url()).searchParams.get("next"), "/");
    },
    { district: "empty" },
  );
});

/** Somebody whom nobody else is called like. */
async function aStudent(
  db: Database,
  districtId: number,
): Promise<{ readonly personId: string; readonly name: string }> {
  const [row] = await db.session(districtId, (session) =>
    session.read((tx) =>
      tx.query<{ personId: string; name: string }>(
        `select min(person_id)::text as "personId", given_name || ' ' || family_name as name from person
          where district_id = $1 group by 2 having count(*) = 1 order by 2 limit 1`,
        [districtId],
      ),
    ),
  );
  if (row === undefined) throw new Error("the district has nobody");
  return row;
}

async function atPage(page: Page, address: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === address);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
}
