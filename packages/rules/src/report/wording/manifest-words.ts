import { nothingChanged, readAnyway, type WordsOf } from "./words.ts";

/** What is said of manifest.csv, the file that announces the others. */
export const manifestWords: WordsOf<"manifest"> = {
  "manifest.header.unreadable": {
    what: () => "manifest.csv does not begin with the columns propertyName and value",
    did: nothingChanged,
    cause: "The file was written by hand, or another file was given its name.",
    fix: "Ask for a manifest.csv whose first row is: propertyName,value",
    owner: "sis-vendor",
    vendor: (t) =>
      `The first row of manifest.csv must be propertyName,value. It is: ${t.fact("found") || "(empty)"}.`,
    sample: { found: "name, setting" },
  },
  "manifest.column.misspelt": {
    what: (t) => `manifest.csv calls its second column ${t.quoted("written", 20)}; it should be "value"`,
    did: readAnyway,
    cause: "Some products write it this way.",
    fix: "Nothing has to be done for Muster; other products may read every value as empty.",
    owner: "sis-vendor",
    vendor: (t) => `The columns of manifest.csv are propertyName and value, not ${t.fact("written")}.`,
    sample: { written: "propertyValue", column: "value" },
  },
  "manifest.property.unknown": {
    what: (t) => `manifest.csv has a line that Muster does not know: ${t.quoted("written", 30)}`,
    did: "Muster does not use the line. A file that it was to announce counts as not sent.",
    cause: (t) =>
      t.fact("nearest") === ""
        ? "It is an addition of the product that wrote the file."
        : `It is misspelt and "${t.fact("nearest")}" is meant.`,
    fix: (t) =>
      t.fact("nearest") === ""
        ? "Nothing has to be done if no file is missing."
        : `Write "${t.fact("nearest")}" in that line.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `manifest.csv has the property "${t.fact("written")}", which the standard does not know.${t.fact("nearest") === "" ? "" : ` "${t.fact("nearest")}" is probably meant.`}`,
    sample: { written: "fiel.users", nearest: "file.users" },
  },
  "manifest.version.excel": {
    what: () => "manifest.csv gives its version as 1 instead of 1.0",
    did: readAnyway,
    cause: "A spreadsheet program opened and saved the file and shortened the number.",
    fix: "Send the files as they were exported. What shortens 1.0 shortens IDs with leading zeros too.",
    owner: "sender",
    vendor:
      "manifest.version must be 1.0. Please send the files without opening them in a spreadsheet program.",
    sample: { written: "1" },
  },
  "manifest.version.missing": {
    what: () => "manifest.csv does not say which version of OneRoster the files follow",
    did: "Muster tells the version by the columns.",
    cause: "The line oneroster.version is missing or empty.",
    fix: "Nothing has to be done today. Ask for the line, so that the version is never guessed.",
    owner: "sis-vendor",
    vendor: "Please put the line oneroster.version into manifest.csv, with 1.1 or 1.2.",
    sample: {},
  },
  "manifest.version.unknown": {
    what: (t) =>
      `manifest.csv names a OneRoster version that Muster does not know: ${t.quoted("written", 18)}`,
    did: "Muster tells the version by the columns.",
    cause: "The version is newer than this Muster, or misspelt.",
    fix: "Look whether the counts are what you expect. Muster knows 1.0, 1.1 and 1.2.",
    owner: "sis-vendor",
    vendor: (t) =>
      `oneroster.version in manifest.csv is "${t.fact("written")}". Please export OneRoster 1.1 or 1.2.`,
    sample: { written: "2.0" },
  },
  "manifest.mode.unknown": {
    what: (t) =>
      `manifest.csv says ${t.quoted("written", 14)} for ${t.fact("property")}; no such word is known`,
    did: nothingChanged,
    cause:
      "The word is misspelt or made up. Whether the file lists everything hangs on it, so it is not guessed.",
    fix: "Write bulk (everything is listed), delta (only what changed) or absent (no such file).",
    owner: "sis-vendor",
    vendor: (t) =>
      `In manifest.csv ${t.fact("property")} is "${t.fact("written")}". The standard knows bulk, delta and absent.`,
    sample: { property: "file.academicSessions", written: "complete" },
  },
  "manifest.file.missing": {
    what: (t) => `manifest.csv announces ${t.fact("file")}, and it did not come${t.more}`,
    did: nothingChanged,
    cause: "The upload stopped before all files were sent, or the file has another name.",
    fix: "Send all files of the same export again.",
    owner: "sender",
    vendor: (t) =>
      `manifest.csv lists ${t.fact("file")} as ${t.fact("mode")}, but the package does not hold it. Please send it, or list it as absent.`,
    sample: { file: "enrollments.csv", mode: "bulk" },
  },
  "manifest.file.unneeded-missing": {
    what: (t) => `manifest.csv announces ${t.fact("file")}, and it did not come${t.more}`,
    did: "Muster has no use for this file and reads the others.",
    cause: "The file was left out on purpose and manifest.csv was not told.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) =>
      `manifest.csv lists ${t.fact("file")} as ${t.fact("mode")}, but the package does not hold it. Please list it as absent.`,
    sample: { file: "demographics.csv", mode: "bulk" },
  },
  "manifest.file.absent-present": {
    what: (t) => `${t.file} came, but manifest.csv does not announce it${t.more}`,
    did: "Muster believes manifest.csv and does not read the file.",
    cause: "It was left over from an earlier export, or manifest.csv forgets it.",
    fix: "If the file should count, ask for its line in manifest.csv; if not, remove the file.",
    owner: "sender",
    vendor: (t) =>
      `The package holds ${t.file}, but manifest.csv does not announce it. Please list it as bulk, or leave it out.`,
    sample: { file: "courses.csv" },
  },
};
