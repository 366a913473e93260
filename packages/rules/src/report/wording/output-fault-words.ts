import { nothingChanged, type Words } from "./words.ts";

/** What is said where somebody named a place for files of ours, and they may not or cannot be put there. */
export const outputFaultWords: Readonly<Record<string, Words>> = {
  "output.folder.taken": {
    what: () => "That folder holds roster files that Muster did not write",
    did: nothingChanged,
    cause: (t) => `${t.fact("file")} is there, most likely from the student information system.`,
    fix: "Name another folder. To write over what is there, add --replace.",
    owner: "operator",
    sample: { path: "roster", file: "users.csv" },
  },
  "output.path.unwritable": {
    what: () => "The files cannot be written to that place",
    did: "The directory was not changed. A file is written whole or not at all.",
    cause: (t) =>
      `The system answers ${t.fact("code")}: the place belongs to another account, is read-only, or is not a folder.`,
    fix: "Name another place, or give the account that runs Muster the right to write there.",
    owner: "operator",
    sample: { path: "export", code: "EACCES" },
  },
};
