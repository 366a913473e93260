import type { MembershipFields, MembershipKey } from "@muster/rules/model/membership.ts";
import type { MembershipChange } from "@muster/rules/plan/change.ts";
import type { Transaction } from "../database/database.ts";
import { type Edited, type Refusal, refusal } from "./edit/edited.ts";
import { edit, type HeldClassroom, readHeldClassroom, readHeldPerson } from "./edit/held-records.ts";
import { isLinked, isListedMember } from "./edit/is-listed.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

export interface MembershipEdit extends MembershipKey {
  readonly districtId: number;
  readonly operator: string;
}

/**
 * Puts a person into a classroom by hand; no sync takes them out again. Teachers may be added to any classroom;
 * students of a classroom that a source feeds are enrolled in the source (connect.md §7.5).
 *
 * @throws Fault `classroom.id.unknown`, `person.id.unknown`
 */
export async function addMembership(
  world: RunWorld,
  request: MembershipEdit & Partial<MembershipFields>,
): Promise<Edited> {
  return editMembership(world, request, async (tx, classroom, held) => {
    const refused = await refuseMember(tx, request, classroom);
    if (refused !== undefined) return refused;
    if (held?.status === "active") return undefined;
    const dates = { startsOn: request.startsOn ?? null, endsOn: request.endsOn ?? null };
    return {
      ...ofMembership(request, classroom),
      ...{ action: held === undefined ? "create" : "restore", kind: "addition", before: held },
      after: { ...dates, status: "active", origin: "manual" },
    };
  });
}

/**
 * Takes a person out of a classroom. Whom a source still enrolls there, only the source takes out.
 *
 * @throws Fault `classroom.id.unknown`
 */
export async function endMembership(world: RunWorld, request: MembershipEdit): Promise<Edited> {
  return editMembership(world, request, async (tx, classroom, held) => {
    if (held === undefined || held.status === "ended") return undefined;
    if (held.origin === "synced" && (await isListedMember(tx, request.districtId, request)))
      return refusal("membership.source.lists-it", request.personId, { classroom: request.classroomId });
    const { version, ...state } = held;
    return {
      ...ofMembership(request, classroom),
      ...{ action: "archive", kind: "removal", before: held },
      after: { ...state, status: "ended" },
    };
  });
}

type Decision = MembershipChange | Refusal | undefined;
type HeldMembership = NonNullable<MembershipChange["before"]>;

async function editMembership(
  world: RunWorld,
  request: MembershipEdit,
  decide: (tx: Transaction, classroom: HeldClassroom, held: HeldMembership | undefined) => Promise<Decision>,
): Promise<Edited> {
  const { districtId, operator } = request;
  const refused: Refusal[] = [];
  const done = await editDirectory(world, { districtId, operator, sourceId: undefined }, async (tx) => {
    const classroom = await readHeldClassroom(tx, districtId, request.classroomId);
    const decision = await decide(tx, classroom, await readHeldMembership(tx, request));
    if (decision === undefined) return [];
    if ("type" in decision) return [decision];
    refused.push(decision);
    return [];
  });
  return { ...done, refused };
}

function ofMembership(request: MembershipEdit, { classroom, sourcedIds }: HeldClassroom) {
  const { classroomId, personId, role } = request;
  const { schoolId } = classroom;
  return { type: "membership", schoolId, classroomId, personId, role, because: edit(sourcedIds) } as const;
}

async function refuseMember(
  tx: Transaction,
  request: MembershipEdit,
  { classroom, classroomId }: HeldClassroom,
): Promise<Refusal | undefined> {
  const { districtId, personId, role } = request;
  if (classroom.status === "archived") return refusal("classroom.status.archived", classroomId);
  if (role === "student" && (await isLinked(tx, districtId, "classroom", classroomId)))
    return refusal("membership.classroom.synced", classroomId, { person: personId });
  const needed = role === "student" ? "student" : "staff";
  const { roles } = await readHeldPerson(tx, districtId, personId);
  const holds = roles.some((record) => record.role === needed && record.status === "active");
  return holds ? undefined : refusal("membership.role.missing", personId, { needed });
}

async function readHeldMembership(
  tx: Transaction,
  { districtId, classroomId, personId, role }: MembershipEdit,
): Promise<HeldMembership | undefined> {
  const [row] = await tx.query<HeldMembership & Record<string, unknown>>(
    `select starts_on as "startsOn", ends_on as "endsOn", status, origin, version from membership
      where district_id = $1 and classroom_id = $2 and person_id = $3 and role = $4`,
    [districtId, classroomId, personId, role],
  );
  return row;
}
