import type { Finding } from "@muster/rules/check/finding.ts";

/**
 * What a source gave turned out to be damaged while it was being read: thrown because the reading cannot go on.
 * The finding in it is blocking and is what the report says; nothing of the input may be used.
 */
export class DamagedInput extends Error {
  readonly finding: Finding;

  constructor(finding: Finding, options?: ErrorOptions) {
    super(`${finding.code} at ${finding.file}`, options);
    this.name = "DamagedInput";
    this.finding = finding;
  }
}
