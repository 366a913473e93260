import type { Listing, Operation } from "@muster/oneroster/provider/operations.ts";
import type { ListQuery } from "@muster/oneroster/provider/parse-query.ts";
import type { ProvidedObjects } from "@muster/oneroster/provider/provided.ts";
import type { Refusal } from "@muster/oneroster/provider/status-info.ts";
import type { RestVersion } from "@muster/oneroster/rest/dialect.ts";
import type { Reader } from "../../database/database.ts";
import { compileFilter } from "./compile-filter.ts";
import { columnOf } from "./field-columns.ts";
import { type KeptBase, providedTables } from "./provided-tables.ts";
import { withinSql } from "./within-sql.ts";

export type ProvidedObject = ProvidedObjects[KeptBase];

/** A page of a list, and of how many objects it is. */
export interface ProvidedPage {
  readonly objects: readonly ProvidedObject[];
  readonly total: number;
}

/** Which list of which district is read. */
export interface ListAsked {
  readonly districtId: number;
  readonly base: KeptBase;
  readonly operation: Operation;
  /** The ids in the address, by their names. */
  readonly ids: Readonly<Record<string, string>>;
  readonly version: RestVersion;
  readonly query: ListQuery;
  /** How many objects each collection has, where that is known already. */
  readonly totals: Readonly<Record<string, number>>;
}

/**
 * One page of a list; past the end it is empty, and where something that it hangs on is not there: whoever gets nothing
 * asks `hasParents` which of the two it is, and everybody else is spared that question.
 */
export async function readProvidedList(tx: Reader, asked: ListAsked): Promise<ProvidedPage | Refusal> {
  const { districtId, base, operation, ids, query, version } = asked;
  const values: unknown[] = [districtId];
  const conditions = ["p.district_id = $1", ...partSql(operation.listing)];
  if (operation.within !== undefined) {
    const within = withinSql(operation.within, operation.listing, ids, values.length + 1);
    conditions.push(within.sql);
    values.push(...within.values);
  }
  for (const parent of parentsOf(operation, ids)) {
    conditions.push(
      `exists (select from ${providedTables[parent.base].table} p where ${parentSql(parent, values.length)})`,
    );
    values.push(...parent.values);
  }
  if (query.filter !== undefined) {
    const filter = compileFilter(base, query.filter, version, values.length + 1);
    if ("minor" in filter) return filter;
    conditions.push(filter.sql);
    values.push(...filter.values);
  }
  const order = orderSql(base, query, version);
  if (typeof order === "object") return order;
  const { table } = providedTables[base];
  const from = `from ${table} p where ${conditions.join(" and ")}`;
  // The ids of the page first, from an index alone where that can be, and its rows then: nothing is worked out, nor
  // looked at, of the rows that are passed over.
  const page = `select p.sourced_id ${from} order by ${order} limit $${values.length + 1} offset $${values.length + 2}`;
  const objects = await tx.query<ProvidedRow>(
    `select ${selected[base]} from (${page}) k
       join ${table} p on p.district_id = $1 and p.sourced_id = k.sourced_id order by ${order}`,
    [...values, query.limit, query.offset],
  );
  return { objects, total: await totalOf(asked, objects.length, () => count(tx, from, values)) };
}

/** A page that is not full tells how many there are; of whole collections it is known; the rest is counted. */
async function totalOf(
  { query, operation, totals }: ListAsked,
  received: number,
  count: () => Promise<number>,
): Promise<number> {
  if (query.filter === undefined && operation.form === "list") return totals[operation.listing.name] ?? 0;
  const isLast = received < query.limit && (received > 0 || query.offset === 0);
  return isLast ? query.offset + received : count();
}

type ProvidedRow = ProvidedObject & Record<string, unknown>;

/** One object of a collection by its id; undefined: nobody in this district has it. */
export async function readProvidedOne(
  tx: Reader,
  districtId: number,
  base: KeptBase,
  listing: Listing,
  sourcedId: string,
): Promise<ProvidedObject | undefined> {
  const [object] = await tx.query<ProvidedRow>(
    `select ${selected[base]} from ${providedTables[base].table} p
      where ${["p.district_id = $1", "p.sourced_id = $2", ...partSql(listing)].join(" and ")}`,
    [districtId, sourcedId],
  );
  return object;
}

