import { formatCount } from "../number-words.ts";
import { nothingChanged, readAnyway, type WordsOf } from "./words.ts";

/** What is said of the files as a whole: the folder or ZIP that arrived. */
export const packageWords: WordsOf<"package"> = {
  "package.files.none": {
    what: (t) => {
      const files = t.amount("files");
      if (files === 0) return "There are no files in the folder or ZIP";
      if (files === 1) return "The only file is not named like a roster file";
      return `None of the ${formatCount(files)} files is named like a roster file`;
    },
    did: nothingChanged,
    cause: "Another folder was meant, or the export gave its files names of its own.",
    fix: "Give the folder or ZIP that holds users.csv, classes.csv and enrollments.csv.",
    owner: "sender",
    vendor:
      "None of the files has a name of the OneRoster standard. Please export orgs.csv, academicSessions.csv, courses.csv, classes.csv, users.csv and enrollments.csv under exactly these names.",
    sample: { files: 4 },
  },
  "package.folder.several": {
    what: (t) => `Roster files lie in ${t.fact("count")} folders; which one counts cannot be known`,
    did: nothingChanged,
    cause: "Two exports were packed together, or an old one was left beside the new one.",
    fix: (t) => `Send one folder with one set of files. The folders are: ${t.fact("folders")}.`,
    owner: "sender",
    vendor:
      "The package holds roster files in several folders. Please send one set of files, without folders.",
    sample: { folders: "2025, 2026", count: 2 },
  },
  "package.folder.nested": {
    what: (t) => `The roster files lie in a folder of their own: ${t.quoted("folder", 30)}`,
    did: "Muster reads them there.",
    cause: "The folder was packed instead of the files in it.",
    fix: "Nothing has to be done. Pack the files themselves to be rid of this line.",
    owner: "sender",
    vendor: "Please put the files at the top of the ZIP, as the OneRoster CSV binding asks, not in a folder.",
    sample: { folder: "export" },
  },
  "package.format.unsupported": {
    what: (t) => `These files are written for ${t.fact("format")}, not for OneRoster`,
    did: nothingChanged,
    cause:
      "Another export of the student information system was chosen; some of its files have the same names.",
    fix: "Choose the export called OneRoster 1.1 or 1.2 (CSV) and send its files.",
    owner: "sis-vendor",
    vendor: (t) =>
      `We receive files in the format of ${t.fact("format")}. Please give us an export in the format OneRoster 1.1 or 1.2 CSV.`,
    sample: { format: "Microsoft School Data Sync 2" },
  },
  "package.version.mixed": {
    what: (t) =>
      `The files mix two versions of the standard; they are read as ${formatName(t.fact("readAs"))}`,
    did: "Muster goes by the columns and by roles.csv, not by what manifest.csv says.",
    cause: "The export was moved to another version of OneRoster in part only.",
    fix: "Look whether everybody has the right role and school; if so, nothing has to be done today.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The package mixes OneRoster versions: manifest.csv says "${t.fact("version")}", but the columns and files are those of ${formatName(t.fact("readAs"))}. In 1.1 users.csv carries role and orgSourcedIds; in 1.2 roles.csv does. Please use one of the two.`,
    sample: { version: "1.2", readAs: "oneroster-1.1" },
  },
  "package.manifest.alone": {
    what: () => "Only manifest.csv came, and it announces no file",
    did: "Nothing was changed: there is nothing to read.",
    cause: "The export ran with nothing chosen, or had nothing to tell.",
    fix: "Look at the export if files were expected; otherwise nothing has to be done.",
    owner: "sender",
    vendor: "The export sent manifest.csv and no data file. Please check what is chosen for export.",
    sample: {},
  },
  "package.manifest.missing": {
    what: () => "There is no manifest.csv beside the files",
    did: `${readAnyway} Every file counts as a complete list.`,
    cause: "The export writes none, or it stayed behind when the files were copied.",
    fix: "Ask for manifest.csv: without it nobody can tell that a file is missing which should be there.",
    owner: "sis-vendor",
    vendor: "Please include manifest.csv in the export, as the OneRoster CSV binding asks.",
    sample: {},
  },
};

/** `oneroster-1.1` → `OneRoster 1.1`. */
function formatName(format: string): string {
  return format === "three-file" ? "the three-file form" : format.replace("oneroster-", "OneRoster ");
}
