import { fileKindWord } from "./file-kind-words.ts";
import { nothingChanged, readAnyway, type WordsOf } from "./words.ts";

type FileNouns =
  | "file.name"
  | "file.required"
  | "file.optional"
  | "file.bytes"
  | "file.type"
  | "file.content"
  | "file.rows";

/** What is said of a file as a whole: its name, whether it came, whether it is the file it should be. */
export const fileWords: WordsOf<FileNouns> = {
  "file.name.case": {
    what: (t) => `${t.file} is spelt with other capitals than ${t.fact("expected")}${t.more}`,
    did: readAnyway,
    cause: "The product that writes the files spells their names its own way.",
    fix: "Nothing has to be done for Muster; other products may not find the file.",
    owner: "sis-vendor",
    vendor: (t) => `Please name the file exactly ${t.fact("expected")}.`,
    sample: { expected: "users.csv" },
  },
  "file.name.duplicate": {
    what: (t) =>
      `${t.file} is there ${t.amount("count") > 2 ? "several times" : "twice"}; which one counts is not clear`,
    did: nothingChanged,
    cause: "An older export was left beside the new one. Capitals do not make two names different.",
    fix: (t) => `Remove the old file and send the rest again. The other file is ${t.fact("other")}.`,
    owner: "sender",
    vendor: (t) =>
      `The package holds ${t.file} more than once (also ${t.fact("other")}). Please send it once.`,
    sample: { other: "Users.csv", count: 2 },
  },
  "file.name.similar": {
    what: (t) => `${t.fact("expected")} did not come, but ${t.quoted("found", 30)} did`,
    did: nothingChanged,
    cause: "It is the right file under another name, as browsers give to a second download.",
    fix: (t) => `If it is the newest export, name it ${t.fact("expected")} and send all files again.`,
    owner: "sender",
    vendor: (t) => `Please name the file exactly ${t.fact("expected")}; it arrives as ${t.fact("found")}.`,
    sample: { expected: "enrollments.csv", found: "enrollments (1).csv" },
  },
  "file.name.spare": {
    what: (t) => `${t.quoted("found", 30)} lies beside ${t.fact("expected")} and is not used${t.more}`,
    did: (t) => `Muster reads ${t.fact("expected")} alone.`,
    cause: "A copy or an older export was left in the folder.",
    fix: "Remove the spare file, so that nobody takes it for the right one.",
    owner: "sender",
    vendor: (t) =>
      `Beside ${t.fact("expected")} there is a second file, ${t.fact("found")}. Please send one.`,
    sample: { expected: "users.csv", found: "users - copy.csv" },
  },
  "file.required.missing": {
    what: (t) => `${t.fact("file")} did not come${t.more}`,
    did: nothingChanged,
    cause: "The upload stopped early, or the file is not chosen in the export.",
    fix: (t) =>
      `Send all files of one export together. ${t.fact("found") === "" ? "" : `These came: ${t.fact("found")}.`}`.trim(),
    owner: "sender",
    vendor: (t) => `The export lacks ${t.fact("file")}. Please send it together with the others.`,
    sample: { file: "enrollments.csv", found: "users.csv, classes.csv" },
  },
  "file.optional.missing": {
    what: (t) => `${t.fact("file")} did not come; Muster can do without it${t.more}`,
    did: "Muster reads the other files. What this file would tell, such as terms or courses, stays empty or as it was.",
    cause: "The export does not write it, or it is not chosen.",
    fix: "Ask for the file if you miss what it tells; otherwise nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) => `Please add ${t.fact("file")} to the export.`,
    sample: { file: "academicSessions.csv", found: "orgs.csv, users.csv, classes.csv, enrollments.csv" },
  },
  "file.optional.unusable": {
    what: (t) => `${t.file} cannot be used; Muster goes on without it${t.more}`,
    did: "Muster leaves the whole file out. What it fed before stays as it is.",
    cause: (t) => `The reason is ${t.fact("because")}; the page of that code explains it.`,
    fix: (t) => `Mend what the page of ${t.fact("because")} says, or ask whoever sends the files.`,
    owner: "sender",
    vendor: (t) => `${t.file} cannot be read (${t.fact("because")}). Please check how this file is exported.`,
    sample: { table: "courses", because: "file.column.missing" },
  },
  "file.bytes.none": {
    what: (t) => `${t.file} is empty: not even column names are in it${t.more}`,
    did: nothingChanged,
    cause: "The export failed, or the disk it writes to was full.",
    fix: "Run the export again. A file that lists nobody still has its row of column names.",
    owner: "sender",
    vendor: (t) => `${t.file} has no content at all, not even a header row. Please check the export.`,
    sample: { table: "users" },
  },
  "file.bytes.nul": {
    what: (t) => `${t.file} is damaged: it holds bytes that no text has${t.more}`,
    did: nothingChanged,
    cause: "The upload or the disk damaged the file: zero bytes stand where text should be.",
    fix: "Send the file again. If it is the same, ask for a new export.",
    owner: "sender",
    vendor: (t) =>
      `${t.file} holds a zero byte at position ${t.fact("offset")}. Please check how the file is written and transferred.`,
    sample: { offset: 9_437_184 },
  },
  "file.type.other": {
    what: (t) => `${t.file} is no text file but ${fileKindWord(t.fact("type"))}${t.more}`,
    did: nothingChanged,
    cause: "The file was saved in another format and then given the ending .csv.",
    fix: "Export or save it as CSV (comma separated, UTF-8) and send it again.",
    owner: "sender",
    vendor: (t) => `${t.file} is ${fileKindWord(t.fact("type"))}. Please export CSV.`,
    sample: { type: "xlsx", table: "users" },
  },
  "file.content.other": {
    what: (t) => `${t.file} holds what belongs into ${t.fact("found")}.csv`,
    did: nothingChanged,
    cause: "Two files of the export were mixed up; the other names can then not be trusted either.",
    fix: "Check which file is which, or run the export again, and send all files.",
    owner: "sender",
    vendor: (t) =>
      `${t.file} has the columns of ${t.fact("found")}.csv instead of those of ${t.fact("expected")}.csv. Please check the names of the exported files.`,
    sample: { expected: "users", found: "classes" },
  },
  "file.rows.none": {
    what: (t) => `${t.file} has column names and no rows${t.more}`,
    did: "Muster reads it as a list of nobody. Where there were records before, everything waits for a person.",
    cause: "A filter of the export (school year, term, school) lets nothing through.",
    fix: "Check that filter. In summer an empty file may be right.",
    owner: "sender",
    vendor: (t) => `${t.file} arrives with a header row and no data. Please check the filters of the export.`,
    sample: { table: "classes" },
  },
};
