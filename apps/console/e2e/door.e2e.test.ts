import assert from "node:assert/strict";
import { test } from "node:test";
import { withConsole, withoutBrowser } from "./with-console.ts";

test("an owner follows the printed link, is signed in, and the link opens nothing a second time", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(async ({ page, url, newcomer, picture }) => {
    await page.getByRole("link", { name: "Changes" }).first().waitFor();
    await picture("home");
    assert.ok(!page.url().includes("#"), "the secret does not stay in the address");
    const stranger = await newcomer();
    await stranger.goto(`${url}/history`);
    await stranger.getByRole("heading", { name: "Sign in to Muster" }).waitFor();
    await stranger.goto(`${url}/link#1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`);
    await stranger.getByText("This link signs nobody in any more").waitFor();
  });
});
