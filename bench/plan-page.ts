/**
 * How quickly a person sees a plan of 100,000 changes: the page from its address to its paint, and from a key to the
 * rows a filter leaves, in a real Chromium; beside an empty page of the same browser, turn by turn with it.
 *
 *   npx node bench/plan-page.ts [--changes 100000] [--tries 7] [--json FILE]
 *
 * A page opened first has nothing in its cache, one opened again has its scripts. Times are the middle of the tries, ms.
 */

import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import os from "node:os";
import { parseArgs } from "node:util";
import { makePlanLines } from "@muster/sync/directory/plan/make-plan-lines.ts";
import { makeLargePlan } from "@muster/sync/directory/plan/test-large-plan.ts";
import { findPlan } from "@muster/sync/run/plan-row.ts";
import type { BrowserContext, Page } from "playwright-core";
import { type ConsoleVisit, withConsole } from "../apps/console/e2e/with-console.ts";
import { buildConsole } from "../tools/build-console.ts";

const { values } = parseArgs({
  options: {
    changes: { type: "string", default: "100000" },
    tries: { type: "string", default: "7" },
    json: { type: "string" },
  },
});
const changes = Number(values.changes);
const tries = Number(values.tries);

/** What was measured so often, ms each. */
type Times = Map<string, number[]>;

/** Told by the page itself, ms since it was asked for: when the shape of the plan was painted, then what is alike. */
const watch = `
  const places = { empty: "#empty", plan: "#plan-schools", alike: ".plan-group", rows: ".plan-row button" };
  window.seen = (name) => new Promise((resolve) => {
    const tell = () => (seenAt[name] === undefined ? setTimeout(tell, 5) : resolve(seenAt[name]));
    tell();
  });
  const seenAt = {};
  const waited = new Set(Object.keys(places));
  const look = () => {
    for (const name of waited)
      if (document.querySelector(places[name]) !== null) {
        waited.delete(name);
        requestAnimationFrame(() => setTimeout(() => { seenAt[name] = performance.now(); }));
      }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
`;

/** From what a person does to the paint of the count and of the first row, ms. For the page to do. */
const paintedAfterInput = (says: string): string => `new Promise((resolve) => {
  let began;
  const begin = () => { began ??= performance.now(); };
  for (const kind of ["input", "change", "pointerdown"])
    document.addEventListener(kind, begin, { capture: true, once: true });
  const look = () => {
    const status = document.querySelector("section[aria-labelledby=plan-changes] [role=status]");
    const isThere = status?.textContent.endsWith(${JSON.stringify(says)}) && document.querySelector(".plan-row button") !== null;
    if (began === undefined || !isThere) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
})`;

/** What the page is looked at for, by the names of `watch`. */
const parts = [
  ["plan", "headline, matrix, schools"],
  ["alike", "changes that are alike"],
  ["rows", "the first changes"],
] as const;

const empty = createServer((_, answer) => {
  answer.setHeader("content-type", "text/html");
  answer.end('<!doctype html><title>Empty</title><h1 id="empty">Empty</h1>');
});
await new Promise<void>((resolve) => empty.listen(0, "127.0.0.1", resolve));
const address = empty.address();
if (address === null || typeof address === "string") throw new Error("a server has a port");
const emptyUrl = `http://127.0.0.1:${address.port}/`;

buildConsole((line) => console.error(line));
await withConsole(measure, { district: "empty" });
empty.close();

