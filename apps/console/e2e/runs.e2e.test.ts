import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { accessTroubles } from "./check-access.ts";
import { startSlowWorker } from "./slow-worker.ts";
import { picturesFolder, withConsole, withoutBrowser } from "./with-console.ts";

/** Nothing serious for anybody in either scheme, and nothing to scroll to at the side of a phone. */
async function assertFit(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await accessTroubles(page), [], `${name}, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
  assert.equal(over, 0, `${name} is wider than a phone`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** What a plot shows is kept as a picture of its own, under a name that tells nobody whose it is. */
async function assertSaves(page: Page, title: string): Promise<void> {
  const plot = page.getByRole("figure").filter({ hasText: title });
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    plot.getByRole("button", { name: "Save as PNG" }).click(),
  ]);
  assert.match(file.suggestedFilename(), /^the-directory-over-the-last-90-days-\d{4}-\d{2}-\d{2}\.png$/);
  mkdirSync(picturesFolder, { recursive: true });
  const kept = path.join(picturesFolder, "saved-plot.png");
  await file.saveAs(kept);
  const bytes = await readFile(kept);
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  const size = await plot.evaluate((node) => node.getBoundingClientRect().width);
  assert.equal(bytes.readUInt32BE(16), Math.ceil((size + 32) * 2), "as wide as it is shown, and sharp");
  assert.ok(bytes.length > 20_000, "lines, dates and words are in it");
}

test("Home says what waits, Wednesday is compared with Tuesday, and yesterday is taken back (T5, T9)", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(async ({ page, picture, district }) => {
    const title = page.getByRole("heading", { level: 1 });
    await title.filter({ hasText: /^Waiting for you: 11 students would leave Cedar Hill/ }).waitFor();
    await page.getByRole("link", { name: "Review the changes" }).waitFor();
    await picture("runs-home");
    await assertFit(page, "Home");

    await page.getByRole("link", { name: "History" }).first().click();
    await page.getByRole("checkbox", { name: "Compare run 1" }).check();
    await page.getByRole("checkbox", { name: "Compare run 2" }).check();
    await assertFit(page, "History");
    await assertSaves(page, "The directory over the last 90 days");
    await page.getByRole("button", { name: "Compare runs 1 and 2" }).click();
    await page.getByText("Run 2 plans 81 changes that run 1 did not.").waitFor();
    const gone = page.getByRole("row", { name: /^Students gone Cedar Hill Middle School 11 0 0$/ });
    await gone.waitFor();
    await page.getByRole("row", { name: /^users\.csv 426 411 15 fewer$/ }).waitFor();
    await assertFit(page, "Compare");

    await page.getByRole("link", { name: "History" }).first().click();
    await page.getByRole("link", { name: "Run 2", exact: true }).click();
    await title.filter({ hasText: "Run 2: Partly applied: 63 changes are done, 18 wait for you." }).waitFor();
    await assertFit(page, "Run");
    await page.getByRole("link", { name: "Take it back" }).click();
    await page.getByRole("button", { name: "Show what would be taken back" }).click();
    await page.getByText("63 changes would be taken back. Nothing has been changed yet.").waitFor();
    await assertFit(page, "Undo");
    await page.getByRole("button", { name: "Undo 63 changes" }).click();
    await title.filter({ hasText: /^Run \d+: Took back run 2: / }).waitFor();
    await picture("runs-undone");
    const left = await district.one<{ count: number }>(
      `select count(*) as count from role_record where district_id = $1 and role = 'student' and status = 'active'`,
    );
    assert.equal(left?.count, 180, "as on Monday");
  });
});

test("a live sync shows its steps and signs of life, is there again after a reload, and is stopped", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(
    async ({ page, url, world, district, picture }) => {
      const worker = await startSlowWorker(world, district);
      try {
        await page.reload();
        await page.getByRole("button", { name: "Sync Nightly files now" }).click();
        const live = page.getByRole("region", { name: /Nightly files/ });
        await live.getByText(/users\.csv · .* of 4\.6 MiB/).waitFor();
        await live.getByText(/Last sign of life \d+ seconds? ago/).waitFor();
        await page.waitForFunction("/^[1-9]\\d* % · /.test(document.title)");
        await picture("runs-live");
        await assertFit(page, "a live sync");
        await page.reload();
        await live.getByText(/users\.csv/).waitFor();
        await bringAndStop(page, url, picture);
        await page.goto(url);
        await live.getByRole("button", { name: "Stop" }).click();
        const dialog = page.getByRole("dialog", { name: "Stop the sync of Nightly files?" });
        await dialog.getByText("Nothing has been changed yet, and nothing will be.").waitFor();
        await dialog.getByRole("button", { name: "Stop this sync" }).click();
        await live.waitFor({ state: "hidden" });
        await page.getByRole("link", { name: "History" }).first().click();
        await page
          .getByRole("row", { name: /Run 1 .*Stopped by a person\. Nothing was changed\./ })
          .waitFor();
      } finally {
        await worker.stop(0);
      }
    },
    { district: "empty" },
  );
});

/** Files that somebody brings meanwhile wait for their turn; they are stopped with a word on what that leaves. */
async function bringAndStop(
  page: Page,
  url: string,
  picture: (name: string) => Promise<void>,
): Promise<void> {
  await page.goto(`${url}/sources/files`);
  const users = { name: "users.csv", mimeType: "text/csv", buffer: Buffer.from("sourcedId,role\n") };
  await page.locator('input[type="file"]').setInputFiles(users);
  await page.getByRole("button", { name: "Dry run: plan it, change nothing" }).click();
  const waiting = page.getByRole("region", { name: "Waiting to plan the files that were brought" });
  await waiting.waitFor();
  await page.reload();
  await waiting.getByText(/^Waiting for the sync of .+ to end\./).waitFor();
  await assertFit(page, "an upload that waits");
  await picture("upload-waits");
  await waiting.getByRole("button", { name: "Stop" }).click();
  const dialog = page.getByRole("dialog", { name: "Stop the planning of these files?" });
  await dialog
    .getByText("Nothing has been changed, and nothing will be. The files that were brought")
    .waitFor();
  await dialog.getByRole("button", { name: "Stop this planning" }).click();
  await page.getByText("It was stopped before anything was changed. Its files are let go").waitFor();
  await assertFit(page, "an upload that was stopped");
  await picture("upload-stopped");
}
