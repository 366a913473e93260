import {
  fields,
  listOf,
  mapOf,
  maybe,
  objectAt,
  oneOf,
  oneOrMore,
  otherwise,
  type Read,
  refuse,
  text,
  whole,
} from "./read-shape.ts";

/**
 * Which rows of a file: `"all"`, one or several ids (the first column), or those whose cells match. `first` and
 * `last` take that many from an end of the matches.
 */
export interface Rows {
  readonly ids: readonly string[] | undefined;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

const someRows = fields<Rows>({
  ids: maybe(oneOrMore(text)),
  where: otherwise({}, mapOf(oneOrMore(text))),
  first: maybe(whole),
  last: maybe(whole),
});

const rows: Read<Rows> = (value, at) => {
  if (value === "all") return { ids: undefined, where: {}, first: undefined, last: undefined };
  if (typeof value === "string" || Array.isArray(value)) return someRows({ ids: value }, at);
  return someRows(value, at);
};

const file = { file: text };

/** How every edit is written in a case; the field `do` names it. */
const shapes = {
  // the folder
  dropFile: fields(file),
  renameFile: fields({ ...file, to: text }),
  copyFile: fields({ ...file, to: text }),
  addFile: fields({ ...file, text }),
  moveInto: fields({ folder: text }),

  // the table: {value} in a text is the cell as it is, {bare} the same without leading zeros, {n} the row's number
  setCell: fields({ ...file, rows, column: text, value: text }),
  addRows: fields({ ...file, rows: listOf(mapOf(text)) }),
  dropRows: fields({ ...file, rows }),
  keepRows: fields({ ...file, rows }),
  duplicateRow: fields({ ...file, rows, change: otherwise({}, mapOf(text)) }),
  /** Adds a row so many times, changed; here {n} counts the copies. */
  repeatRow: fields({ ...file, rows, times: whole, change: mapOf(text) }),
  dropColumn: fields({ ...file, column: text }),
  addColumn: fields({ ...file, column: text, value: otherwise("", text) }),
  renameColumn: fields({ ...file, column: text, to: text }),
  reorderColumns: fields({ ...file, columns: listOf(text) }),
  shiftCells: fields({ ...file, rows, from: text, by: oneOf([1, -1]) }),
  cutCells: fields({ ...file, rows, keep: whole }),
  dropHeader: fields(file),
  reverseRows: fields(file),
  /** Gives records new ids, in their own file and wherever another record points to them. */
  renumber: fields({ ...file, rows, to: text }),

  // the bytes: these come after the edits of the table
  replace: fields({ ...file, find: text, with: text, times: maybe(whole) }),
  encode: fields({
    ...file,
    as: oneOf([
      "utf-8-bom",
      "utf-16le",
      "utf-16be",
      "utf-16le-without-bom",
      "utf-16be-without-bom",
      "windows-1252",
    ]),
  }),
  lineEnds: fields({ ...file, as: oneOf(["lf", "cr", "mixed"]) }),
  delimit: fields({ ...file, by: oneOf([";", "\t", "|"]) }),
  quoteAll: fields(file),
  spaceAfterCommas: fields(file),
  append: fields({ ...file, text }),
  prepend: fields({ ...file, text }),
  /** Cuts the file off: after so many records, and then so many bytes into the next. */
  cut: fields({ ...file, records: whole, bytes: otherwise(0, whole) }),
  /** Puts bytes, written in hexadecimal, in place of a text, once. */
  bytes: fields({ ...file, find: text, hex: text }),
  /** The text so many times in a cell or a header: what nobody would write out in a fixture. */
  inflate: fields({ ...file, find: text, with: text, times: whole }),
  empty: fields(file),
};

type Shapes = typeof shapes;

/** One change to the base district's files. */
export type Edit = { [D in keyof Shapes]: { readonly do: D } & ReturnType<Shapes[D]> }[keyof Shapes];
export type EditOf<D extends Edit["do"]> = Extract<Edit, { readonly do: D }>;

export const readEdit: Read<Edit> = (value, at) => {
  const { do: name, ...rest } = objectAt(value, at);
  if (typeof name !== "string" || !(name in shapes))
    return refuse(`${at}.do`, `one of ${Object.keys(shapes).join(", ")}`);
  const read: Read<object> = shapes[name as keyof Shapes];
  return { do: name, ...read(rest, at) } as Edit;
};
