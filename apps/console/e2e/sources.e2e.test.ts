import assert from "node:assert/strict";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { practiceDistrict } from "@muster/sandbox/practice.ts";
import { startOneRosterStandIn } from "@muster/sandbox/stand-in/oneroster/start-oneroster-stand-in.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { goodPassword, startSftpServer } from "@muster/sync/source/sftp/test-sftp-server.ts";
import type { Page } from "playwright-core";
import { accessTroubles } from "./check-access.ts";
import { type ConsoleVisit, withConsole, withoutBrowser } from "./with-console.ts";

const skip = withoutBrowser;

test("a district comes from nothing to its first safe sync with files from a computer", {
  skip,
}, async () => {
  await withConsole(
    async ({ page, url, district, picture }) => {
      const folder = district.folder("sample");
      await mkdir(folder, { recursive: true });
      await writeRoster(practiceDistrict("monday"), folder, { form: "oneroster-1.1", guardians: "in-users" });
      const files = (await readdir(folder)).map((name) => path.join(folder, name));

      await page.goto(`${url}/start`);
      await page.getByRole("heading", { name: "Set up your district" }).waitFor();
      await page.getByLabel(/^Name of the district/).fill("Birch Valley");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("Checked: Birch Valley, in the time zone").waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      await picture("start-begun");

      await page.getByRole("link", { name: "Bring files from this computer" }).first().click();
      await page.locator('input[type="file"]').setInputFiles(files);
      await page.getByText(`${files.length} files chosen`).waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      await page.getByRole("button", { name: "Dry run: plan it, change nothing" }).click();
      await page.waitForURL(/\/changes\/[0-9a-f]{12}$/);
      const plan = page.url();
      await page.goto(`${url}/start`);
      await page.getByText(/Checked: Plan [0-9a-f]{12} is sealed/).waitFor();
      await page.getByText(/Checked: 3 schools will be taken in/).waitFor();
      await picture("start-planned");
      assert.equal(await peopleOf(district), 0, "a dry run changes nothing");

      await page.goto(plan);
      await page.getByRole("button", { name: "Apply all …" }).click();
      await page.getByLabel("Reason").fill("The first roster");
      await page.getByRole("button", { name: /^Apply [\d,]+ changes$/ }).click();
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      await page.goto(`${url}/start`);
      await page.getByText(/Checked: Run \d+ applied and verified/).waitFor();
      assert.ok((await peopleOf(district)) > 100);
      await page.getByText("The first safe sync is done").waitFor();
      await picture("start-done");
      await page.goto(`${url}/sources/schools`);
      await page.getByText("Every school of your sources is matched").waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      await picture("schools-matched");
      await matchSchoolsAnew(page);
      await pickClass({ page, url, picture });
    },
    { district: "empty", works: true },
  );
});

