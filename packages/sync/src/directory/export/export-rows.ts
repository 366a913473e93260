import type { Class } from "@muster/oneroster/model/class.ts";
import type { Enrollment } from "@muster/oneroster/model/enrollment.ts";
import type { Org } from "@muster/oneroster/model/org.ts";
import type { User } from "@muster/oneroster/model/user.ts";
import type { UserRole } from "@muster/oneroster/model/user-role.ts";
import type { Reader } from "../../database/database.ts";
import type { DirectoryAt } from "../directory-at.ts";
import { valuesFor } from "./prepare-export.ts";

/** Which directory is exported, and whether archived records are part of it; `prepareExport` was called for it. */
export interface ExportScope {
  readonly districtId: number;
  readonly at: DirectoryAt;
  readonly all: boolean;
}

/** Rows that are fetched and written together. */
const rowsPerBatch = 5000;

/** The schools, and the district above them where people work for it and for no school. */
export async function* exportOrgs(tx: Reader, scope: ExportScope): AsyncGenerator<Org> {
  const rows = streamRows(
    tx,
    scope,
    `select sourced_id, name, identifier, stands, 'school',
            case when (select bool_or(role = 'staff' and school_id = 0 ${scope.all ? "" : "and stands"}) from role_out)
                 then (select sourced_id from district_org) else '' end
       from school_out ${scope.all ? "" : "where stands"}
     union all
     select sourced_id, name, identifier, true, 'district', '' from district_org
      where exists (select from role_out where role = 'staff' and school_id = 0 ${scope.all ? "" : "and stands"})
      order by 1`,
  );
  for await (const row of rows) {
    const [sourcedId, name, identifier, stands, type, parentSourcedId] = row as OrgRow;
    yield { sourcedId, status: statusOf(stands), name, type, identifier, parentSourcedId };
  }
}

type OrgRow = [
  ...[sourcedId: string, name: string, identifier: string, stands: boolean],
  ...[type: "school" | "district", parentSourcedId: string],
];

export async function* exportClasses(tx: Reader, scope: ExportScope): AsyncGenerator<Class> {
  const rows = streamRows(
    tx,
    scope,
    `select sourced_id, stands, title, grades, class_code, location, school_sourced_id
       from room_out ${scope.all ? "" : "where stands"} order by 1`,
  );
  for await (const row of rows) {
    const [sourcedId, stands, title, grades, classCode, location, schoolSourcedId] = row as ClassRow;
    yield {
      ...{ sourcedId, status: statusOf(stands), title, grades, classCode, location, schoolSourcedId },
      ...{ classType: "scheduled", courseSourcedId: "", termSourcedIds: [], subjects: [] },
      ...{ subjectCodes: [], periods: [] },
    };
  }
}

type ClassRow = [
  ...[sourcedId: string, stands: boolean, title: string, grades: string[]],
  ...[classCode: string, location: string, schoolSourcedId: string],
];

/** One row a person and kind of role: a teacher who is a mother is two users of the standard. */
export async function* exportUsers(tx: Reader, scope: ExportScope): AsyncGenerator<User> {
  for await (const row of streamRows(tx, scope, usersQuery(scope.at))) {
    const [sourcedId, stands, role, orgSourcedIds, grades, agentSourcedIds, ...fields] = row as UserRow;
    const [givenName, middleName, familyName, email, sms, phone, language, username, identifier] = fields;
    yield {
      ...{ sourcedId, status: statusOf(stands), enabledUser: true, orgSourcedIds, role, grades },
      ...{ agentSourcedIds: agentSourcedIds.filter((id) => !id.includes(",")), username, identifier },
      ...{ givenName, familyName, middleName, email, sms, phone, language },
      ...{ preferredGivenName: "", preferredFamilyName: "", primaryOrgSourcedId: "" },
    };
  }
}

type UserRow = [
  ...[sourcedId: string, stands: boolean, role: UserRole, orgs: string[], grades: string[], agents: string[]],
  ...[givenName: string, middleName: string, familyName: string, email: string, mobile: string],
  ...[homePhone: string, language: string, username: string, studentNumber: string],
];

