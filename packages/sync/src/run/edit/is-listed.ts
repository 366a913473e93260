import type { MembershipRole } from "@muster/rules/model/membership.ts";
import type { RoleName } from "@muster/rules/model/person.ts";
import type { Reader } from "../../database/database.ts";

/** What a source says now and has been accepted; a snapshot that waits for a decision says nothing yet. */
const said = (alias: string): string => `
  ${alias}.district_id = $1 and ${alias}.snapshot_id <> all (
    array(select snapshot_id from snapshot where district_id = $1 and standing = 'pending'))`;

const linked = (type: "person" | "classroom", id: string): string => `
  select l.source_id, l.sourced_id from link l
   where l.district_id = $1 and l.record_type = '${type}' and l.record_id = ${id}`;

/** Does a source list this person in this role? Then only the source can let them leave (connect.md §13). */
export async function isListedAs(
  tx: Reader,
  districtId: number,
  personId: number,
  role: RoleName,
): Promise<boolean> {
  return holds(
    tx,
    `select from (${linked("person", "$2")}) l
       join source_user u on u.source_id = l.source_id and u.sourced_id = l.sourced_id and ${said("u")}
      where u.role = any ($3::text[])
         or exists (select from source_role r where ${said("r")} and r.source_id = l.source_id
                       and r.user_sourced_id = l.sourced_id and r.role = any ($3::text[]))`,
    [districtId, personId, wordsOf[role]],
  );
}

/** The words of the standard that give somebody a role of ours. */
const wordsOf: Readonly<Record<RoleName, readonly string[]>> = {
  student: ["student"],
  staff: ["teacher", "aide", "proctor", "administrator"],
  guardian: ["parent", "guardian", "relative"],
};

/** Does a source enroll this person in this classroom, in this role? */
export async function isListedMember(
  tx: Reader,
  districtId: number,
  key: { readonly classroomId: number; readonly personId: number; readonly role: MembershipRole },
): Promise<boolean> {
  return holds(
    tx,
    `select from (${linked("classroom", "$2")}) c
       join (${linked("person", "$3")}) p using (source_id)
       join source_enrollment e on e.source_id = c.source_id and e.class_sourced_id = c.sourced_id
        and e.user_sourced_id = p.sourced_id and ${said("e")}
      where case e.role when 'student' then 'student' when 'teacher' then 'teacher' else 'aide' end = $4`,
    [districtId, key.classroomId, key.personId, key.role],
  );
}

/** Does a source name this guardian for this student, on either side or in guardians.csv? */
export async function isListedGuardian(
  tx: Reader,
  districtId: number,
  studentId: number,
  guardianId: number,
): Promise<boolean> {
  return holds(
    tx,
    `select from (${linked("person", "$2")}) s
       join (${linked("person", "$3")}) g using (source_id)
      where exists (select from source_user u where ${said("u")} and u.source_id = s.source_id
                       and (u.sourced_id = s.sourced_id and g.sourced_id = any (u.agent_sourced_ids)
                         or u.sourced_id = g.sourced_id and s.sourced_id = any (u.agent_sourced_ids)))
         or exists (select from source_guardian f where ${said("f")} and f.source_id = s.source_id
                       and f.student_sourced_id = s.sourced_id and f.guardian_sourced_id = g.sourced_id)`,
    [districtId, studentId, guardianId],
  );
}

/** Is a school, or a classroom, fed by a source? */
export async function isLinked(
  tx: Reader,
  districtId: number,
  type: "school" | "classroom",
  recordId: number,
): Promise<boolean> {
  return holds(tx, "select from link where district_id = $1 and record_type = $2 and record_id = $3", [
    districtId,
    type,
    recordId,
  ]);
}

async function holds(tx: Reader, query: string, values: readonly unknown[]): Promise<boolean> {
  const [row] = await tx.query<{ holds: boolean }>(`select exists (${query}) as holds`, values);
  return row?.holds === true;
}
