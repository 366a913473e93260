import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { accessTroubles } from "./check-access.ts";
import { type ConsoleVisit, withConsole, withoutBrowser } from "./with-console.ts";

/** What the numbers in addresses are filled with: records of the practice district, and an errand that nobody does. */
const facts = {
  plan: "select left(hash, 12) as value from plan where district_id = $1 order by plan_id desc limit 1",
  run: "select run_id::text as value from run where district_id = $1 order by run_id desc limit 1",
  source: "select source_id::text as value from source where district_id = $1 order by source_id limit 1",
  person:
    "select person_id::text as value from role_record where district_id = $1 and role = 'student' order by person_id limit 1",
  classroom: "select classroom_id::text as value from classroom where district_id = $1 order by 1 limit 1",
  school: "select school_id::text as value from school where district_id = $1 order by 1 limit 1",
  code: "select 'gate.removals.many' as value where $1 > 0",
  errand: `insert into errand (district_id, errand_id, source_id, kind, asked_by, asked_at, state)
           select $1, gen_random_uuid(), min(source_id), 'person', 'olga', now(), 'waiting'
             from source where district_id = $1 returning errand_id::text as value`,
  item: "select 'guardian.contact' as value where $1 > 0",
} as const;

/** `EVERY_LOOK=1`: all widths in all schemes, for whoever changes the look. Else each of them once, with the other. */
const isThorough = process.env.EVERY_LOOK === "1";
/** `PAGE=/people`: these pages alone. */
const only = process.env.PAGE ?? "";

/** Every page of the console, filled in. A page that is not listed here fails the test. */
const addresses: readonly string[] = [
  ...[
    "/",
    "/health/$item",
    "/start",
    "/changes",
    "/changes/$plan",
    "/problems",
    "/help",
    "/help/codes/$code",
  ],
  ...["/people", "/people/$person", "/people/class/$classroom", "/people/school/$school"],
  ...["/sources", "/sources/new", "/sources/files", "/sources/schools"],
  ...["/sources/classes/$school", "/sources/$source", "/sources/asked/$errand"],
  ...["/history", "/history/compare", "/history/$run", "/history/$run/undo"],
  ...["/settings", "/settings/me", "/settings/seasons", "/settings/notices"],
  ...["/settings/operators", "/settings/tokens", "/settings/clients", "/settings/audit"],
];

test("lists every page of the console, so that each is looked at", () => {
  const pages = path.resolve(import.meta.dirname, "../src/pages");
  const found = globSync("*/*-routes.ts", { cwd: pages }).flatMap((file) =>
    [...readFileSync(path.join(pages, file), "utf8").matchAll(/path: "([^"]+)"/g)].map(([, at = ""]) => at),
  );
  assert.deepEqual([...addresses].sort(), found.sort());
});

test("every page can be seen, read and worked with: by day and night, on a wide screen and on a phone", {
  skip: withoutBrowser,
}, async () => {
  await withConsole(async (visit) => {
    const values = await readFacts(visit);
    const troubles: string[] = [];
    for (const address of addresses.filter((one) => one.startsWith(only))) {
      const filled = address.replaceAll(/\$(\w+)/g, (_, name: string) => values.get(name) ?? "");
      const found = await lookAt(visit, filled);
      troubles.push(...found.map((trouble) => `${address}: ${trouble}`));
    }
    assert.deepEqual(troubles, []);
  });
});

async function readFacts({ world, district }: ConsoleVisit): Promise<ReadonlyMap<string, string>> {
  const { districtId } = district;
  return world.db.session(districtId, (session) =>
    session.write(async (tx) => {
      const values = new Map<string, string>();
      for (const [name, sql] of Object.entries(facts)) {
        const [row] = await tx.query<{ value: string }>(sql, [districtId]);
        assert.ok(row !== undefined, `the practice district has no ${name}`);
        values.set(name, row.value);
      }
      return values;
    }),
  );
}

async function lookAt({ page, url, picture }: ConsoleVisit, address: string): Promise<readonly string[]> {
  await show(page, 1280, "light");
  await page.goto(`${url}${address}`);
  await settle(page);
  const troubles = [...(await shapeTroubles(page))];
  const axe = async (where: string, which: "all" | "contrast"): Promise<void> => {
    troubles.push(...(await accessTroubles(page, which)).map((trouble) => `${where}: ${trouble}`));
  };
  await axe("wide, by day", "all");
  await show(page, 320, "dark");
  await axe("narrow, by night", "all");
  if (isThorough) {
    await show(page, 320, "light");
    await axe("narrow, by day", "contrast");
    await show(page, 1280, "dark");
    await axe("wide, by night", "contrast");
    await picture(`page${address.replaceAll("/", "-")}-night`);
    await show(page, 320, "dark");
  }
  const tooWide = await page.evaluate(widestBeyond);
  if (tooWide !== undefined) troubles.push(`narrow: the page scrolls sideways for ${tooWide}`);
  await picture(`page${address.replaceAll("/", "-")}`);
  return troubles;
}

async function show(page: Page, width: number, colorScheme: "light" | "dark"): Promise<void> {
  await page.setViewportSize({ width, height: width < 500 ? 720 : 900 });
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
}

/** Everything that was asked for has come. */
async function settle(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** One h1, a title of its own, nothing that went wrong, and a keyboard that reaches the first deed of the page. */
async function shapeTroubles(page: Page): Promise<readonly string[]> {
  const heads = await page.getByRole("heading", { level: 1 }).count();
  const wrong = await page.locator('#page [role=alert]:has(a[href^="/help/codes/"])').allTextContents();
  await page.locator("#page").focus();
  const deeds = await page.locator("#page :is(a[href], button, input):visible").count();
  await page.keyboard.press("Tab");
  const isReached = await page.locator("#page :focus-visible").count();
  return [
    ...(heads === 1 ? [] : [`has ${heads} h1`]),
    ...(/^.+ · Muster$/.test(await page.title()) ? [] : ["has no title of its own"]),
    ...wrong.map((text) => `says ${text}`),
    ...(deeds === 0 || isReached === 1 ? [] : ["the keyboard does not reach its first deed"]),
  ];
}

/** What makes the page wider than the screen: runs in the browser. */
function widestBeyond(): string | undefined {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return undefined;
  const beyond = [...document.querySelectorAll("#page *")].filter(
    (one) => one.getBoundingClientRect().right > clientWidth + 1,
  );
  const last = beyond.at(-1);
  return `${last?.tagName.toLowerCase()}.${last?.className}: ${last?.textContent?.slice(0, 40)}`;
}
