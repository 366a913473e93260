import { formatBytes, formatHours } from "../number-words.ts";
import { arrivalWords } from "./arrival-words.ts";
import { fileKindWord } from "./file-kind-words.ts";
import type { Told } from "./told.ts";
import { nothingChanged, readAnyway, type WordsOf } from "./words.ts";

/** What is said of what was handed over, before any file of it is understood. */
export const archiveWords: WordsOf<"archive" | "input"> = {
  ...arrivalWords,
  "input.type.other": {
    what: (t) => `${t.file} is neither ZIP nor CSV but ${fileKindWord(t.fact("detected"))}`,
    did: nothingChanged,
    cause: "Another file was chosen, or the export was saved in another format.",
    fix: "Give a folder with CSV files, a ZIP with them, or a single CSV file.",
    owner: "sender",
    vendor: (t) =>
      `${t.file} is ${fileKindWord(t.fact("detected"))}. Please send CSV files, or a ZIP with them.`,
    sample: { detected: "xlsx" },
  },
  "input.files.aged": {
    what: (t) => `${t.file} is ${formatHours(t.amount("hours"))} older than ${t.quoted("newest", 40)}`,
    did: readAnyway,
    cause: "The export of one file failed, and the file of another day is still there.",
    fix: "Look whether all files are of the same export. If not, send them again together.",
    owner: "sender",
    vendor: (t) =>
      `${t.file} was written ${formatHours(t.amount("hours"))} before ${t.fact("newest")}. Please export all files together.`,
    sample: { newest: "users.csv", hours: 168 },
  },
  "archive.file.damaged": {
    what: (t) => `The ZIP ${t.file} is damaged or not complete`,
    did: nothingChanged,
    cause: (t) => unreadable(t).cause,
    fix: (t) => unreadable(t).fix,
    owner: "sender",
    vendor: (t) => `${t.file} cannot be opened: ${unreadable(t).vendor}`,
    sample: { reason: "contents" },
  },
  "archive.entry.damaged": {
    what: (t) => `${t.file} is damaged inside the ZIP`,
    did: nothingChanged,
    cause: "The upload damaged the ZIP; what comes out is not what was put in.",
    fix: "Send the ZIP again.",
    owner: "sender",
    vendor: (t) =>
      `${t.file} in the ZIP is damaged (${t.fact("reason")} does not agree). Please check how it is made and transferred.`,
    sample: { reason: "checksum" },
  },
  "archive.entry.encrypted": {
    what: (t) => `${t.file} in the ZIP is locked with a password${t.more}`,
    did: nothingChanged,
    cause: "The ZIP was made with a password.",
    fix: "Send a ZIP without a password, over a connection that is encrypted itself (SFTP or https).",
    owner: "sender",
    vendor: "The ZIP is protected by a password. Please send it without one, over SFTP or https.",
    sample: {},
  },
  "archive.entry.special": {
    what: (t) => `${t.file} is no ordinary file, so nothing is read${t.more}`,
    did: nothingChanged,
    cause: "It is a link or a device. Following it could read something that was never sent.",
    fix: "Put the file itself in its place.",
    owner: "sender",
    vendor: (t) => `${t.file} is a link or a device instead of a file. Please send ordinary files.`,
    sample: {},
  },
  "archive.entry.duplicate": {
    what: (t) => `${t.file} is in the ZIP twice; which one counts is not clear${t.more}`,
    did: nothingChanged,
    cause: "The ZIP was added to instead of being made anew.",
    fix: "Make a new ZIP with each file once.",
    owner: "sender",
    vendor: (t) => `${t.file} is in the ZIP more than once. Please write every file once.`,
    sample: {},
  },
  "archive.entry.nested": {
    what: (t) => `${t.file} is a ZIP inside the ZIP${t.more}`,
    did: nothingChanged,
    cause: "An export was packed a second time.",
    fix: "Send the inner ZIP, or the files in it.",
    owner: "sender",
    vendor: (t) => `The ZIP holds another ZIP, ${t.file}. Please pack the CSV files directly.`,
    sample: {},
  },
  "archive.path.escapes": {
    what: (t) => `The ZIP ${t.file} holds a file name that leads out of it`,
    did: nothingChanged,
    cause: "The ZIP was made by a faulty program, or by somebody who means harm.",
    fix: "Ask the sender how the ZIP was made before you send another one.",
    owner: "sender",
    vendor: (t) =>
      `${t.file} holds entries whose names lead outside the archive (for example with ..). Please use plain file names.`,
    sample: {},
  },
  "archive.method.unsupported": {
    what: (t) => `${t.file} is packed in a way that Muster cannot read${t.more}`,
    did: nothingChanged,
    cause: "The ZIP was made with an uncommon setting.",
    fix: "Make the ZIP with the usual setting (Deflate).",
    owner: "sender",
    vendor: (t) =>
      `${t.file} is compressed with method ${t.fact("method")}. The standard asks for Deflate (8).`,
    sample: { method: 93 },
  },
  "archive.size.excessive": {
    what: (t) =>
      isBomb(t)
        ? `${t.file} would unpack to ${excess(t, "observed")} out of ${excess(t, "limit")}`
        : `${t.file} is larger than Muster reads: ${excess(t, "observed")}`,
    did: nothingChanged,
    cause: (t) =>
      isBomb(t)
        ? "No roster packs so small, so nothing of it was unpacked: a ZIP like this is made to fill a disk."
        : "Much more than a roster was sent.",
    fix: (t) =>
      isBomb(t)
        ? "Ask the sender how the ZIP was made. Should it be in order, send the files without a ZIP."
        : `Send the roster files alone. The limit is ${excess(t, "limit")}.`,
    owner: "sender",
    vendor: (t) =>
      isBomb(t)
        ? `${t.file} is packed to ${excess(t, "limit")} and claims to become ${excess(t, "observed")}. Please make the ZIP anew from the roster files alone.`
        : `${t.file} holds ${excess(t, "observed")}; we read up to ${excess(t, "limit")}. Please send the roster files alone.`,
    sample: { measure: "entries", observed: 4000, limit: 1000 },
  },
};

