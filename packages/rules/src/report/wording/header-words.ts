import { nothingChanged, readAnyway, type WordsOf } from "./words.ts";

/** What is said of a file's first row, the names of its columns. */
export const headerWords: WordsOf<"file.header" | "file.column"> = {
  "file.header.missing": {
    what: (t) => `${t.file} does not begin with column names${t.more}`,
    did: nothingChanged,
    cause: "The export was told to leave the first row out.",
    fix: "Switch the row of column names on in the export and send the files again.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The first row of ${t.file} must hold the column names of the OneRoster standard (sourcedId, …). It holds data or unknown names.`,
    sample: { table: "users", columns: 12 },
  },
  "file.column.missing": {
    what: (t) => `${t.file} has no column ${t.column}${t.more}`,
    did: nothingChanged,
    cause: (t) =>
      t.fact("nearest") !== ""
        ? `It is there under the name "${t.fact("nearest")}".`
        : t.fact("mode") === "delta"
          ? "A file that lists only changes must say of every row whether it stays or goes."
          : "The column is not chosen in the export, or was taken out.",
    fix: (t) =>
      t.fact("nearest") === ""
        ? `Ask for the column ${t.column}.`
        : `Name the column ${t.column} instead of ${t.fact("nearest")}.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.file} lacks the column ${t.column}.${t.fact("nearest") === "" ? "" : ` Is ${t.fact("nearest")} meant?`}`,
    sample: { column: "orgSourcedIds", found: "sourcedId, role, orgSourceIds", nearest: "orgSourceIds" },
  },
  "file.column.duplicate": {
    what: (t) => `${t.file} has the column ${t.column} twice${t.more}`,
    did: nothingChanged,
    cause: "Two columns of the export were given the same name; which one counts cannot be known.",
    fix: "Ask for each column once.",
    owner: "sis-vendor",
    vendor: (t) => `${t.file} has two columns named ${t.column}. Please send it once.`,
    sample: { written: "email", column: "email" },
  },
  "file.column.too-many": {
    what: (t) => `The first row of ${t.file} is too long to be column names${t.more}`,
    did: nothingChanged,
    cause: (t) => `The row does not end where it should. Muster reads up to ${t.fact("limit")} columns.`,
    fix: "Open the file in a text editor, look at its first row, and ask for a new export.",
    owner: "sis-vendor",
    vendor: (t) => `The first row of ${t.file} does not end, or has ${t.fact("columns")} columns.`,
    sample: { columns: 4000, limit: 1000 },
  },
  "file.column.defaulted": {
    what: (t) => `${t.file} has no column ${t.column}; Muster assumes the usual value${t.more}`,
    did: (t) =>
      t.column === "enabledUser"
        ? "Everybody in the file counts as enabled."
        : "Muster reads the file as if every row had the usual value in it.",
    cause: "The export does not write the column.",
    fix: "Nothing has to be done today. Ask for the column, so that nothing has to be assumed.",
    owner: "sis-vendor",
    vendor: (t) => `The standard asks for the column ${t.column} in ${t.file}. Please add it.`,
    sample: { column: "enabledUser" },
  },
  "file.column.case": {
    what: (t) =>
      `${t.file} spells ${t.amount("count") === 1 ? "a column name" : `${t.fact("count")} column names`} with other capitals${t.more}`,
    did: readAnyway,
    cause: "The product that writes the file spells the names its own way.",
    fix: "Nothing has to be done for Muster; other products may not find the columns.",
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.file} has the columns ${t.fact("written")}; the standard writes ${t.fact("expected")}.`,
    sample: { count: 2, written: "OrgSourcedIDs, userIDs", expected: "orgSourcedIds, userIds" },
  },
  "file.column.misspelt": {
    what: (t) => `${t.file} calls a column ${t.quoted("written", 20)}; read as ${t.column}${t.more}`,
    did: readAnyway,
    cause: "The spelling is a known slip of some products.",
    fix: "Nothing has to be done for Muster; ask for the right name for the sake of others.",
    owner: "sis-vendor",
    vendor: (t) => `${t.file} has a column ${t.fact("written")}; the standard's name is ${t.column}.`,
    sample: { written: "agentSourceIds", column: "agentSourcedIds" },
  },
  "file.column.older": {
    what: (t) => `${t.file} uses the older column name ${t.quoted("written", 18)} for ${t.column}${t.more}`,
    did: readAnyway,
    cause: "The export follows OneRoster 1.0.",
    fix: "Nothing has to be done today. Ask for an export in version 1.1 or 1.2.",
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.file} uses the OneRoster 1.0 name ${t.fact("written")}. Please export version 1.1 or 1.2.`,
    sample: { written: "grade", column: "grades" },
  },
  "file.column.invisible": {
    what: (t) => `A column name of ${t.file} holds an invisible character: ${t.column}${t.more}`,
    did: "Muster takes the character out and reads the column.",
    cause: "The name was copied from a document together with a character that nobody can see.",
    fix: "Ask for the name to be typed again in the export.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The column name ${t.column} in ${t.file} contains the invisible character ${t.fact("written")}.`,
    sample: { written: "U+200B", column: "sourcedId" },
  },
  "file.column.unnamed": {
    what: (t) => `${t.file} has values in a column without a name${t.more}`,
    did: "Muster does not use these values.",
    cause: "A comma too many stands in the rows, or the name was left out.",
    fix: "Look at the row named here. If its values stand in the wrong columns, ask for a new export.",
    owner: "sis-vendor",
    vendor: (t) => `${t.file} has a column without a name, and rows with values in it.`,
    sample: {},
  },
  "file.column.unknown": {
    what: (t) =>
      `${t.file} has ${t.amount("count") === 1 ? "a column" : `${t.fact("count")} columns`} that Muster does not use${t.more}`,
    did: "Muster does not read or keep what stands in them.",
    cause: (t) => `They are additions of the product that writes the file: ${t.fact("columns")}.`,
    fix: "Nothing has to be done.",
    owner: "sender",
    vendor: (t) => `Not needed by us: ${t.fact("columns")}. You may leave these columns out.`,
    sample: { count: 2, columns: "metadata.house, ext_bus" },
  },
  "file.column.sensitive": {
    what: (t) => `${t.file} carries personal data that no roster needs${t.more}`,
    did: "Muster threw these columns away while reading. They were not stored anywhere.",
    cause: (t) => `The export sends more than is asked for: ${t.fact("columns")}.`,
    fix: "Ask for these columns to be taken out of the export, also for the sake of others who receive it.",
    owner: "sender",
    vendor: (t) =>
      `${t.file} contains ${t.fact("columns")}. We do not need these data and do not want to receive them. Please take them out of the export.`,
    sample: { count: 1, columns: "birthDate" },
  },
  "file.column.school-level": {
    what: (t) => `${t.file} names no school (no column ${t.column})${t.more}`,
    did: "Muster reads it as a file for one school.",
    cause: "The files are made for a single school.",
    fix: "Nothing has to be done if there is one school only. Otherwise ask for the column.",
    owner: "sender",
    vendor: (t) => `Please add the column ${t.column} to ${t.file} if the files cover more than one school.`,
    sample: { column: "orgSourcedIds" },
  },
};
