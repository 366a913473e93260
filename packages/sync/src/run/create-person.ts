import type { PersonFields, RoleName } from "@muster/rules/model/person.ts";
import type { Change, PersonChange } from "@muster/rules/plan/change.ts";
import type { Transaction } from "../database/database.ts";
import { type Edited, type Refusal, refusal } from "./edit/edited.ts";
import { edit } from "./edit/held-records.ts";
import { isLinked } from "./edit/is-listed.ts";
import { personKey } from "./edit/person-change.ts";
import { readStudentSchool } from "./edit/student-school.ts";
import { editDirectory } from "./edit-directory.ts";
import { trimmed, unfit } from "./edit-person.ts";
import type { RunWorld } from "./sync-request.ts";

export interface NewPerson {
  readonly districtId: number;
  readonly role: RoleName;
  /** 0 for staff of the district; guardians hang on no school. */
  readonly schoolId: number;
  /** For staff: teacher, aide, proctor or administrator. */
  readonly title?: "teacher" | "aide" | "proctor" | "administrator";
  readonly grades?: readonly string[];
  readonly fields: Partial<PersonFields>;
  /** For a guardian: whose, and how they are related. */
  readonly students?: readonly {
    readonly studentId: number;
    readonly relationship: string;
    readonly contactType: string;
  }[];
  readonly operator: string;
}

const noFields: PersonFields = {
  ...{ givenName: "", middleName: "", familyName: "", email: "", mobile: "", homePhone: "" },
  ...{ language: "", username: "", studentNumber: "" },
};

/**
 * Makes a person by hand, in one role; no sync removes them. Students of a school that a source feeds are enrolled
 * in the source (connect.md §7.5), so they are refused here.
 *
 * @throws Fault `person.id.unknown` for a student that is not there
 */
export async function createPerson(
  world: RunWorld,
  request: NewPerson,
): Promise<Edited & { readonly personId: number | undefined }> {
  const { districtId, operator } = request;
  const refused: Refusal[] = [];
  let personId: number | undefined;
  const done = await editDirectory(world, { districtId, operator, sourceId: undefined }, async (tx, deal) => {
    const fields = { ...noFields, ...trimmed(request.fields) };
    const refusedFor = unfit(0, fields) ?? (await refuseRole(tx, request));
    if (refusedFor !== undefined) {
      refused.push(refusedFor);
      return [];
    }
    personId = deal();
    const families = await familyChanges(tx, request, personId);
    const schoolId = request.role === "guardian" ? (families[0]?.schoolId ?? 0) : request.schoolId;
    return [personChange(request, fields, personId, schoolId), ...families];
  });
  return { ...done, refused, personId };
}

async function refuseRole(
  tx: Transaction,
  { districtId, role, schoolId }: NewPerson,
): Promise<Refusal | undefined> {
  if (role === "student" && (await isLinked(tx, districtId, "school", schoolId)))
    return refusal("student.school.synced", schoolId);
  if (role === "guardian" || (role === "staff" && schoolId === 0)) return undefined;
  const [school] = await tx.query(
    "select 1 from school where district_id = $1 and school_id = $2 and status = 'active'",
    [districtId, schoolId],
  );
  return school === undefined ? refusal("school.status.archived", schoolId) : undefined;
}

function personChange(
  request: NewPerson,
  fields: PersonFields,
  recordId: number,
  schoolId: number,
): PersonChange {
  const { role } = request;
  return {
    ...{
      type: role,
      action: "create",
      kind: "addition",
      schoolId,
      recordId,
      because: edit(),
      before: undefined,
    },
    after: {
      person: { ...fields, identityKey: personKey(fields, [{ role }]), origin: "manual" },
      roles: [
        {
          ...{ role, schoolId: role === "guardian" ? 0 : request.schoolId },
          title: role === "staff" ? (request.title ?? "teacher") : "",
          grades: role === "student" ? (request.grades ?? []) : [],
          ...{ status: "active", archivedBy: null, origin: "manual" },
        },
      ],
    },
  };
}

async function familyChanges(
  tx: Transaction,
  request: NewPerson,
  guardianId: number,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  if (request.role !== "guardian") return changes;
  for (const { studentId, relationship, contactType } of request.students ?? [])
    changes.push({
      ...{ type: "guardianship", action: "create", kind: "addition", studentId, guardianId, because: edit() },
      ...{ schoolId: await readStudentSchool(tx, request.districtId, studentId), before: undefined },
      after: { relationship, contactType, status: "active", origin: "manual" },
    });
  return changes;
}
