import type { Action } from "../model/entities.ts";
import type { Because } from "../model/place.ts";
import type {
  Change,
  ClassroomChange,
  GuardianshipChange,
  LinkChange,
  MembershipChange,
  PersonChange,
  RoleState,
  SchoolChange,
} from "./change.ts";
import { kindOf } from "./change.ts";

/** What an undo keeps: a field that was changed again since, or a record that something else needs. */
export interface UndoConflict {
  readonly type: Change["type"];
  readonly recordId: number;
  /** `record` where the record as a whole is kept. */
  readonly field: string;
  /** `changed` after the run that is being undone · `needed` by something that stays. */
  readonly because: "changed" | "needed";
}

export interface Undone<C extends Change> {
  readonly change: C | undefined;
  readonly conflicts: readonly UndoConflict[];
}

/** Any of the flat states: fields by name, with a status. */
type State = Readonly<Record<string, unknown>> & { readonly status: string };

/**
 * The change that takes back `line`, given the record as it is now: a three-way merge of before, after and now.
 * A field that still has the value the run gave it returns to the value before; one that was changed since stays
 * and is named. What the run created is archived or ended, never deleted, so that it can come back under its id.
 *
 * @param keeps true: something that people made since hangs on this record, so it must stay
 */
export function undoFlat<C extends SchoolChange | ClassroomChange | MembershipChange | GuardianshipChange>(
  line: C,
  now: NonNullable<C["before"]> | undefined,
  because: Because,
  keeps: boolean,
): Undone<C> {
  const recordId = recordOf(line);
  const name = (field: string): UndoConflict => ({ type: line.type, recordId, field, because: "changed" });
  if (now === undefined) return { change: undefined, conflicts: [name("record")] };
  const { version, ...current } = now as unknown as State & { version: number };
  const merged = mergeBack(
    line.before as State | undefined,
    line.after as unknown as State,
    current as State,
  );
  if (keeps && current.status === "active" && merged.state.status !== "active")
    return { change: undefined, conflicts: [{ ...name("record"), because: "needed" }] };
  const conflicts = merged.conflicts.map(name);
  const action = actionBetween(current as State, merged.state);
  if (action === undefined) return { change: undefined, conflicts };
  const change = {
    ...line,
    ...{ action, kind: kindOf(action), part: "", because, before: now, after: merged.state },
  };
  return { change: change as unknown as C, conflicts };
}

/** The same for a person: name and contact by field, each role record by itself. */
export function undoPerson(
  line: PersonChange,
  now: NonNullable<PersonChange["before"]> | undefined,
  because: Because,
): Undone<PersonChange> {
  const { type, recordId } = line;
  const name = (field: string): UndoConflict => ({ type, recordId, field, because: "changed" });
  if (now === undefined) return { change: undefined, conflicts: [name("record")] };
  const person = undoFields(line, now);
  const conflicts: UndoConflict[] = person.conflicts.map(name);
  const isEdited = line.before === undefined && person.conflicts.length > 0;
  const before: (RoleState & { version: number })[] = [];
  const after: RoleState[] = [];
  for (const role of isEdited ? [] : line.after.roles) {
    const held = now.roles.find((record) => record.role === role.role && record.schoolId === role.schoolId);
    if (held === undefined) continue;
    const { version, ...current } = held;
    const was = line.before?.roles.find((record) => record.schoolId === role.schoolId);
    const merged = mergeBack(was as State | undefined, role as unknown as State, current as unknown as State);
    conflicts.push(...merged.conflicts.map(name));
    if (actionBetween(current as unknown as State, merged.state) === undefined) continue;
    before.push(held);
    after.push(merged.state as unknown as RoleState);
  }
  if (after.length === 0 && person.after === undefined) return { change: undefined, conflicts };
  const action = roleAction(before, after, now.roles);
  const fields =
    person.after === undefined || now.person === undefined
      ? undefined
      : { was: now.person, is: person.after };
  return {
    conflicts,
    change: {
      ...{ type, recordId, action, schoolId: line.schoolId, because },
      kind: after.some((role) => role.status !== "active") ? "removal" : kindOf(action),
      before: { ...(fields === undefined ? {} : { person: fields.was }), roles: before },
      after: { ...(fields === undefined ? {} : { person: fields.is }), roles: after },
    },
  };
}

/**
 * The same for a link: one that a person took away, or a class that they took in again, is as it was. A link that was made
 * stays, so that whoever returns comes back under the same id; so does one that somebody has made of the same sourcedId
 * since, and is named.
 *
 * @param now the link as it is, undefined where there is none; one that leads to no record is left out
 */
