import { identityKey } from "../match/identity-key.ts";
import type { Person, PersonFields, RoleName, RoleRecord } from "../model/person.ts";
import type { Because } from "../model/place.ts";
import type { Settings } from "../setting/all-settings.ts";
import type { ChangePart, Kept, PersonChange } from "./change.ts";
import { personFields } from "./contact-details.ts";
import { isSomebodyElse } from "./is-somebody-else.ts";
import { type PlannedRoles, planRoles } from "./plan-roles.ts";
import type { WantedUser } from "./wanted-user.ts";

/** One human: every user of the source that stands for them, beside the person we hold. */
export interface PersonPair {
  /** Dealt already, for a new person too. */
  readonly personId: number;
  /** In the order staff, student, guardian, then by sourcedId: the first decides where they disagree. */
  readonly users: readonly WantedUser[];
  readonly existing: Person | undefined;
  readonly roles: readonly RoleRecord[];
  /** sourcedIds among `users` that are not linked to this person yet. */
  readonly newLinks: readonly string[];
  /** For guardians: the school of their first student, 0 where none is known. */
  readonly guardianSchoolId: number;
  /** sourcedIds that were linked and are listed no more. */
  readonly absent: readonly string[];
}

const roleOrder: readonly RoleName[] = ["staff", "student", "guardian"];

/**
 * The changes of one person: at most one for each kind of role, since a school may have to hold a student's
 * removal while the same person goes on as a guardian. Changes of name and contact travel with the first role
 * that the person is still listed in.
 *
 * @param facts.guardiansStay this source does not manage guardians, or has stopped carrying family links:
 *   nobody ends as a guardian by it (connect.md §6, reliability G-05)
 */
export function planPerson(
  pair: PersonPair,
  settings: Settings,
  facts: { readonly guardiansStay: boolean; readonly because: Because },
): readonly (PersonChange | Kept)[] {
  const { existing, users } = pair;
  const planned = roleOrder
    .map((role) => planRoles(role, users, pair.roles, settings))
    .filter((roles) => concerns(roles, pair))
    .map((roles) =>
      roles.role === "guardian" && facts.guardiansStay && roles.endsAt.length > 0 ? kept(roles) : roles,
    );
  const fields = users.length === 0 ? undefined : personFields(users, existing, settings);
  const changed =
    fields !== undefined && (existing === undefined || !sameFields(fields, existing)) ? fields : undefined;
  const bearer = planned.find((roles) => users.some((user) => user.role === roles.role)) ?? planned[0];
  return planned.map((roles) => {
    const person = roles === bearer ? changed : undefined;
    const links = roles === bearer ? pair.newLinks : [];
    if (roles.action === "keep" && person === undefined && links.length === 0)
      return { action: "keep", type: roles.role, schoolId: sliceSchool(roles, pair) };
    return personChange(pair, roles, person, links, facts.because);
  });
}

function personChange(
  pair: PersonPair,
  roles: PlannedRoles,
  person: PersonFields | undefined,
  links: readonly string[],
  because: Because,
): PersonChange {
  const { existing } = pair;
  const action = roles.action === "keep" ? "update" : roles.action;
  const isAddition = action === "create" || action === "restore";
  return {
    type: roles.role,
    action,
    kind: roles.endsAt.length > 0 ? "removal" : isAddition ? "addition" : "update",
    schoolId: sliceSchool(roles, pair),
    part: partOf(roles, pair),
    recordId: pair.personId,
    because,
    before:
      existing === undefined
        ? undefined
        : { ...(person === undefined ? {} : { person: personBefore(existing) }), roles: roles.before },
    after: {
      ...(person === undefined
        ? {}
        : {
            person: {
              ...person,
              identityKey: keyOf(person, roles.role),
              origin: existing?.origin ?? "synced",
            },
          }),
      roles: roles.after,
      ...(links.length === 0 ? {} : { links }),
    },
  };
}

function personBefore(existing: Person) {
  const { hasSignedIn, personId, ...rest } = existing;
  return rest;
}

/** Changes that a person must look at one by one, whatever the size of the rest (reliability G13, G14, E04). */
function partOf(roles: PlannedRoles, pair: PersonPair): ChangePart {
  const isStudent = pair.roles.some((record) => record.role === "student" && record.status === "active");
  const isStaff = pair.roles.some((record) => record.role === "staff" && record.status === "active");
  const lists = (role: RoleName) => pair.users.some((user) => user.role === role);
  const switches =
    (isStudent && !isStaff && lists("staff") && !lists("student")) ||
    (isStaff && !isStudent && lists("student") && !lists("staff"));
  if (switches && roles.role !== "guardian") return "role-switched";
  if (isSomebodyElse(pair.users[0], pair.existing, pair.roles)) return "other-person";
  const isProtected =
    pair.existing?.hasSignedIn === true && pair.roles.some((record) => record.title === "administrator");
  return isProtected && roles.role === "staff" && roles.action === "archive" ? "protected" : "";
}

/** Students are never recognised by name and contact: siblings share everything but the first name. */
function keyOf(fields: PersonFields, role: RoleName): string | null {
  return role === "student" || fields.studentNumber !== ""
    ? null
    : identityKey({ ...fields, phones: [fields.mobile, fields.homePhone] });
}

function concerns(roles: PlannedRoles, pair: PersonPair): boolean {
  return (
    roles.action !== "keep" ||
    pair.users.some((user) => user.role === roles.role && user.schoolIds.length > 0) ||
    pair.roles.some((record) => record.role === roles.role && record.status === "active" && record.isOurs)
  );
}

function kept(roles: PlannedRoles): PlannedRoles {
  return { ...roles, before: [], after: [], action: "keep", endsAt: [] };
}

function sliceSchool(roles: PlannedRoles, pair: PersonPair): number {
  if (roles.role === "guardian") return pair.guardianSchoolId;
  return roles.endsAt[0] ?? roles.schoolId;
}

function sameFields(a: PersonFields, b: PersonFields): boolean {
  return (
    a.givenName === b.givenName &&
    a.middleName === b.middleName &&
    a.familyName === b.familyName &&
    a.email === b.email &&
    a.mobile === b.mobile &&
    a.homePhone === b.homePhone &&
    a.language === b.language &&
    a.username === b.username &&
    a.studentNumber === b.studentNumber
  );
}
