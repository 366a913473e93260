import type { Transaction } from "../database/database.ts";
import { changesOf, mustWriteAll, valuesOf } from "./changes.ts";
import type { Chosen } from "./chosen.ts";
import { gradesOf } from "./write-classrooms.ts";

const people = changesOf("student", "staff", "guardian");

/** Writes people, then their role records, then the links that make a sourcedId theirs. */
export async function writePeople(tx: Transaction, chosen: Chosen): Promise<void> {
  await writePersons(tx, chosen);
  await writeRoles(tx, chosen);
  await tx.query(
    `insert into link (district_id, source_id, record_type, sourced_id, record_id, origin)
     select c.district_id, $4, 'person', l.sourced_id, c.record_id, 'synced'
       from ${people} c, jsonb_array_elements_text(c.after->'links') as l (sourced_id)
      where c.after ? 'links'
     on conflict (district_id, source_id, record_type, sourced_id) do nothing`,
    valuesOf(chosen),
  );
}

async function writePersons(tx: Transaction, chosen: Chosen): Promise<void> {
  await tx.query(
    `insert into person (district_id, person_id, given_name, middle_name, family_name, email, mobile, home_phone, language,
                         username, student_number, identity_key, origin)
     select district_id, record_id, p->>'givenName', p->>'middleName', p->>'familyName', p->>'email', p->>'mobile',
            p->>'homePhone', p->>'language', p->>'username', p->>'studentNumber', p->>'identityKey', p->>'origin'
       from (select district_id, record_id, after->'person' as p from ${people} c
              where before is null and after ? 'person' order by record_id) fresh`,
    valuesOf(chosen),
  );
  await mustWriteAll(tx, chosen, {
    types: ["staff", "student", "guardian"],
    expected: `(select from ${people} c where before ? 'person')`,
    update: `
      update person h
         set given_name = c.p->>'givenName', middle_name = c.p->>'middleName', family_name = c.p->>'familyName',
             email = c.p->>'email', mobile = c.p->>'mobile', home_phone = c.p->>'homePhone', language = c.p->>'language',
             username = c.p->>'username', student_number = c.p->>'studentNumber', identity_key = c.p->>'identityKey',
             origin = c.p->>'origin', version = h.version + 1
        from (select district_id, record_id, after->'person' as p, (before->'person'->>'version')::int as version
                from ${people} c where before ? 'person') c
       where h.district_id = c.district_id and h.person_id = c.record_id and h.version = c.version`,
  });
}

/** The role records of the changes, with the version each was seen at (null: it is new). */
const roles = `(
  select c.district_id, c.record_id, r.value as role,
         (select (b.value->>'version')::int from jsonb_array_elements(c.before->'roles') b
           where b.value->>'schoolId' = r.value->>'schoolId') as version
    from ${people} c, jsonb_array_elements(c.after->'roles') r)`;

async function writeRoles(tx: Transaction, chosen: Chosen): Promise<void> {
  await tx.query(
    `insert into role_record (district_id, person_id, role, school_id, title, grades, status, archived_by, origin, source_id)
     select district_id, record_id, role->>'role', (role->>'schoolId')::bigint, role->>'title', ${gradesOf("role")},
            role->>'status', role->>'archivedBy', role->>'origin', case role->>'origin' when 'synced' then $4::int end
       from ${roles} r where version is null order by record_id`,
    valuesOf(chosen),
  );
  await mustWriteAll(tx, chosen, {
    types: ["staff", "student", "guardian"],
    expected: `(select from ${roles} r where version is not null)`,
    update: `
      update role_record h
         set title = r.role->>'title', grades = ${gradesOf("r.role")}, status = r.role->>'status',
             archived_by = r.role->>'archivedBy', origin = r.role->>'origin', version = h.version + 1,
             source_id = case r.role->>'origin' when 'synced' then coalesce(h.source_id, $4::int) end
        from ${roles} r
       where r.version is not null and h.district_id = r.district_id and h.person_id = r.record_id
         and h.role = r.role->>'role' and h.school_id = (r.role->>'schoolId')::bigint and h.version = r.version`,
  });
}
