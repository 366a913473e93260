import type { Database, Reader } from "../database/database.ts";
import { type LinkSuggestion, type ListedSchool, listSchools } from "./schools.ts";

/** A school that a source lists, with what the source says there is in it, and which of ours it feeds. */
export interface TheirSchool extends Record<string, unknown> {
  readonly sourceId: number;
  readonly sourceName: string;
  readonly sourcedId: string;
  readonly name: string;
  readonly identifier: string;
  /** Other ids by which the source calls it, `sis_id:42`. */
  readonly otherIds: readonly string[];
  readonly students: number;
  readonly staff: number;
  readonly classes: number;
  readonly linkedTo: { readonly schoolId: number; readonly name: string } | null;
}

export interface MatchedSchools {
  readonly ours: readonly ListedSchool[];
  readonly theirs: readonly (TheirSchool & { readonly suggestions: readonly LinkSuggestion[] })[];
}

/** Our schools beside those of the sources; what waits to be linked comes with suggestions. */
export async function readSchoolMatches(db: Database, districtId: number): Promise<MatchedSchools> {
  const { schools, unlinked } = await listSchools(db, districtId);
  const theirs = await db.session(districtId, (session) =>
    session.read((tx) => readTheirSchools(tx, districtId)),
  );
  const nameOf = (sourceId: number, sourcedId: string): string => JSON.stringify([sourceId, sourcedId]);
  const suggested = new Map(
    unlinked.map(({ sourceId, sourcedId, suggestions }) => [nameOf(sourceId, sourcedId), suggestions]),
  );
  return {
    ours: schools,
    theirs: theirs.map((one) => ({
      ...one,
      suggestions: suggested.get(nameOf(one.sourceId, one.sourcedId)) ?? [],
    })),
  };
}

/** Who works in a school, in the words of version 1.1. */
const staffRoles = "('teacher', 'aide', 'proctor', 'administrator')";

/**
 * Counts over what the sources say now, one pass over each table; roles come from users (1.1) or from their own records
 * (1.2). Whoever left the files and is held here is not said any more.
 */
function readTheirSchools(tx: Reader, districtId: number): Promise<TheirSchool[]> {
  return tx.query<TheirSchool>(
    `with said as (
       select u.source_id, org, u.role, u.sourced_id from source_user u cross join unnest(u.org_sourced_ids) as org
        where u.district_id = $1 and u.ended_by is null and not u.is_leaving and u.role <> ''
       union
       select r.source_id, r.org_sourced_id, r.role, r.user_sourced_id from source_role r
        where r.district_id = $1 and r.ended_by is null and not r.is_leaving),
          people as (
       select source_id, org, count(*) filter (where role = 'student') as students,
              count(*) filter (where role in ${staffRoles}) as staff
         from said group by 1, 2),
          classes as (
       select source_id, school_sourced_id as org, count(*) as classes from source_class
        where district_id = $1 and ended_by is null and not is_leaving group by 1, 2),
          orgs as (
       select distinct on (source_id, sourced_id) source_id, sourced_id, name, identifier, coalesce(other_ids, '{}') as other_ids
         from source_org where district_id = $1 and ended_by is null and type = 'school'
        order by source_id, sourced_id, snapshot_id desc)
     select o.source_id as "sourceId", s.name as "sourceName", o.sourced_id as "sourcedId", o.name, o.identifier,
            o.other_ids as "otherIds", coalesce(p.students, 0) as students, coalesce(p.staff, 0) as staff,
            coalesce(c.classes, 0) as classes,
            (select jsonb_build_object('schoolId', k.school_id, 'name', k.name)
               from link l join school k on k.district_id = $1 and k.school_id = l.record_id
              where l.district_id = $1 and l.source_id = o.source_id and l.record_type = 'school'
                and l.sourced_id = o.sourced_id) as "linkedTo"
       from orgs o
       join source s on s.district_id = $1 and s.source_id = o.source_id
       left join people p on p.source_id = o.source_id and p.org = o.sourced_id
       left join classes c on c.source_id = o.source_id and c.org = o.sourced_id
      order by o.source_id, lower(o.name), o.sourced_id`,
    [districtId],
  );
}