/** A guardian is filed at the schools of their students, and goes by the word that all of them are told by. */
function usersQuery(at: DirectoryAt): string {
  return `
    with agent as (
      select person_id, role, array_agg(sourced_id order by sourced_id) as sourced_ids
        from (select student_id as person_id, 'student' as role, guardian_sourced_id as sourced_id from family_out where stands
              union all
              select guardian_id, 'guardian', student_sourced_id from family_out where stands) near
       group by person_id, role),
    guardian_of as (
      select f.guardian_id as person_id, array_agg(distinct o.id) filter (where o.id is not null) as orgs,
             case when count(distinct lower(f.relationship)) = 1 and lower(min(f.relationship)) in ('parent', 'relative')
                  then lower(min(f.relationship)) else 'guardian' end as word
        from family_out f left join lateral unnest(f.orgs) as o (id) on true
       where f.stands group by f.guardian_id)
    select u.sourced_id, u.stands,
           case u.role when 'student' then 'student' when 'guardian' then coalesce(g.word, 'guardian')
                else case when u.title in ('teacher', 'proctor', 'administrator') then u.title else 'aide' end end,
           case u.role when 'guardian' then coalesce(g.orgs, '{}') else u.orgs end,
           array(select jsonb_array_elements_text(u.grades)), coalesce(a.sourced_ids, '{}'),
           p.given_name, p.middle_name, p.family_name, p.email, p.mobile, p.home_phone, p.language, p.username,
           p.student_number
      from person_out u
      join ${at.person} p using (person_id)
      left join agent a on a.person_id = u.person_id and a.role = u.role
      left join guardian_of g on g.person_id = u.person_id and u.role = 'guardian'
     order by 1`;
}

/** A membership has no sourcedId of its own: class, user and role name it, the same in every home. */
export async function* exportEnrollments(tx: Reader, scope: ExportScope): AsyncGenerator<Enrollment> {
  const rows = streamRows(
    tx,
    scope,
    `select c.sourced_id, c.school_sourced_id, u.sourced_id, m.role, m.starts_on, m.ends_on,
            m.status = 'active' and c.stands and u.stands as stands
       from ${scope.at.membership} m
       join room_out c using (classroom_id)
       join person_out u on u.person_id = m.person_id and u.role = case m.role when 'student' then 'student' else 'staff' end
      ${scope.all ? "" : "where m.status = 'active' and c.stands and u.stands"}
      order by c.sourced_id, u.sourced_id, m.role collate "C"`,
  );
  for await (const row of rows) {
    const [classSourcedId, schoolSourcedId, userSourcedId, role, beginDate, endDate, stands] =
      row as EnrollmentRow;
    yield {
      ...{ sourcedId: `${classSourcedId}|${userSourcedId}|${role}`, status: statusOf(stands) },
      ...{ classSourcedId, schoolSourcedId, userSourcedId, primary: role === "teacher" },
      role: role === "co-teacher" ? "teacher" : role,
      ...{ beginDate: beginDate ?? "", endDate: endDate ?? "" },
    };
  }
}

type EnrollmentRow = [
  ...[classSourcedId: string, schoolSourcedId: string, userSourcedId: string],
  role: "student" | "teacher" | "co-teacher" | "aide",
  ...[beginDate: string | null, endDate: string | null, stands: boolean],
];

/** A row of guardianships.csv, in the order of its header. */
export type GuardianshipRow = readonly [
  ...[studentSourcedId: string, guardianSourcedId: string],
  ...[relationship: string, contactType: string, origin: string, stands: boolean, isBarred: boolean],
];

export async function* exportGuardianships(tx: Reader, scope: ExportScope): AsyncGenerator<GuardianshipRow> {
  const rows = streamRows(
    tx,
    scope,
    `select student_sourced_id, guardian_sourced_id, relationship, contact_type, origin, stands, is_barred
       from family_out ${scope.all ? "" : "where stands"} order by 1, 2`,
  );
  for await (const row of rows) yield row as unknown as GuardianshipRow;
}

async function* streamRows(tx: Reader, scope: ExportScope, select: string): AsyncGenerator<unknown[]> {
  const values = valuesFor(select, scope.districtId);
  for await (const batch of tx.streamArrays(select, values, rowsPerBatch)) yield* batch;
}

function statusOf(stands: boolean): "active" | "tobedeleted" {
  return stands ? "active" : "tobedeleted";
}
