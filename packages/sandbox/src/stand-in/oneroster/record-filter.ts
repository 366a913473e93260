import type { JsonRecord } from "./record-fields.ts";

/** A filter that could be understood, or the reason why not. */
export type ReadFilter =
  | { readonly keeps: (record: JsonRecord) => boolean }
  | { readonly refused: "filter" | "field" };

const term = /^\s*([A-Za-z_][\w.]*)\s*(!=|>=|<=|=|>|<|~)\s*'((?:[^']|'')*)'\s*/;

/**
 * Reads `filter`: `<field><op>'<value>'`, one `AND` or `OR` at most, nested fields by a dot. A quote in a value is
 * doubled. Letters are compared without case (OneRoster 1.1 says so; servers differ).
 */
export function readFilter(text: string, fields: ReadonlySet<string>): ReadFilter {
  const first = term.exec(text);
  if (first === null) return { refused: "filter" };
  const rest = text.slice(first[0].length);
  const word = /^(AND|OR)\s+/.exec(rest);
  if (word === null) return rest === "" ? combine([compareOf(first, fields)], true) : { refused: "filter" };
  const behind = rest.slice(word[0].length);
  const second = term.exec(behind);
  if (second === null || second[0].length !== behind.length) return { refused: "filter" };
  return combine([compareOf(first, fields), compareOf(second, fields)], word[1] === "AND");
}

function combine(parts: readonly ReadFilter[], isAnd: boolean): ReadFilter {
  const tests: ((record: JsonRecord) => boolean)[] = [];
  for (const part of parts) {
    if ("refused" in part) return part;
    tests.push(part.keeps);
  }
  return {
    keeps: (record) => (isAnd ? tests.every((keeps) => keeps(record)) : tests.some((keeps) => keeps(record))),
  };
}

function compareOf(match: RegExpExecArray, fields: ReadonlySet<string>): ReadFilter {
  const path = (match[1] ?? "").split(".");
  if (!fields.has(path[0] ?? "")) return { refused: "field" };
  const holds = comparison(match[2] ?? "", (match[3] ?? "").replaceAll("''", "'").toLowerCase());
  return { keeps: (record) => holds(valuesAt(record, path)) };
}

function comparison(operator: string, wanted: string): (values: readonly string[]) => boolean {
  switch (operator) {
    case "=":
      return (values) => values.some((value) => value === wanted);
    case "!=":
      return (values) => !values.some((value) => value === wanted);
    case "~":
      return (values) => values.some((value) => value.includes(wanted));
    case ">":
      return (values) => values.some((value) => value > wanted);
    case ">=":
      return (values) => values.some((value) => value >= wanted);
    case "<":
      return (values) => values.some((value) => value < wanted);
    default:
      return (values) => values.some((value) => value <= wanted);
  }
}

/** Every value at a path, lists unfolded, in small letters. */
function valuesAt(value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [name, ...deeper] = path;
  if (name === undefined) return value === undefined || value === null ? [] : [String(value).toLowerCase()];
  if (typeof value !== "object" || value === null) return [];
  return valuesAt(Object.entries(value).find(([key]) => key === name)?.[1], deeper);
}
