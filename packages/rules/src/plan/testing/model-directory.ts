import type { Classroom } from "../../model/classroom.ts";
import type { Guardianship } from "../../model/guardianship.ts";
import type { Membership, MembershipRole } from "../../model/membership.ts";
import type { Person, RoleRecord } from "../../model/person.ts";
import type { School } from "../../model/school.ts";

/**
 * A directory small enough to be looked at whole, for proofs about the planners: what PostgreSQL does with sets is
 * done here one by one, in a few hundred lines that can be believed by reading. Values are never altered; applying
 * makes another directory.
 */
export interface ModelDirectory {
  readonly nextId: number;
  readonly schools: ReadonlyMap<number, School>;
  readonly classrooms: ReadonlyMap<number, Classroom>;
  readonly people: ReadonlyMap<number, ModelPerson>;
  readonly memberships: ReadonlyMap<string, Owned<Membership>>;
  readonly guardianships: ReadonlyMap<string, Owned<Guardianship>>;
  /** `source/type/sourcedId` to the record it is linked to. */
  readonly links: ReadonlyMap<string, number>;
}

/** `isOurs` depends on who asks; a record knows the source that owns it. */
export type Owned<R extends { readonly isOurs: boolean }> = Omit<R, "isOurs"> & {
  readonly sourceId: number | null;
};

export interface ModelPerson {
  readonly person: Person;
  readonly roles: readonly Owned<RoleRecord>[];
}

export const emptyDirectory: ModelDirectory = {
  ...{ nextId: 1, schools: new Map(), classrooms: new Map(), people: new Map() },
  ...{ memberships: new Map(), guardianships: new Map(), links: new Map() },
};

export type LinkType = "school" | "classroom" | "person";

export function linkKey(sourceId: number, type: LinkType, sourcedId: string): string {
  return `${sourceId}/${type}/${sourcedId}`;
}

export function membershipKey(key: {
  readonly classroomId: number;
  readonly personId: number;
  readonly role: MembershipRole;
}): string {
  return `${key.classroomId}/${key.personId}/${key.role}`;
}

export function guardianshipKey(key: { readonly studentId: number; readonly guardianId: number }): string {
  return `${key.studentId}/${key.guardianId}`;
}

/** The record as the planner of a source sees it. */
export function asSeenBy<R extends { readonly origin: string; readonly sourceId: number | null }>(
  sourceId: number,
  record: R,
): R & { readonly isOurs: boolean } {
  return { ...record, isOurs: record.origin === "synced" && record.sourceId === sourceId };
}

/**
 * Everything active, by name, with the fields that people see: what two directories must have in common to be the
 * same to a school.
 */
export function activeState(directory: ModelDirectory): ReadonlyMap<string, string> {
  const state = new Map<string, string>();
  for (const [id, { name, identifier, status }] of directory.schools)
    if (status === "active") state.set(`school ${id}`, JSON.stringify([name, identifier]));
  for (const [id, room] of directory.classrooms) {
    const { schoolId, title, classCode, grades, location, startsOn, endsOn } = room;
    const shown = [schoolId, title, classCode, grades, location, startsOn, endsOn, room.origin];
    if (room.status === "active") state.set(`classroom ${id}`, JSON.stringify(shown));
  }
  for (const [id, held] of directory.people) addPerson(state, id, held);
  for (const [key, { startsOn, endsOn, status, origin }] of directory.memberships)
    if (status === "active") state.set(`membership ${key}`, JSON.stringify([startsOn, endsOn, origin]));
  for (const [key, { relationship, contactType, status, origin }] of directory.guardianships)
    if (status === "active")
      state.set(`guardianship ${key}`, JSON.stringify([relationship, contactType, origin]));
  return state;
}

function addPerson(state: Map<string, string>, id: number, { person, roles }: ModelPerson): void {
  const active = roles.filter((role) => role.status === "active");
  if (active.length === 0) return;
  const { version, personId, identityKey, hasSignedIn, ...shown } = person;
  state.set(`person ${id}`, JSON.stringify(Object.entries(shown).sort()));
  for (const { role, schoolId, title, grades, origin } of active)
    state.set(`role ${id} ${role}/${schoolId}`, JSON.stringify([title, grades, origin]));
}
