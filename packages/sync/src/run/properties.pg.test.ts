import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { approvePlan } from "./approve-plan.ts";
import { archivePeople } from "./archive-people.ts";
import { addMembership, endMembership } from "./edit-membership.ts";
import { editPerson } from "./edit-person.ts";
import type { SyncResult } from "./sync-request.ts";
import {
  type Choose,
  chooseBySeed,
  foundDistrict,
  type LivingDistrict,
  liveOneDay,
  pick,
  shuffleRows,
  writeDay,
} from "./test-days.ts";
import { type Roster, type TestDistrict, withTestDistrict } from "./test-district.ts";
import { isActive, isThere, lookAt } from "./test-look.ts";
import { undoRun } from "./undo-run.ts";

/**
 * What holds for every district, proved on real PostgreSQL with districts drawn from seeds: the same ten wherever the
 * tests run, so that a red test speaks of the change at hand. MUSTER_PROPERTY_RUNS draws that many new ones;
 * MUSTER_PROPERTY_SEED repeats one of them.
 */
const { MUSTER_PROPERTY_RUNS: runs, MUSTER_PROPERTY_SEED: seed } = process.env;
const seeds =
  seed === undefined
    ? Array.from(
        { length: Number(runs ?? 10) },
        (_, n) => (runs === undefined ? 1 : Date.now()) + n * 1_000_003,
      )
    : [Number(seed)];
const days = 3;
const operator = "olga";

/** How often a day came out how: told at the end, so that nobody trusts districts in which nothing happens. */
const outcomes = new Map<string, number>();

function note({ outcome, gates }: SyncResult): void {
  for (const what of [outcome, ...new Set(gates.map((gate) => gate.code))])
    outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
}

test("weighing what changed, the order of rows and lost caches make no difference", async (t) => {
  await forEverySeed(async (choose, district, twin) => {
    let living = foundDistrict(choose);
    const isShuffled = choose(2) === 0;
    for (let day = 0; day < days; day += 1) {
      const at = `day ${day + 1}`;
      // Whether a file was seen before is a question of bytes, so files that will be shuffled are new every day.
      const roster = isShuffled ? dated(writeDay(choose, living), at) : writeDay(choose, living);
      if (choose(3) === 0) await loseHashes(district);
      await weighEverything(twin);
      const [one, other] = [
        await district.sync(roster),
        await twin.sync(isShuffled ? shuffleRows(choose, roster) : roster),
      ];
      note(one);
      assert.deepEqual(told(other), told(one), at);
      await assertAlike(district, twin, at);
      const then = choose(4);
      if (then < 2) await decide([district, twin], one, other);
      if (then === 2) await assertNothingLeft(twin, roster, one, `${at}, again`);
      await editByHand(choose, [district, twin]);
      if (choose(4) === 0) await changeSetting(choose, [district, twin]);
      await assertAlike(district, twin, `${at}, edited`);
      living = liveOneDay(choose, living);
      district.pass();
    }
  });
  t.diagnostic(JSON.stringify(Object.fromEntries(outcomes)));
});

test("an undone sync leaves the district as it was", () =>
  forEverySeed(async (choose, district) => {
    const { world, districtId } = district;
    let living: LivingDistrict = foundDistrict(choose);
    for (let day = 0; day < days; day += 1) {
      const before = await lookAt(district.db, districtId, isActive);
      const done = await district.sync(writeDay(choose, living));
      if (done.applied > 0 && choose(2) === 0) {
        const undone = await undoRun(world, { districtId, runId: done.run, operator, applies: true });
        assert.deepEqual(undone.conflicts, []);
        assert.deepEqual(await lookAt(district.db, districtId, isActive), before, `day ${day + 1}`);
      }
      await editByHand(choose, [district]);
      living = liveOneDay(choose, living);
      district.pass();
    }
  }));

/** Two districts of the same age for every seed; the seed is told when something is wrong. */
async function forEverySeed(
  live: (choose: Choose, district: TestDistrict, twin: TestDistrict) => Promise<void>,
): Promise<void> {
  await withTestDistrict(async (first) => {
    for (const seed of seeds) {
      const district = await first.another(`one ${seed}`);
      const twin = await first.another(`other ${seed}`);
      try {
        await live(chooseBySeed(seed), district, twin);
      } catch (error) {
        throw new Error(`MUSTER_PROPERTY_SEED=${seed}: ${error instanceof Error ? error.message : ""}`, {
          cause: error,
        });
      }
    }
  });
}

