import { identityKey } from "@muster/rules/match/identity-key.ts";
import type { PersonFields, RoleName } from "@muster/rules/model/person.ts";
import type { PersonChange, RoleState } from "@muster/rules/plan/change.ts";
import { edit, type HeldPerson } from "./held-records.ts";

/** Students are never recognised by name and contact: siblings share everything but the first name. */
export function personKey(
  fields: PersonFields,
  roles: readonly { readonly role: RoleName }[],
): string | null {
  const isStudent = roles.some(({ role }) => role === "student") || fields.studentNumber !== "";
  return isStudent ? null : identityKey({ ...fields, phones: [fields.mobile, fields.homePhone] });
}

/** The fields of a held person, without what a change carries beside them. */
export function fieldsOf(held: HeldPerson): PersonFields {
  const { identityKey: key, origin, version, ...fields } = held.person;
  return fields;
}

/** New fields for a person; their origin stays, and so do their roles. */
export function fieldsChange(held: HeldPerson, fields: PersonFields): PersonChange {
  const bearer = bearerOf(held);
  return {
    ...{ type: bearer.role, action: "update", kind: "update", schoolId: bearer.schoolId },
    ...{ recordId: held.personId, because: edit(held.sourcedIds) },
    before: { person: held.person, roles: [] },
    after: {
      person: { ...fields, identityKey: personKey(fields, held.roles), origin: held.person.origin },
      roles: [],
    },
  };
}

/** Another state for role records of one kind; `kind` and `action` as they hurt. */
export function rolesChange(
  held: HeldPerson,
  roles: readonly HeldPerson["roles"][number][],
  to: Pick<RoleState, "status" | "archivedBy">,
): PersonChange {
  const [first] = roles;
  if (first === undefined) throw new Error("a change of roles changes at least one");
  return {
    ...{
      type: first.role,
      schoolId: first.schoolId,
      recordId: held.personId,
      because: edit(held.sourcedIds),
    },
    ...(to.status === "active"
      ? { action: "restore", kind: "addition" }
      : { action: "archive", kind: "removal" }),
    before: { roles },
    after: { roles: roles.map(({ version, ...role }) => ({ ...role, ...to })) },
  };
}

const order: readonly RoleName[] = ["staff", "student", "guardian"];

/** Under which role a change of fields is told: an active one first. */
function bearerOf({ personId, roles }: HeldPerson): { readonly role: RoleName; readonly schoolId: number } {
  const rank = (role: HeldPerson["roles"][number]): number =>
    (role.status === "active" ? 0 : 10) + order.indexOf(role.role);
  const [bearer] = [...roles].sort((one, other) => rank(one) - rank(other));
  if (bearer === undefined) throw new Error(`person ${personId} has no role record`);
  return bearer;
}