/** Why a ZIP cannot be opened, by the trace that was found. */
function unreadable(t: Told): { readonly cause: string; readonly fix: string; readonly vendor: string } {
  switch (t.fact("reason")) {
    case "text-mode":
      return {
        cause: "It was transferred in text mode: the line ends in it were converted, which no ZIP survives.",
        fix: "Set the transfer to binary mode, then send the ZIP again.",
        vendor: "its line ends were converted on the way. Please transfer it in binary mode.",
      };
    case "large":
      return {
        cause:
          "It was made by a program that writes ZIPs of more than 4 GiB wrongly, as the Archive Utility of macOS does.",
        fix: "Pack the files with another program, or send them without a ZIP.",
        vendor:
          "it is larger than 4 GiB and its table of contents is not where it says. Please pack it with a program that writes ZIP64, or send the files as they are.",
      };
    default: {
      const part = t.fact("reason") === "beginning" ? "beginning" : "table of contents";
      return {
        cause: "The upload was interrupted, or the ZIP was fetched before it was finished.",
        fix: "Send the ZIP again.",
        vendor: `its ${part} is damaged or missing. Please check how it is transferred.`,
      };
    }
  }
}

function isBomb(t: Told): boolean {
  return t.fact("measure") === "ratio";
}

/** @NOTE for the measure `ratio`, observed and limit are the unpacked and the packed bytes. */
function excess(t: Told, which: "observed" | "limit"): string {
  switch (t.fact("measure")) {
    case "entries":
    case "listed":
      return `${t.fact(which)} files`;
    case "depth":
      return `folders ${t.fact(which)} deep`;
    default:
      return formatBytes(t.amount(which));
  }
}
