import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Database } from "../database/database.ts";
import { withTestDatabase } from "../database/test-database.ts";
import { createDistrict, uploadSource } from "../directory/districts.ts";
import { type HomeKeys, openHomeKeys } from "../keys/home-keys.ts";
import { compareStep } from "./case/compare-step.ts";
import { copyDistrict, type DistrictCopy, plantDistrict } from "./case/district-copy.ts";
import { lookAtDirectory } from "./case/look-at-directory.ts";
import { type Case, firstSync, readCases, type Step } from "./case/read-case.ts";
import { stageStep } from "./case/stage-step.ts";
import { type CaseDistrict, takeStep } from "./case/take-step.ts";
import type { RunWorld } from "./sync-request.ts";

/**
 * The catalogue of bad input: every folder of fixtures/cases is a district that something happens to. With
 * MUSTER_CASES=C03,D02 only the cases whose ID begins so are run.
 */
const fixtures = path.resolve(import.meta.dirname, "../../../../fixtures");
const fewest = 1;
const ordinaryDay = "2026-11-20";

const chosen = (process.env.MUSTER_CASES ?? "").split(",").filter((id) => id !== "");
const cases = await readCases(path.join(fixtures, "cases"));

let db: Database;
let keys: HomeKeys;
let home: string;
let close: (() => void) | undefined;
let closed: Promise<void>;

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "muster-cases-"));
  keys = await openHomeKeys(home);
  await new Promise<void>((opened, failed) => {
    closed = withTestDatabase((database) => {
      db = database;
      opened();
      return new Promise<void>((done) => {
        close = done;
      });
    }, {});
    closed.catch(failed);
  });
});

after(async () => {
  close?.();
  await closed;
  await rm(home, { recursive: true, force: true });
});

test("the catalogue is there", () => {
  assert.ok(cases.length >= fewest, `${cases.length} cases, at least ${fewest} are expected`);
  const ids = cases.map((one) => one.id);
  assert.deepEqual(
    ids.filter((id, n) => ids.indexOf(id) !== n),
    [],
    "an ID names one case",
  );
});

for (const one of cases) {
  if (chosen.length > 0 && !chosen.some((id) => one.id.startsWith(id))) continue;
  test(`${one.id} ${one.title}`, () => walk(one));
}

/**
 * Walks a case, step by step, in a district of its own. Most begin with the same first sync: it is made once and
 * its district copied.
 */
async function walk(one: Case): Promise<void> {
  const name = path.basename(one.folder);
  const isUsual = one.steps[0] === firstSync && Object.keys(one.settings).length === 0;
  if (isUsual) monday ??= makeMonday();
  const where =
    isUsual && monday !== undefined ? await plantDistrict(db, await monday, name) : await newDistrict(name);
  await writeSettings(where, one.settings);
  for (const [n, step] of one.steps.entries())
    if (n > 0 || !isUsual) await walkStep(one, step, where, `${one.id} step ${n + 1}`);
}

let monday: Promise<DistrictCopy> | undefined;

async function makeMonday(): Promise<DistrictCopy> {
  const where = await newDistrict("monday");
  const one: Case = { id: "monday", folder: "", title: "", settings: {}, steps: [firstSync] };
  await walkStep(one, firstSync, where, "monday");
  return copyDistrict(db, where.districtId);
}

async function walkStep(one: Case, step: Step, where: CaseDistrict, at: string): Promise<void> {
  const { districtId } = where;
  await writeSettings(where, step.settings);
  const place = await mkdtemp(path.join(home, "step-"));
  const staged = await stageStep(one, step, path.join(fixtures, "districts"), place);
  const before = await lookAtDirectory(db, districtId);
  const taken = await takeStep(worldOn(step.today ?? ordinaryDay), where, step, staged);
  const after = await lookAtDirectory(db, districtId);
  await compareStep(step.expect, { db, districtId, taken, before, after }, at);
  await rm(place, { recursive: true });
}

/** One seed for all districts, so that the hashes of a copied one hold. */
function worldOn(day: string): RunWorld {
  const oneSeed: HomeKeys = { ...keys, hashSeed: () => keys.hashSeed(1) };
  return { db, home, keys: oneSeed, now: () => new Date(`${day}T09:00:00Z`), onStep: () => undefined };
}

async function newDistrict(name: string): Promise<CaseDistrict> {
  const { districtId } = await createDistrict(db, name);
  return { districtId, sourceId: await uploadSource(db, districtId) };
}

async function writeSettings(
  where: CaseDistrict,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const [key, value] of Object.entries(settings))
    await db.session(where.districtId, (session) =>
      session.write((tx) =>
        tx.query(
          `insert into setting (district_id, key, value, set_by) values ($1, $2, $3, 'case')
           on conflict (district_id, key) do update set value = excluded.value`,
          [where.districtId, key, JSON.stringify(value)],
        ),
      ),
    );
}
