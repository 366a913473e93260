import type { SourceFile, Violation } from "./source-file.ts";

/** What one check found. */
export interface CheckResult {
  readonly name: string;
  /** How many files (or codes, where it says so) were looked at. */
  readonly seen: number;
  readonly violations: readonly Violation[];
  /** Things a reader should know that are no violation: a list that is not written yet, for instance. */
  readonly notes: readonly string[];
  /** True when there is nothing to look at yet and that is allowed; the notes say why. */
  readonly isSkipped: boolean;
}

/** A check is a pure function over the files, so that a test can plant a fault and see it refused. */
export type Check = (files: readonly SourceFile[]) => CheckResult;

/** Builds the usual result: nothing skipped. */
export function checkResult(
  name: string,
  seen: number,
  violations: readonly Violation[],
  notes: readonly string[] = [],
): CheckResult {
  return { name, seen, violations, notes, isSkipped: false };
}

/**
 * True when nothing is wrong. A check that saw nothing has not passed: a moved folder or a wrong pattern would
 * otherwise turn it green for ever.
 */
export function hasPassed(result: CheckResult): boolean {
  return result.violations.length === 0 && (result.seen > 0 || result.isSkipped);
}

/** One line for the check, then one for each note and violation. */
export function resultLines(result: CheckResult): readonly string[] {
  const mark = !hasPassed(result) ? "FAIL" : result.isSkipped ? "skip" : "ok";
  const count = result.violations.length === 0 ? "" : `, ${result.violations.length} violations`;
  const nothing = result.seen === 0 && !result.isSkipped ? " (a check that sees nothing has failed)" : "";
  const head = `${mark.padEnd(4)} ${result.name.padEnd(8)} ${result.seen} seen${count}${nothing}`;
  const notes = result.notes.map((note) => `       note: ${note}`);
  const violations = result.violations.map((found) => {
    const place = found.line === 0 ? found.path : `${found.path}:${found.line}`;
    return `       ${place}  ${found.text}`;
  });
  return [head, ...notes, ...violations];
}
