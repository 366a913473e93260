import assert from "node:assert/strict";
import { test } from "node:test";
import { smallRoster } from "@muster/sync/run/test-district.ts";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { accessTroubles } from "./check-access.ts";
import { type ConsoleVisit, withConsole, withoutBrowser } from "./with-console.ts";

const skip = withoutBrowser;
const password = "four words nobody says";
const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 });

const nasty = `<img src=x onerror="window.wasRun=1">`;

test("names that look like a page's own markup are read as names on every page", { skip }, async () => {
  await withConsole(
    async ({ page, url, district }) => {
      const users = smallRoster.users.map((row) => ({ ...row, givenName: nasty, familyName: "{{7*7}}" }));
      const orgs = smallRoster.orgs.map((row) => ({ ...row, name: `${row.name} ${nasty}` }));
      const classes = smallRoster.classes.map((row) => ({
        ...row,
        title: `"><script>window.wasRun=1</script>`,
      }));
      await district.sync({ ...smallRoster, users, orgs, classes });
      for (const at of ["", "people", "changes", "history/1", "problems", "sources", "settings/operators"]) {
        await page.goto(`${url}/${at}`);
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        await page.waitForLoadState("networkidle");
        assert.equal(await page.evaluate("window.wasRun"), undefined, `/${at}`);
      }
    },
    { district: "empty" },
  );
});

test("an owner lets the library read and invites a viewer, who signs in with two factors and is offered no deed", {
  skip,
}, async () => {
  await withConsole(
    async (visit) => {
      const { page, url, newcomer, picture } = visit;
      await letsRead(visit);
      await page.goto(`${url}/settings/operators`);
      await page.getByRole("button", { name: "Invite somebody" }).click();
      await page.getByLabel("Name").fill("Vera <b>Vale</b>");
      await page.getByLabel("E-mail").fill("vera@office.example.org");
      await page.getByRole("radio", { name: "Viewer" }).check();
      await page.getByRole("button", { name: "Invite", exact: true }).click();
      const link = await page.getByText(`${url}/link#`).textContent();
      await page.getByRole("cell", { name: "Vera <b>Vale</b> vera@office" }).waitFor();
      await picture("settings-operators");
      assert.deepEqual(await accessTroubles(page), []);

      const vera = await newcomer();
      await vera.goto(link ?? "");
      await vera.getByLabel("New password").fill(password);
      await vera.getByLabel("The same once more").fill(password);
      await vera.getByRole("button", { name: "Set the password" }).click();
      await vera.getByRole("button", { name: "Set up an authenticator app" }).click();
      await vera.getByAltText("QR code for your authenticator app").waitFor();
      const secret = (await vera.locator("pre code, pre").first().textContent())?.replaceAll(/\s/g, "") ?? "";
      const totp = new TOTP({ secret: Secret.fromBase32(secret) });
      const early = Date.now() - 30_000;
      await vera.getByLabel("Code of your authenticator app").fill(totp.generate({ timestamp: early }));
      await vera.getByRole("button", { name: "Turn it on" }).click();
      await vera.getByText("An authenticator app is set up: signing in").waitFor();
      assert.deepEqual(await accessTroubles(vera), []);

      await vera.context().clearCookies();
      await vera.goto(`${url}/sign-in`);
      await vera.getByLabel("E-mail").fill("vera@office.example.org");
      await vera.getByRole("textbox", { name: "Password" }).fill("something else here");
      await vera.getByRole("button", { name: "Sign in" }).click();
      await vera.getByText("The address, the password or the code is not right").waitFor();
      assert.deepEqual(await accessTroubles(vera), []);
      await vera.getByRole("textbox", { name: "Password" }).fill(password);
      await vera.getByRole("button", { name: "Sign in" }).click();
      await vera.getByLabel("Code of your authenticator app").fill(totp.generate());
      await vera.getByRole("button", { name: "Sign in" }).click();
      await vera.waitForURL(`${url}/`);
      await vera.goto(`${url}/settings`);
      await heading(vera, "Settings").waitFor();
      await vera.getByText("Deletion threshold", { exact: true }).waitFor();
      assert.equal(await vera.getByRole("combobox").count(), 0, "a viewer is offered nothing to set");
      assert.equal(await vera.getByRole("link", { name: "Audit log" }).count(), 0);
      await vera.goto(`${url}/settings/clients`);
      await vera.getByRole("alert").waitFor();
      assert.equal(await vera.getByRole("button", { name: "Let it read" }).count(), 0);
      for (const [at, deed] of [
        ["operators", "Invite somebody"],
        ["audit", "Prove that it is whole"],
      ] as const) {
        await vera.goto(`${url}/settings/${at}`);
        await vera.getByRole("alert").waitFor();
        assert.equal(await vera.getByRole("button", { name: deed }).count(), 0, at);
      }
    },
    { district: "empty" },
  );
});

