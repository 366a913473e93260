import assert from "node:assert/strict";
import { test } from "node:test";
import { smallRoster, without } from "@muster/sync/run/test-district.ts";
import type { Page } from "playwright-core";
import { accessTroubles } from "./check-access.ts";
import { withConsole, withoutBrowser } from "./with-console.ts";

test("a data manager finds the cause of hundreds of rows, sends the vendor its text, mutes it, and looks a message up", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(
    async ({ page, url, district, picture }) => {
      await page.goto(`${url}/problems`);
      await page.getByText("Nothing has been checked yet").waitFor();
      await district.sync({ ...smallRoster, users: without(without(smallRoster.users, "ana"), "cai") });

      await page.reload();
      const cause = page.getByRole("article", { name: /users\.csv does not list people that \d+ rows name/ });
      await cause.getByRole("button", { name: /What to do/ }).click();
      await cause.getByText("All of this is settled by it").waitFor();
      await sendsText(page);
      assert.match(await cause.getByRole("table").innerText(), /enrollments\.csv\s+\d+\s+e2/);
      await picture("problems");
      const days = page.getByRole("figure");
      await days.getByText("3 rows of enrollments.csv put somebody in a class").waitFor();
      // As on the first day that anything is counted.
      await page.route("**/problem-days*", async (route) => {
        const told = await (await route.fetch()).json();
        await route.fulfill({ json: { ...told, days: told.days.slice(-1) } });
      });
      await page.reload();
      await days.getByRole("table").waitFor();
      assert.equal(await days.getByRole("button").count(), 0, "one day is a table alone");
      await cause.getByText("To send them").waitFor();
      await looksGood(page, `${url}/problems`);

      await cause.getByRole("button", { name: "Mute for now" }).click();
      await page.getByLabel("Reason").fill("The vendor mends it by Friday");
      await page.getByRole("dialog").getByRole("button", { name: "Mute" }).click();
      await page.getByRole("heading", { name: "Muted (1)" }).waitFor();
      await page.getByText(/until .*: The vendor mends it by Friday/).waitFor();

      await page.goto(`${url}/help`);
      await page.getByLabel("Find in the help").fill("cut off");
      assert.ok(new URL(page.url()).searchParams.get("q") === "cut off");
      await page
        .getByRole("status")
        .getByText(/messages? for "cut off"/)
        .waitFor();
      await looksGood(page, "help");
      await page
        .getByRole("link", { name: /ends in the middle of a row/ })
        .first()
        .click();
      await page.getByRole("heading", { level: 1, name: /\w+\.\w+\.[\w-]+/ }).waitFor();
      for (const part of ["What Muster does", "Likely cause", "What to do", "Who can do it"])
        await page.getByRole("heading", { level: 2, name: part }).waitFor();
      await looksGood(page, "a message");
    },
    { district: "empty" },
  );
});

async function sendsText(page: Page): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy for the vendor" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /4 rows name people that users\.csv does not list.*"ana"/);
  assert.ok(!copied.includes("Alder"), "nobody's name is sent");
  const mail = await page.getByRole("link", { name: "Write a mail" }).getAttribute("href");
  assert.equal(new URL(mail ?? "").searchParams.get("body"), copied);
}

/** In both schemes, on a wide screen and a narrow one. */
async function looksGood(page: Page, name: string): Promise<void> {
  // The other scheme is the same page in other colours.
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(
      await accessTroubles(page, colorScheme === "light" ? "all" : "contrast"),
      [],
      `${name} in ${colorScheme}`,
    );
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 320, height: 700 });
  assert.deepEqual(await accessTroubles(page), [], `${name} at 320 px`);
  assert.ok(
    (await page.evaluate(() => document.documentElement.scrollWidth)) <= 320,
    `${name} scrolls sideways`,
  );
  await page.setViewportSize({ width: 1280, height: 900 });
}
