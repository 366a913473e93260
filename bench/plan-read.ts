/**
 * How quickly a plan of 100,000 changes is read: what the page needs first, the groups at the first look and later,
 * filters, a jump to the end, samples. `npx node bench/plan-read.ts [changes]` prints a line each, in ms, the middle one
 * of five where it is asked again.
 */

import type { Reader } from "@muster/sync/database/database.ts";
import { makePlanLines } from "@muster/sync/directory/plan/make-plan-lines.ts";
import { readGroups } from "@muster/sync/directory/plan/plan-groups.ts";
import {
  countLines,
  type LineFilter,
  type LineScope,
  readLines,
} from "@muster/sync/directory/plan/plan-lines.ts";
import { readSamples } from "@muster/sync/directory/plan/read-samples.ts";
import { showPlan } from "@muster/sync/directory/plan/show-plan.ts";
import { makeLargePlan } from "@muster/sync/directory/plan/test-large-plan.ts";
import { findPlan } from "@muster/sync/run/plan-row.ts";
import { withTestDistrict } from "@muster/sync/run/test-district.ts";

const changes = Number(process.argv[2] ?? 100_000);
const times = 5;

const filters: Readonly<Record<string, LineFilter>> = {
  none: {},
  removals: { kind: "removal" },
  "one school, held": { schoolId: 5_000_003, standing: "held" },
  "a group": { group: 2 },
  "a value": { column: "email" },
  "a name": { text: "cai birch" },
  nobody: { text: "zzzz" },
};

await withTestDistrict(async ({ db, districtId }) => {
  const hash = await makeLargePlan(db, districtId, changes);
  const read = <T>(work: (tx: Reader) => Promise<T>): Promise<T> =>
    db.session(districtId, (session) => session.read(work));
  const { planId } = await read((tx) => findPlan(tx, districtId, hash));
  const scope: LineScope = { districtId, planId, schoolIds: null };
  await measure("first paint: headline, matrix, schools, holds", () =>
    read((tx) => showPlan(tx, districtId, planId, null)),
  );
  await once("groups, at the first look", () => makePlanLines(db, districtId, planId, new Date()));
  await measure("groups, later", () => read((tx) => readGroups(tx, scope)));
  for (const [name, filter] of Object.entries(filters)) {
    await measure(`filter ${name}: count and first page`, () =>
      read(async (tx) => {
        await countLines(tx, scope, filter);
        return readLines(tx, scope, filter, { after: 0, limit: 50 });
      }),
    );
  }
  await measure("a jump to the end", () =>
    read((tx) => readLines(tx, scope, {}, { from: changes - 50, limit: 50 })),
  );
  await measure("five samples", () =>
    read((tx) => readSamples(tx, scope, { group: 1, turn: 7, now: new Date() })),
  );
});

async function once(what: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await work();
  print(what, performance.now() - began);
}

async function measure(what: string, work: () => Promise<unknown>): Promise<void> {
  const took: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  print(what, took.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0);
}

function print(what: string, ms: number): void {
  console.log(`${what.padEnd(52)} ${ms.toFixed(0).padStart(7)} ms`);
}
