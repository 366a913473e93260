import { brief, formatCount } from "../number-words.ts";

/** Facts as a code carries them. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** What a sentence may speak of: where something stands, how often, and the facts of the first of them. */
export interface Told {
  /** The file without its folders, or `the files` where none is meant. */
  readonly file: string;
  /** `users.csv` for one file, `3 files` for several. */
  readonly files: string;
  /** `Row 812 of users.csv` for one, `340 rows of users.csv` for many: the subject of a sentence. */
  readonly rows: string;
  readonly column: string;
  readonly sourcedId: string;
  readonly count: number;
  /** `""` for one, ` (and 12 more)` for many. */
  readonly more: string;
  /** A fact as text, numbers with commas; empty where there is none of this name. */
  readonly fact: (name: string) => string;
  /** A fact in quotation marks, cut to `most` characters. */
  readonly quoted: (name: string, most: number) => string;
  /** A fact behind a sentence's end: `: "x"` for one, `, such as "x"` for many. */
  readonly example: (name: string, most: number) => string;
  /** A fact that names something, such as a row or a run: a number stays without commas. */
  readonly label: (name: string) => string;
  /** A fact as a number; 0 where it is none. */
  readonly amount: (name: string) => number;
  /** The word for one, or the word for many. */
  readonly pick: (one: string, many: string) => string;
}

/** Where the first of them stands. */
export interface TellingPlace {
  readonly file: string;
  readonly line: number | undefined;
  readonly column: string | undefined;
  readonly sourcedId: string | undefined;
}

/**
 * Everything a sentence may speak of.
 *
 * @param group how many there are of this code, and in which files; `files` may be empty where they are not known
 */
export function tell(
  facts: Facts,
  place: TellingPlace,
  group: { readonly count: number; readonly files: readonly string[] },
): Told {
  const { count } = group;
  const isMany = count > 1;
  const file = fileName(place.file);
  const names = [...new Set(group.files.map(fileName))];
  const files = names.length > 1 ? `${formatCount(names.length)} files` : file;
  return {
    file,
    files,
    rows: isMany ? manyRows(count, names, files) : oneRow(place.line, file),
    column: place.column ?? "",
    sourcedId: place.sourcedId ?? "",
    count,
    more: isMany ? ` (and ${formatCount(count - 1)} more)` : "",
    fact: (name) => factText(facts[name]),
    quoted: (name, most) => `"${brief(factText(facts[name]), most)}"`,
    example: (name, most) => `${isMany ? ", such as" : ":"} "${brief(factText(facts[name]), most)}"`,
    label: (name) => String(facts[name] ?? ""),
    amount: (name) => {
      const value = facts[name];
      return typeof value === "number" ? value : 0;
    },
    pick: (one, many) => (isMany ? many : one),
  };
}

/** The last part of a path, cut where it is very long; `the files` for a place that names none. */
function fileName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name === "" ? "the files" : brief(name, 24);
}

function oneRow(line: number | undefined, file: string): string {
  return line === undefined ? `A row of ${file}` : `Row ${line} of ${file}`;
}

/** Where not all the files are known, none is named: a count must not be pinned on the first of them. */
function manyRows(count: number, names: readonly string[], files: string): string {
  return names.length === 0 ? `${formatCount(count)} rows` : `${formatCount(count)} rows of ${files}`;
}

function factText(value: Facts[string] | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "number" ? formatCount(value) : String(value);
}
