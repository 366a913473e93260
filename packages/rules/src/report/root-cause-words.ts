import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { longestWhat, type Message } from "./message.ts";
import { brief, counted, formatCount, listWords, plural } from "./number-words.ts";

/** How many rows a file of a source has, and had in the files that were taken in before. */
export interface FileSizes {
  readonly source: number;
  readonly table: TableName;
  readonly now: number;
  readonly before: number;
}

/** What a file lists, in the words of the district. */
const nouns: Readonly<Record<TableName, string>> = {
  orgs: "school",
  academicSessions: "term",
  courses: "course",
  classes: "class",
  users: "person",
  roles: "role",
  enrollments: "enrollment",
  guardians: "family link",
};

/** So much fewer rows than before, and the file itself is the likeliest cause. */
const shrunk = 0.9;

/**
 * The words for a file that does not list what other rows name, when several rows do.
 *
 * @param names how many different records are named; 0 where that is not known
 * @param lead the words for the most frequent kind of these rows: its code and owner are kept
 */
export function missingMessage({
  table,
  rows,
  names,
  examples,
  size,
  lead,
}: {
  readonly table: TableName;
  readonly rows: number;
  readonly names: number;
  readonly examples: readonly string[];
  readonly size: FileSizes | undefined;
  readonly lead: Message;
}): Message {
  const file = `${table}.csv`;
  const what =
    names === 0
      ? `${file} does not list ${plural(nouns[table])} that ${counted(rows, "row")} name`
      : `${file} does not list ${counted(names, nouns[table])} that ${counted(rows, "row")} name`;
  const isShort = size !== undefined && size.before > 0 && size.now < size.before * shrunk;
  const counts = isShort
    ? `It has ${counted(size.now, "row")} now; the files taken in before had ${formatCount(size.before)}.`
    : "";
  const such = examples.length === 0 ? "" : ` For example: ${listWords(examples.map(quoted))}.`;
  return {
    ...lead,
    what: brief(what, longestWhat),
    cause: isShort
      ? `${counts} Most likely the export of this file was cut, or its filter was changed.`
      : `Most likely ${file} was exported by another rule than the files that name its ${plural(nouns[table])}.`,
    fix: `Ask for ${file} to be exported whole, and by the same rules as the other files. The rest is settled by it.`,
    owner: "sis-vendor",
    vendorText: [
      `${counted(rows, "row")} ${rows === 1 ? "names" : "name"} ${plural(nouns[table])} that ${file} does not list.${such}`,
      ...(counts === "" ? [] : [counts.replace("It has", `${file} has`)]),
      `Please export all files by the same rules, and ${file} whole.`,
    ].join(" "),
  };
}

function quoted(id: string): string {
  return `"${brief(id, 40)}"`;
}
