/** Where a run of bytes stops being UTF-8. */
export interface Utf8Check {
  /** Index of the first byte of the first bad sequence, or -1. */
  readonly bad: number;
  /** Index of an unfinished sequence at the end (its bytes may follow), or the end. */
  readonly rest: number;
}

/**
 * Checks bytes[start, end) against RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
 * An unfinished last sequence is not bad here; the caller knows whether more bytes come.
 */
export function checkUtf8(bytes: Uint8Array, start: number, end: number): Utf8Check {
  let at = start;
  while (at < end) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(bytes, at, end);
    if (length === 0) return { bad: at, rest: end };
    if (length < 0) return { bad: -1, rest: at };
    at += length;
  }
  return { bad: -1, rest: end };
}

/** Length of the sequence that starts with a byte from 0x80 on; 0 when it is bad, -1 when it is good so far and cut by the end. */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  const length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length === 0 || lead < 0xc2) return 0;
  if (at + 1 >= end) return -1;
  if (!isSecondByte(lead, bytes[at + 1] ?? 0)) return 0;
  for (let next = at + 2; next < at + length; next += 1) {
    if (next >= end) return -1;
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** The second byte carries the limits against overlong forms, surrogates and too large numbers. */
function isSecondByte(lead: number, byte: number): boolean {
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  return byte >= lowest && byte <= highest;
}
