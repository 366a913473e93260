import { cellAt, complain, complainOnce, type OpenRow } from "../row/open-row.ts";
import { listItems } from "./list-items.ts";
import { isNullWord } from "./null-word.ts";
import { nothing } from "./text.ts";

/** The standard's limit for a sourcedId (Q070). */
const idLimit = 255;

const invisible = /[\p{Cc}\p{Cf}]/u;
const invisibleEnds = /^[\p{Cc}\p{Cf}\s]+|[\p{Cc}\p{Cf}\s]+$/gu;
/** What a spreadsheet leaves of a long number: 1.23E+11 (Q061). The id behind it is lost. */
const scientific = /^\d([.,]\d+)?E\+\d+$/i;
const notPlainAscii = /[^ -~]/;

/** Whether some cell of the record may hold a damaged id. One test a record instead of one an id. */
export function mayHoldDamagedId(record: string): boolean {
  if (record.includes("E+") || record.includes("e+")) return true;
  return notPlainAscii.test(record) && invisible.test(record);
}

/** The row's own id: opaque text, compared byte for byte, leading zeros kept. Without it the row is left out. */
export function ownIdAt(row: OpenRow, at: number): string {
  const id = cellAt(row, at);
  if (id === "" || isNullWord(id)) {
    complain(row, "row.id.missing", at);
    return "";
  }
  return provenId(row, at, id);
}

/** An id without which the row says nothing; the row is left out when it is missing or damaged. */
export function neededReferenceAt(row: OpenRow, at: number): string {
  const id = cellAt(row, at);
  if (id === "" || isNullWord(id)) {
    complain(row, "row.reference.missing", at);
    return "";
  }
  return provenId(row, at, id);
}

/** An id the row can do without: "" with a warning when it is damaged. */
export function referenceAt(row: OpenRow, at: number): string {
  const id = cellAt(row, at);
  if (id === "") return "";
  if (isNullWord(id)) return nothing(row, at, id);
  return sparedId(row, at, id);
}

/** Ids in one cell: split, trimmed, each once, in the order written (Q053, Q093). */
export function referencesAt(row: OpenRow, at: number): readonly string[] {
  const cell = cellAt(row, at);
  if (cell === "") return none;
  const { listSeparator } = row.profile;
  if (!cell.includes(listSeparator)) {
    tellOddSeparator(row, at, cell);
    const id = isNullWord(cell) ? nothing(row, at, cell) : sparedId(row, at, cell);
    return id === "" ? none : [id];
  }
  const items = listItems(cell, listSeparator).filter((item) => !isNullWord(item));
  if (!row.isSuspect && cell.length <= idLimit) return items;
  return items.map((item) => sparedId(row, at, item)).filter((id) => id !== "");
}

const none: readonly string[] = [];

/** D13: a list that may have been written with another separator. It is read as one id all the same (Q053). */
function tellOddSeparator(row: OpenRow, at: number, cell: string): void {
  if (!cell.includes(";") && !cell.includes("|")) return;
  complainOnce(row, "value.list.separator", at, { separator: cell.includes(";") ? ";" : "|" });
}

function sparedId(row: OpenRow, at: number, written: string): string {
  if (!row.isSuspect && written.length <= idLimit) return written;
  const id = row.isSuspect ? written.replace(invisibleEnds, "") : written;
  const damage = damageOf(id);
  if (damage === undefined) return id;
  complain(row, "value.reference.damaged", at, { damage });
  return "";
}

function provenId(row: OpenRow, at: number, written: string): string {
  if (!row.isSuspect && written.length <= idLimit) return written;
  const id = row.isSuspect ? written.replace(invisibleEnds, "") : written;
  const damage = damageOf(id);
  if (damage === undefined) return id;
  complain(row, `row.id.${damage}`, at, damage === "invisible" ? { codePoint: firstInvisible(id) } : {});
  return "";
}

function damageOf(id: string): "too-long" | "invisible" | "scientific" | undefined {
  if (id.length > idLimit) return "too-long";
  if (invisible.test(id)) return "invisible";
  return scientific.test(id) ? "scientific" : undefined;
}

/** The character as people look it up: U+200B. */
function firstInvisible(id: string): string {
  const point = id.match(invisible)?.[0].codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
