import type { GuardianshipFields, GuardianshipKey } from "@muster/rules/model/guardianship.ts";
import type { Change, GuardianshipChange, PersonChange } from "@muster/rules/plan/change.ts";
import type { Transaction } from "../database/database.ts";
import { type Edited, type Refusal, refusal } from "./edit/edited.ts";
import { edit, type HeldPerson, readHeldPerson } from "./edit/held-records.ts";
import { isListedGuardian } from "./edit/is-listed.ts";
import { rolesChange } from "./edit/person-change.ts";
import { readStudentSchool } from "./edit/student-school.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

export interface GuardianshipEdit extends GuardianshipKey {
  readonly districtId: number;
  readonly operator: string;
}

/**
 * Makes somebody a guardian of a student by hand, synced or not (connect.md §7.5); no sync takes it back. Who was
 * no guardian before becomes one.
 *
 * @throws Fault `person.id.unknown`
 */
export async function addGuardianship(
  world: RunWorld,
  request: GuardianshipEdit & GuardianshipFields,
): Promise<Edited> {
  const { studentId, guardianId, relationship, contactType } = request;
  return editGuardianship(world, request, async (tx, schoolId, held) => {
    if (held?.isRestricted === true)
      return refusal("guardianship.person.restricted", guardianId, { student: studentId });
    if (held?.status === "active") return [];
    const guardian = await readHeldPerson(tx, request.districtId, guardianId);
    return [
      ...becomeGuardian(guardian, schoolId),
      {
        ...{ type: "guardianship", schoolId, studentId, guardianId, because: edit(guardian.sourcedIds) },
        ...{ action: held === undefined ? "create" : "restore", kind: "addition", before: plain(held) },
        after: { relationship, contactType, status: "active", origin: "manual" },
      },
    ];
  });
}

/**
 * Ends a guardianship. One that a source still names comes back with it, so it is refused.
 *
 * @throws Fault `person.id.unknown`
 */
export async function endGuardianship(world: RunWorld, request: GuardianshipEdit): Promise<Edited> {
  const { districtId, studentId, guardianId } = request;
  return editGuardianship(world, request, async (tx, schoolId, held) => {
    if (held === undefined || held.status === "ended") return [];
    if (held.origin === "synced" && (await isListedGuardian(tx, districtId, studentId, guardianId)))
      return refusal("guardianship.source.lists-it", guardianId, { student: studentId });
    const { version, isRestricted, ...state } = held;
    return [
      {
        ...{ type: "guardianship", schoolId, studentId, guardianId, because: edit() },
        ...{ action: "archive", kind: "removal", before: plain(held) },
        after: { ...state, status: "ended" },
      },
    ];
  });
}

/**
 * Restricts a family link: it ends, and neither a sync nor an edit brings it back until somebody lifts that (product
 * goal B15). A link that was lifted stands again where a person made it or a source names it still.
 *
 * @throws Fault `person.id.unknown`
 */
export async function restrictGuardianship(
  world: RunWorld,
  request: GuardianshipEdit & { readonly isRestricted: boolean },
): Promise<Edited> {
  const { districtId, studentId, guardianId, isRestricted } = request;
  return editGuardianship(world, request, async (tx, schoolId, held) => {
    if (held === undefined) return refusal("guardianship.link.missing", guardianId, { student: studentId });
    if (held.isRestricted === isRestricted) return [];
    const isBack =
      !isRestricted &&
      (held.origin === "manual" || (await isListedGuardian(tx, districtId, studentId, guardianId)));
    const { version, ...state } = held;
    const status = isBack ? "active" : "ended";
    return [
      {
        ...{ type: "guardianship", schoolId, studentId, guardianId, because: edit(), before: held },
        ...waysOf(held.status, status),
        after: { ...state, status, isRestricted },
      },
    ];
  });
}

function waysOf(
  was: "active" | "ended",
  is: "active" | "ended",
): Pick<GuardianshipChange, "action" | "kind"> {
  if (was === is) return { action: "update", kind: "update" };
  return is === "active" ? { action: "restore", kind: "addition" } : { action: "archive", kind: "removal" };
}

type HeldGuardianship = NonNullable<GuardianshipChange["before"]> & { readonly isRestricted: boolean };

/** As a change that has nothing to do with a restriction carries it. */
function plain(held: HeldGuardianship | undefined): GuardianshipChange["before"] {
  if (held === undefined) return undefined;
  const { isRestricted, ...state } = held;
  return state;
}

async function editGuardianship(
  world: RunWorld,
  request: GuardianshipEdit,
  decide: (
    tx: Transaction,
    schoolId: number,
    held: HeldGuardianship | undefined,
  ) => Promise<readonly Change[] | Refusal>,
): Promise<Edited> {
  const { districtId, studentId, operator } = request;
  const refused: Refusal[] = [];
  const done = await editDirectory(world, { districtId, operator, sourceId: undefined }, async (tx) => {
    const schoolId = await readStudentSchool(tx, districtId, studentId);
    const decision = await decide(tx, schoolId, await readHeldGuardianship(tx, request));
    if (!("code" in decision)) return decision;
    refused.push(decision);
    return [];
  });
  return { ...done, refused };
}

/** The role record that a guardianship rests on; a person who has none gets one. */
function becomeGuardian(held: HeldPerson, schoolId: number): readonly PersonChange[] {
  const role = held.roles.find((record) => record.role === "guardian");
  if (role?.status === "active") return [];
  if (role !== undefined)
    return [{ ...rolesChange(held, [role], { status: "active", archivedBy: null }), schoolId }];
  return [
    {
      ...{ type: "guardian", action: "create", kind: "addition", schoolId, recordId: held.personId },
      ...{ because: edit(held.sourcedIds), before: { roles: [] } },
      after: {
        roles: [
          {
            ...{ role: "guardian", schoolId: 0, title: "", grades: [] },
            ...{ status: "active", archivedBy: null, origin: "manual" },
          },
        ],
      },
    },
  ];
}

async function readHeldGuardianship(
  tx: Transaction,
  { districtId, studentId, guardianId }: GuardianshipEdit,
): Promise<HeldGuardianship | undefined> {
  const [row] = await tx.query<HeldGuardianship & Record<string, unknown>>(
    `select relationship, contact_type as "contactType", status, origin, version,
            is_restricted as "isRestricted" from guardianship
      where district_id = $1 and student_id = $2 and guardian_id = $3`,
    [districtId, studentId, guardianId],
  );
  return row;
}
