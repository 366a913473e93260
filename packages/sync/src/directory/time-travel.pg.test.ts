import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { archiveClassroom } from "../run/edit-classroom.ts";
import { editPerson } from "../run/edit-person.ts";
import { linkSchool, unlinkSchool } from "../run/link-school.ts";
import {
  type Cells,
  enrollment,
  type Roster,
  smallRoster,
  staff,
  student,
  type TestDistrict,
  user,
  withTestDistrict,
} from "../run/test-district.ts";
import { undoRun } from "../run/undo-run.ts";
import { exportDirectory } from "./export-directory.ts";

/** Everybody and everything that a day of the property may list. */
const pool = {
  users: [
    ...smallRoster.users,
    ...["dee", "fay", "gil"].map((id) => student(id, "S1", id.toUpperCase(), "Sage")),
    staff("zoe", "S1", "Zoe", "Sage", { email: "zoe@home.example.org" }),
    user("a-zoe", "S1", "parent", "Zoe", "Sage", { email: "zoe@home.example.org", agentSourcedIds: "dee" }),
  ],
  classes: [...smallRoster.classes, { sourcedId: "C4", title: "Latin", schoolSourcedId: "S1" }],
  enrollments: [
    ...smallRoster.enrollments,
    enrollment("e7", "C4", "S1", "zoe", "teacher"),
    ...["dee", "fay", "gil", "ana"].map((id) => enrollment(`x-${id}`, "C4", "S1", id, "student")),
  ],
};

interface Day {
  readonly absent: readonly number[];
  readonly renamed: readonly number[];
  readonly closed: readonly number[];
  readonly left: readonly number[];
}

const day: fc.Arbitrary<Day> = fc.record({
  absent: fc.uniqueArray(fc.nat(pool.users.length - 1), { maxLength: 4 }),
  renamed: fc.uniqueArray(fc.nat(pool.users.length - 1), { maxLength: 3 }),
  closed: fc.uniqueArray(fc.nat(pool.classes.length - 1), { maxLength: 1 }),
  left: fc.uniqueArray(fc.nat(pool.enrollments.length - 1), { maxLength: 4 }),
});

const nothing: Day = { absent: [], renamed: [], closed: [], left: [] };

function rosterOf({ absent, renamed, closed, left }: Day): Roster {
  const keep = (rows: readonly Cells[], gone: readonly number[]): readonly Cells[] =>
    rows.filter((_row, index) => !gone.includes(index));
  const users = pool.users.map((row, index) =>
    renamed.includes(index) ? { ...row, middleName: "New" } : row,
  );
  return {
    orgs: smallRoster.orgs,
    users: keep(users, absent),
    classes: keep(pool.classes, closed),
    enrollments: keep(pool.enrollments, left),
  };
}

async function exported(district: TestDistrict, name: string, asOf?: Date): Promise<Record<string, string>> {
  const folder = district.folder(name);
  const when = asOf === undefined ? {} : { asOf };
  await exportDirectory(district.db, {
    districtId: district.districtId,
    folder,
    all: name.endsWith("all"),
    ...when,
  });
  const files = (await readdir(folder)).sort();
  const texts = files.map(async (file) => [file, await readFile(path.join(folder, file), "utf8")] as const);
  return Object.fromEntries(await Promise.all(texts));
}

async function editByHand(district: TestDistrict): Promise<void> {
  const { world, districtId, sourceId } = district;
  const found = await district.one<{ person_id: number; classroom_id: number }>(
    `select (select min(person_id) from person where district_id = $1) as person_id,
            (select min(classroom_id) from classroom where district_id = $1) as classroom_id`,
  );
  if (found === undefined) return;
  const { person_id: personId, classroom_id: classroomId } = found;
  await editPerson(world, { districtId, personId, operator: "kim", fields: { language: "es" } });
  await archiveClassroom(world, { districtId, classroomId, operator: "kim" });
  await unlinkSchool(world, { districtId, sourceId, sourcedId: "S2", operator: "kim" });
  await linkSchool(world, {
    districtId,
    sourceId,
    sourcedId: "0S2",
    school: "Oak Elementary",
    operator: "kim",
  });
}

test("yesterday's directory is told byte for byte, whatever syncs, edits and undoings came after", async () => {
  await withTestDistrict(async (first) => {
    let districts = 0;
    await fc.assert(
      fc.asyncProperty(day, day, fc.boolean(), async (monday, tuesday, isUndone) => {
        districts += 1;
        const district = await first.another(`District ${districts}`);
        await district.sync(rosterOf(monday));
        const told = { now: await exported(district, "now"), all: await exported(district, "all") };
        const between = district.pass();
        const { run, applied } = await district.sync(rosterOf(tuesday));
        await editByHand(district);
        if (isUndone && applied > 0)
          await undoRun(district.world, {
            districtId: district.districtId,
            runId: run,
            operator: "kim",
            applies: true,
          });
        assert.deepEqual(await exported(district, "then", between), told.now);
        assert.deepEqual(await exported(district, "then-all", between), told.all);
      }),
      {
        numRuns: 3,
        // The teacher who is a mother leaves in both of her roles.
        examples: [[nothing, { ...nothing, absent: [10, 9] }, false]],
      },
    );
  });
});