/** Whether everything that a nested list hangs on is there; a class is looked for in the school before it. */
export async function hasParents(
  tx: Reader,
  districtId: number,
  operation: Operation,
  ids: Readonly<Record<string, string>>,
): Promise<boolean> {
  for (const parent of parentsOf(operation, ids)) {
    const rows = await tx.query(
      `select from ${providedTables[parent.base].table} p where ${parentSql(parent, 1)}`,
      [districtId, ...parent.values],
    );
    if (rows.length === 0) return false;
  }
  return true;
}

/** Something that a nested list hangs on: by its id, a class by its school too where the address names one. */
interface Parent {
  readonly base: KeptBase;
  readonly conditions: readonly string[];
  readonly columns: readonly string[];
  readonly values: readonly string[];
}

function parentsOf({ parents }: Operation, ids: Readonly<Record<string, string>>): readonly Parent[] {
  return parents.map(([param, listing]) => {
    const { base } = listing;
    // Nothing hangs on demographics, of which there are none.
    if (base === "demographics") throw new Error("no list hangs on demographics");
    const isInSchool = param === "class" && ids.school !== undefined;
    return {
      ...{ base, conditions: partSql(listing), columns: ["sourced_id", ...(isInSchool ? ["school"] : [])] },
      values: [ids[param] ?? "", ...(isInSchool ? [ids.school ?? ""] : [])],
    };
  });
}

/** @param before how many values stand before those of the parent; the first is the district */
function parentSql({ conditions, columns }: Parent, before: number): string {
  const named = columns.map((column, at) => `p.${column} = $${before + at + 1}`);
  return ["p.district_id = $1", ...named, ...conditions].join(" and ");
}

async function count(tx: Reader, from: string, values: readonly unknown[]): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select count(*) as n ${from}`, values);
  return row?.n ?? 0;
}

/** Terms are what classes run in: sessions of type `term`, and `semester`, which a district has instead. */
function partSql({ part }: Listing): readonly string[] {
  switch (part) {
    case undefined:
      return [];
    case "school":
      return ["p.type = 'school'"];
    case "term":
      return ["p.type in ('term', 'semester')"];
    case "gradingPeriod":
      return ["p.type = 'gradingPeriod'"];
    case "student":
    case "teacher":
      return [`p.role = '${part}'`];
    default:
      return part satisfies never;
  }
}

/** By code point, as the standard wants it; what is equal stands by its id, so that pages do not overlap. */
function orderSql(base: KeptBase, { sort, isDescending }: ListQuery, version: RestVersion): string | Refusal {
  const direction = isDescending ? "desc" : "asc";
  if (sort === undefined || sort === "sourcedId") return `p.sourced_id ${direction}`;
  const column = columnOf(base, sort, version);
  if (column === undefined) return { minor: "invalid_sort_field", says: "there is no such field to sort by" };
  const text = column.kind === "text" || column.kind === "id" ? ` collate "C"` : "";
  return `(${column.sql})${text} ${direction}, p.sourced_id ${direction}`;
}

const head = `p.sourced_id as "sourcedId", p.status,
  to_char(p.modified_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "modifiedAt"`;

const selected: Readonly<Record<KeptBase, string>> = {
  orgs: `${head}, p.name, p.type, p.identifier, p.parent,
    case when p.type = 'district'
         then array(select c.sourced_id::text from provided_org c where c.district_id = $1 and c.status = 'active'
                       and c.parent = p.sourced_id order by 1) else '{}' end as children`,
  academicSessions: `${head}, p.title, p.type, p.starts_on as "startDate", p.ends_on as "endDate", p.parent,
    p.school_year as "schoolYear", p.is_assumed as "isAssumed"`,
  courses: `${head}, p.title, p.course_code as "courseCode", p.org, p.is_assumed as "isAssumed"`,
  classes: `${head}, p.title, p.grades, p.class_code as "classCode", p.class_type as "classType", p.location,
    p.course, p.school, p.terms, p.periods`,
  users: `${head}, p.role, p.role_12 as "role12", p.username, p.given_name as "givenName",
    p.middle_name as "middleName", p.family_name as "familyName", p.email, p.sms, p.phone, p.language, p.identifier,
    p.grades, p.orgs, p.agents`,
  enrollments: `${head}, p.class, p.school, p.user_id as "user", p.role, p.is_primary as "isPrimary",
    coalesce(p.starts_on::text, '') as "beginDate", coalesce(p.ends_on::text, '') as "endDate"`,
};
