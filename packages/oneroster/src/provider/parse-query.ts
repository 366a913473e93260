import type { FieldRules } from "./fields.ts";
import { type Filter, parseFilter } from "./parse-filter.ts";
import type { Refusal } from "./status-info.ts";

/** What of a list was asked for. */
export interface ListQuery {
  readonly limit: number;
  readonly offset: number;
  /** A field of the standard, or one inside it with a dot; undefined: our own order, which is that of `sourcedId`. */
  readonly sort: string | undefined;
  readonly isDescending: boolean;
  readonly filter: Filter | undefined;
  /** Undefined: all. */
  readonly fields: readonly string[] | undefined;
}

/** The standard's own; what nobody asks otherwise gets. */
const defaultLimit = 100;
/**
 * Objects a page at most. Who asks for more is told so: a page that is silently shorter than asked for loses the rows
 * of every reader that adds its own limit to the offset.
 */
const highestLimit = 10_000;

/** Reads the parameters of a list (oneroster-rest §4); parameters that the standard does not know are passed over. */
export function parseListQuery(query: URLSearchParams, rules: FieldRules): ListQuery | Refusal {
  const limit = wholeNumber(query.get("limit"), defaultLimit);
  if (limit === undefined || limit < 1 || limit > highestLimit)
    return { minor: "invaliddata", says: `limit is a whole number from 1 to ${highestLimit}` };
  const offset = wholeNumber(query.get("offset"), 0);
  if (offset === undefined) return { minor: "invaliddata", says: "offset is a whole number from 0 on" };
  const sort = query.get("sort") ?? undefined;
  if (sort !== undefined && !isKnown(sort, rules))
    return { minor: "invalid_sort_field", says: "there is no such field to sort by" };
  const order = (query.get("orderBy") ?? "asc").toLowerCase();
  // An OpenAPI file of 1.1 that is in use spells it `acs`.
  if (order !== "asc" && order !== "desc" && order !== "acs")
    return { minor: "invaliddata", says: "orderBy is asc or desc" };
  const filter = readFilter(query.get("filter"), rules);
  if (filter !== undefined && "minor" in filter) return filter;
  const fields = parseFields(query, rules);
  if (fields !== undefined && "minor" in fields) return fields;
  return { limit, offset, sort, isDescending: order === "desc", filter, fields };
}

/** The fields wanted of each object; `sourcedId` need not be among them. */
export function parseFields(
  query: URLSearchParams,
  rules: FieldRules,
): readonly string[] | Refusal | undefined {
  const written = query.getAll("fields").join(",");
  if (written.trim() === "") return undefined;
  const fields = written.split(",").map((field) => field.trim());
  if (fields.every((field) => Object.hasOwn(rules, field))) return fields;
  return { minor: "invalid_selection_field", says: "there is no such field to select" };
}

function readFilter(text: string | null, rules: FieldRules): Filter | Refusal | undefined {
  if (text === null || text.trim() === "") return undefined;
  const filter = parseFilter(text);
  if ("minor" in filter || filter.terms.every(({ field }) => isKnown(field, rules))) return filter;
  return { minor: "invalid_filter_field", says: "there is no such field to filter by" };
}

/** `roles.role`: what lies inside is known to whoever compares it. */
function isKnown(field: string, rules: FieldRules): boolean {
  return Object.hasOwn(rules, field.split(".")[0] ?? "") || field === "role";
}

function wholeNumber(text: string | null, fallback: number): number | undefined {
  if (text === null) return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
