import type { Edit, EditOf } from "./edit.ts";
import { readTable } from "./edit-table.ts";

type ByteEdit = EditOf<
  | "replace"
  | "encode"
  | "lineEnds"
  | "delimit"
  | "quoteAll"
  | "spaceAfterCommas"
  | "append"
  | "prepend"
  | "cut"
  | "bytes"
  | "inflate"
  | "empty"
>;

const byteEdits: ReadonlySet<string> = new Set<ByteEdit["do"]>([
  ...(["replace", "encode", "lineEnds", "delimit", "quoteAll", "spaceAfterCommas"] as const),
  ...(["append", "prepend", "cut", "bytes", "inflate", "empty"] as const),
]);

export function isByteEdit(edit: Edit): edit is ByteEdit {
  return byteEdits.has(edit.do);
}

export function editBytes(bytes: Buffer, edit: ByteEdit): Buffer {
  switch (edit.do) {
    case "replace":
      return replace(bytes, edit);
    case "encode":
      return encode(bytes, edit.as);
    case "lineEnds":
      return Buffer.from(endLines(bytes.toString("utf8"), edit.as));
    case "delimit":
      return rewrite(bytes, edit.by, (cell) => (cell.includes(edit.by) ? quoted(cell) : needed(cell)));
    case "quoteAll":
      return rewrite(bytes, ",", quoted);
    case "spaceAfterCommas":
      return rewrite(bytes, ", ", needed);
    case "append":
      return Buffer.concat([bytes, Buffer.from(edit.text)]);
    case "prepend":
      return Buffer.concat([Buffer.from(edit.text), bytes]);
    case "cut":
      return cut(bytes, edit.records, edit.bytes);
    case "bytes":
      return splice(bytes, edit.find, Buffer.from(edit.hex, "hex"));
    case "inflate":
      return splice(bytes, edit.find, Buffer.from(edit.with.repeat(edit.times)));
    case "empty":
      return Buffer.alloc(0);
    default:
      return edit satisfies never;
  }
}

function replace(bytes: Buffer, edit: EditOf<"replace">): Buffer {
  const parts = bytes.toString("utf8").split(edit.find);
  const found = parts.length - 1;
  if (found === 0 || (edit.times !== undefined && found < edit.times))
    throw new Error(`an edit finds ${found} times what it replaces: ${edit.find}`);
  const last = edit.times ?? found;
  const text = parts.map((part, n) => (n === 0 ? part : (n <= last ? edit.with : edit.find) + part)).join("");
  return Buffer.from(text);
}

function splice(bytes: Buffer, find: string, put: Buffer): Buffer {
  const at = bytes.indexOf(find);
  if (at < 0) throw new Error(`an edit does not find ${find}`);
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + Buffer.byteLength(find))]);
}

function encode(bytes: Buffer, as: EditOf<"encode">["as"]): Buffer {
  const text = bytes.toString("utf8");
  switch (as) {
    case "utf-8-bom":
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case "utf-16le":
      return Buffer.from(`\uFEFF${text}`, "utf16le");
    case "utf-16be":
      return Buffer.from(`\uFEFF${text}`, "utf16le").swap16();
    case "utf-16le-without-bom":
      return Buffer.from(text, "utf16le");
    case "utf-16be-without-bom":
      return Buffer.from(text, "utf16le").swap16();
    case "windows-1252":
      // Latin-1 where the two agree; what it lacks becomes a question mark, as such an export does.
      return Buffer.from(Array.from(text, (sign) => (sign > "\u00FF" ? "?" : sign)).join(""), "latin1");
    default:
      return as satisfies never;
  }
}

function endLines(text: string, as: "lf" | "cr" | "mixed"): string {
  const ends = { lf: ["\n"], cr: ["\r"], mixed: ["\r\n", "\n", "\r"] }[as];
  return text
    .split("\r\n")
    .map((line, n, all) => (n === all.length - 1 ? line : line + (ends[n % ends.length] ?? "\n")))
    .join("");
}

function rewrite(bytes: Buffer, delimiter: string, write: (cell: string) => string): Buffer {
  const { header, rows } = readTable(bytes);
  const lines = [header, ...rows].map((cells) => cells.map(write).join(delimiter));
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(""));
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function needed(cell: string): string {
  return /[",;\r\n]/.test(cell) ? quoted(cell) : cell;
}

/** @param records whole records that stay; no record of the base has a line end inside */
function cut(bytes: Buffer, records: number, more: number): Buffer {
  const lines = bytes.toString("utf8").split(/(?<=\r\n)/);
  const kept = lines.slice(0, records + 1).join("");
  const next = Buffer.from(lines[records + 1] ?? "").subarray(0, more);
  return Buffer.concat([Buffer.from(kept), next]);
}
