import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClassroomChange, ClassroomState } from "./change.ts";
import { effectsOf } from "./slice.ts";

const room: ClassroomState = {
  ...{ schoolId: 7, title: "Algebra", classCode: "", grades: [], location: "", startsOn: null, endsOn: null },
  ...{ status: "active", archivedBy: null, origin: "synced" },
};

function change(before: ClassroomState | undefined, after: ClassroomState): ClassroomChange {
  return {
    ...{ type: "classroom", action: "update", kind: "update", schoolId: after.schoolId, recordId: 1 },
    because: { reason: "listed", file: undefined, line: undefined, sourcedIds: [] },
    ...{ before: before === undefined ? undefined : { ...before, version: 1 }, after },
  };
}

test("counts a class that moves to another school there, and no longer where it was", () => {
  assert.deepEqual(effectsOf(change(room, { ...room, schoolId: 9 })), [
    ["classroom/7", -1],
    ["classroom/9", 1],
  ]);
});

test("counts a new class once and a renamed one not at all", () => {
  assert.deepEqual(effectsOf(change(undefined, room)), [["classroom/7", 1]]);
  assert.deepEqual(effectsOf(change(room, { ...room, title: "Geometry" })), []);
  assert.deepEqual(effectsOf(change(room, { ...room, status: "archived" })), [["classroom/7", -1]]);
});
