import type { RecordType, SliceKind } from "../model/entities.ts";
import type { Change, ChangePart } from "./change.ts";

/**
 * A slice is what a gate can hold by itself: one kind of change of one kind of record in one school (and, for
 * changes that are judged one by one, the part they form).
 */
export interface SliceKey {
  readonly type: RecordType;
  readonly schoolId: number;
  readonly kind: SliceKind;
  readonly part: ChangePart;
}

/** A slice with what the gates weigh of it. */
export interface Slice extends SliceKey {
  readonly changes: number;
  /** Active records of this type in this school before the plan. */
  readonly base: number;
  /** How many changes touch each field, for updates; a column rewritten everywhere is a file's mistake. */
  readonly fields: Readonly<Record<string, number>>;
}

/** The slice that a change belongs to. */
export function sliceOf(change: Change): SliceKey {
  return { type: change.type, schoolId: change.schoolId, kind: change.kind, part: change.part ?? "" };
}

/** One text for a slice, unique within a plan. */
export function sliceName(slice: SliceKey): string {
  const name = `${slice.type}/${slice.schoolId}/${slice.kind}`;
  return slice.part === "" ? name : `${name}/${slice.part}`;
}

/** Active records gained or lost by a change, under `type/school`: what the counts of each school become. */
export function effectsOf(change: Change): readonly (readonly [string, number])[] {
  switch (change.type) {
    case "link":
      return [];
    case "student":
    case "staff":
    case "guardian":
      return change.after.roles.flatMap((role) => {
        const was =
          change.before?.roles.find((record) => record.schoolId === role.schoolId)?.status === "active";
        const delta = Number(role.status === "active") - Number(was);
        const schoolId = change.type === "guardian" ? change.schoolId : role.schoolId;
        return delta === 0 ? [] : [[`${change.type}/${schoolId}`, delta] as const];
      });
    case "classroom": {
      const was = change.before?.status === "active" ? change.before.schoolId : undefined;
      const is = change.after.status === "active" ? change.after.schoolId : undefined;
      if (was === is) return [];
      return [
        ...(was === undefined ? [] : [[`classroom/${was}`, -1] as const]),
        ...(is === undefined ? [] : [[`classroom/${is}`, 1] as const]),
      ];
    }
    case "school":
    case "membership":
    case "guardianship": {
      const delta = Number(change.after.status === "active") - Number(change.before?.status === "active");
      return delta === 0 ? [] : [[`${change.type}/${change.schoolId}`, delta] as const];
    }
    default:
      return change satisfies never;
  }
}

/** The fields that an update touches, so that a column rewritten everywhere can be seen. */
export function fieldsOf(change: Change): readonly string[] {
  if (change.kind !== "update" || change.before === undefined) return [];
  const isPerson = change.type === "student" || change.type === "staff" || change.type === "guardian";
  const before: object | undefined = isPerson ? change.before.person : change.before;
  const after: object | undefined = isPerson ? change.after.person : change.after;
  if (before === undefined || after === undefined) return [];
  const was = new Map(Object.entries(before));
  return Object.entries(after)
    .filter(
      ([field, value]) =>
        field !== "identityKey" && was.has(field) && String(was.get(field)) !== String(value),
    )
    .map(([field]) => field);
}
