import type { Severity } from "@muster/oneroster/model/diagnostic.ts";
import { type TableName, tableNames } from "@muster/oneroster/model/table-name.ts";
import { type Finding, type FindingCode, severityOf, severityOrder } from "../check/finding.ts";
import { findingMessage, type Message } from "./message.ts";
import { type FileSizes, missingMessage } from "./root-cause-words.ts";

/** The open findings of one code in one file of one source. */
export interface OpenGroup {
  readonly source: number;
  readonly code: FindingCode;
  readonly count: number;
  /** The first of them: it is told at length. */
  readonly first: Finding;
  /** How many different records they name that are not there; 0 where they name none. */
  readonly names: number;
  /** Some of these. */
  readonly examples: readonly string[];
}

/** One thing to mend, with all that is settled by mending it. */
export interface RootCause<Group extends OpenGroup = OpenGroup> {
  /** What stands in an address for it, beside its source and its file. */
  readonly lead: Group;
  readonly follows: readonly Group[];
  /** Of the lead and all that follows from it. */
  readonly count: number;
  /** The worst of them. */
  readonly severity: Severity;
  readonly message: Message;
}

/** Codes of rows that name a record of another file which does not list it. */
const namesMissing: Partial<Record<FindingCode, TableName>> = {
  "class.school.missing": "orgs",
  "user.org.missing": "orgs",
  "user.orgs.lost": "orgs",
  "role.org.missing": "orgs",
  "school.org.absent": "orgs",
  "class.term.missing": "academicSessions",
  "class.course.missing": "courses",
  "enrollment.class.missing": "classes",
  "enrollment.user.missing": "users",
  "role.user.missing": "users",
  "user.agent.missing": "users",
  "guardian.student.missing": "users",
};

/** Of these it is told how many different records are named. */
export const namingCodes: readonly string[] = Object.keys(namesMissing);

/** Codes of rows that name a record whose own row cannot be used. */
const namesLeftOut: Partial<Record<FindingCode, TableName>> = {
  "enrollment.class.left-out": "classes",
  "enrollment.user.left-out": "users",
};

/** Codes about a whole file that explain why it lists too little. */
const filesFallShort: ReadonlySet<FindingCode> = new Set([
  ...(["file.rows.none", "file.optional.missing", "file.optional.unusable", "file.end.cut-off"] as const),
  ...(["file.quote.unclosed", "row.quote.swallows", "manifest.file.missing"] as const),
  ...(["manifest.file.unneeded-missing", "collection.access.refused", "collection.needed.refused"] as const),
  ...(["collection.people.hidden"] as const),
]);

/**
 * Groups findings by what has to be mended: a file that lists too little is one cause, and the hundreds of rows that
 * name what it does not list follow from it. Every group belongs to exactly one cause.
 *
 * @param sizes how many rows the files have, and had before: a file that shrank explains what is missing
 */
export function rootCauses<Group extends OpenGroup>(
  groups: readonly Group[],
  sizes: readonly FileSizes[] = [],
): readonly RootCause<Group>[] {
  const bySource = Map.groupBy([...groups].sort(worstFirst), ({ source }) => source);
  const causes = [...bySource].flatMap(([source, some]) => {
    const byLead = Map.groupBy(some, (group) => leadOf(group, some));
    const known = sizes.filter((size) => size.source === source);
    return [...byLead].map(([lead, members]) => causeOf(lead, members, known));
  });
  return causes.sort(
    (a, b) => rank(a.severity) - rank(b.severity) || b.count - a.count || worstFirst(a.lead, b.lead),
  );
}

function causeOf<Group extends OpenGroup>(
  lead: Group,
  members: readonly Group[],
  sizes: readonly FileSizes[],
): RootCause<Group> {
  const follows = members.filter((group) => group !== lead);
  const count = members.reduce((sum, group) => sum + group.count, 0);
  const [worst = lead] = members;
  const severity = severityOf(worst.code);
  const table = namesMissing[lead.code];
  const missing = members.filter(
    ({ code }) => table !== undefined && namesMissing[code] === table && namesInRow(code),
  );
  const rows = missing.reduce((sum, group) => sum + group.count, 0);
  if (table === undefined || rows < 2) return { lead, follows, count, severity, message: groupMessage(lead) };
  const message = missingMessage({
    ...{ table, rows, size: sizes.find((size) => size.table === table) },
    names: missing.length === 1 ? lead.names : 0,
    examples: [...new Set(missing.flatMap(({ examples }) => examples))].sort().slice(0, 5),
    lead: groupMessage(lead),
  });
  return { lead, follows, count, severity, message };
}

/** A school that we hold and no file lists is named by no row. */
function namesInRow(code: FindingCode): boolean {
  return code !== "school.org.absent";
}

/** The words for all findings of a group. */
export function groupMessage({ first, count }: OpenGroup): Message {
  return findingMessage(first, { count, files: [first.file] });
}

/** The group that has to be mended for this one to be settled: itself where it hangs on no other. */
function leadOf<Group extends OpenGroup>(group: Group, all: readonly Group[]): Group {
  const leftOut = namesLeftOut[group.code];
  if (leftOut !== undefined) {
    const unusable = all.find(
      ({ code, first }) =>
        tableOf(first.file) === leftOut && severityOf(code) === "error" && namesLeftOut[code] === undefined,
    );
    return unusable === undefined ? group : leadOf(unusable, all);
  }
  const table = namesMissing[group.code];
  if (table === undefined) return group;
  const short = all.find((one) => filesFallShort.has(one.code) && tableOf(one.first.file) === table);
  return short ?? all.find((one) => namesMissing[one.code] === table) ?? group;
}

/** The table that a file holds, by its name: `export/Users.csv` holds users. */
function tableOf(file: string): TableName | undefined {
  const name = file
    .slice(file.lastIndexOf("/") + 1)
    .replace(/\.csv$/i, "")
    .toLowerCase();
  return tableNames.find((table) => table.toLowerCase() === name);
}

function worstFirst(a: OpenGroup, b: OpenGroup): number {
  return (
    rank(severityOf(a.code)) - rank(severityOf(b.code)) ||
    b.count - a.count ||
    a.source - b.source ||
    compare(a.code, b.code) ||
    compare(a.first.file, b.first.file)
  );
}

function rank(severity: Severity): number {
  return severityOrder.indexOf(severity);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