test("a data manager sees what a setting would change, proves who they are where it is dangerous, and both looks hold", {
  skip,
}, async () => {
  await withConsole(
    async (visit) => {
      const { page, url, picture } = visit;
      await page.goto(`${url}/settings`);
      await page.getByRole("combobox", { name: "Student ID" }).click();
      await page.getByRole("option", { name: "sourcedId" }).click();
      await page.getByRole("button", { name: "What would this change?" }).click();
      await page.getByText(/^The next sync would make [\d,]+ changes/).waitFor();
      await picture("settings-preview");
      assert.deepEqual(await accessTroubles(page), []);
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await page
        .getByText(/^Set by olga/)
        .first()
        .waitFor();
      await proves(visit);
      for (const at of ["settings", "settings/seasons", "settings/notices", "settings/tokens"])
        await looks(visit, at);
      for (const at of ["settings/operators", "settings/audit", "settings/me"]) await looks(visit, at);
    },
    { scheme: "dark" },
  );
});

/** The library is let in, gets a new secret and is sent away; each secret is shown once. */
async function letsRead({ page, url, picture }: ConsoleVisit): Promise<void> {
  await page.goto(`${url}/settings/clients`);
  await page.getByText("No other system reads this directory.").waitFor();
  await page.getByLabel("What it is").fill("Library");
  await page.getByRole("checkbox", { name: "Demographics" }).uncheck();
  await page.getByRole("button", { name: "Let it read" }).click();
  const shown = page.getByRole("status").filter({ hasText: "Client ID" });
  const first = await shown.locator("pre").textContent();
  await page.getByRole("cell", { name: "lists, nested lists", exact: true }).waitFor();
  await picture("settings-clients");
  assert.deepEqual(await accessTroubles(page), []);
  await page.getByRole("button", { name: "New secret for Library" }).click();
  await page.getByRole("button", { name: "Yes, make a new secret for Library" }).click();
  await page.getByText(/^reads; the secret before works until/).waitFor();
  assert.ok(first, "the library's first secret is shown");
  // The library's new secret is another one.
  await shown.locator("pre").filter({ hasNotText: first }).waitFor();
  await page.setViewportSize({ width: 320, height: 900 });
  await picture("settings-clients-phone");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.reload();
  await page.getByRole("button", { name: "Revoke Library" }).click();
  assert.equal(await shown.count(), 0, "what was shown once is not shown again");
  await page.getByRole("button", { name: "Yes, Library may read no longer" }).click();
  await page.getByText(/^revoked on/).waitFor();
  assert.equal(await page.getByRole("button", { name: /for Library|Library may/ }).count(), 0);
}

/** After a while a first password is asked for in the midst of a deed, and the deed goes on. */
async function proves({ page, url, district, world }: ConsoleVisit): Promise<void> {
  await world.db.session(district.districtId, (session) =>
    session.write((tx) =>
      tx.query("update operator_session set proved_at = now() - interval '1 hour' where district_id = $1", [
        district.districtId,
      ]),
    ),
  );
  await page.goto(`${url}/settings/operators`);
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const invitation = page.getByRole("dialog", { name: "Invite somebody" });
  await invitation.getByLabel("Name").fill("Vera");
  await invitation.getByLabel("E-mail").fill("vera@oak.example.org");
  await invitation.getByRole("radio", { name: "Viewer" }).check();
  await invitation.getByRole("button", { name: "Invite" }).click();
  // It lies over the dialog in which the deed was asked for: a click reaches it.
  const dialog = page.getByRole("dialog", { name: "Set a password first, please" });
  await dialog.getByRole("textbox", { name: "New password" }).fill(password);
  await dialog.getByRole("button", { name: "Set it and go on" }).click({ timeout: 15_000 });
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("vera@oak.example.org").first().waitFor();
  await page.goto(`${url}/settings/seasons`);
  await page.getByLabel("First day").fill("2027-06-15");
  await page.getByLabel("Last day").fill("2027-08-15");
  await page.getByRole("button", { name: "Add the season" }).click();
  await page.getByRole("cell", { name: "Jun 15, 2027", exact: true }).waitFor();
}

/** In both schemes axe finds nothing, and on a phone nothing has to be pushed sideways. */
async function looks({ page, url, picture }: ConsoleVisit, at: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${url}/${at}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
  for (const scheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    assert.deepEqual(await accessTroubles(page), [], `${at}, ${scheme}`);
  }
  const isShown = at === "settings/operators" || at === "settings/audit";
  if (isShown) await picture(at.replace("/", "-"));
  await page.setViewportSize({ width: 320, height: 800 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${at} is ${over} px too wide for a phone`);
  if (isShown) await picture(`${at.replace("/", "-")}-phone`);
}
