import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { createDistrict, uploadSource } from "../../directory/districts.ts";
import type { RunWorld } from "../sync-request.ts";
import { doByHand } from "./by-hand.ts";
import type { CaseWorld } from "./case-world.ts";
import { compareStep } from "./compare-step.ts";
import { copyDistrict, type DistrictCopy, plantDistrict } from "./district-copy.ts";
import { lookAtDirectory } from "./look-at-directory.ts";
import { type Case, firstSync, type Step } from "./read-case.ts";
import { stageStep } from "./stage-step.ts";
import { type CaseDistrict, takeStep } from "./take-step.ts";

const ordinaryDay = "2026-11-20";

/**
 * Walks cases, each step by step in a district of its own. Most begin with the same first sync: it is made once and
 * its district copied. A district whose input was rejected is as it was, and serves the next case.
 *
 * @param fixtures the folder of the cases and districts
 */
export function createWalker(world: CaseWorld, fixtures: string): (one: Case) => Promise<void> {
  let monday: Promise<DistrictCopy> | undefined;
  const untouched: CaseDistrict[] = [];
  const districts = path.join(fixtures, "districts");

  async function makeMonday(): Promise<DistrictCopy> {
    const where = await newDistrict(world, "monday");
    const one: Case = { id: "monday", folder: "", title: "", settings: {}, steps: [firstSync] };
    await walkStep(world, one, firstSync, where, { districts, isLast: false, at: "monday" });
    return copyDistrict(world.db, where.districtId);
  }

  async function begin(one: Case, isUsual: boolean): Promise<CaseDistrict> {
    const name = path.basename(one.folder);
    if (!isUsual) return newDistrict(world, name);
    monday ??= makeMonday();
    const copy = await monday;
    return untouched.pop() ?? plantDistrict(world.db, copy, name);
  }

  return async (one) => {
    const isUsual = one.steps[0] === firstSync && Object.keys(one.settings).length === 0;
    const where = await begin(one, isUsual);
    await writeSettings(world, where, one.settings);
    const others = new Map<Step["of"], CaseDistrict>([["the-district", where]]);
    for (const [n, step] of one.steps.entries()) {
      if (n === 0 && isUsual) continue;
      const whose = others.get(step.of) ?? (await addOther(world, step.of, where, path.basename(one.folder)));
      others.set(step.of, whose);
      const isLast = n === one.steps.length - 1;
      await walkStep(world, one, step, whose, { districts, isLast, at: `${one.id} step ${n + 1}` });
    }
    if (isUsual && one.steps.slice(1).every(leavesNothing)) untouched.push(where);
  };
}

function leavesNothing(step: Step): boolean {
  return step.expect.outcome === "rejected_input" && Object.keys(step.settings).length === 0;
}

async function walkStep(
  world: CaseWorld,
  one: Case,
  step: Step,
  where: CaseDistrict,
  walk: { readonly districts: string; readonly isLast: boolean; readonly at: string },
): Promise<void> {
  const { db } = world;
  const { districtId } = where;
  await writeSettings(world, where, step.settings);
  const place = await mkdtemp(path.join(world.home, "step-"));
  const staged = await stageStep(one, step, walk.districts, place);
  const moment = step.at ?? `${step.today ?? ordinaryDay}T09:00:00Z`;
  for (const deed of step.byHand) await doByHand(world.at(moment), where, deed);
  const before = await lookAtDirectory(db, districtId);
  const taken = await takeStep(world.at(moment), where, step, staged);
  const after = await lookAtDirectory(db, districtId);
  await compareStep(step.expect, { db, districtId, taken, before, after }, walk.at);
  if (
    step.do === "sync" &&
    (taken.outcome === "partly_applied" || (walk.isLast && taken.outcome === "applied"))
  )
    await syncAgain(world.at(moment), where, step, { staged, hash: after.hash, at: walk.at });
  await rm(place, { recursive: true });
}

/** The same files once more change nothing, and whatever waited still waits: it is not forgotten (reliability P4, P6). */
async function syncAgain(
  world: RunWorld,
  where: CaseDistrict,
  step: Step,
  first: { readonly staged: string; readonly hash: string; readonly at: string },
): Promise<void> {
  const { outcome } = await takeStep(world, where, step, first.staged);
  const { hash } = await lookAtDirectory(world.db, where.districtId);
  const expected = step.expect.outcome === "partly_applied" ? "held" : "no_changes";
  assert.equal(outcome, expected, `${first.at}: the outcome of the same files again`);
  assert.equal(hash, first.hash, `${first.at}: the same files again change the directory`);
}

/** The neighbour of a case's district, or a second source of it. */
async function addOther(
  world: CaseWorld,
  of: Step["of"],
  { districtId, sourceId }: CaseDistrict,
  name: string,
): Promise<CaseDistrict> {
  if (of === "its-neighbour") return newDistrict(world, `${name}, the neighbour`);
  const second = sourceId + 1;
  await world.db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query(
        "insert into source (district_id, source_id, kind, name) values ($1, $2, 'upload', 'A second source')",
        [districtId, second],
      ),
    ),
  );
  return { districtId, sourceId: second };
}

async function newDistrict({ db }: CaseWorld, name: string): Promise<CaseDistrict> {
  const { districtId } = await createDistrict(db, name);
  return { districtId, sourceId: await uploadSource(db, districtId) };
}

async function writeSettings(
  { db }: CaseWorld,
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
