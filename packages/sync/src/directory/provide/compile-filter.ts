import type { Filter, FilterTerm } from "@muster/oneroster/provider/parse-filter.ts";
import type { Refusal } from "@muster/oneroster/provider/status-info.ts";
import type { RestVersion } from "@muster/oneroster/rest/dialect.ts";
import { columnOf, type FieldColumn } from "./field-columns.ts";
import type { KeptBase } from "./provided-tables.ts";

/** A condition on `p` in brackets, and the values of its parameters in order. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * A filter as a condition: columns from a fixed list, operators from a fixed list, values as parameters and nothing
 * else. It stands beside the conditions that keep a reader to their district and to the list they asked for, and never
 * loosens them (an OR inside stays inside its brackets).
 *
 * @param first the number of the first parameter
 */
export function compileFilter(
  base: KeptBase,
  filter: Filter,
  version: RestVersion,
  first: number,
): Condition | Refusal {
  const values: unknown[] = [];
  const parts: string[] = [];
  for (const term of filter.terms) {
    const column = columnOf(base, term.field, version);
    if (column === undefined)
      return { minor: "invalid_filter_field", says: "there is no such field to filter by" };
    const value = readValue(column, term);
    if (typeof value === "object") return value;
    values.push(value);
    const sql = compare(column, term, `$${first + values.length - 1}`);
    if (sql === undefined)
      return { minor: "invalid_filter_field", says: "a list is compared by =, != and ~ alone" };
    parts.push(sql);
  }
  return { sql: `(${parts.join(filter.joinedBy === "or" ? " or " : " and ")})`, values };
}

const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

function readValue({ kind }: FieldColumn, { value, operator }: FilterTerm): string | Refusal {
  if (value.includes("\0")) return { minor: "invaliddata", says: "filter: a value holds what no text may" };
  if ((kind !== "date" && kind !== "time") || operator === "~") return value;
  const isDay = day.test(value) && !Number.isNaN(Date.parse(value));
  if (kind === "date" && isDay) return value;
  const instant = /^\d{4}-\d\d-\d\dT/.test(value) ? readInstant(value) : undefined;
  if (kind === "time" && isDay) return `${value}T00:00:00.000Z`;
  if (kind === "time" && instant !== undefined) return instant;
  const form = kind === "date" ? "2026-09-01" : "2026-09-01T08:00:00.000Z";
  return { minor: "invaliddata", says: `filter: a date is written like ${form}` };
}

/** Without a zone it is UTC, as everything the standard tells. */
function readInstant(text: string): string | undefined {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Texts are compared without case, as 1.1 says; ids are compared as they stand. */
function compare({ sql, kind }: FieldColumn, { operator }: FilterTerm, at: string): string | undefined {
  if (kind === "list") return compareList(sql, operator, at);
  if (operator === "~") return `position(lower(${at}::text) in lower((${sql})::text)) > 0`;
  const sign = operator === "!=" ? "is distinct from" : operator;
  if (kind === "date") return `${sql} ${sign} ${at}::date`;
  if (kind === "time") return `${sql} ${sign} ${at}::timestamptz`;
  if (kind === "id") return `(${sql}) collate "C" ${sign} ${at}::text collate "C"`;
  return `lower(${sql}) collate "C" ${sign} lower(${at}::text) collate "C"`;
}

/** Equal to a list is who has the value in it, or who has just these values; containing looks into each. */
function compareList(sql: string, operator: FilterTerm["operator"], at: string): string | undefined {
  const holds = `(${at}::text = any (${sql}) or array_to_string(${sql}, ',') = ${at}::text)`;
  if (operator === "=") return holds;
  if (operator === "!=") return `not ${holds}`;
  if (operator !== "~") return undefined;
  return `exists (select from unnest(${sql}) as one (item) where position(lower(${at}::text) in lower(one.item)) > 0)`;
}
