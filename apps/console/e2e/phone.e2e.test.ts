import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { withConsole, withoutBrowser } from "./with-console.ts";

test("on a phone: sees that something waits, reads why, and approves it", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(
    async ({ page, district, picture }) => {
      await page.getByRole("heading", { level: 1, name: /^Waiting for you: 11 students/ }).waitFor();
      await picture("phone-home");
      await page.getByRole("link", { name: "Review the changes" }).click();
      const hold = page.getByRole("article", { name: /^11 students .* would leave Cedar Hill/ });
      await hold.getByText("Likely cause").waitFor();
      await picture("phone-hold");
      assert.deepEqual(await hiddenStops(page, 25), [], "what has the focus is seen");
      await page.locator(".plan-row").nth(4).scrollIntoViewIfNeeded();
      await picture("phone-changes");
      await hold.scrollIntoViewIfNeeded();

      await hold.getByRole("button", { name: /Decide on this part/ }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText(/changes would be applied/).waitFor();
      await dialog.getByLabel("Reason").fill("The school has confirmed it");
      const typed = dialog.getByLabel(/Type how many/);
      if (await typed.isVisible()) await typed.fill("18");
      await picture("phone-decide");
      await dialog.getByRole("button", { name: /^Apply \d/ }).click();
      await dialog.waitFor({ state: "hidden" });
      await page
        .getByText(/The school has confirmed it/)
        .first()
        .waitFor();
      const row = await district.one<{ gone: number }>(
        "select count(*)::int as gone from role_record where district_id = $1 and role = 'student' and status = 'archived'",
      );
      assert.equal(row?.gone, 13);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
    },
    { width: 360, height: 720 },
  );
});

/** Of the next so many stops of the Tab key those that lie under a bar that stays (WCAG 2.4.11). */
async function hiddenStops(page: Page, stops: number): Promise<readonly string[]> {
  const hidden: string[] = [];
  await page.locator("#page").focus();
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    const trouble = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at.closest("#page") === null) return undefined;
      const { left, top, width, height } = at.getBoundingClientRect();
      const above = document.elementFromPoint(left + width / 2, top + height / 2);
      const lid = above?.closest("header, .plan-bar") ?? null;
      const isSeen = lid === null || lid.contains(at);
      return isSeen ? undefined : (at.textContent ?? "").slice(0, 40);
    });
    if (trouble !== undefined) hidden.push(trouble);
  }
  return hidden;
}
