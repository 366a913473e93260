import type { FileEncoding } from "./table-file.ts";

/** 0x80..0x9f of Windows-1252 as Unicode; the five holes stay C1 controls, as the Encoding Standard has it. */
const windows1252Middle = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
  0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0x9d, 0x017e, 0x0178,
] as const;

/** The bytes of a file as UTF-8, whatever it was written in. UTF-8 comes through as it is, unchecked. */
export async function* utf8Chunks(
  chunks: AsyncIterable<Uint8Array>,
  encoding: FileEncoding,
): AsyncGenerator<Uint8Array> {
  const turn = transcoder(encoding);
  for await (const chunk of chunks) {
    const turned = turn(chunk, false);
    if (turned.length > 0) yield turned;
  }
  const last = turn(new Uint8Array(0), true);
  if (last.length > 0) yield last;
}

/** Turns pieces of a file into UTF-8; `isEnd` closes it. Pieces may be cut anywhere. */
export function transcoder(encoding: FileEncoding): (chunk: Uint8Array, isEnd: boolean) => Uint8Array {
  if (encoding === "utf-8") return (chunk) => chunk;
  if (encoding === "windows-1252") return windows1252ToUtf8;
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (chunk, isEnd) => encoder.encode(decoder.decode(chunk, { stream: !isEnd }));
}

/**
 * @NOTE Not TextDecoder("windows-1252"): some versions of Node read 0x80..0x9f there as Latin-1 and turn a
 * curly apostrophe (O’Brien, byte 0x92) into a control character.
 */
function windows1252ToUtf8(chunk: Uint8Array): Uint8Array {
  const out = new Uint8Array(chunk.length * 3);
  let to = 0;
  for (const byte of chunk) {
    if (byte < 0x80) {
      out[to++] = byte;
      continue;
    }
    const point = byte < 0xa0 ? (windows1252Middle[byte - 0x80] ?? byte) : byte;
    if (point < 0x800) {
      out[to++] = 0xc0 | (point >> 6);
    } else {
      out[to++] = 0xe0 | (point >> 12);
      out[to++] = 0x80 | ((point >> 6) & 0x3f);
    }
    out[to++] = 0x80 | (point & 0x3f);
  }
  return out.subarray(0, to);
}
