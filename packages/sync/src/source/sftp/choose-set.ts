import { nameMeaning } from "@muster/oneroster/csv/file-names.ts";
import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import { inputFinding } from "../input-finding.ts";
import type { RemoteFile, RemoteFolder } from "./remote-file.ts";

/** Files that belong together: a folder's tables, or one ZIP file. */
export interface RosterSet {
  readonly kind: "tables" | "zip";
  /** What people call it: a folder's or a ZIP's name. */
  readonly name: string;
  readonly files: readonly RemoteFile[];
  /** Tables that a roster cannot do without and that are not there; of a ZIP nobody knows. */
  readonly missing: readonly string[];
  /** Of its newest file, in ms. */
  readonly newestAt: number;
}

/** Without these there is no roster. */
const needed = ["users", "classes", "enrollments"] as const;

/**
 * The sets among the files of one folder. Files that nobody needs, such as demographics, are in none: they are not
 * fetched. A name that is only similar to a table's is taken along where the table is missing, for the reader to
 * point out (A15).
 */
export function setsOf({ name, files }: RemoteFolder): readonly RosterSet[] {
  const zips = files.filter((file) => /\.zip$/i.test(file.name));
  const sets = zips.map((zip): RosterSet => {
    return { kind: "zip", name: zip.name, files: [zip], missing: [], newestAt: zip.modifiedAt };
  });
  const tables = tableFiles(files);
  if (tables.files.length === 0) return sets;
  const newestAt = Math.max(...tables.files.map(({ modifiedAt }) => modifiedAt));
  const missing = missingTables(tables.found);
  return [
    { kind: "tables", name: name === "" ? "." : name, files: tables.files, missing, newestAt },
    ...sets,
  ];
}

/** Tables that a roster cannot do without and that are not among those found. A guardian file stands alone. */
export function missingTables(found: ReadonlySet<string>): readonly string[] {
  if (found.has("guardians") && !found.has("users")) return [];
  return needed.filter((table) => !found.has(table));
}

function tableFiles(files: readonly RemoteFile[]): {
  readonly files: readonly RemoteFile[];
  readonly found: ReadonlySet<string>;
} {
  const chosen: RemoteFile[] = [];
  const found = new Set<string>();
  const similar = new Map<string, RemoteFile>();
  for (const file of files) {
    const meaning = nameMeaning(file.name, defaultProfile);
    if (meaning.kind === "table") found.add(meaning.table);
    if (meaning.kind === "table" || meaning.kind === "manifest") chosen.push(file);
    if (meaning.kind !== "similar") continue;
    const before = similar.get(meaning.table);
    if (before === undefined || before.modifiedAt < file.modifiedAt) similar.set(meaning.table, file);
  }
  for (const [table, file] of similar) if (!found.has(table) && /\.csv$/i.test(file.name)) chosen.push(file);
  return { files: chosen.sort((a, b) => (a.name < b.name ? -1 : 1)), found };
}

/** The set that is taken, and what is said of the others. */
export interface Choice {
  readonly chosen: RosterSet;
  readonly findings: readonly Finding[];
}

/**
 * The newest set; among dated folders the newest one that has all its tables, since the one of today may still be
 * under way (A14). A set of tables beside ZIP files is never passed over for being incomplete: a table that is missing
 * today must be told (A06), not be replaced by last year's archive. Undefined where there is no set.
 */
export function chooseSet(sets: readonly RosterSet[]): Choice | undefined {
  const newestFirst = [...sets].sort(byAge);
  const [newest] = newestFirst;
  if (newest === undefined) return undefined;
  const chosen =
    newestFirst.find(({ kind, missing }) => kind === newest.kind && missing.length === 0) ?? newest;
  const findings: Finding[] = [];
  if (chosen !== newest)
    findings.push(
      inputFinding("input.set.unfinished", newest.name, {
        missing: newest.missing.join(", "),
        chosen: chosen.name,
      }),
    );
  const passedOver = newestFirst.filter((set) => set !== chosen && set !== newest);
  const [first] = passedOver;
  if (first !== undefined) {
    const names = passedOver.slice(0, 5).map(({ name }) => name);
    const facts = { chosen: chosen.name, names: names.join(", "), count: passedOver.length };
    findings.push(inputFinding("input.set.older", first.name, facts));
  }
  return { chosen, findings };
}

/** Newest first; of the same time, the name that a date would put last. */
function byAge(a: RosterSet, b: RosterSet): number {
  return b.newestAt - a.newestAt || (a.name < b.name ? 1 : -1);
}
