import type { Reader } from "../../database/database.ts";
import { type ChangeLine, selectChangeLines } from "../change-line.ts";

/** Which changes of a plan are wanted; what is left out may be anything. All of it is met at once. */
export interface LineFilter {
  readonly type?: string | undefined;
  readonly kind?: string | undefined;
  readonly schoolId?: number | undefined;
  readonly group?: number | undefined;
  /** `held` a gate holds it · `go` no gate does · `applied` it was done. */
  readonly standing?: "held" | "go" | "applied" | undefined;
  /** The name of a value that changes. */
  readonly column?: string | undefined;
  /** A part of a name or a sourcedId. */
  readonly text?: string | undefined;
  /** Of students of this grade. */
  readonly grade?: string | undefined;
  /** Of this class and of who is in it. */
  readonly classroomId?: number | undefined;
  /** Of the classes that this person teaches, now or by the plan. */
  readonly teacherId?: number | undefined;
  /** The number of another plan, whose lines are made: what that one has too is left out. */
  readonly otherPlanId?: number | undefined;
}

/** Whose changes: a plan of a district, in all schools (null) or some. */
export interface LineScope {
  readonly districtId: number;
  readonly planId: number;
  readonly schoolIds: readonly number[] | null;
}

/** A change with its place in the plan. */
export type PlanChange = ChangeLine & {
  readonly columns: readonly string[];
  readonly group: number;
  readonly recordId: number;
  readonly otherId: number;
};

/** The conditions of a filter on `l`, a line of plan_line. Takes the parameters of `filterValues`, $1 to $14. */
const matches = `
  l.district_id = $1 and l.plan_id = $2
  and ($3::bigint[] is null or l.school_id = any ($3::bigint[]))
  and ($4::text is null or l.type = $4) and ($5::text is null or l.kind = $5)
  and ($6::bigint is null or l.school_id = $6) and ($7::int is null or l.group_no = $7)
  and ($8::int[] is null or l.slice = any ($8::int[]))
  and ($9::text is null or $9 = any (l.columns)) and ($10::text is null or strpos(l.label, $10) > 0)
  and ($11::text is null or l.grade = $11) and ($12::bigint is null or l.classroom_id = $12)
  and ($13::bigint[] is null or l.classroom_id = any ($13::bigint[]))
  and ($14::int is null or not exists (
    select from plan_line o where o.district_id = $1 and o.plan_id = $14 and o.known_by = l.known_by))`;

async function filterValues(tx: Reader, scope: LineScope, filter: LineFilter): Promise<readonly unknown[]> {
  const { districtId, planId, schoolIds } = scope;
  const text = filter.text?.trim().toLowerCase() ?? "";
  return [
    ...[districtId, planId, schoolIds, filter.type ?? null, filter.kind ?? null, filter.schoolId ?? null],
    ...[filter.group ?? null, await slicesOf(tx, scope, filter.standing), filter.column ?? null],
    ...[text === "" ? null : text, filter.grade ?? null, filter.classroomId ?? null],
    ...[await classesOf(tx, scope, filter.teacherId), filter.otherPlanId ?? null],
  ];
}

const standings = {
  held: "applied_in_run is null and verdict = 'hold'",
  go: "applied_in_run is null and verdict = 'go'",
  applied: "applied_in_run is not null",
} as const;

async function slicesOf(
  tx: Reader,
  { districtId, planId }: LineScope,
  standing: LineFilter["standing"],
): Promise<readonly number[] | null> {
  if (standing === undefined) return null;
  const rows = await tx.query<{ slice: number }>(
    `select slice from plan_slice where district_id = $1 and plan_id = $2 and ${standings[standing]}`,
    [districtId, planId],
  );
  return rows.map(({ slice }) => slice);
}

/** The classes that somebody teaches, and those that the plan gives them or takes from them. */
async function classesOf(
  tx: Reader,
  { districtId, planId }: LineScope,
  teacherId: number | undefined,
): Promise<readonly number[] | null> {
  if (teacherId === undefined) return null;
  const rows = await tx.query<{ id: number }>(
    `select classroom_id as id from membership
      where district_id = $1 and person_id = $3 and role <> 'student' and status = 'active'
      union
     select record_id from plan_change
      where district_id = $1 and plan_id = $2 and type = 'membership' and role <> 'student' and other_id = $3`,
    [districtId, planId, teacherId],
  );
  return rows.map(({ id }) => id);
}

