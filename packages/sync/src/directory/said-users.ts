import type { Person } from "@muster/rules/model/person.ts";
import type { WantedUser } from "@muster/rules/plan/wanted-user.ts";
import type { Reader } from "../database/database.ts";

/** A user of a source that stands for a person, as it was accepted last. */
export interface SaidUser extends WantedUser, Record<string, unknown> {
  readonly sourceId: number;
  readonly source: string;
  /** The snapshot whose row this is; the row may be in newer ones unchanged. */
  readonly snapshotId: number;
  /** When that snapshot was taken, an ISO instant. */
  readonly takenAt: string;
}

const roleKind = (column: string): string =>
  `case when ${column} = 'student' then 'student'
        when ${column} in ('teacher', 'aide', 'proctor', 'administrator') then 'staff'
        when ${column} in ('parent', 'guardian', 'relative') then 'guardian' end`;

/**
 * What the sources say of a person, one entry a user and kind of role, in the order in which the planner hears
 * them: staff, student, guardian, then by sourcedId. A snapshot that waits for a decision says nothing yet.
 */
export async function readSaidUsers(
  tx: Reader,
  districtId: number,
  personId: number,
): Promise<readonly SaidUser[]> {
  return tx.query<SaidUser>(
    `with pending as (select snapshot_id from snapshot where district_id = $1 and standing = 'pending'),
          said as (
       select u.* from link l
         join source_user u on u.district_id = $1 and u.source_id = l.source_id and u.sourced_id = l.sourced_id
        where l.district_id = $1 and l.record_type = 'person' and l.record_id = $2
          and u.snapshot_id not in (select snapshot_id from pending)),
          kind as (
       select source_id, sourced_id, ${roleKind("role")} as role, role as title from said where role <> ''
       union
       select r.source_id, r.user_sourced_id, ${roleKind("r.role")}, r.role
         from said u join source_role r on r.district_id = $1 and r.source_id = u.source_id and r.user_sourced_id = u.sourced_id
        where r.snapshot_id not in (select snapshot_id from pending))
     select u.source_id as "sourceId", s.name as source, u.snapshot_id as "snapshotId", n.taken_at as "takenAt", u.sourced_id as "sourcedId",
            case when u.is_derived then 'guardians' else 'users' end as file, u.line, k.role, min(k.title) as title,
            '{}'::bigint[] as "schoolIds", u.given_name as "givenName", u.middle_name as "middleName",
            u.family_name as "familyName", u.email, u.sms, u.phone, u.language, u.username, u.identifier, u.grades
       from said u
       join kind k using (source_id, sourced_id)
       join source s on s.district_id = $1 and s.source_id = u.source_id
       join snapshot n on n.district_id = $1 and n.snapshot_id = u.snapshot_id
      where k.role is not null
      group by u.source_id, s.name, u.snapshot_id, n.taken_at, u.sourced_id, u.is_derived, u.line, k.role, u.given_name, u.middle_name,
               u.family_name, u.email, u.sms, u.phone, u.language, u.username, u.identifier, u.grades
      order by u.source_id, case k.role when 'staff' then 1 when 'student' then 2 else 3 end, u.sourced_id`,
    [districtId, personId],
  );
}

/** The person as a planner sees them. */
export async function readPerson(
  tx: Reader,
  districtId: number,
  personId: number,
): Promise<Person | undefined> {
  const [row] = await tx.query<Person & Record<string, unknown>>(
    `select person_id as "personId", given_name as "givenName", middle_name as "middleName", family_name as "familyName",
            email, mobile, home_phone as "homePhone", language, username, student_number as "studentNumber",
            identity_key as "identityKey", signed_in_at is not null as "hasSignedIn", origin, version
       from person where district_id = $1 and person_id = $2`,
    [districtId, personId],
  );
  return row;
}
