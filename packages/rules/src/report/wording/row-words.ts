import { rowLeftOut, type WordsOf } from "./words.ts";

/** What is said of a row as a whole, whatever its file: its ID, its length, its status. */
export const rowWords: WordsOf<"row"> = {
  "row.id.missing": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} no ID`,
    did: "Muster leaves the row out. As long as a row of this file has no ID, nobody is removed for not being listed in it.",
    cause: "The record has no key in the student information system, or the export leaves it empty.",
    fix: "Ask for a value in the column sourcedId in every row.",
    owner: "sis-vendor",
    vendor: "Every row needs a value in the column sourcedId; here it is empty.",
    sample: {},
  },
  "row.id.scientific": {
    what: (t) => `${t.rows} ${t.pick("has an ID", "have IDs")} that a spreadsheet rounded`,
    did: rowLeftOut,
    cause:
      "A spreadsheet program opened the file and wrote a long number as 1.23E+11. Its last digits are lost.",
    fix: "Send the file as it was exported, without opening and saving it in a spreadsheet program.",
    owner: "sender",
    vendor:
      "IDs arrive as rounded numbers such as 1.23E+11. Please send the file without a spreadsheet in between.",
    sample: {},
  },
  "row.id.invisible": {
    what: (t) => `${t.rows} ${t.pick("has an ID", "have IDs")} with an invisible character`,
    did: rowLeftOut,
    cause: "A character that nobody can see was copied into the ID. With it the ID is another one.",
    fix: "Type the ID again where the record is kept.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The ID contains the invisible character ${t.fact("codePoint")}. Please export IDs without it.`,
    sample: { codePoint: "U+200B" },
  },
  "row.id.too-long": {
    what: (t) => `${t.rows} ${t.pick("has an ID", "have IDs")} of more than 255 characters`,
    did: rowLeftOut,
    cause: "Another value slipped into the column of the ID.",
    fix: "Look at the row; ask for the right value in the column.",
    owner: "sis-vendor",
    vendor: "The ID is longer than 255 characters. Is another value written into this column?",
    sample: {},
  },
  "row.id.duplicate": {
    what: (t) => `${t.rows} ${t.pick("has an ID", "have IDs")} that another row has too`,
    did: "Muster uses none of the rows with that ID. What it stands for stays as it was.",
    cause: (t) =>
      `Two people or classes were given one ID, or one of them is listed twice with different values. The other row is ${t.label("otherLine")}.`,
    fix: "Find out which row is right, and give every record an ID of its own.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The same sourcedId stands in row ${t.label("otherLine")} with other values. A sourcedId must be unique in its file.`,
    sample: { otherLine: 512 },
  },
  "row.id.repeated": {
    what: (t) => `${t.rows} ${t.pick("says", "say")} again what an earlier row says`,
    did: "Muster reads it once.",
    cause: "The export lists the record twice, letter for letter.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) =>
      t.amount("otherLine") > 0
        ? `The row is the same as row ${t.label("otherLine")}. Please list every record once.`
        : "The same row stands in the file before. Please list every record once.",
    sample: { otherLine: 512 },
  },
  "row.id.unreadable": {
    what: (t) => `${t.files} ${t.pick("has", "have")} rows without a readable ID; nobody is removed for it`,
    did: "Muster uses the rows it can read. It removes nobody for not being listed in this file.",
    cause: "A row without a readable ID may stand for anybody, so nobody can be said to be missing.",
    fix: "Mend the rows without an ID. Removals go on with the next file that has none.",
    owner: "sis-vendor",
    vendor: "Some rows have no readable sourcedId. Please fill this column in every row.",
    sample: {},
  },
  "row.cells.few": {
    what: (t) => `${t.rows} ${t.pick("ends", "end")} too early`,
    did: rowLeftOut,
    cause: (t) =>
      `The first of them has ${t.fact("cells")} of ${t.fact("columns")} values. Most likely the file was cut off there, or a line break stands inside a value.`,
    fix: "If it is the last row of the file, send the file again. Otherwise the value must be put in quotation marks.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The row has ${t.fact("cells")} cells instead of ${t.fact("columns")}. Values with line breaks must be in quotation marks; if the file was cut off, please check size limits and time-outs.`,
    sample: { cells: 3, columns: 12 },
  },
  "row.cells.many": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} more values than there are columns`,
    did: rowLeftOut,
    cause: (t) =>
      `The first of them has ${t.fact("cells")} values for ${t.fact("columns")} columns. Most likely a comma stands inside a value, so that the rest moved to the right.`,
    fix: "Ask for values with commas to be put in quotation marks.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The row has ${t.fact("cells")} cells instead of ${t.fact("columns")}. Values with commas must be in quotation marks.`,
    sample: { cells: 13, columns: 12 },
  },
  "row.cells.padded": {
    what: (t) => `${t.rows} ${t.pick("is", "are")} shorter than the row of column names`,
    did: "Muster uses the row and takes the missing values to be empty; none of them is needed.",
    cause: "The export leaves empty values at the end of a row out.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The row has ${t.fact("cells")} cells instead of ${t.fact("columns")}. Please write empty cells too.`,
    sample: { cells: 10, columns: 12 },
  },
  "row.quote.stray": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} a quotation mark in an odd place`,
    did: "Muster uses the row and takes the quotation mark as part of the value.",
    cause: "The export writes a quotation mark of the text as it is, instead of doubling it.",
    fix: "Look whether the values of the row stand in the right columns.",
    owner: "sis-vendor",
    vendor:
      "A quotation mark stands inside a value. The value must be in quotation marks and the mark be written twice.",
    sample: {},
  },
  "row.quote.swallows": {
    what: (t) => `${t.rows} ${t.pick("runs", "run")} on over the next rows, because of a quotation mark`,
    did: `${rowLeftOut} Nobody of this file is removed today, because the rows that were swallowed cannot be told.`,
    cause: (t) =>
      `A quotation mark opens there and is closed only ${t.fact("lines")} lines further on, by the mark of another value.`,
    fix: "Mend the value in that row, or ask for quotation marks inside values to be written twice.",
    owner: "sis-vendor",
    vendor: (t) =>
      `A quotation mark opens in that row and swallows ${t.fact("lines")} line ends. Inside a quoted value a quotation mark must be written twice.`,
    sample: { lines: 2 },
  },
  "row.status.missing": {
    what: (t) =>
      `${t.rows} ${t.pick("does", "do")} not say whether ${t.pick("it stays or goes", "they stay or go")}`,
    did: rowLeftOut,
    cause: "The file lists only changes, and there the column status must be filled.",
    fix: "Ask for active or tobedeleted in every row of a file with changes.",
    owner: "sis-vendor",
    vendor: "In a delta file every row needs the status active or tobedeleted; here it is empty.",
    sample: {},
  },
  "row.status.unknown": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} an unknown status${t.example("written", 16)}`,
    did: rowLeftOut,
    cause: "The file lists only changes, and Muster cannot tell whether the record stays or goes.",
    fix: "Ask for active or tobedeleted.",
    owner: "sis-vendor",
    vendor: (t) => `The status is "${t.fact("written")}". In a delta file it must be active or tobedeleted.`,
    sample: { written: "retired" },
  },
  "row.status.deleted-in-bulk": {
    what: (t) => `${t.file} lists records that it calls deleted${t.more}`,
    did: "Muster takes these records as no longer listed, as the file asks.",
    cause: "A complete list should simply leave them out; this export marks them instead.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: "In a bulk file, records that are gone should be left out instead of being marked tobedeleted.",
    sample: {},
  },
  "row.reference.missing": {
    what: (t) => `${t.rows} ${t.pick(`has nothing in column ${t.column}`, "lack an ID that they need")}`,
    did: rowLeftOut,
    cause: (t) => `Without ${t.column} the row does not say whom or what it is about.`,
    fix: (t) => `Ask for a value in the column ${t.column} in every row.`,
    owner: "sis-vendor",
    vendor: (t) => `The column ${t.column} is empty. It must hold the sourcedId of a listed record.`,
    sample: {},
  },
};
