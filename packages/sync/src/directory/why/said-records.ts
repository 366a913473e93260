import type { Reader } from "../../database/database.ts";
import { foldName } from "./fold-name.ts";
import type { StoredRow } from "./said-row.ts";

/** A user or a class of a source that is no record of ours, with the orgs it is filed under. */
export interface SaidRecord extends StoredRow, Record<string, unknown> {
  readonly of: "user" | "class";
  readonly table: "users" | "guardians" | "classes";
  readonly name: string;
  /** The source's word; '' for a class. */
  readonly role: string;
  /** The kinds of role that give somebody a place here. */
  readonly kinds: readonly ("student" | "staff" | "guardian")[];
  readonly orgs: readonly {
    readonly sourcedId: string;
    readonly name: string;
    readonly isLinked: boolean;
    /** The schools it is linked to. */
    readonly schoolIds: readonly number[];
    /** The district stands for itself: it is no school, and brings nobody a class. */
    readonly isDistrict: boolean;
  }[];
  /** A class whose link to a classroom somebody took away. */
  readonly isLeftOut: boolean;
  /** Orgs it is filed under that the source does not list. */
  readonly unlisted: readonly string[];
}

const takenAt = `to_char(n.taken_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** An org counts as linked when it is, or when a department's parent is; the district stands for itself. */
const orgsOf = (ids: string): string => `
  coalesce((select jsonb_agg(jsonb_build_object('sourcedId', o.sourced_id, 'name', o.name, 'isDistrict', o.type = 'district',
              'schoolIds', array(select l.record_id from link l where l.district_id = $1 and l.source_id = o.source_id
                 and l.record_type = 'school' and l.sourced_id in (o.sourced_id, o.parent_sourced_id)), 'isLinked',
              o.type = 'district' or exists (
                select from link l where l.district_id = $1 and l.source_id = o.source_id and l.record_type = 'school'
                   and l.record_id <> 0 and l.sourced_id in (o.sourced_id, case when o.type not in ('school', 'district') then o.parent_sourced_id end)))
              order by o.sourced_id)
     from source_org o where o.district_id = $1 and o.source_id = s.source_id and o.ended_by is null and o.sourced_id = any (${ids})), '[]')`;

const unlisted = (ids: string): string => `
  array(select distinct id from unnest(${ids}) as filed (id)
         where id <> '' and not exists (select from source_org o where o.district_id = $1 and o.source_id = s.source_id
                                           and o.ended_by is null and o.sourced_id = id) order by id)`;

const isFree = (type: "person" | "classroom"): string => `
  not exists (select from link l where l.district_id = $1 and l.source_id = s.source_id and l.record_type = '${type}'
                 and l.sourced_id = s.sourced_id and l.record_id <> 0)`;

/** Users that nobody of ours is linked to, by sourcedId or name. */
export async function readSaidPeople(
  tx: Reader,
  districtId: number,
  written: string,
): Promise<readonly SaidRecord[]> {
  return tx.query<SaidRecord>(
    `select 'user' as of, case when s.is_derived then 'guardians' else 'users' end as "table", s.source_id as "sourceId",
            s.sourced_id as "sourcedId", concat_ws(' ', s.given_name, s.family_name) as name, s.line,
            s.snapshot_id as "snapshotId", ${takenAt} as "takenAt", coalesce(nullif(s.role, ''), r.roles[1], '') as role, false as "isLeftOut",
            array(select distinct k from unnest(s.role || r.roles) as said (word), lateral (
              select case when word = 'student' then 'student' when word in ('teacher', 'aide', 'proctor', 'administrator') then 'staff'
                          when word in ('parent', 'guardian', 'relative') then 'guardian' end as k) kind
             where k is not null order by k) as kinds,
            ${orgsOf("s.org_sourced_ids || r.orgs")} as orgs, ${unlisted("s.org_sourced_ids || r.orgs")} as unlisted
       from source_user s
       join snapshot n on n.district_id = s.district_id and n.snapshot_id = s.snapshot_id
       cross join lateral (
         select coalesce(array_agg(role order by role_type), '{}') as roles, coalesce(array_agg(org_sourced_id), '{}') as orgs
           from source_role r where r.district_id = $1 and r.source_id = s.source_id and r.user_sourced_id = s.sourced_id
            and r.ended_by is null) r
      where s.district_id = $1 and s.ended_by is null and ${isFree("person")}
        and (s.sourced_id = $2 or ${foldName("concat_ws(' ', s.given_name, s.family_name)")} = ${foldName("$2::text")})
      order by s.source_id, s.sourced_id limit 20`,
    [districtId, written.trim()],
  );
}

/** Classes that no classroom of ours is linked to, by sourcedId, title or code. */
export async function readSaidClasses(
  tx: Reader,
  districtId: number,
  written: string,
): Promise<readonly SaidRecord[]> {
  return tx.query<SaidRecord>(
    `select 'class' as of, 'classes' as "table", s.source_id as "sourceId", s.sourced_id as "sourcedId", s.title as name,
            s.line, s.snapshot_id as "snapshotId", ${takenAt} as "takenAt", '' as role, '{}'::text[] as kinds,
            exists (select from link l where l.district_id = $1 and l.source_id = s.source_id and l.record_type = 'classroom'
                       and l.sourced_id = s.sourced_id) as "isLeftOut",
            ${orgsOf("array[s.school_sourced_id]")} as orgs, ${unlisted("array[s.school_sourced_id]")} as unlisted
       from source_class s
       join snapshot n on n.district_id = s.district_id and n.snapshot_id = s.snapshot_id
      where s.district_id = $1 and s.ended_by is null and ${isFree("classroom")}
        and (s.sourced_id = $2 or ${foldName("s.title")} = ${foldName("$2::text")} or (s.class_code <> '' and lower(s.class_code) = lower($2)))
      order by s.source_id, s.sourced_id limit 20`,
    [districtId, written.trim()],
  );
}
