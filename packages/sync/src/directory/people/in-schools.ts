import type { Reader } from "../../database/database.ts";
import { Fault } from "../../fault.ts";

/** The schools somebody is limited to; undefined: all of the district. */
export type Schools = readonly number[] | undefined;

/**
 * SQL that selects the people of some schools: by a role, by a class, or as family of a student there. A list is joined
 * with them once: asking the same of each person of a district of 50,000 students took a hundred times as long.
 */
export function peopleOf(schools: string): string {
  return `select r.person_id from role_record r where r.district_id = $1 and r.school_id = any (${schools}::bigint[])
    union all select g.guardian_id from role_record r join guardianship g on g.district_id = $1 and g.student_id = r.person_id
     where r.district_id = $1 and r.role = 'student' and r.school_id = any (${schools}::bigint[])
    union all select m.person_id from classroom c join membership m on m.district_id = $1 and m.classroom_id = c.classroom_id
     where c.district_id = $1 and c.school_id = any (${schools}::bigint[])`;
}

/** SQL: one person belongs to one of the schools, in the same ways. */
function isPersonOf(person: string, schools: string): string {
  return `(exists (select from role_record r where r.district_id = $1 and r.person_id = ${person} and r.school_id = any (${schools}::bigint[]))
    or exists (select from guardianship g join role_record r on r.district_id = $1 and r.person_id = g.student_id and r.role = 'student'
                where g.district_id = $1 and g.guardian_id = ${person} and r.school_id = any (${schools}::bigint[]))
    or exists (select from membership m join classroom c on c.district_id = $1 and c.classroom_id = m.classroom_id
                where m.district_id = $1 and m.person_id = ${person} and c.school_id = any (${schools}::bigint[])))`;
}

/**
 * Of some people, those of the schools: to whoever is limited to them the others are not there.
 */
export async function keepPeople(
  tx: Reader,
  districtId: number,
  personIds: readonly number[],
  schools: Schools,
): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ person_id: number }>(
    `select p.person_id from person p where p.district_id = $1 and p.person_id = any ($2::bigint[])
        and ($3::bigint[] is null or ${isPersonOf("p.person_id", "$3")})`,
    [districtId, personIds, schools ?? null],
  );
  return new Set(rows.map((row) => row.person_id));
}

/** @throws Fault `person.id.unknown`: also of somebody of another school, for whom it is the same */
export async function mustSeePerson(
  tx: Reader,
  districtId: number,
  personId: number,
  schools: Schools,
): Promise<void> {
  if ((await keepPeople(tx, districtId, [personId], schools)).has(personId)) return;
  throw new Fault("person.id.unknown", "never", "there is no such person", { person: personId });
}

/** @throws Fault `classroom.id.unknown` */
export async function mustSeeClassroom(
  tx: Reader,
  districtId: number,
  classroomId: number,
  schools: Schools,
): Promise<void> {
  const [row] = await tx.query(
    `select 1 from classroom where district_id = $1 and classroom_id = $2
        and ($3::bigint[] is null or school_id = any ($3::bigint[]))`,
    [districtId, classroomId, schools ?? null],
  );
  if (row === undefined)
    throw new Fault("classroom.id.unknown", "never", "there is no such classroom", {
      classroom: classroomId,
    });
}

/** @throws Fault `school.id.unknown` */
export async function mustSeeSchool(
  tx: Reader,
  districtId: number,
  schoolId: number,
  schools: Schools,
): Promise<void> {
  const [row] = await tx.query(
    `select 1 from school where district_id = $1 and school_id = $2
        and ($3::bigint[] is null or school_id = any ($3::bigint[]))`,
    [districtId, schoolId, schools ?? null],
  );
  if (row === undefined)
    throw new Fault("school.id.unknown", "never", "there is no such school", { school: schoolId });
}
