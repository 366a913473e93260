import type { RosterPackage } from "@muster/oneroster/csv/roster-package.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { Gone, KeyKind, Keys } from "@muster/rules/check/check.ts";
import { createIdIndex, type IdIndex } from "./id-index.ts";

/** The ids of every table of a package, and what the checks may ask of them. */
export interface KnownKeys extends Keys {
  readonly of: (table: TableName) => IdIndex;
  /** Notes a row that is there and makes no record: nothing may refer to it, and nobody shall look for it. */
  readonly strike: (table: TableName, sourcedId: string, why: Exclude<Gone, "absent">) => void;
}

const marks = { deleted: 1, "left-out": 2 } as const;

const tableOf: Readonly<Record<KeyKind, TableName>> = {
  org: "orgs",
  session: "academicSessions",
  course: "courses",
  class: "classes",
  user: "users",
};

/**
 * Only a file that is there and whole can prove that something is missing: where it did not come (which is told once,
 * as a file), or lists changes only, every reference to it is believed.
 */
export function gatherKeys(pack: RosterPackage): KnownKeys {
  const indexes = new Map<TableName, IdIndex>(pack.files.map((file) => [file.table, createIdIndex()]));
  const struck = new Map<TableName, IdIndex>(pack.files.map((file) => [file.table, createIdIndex()]));
  const whole = new Set(pack.files.filter((file) => file.mode === "bulk").map((file) => file.table));
  return {
    of: (table) => {
      const index = indexes.get(table);
      if (index === undefined) throw new Error(`the package has no ${table}`);
      return index;
    },
    strike: (table, sourcedId, why) => {
      struck.get(table)?.add(sourcedId, 0, marks[why]);
    },
    has: (kind, sourcedId) => {
      const table = tableOf[kind];
      if (!whole.has(table)) return true;
      return indexes.get(table)?.has(sourcedId) === true && struck.get(table)?.at(sourcedId) === undefined;
    },
    whyNot: (kind, sourcedId) => {
      const met = struck.get(tableOf[kind])?.at(sourcedId);
      if (met === undefined) return "absent";
      return met.mark === marks.deleted ? "deleted" : "left-out";
    },
  };
}
