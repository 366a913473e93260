import type {
  Change,
  ClassroomChange,
  GuardianshipChange,
  LinkChange,
  MembershipChange,
  PersonChange,
  SchoolChange,
} from "../change.ts";
import {
  guardianshipKey,
  linkKey,
  type ModelDirectory,
  type ModelPerson,
  membershipKey,
} from "./model-directory.ts";

/** The collections of a directory while a plan is applied to a copy of them. */
type Draft = {
  -readonly [K in keyof ModelDirectory]: ModelDirectory[K] extends ReadonlyMap<infer I, infer R>
    ? Map<I, R>
    : number;
};

/**
 * Applies changes as the writers of packages/sync do. A `before` that is not what is held is a conflict and
 * throws: so every proof is also one that planners tell the truth about what they replace.
 */
export function applyModel(
  directory: ModelDirectory,
  changes: readonly Change[],
  sourceId: number | null,
): ModelDirectory {
  const draft: Draft = {
    nextId: directory.nextId,
    schools: new Map(directory.schools),
    classrooms: new Map(directory.classrooms),
    people: new Map(directory.people),
    memberships: new Map(directory.memberships),
    guardianships: new Map(directory.guardianships),
    links: new Map(directory.links),
  };
  for (const change of changes) applyOne(draft, change, sourceId);
  return draft;
}

function applyOne(draft: Draft, change: Change, sourceId: number | null): void {
  if ("recordId" in change) draft.nextId = Math.max(draft.nextId, change.recordId + 1);
  switch (change.type) {
    case "school":
      applySchool(draft, change);
      return;
    case "classroom":
      applyClassroom(draft, change, sourceId);
      return;
    case "link":
      applyLink(draft, change, sourceId);
      return;
    case "membership":
      applyMembership(draft, change, sourceId);
      return;
    case "guardianship":
      applyGuardianship(draft, change, sourceId);
      return;
    case "student":
    case "staff":
    case "guardian":
      applyPerson(draft, change, sourceId);
      return;
    default:
      change satisfies never;
  }
}

function applyLink(draft: Draft, { after, recordId }: LinkChange, sourceId: number | null): void {
  draft.links.set(linkKey(sourceId ?? 0, after.recordType, after.sourcedId), recordId);
}

function applyMembership(draft: Draft, change: MembershipChange, sourceId: number | null): void {
  const held = draft.memberships.get(membershipKey(change));
  const version = nextVersion(held, change.before);
  const owner = ownerOf(change.after.origin, held, sourceId);
  draft.memberships.set(membershipKey(change), { ...change.after, version, sourceId: owner });
}

function applyGuardianship(draft: Draft, change: GuardianshipChange, sourceId: number | null): void {
  const held = draft.guardianships.get(guardianshipKey(change));
  const version = nextVersion(held, change.before);
  const owner = ownerOf(change.after.origin, held, sourceId);
  const isRestricted = change.after.isRestricted ?? held?.isRestricted ?? false;
  draft.guardianships.set(guardianshipKey(change), {
    ...change.after,
    version,
    sourceId: owner,
    isRestricted,
  });
}

function applySchool(draft: Draft, change: SchoolChange): void {
  const version = nextVersion(draft.schools.get(change.recordId), change.before);
  const { archivedBy, ...rest } = change.after;
  const record = { ...rest, archivedBy: archivedBy ?? undefined, schoolId: change.recordId, version };
  draft.schools.set(change.recordId, record);
}

function applyClassroom(draft: Draft, change: ClassroomChange, sourceId: number | null): void {
  const version = nextVersion(draft.classrooms.get(change.recordId), change.before);
  const { archivedBy, link, ...rest } = change.after;
  const record = { ...rest, archivedBy: archivedBy ?? undefined, classroomId: change.recordId, version };
  draft.classrooms.set(change.recordId, record);
  if (link !== undefined && change.before === undefined)
    draft.links.set(linkKey(sourceId ?? 0, "classroom", link), change.recordId);
}

function applyPerson(draft: Draft, change: PersonChange, sourceId: number | null): void {
  const held = draft.people.get(change.recordId);
  draft.people.set(change.recordId, {
    person: personAfter(held, change),
    roles: rolesAfter(held, change, sourceId),
  });
  for (const link of change.after.links ?? [])
    draft.links.set(linkKey(sourceId ?? 0, "person", link), change.recordId);
}

function personAfter(held: ModelPerson | undefined, change: PersonChange): ModelPerson["person"] {
  const { person } = change.after;
  if (person === undefined) {
    if (held === undefined) throw new Error("the first change of a new person carries who they are");
    return held.person;
  }
  const version = nextVersion(held?.person, change.before?.person);
  return { ...person, personId: change.recordId, hasSignedIn: held?.person.hasSignedIn ?? false, version };
}

function rolesAfter(
  held: ModelPerson | undefined,
  change: PersonChange,
  sourceId: number | null,
): ModelPerson["roles"] {
  const roles = [...(held?.roles ?? [])];
  for (const { archivedBy, ...after } of change.after.roles) {
    const at = roles.findIndex((one) => one.role === after.role && one.schoolId === after.schoolId);
    const before = change.before?.roles.find((one) => one.schoolId === after.schoolId);
    const version = nextVersion(roles[at], before);
    const owner = ownerOf(after.origin, roles[at], sourceId);
    const role = { ...after, archivedBy: archivedBy ?? undefined, version, sourceId: owner };
    if (at < 0) roles.push(role);
    else roles[at] = role;
  }
  return roles.sort((a, b) => (a.role === b.role ? a.schoolId - b.schoolId : a.role < b.role ? -1 : 1));
}

function ownerOf(
  origin: string,
  held: { readonly sourceId: number | null } | undefined,
  sourceId: number | null,
): number | null {
  return origin === "synced" ? (held?.sourceId ?? sourceId) : null;
}

/** The version after the change; the state before it must be what is held, field by field. */
function nextVersion(held: { readonly version: number } | undefined, before: object | undefined): number {
  if (held === undefined && before === undefined) return 1;
  const shown: ReadonlyMap<string, unknown> = new Map(Object.entries(held ?? {}));
  const differs = Object.entries(before ?? {}).filter(
    ([field, value]) => JSON.stringify(shown.get(field) ?? null) !== JSON.stringify(value ?? null),
  );
  if (held === undefined || before === undefined || differs.length > 0)
    throw new Error(`a change is made for another state: ${differs.map(([field]) => field).join(", ")}`);
  return held.version + 1;
}
