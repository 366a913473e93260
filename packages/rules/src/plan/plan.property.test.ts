import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Change } from "./change.ts";
import { applyModel } from "./testing/apply-model.ts";
import { linkKey, type ModelDirectory } from "./testing/model-directory.ts";
import { chooseHistory, type ModelHistory, ourSource } from "./testing/model-history.ts";
import { type Choose, chooseFrom, type ModelRoster, shuffled } from "./testing/model-roster.ts";
import { planModel } from "./testing/plan-model.ts";

const runs = { numRuns: 10_000, noBias: true };
/** Every district is drawn from bytes: fewer and smaller bytes, simpler district, so failures shrink. */
const bytes = fc.uint8Array({ maxLength: 120, size: "max" });

function plan(history: ModelHistory, roster = history.roster): readonly Change[] {
  return planModel({ ...history, roster, sourceId: ourSource });
}

test("plans nothing the second time, whatever the district went through", () => {
  let planned = 0;
  fc.assert(
    fc.property(bytes, (drawn) => {
      const history = chooseHistory(chooseFrom(drawn));
      const changes = plan(history);
      planned += changes.length;
      const directory = applyModel(history.directory, changes, ourSource);
      assert.deepEqual(plan({ ...history, directory }), []);
    }),
    runs,
  );
  assert.ok(planned > 20_000, `only ${planned} changes were planned: the districts are too dull`);
});

test("plans the same whatever the order of the rows", () => {
  fc.assert(
    fc.property(bytes, fc.uint8Array({ minLength: 20, maxLength: 40 }), (drawn, order) => {
      const history = chooseHistory(chooseFrom(drawn));
      const mixed = shuffled(chooseFrom(order), history.roster);
      assert.deepEqual(plan(history, mixed), plan(history));
    }),
    runs,
  );
});

test("removes only what the source itself brought", () => {
  fc.assert(
    fc.property(bytes, (drawn) => {
      const history = chooseHistory(chooseFrom(drawn));
      const { directory } = history;
      const after = applyModel(directory, plan(history), ourSource);
      for (const [name, standing] of standingOfOthers(directory))
        assert.equal(isStanding(after, name), true, standing);
    }),
    runs,
  );
});

test("removes nobody whose row could not be read", () => {
  let leftOut = 0;
  fc.assert(
    fc.property(bytes, fc.uint8Array({ minLength: 20, maxLength: 40 }), (drawn, broken) => {
      const history = chooseHistory(chooseFrom(drawn));
      const { roster, kept } = withBrokenRows(chooseFrom(broken), history.before, history.roster);
      leftOut += kept.size;
      for (const change of plan(history, roster)) {
        const fed = removedRows(change, history, roster);
        assert.ok(
          !fed.some((row) => kept.has(row)),
          `removed although unreadable: ${JSON.stringify(change)}`,
        );
      }
    }),
    runs,
  );
  assert.ok(leftOut > 1000, `only ${leftOut} rows were left out`);
});

/** Roles, memberships and guardianships that stand and are not ours, classrooms that are not linked to us. */
function standingOfOthers(directory: ModelDirectory): readonly (readonly [string, string])[] {
  const others = (record: { status: string; origin: string; sourceId: number | null }): boolean =>
    record.status === "active" && (record.origin === "manual" || record.sourceId !== ourSource);
  const linked = new Set(
    [...directory.links]
      .filter(([key]) => key.startsWith(linkKey(ourSource, "classroom", "")))
      .map(([, id]) => id),
  );
  const names = [
    ...[...directory.memberships].filter(([, held]) => others(held)).map(([key]) => `membership ${key}`),
    ...[...directory.guardianships].filter(([, held]) => others(held)).map(([key]) => `guardianship ${key}`),
    ...[...directory.classrooms]
      .filter(([id, room]) => room.status === "active" && !linked.has(id))
      .map(([id]) => `classroom ${id}`),
    ...[...directory.people].flatMap(([id, { roles }]) =>
      roles.filter(others).map(({ role, schoolId }) => `role ${id} ${role}/${schoolId}`),
    ),
  ];
  return names.map((name) => [name, `${name} belongs to somebody else`] as const);
}

function isStanding(directory: ModelDirectory, name: string): boolean {
  const [kind, key = "", role = ""] = name.split(" ");
  if (kind === "membership") return directory.memberships.get(key)?.status === "active";
  if (kind === "guardianship") return directory.guardianships.get(key)?.status === "active";
  if (kind === "classroom") return directory.classrooms.get(Number(key))?.status === "active";
  return (directory.people.get(Number(key))?.roles ?? []).some(
    (held) => `${held.role}/${held.schoolId}` === role && held.status === "active",
  );
}

/** Some rows of the day cannot be read: what the source said of them before stands (design: present, unknown). */
function withBrokenRows(
  choose: Choose,
  before: ModelRoster,
  now: ModelRoster,
): { readonly roster: ModelRoster; readonly kept: ReadonlySet<string> } {
  const kept = new Set<string>();
  const stand = <R>(old: ReadonlyMap<string, R>, rows: ReadonlyMap<string, R>): Map<string, R> => {
    const standing = new Map(rows);
    for (const [id, row] of old) {
      if (choose(3) !== 0) continue;
      standing.set(id, row);
      kept.add(id);
    }
    return standing;
  };
  return {
    kept,
    roster: {
      orgs: now.orgs,
      classes: stand(before.classes, now.classes),
      users: stand(before.users, now.users),
      enrollments: stand(before.enrollments, now.enrollments),
    },
  };
}

/** The rows that, where they stand, forbid this change: none for one that removes nothing. */
function removedRows(change: Change, { directory }: ModelHistory, roster: ModelRoster): readonly string[] {
  const named = (type: "classroom" | "person", id: number): readonly string[] => {
    const prefix = linkKey(ourSource, type, "");
    return [...directory.links]
      .filter(([key, record]) => record === id && key.startsWith(prefix))
      .map(([key]) => key.slice(prefix.length));
  };
  if (change.kind !== "removal") return [];
  switch (change.type) {
    case "classroom":
      return named("classroom", change.recordId);
    case "student":
    case "staff":
      return named("person", change.recordId).filter((id) => endsListedRole(roster, id, change));
    case "membership": {
      const rooms = named("classroom", change.classroomId);
      const people = named("person", change.personId);
      return [...roster.enrollments]
        .filter(
          ([, said]) => rooms.includes(said.cls) && people.includes(said.user) && said.role === change.role,
        )
        .map(([id]) => id);
    }
    case "guardianship": {
      const students = named("person", change.studentId);
      const guardians = named("person", change.guardianId);
      const names = (near: string, far: readonly string[]): boolean =>
        roster.users.get(near)?.agents.some((agent) => far.includes(agent) && roster.users.has(agent)) ===
        true;
      return [
        ...students.filter((id) => names(id, guardians)),
        ...guardians.filter((id) => names(id, students)),
      ];
    }
    default:
      return [];
  }
}

/** A role ends although the row that stands lists it: a student who moves leaves a school without being removed. */
function endsListedRole(roster: ModelRoster, id: string, change: Change): boolean {
  const user = roster.users.get(id);
  return (
    user !== undefined && user.role === change.type && user.orgs.length > 0 && change.action === "archive"
  );
}
