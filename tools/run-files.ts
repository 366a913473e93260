import { run } from "node:test";
import type { TestReport } from "./test-report.ts";

/**
 * Runs test files, each in a process of its own and so many at once, and tells the report. When nothing is heard for `silenceMs` the
 * run is given up: the runner's own time limit does not reach a file that keeps a handle open after its last test.
 */
export async function runFiles(
  files: readonly string[],
  { atOnce, silenceMs }: { readonly atOnce: number; readonly silenceMs: number },
  report: TestReport,
): Promise<void> {
  const giveUp = new AbortController();
  const stopWaiting = (): void => {
    report.giveUp();
    giveUp.abort();
  };
  let watch = setTimeout(stopWaiting, silenceMs);
  const events = run({ files, concurrency: atOnce, timeout: silenceMs, signal: giveUp.signal });
  for await (const event of events) {
    if (giveUp.signal.aborted) break;
    clearTimeout(watch);
    watch = setTimeout(stopWaiting, silenceMs);
    report.take(event);
  }
  clearTimeout(watch);
}
