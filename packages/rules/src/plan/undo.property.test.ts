import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Change } from "./change.ts";
import { applyModel } from "./testing/apply-model.ts";
import { editModel } from "./testing/edit-model.ts";
import { activeState, type ModelDirectory } from "./testing/model-directory.ts";
import { chooseHistory, ourSource } from "./testing/model-history.ts";
import { chooseFrom } from "./testing/model-roster.ts";
import { planModel } from "./testing/plan-model.ts";
import { undoModel } from "./testing/undo-model.ts";

const runs = { numRuns: 10_000, noBias: true };
const bytes = fc.uint8Array({ maxLength: 120, size: "max" });

/** A district before and after one sync. */
function live(drawn: Uint8Array): {
  readonly before: ModelDirectory;
  readonly after: ModelDirectory;
  readonly changes: readonly Change[];
} {
  const history = chooseHistory(chooseFrom(drawn));
  const changes = planModel({ ...history, sourceId: ourSource });
  return { before: history.directory, changes, after: applyModel(history.directory, changes, ourSource) };
}

test("an undone sync leaves the district as it was", () => {
  fc.assert(
    fc.property(bytes, (drawn) => {
      const { before, after, changes } = live(drawn);
      const { directory, conflicts } = undoModel(before, after, changes);
      assert.deepEqual(conflicts, []);
      assert.deepEqual(activeState(directory), activeState(before));
    }),
    runs,
  );
});

test("an undo that is itself undone brings the sync back", () => {
  fc.assert(
    fc.property(bytes, (drawn) => {
      const { before, after, changes } = live(drawn);
      const undone = undoModel(before, after, changes);
      const redone = undoModel(after, undone.directory, undone.changes);
      assert.deepEqual(activeState(redone.directory), activeState(after));
    }),
    runs,
  );
});

test("keeps and names what people changed since, and takes everything else back", () => {
  let edited = 0;
  fc.assert(
    fc.property(bytes, fc.uint8Array({ minLength: 12, maxLength: 12 }), (drawn, hand) => {
      const { before, after, changes } = live(drawn);
      const choose = chooseFrom(hand);
      const now = editModel(choose, after, 1 + choose(4));
      const { directory, conflicts } = undoModel(before, now, changes);
      const was = fieldsOf(before);
      const is = fieldsOf(after);
      const edits = fieldsOf(now);
      const left = fieldsOf(directory);
      for (const [record, fields] of edits) {
        const touched = [...fields].filter(([field, value]) => is.get(record)?.get(field) !== value);
        if (touched.length === 0) continue;
        edited += 1;
        for (const [field, value] of touched)
          assert.equal(left.get(record)?.get(field), value, `${record} ${field}`);
      }
      for (const [record, fields] of is) {
        const isEdited = [...fields].some(([field, value]) => edits.get(record)?.get(field) !== value);
        if (isEdited || hangsOnEdit(record, conflicts)) continue;
        for (const [field, value] of was.get(record) ?? [])
          assert.equal(left.get(record)?.get(field), value, `${record} ${field}`);
        if (!was.has(record)) assert.notEqual(left.get(record)?.get("status"), '"active"', record);
      }
    }),
    runs,
  );
  assert.ok(edited > 5000, `only ${edited} records were edited`);
});

/** A record that stays for the sake of what people put on it is named as a whole; so is whoever a person edited. */
function hangsOnEdit(record: string, conflicts: ReturnType<typeof undoModel>["conflicts"]): boolean {
  const [kind, id] = record.split(" ");
  return conflicts.some(({ type, recordId, field }) => {
    const isPerson = type === "student" || type === "staff" || type === "guardian";
    if (isPerson) return (kind === "person" || kind === "role") && Number(id) === recordId;
    return field === "record" && kind === type && Number(id) === recordId;
  });
}

const bookkeeping = new Set([
  "version",
  "personId",
  "sourceId",
  "identityKey",
  "hasSignedIn",
  "archivedBy",
  "roles",
]);

/** Every record of a directory, active or not, field by field. */
function fieldsOf(directory: ModelDirectory): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const shown = (record: object): ReadonlyMap<string, string> =>
    new Map(
      Object.entries(record)
        .filter(([field]) => !bookkeeping.has(field))
        .map(([field, value]) => [field, JSON.stringify(value)]),
    );
  return new Map([
    ...[...directory.schools].map(([id, one]) => [`school ${id}`, shown(one)] as const),
    ...[...directory.classrooms].map(([id, one]) => [`classroom ${id}`, shown(one)] as const),
    ...[...directory.people].map(([id, { person }]) => [`person ${id}`, shown(person)] as const),
    ...[...directory.people].flatMap(([id, { roles }]) =>
      roles.map((one) => [`role ${id} ${one.role}/${one.schoolId}`, shown(one)] as const),
    ),
    ...[...directory.memberships].map(([key, one]) => [`membership ${key}`, shown(one)] as const),
    ...[...directory.guardianships].map(([key, one]) => [`guardianship ${key}`, shown(one)] as const),
  ]);
}
