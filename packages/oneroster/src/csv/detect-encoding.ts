import type { Diagnostic, Facts } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import { type EncodingPass, endEncodingPass, passBytes, startEncodingPass } from "./encoding-pass.ts";
import type { PackageEntry } from "./package-entry.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { FileEncoding } from "./table-file.ts";

/** How a file is written, and its first bytes, which were read on the way. */
export interface DetectedEncoding {
  readonly encoding: FileEncoding;
  /** At most one: a warning about how the encoding was found, or why the file cannot be read. */
  readonly diagnostics: readonly Diagnostic[];
  readonly head: Uint8Array;
  /** The head is the whole file. */
  readonly isWhole: boolean;
}

/** whole-file: every byte is looked at. head: the first 64 KiB only; `scanRecords` proves the rest as it goes. */
export type EncodingProof = "whole-file" | "head";

const headBytes = 64 * 1024;
/**
 * Good UTF-8 beside bad bytes: from one good sequence for ten bad bytes on, the file was glued together from two
 * encodings. Fewer are chance: in Windows-1252, É’ looks like UTF-8.
 */
const mixedShare = 10;

/**
 * Finds a file's encoding (Q002): byte order mark, else UTF-8 if all of it is UTF-8, else UTF-16 by its zeros,
 * else Windows-1252 with a warning that names the first line that is not UTF-8. The profile can forbid the guess.
 */
export async function detectEncoding(
  entry: PackageEntry,
  profile: ReadProfile,
  proof: EncodingProof = "whole-file",
): Promise<DetectedEncoding> {
  const start = new Uint8Array(headBytes);
  const pass = startEncodingPass();
  let kept = 0;
  let isWhole = true;
  for await (const chunk of entry.open()) {
    if (kept === headBytes) {
      isWhole = false;
      if (proof === "head" || utf16Of(start) !== undefined) break;
    }
    const piece = chunk.subarray(0, headBytes - kept);
    start.set(piece, kept);
    kept += piece.length;
    if (piece.length < chunk.length) isWhole = false;
    passBytes(pass, chunk);
  }
  if (proof === "whole-file" || isWhole) endEncodingPass(pass);
  const head = start.slice(0, kept);
  return { head, isWhole, ...(await verdict(entry, profile, pass, utf16Of(head))) };
}

type Verdict = Pick<DetectedEncoding, "encoding" | "diagnostics">;

async function verdict(
  entry: PackageEntry,
  profile: ReadProfile,
  pass: EncodingPass,
  utf16: FileEncoding | undefined,
): Promise<Verdict> {
  const say = async (encoding: FileEncoding, code: DiagnosticCode, offset: number, facts: Facts) => {
    const line = offset < 0 ? undefined : await lineOfByte(entry, offset);
    const place = { file: entry.path, ...(line === undefined ? {} : { line }) };
    return { encoding, diagnostics: [makeDiagnostic(code, place, facts)] };
  };
  if (utf16 !== undefined) {
    const code = profile.encoding === "utf-8" ? "file.encoding.invalid" : "file.encoding.guessed";
    return say(utf16, code, -1, { encoding: utf16 });
  }
  const { firstNul, firstBad, bad, wide } = pass;
  if (firstNul >= 0) return say("utf-8", "file.bytes.nul", firstNul, { offset: firstNul });
  if (bad === 0) {
    const isOther = profile.encoding === "windows-1252" && wide > 0;
    if (!isOther) return { encoding: "utf-8", diagnostics: [] };
    return say("utf-8", "file.encoding.differs", -1, { encoding: "utf-8", setting: profile.encoding });
  }
  const facts = { offset: firstBad, badBytes: bad };
  if (profile.encoding === "utf-8" || pass.hasHole)
    return say("utf-8", "file.encoding.invalid", firstBad, facts);
  if (profile.encoding === "windows-1252") return { encoding: "windows-1252", diagnostics: [] };
  if (wide * mixedShare >= bad) {
    return say("utf-8", "file.encoding.mixed", firstBad, { ...facts, utf8Sequences: wide });
  }
  return say("windows-1252", "file.encoding.guessed", firstBad, { ...facts, encoding: "windows-1252" });
}

/** UTF-16 by its mark, or by the zeros that ASCII leaves at every second byte of it (C02). */
function utf16Of(head: Uint8Array): FileEncoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const start = head.subarray(0, 512);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < start.length; at += 1) {
    if (start[at] === 0 && at % 2 === 0) even += 1;
    else if (start[at] === 0) odd += 1;
  }
  const most = start.length * 0.4;
  if (start.length < 16) return undefined;
  if (odd > most && even === 0) return "utf-16le";
  return even > most && odd === 0 ? "utf-16be" : undefined;
}

/** Physical line of a byte. Reads the file again up to there: only asked once something is wrong. */
async function lineOfByte(entry: PackageEntry, offset: number): Promise<number> {
  let line = 1;
  let before = 0;
  for await (const chunk of entry.open()) {
    const last = Math.min(chunk.length, offset - before);
    for (let at = 0; at < last; at += 1) if (chunk[at] === 0x0a) line += 1;
    before += chunk.length;
    if (before > offset) break;
  }
  return line;
}
