import type { Reader } from "../../database/database.ts";

/** A person as a question about them is answered: who they are, and all that hangs on them. */
export interface PersonRecord extends Record<string, unknown> {
  readonly id: number;
  readonly givenName: string;
  readonly middleName: string;
  readonly familyName: string;
  readonly email: string;
  readonly mobile: string;
  readonly homePhone: string;
  readonly language: string;
  readonly username: string;
  readonly studentNumber: string;
  readonly hasSignedIn: boolean;
  readonly origin: "synced" | "manual";
  readonly roles: readonly PersonRole[];
  readonly memberships: readonly PersonMembership[];
  readonly guardianships: readonly PersonGuardianship[];
}

export interface PersonRole {
  readonly role: "student" | "staff" | "guardian";
  /** 0 where the role hangs on no school. */
  readonly schoolId: number;
  readonly school: string | null;
  readonly title: string;
  readonly grades: readonly string[];
  readonly status: "active" | "archived";
  readonly archivedBy: string | null;
  readonly origin: "synced" | "manual";
}

export interface PersonMembership {
  readonly classroomId: number;
  readonly classroom: string;
  readonly schoolId: number;
  readonly school: string;
  readonly role: "student" | "teacher" | "co-teacher" | "aide";
  readonly status: "active" | "ended";
  /** False where the classroom is archived: the membership counts for nothing until it is back. */
  readonly isInForce: boolean;
  readonly origin: "synced" | "manual";
  readonly endsOn: string | null;
}

export interface PersonGuardianship {
  /** What the other person is to this one. */
  readonly other: "guardian" | "student";
  readonly personId: number;
  readonly name: string;
  readonly relationship: string;
  readonly contactType: string;
  readonly status: "active" | "ended";
  readonly isRestricted: boolean;
  readonly origin: "synced" | "manual";
}

export async function readPersonRecord(
  tx: Reader,
  districtId: number,
  personId: number,
): Promise<PersonRecord> {
  const [row] = await tx.query<PersonRecord>(
    `select p.person_id as id, p.given_name as "givenName", p.middle_name as "middleName", p.family_name as "familyName",
            p.email, p.mobile, p.home_phone as "homePhone", p.language, p.username, p.student_number as "studentNumber",
            p.signed_in_at is not null as "hasSignedIn", p.origin,
            coalesce((${roles}), '[]') as roles, coalesce((${memberships}), '[]') as memberships,
            coalesce((${guardianships}), '[]') as guardianships
       from person p where p.district_id = $1 and p.person_id = $2`,
    [districtId, personId],
  );
  if (row === undefined) throw new Error("a person that was found is there");
  return row;
}

const roles = `
  select jsonb_agg(jsonb_build_object('role', r.role, 'schoolId', r.school_id, 'school', s.name, 'title', r.title, 'grades', r.grades,
           'status', r.status, 'archivedBy', r.archived_by, 'origin', r.origin) order by r.status, r.role, r.school_id)
    from role_record r left join school s on s.district_id = $1 and s.school_id = r.school_id
   where r.district_id = $1 and r.person_id = p.person_id`;

const memberships = `
  select jsonb_agg(jsonb_build_object('classroomId', c.classroom_id, 'classroom', c.title, 'schoolId', c.school_id, 'school', s.name, 'role', m.role,
           'status', m.status, 'origin', m.origin, 'endsOn', m.ends_on,
           'isInForce', m.status = 'active' and c.status = 'active' and s.status = 'active'
             and exists (select from role_record r where r.district_id = $1 and r.person_id = p.person_id and r.status = 'active'
                            and r.role = case m.role when 'student' then 'student' else 'staff' end))
           order by m.status, c.title, c.classroom_id, m.role)
    from membership m
    join classroom c on c.district_id = $1 and c.classroom_id = m.classroom_id
    join school s on s.district_id = $1 and s.school_id = c.school_id
   where m.district_id = $1 and m.person_id = p.person_id`;

const guardianships = `
  select jsonb_agg(jsonb_build_object('other', g.other, 'personId', o.person_id, 'name', concat_ws(' ', o.given_name, o.family_name),
           'relationship', g.relationship, 'contactType', g.contact_type, 'status', g.status, 'isRestricted', g.is_restricted,
           'origin', g.origin) order by g.status, o.given_name, o.person_id)
    from (select 'guardian' as other, guardian_id as other_id, * from guardianship where district_id = $1 and student_id = p.person_id
          union all
          select 'student', student_id, * from guardianship where district_id = $1 and guardian_id = p.person_id) g
    join person o on o.district_id = $1 and o.person_id = g.other_id`;
