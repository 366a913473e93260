import { createHash } from "node:crypto";
import type { Database, Reader } from "../../database/database.ts";

/** A district's directory as a case compares it. */
export interface DirectoryLook {
  /** One hash over every row that is active, as it stands. */
  readonly hash: string;
  /** Active records by kind. */
  readonly counts: Readonly<Record<string, number>>;
}

const kept = {
  school: "status = 'active'",
  classroom: "status = 'active'",
  person: "true",
  role_record: "status = 'active'",
  membership: "status = 'active'",
  guardianship: "status = 'active'",
  link: "true",
} as const;

export async function lookAtDirectory(db: Database, districtId: number): Promise<DirectoryLook> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const hash = createHash("sha256");
      for (const [table, active] of Object.entries(kept)) {
        const [row] = await tx.query<{ rows: string }>(
          `select coalesce(string_agg(t::text, E'\\n' order by t::text), '') as rows from ${table} t
            where district_id = $1 and ${active}`,
          [districtId],
        );
        hash.update(`${table}\n${row?.rows}\n`);
      }
      return { hash: hash.digest("hex"), counts: await countActive(tx, districtId) };
    }),
  );
}

async function countActive(tx: Reader, districtId: number): Promise<Readonly<Record<string, number>>> {
  const [row] = await tx.query<Record<string, number>>(
    `select (select count(*) from school where district_id = $1 and status = 'active') as schools,
            (select count(*) from classroom where district_id = $1 and status = 'active') as classrooms,
            (select count(*) from membership where district_id = $1 and status = 'active') as memberships,
            (select count(*) from guardianship where district_id = $1 and status = 'active') as guardianships,
            count(distinct person_id) as people,
            count(distinct person_id) filter (where role = 'student') as students,
            count(distinct person_id) filter (where role = 'staff') as staff,
            count(distinct person_id) filter (where role = 'guardian') as guardians
       from role_record where district_id = $1 and status = 'active'`,
    [districtId],
  );
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
}

/** A linked person's fields and active roles (`student@0007`, `guardian`); null for nobody with an active role. */
export async function lookAtPerson(
  db: Database,
  districtId: number,
  sourcedId: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  const rows = await read(
    db,
    districtId,
    `select p.person_id as "personId", p.given_name as "givenName", p.middle_name as "middleName",
            p.family_name as "familyName", p.email, p.mobile, p.home_phone as "homePhone", p.language, p.username,
            p.student_number as "studentNumber",
            array(select r.role || coalesce('@' || s.sourced_id, '') from role_record r
                    left join link s on s.district_id = $1 and s.record_type = 'school' and s.record_id = r.school_id
                   where r.district_id = $1 and r.person_id = p.person_id and r.status = 'active' order by 1) as roles,
            array(select distinct unnest(r.grades) from role_record r
                   where r.district_id = $1 and r.person_id = p.person_id and r.status = 'active' order by 1) as grades,
            array(select c.sourced_id from guardianship g
                    join link c on c.district_id = $1 and c.record_type = 'person' and c.record_id = g.student_id
                   where g.district_id = $1 and g.guardian_id = p.person_id and g.status = 'active' order by 1) as students,
            array(select c.sourced_id from guardianship g
                    join link c on c.district_id = $1 and c.record_type = 'person' and c.record_id = g.guardian_id
                   where g.district_id = $1 and g.student_id = p.person_id and g.status = 'active' order by 1) as guardians,
            array(select c.sourced_id || ' ' || m.role from membership m
                    join link c on c.district_id = $1 and c.record_type = 'classroom' and c.record_id = m.classroom_id
                   where m.district_id = $1 and m.person_id = p.person_id and m.status = 'active' order by 1) as classrooms
       from link l join person p on p.district_id = $1 and p.person_id = l.record_id
      where l.district_id = $1 and l.record_type = 'person' and l.sourced_id = $2`,
    [sourcedId],
  );
  const [person] = rows;
  return person === undefined || (Array.isArray(person.roles) && person.roles.length === 0) ? null : person;
}

/** A linked classroom that is active: its fields, its school's sourcedId, how many students, who teaches. */
export async function lookAtClassroom(
  db: Database,
  districtId: number,
  sourcedId: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  const [classroom] = await read(
    db,
    districtId,
    `select c.title, c.class_code as "classCode", c.grades, c.location, c.starts_on::text as "startsOn",
            c.ends_on::text as "endsOn",
            (select s.sourced_id from link s where s.district_id = $1 and s.record_type = 'school' and s.record_id = c.school_id limit 1) as school,
            (select count(*)::int from membership m where m.district_id = $1 and m.classroom_id = c.classroom_id
                and m.status = 'active' and m.role = 'student') as students,
            array(select p.sourced_id || ' ' || m.role from membership m
                    join link p on p.district_id = $1 and p.record_type = 'person' and p.record_id = m.person_id
                   where m.district_id = $1 and m.classroom_id = c.classroom_id and m.status = 'active'
                     and m.role <> 'student' order by 1) as teachers
       from link l join classroom c on c.district_id = $1 and c.classroom_id = l.record_id
      where l.district_id = $1 and l.record_type = 'classroom' and l.sourced_id = $2 and c.status = 'active'`,
    [sourcedId],
  );
  return classroom ?? null;
}

/** The sourcedIds of a district's linked schools by our id. */
export async function schoolNames(db: Database, districtId: number): Promise<ReadonlyMap<number, string>> {
  const rows = await read(
    db,
    districtId,
    "select record_id, sourced_id from link where district_id = $1 and record_type = 'school' order by 2 desc",
    [],
  );
  return new Map(rows.map((row) => [Number(row.record_id), String(row.sourced_id)]));
}

/** The tables of a district that hold a text anywhere. */
export async function findText(db: Database, districtId: number, text: string): Promise<readonly string[]> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const found: string[] = [];
      for (const table of await listTables(tx)) {
        const [row] = await tx.query<{ is_there: boolean }>(
          `select exists (select from ${table} t where district_id = $1 and position($2 in t::text) > 0) as is_there`,
          [districtId, text],
        );
        if (row?.is_there === true) found.push(table);
      }
      return found;
    }),
  );
}

/** Every table of the database that belongs to districts. */
export async function listTables(tx: Reader): Promise<readonly string[]> {
  const rows = await tx.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'district_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  return rows.map((row) => row.name);
}

function read(
  db: Database,
  districtId: number,
  sql: string,
  values: readonly unknown[],
): Promise<readonly Record<string, unknown>[]> {
  return db.session(districtId, (session) =>
    session.read((tx) => tx.query<Record<string, unknown>>(sql, [districtId, ...values])),
  );
}
