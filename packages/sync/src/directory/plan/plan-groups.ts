import type { RecordType, SliceKind } from "@muster/rules/model/entities.ts";
import type { Reader } from "../../database/database.ts";
import type { LineScope } from "./plan-lines.ts";

/** A group of like changes as the plan has it, counted in the schools that are seen. */
export interface PlanGroup extends Record<string, unknown> {
  readonly group: number;
  readonly cause: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly changes: number;
  readonly schools: number;
  readonly held: number;
  readonly types: readonly RecordType[];
  readonly kinds: readonly SliceKind[];
  /** Which schools it is in; none: in more than are worth naming. */
  readonly schoolIds: readonly number[];
}

/** So many groups are listed; how many there are is said beside them. */
const mostGroups = 200;

/** In so many schools a group is named with each of them. */
const mostNamed = 100;

/** The groups of a plan, the largest first, and how many there are. A slice is of one school, type and kind. */
export async function readGroups(
  tx: Reader,
  { districtId, planId, schoolIds }: LineScope,
): Promise<{ readonly groups: readonly PlanGroup[]; readonly total: number }> {
  const rows = await tx.query<PlanGroup & { readonly total: number }>(
    `with part as materialized (
       select group_no, slice, count(*) as changes from plan_line
        where district_id = $1 and plan_id = $2 and ($3::bigint[] is null or school_id = any ($3::bigint[]))
        group by group_no, slice
     ), counted as (
       select l.group_no, sum(l.changes) as changes, count(distinct s.school_id) as schools,
              coalesce(sum(l.changes) filter (where s.verdict = 'hold' and s.applied_in_run is null), 0) as held,
              array_agg(distinct s.type) as types, array_agg(distinct s.kind) as kinds,
              case when count(distinct s.school_id) <= ${mostNamed} then array_agg(distinct s.school_id) else '{}' end as "schoolIds"
         from part l join plan_slice s on s.district_id = $1 and s.plan_id = $2 and s.slice = l.slice
        group by l.group_no)
     select g.group_no as "group", g.cause, g.facts, n.changes, n.schools, n.held, n.types, n.kinds, n."schoolIds", count(*) over () as total
       from counted n join plan_group g on g.district_id = $1 and g.plan_id = $2 and g.group_no = n.group_no
      order by n.changes desc, g.group_no limit ${mostGroups}`,
    [districtId, planId, schoolIds],
  );
  return { groups: rows, total: rows[0]?.total ?? 0 };
}

/** The values that updates of a plan change, by how many changes. */
export function readColumns(
  tx: Reader,
  { districtId, planId, schoolIds }: LineScope,
): Promise<{ readonly column: string; readonly changes: number }[]> {
  return tx.query(
    `select c as column, sum(l.changes) as changes
       from (select columns, count(*) as changes from plan_line
              where district_id = $1 and plan_id = $2 and ($3::bigint[] is null or school_id = any ($3::bigint[]))
                and columns <> '{}'
              group by columns) l, unnest(l.columns) c
      group by 1 order by 2 desc, 1 limit 30`,
    [districtId, planId, schoolIds],
  );
}
