import type { Reader } from "../database/database.ts";

/** A record of a source, found by what the source calls it besides its sourcedId. */
export interface OtherIdMatch extends Record<string, unknown> {
  readonly sourcedId: string;
  /** What kind of id was written: `sis_id`, `section_number`, `identifier`. */
  readonly kind: string;
}

export type OtherIdTable = "source_org" | "source_class" | "source_user";

/** Of a list that is longer nobody could choose. */
const most = 20;

/**
 * The records that a source calls by this id, each once. People mix up the ids of one record: Clever's id, the id of the
 * district's own system, a section number (connect.md §5, §20.6). Of a school the number that people know it by counts
 * as well.
 *
 * @param at without a source: of every source of the district
 */
export async function findByOtherId(
  tx: Reader,
  at: { readonly districtId: number; readonly sourceId?: number },
  table: OtherIdTable,
  written: string,
): Promise<readonly OtherIdMatch[]> {
  const own = table === "source_org" ? "array['identifier:' || nullif(r.identifier, '')]" : "'{}'::text[]";
  return tx.query<OtherIdMatch>(
    `select r.sourced_id as "sourcedId", (array_agg(split_part(o.id, ':', 1) order by o.place))[1] as kind
       from ${table} r cross join lateral unnest(coalesce(r.other_ids, '{}') || ${own}) with ordinality as o (id, place)
      where r.district_id = $1 and ($2::int is null or r.source_id = $2) and r.ended_by is null
        and substr(o.id, strpos(o.id, ':') + 1) = $3
      group by r.sourced_id order by 1 limit ${most}`,
    [at.districtId, at.sourceId ?? null, written],
  );
}
