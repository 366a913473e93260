import { sequenceLength } from "./utf8.ts";

/** What one pass over the bytes of a file shows about its encoding. Offsets are bytes from the file's start, -1 = none. */
export interface EncodingPass {
  /** Good UTF-8 sequences of more than one byte. */
  wide: number;
  /** Bytes that no UTF-8 sequence explains. */
  bad: number;
  firstBad: number;
  firstNul: number;
  /** A bad byte that Windows-1252 leaves undefined was met. */
  hasHole: boolean;
  /** Bytes seen so far, without those carried over. */
  offset: number;
  /** The beginning of a sequence that the last chunk cut. */
  carried: Uint8Array;
}

const ones = 0x01010101;
const highBits = 0x80808080 | 0;
const holes = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
const nothing = new Uint8Array(0);

/** Before the first byte. */
export function startEncodingPass(): EncodingPass {
  return { wide: 0, bad: 0, firstBad: -1, firstNul: -1, hasHole: false, offset: 0, carried: nothing };
}

/** Looks at the next bytes of the file; chunks may be cut anywhere. */
export function passBytes(pass: EncodingPass, chunk: Uint8Array): void {
  const bytes = pass.carried.length === 0 ? chunk : joined(pass.carried, chunk);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length;
  let at = 0;
  while (at < end) {
    at = skipPlainAscii(view, at, end);
    if (at >= end) break;
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      if (byte === 0 && pass.firstNul < 0) pass.firstNul = pass.offset + at;
      at += 1;
      continue;
    }
    const length = sequenceLength(bytes, at, end);
    if (length < 0) break;
    if (length > 0) pass.wide += 1;
    else noteBad(pass, at, byte);
    at += Math.max(1, length);
  }
  pass.offset += at;
  pass.carried = at < end ? bytes.slice(at) : nothing;
}

/** Closes the pass: a sequence cut by the file's end is bad. */
export function endEncodingPass(pass: EncodingPass): void {
  for (let at = 0; at < pass.carried.length; at += 1) noteBad(pass, at, pass.carried[at] ?? 0);
  pass.carried = nothing;
}

function noteBad(pass: EncodingPass, at: number, byte: number): void {
  pass.bad += 1;
  if (pass.firstBad < 0) pass.firstBad = pass.offset + at;
  if (holes.has(byte)) pass.hasHole = true;
}

/** First of four bytes among which one is NUL or not ASCII, or a place less than four bytes before the end. */
function skipPlainAscii(view: DataView, from: number, end: number): number {
  const last = end - 4;
  let at = from;
  for (; at <= last; at += 4) {
    const word = view.getInt32(at, true);
    if ((word | (word - ones)) & highBits) return at;
  }
  return at;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