export function undoLink(line: LinkChange, now: LinkChange["before"], because: Because): Undone<LinkChange> {
  const { before: after } = line;
  if (after === undefined || now?.recordId === after.recordId) return { change: undefined, conflicts: [] };
  const recordId = now?.recordId ?? 0;
  if (recordId !== line.after.recordId)
    return {
      change: undefined,
      conflicts: [{ type: "link", recordId, field: "record", because: "changed" }],
    };
  const isTied = after.recordId !== 0;
  return {
    conflicts: [],
    change: {
      ...line,
      ...(isTied ? { action: "create", kind: "addition" } : { action: "archive", kind: "removal" }),
      ...{ because, before: now, after },
    },
  };
}

type PersonFieldsState = NonNullable<PersonChange["after"]["person"]>;

function undoFields(
  line: PersonChange,
  now: NonNullable<PersonChange["before"]>,
): { readonly after: PersonFieldsState | undefined; readonly conflicts: readonly string[] } {
  if (line.after.person === undefined || now.person === undefined) return { after: undefined, conflicts: [] };
  const { version, ...current } = now.person;
  // Whoever has left since leaves nothing behind that an undo could take away.
  const status = { status: now.roles.some((role) => role.status === "active") ? "active" : "archived" };
  const was = line.before?.person;
  const merged = mergeBack(
    was === undefined ? undefined : ({ ...was, ...status } as unknown as State),
    { ...line.after.person, ...status } as unknown as State,
    { ...current, ...status } as unknown as State,
  );
  if (was === undefined) return { after: undefined, conflicts: merged.conflicts };
  const { status: unused, ...after } = merged.state;
  const isSame = Object.entries(after).every(([field, value]) =>
    sameValue(value, new Map(Object.entries(current)).get(field)),
  );
  return { after: isSame ? undefined : (after as unknown as PersonFieldsState), conflicts: merged.conflicts };
}

/** Bookkeeping that a run writes and nobody edits. */
const silent = new Set(["version", "link", "identityKey"]);

function mergeBack(
  before: State | undefined,
  after: State,
  now: State,
): { readonly state: State; readonly conflicts: readonly string[] } {
  const fields = Object.keys(now).filter((field) => !silent.has(field));
  if (before === undefined) {
    const edited = fields.filter((field) => !sameValue(now[field], after[field]));
    if (edited.length > 0) return { state: now, conflicts: now.status === "active" ? edited : [] };
    return { state: gone(now), conflicts: [] };
  }
  const state: Record<string, unknown> = { ...now };
  const conflicts: string[] = [];
  for (const field of Object.keys(now).filter((name) => name !== "version")) {
    if (sameValue(before[field], after[field])) continue;
    if (sameValue(now[field], after[field])) state[field] = before[field];
    else if (!sameValue(now[field], before[field]) && !silent.has(field)) conflicts.push(field);
  }
  return { state: state as State, conflicts };
}

/** A record that a run created, once the run is undone. */
function gone(now: State): State {
  if ("archivedBy" in now) return { ...now, status: "archived", archivedBy: "undo" };
  return { ...now, status: "ended" };
}

function actionBetween(now: State, next: State): Exclude<Action, "keep" | "create"> | undefined {
  if (now.status === "active" && next.status !== "active") return "archive";
  if (now.status !== "active" && next.status === "active") return "restore";
  return Object.keys(next).some((field) => !sameValue(next[field], now[field])) ? "update" : undefined;
}

function roleAction(
  before: readonly RoleState[],
  after: readonly RoleState[],
  all: readonly RoleState[],
): "archive" | "restore" | "update" {
  const isActive = (role: RoleState): boolean => role.status === "active";
  const others = all.filter(
    (role) => !before.some((held) => held.schoolId === role.schoolId && held.role === role.role),
  );
  if (after.length === 0) return "update";
  if (!after.some(isActive))
    return others.some((role) => isActive(role) && role.role === after[0]?.role) ? "update" : "archive";
  return before.some(isActive) ? "update" : "restore";
}

function recordOf(line: SchoolChange | ClassroomChange | MembershipChange | GuardianshipChange): number {
  switch (line.type) {
    case "membership":
      return line.personId;
    case "guardianship":
      return line.studentId;
    case "school":
    case "classroom":
      return line.recordId;
    default:
      return line satisfies never;
  }
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
