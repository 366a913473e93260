import type { Finding } from "@muster/rules/check/finding.ts";
import type { UploadEntry } from "./upload-entry.ts";

/** What listing an input gives: its entries, or what forbids to read them. */
export interface ListedInput {
  /** Empty where there are findings. */
  readonly entries: readonly UploadEntry[];
  /** All of them blocking: nothing of the input may be used. */
  readonly findings: readonly Finding[];
}
