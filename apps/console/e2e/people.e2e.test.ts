import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { practiceWeek, writePracticeDay } from "@muster/sandbox/practice.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import { accessTroubles } from "./check-access.ts";
import { type ConsoleVisit, withConsole, withoutBrowser } from "./with-console.ts";

/** The student whom Tuesday's files put into a class that is not there. */
async function misplaced({ district }: ConsoleVisit): Promise<{ name: string; id: number }> {
  const row = await district.one<{ name: string; id: number }>(
    `select concat_ws(' ', p.given_name, p.family_name) as name, p.person_id as id
       from finding f
       join source_enrollment e on e.district_id = f.district_id and e.sourced_id = f.sourced_id
       join link l on l.district_id = f.district_id and l.source_id = e.source_id and l.record_type = 'person'
        and l.sourced_id = e.user_sourced_id
       join person p on p.district_id = f.district_id and p.person_id = l.record_id
      where f.district_id = $1 and f.code = 'enrollment.class.missing' limit 1`,
  );
  assert.ok(row !== undefined, "a row of Tuesday names a class that is not there");
  return row;
}

test("a secretary finds a child by part of the name and reads why the child is not in the class, in seconds", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(async (visit) => {
    const { page, url, picture } = visit;
    const { name, id } = await misplaced(visit);
    await page.goto(`${url}/people`);
    await page.getByRole("table", { name: "Students" }).waitFor();
    const began = Date.now();
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("/");
    await page.keyboard.type(name);
    await page.locator(`#page a[href="/people/${id}"]`).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByLabel("Class", { exact: true }).fill(practiceWeek.unknownClass);
    await page.keyboard.press("Enter");
    const answer = page.getByRole("status", { name: "Answer" });
    await answer.getByText("was left out").first().waitFor();
    assert.ok(Date.now() - began < 30_000, "T3 asks for 30 seconds");
    const said = await answer.innerText();
    assert.match(said, new RegExp(`No class here is called ${practiceWeek.unknownClass}`));
    assert.match(said, /row [\d,]+ of enrollments\.csv/);
    assert.ok(!page.url().includes(name.split(" ")[0] ?? ""), "no name stands in an address");
    await page.getByRole("heading", { name: "What happened" }).waitFor();
    await page.locator("ol, .mantine-Timeline-root").first().waitFor();
    assert.deepEqual(await accessTroubles(page), []);
    await picture("person-why");
  });
});

test("an edit by hand says what the next sync makes of it, and one that it leaves alone is still there after it", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(async (visit) => {
    const { page, url, district, picture } = visit;
    const { id } = await misplaced(visit);
    await page.goto(`${url}/people/${id}`);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("E-mail", { exact: true }).fill("no address");
    await form.getByRole("button", { name: "Save" }).click();
    const trouble = form.getByRole("alert");
    await trouble.getByText("That is no e-mail address.").waitFor();
    await picture("person-edit");
    assert.deepEqual(await accessTroubles(page), []);
    await form.getByLabel("First name").fill("");
    await form.getByLabel("First name").pressSequentially("Marisol");
    assert.equal(
      await form.getByLabel("First name").inputValue(),
      "Marisol",
      "what is wrong keeps nobody from typing",
    );
    await form.getByLabel("E-mail", { exact: true }).fill("");
    await form.getByLabel("Language", { exact: true }).fill("es");
    await form.getByRole("button", { name: "Save" }).click();
    await page
      .getByText(/the next sync sets it again/)
      .first()
      .waitFor();
    await page.getByRole("heading", { level: 1, name: /^Marisol/ }).waitFor();
    await page
      .getByText(/stays, with .*changed, because a person changed it/)
      .first()
      .waitFor();
    await page.getByRole("status").getByRole("button", { name: "Close" }).click();
    await page.getByText("It is run").waitFor({ state: "detached" });
    await page.setViewportSize({ width: 1280, height: 1160 });
    await picture("person-timeline");
    await lookBack(visit);
    await syncTuesdayAgain(visit);
    await page.reload();
    await page
      .getByText(/stays, with first name changed, because row/)
      .first()
      .waitFor();
    const after = await district.one<{ language: string; given_name: string }>(
      "select language, given_name from person where district_id = $1 and person_id = $2",
      id,
    );
    assert.equal(after?.language, "es");
    assert.notEqual(after?.given_name, "Marisol");
  });
});

/** To the evening of the first sync and back: the name as it was then, and nothing to be changed. */
async function lookBack({ page, district, picture }: ConsoleVisit): Promise<void> {
  const first = await district.one<{ day: string }>(
    "select min(applied_at)::date::text as day from journal where district_id = $1",
  );
  await page.getByRole("button", { name: "Another day" }).click();
  await page.getByLabel("Day", { exact: true }).fill(first?.day ?? "");
  await page.getByRole("button", { name: "Show that day" }).click();
  await page.getByText(/^At the end of .+: student in .+ In \d+ classes/).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("on"), first?.day);
  assert.doesNotMatch(await page.getByRole("heading", { level: 1 }).innerText(), /Marisol/);
  const deeds = page.locator("#page button").filter({ hasNotText: "Another day" });
  assert.deepEqual(await deeds.allInnerTexts(), []);
  assert.deepEqual(await accessTroubles(page), []);
  await picture("person-past");
  await page.getByRole("link", { name: "See them as they are today" }).click();
  await page.getByRole("heading", { level: 1, name: /^Marisol/ }).waitFor();
}

async function syncTuesdayAgain({ district }: ConsoleVisit): Promise<void> {
  const { world, districtId, sourceId, folder, pass } = district;
  const path = folder("tuesday-again");
  await mkdir(path, { recursive: true });
  await writePracticeDay(path, "tuesday");
  pass();
  await runSync(world, { districtId, sourceId, path, operator: "nightly", applies: true });
}

test("on a phone the directory is cards, and nobody who is not there is promised", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(
    async ({ page, url, picture }) => {
      await page.goto(`${url}/people?tab=staff`);
      await page.getByRole("list", { name: "Staff" }).waitFor();
      await picture("people-phone");
      await page.getByLabel("Search staff members").fill("Nobody Of This Name");
      await page.getByText("No staff member called “Nobody Of This Name”").waitFor();
      await page.getByText(/could not be read/).waitFor();
      assert.deepEqual(await accessTroubles(page), []);
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      assert.ok(Number(wide) <= 320, `${wide} px wide`);
    },
    { width: 320, height: 720, scheme: "dark" },
  );
});
