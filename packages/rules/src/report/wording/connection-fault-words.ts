import { nothingChanged, type Words } from "./words.ts";

/** What is said where a source is set up, looked at or fetched from. Keyed by the code of the fault. */
export const connectionFaultWords: Readonly<Record<string, Words>> = {
  "source.kind.unknown": {
    what: (t) => `There is no kind of source named ${t.fact("name")}`,
    did: nothingChanged,
    cause: "It is written otherwise, or it is the source of uploads, which nobody can fetch.",
    fix: (t) => `Take one of these: ${t.fact("known")}.`,
    owner: "operator",
    sample: { name: "ftp", known: "sftp, clever" },
  },
  "source.field.unknown": {
    what: (t) => `This kind of source has no field ${t.fact("field")}`,
    did: nothingChanged,
    cause: "The field belongs to another kind, or is written otherwise.",
    fix: (t) => `Its fields are: ${t.fact("fields")}.`,
    owner: "operator",
    sample: { field: "hots", kind: "sftp", fields: "host, port, path" },
  },
  "source.field.missing": {
    what: (t) => `${t.fact("label")} is missing`,
    did: nothingChanged,
    cause: "The source cannot be reached without it.",
    fix: (t) => `Give it with --${t.fact("flag")}.`,
    owner: "operator",
    sample: { field: "host", label: "Host", kind: "sftp", flag: "host" },
  },
  "source.field.invalid": {
    what: (t) => `${t.fact("label")} cannot be what was typed`,
    did: nothingChanged,
    cause: "The value is of another kind, or a slip of the hand.",
    fix: (t) => `Give --${t.fact("field")} one of these: ${t.fact("expected")}.`,
    owner: "operator",
    sample: { field: "port", label: "Port", kind: "sftp", expected: "a whole number" },
  },
  "source.follows.needed": {
    what: () => "Does this source use the same IDs as the one before?",
    did: nothingChanged,
    cause: (t) =>
      `People and classes of this district are linked to the IDs of source ${t.fact("source")}. If the new source has the same IDs, it takes over from that one and everybody stays who they are. If it has others, everybody would come a second time.`,
    fix: (t) =>
      `Say --follows ${t.fact("source")} if the IDs are the same, or --separate if they are others and you want both.`,
    owner: "district",
    sample: { source: 1, name: "Uploaded files" },
  },
  "source.look.needed": {
    what: () => "Nobody has looked at this source yet",
    did: "It was not enabled.",
    cause: "What a source shows is looked at once before it may change anything.",
    fix: (t) => `First: npx muster source test ${t.fact("source")}`,
    owner: "district",
    sample: { source: 2 },
  },
  "source.files.growing": {
    what: () => "Somebody is still writing the files",
    did: "Muster did not read them. Nothing was changed.",
    cause: "Their size or time changed between two looks: an upload is under way.",
    fix: "Nothing has to be done: Muster comes back after a while. If it happens often, have the files uploaded under another name, such as users.csv.part, and renamed when they are complete.",
    owner: "district",
    sample: { file: "users.csv", bytes: 4_300_000 },
  },
  "source.listing.long": {
    what: (t) => `The folder holds ${t.fact("files")} files`,
    did: nothingChanged,
    cause: "Nobody clears it, or it is not the folder of the roster.",
    fix: (t) => `Take what is old out of it, or name another folder. Muster reads up to ${t.fact("limit")}.`,
    owner: "district",
    sample: { files: 250_000, limit: 100_000 },
  },
  "source.secret.unreadable": {
    what: (t) => `${t.fact("label")} could not be read from the file named`,
    did: nothingChanged,
    cause: "The file is not there, or this account may not read it.",
    fix: (t) =>
      `Name a file that holds nothing else: --${t.fact("field")}-file <file>. A single - reads stdin.`,
    owner: "operator",
    sample: { field: "password", label: "Password" },
  },
  "source.id.needed": {
    what: () => "This district has records of several sources",
    did: nothingChanged,
    cause: (t) => `It is not clear which one is meant: ${t.fact("known")}.`,
    fix: "Name it: --source <number>. To see them: npx muster source list",
    owner: "operator",
    sample: { known: "1 (Uploaded files), 2 (Clever)" },
  },
};
