import { type TableName, tableNames } from "../model/table-name.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { SetAsideReason } from "./roster-package.ts";

/** What a file's name says about it. */
export type NameMeaning =
  | { readonly kind: "table"; readonly table: TableName; readonly isExact: boolean }
  | { readonly kind: "manifest" }
  | { readonly kind: "similar"; readonly table: TableName }
  | { readonly kind: "aside"; readonly reason: SetAsideReason };

/** Rostering files of the standard that nothing of ours uses: never opened. */
const unneededFiles = ["demographics", "userProfiles"] as const;

/** The standard's files about other things. */
const otherStandardFiles = [
  "categories",
  "classResources",
  "courseResources",
  "lineItemLearningObjectiveIds",
  "lineItemScoreScales",
  "lineItems",
  "resources",
  "resultLearningObjectiveIds",
  "resultScoreScales",
  "results",
  "scoreScales",
  "userResources",
] as const;

/** Every file that the standard names, without its ending; guardians.csv is ours. */
export const standardFiles: readonly string[] = [
  ...tableNames.filter((name) => name !== "guardians"),
  ...unneededFiles,
  ...otherStandardFiles,
];

const unneeded = new Set(unneededFiles.map((name) => `${name.toLowerCase()}.csv`));
const otherStandard = new Set(otherStandardFiles.map((name) => `${name.toLowerCase()}.csv`));
const tables: ReadonlyMap<string, TableName> = new Map(tableNames.map((name) => [name.toLowerCase(), name]));

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The path without its last part: "" for a file at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** Reads a file's path: what the profile maps first, then the standard's names without case (Q008). */
export function nameMeaning(path: string, profile: ReadProfile): NameMeaning {
  if (isLitter(path)) return { kind: "aside", reason: "litter" };
  const name = baseName(path);
  const lower = name.toLowerCase();
  const mapped = mappedTable(lower, profile);
  if (mapped !== undefined) return { kind: "table", table: mapped, isExact: true };
  if (lower === "manifest.csv") return { kind: "manifest" };
  if (unneeded.has(lower)) return { kind: "aside", reason: "not-needed" };
  if (otherStandard.has(lower)) return { kind: "aside", reason: "not-rostering" };
  const table = lower.endsWith(".csv") ? tables.get(lower.slice(0, -4)) : undefined;
  if (table !== undefined) return { kind: "table", table, isExact: name === `${table}.csv` };
  const similar = similarTable(lower);
  return similar === undefined ? { kind: "aside", reason: "unknown" } : { kind: "similar", table: similar };
}

function mappedTable(lower: string, profile: ReadProfile): TableName | undefined {
  const names = Object.entries(profile.fileNames ?? {});
  return names.find(([name]) => name.toLowerCase() === lower)?.[1];
}

/** What archivers, file browsers and half-done uploads leave behind (Q007, A11). */
function isLitter(path: string): boolean {
  const parts = path.split("/");
  if (parts.some((part) => part.startsWith(".") || part === "__MACOSX" || part.startsWith("~$"))) return true;
  const name = (parts.at(-1) ?? "").toLowerCase();
  if (name === "thumbs.db" || name === "desktop.ini") return true;
  return /(\.(filepart|part|partial|tmp|temp|uploading|crdownload)|~)$/.test(name);
}

const extensions = /(\.(csv|txt|tsv|xlsx|xls|gz|zip))+$/;
const copyMarks = /(\s*-?\s*copy|\s*\(\d+\)|[\s_.-]*(final|new|latest|export))+$/;
const trailingDate = /[\s_.-]*\d[\d\s_.:tz-]*$/;
const leadingDate = /^\d[\d\s_.:tz-]*[\s_.-]+/;

/** A known name with a date, a copy mark, another ending or in the singular (A15). Never used, only suggested. */
function similarTable(lower: string): TableName | undefined {
  let stem = lower.replace(extensions, "");
  if (stem === lower) return undefined;
  for (let round = 0; round < 3; round += 1) {
    stem = stem.replace(copyMarks, "").replace(trailingDate, "").replace(leadingDate, "");
  }
  const bare = stem.replaceAll(/[\s_-]/g, "").replace(/^oneroster/, "");
  const plural = bare === "class" || bare === "classes" ? "classes" : bare.endsWith("s") ? bare : `${bare}s`;
  return tables.get(plural.replace("enrolment", "enrollment"));
}
