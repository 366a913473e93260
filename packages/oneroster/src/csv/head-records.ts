import type { FileEncoding } from "./table-file.ts";
import { transcoder } from "./transcode.ts";

/** The first records of a file as text, cut where the head ends. */
export interface HeadRecords {
  /** Records that are not blank, each with the line it starts on. */
  readonly records: readonly HeadRecord[];
  /** The last record of `records` may go on behind the head. */
  readonly isCut: boolean;
}

/** One of them, undivided. */
export interface HeadRecord {
  readonly text: string;
  readonly line: number;
}

/** Decodes a file's first bytes, without the byte order mark (Q001). */
export function headText(head: Uint8Array, encoding: FileEncoding, isWhole: boolean): string {
  const bytes = transcoder(encoding)(head, false);
  return new TextDecoder("utf-8").decode(bytes, { stream: !isWhole });
}

/** Splits text into at most `most` records, quotes heeded; blank ones are passed over (Q005). */
export function headRecords(text: string, most: number, isWhole: boolean): HeadRecords {
  const records: HeadRecord[] = [];
  let isQuoted = false;
  let closedAt = -2;
  let start = 0;
  let line = 1;
  let startLine = 1;
  const take = (end: number) => {
    const record = text.slice(start, end);
    if (!isBlankRecord(record)) records.push({ text: record, line: startLine });
  };
  for (let at = 0; at < text.length && records.length < most; at += 1) {
    const character = text[at];
    if (character === '"') {
      if (isQuoted) closedAt = at;
      isQuoted = !isQuoted && (closedAt === at - 1 || isFieldStart(text, start, at));
    }
    if (character !== "\n" && character !== "\r") continue;
    const isPair = character === "\r" && text[at + 1] === "\n";
    line += 1;
    if (!isQuoted) {
      take(at);
      start = at + (isPair ? 2 : 1);
      startLine = line;
    }
    if (isPair) at += 1;
  }
  if (records.length >= most) return { records, isCut: false };
  take(text.length);
  return { records, isCut: !isWhole };
}

/** As the scan has it: nothing but delimiters of any kind, blanks and empty quotes. */
function isBlankRecord(record: string): boolean {
  return /^[ \t,;|"]*$/.test(record);
}

function isFieldStart(text: string, recordStart: number, quoteAt: number): boolean {
  return /(^|[,;|\t])[ \t]*$/.test(text.slice(recordStart, quoteAt));
}
