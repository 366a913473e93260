import pg from "pg";

const { types } = pg;

type Parse = (text: string) => unknown;

const safeInteger: Parse = (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error("a bigint column holds a value above 2^53");
  return value;
};
const asText: Parse = (text) => text;

/** `2026-01-02 03:04:05.5+00` becomes `2026-01-02T03:04:05.5Z`; sessions run in UTC, so the offset is always +00. */
const isoTime: Parse = (text) => text.replace(" ", "T").replace(/\+00$/, "Z");

/** Type oids of pg_type.dat, which PostgreSQL never renumbers; the second is the array of the first. */
const oids: readonly (readonly [scalar: number, array: number, parse: Parse])[] = [
  [20, 1016, safeInteger],
  [1700, 1231, Number],
  [1082, 1182, asText],
  [1184, 1185, isoTime],
];

/** pg's own reader of text[], for the quoting and the nulls. */
const textArrayOid: number = 1009;
const textArray: Parse = types.getTypeParser(textArrayOid, "text");

function parseEach(value: unknown, parse: Parse): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => parseEach(entry, parse));
  return typeof value === "string" ? parse(value) : value;
}

const parsers = new Map<number, Parse>();
for (const [scalar, array, parse] of oids) {
  parsers.set(scalar, parse);
  parsers.set(array, (text) => parseEach(textArray(text), parse));
}

/**
 * How columns arrive in JavaScript, for our connections only (pg's own table is global and stays untouched):
 * bigint and numeric as numbers, date as `YYYY-MM-DD`, timestamptz as an ISO string with the microseconds kept.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : parsers.get(oid)) ?? types.getTypeParser(oid, format ?? "text"),
};
