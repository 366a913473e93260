import assert from "node:assert/strict";
import type { Reader } from "../../database/database.ts";
import { Fault } from "../../fault.ts";
import { createPerson } from "../create-person.ts";
import { findClassroom } from "../edit/find-record.ts";
import { archiveClassroom, createClassroom } from "../edit-classroom.ts";
import { addMembership } from "../edit-membership.ts";
import { linkClassroom } from "../link-classroom.ts";
import { linkSchool } from "../link-school.ts";
import type { RunWorld } from "../sync-request.ts";
import type { Deed } from "./deed.ts";
import type { CaseDistrict } from "./take-step.ts";

/** Does what a person does by hand, by the functions that the doors use. */
export async function doByHand(world: RunWorld, where: CaseDistrict, deed: Deed): Promise<void> {
  const request = { ...where, operator: "case" };
  const idOf = (type: "school" | "person", sourcedId: string): Promise<number> =>
    read(world, where, (tx) => linkedRecord(tx, where, type, sourcedId));
  const roomOf = (name: string): Promise<number> =>
    read(world, where, async (tx) => (await findClassroom(tx, where.districtId, name)).id);
  switch (deed.do) {
    case "linkSchool":
      await refused(
        deed.refusedAs,
        linkSchool(world, { ...request, sourcedId: deed.org, school: await idOf("school", deed.school) }),
      );
      return;
    case "createClassroom": {
      const schoolId = await idOf("school", deed.school);
      await createClassroom(world, { ...request, schoolId, fields: { title: deed.title } });
      return;
    }
    case "linkClassroom":
      await linkClassroom(world, { ...request, sourcedId: deed.class, classroom: deed.classroom });
      return;
    case "archiveClassroom":
      await archiveClassroom(world, { ...request, classroomId: await roomOf(deed.classroom) });
      return;
    case "enroll": {
      const personId = await idOf("person", deed.person);
      const classroomId = await roomOf(deed.classroom);
      await addMembership(world, { ...request, classroomId, personId, role: deed.role });
      return;
    }
    case "createStaff":
      await hire(world, request, await idOf("school", deed.school), deed);
      return;
    case "restrict":
      await restrict(world, where, await idOf("person", deed.student), await idOf("person", deed.guardian));
      return;
    default:
      deed satisfies never;
  }
}

async function hire(
  world: RunWorld,
  request: CaseDistrict & { readonly operator: string },
  schoolId: number,
  { givenName, familyName, email }: Extract<Deed, { readonly do: "createStaff" }>,
): Promise<void> {
  const post = { ...request, role: "staff", schoolId, title: "teacher" } as const;
  await createPerson(world, { ...post, fields: { givenName, familyName, email } });
}

/** Waits for a deed that must end in the fault of this code, or in none. */
async function refused(code: string | undefined, deed: Promise<unknown>): Promise<void> {
  let found: string | undefined;
  await deed.catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    found = error.code;
  });
  assert.equal(found, code, "the fault of a deed");
}

function read<T>(world: RunWorld, where: CaseDistrict, work: (tx: Reader) => Promise<T>): Promise<T> {
  return world.db.session(where.districtId, (session) => session.read(work));
}

async function linkedRecord(
  tx: Reader,
  { districtId, sourceId }: CaseDistrict,
  type: string,
  sourcedId: string,
): Promise<number> {
  const [row] = await tx.query<{ record_id: number }>(
    `select record_id from link where district_id = $1 and record_type = $3 and sourced_id = $4
      order by source_id <> $2 limit 1`,
    [districtId, sourceId, type, sourcedId],
  );
  if (row === undefined) throw new Error(`a deed names a ${type} that is not linked: ${sourcedId}`);
  return row.record_id;
}

async function restrict(
  { db }: RunWorld,
  { districtId }: CaseDistrict,
  studentId: number,
  guardianId: number,
): Promise<void> {
  const rows = await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query(
        `update guardianship set is_restricted = true, status = 'ended', version = version + 1
          where district_id = $1 and student_id = $2 and guardian_id = $3 returning 1`,
        [districtId, studentId, guardianId],
      ),
    ),
  );
  if (rows.length === 0) throw new Error("a deed restricts a family link that is not there");
}