/** How many changes a filter leaves, exactly. */
export async function countLines(tx: Reader, scope: LineScope, filter: LineFilter): Promise<number> {
  const [row] = await tx.query<{ total: number }>(
    `select count(*) as total from plan_line l where ${matches}`,
    await filterValues(tx, scope, filter),
  );
  return row?.total ?? 0;
}

/** Where a page begins: after an ordinal, or at a place in the list, from 0. */
export type PageStart = { readonly after: number } | { readonly from: number };

/** A page of the changes a filter leaves, in the plan's order. A place is found by counting narrow lines: quick too. */
export async function readLines(
  tx: Reader,
  scope: LineScope,
  filter: LineFilter,
  page: PageStart & { readonly limit: number },
): Promise<readonly PlanChange[]> {
  const [after, from] = "after" in page ? [page.after, 0] : [0, page.from];
  const rows = await tx.query<{ ordinal: number }>(
    `select l.ordinal from plan_line l where ${matches} and l.ordinal > $15 order by l.ordinal offset $17 limit $16`,
    [...(await filterValues(tx, scope, filter)), after, page.limit, from],
  );
  return readByOrdinal(
    tx,
    scope,
    rows.map(({ ordinal }) => ordinal),
  );
}

/** One change; undefined where the plan has none of this number, or not in these schools. */
export async function readLine(
  tx: Reader,
  scope: LineScope,
  ordinal: number,
): Promise<PlanChange | undefined> {
  const rows = await tx.query<{ ordinal: number }>(
    `select ordinal from plan_line where district_id = $1 and plan_id = $2 and ordinal = $4
        and ($3::bigint[] is null or school_id = any ($3::bigint[]))`,
    [scope.districtId, scope.planId, scope.schoolIds, ordinal],
  );
  const found = await readByOrdinal(
    tx,
    scope,
    rows.map((row) => row.ordinal),
  );
  return found[0];
}

const picked = `(select c.* from plan_change c
    join (select ordinal as wanted, type as wanted_type from plan_line
           where district_id = $1 and plan_id = $2 and ordinal = any ($3::int[])) l
      on c.ordinal = l.wanted and c.type = l.wanted_type
   where c.district_id = $1 and c.plan_id = $2)`;

/** Changes by their numbers, in the plan's order. */
export async function readByOrdinal(
  tx: Reader,
  { districtId, planId }: LineScope,
  ordinals: readonly number[],
): Promise<readonly PlanChange[]> {
  if (ordinals.length === 0) return [];
  const lines = await tx.query<ChangeLine>(
    `${selectChangeLines(picked)} where p.district_id = $1 and p.plan_id = $2 order by c.ordinal`,
    [districtId, planId, ordinals],
  );
  const more = await tx.query<Pick<PlanChange, "ordinal" | "columns" | "group" | "recordId" | "otherId">>(
    `select l.ordinal, l.columns, l.group_no as "group", c.record_id as "recordId", c.other_id as "otherId"
       from plan_line l join plan_change c on c.district_id = l.district_id and c.plan_id = l.plan_id and c.type = l.type
                                          and c.ordinal = l.ordinal
      where l.district_id = $1 and l.plan_id = $2 and l.ordinal = any ($3::int[])`,
    [districtId, planId, ordinals],
  );
  const byOrdinal = new Map(more.map((line) => [line.ordinal, line]));
  return lines.map((line) => {
    const { columns = [], group = 0, recordId = 0, otherId = 0 } = byOrdinal.get(line.ordinal) ?? {};
    return { ...line, columns, group, recordId, otherId };
  });
}

/** The number of the slice that a change was judged in. */
export async function readSliceOf(tx: Reader, scope: LineScope, ordinal: number): Promise<number> {
  const [row] = await tx.query<{ slice: number }>(
    "select slice from plan_line where district_id = $1 and plan_id = $2 and ordinal = $3",
    [scope.districtId, scope.planId, ordinal],
  );
  return row?.slice ?? 0;
}
