import type { Database, Reader } from "../database/database.ts";

/** A school of the directory, what feeds it, and how many active records it has. */
export interface ListedSchool extends Record<string, unknown> {
  readonly schoolId: number;
  readonly name: string;
  readonly identifier: string;
  readonly status: "active" | "archived";
  readonly origin: "synced" | "manual";
  readonly links: readonly SchoolLink[];
  readonly classrooms: number;
  readonly students: number;
  readonly staff: number;
}

export interface SchoolLink {
  readonly sourceId: number;
  readonly sourcedId: string;
  /** Does the newest file of the source list it? */
  readonly isListed: boolean;
}

/** A school that a source lists and nobody has linked: nothing of it comes in. */
export interface UnlinkedOrg extends Record<string, unknown> {
  readonly sourceId: number;
  readonly sourcedId: string;
  readonly name: string;
  readonly identifier: string;
  readonly suggestions: readonly LinkSuggestion[];
}

/** A school of ours that it may be, and what speaks for it: only a person links. */
export interface LinkSuggestion {
  readonly schoolId: number;
  readonly name: string;
  /** `id`: it is linked to another id of that school. `zeros`: they agree once leading zeros are left out, which spreadsheets drop. */
  readonly evidence: "identifier" | "id" | "name" | "zeros";
}

/** The schools of a district, and the schools of its sources that wait to be linked. */
export async function listSchools(
  db: Database,
  districtId: number,
): Promise<{ readonly schools: readonly ListedSchool[]; readonly unlinked: readonly UnlinkedOrg[] }> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => ({
      schools: await readSchools(tx, districtId),
      unlinked: await readUnlinked(tx, districtId),
    })),
  );
}

function readSchools(tx: Reader, districtId: number): Promise<ListedSchool[]> {
  return tx.query<ListedSchool>(
    `select s.school_id as "schoolId", s.name, s.identifier, s.status, s.origin,
            coalesce((select jsonb_agg(jsonb_build_object('sourceId', l.source_id, 'sourcedId', l.sourced_id,
                       'isListed', exists (select from source_org o where o.district_id = $1 and o.source_id = l.source_id
                                              and o.sourced_id = l.sourced_id and o.ended_by is null))
                       order by l.source_id, l.sourced_id)
                from link l where l.district_id = $1 and l.record_type = 'school' and l.record_id = s.school_id), '[]') as links,
            ${counted("classroom")} as classrooms, ${counted("student")} as students, ${counted("staff")} as staff
       from school s where s.district_id = $1 order by lower(s.name), s.school_id`,
    [districtId],
  );
}

const counted = (type: string): string => `coalesce((select n.active from slice_count n
  where n.district_id = $1 and n.type = '${type}' and n.school_id = s.school_id), 0)`;

const bare = (text: string): string => `nullif(ltrim(${text}, '0'), '')`;

/** Somebody has linked the school before the source listed it, and has written another of its ids. */
const linkedToOtherId = `exists (select from link l, unnest(o.other_ids) as other (id)
  where l.district_id = $1 and l.source_id = o.source_id and l.record_type = 'school' and l.record_id = s.school_id
    and l.sourced_id = substr(other.id, strpos(other.id, ':') + 1))`;

function readUnlinked(tx: Reader, districtId: number): Promise<UnlinkedOrg[]> {
  return tx.query<UnlinkedOrg>(
    `select o.source_id as "sourceId", o.sourced_id as "sourcedId", o.name, o.identifier,
            coalesce((select jsonb_agg(jsonb_build_object('schoolId', s.school_id, 'name', s.name, 'evidence', e.evidence)
                       order by array_position(array['identifier', 'id', 'name', 'zeros'], e.evidence), s.school_id)
                from school s cross join lateral (
                  select case when o.identifier <> '' and s.identifier = o.identifier then 'identifier'
                              when ${linkedToOtherId} then 'id'
                              when lower(s.name) = lower(o.name) then 'name'
                              when ${bare("s.identifier")} in (${bare("o.identifier")}, ${bare("o.sourced_id")})
                                or exists (select from link l where l.district_id = $1 and l.source_id = o.source_id
                                              and l.record_type = 'school' and l.record_id = s.school_id
                                              and ${bare("l.sourced_id")} = ${bare("o.sourced_id")}) then 'zeros' end as evidence) e
               where s.district_id = $1 and s.status = 'active' and e.evidence is not null), '[]') as suggestions
       from source_org o
      where o.district_id = $1 and o.ended_by is null and o.type = 'school'
        and not exists (select from link l where l.district_id = $1 and l.source_id = o.source_id
                           and l.record_type = 'school' and l.sourced_id = o.sourced_id and l.record_id <> 0)
      order by o.source_id, o.sourced_id`,
    [districtId],
  );
}
