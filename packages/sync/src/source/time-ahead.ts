import type { Finding } from "@muster/rules/check/finding.ts";
import { inputFinding } from "./input-finding.ts";

/** Clocks of two machines differ; what lies further ahead is a clock that is set wrong (reliability A10). */
const aheadMs = 5 * 60_000;

/** Whether a file's time, in ms, lies in the future: its writer's clock is wrong, and its age says nothing. */
export function isTimeAhead(modifiedAt: number, now: Date): boolean {
  return modifiedAt > now.getTime() + aheadMs;
}

/** Says of the files from the future that they are. */
export function timesAhead(
  files: readonly { readonly name: string; readonly modifiedAt: number }[],
  now: Date,
): readonly Finding[] {
  return files
    .filter(({ modifiedAt }) => isTimeAhead(modifiedAt, now))
    .map(({ name, modifiedAt }) =>
      inputFinding("input.file.future", name, { modifiedAt: new Date(modifiedAt).toISOString() }),
    );
}
