import type { ReadProfile } from "./read-profile.ts";
import { hashBytes } from "./record-hash.ts";
import type { PackageFormat } from "./roster-package.ts";
import type { TableFile } from "./table-file.ts";

/** Raise when the reader makes another record of the same bytes: hashes of records read before then mean nothing. */
const readerVersion = 2;
const fixedSeed = [0x6d757374, 0x65720001] as const;

type Layout = Pick<TableFile, "table" | "mode" | "encoding" | "delimiter">;

/** A short text that stays the same as long as equal bytes make equal records. */
export function layoutFingerprint(
  layout: Layout,
  format: PackageFormat,
  header: readonly string[],
  profile: ReadProfile,
): string {
  const { table, mode, encoding, delimiter } = layout;
  const { dates, listSeparator, endExclusive = false } = profile;
  const settings = [profile.encoding, dates, listSeparator, endExclusive];
  const parts = JSON.stringify([readerVersion, format, table, mode, encoding, delimiter, settings, header]);
  const words = hashBytes(new TextEncoder().encode(parts), fixedSeed);
  return [...words].map((word) => word.toString(16).padStart(8, "0")).join("");
}
