import assert from "node:assert/strict";
import { test } from "node:test";
import { type DayPlan, liveDay } from "./day.ts";
import { countDistrict, createDistrict, districtSizes } from "./district.ts";
import { difference, type ReadBack, townPlan, writeAndRead } from "./testing.ts";

const files = ["users.csv", "classes.csv", "enrollments.csv"];

function allDifferences(before: ReadBack, after: ReadBack): number {
  const counts = files.map((file) => difference(before.byId(file), after.byId(file)));
  return counts.reduce((sum, { gone, added, changed }) => sum + gone + added + changed, 0);
}

async function dayAfter(t: Parameters<typeof writeAndRead>[0], day: Omit<DayPlan, "seed">) {
  const monday = createDistrict(townPlan);
  const before = await writeAndRead(t, monday);
  const after = await writeAndRead(t, liveDay(monday, { seed: 12, ...day }));
  return { before, after, of: (file: string) => difference(before.byId(file), after.byId(file)) };
}

test("a share of all records differs after a day, and of every kind some", async (t) => {
  for (const share of [0.01, 0.3]) {
    const { before, after, of } = await dayAfter(t, { shareChanged: share });
    const records = files.reduce((sum, file) => sum + before.lines(file).length, 0);
    const ratio = allDifferences(before, after) / (records * share);
    assert.ok(ratio > 0.9 && ratio < 1.1, `asked for ${share}, got ${ratio} of it`);
    const enrollments = of("enrollments.csv");
    assert.ok(enrollments.gone > 0 && enrollments.added > 0 && enrollments.changed > 0);
    assert.ok(of("users.csv").changed > 0);
  }
});

test("the small practice district meets its share to the record", async (t) => {
  const monday = createDistrict(districtSizes.practice);
  const before = await writeAndRead(t, monday);
  const after = await writeAndRead(t, liveDay(monday, { seed: 1, shareChanged: 0.02 }));
  assert.equal(allDifferences(before, after), Math.round((180 + 216 + 30 + 90 + 1_080) * 0.02));
});

test("as many leave and join as the day says, guardians with the last child", async (t) => {
  const { before, after } = await dayAfter(t, { leavers: 25, joiners: 10 });
  const students = (roster: ReadBack) =>
    new Set(roster.rows("users.csv").flatMap((user) => (user.role === "student" ? [user.sourcedId] : [])));
  const [monday, tuesday] = [students(before), students(after)];
  assert.equal([...monday].filter((id) => !tuesday.has(id)).length, 25);
  assert.equal([...tuesday].filter((id) => !monday.has(id)).length, 10);
});

test("renames and new contact details change so many rows and no others", async (t) => {
  const { of } = await dayAfter(t, { renames: 14, contactChanges: 9 });
  assert.deepEqual(of("users.csv"), { gone: 0, added: 0, changed: 23 });
  assert.deepEqual(of("enrollments.csv"), { gone: 0, added: 0, changed: 0 });
});

test("a change of class ends one enrollment and begins another", async (t) => {
  const { of } = await dayAfter(t, { classChanges: 30 });
  assert.deepEqual(of("enrollments.csv"), { gone: 30, added: 30, changed: 0 });
  assert.deepEqual(of("users.csv"), { gone: 0, added: 0, changed: 0 });
});

test("a student who moves keeps his sourcedId and leaves all classes of the old school", async (t) => {
  const { before, after, of } = await dayAfter(t, { moves: 7 });
  const users = before.byId("users.csv");
  const moved = after
    .rows("users.csv")
    .filter(
      (user) =>
        user.role === "student" && users.get(user.sourcedId ?? "")?.orgSourcedIds !== user.orgSourcedIds,
    );
  assert.equal(moved.length, 7);
  assert.equal(of("users.csv").gone + of("users.csv").added, 0);
  const old = new Set(before.byId("enrollments.csv").keys());
  for (const student of moved) {
    const rows = after.rows("enrollments.csv").filter((row) => row.userSourcedId === student.sourcedId);
    assert.ok(rows.length > 0);
    assert.ok(rows.every((row) => !old.has(row.sourcedId ?? "")));
  }
});

test("classes open and close, and their students go on in a parallel class", async (t) => {
  const { of } = await dayAfter(t, { newClasses: 5, closedClasses: 4 });
  assert.deepEqual(of("classes.csv"), { gone: 4, added: 5, changed: 0 });
  assert.deepEqual(of("users.csv"), { gone: 0, added: 0, changed: 0 });
});

test("living a day leaves the day before as it was, and is the same every time", async (t) => {
  const monday = createDistrict(townPlan);
  const counts = countDistrict(monday);
  const before = await writeAndRead(t, monday);
  const day: DayPlan = {
    seed: 3,
    leavers: 5,
    joiners: 5,
    newClasses: 2,
    closedClasses: 2,
    shareChanged: 0.05,
  };
  const first = await writeAndRead(t, liveDay(monday, day));
  const again = await writeAndRead(t, liveDay(monday, day));
  const other = await writeAndRead(t, liveDay(monday, { ...day, seed: 4 }));
  assert.equal(again.fingerprint(), first.fingerprint());
  assert.notEqual(other.fingerprint(), first.fingerprint());
  assert.deepEqual(countDistrict(monday), counts);
  assert.equal((await writeAndRead(t, monday)).fingerprint(), before.fingerprint());
});

test("nobody who joins gets a sourcedId that was somebody else's", async (t) => {
  let district = createDistrict(townPlan);
  const everSeen = new Map<string, string>();
  for (const seed of [1, 2, 3, 4]) {
    const roster = await writeAndRead(t, district);
    for (const { sourcedId = "", username = "" } of roster.rows("users.csv")) {
      assert.equal(everSeen.get(sourcedId) ?? username, username);
      everSeen.set(sourcedId, username);
    }
    district = liveDay(district, { seed, leavers: 30, joiners: 30 });
  }
});