async function weighEverything(district: TestDistrict): Promise<void> {
  const { districtId, db } = district;
  await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query("update source set needs_full = true where district_id = $1", [districtId]),
    ),
  );
}

async function loseHashes({ world, districtId }: TestDistrict): Promise<void> {
  await rm(path.join(world.home, "hashes", String(districtId)), { recursive: true, force: true });
}

/** The same roster, with another name for the district, which nobody takes over. */
function dated(roster: Roster, at: string): Roster {
  return {
    ...roster,
    orgs: roster.orgs.map((org) => (org.type === "district" ? { ...org, name: at } : org)),
  };
}

/** What a run says that must not depend on how it was weighed: the same bytes as yesterday's are not even read. */
function told(result: SyncResult) {
  const { outcome, applied, held } = result;
  const gates = result.gates.map(({ code, slice, observed }) => [code, slice ?? null, observed]);
  const counts = outcome === "no_changes" ? undefined : result.plan?.counts;
  return { outcome, counts, applied, held, gates };
}

/** A person decides about what waits, in both districts alike. */
async function decide(districts: readonly TestDistrict[], ...results: readonly SyncResult[]): Promise<void> {
  if ((results[0]?.held ?? 0) === 0) return;
  for (const [n, { world, districtId }] of districts.entries())
    await approvePlan(world, {
      ...{ districtId, hash: results[n]?.plan?.hash ?? "", operator, approve: true, reason: "looked at" },
    });
}

/** The same plan made again holds what waits and nothing else. */
async function assertNothingLeft(
  district: TestDistrict,
  roster: Roster,
  first: SyncResult,
  at: string,
): Promise<void> {
  await weighEverything(district);
  const again = await district.sync(roster);
  assert.equal(again.applied, 0, at);
  assert.equal(again.held, first.outcome === "no_changes" ? 0 : first.held, at);
}

const settings = [
  ["student.archived", ["restore", "keep-archived"]],
  ["guardian.manage", [true, false]],
  ["contact.update-active", [true, false]],
  ["student.number", ["identifier", "sourced-id", "username"]],
  ["removal.small-school-percent", [5, 50]],
  ["gate.policy", ["surgical", "hold-everything"]],
] as const;

async function changeSetting(choose: Choose, districts: readonly TestDistrict[]): Promise<void> {
  const [key, values] = pick(choose, settings);
  const value = JSON.stringify(pick<unknown>(choose, values));
  for (const { db, districtId } of districts)
    await db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query(
          `insert into setting (district_id, key, value, set_by) values ($1, $2, $3, 'olga')
           on conflict (district_id, key) do update set value = excluded.value`,
          [districtId, key, value],
        ),
      ),
    );
}

/** Somebody renames, moves or archives people by hand; what is refused is refused in both. */
async function editByHand(choose: Choose, districts: readonly TestDistrict[]): Promise<void> {
  const people = await idsOf(districts[0], "person");
  const rooms = await idsOf(districts[0], "classroom");
  if (people.length === 0 || rooms.length === 0) return;
  for (let n = choose(3); n > 0; n -= 1) {
    const personId = pick(choose, people);
    const classroomId = pick(choose, rooms);
    const kind = choose(4);
    const role = pick(choose, ["co-teacher", "teacher", "student"] as const);
    for (const { world, districtId } of districts) {
      const common = { districtId, operator };
      if (kind === 0) await editPerson(world, { ...common, personId, fields: { givenName: `Edited ${n}` } });
      if (kind === 1) await addMembership(world, { ...common, classroomId, personId, role });
      if (kind === 2) await endMembership(world, { ...common, classroomId, personId, role });
      if (kind === 3) await archivePeople(world, { role: "student", ...common, personIds: [personId] });
    }
  }
}

async function idsOf(
  district: TestDistrict | undefined,
  table: "person" | "classroom",
): Promise<readonly number[]> {
  const row = await district?.one<{ ids: number[] }>(
    `select coalesce(array_agg(${table}_id order by ${table}_id), '{}') as ids from ${table} where district_id = $1`,
  );
  return row?.ids ?? [];
}

async function assertAlike(one: TestDistrict, other: TestDistrict, at: string): Promise<void> {
  assert.deepEqual(
    await lookAt(other.db, other.districtId, isThere),
    await lookAt(one.db, one.districtId, isThere),
    at,
  );
}
