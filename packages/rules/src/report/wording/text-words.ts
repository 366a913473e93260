import { formatBytes } from "../number-words.ts";
import { nothingChanged, type WordsOf } from "./words.ts";

/** What is said of how a file is written: its letters, commas and quotation marks. */
export const textWords: WordsOf<
  "file.encoding" | "file.delimiter" | "file.quote" | "file.record" | "file.end"
> = {
  "file.encoding.guessed": {
    what: (t) => `${t.file} is not written in UTF-8; Muster reads it as ${t.fact("encoding")}${t.more}`,
    did: "Muster reads the file. Names with accents are right if the guess is.",
    cause: "A spreadsheet program saved the file, or the export uses an older encoding.",
    fix: (t) =>
      `Look at a few names with accents. If they are right, ask for UTF-8 all the same${
        t.fact("encoding") === "windows-1252"
          ? ", or settle it: npx muster setting set files.encoding windows-1252"
          : ""
      }.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.file} arrives in ${t.fact("encoding")}. Please export it in UTF-8, as the standard asks.`,
    sample: { offset: 4096, badBytes: 341, encoding: "windows-1252" },
  },
  "file.encoding.differs": {
    what: (t) => `${t.file} is written in UTF-8, though the setting expects ${t.fact("setting")}${t.more}`,
    did: "Muster reads it as UTF-8, because all of it is.",
    cause: "The export was changed to UTF-8, which is better.",
    fix: "Take the setting back: npx muster setting set files.encoding auto",
    owner: "district",
    sample: { encoding: "utf-8", setting: "windows-1252" },
  },
  "file.encoding.invalid": {
    what: (t) => `${t.file} holds letters that Muster cannot read${t.more}`,
    did: nothingChanged,
    cause:
      "The file is not written in UTF-8 throughout, and reading it otherwise is not allowed or not possible.",
    fix: "Ask for UTF-8. To read older files as well: npx muster setting set files.encoding auto",
    owner: "sis-vendor",
    vendor: (t) => `${t.file} is not valid UTF-8. Please export it in UTF-8, as the standard asks.`,
    sample: { offset: 4096, badBytes: 341 },
  },
  "file.encoding.mixed": {
    what: (t) => `${t.file} is written in two encodings; some names would be damaged${t.more}`,
    did: nothingChanged,
    cause: "The file was put together from two exports that write accents differently.",
    fix: "Ask for one export in UTF-8.",
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.file} mixes UTF-8 with another encoding: ${t.fact("badBytes")} bytes are not UTF-8. Please write all of it in UTF-8.`,
    sample: { offset: 4096, badBytes: 12, utf8Sequences: 340 },
  },
  "file.delimiter.other": {
    what: (t) =>
      `The columns of ${t.file} are separated by ${separator(t.fact("delimiter"))}, not by commas${t.more}`,
    did: "Muster reads the file this way.",
    cause: "A spreadsheet program saved it on a computer set to another country.",
    fix: "Send the file as it was exported, without opening it in a spreadsheet program.",
    owner: "sender",
    vendor: (t) => `${t.file} uses ${separator(t.fact("delimiter"))} between columns. Please use commas.`,
    sample: { delimiter: ";" },
  },
  "file.quote.unclosed": {
    what: (t) => `${t.file} has a quotation mark that is never closed`,
    did: nothingChanged,
    cause: (t) =>
      `The file was cut off there, or a single quotation mark stands inside a value. It swallows ${t.fact("linesSwallowed")} lines.`,
    fix: "Send the file again. If it is the same, the value in that row must be mended in the export.",
    owner: "sis-vendor",
    vendor: () =>
      "A quotation mark opens there and is not closed before the file ends. Inside a quoted value a quotation mark must be written twice; if the file was cut off, please check size limits and time-outs.",
    sample: { linesSwallowed: 120 },
  },
  "file.record.too-large": {
    what: (t) => `${t.file} has a ${t.fact("what") === "field" ? "value" : "row"} larger than Muster reads`,
    did: nothingChanged,
    cause: "A quotation mark is missing, so that many rows run together into one.",
    fix: "Look at the row and at the one before it; mend the quotation marks in the export.",
    owner: "sis-vendor",
    vendor: (t) =>
      `A ${t.fact("what")} is larger than ${formatBytes(t.amount("limitBytes"))}. Most likely a quotation mark is not closed.`,
    sample: { what: "field", limitBytes: 1_048_576 },
  },
  "file.end.cut-off": {
    what: (t) => `${t.file} ends in the middle of a row: part of it is missing`,
    did: nothingChanged,
    cause: (t) =>
      `The file was read or sent before it was written to its end. Its last row has ${t.fact("cells")} of ${t.fact("columns")} columns.`,
    fix: "Send the file again, whole.",
    owner: "sender",
    vendor: (t) =>
      `${t.file} ends in the middle of a row, after ${t.fact("cells")} of ${t.fact("columns")} columns and without a line end. Please check size limits and time-outs of the export and the upload.`,
    sample: { cells: 6, columns: 14 },
  },
};

function separator(written: string): string {
  switch (written) {
    case ";":
      return "semicolons";
    case "\t":
      return "tabs";
    case "|":
      return "bars (|)";
    default:
      return `"${written}"`;
  }
}
