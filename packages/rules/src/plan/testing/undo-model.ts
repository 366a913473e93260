import type { Because } from "../../model/place.ts";
import type { Change, PersonChange } from "../change.ts";
import { type UndoConflict, type Undone, undoFlat, undoPerson } from "../undo-change.ts";
import { applyModel } from "./apply-model.ts";
import { guardianshipKey, type ModelDirectory, membershipKey } from "./model-directory.ts";

const why: Because = { reason: "undo", file: undefined, line: undefined, sourcedIds: [] };

/**
 * Takes changes back, the last first, and answers what stays because it was changed since.
 *
 * @param was the directory before the changes
 */
export function undoModel(
  was: ModelDirectory,
  directory: ModelDirectory,
  changes: readonly Change[],
): {
  readonly directory: ModelDirectory;
  readonly changes: readonly Change[];
  readonly conflicts: readonly UndoConflict[];
} {
  const back: Change[] = [];
  const conflicts: UndoConflict[] = [];
  for (const line of [...changes].reverse().filter((one) => one.type !== "link")) {
    const undone = undoOne(was, directory, line, back);
    conflicts.push(...undone.conflicts);
    if (undone.change !== undefined) back.push(undone.change);
  }
  return { directory: applyModel(directory, back, null), changes: back, conflicts };
}

function undoOne(
  was: ModelDirectory,
  directory: ModelDirectory,
  line: Change,
  back: readonly Change[],
): Undone<Change> {
  switch (line.type) {
    case "school":
      return undoFlat(
        line,
        flat(directory.schools.get(line.recordId)),
        why,
        schoolStays(directory, line.recordId, back),
      );
    case "classroom":
      return undoFlat(
        line,
        flat(directory.classrooms.get(line.recordId)),
        why,
        roomStays(was, directory, line.recordId),
      );
    case "membership":
      return undoFlat(line, flat(directory.memberships.get(membershipKey(line))), why, false);
    case "guardianship":
      return undoFlat(line, flat(directory.guardianships.get(guardianshipKey(line))), why, false);
    case "student":
    case "staff":
    case "guardian":
      return undoPerson(line, personNow(directory, line.recordId), why);
    case "link":
      throw new Error("links stay");
    default:
      return line satisfies never;
  }
}

const ids = new Set(["schoolId", "classroomId", "isOurs", "sourceId", "isRestricted"]);

/** A held record as a change carries it. */
function flat<R extends object>(record: R | undefined) {
  if (record === undefined) return undefined;
  const isRoom = "classroomId" in record;
  const state = Object.entries(record).flatMap(([field, value]) => {
    if (ids.has(field) && !(isRoom && field === "schoolId")) return [];
    return [[field, field === "archivedBy" ? (value ?? null) : value]];
  });
  return Object.fromEntries(state);
}

function personNow(directory: ModelDirectory, id: number): PersonChange["before"] {
  const held = directory.people.get(id);
  if (held === undefined) return undefined;
  const { personId, hasSignedIn, ...person } = held.person;
  const roles = held.roles.map(({ sourceId, ...role }) => ({ ...role, archivedBy: role.archivedBy ?? null }));
  return { person, roles };
}

function roomStays(was: ModelDirectory, directory: ModelDirectory, classroomId: number): boolean {
  const isByHand = (held: { readonly status: string; readonly origin: string } | undefined): boolean =>
    held?.status === "active" && held.origin === "manual";
  return [...directory.memberships].some(
    ([key, held]) =>
      key.startsWith(`${classroomId}/`) && isByHand(held) && !isByHand(was.memberships.get(key)),
  );
}

/** Hangs something on the school that would not leave with this undo? */
function schoolStays(directory: ModelDirectory, schoolId: number, back: readonly Change[]): boolean {
  const after = applyModel(directory, back, null);
  const hasRole = [...after.people.values()].some(({ roles }) =>
    roles.some((role) => role.schoolId === schoolId && role.status === "active"),
  );
  return (
    hasRole ||
    [...after.classrooms.values()].some((room) => room.schoolId === schoolId && room.status === "active")
  );
}