/** Matches that were taken away are suggested; two are accepted as they are and one is picked from the list, together. */
async function matchSchoolsAnew(page: Page): Promise<void> {
  for (const left of [1, 2, 3]) {
    await page
      .getByRole("button", { name: /^Take away the match of / })
      .first()
      .click();
    await page.getByRole("heading", { name: `${left} school${left === 1 ? "" : "s"} to match` }).waitFor();
  }
  await page.reload();
  await page.getByRole("button", { name: "Match 3 schools" }).waitFor();
  const maple = page.getByRole("row", { name: /^Maple Street/ });
  await maple.getByRole("button", { includeHidden: true }).click();
  await page.getByRole("button", { name: "Match 2 schools" }).waitFor();
  await maple.getByRole("combobox").click();
  await page.getByRole("option", { name: /^Maple Street Elementary School \(/ }).click();
  await page.getByRole("button", { name: "Match 3 schools" }).click();
  await page.getByText("Every school of your sources is matched").waitFor();
}

/**
 * The sync has made a class of one that was made by hand, too. Only what feeds nothing is offered; its link is taken away,
 * whoever it brought stays, and then it is handed over to the other.
 */
async function pickClass({
  page,
  url,
  picture,
}: Pick<ConsoleVisit, "page" | "url" | "picture">): Promise<void> {
  await page.goto(`${url}/people?tab=classes`);
  await page.getByRole("button", { name: "Add a class" }).click();
  const form = page.getByRole("dialog", { name: "Add a class" });
  await form.getByLabel("Title").fill("Homeroom KA");
  await form.getByLabel("School").selectOption({ label: "Maple Street Elementary School" });
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Homeroom KA" }).waitFor();
  await page.goto(`${url}/sources/schools`);
  await page
    .getByRole("row", { name: /^Maple Street/ })
    .getByRole("link", { name: "Match classes" })
    .click();
  await page.getByRole("heading", { name: "Every class of your sources is matched" }).waitFor();
  assert.equal(await page.getByRole("combobox").count(), 0, "nothing is offered that would be refused");
  assert.deepEqual(await accessTroubles(page), []);
  await picture("classes-matched");
  const taken = page.getByRole("row", { name: /^Homeroom KA C-0000001/ });
  await taken.getByText("Like Homeroom KA, which is open: Same name").waitFor();
  await taken.getByRole("button", { name: "Take the link away: C-0000001" }).click();
  const dialog = page.getByRole("dialog", { name: "Take the link away: C-0000001" });
  await dialog.getByRole("radio", { name: "They stay in the class", checked: true }).waitFor();
  assert.deepEqual(await accessTroubles(page), []);
  await picture("class-unlink");
  await dialog.getByRole("button", { name: "Take the link away" }).click();
  await page
    .getByText(/^C-0000001 no longer feeds Homeroom KA\. \d+ people whom it brought are in it still/)
    .waitFor();
  await page.getByRole("heading", { name: "1 class to match" }).waitFor();
  assert.deepEqual(await accessTroubles(page), []);
  await picture("class-left-out");
  await page.getByRole("combobox", { name: "Yours for Homeroom KA" }).click();
  await page.getByRole("option", { name: "Homeroom KA (0 students)" }).click();
  await page.getByRole("button", { name: "Match 1 class" }).click();
  await page.getByRole("heading", { name: "Every class of your sources is matched" }).waitFor();
}

test("a site is told, its key compared, tried, saved, tested, checked and enabled with the mouse alone", {
  skip,
}, async (t) => {
  const site = await startSftpServer(t);
  const users = "sourcedId,role,givenName,familyName,orgSourcedIds\ns1,student,Ana,Alder,S1\n";
  site.files.set("/out/users.csv", {
    bytes: Buffer.from(users),
    mtime: Math.floor(Date.now() / 1000) - 7200,
  });
  await withConsole(
    async ({ page, url, district, picture }) => {
      await page.goto(`${url}/sources/new`);
      await page.getByRole("heading", { name: "Do your files lie on an SFTP server" }).waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      await picture("source-choices");
      await page.getByRole("button", { name: "Connect: Files on your SFTP server" }).click();
      await fill(page, { Host: "127.0.0.1", Port: String(site.port), Path: "/out", Login: "roster" });
      await page.getByLabel("Password").first().fill(goodPassword);
      await page.getByRole("button", { name: "Try it: nothing is saved yet" }).click();
      await page.getByRole("heading", { name: "Is this your server?" }).waitFor();
      await page.getByText(site.fingerprint).waitFor();
      assert.deepEqual(site.tried, [], "nothing secret goes to a server that nobody has compared");
      assert.deepEqual(await accessTroubles(page), []);
      await picture("source-host-key");
      await page.getByLabel("I have compared it").check();
      await page.getByRole("button", { name: "Take this key and test again" }).click();
      await page.getByRole("heading", { name: "What we saw" }).waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      await picture("source-seen");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.waitForURL(/\/sources\/\d+$/);
      await page.getByRole("button", { name: "Test", exact: true }).click();
      await page.getByText("It answers and lets us in.").waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      await picture("source-draft");
      await page.getByRole("button", { name: "Go to the check" }).click();
      await page.getByRole("button", { name: "Enable it", exact: true }).click();
      await page.getByText("Enabled", { exact: true }).waitFor();
      await planAndLook(page);
      await lookAtKeys(page);
      await picture("source-keys");
      assert.ok(!(await page.content()).includes(goodPassword));
      assert.deepEqual(await accessTroubles(page), []);
      await page.goto(`${url}/sources`);
      await page.getByRole("heading", { name: "Files on an SFTP server" }).waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      await picture("sources");
      await makeDrop(page, url, district);
      await picture("source-drop");
      await lookAtServer(t, { page, url, picture });
    },
    { district: "empty", works: true },
  );
});

/** A plan is followed to its run; what was fetched for it stands among what has arrived, with what proves it whole. */
async function planAndLook(page: Page): Promise<void> {
  const source = page.url();
  await page.getByRole("button", { name: "Plan only" }).click();
  await page.waitForURL(/\/history\/\d+$/);
  await page.goto(source);
  await page.getByRole("tab", { name: "Arrivals" }).click();
  const arrival = page.getByRole("region", { name: /^Arrival of / });
  await arrival.getByText("Came complete").waitFor();
  await arrival.getByRole("cell", { name: "unchanged between two looks" }).waitFor();
  assert.deepEqual(await accessTroubles(page), []);
}

/** Which secrets are kept, and never what they are; a key pair made here shows its public half alone. */
async function lookAtKeys(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Keys" }).click();
  await page.getByText("Password: kept, sealed and never shown").waitFor();
  await page.getByRole("button", { name: "Make a key pair" }).click();
  await page.getByText(/^ssh-ed25519 /).waitFor();
  // The site is opened with the password until it knows the pair: nothing stops.
  await page.getByText("Enabled", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Make another pair" }).click();
  await page.getByText(/^ssh-ed25519 .* muster$/).waitFor();
  assert.equal(await page.getByText(/^ssh-ed25519 /).count(), 1, "the pair before is shown no longer");
  assert.ok(!(await page.content()).includes("PRIVATE KEY"));
  assert.deepEqual(await accessTroubles(page), []);
}

/** An account for a district without a site: its password is shown once, and whether anybody was seen there. */
async function makeDrop(page: Page, url: string, district: TestDistrict): Promise<void> {
  await district.db.session(district.districtId, (session) =>
    session.write((tx) =>
      tx.query("insert into source (district_id, source_id, kind, name) values ($1, 9, 'drop', 'Our drop')", [
        district.districtId,
      ]),
    ),
  );
  await page.goto(`${url}/sources/9`);
  await page.getByRole("button", { name: "Make the login and its password" }).click();
  const once = page.getByRole("region", { name: "The password, shown once" });
  await once.waitFor();
  await page.getByText("Nobody has signed in yet; this line changes by itself").waitFor();
  assert.deepEqual(await accessTroubles(page), []);
  await page.reload();
  await page.getByRole("heading", { name: "What to type into your system" }).waitFor();
  assert.equal(await once.count(), 0, "it is kept nowhere");
}

/** A server is tried: what it tells of each school is shown, and what it does not tell is not guessed. */
async function lookAtServer(
  t: TestContext,
  { page, url, picture }: Pick<ConsoleVisit, "page" | "url" | "picture">,
): Promise<void> {
  const scopes = ["roster-core.readonly", "roster.readonly"];
  const auth = { kind: "oauth2", clientId: "muster", clientSecret: "s3cret", scopes } as const;
  const server = await startOneRosterStandIn({ roster: practiceDistrict("monday"), version: "1.2", auth });
  t.after(() => server.close());
  await page.goto(`${url}/sources/new`);
  await page.getByRole("button", { name: /^Connect: OneRoster/ }).click();
  await fill(page, { "Address of the server": server.origin, "Client ID or": auth.clientId });
  await page.getByLabel("Client secret or").first().fill(auth.clientSecret);
  await page.getByRole("button", { name: "Try it: nothing is saved yet" }).click();
  await page
    .getByRole("row", { name: /^Maple Street Elementary School 0004 \d+ \d+ teachers \d+$/ })
    .waitFor();
  await picture("source-counted");
  server.faults.add({ on: "schools/students", kind: "no-total" });
  await page.getByRole("button", { name: "Try it: nothing is saved yet" }).click();
  await page.getByRole("row", { name: /^Maple Street Elementary School 0004 not told / }).waitFor();
  await page.getByText("Not every count was told. The first plan counts everything.").waitFor();
  assert.deepEqual(await accessTroubles(page), []);
}

test("on a telephone and in the dark the sources can be read without scrolling sideways", {
  skip,
}, async () => {
  await withConsole(
    async ({ page, url, picture }) => {
      for (const [address, name] of pages) {
        await page.goto(`${url}${address}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 320, `${address} is ${wide} px wide`);
        assert.deepEqual(await accessTroubles(page), [], address);
        await picture(`narrow-dark-${name}`);
      }
    },
    { width: 320, height: 720, scheme: "dark" },
  );
});

const pages = [
  ["/start", "start"],
  ["/sources", "sources"],
  ["/sources/1", "source"],
  ["/sources/new", "source-new"],
  ["/sources/files", "files"],
  ["/sources/schools", "schools"],
] as const;

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label).first().fill(value);
}

async function peopleOf(district: {
  readonly one: (sql: string) => Promise<Record<string, unknown> | undefined>;
}): Promise<number> {
  const row = await district.one("select count(*) as people from person where district_id = $1");
  return Number(row?.people ?? 0);
}
