import type { Finding } from "../check/finding.ts";
import type { Gate } from "../gate/verdict.ts";
import { counted, formatCount, listWords, plural } from "./number-words.ts";
import { kindNouns, recordNouns } from "./wording/record-words.ts";
import type { Facts } from "./wording/told.ts";

/** How many there are, and in which files; empty where not all of them are known. */
interface Group {
  readonly count: number;
  readonly files: readonly string[];
}

/** `enrollments.csv, row 812 (record 811), column role, ID e-812; and 339 more in enrollments.csv and users.csv`. */
export function findingWhere(finding: Finding, group: Group): string {
  const { file, line, record, column, sourcedId } = finding;
  const parts = [file === "" ? "the folder or ZIP as a whole" : file];
  if (line !== undefined) parts.push(record === undefined ? `row ${line}` : `row ${line} (record ${record})`);
  if (column !== undefined) parts.push(`column ${column}`);
  if (sourcedId !== undefined && column !== "sourcedId") parts.push(`ID ${sourcedId}`);
  else if (sourcedId !== undefined) parts.push(sourcedId);
  const place = parts.join(", ");
  if (group.count < 2) return place;
  const inFiles = group.files.length > 1 ? ` in ${listWords([...new Set(group.files)])}` : "";
  return `${place}; and ${formatCount(group.count - 1)} more${inFiles}`;
}

/** The same for the people at the other end, in the standard's words; empty where no file is meant. */
export function placeForVendor(finding: Finding, group: Group): string {
  const { file, line, record, column, sourcedId } = finding;
  if (file === "" || line === undefined) return "";
  const parts = [file, record === undefined ? `line ${line}` : `line ${line} (data record ${record})`];
  if (column !== undefined) parts.push(`column ${column}`);
  if (sourcedId !== undefined) parts.push(`sourcedId ${sourcedId}`);
  const [first, all] =
    group.count > 1 ? ["First place", ` ${counted(group.count, "place")} in all.`] : ["Place", ""];
  return `${first}: ${parts.join(", ")}.${all}`;
}

/** `Lincoln Elementary: students, removals`. */
export function gateWhere({ slice }: Gate, school: string): string {
  if (slice === undefined) return "the whole plan";
  const place = school === "" ? "the district" : school;
  return `${place}: ${plural(recordNouns[slice.type])}, ${kindNouns[slice.kind]}`;
}

/**
 * The path or folder that a fault speaks of, and the server it is on; else the part of Muster that its code begins
 * with. What went wrong at a server is never placed in Muster itself.
 */
export function faultWhere(code: string, facts: Facts): string {
  const part = code.slice(0, code.indexOf("."));
  if (part === "source") return sourceWhere(code, facts);
  const path = firstText(facts, ["path", "folder", "log"]);
  if (path !== undefined) return path;
  switch (part) {
    case "drop":
      return "the SFTP drop of this Muster";
    case "database":
      return "the database of Muster";
    case "district":
      return "the list of districts";
    case "plan":
    case "run":
      return typeof facts.run === "number" ? `run ${facts.run}` : "this run";
    default:
      return "Muster itself";
  }
}

function sourceWhere(code: string, facts: Facts): string {
  const what = firstText(facts, ["path", "folder", "of"]);
  const host = firstText(facts, ["host"]);
  if (host !== undefined) return what === undefined ? `the server ${host}` : `${what} at ${host}`;
  if (what !== undefined) return what;
  return code.startsWith("source.id.") ? "the list of sources" : "the settings of the source";
}

function firstText(facts: Facts, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = facts[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}