async function measure(visit: ConsoleVisit): Promise<void> {
  const { page, url, district } = visit;
  const hash = await makeLargePlan(district.db, district.districtId, changes);
  const { planId } = await district.db.session(district.districtId, (session) =>
    session.read((tx) => findPlan(tx, district.districtId, hash)),
  );
  await makePlanLines(district.db, district.districtId, planId, new Date());
  const browser = page.context().browser();
  if (browser === null) throw new Error("a page is in a browser");
  const storageState = await page.context().storageState();
  const times: Times = new Map();
  const planUrl = `${url}/changes/${hash.slice(0, 12)}`;
  for (let n = 0; n < tries; n += 1) {
    const context = await browser.newContext({ storageState, viewport: { width: 1280, height: 900 } });
    await context.addInitScript(watch);
    await openPages(context, planUrl, times);
    await context.close();
  }
  const filtering = await page.context().newPage();
  await filtering.addInitScript(watch);
  for (let n = 0; n < tries; n += 1) await filterPlan(filtering, planUrl, times);
  await tell(times);
}

/** An empty page, the plan for the first time, an empty page, the plan again. */
async function openPages(context: BrowserContext, planUrl: string, times: Times): Promise<void> {
  const page = await context.newPage();
  for (const visit of ["opened first", "opened again"]) {
    await page.goto(emptyUrl);
    note(times, "empty page", await seenAt(page, "empty"));
    await page.goto(planUrl);
    for (const [name, what] of parts) note(times, `${what}, ${visit}`, await seenAt(page, name));
  }
}

function seenAt(page: Page, name: "empty" | (typeof parts)[number][0]): Promise<number> {
  return page.evaluate<number>(`window.seen(${JSON.stringify(name)})`);
}

/** Each filter from the plan as a whole; its answer was never asked for in this page before. */
async function filterPlan(page: Page, planUrl: string, times: Times): Promise<void> {
  await page.goto(planUrl);
  await seenAt(page, "rows");
  const filter = async (name: string, deed: () => Promise<unknown>, says: string): Promise<void> => {
    const painted = page.evaluate<number>(paintedAfterInput(says));
    await deed();
    note(times, `filter: ${name}`, await painted);
  };
  const part = (n: number): string => (n * changes).toLocaleString("en-US");
  const school = page.getByLabel("School", { exact: true });
  await filter("a kind", () => page.getByLabel("Kind").selectOption("removal"), `${part(0.2)} changes.`);
  await filter(
    "a kind in a school",
    () => school.selectOption({ label: "School 04" }),
    `${part(0.01)} changes.`,
  );
  await filter(
    "a name, from its last key",
    () => page.getByLabel("Name or ID").fill("cai"),
    "changes with “cai”.",
  );
  await filter("none", () => page.getByRole("button", { name: "Show all" }).click(), `${part(1)} changes.`);
  await filter(
    "a value",
    () => page.getByLabel("Value that changes").selectOption("email"),
    `${part(0.5)} changes.`,
  );
}

function note(times: Times, what: string, ms: number): void {
  times.set(what, [...(times.get(what) ?? []), ms]);
}

function middle(ms: readonly number[]): number {
  return ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)] ?? 0;
}

async function tell(times: Times): Promise<void> {
  const floor = middle(times.get("empty page") ?? []);
  const rows = [...times].map(([what, ms]) => ({
    ...{ what, ms: Math.round(middle(ms)), least: Math.round(Math.min(...ms)) },
    ...{ most: Math.round(Math.max(...ms)), ofEmpty: Number((middle(ms) / floor).toFixed(1)) },
  }));
  console.log(
    `${"A plan of"} ${changes.toLocaleString("en-US")} changes, ${tries} tries`.padEnd(46),
    "  middle   least    most   × an empty page",
  );
  for (const { what, ms, least, most, ofEmpty } of rows)
    console.log(
      what.padEnd(46),
      ...[ms, least, most].map((n) => `${n}`.padStart(8)),
      ofEmpty.toFixed(1).padStart(8),
    );
  const load = os.loadavg().map((one) => one.toFixed(1));
  console.log(`load of the machine ${load.join(", ")} on ${os.availableParallelism()} processors`);
  if (values.json !== undefined)
    await writeFile(
      values.json,
      `${JSON.stringify({ schemaVersion: 1, changes, load, rows }, undefined, 2)}\n`,
    );
}
