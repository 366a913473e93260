import type { Refusal } from "./status-info.ts";

/** How a field is compared; `~`: the value is contained in it. */
export type FilterOperator = "=" | "!=" | ">" | ">=" | "<" | "<=" | "~";

/** `familyName~'diaz'`: the field as it is written, a dot for what lies inside. */
export interface FilterTerm {
  readonly field: string;
  readonly operator: FilterOperator;
  readonly value: string;
}

/** One comparison, or two of which both or either must hold: the standard has no longer ones (oneroster-rest §4). */
export interface Filter {
  readonly terms: readonly FilterTerm[];
  readonly joinedBy: "and" | "or";
}

/** More comparisons than the standard knows are understood as long as they are joined alike. */
const mostTerms = 10;
const term = /\s*([A-Za-z_][\w.:-]*)\s*(!=|>=|<=|=|>|<|~)\s*'((?:[^']|'')*)'\s*/y;
const join = /(AND|OR)(?=\s)/iy;

/**
 * Reads the parameter `filter`, already decoded. A quote inside a value is written twice. Words of values are kept as
 * they stand; whether a field exists is for whoever knows the fields.
 */
export function parseFilter(text: string): Filter | Refusal {
  const terms: FilterTerm[] = [];
  const joins = new Set<string>();
  let at = 0;
  for (;;) {
    term.lastIndex = at;
    const found = term.exec(text);
    if (found === null) return refusal("a comparison is written field, operator, value in single quotes");
    const [, field = "", operator = "=", value = ""] = found;
    terms.push({ field, operator: operator as FilterOperator, value: value.replaceAll("''", "'") });
    at = term.lastIndex;
    if (at === text.length) break;
    join.lastIndex = at;
    const word = join.exec(text)?.[1];
    if (word === undefined) return refusal("comparisons are joined by AND or OR");
    joins.add(word.toLowerCase());
    at = join.lastIndex;
  }
  if (joins.size > 1) return refusal("AND and OR cannot be mixed");
  if (terms.length > mostTerms) return refusal(`${mostTerms} comparisons at most`);
  return { terms, joinedBy: joins.has("or") ? "or" : "and" };
}

function refusal(says: string): Refusal {
  return { minor: "invaliddata", says: `filter: ${says}` };
}
