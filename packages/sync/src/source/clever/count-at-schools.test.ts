import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { createDistrict } from "@muster/sandbox/district.ts";
import {
  type CleverStandIn,
  startCleverStandIn,
} from "@muster/sandbox/stand-in/clever/start-clever-stand-in.ts";
import { mostCounted } from "./count-at-schools.ts";
import { cleverSource } from "./source.ts";
import { connect } from "./test-clever.ts";

const district = createDistrict({
  ...{ seed: 12, schools: 3, students: 180, guardians: 216, staff: 30, classes: 90 },
  ...{ enrollments: 1_080, startYear: 2026 },
});

async function start(t: TestContext): Promise<CleverStandIn> {
  const clever = await startCleverStandIn({ district });
  t.after(() => clever.close());
  return clever;
}

test("what is too much to be read at a look is not counted by school, and is told as Clever tells it", async (t) => {
  const clever = await start(t);
  clever.faults.add({ on: "users", kind: "total", by: mostCounted });
  const { counts, schools, uncounted } = await cleverSource.look(await connect(t, clever));
  assert.equal(counts.students, 180 + mostCounted);
  assert.ok(
    schools.every(
      (one) => one.students === undefined && one.staff !== undefined && one.classes !== undefined,
    ),
  );
  assert.equal(uncounted, undefined);
  const pages = clever.asked.filter(({ name, query }) => name === "users" && query.role === "student");
  assert.equal(pages.length, 2, "the first page, and how many there are");
  clever.faults.add({ on: "sections", kind: "total", by: mostCounted });
  const large = await cleverSource.look(await connect(t, clever, { values: { "page-size": "20" } }));
  assert.deepEqual(large.uncounted, { schools: 3, because: "large" });
});

test("where Clever tells no lengths people are counted all the same, as far as a look reads", async (t) => {
  const clever = await start(t);
  const { schools } = await cleverSource.look(await connect(t, clever));
  clever.faults.add({ kind: "no-total" });
  const untold = await cleverSource.look(await connect(t, clever));
  assert.deepEqual(untold.schools, schools);
  assert.equal(untold.counts.students, undefined);
});

test("nobody is counted where nobody is shared", async (t) => {
  const clever = await start(t);
  clever.refuse("student", 404);
  clever.faults.add({ on: "sections", kind: "emptied" });
  const { schools, notShared } = await cleverSource.look(await connect(t, clever));
  assert.deepEqual(notShared, ["students", "sections"]);
  assert.deepEqual([...new Set(schools.flatMap((one) => Object.keys(one)))], ["sourcedId", "name", "staff"]);
});

test("how much a district has is told before any of it is fetched, and to nobody on the days after", async (t) => {
  const clever = await start(t);
  const connection = await connect(t, clever);
  const heard: number[] = [];
  const onAnnounced = (rows: number): void => {
    heard.push(rows);
    connection.abort(new Error("it needs a place of its own"));
  };
  clever.forget();
  await assert.rejects(cleverSource.fetch({ ...connection, onAnnounced }), /a place of its own/);
  const { roster, sections } = clever.view();
  assert.deepEqual(heard, [180 + 216 + 30 + sections.length * 26]);
  assert.ok(roster.district.enrollments.count > 900);
  const asked = clever.asked.map(({ name, query }) => `${name} ${query.count ?? ""}`);
  assert.deepEqual(asked, ["districts ", "users true", "sections true"]);
  const again = await connect(t, clever, { lastSeen: { collections: "users" } });
  await cleverSource.fetch({ ...again, onAnnounced });
  assert.equal(heard.length, 1);
  clever.faults.add({ kind: "no-total" });
  await cleverSource.fetch({ ...(await connect(t, clever)), onAnnounced });
  assert.equal(heard.length, 1);
});
