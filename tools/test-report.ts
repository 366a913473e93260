import path from "node:path";
import type { TestEvent } from "node:test/reporters";
import { inspect, stripVTControlCharacters } from "node:util";

interface Slow {
  readonly title: string;
  readonly milliseconds: number;
}

type Completion = Extract<TestEvent, { type: "test:complete" }>["data"];
type Outcome = Extract<TestEvent, { type: "test:pass" | "test:fail" }>["data"];

/**
 * Turns the test runner's events into what a person reads: a line a file when it has ended, every failure with its
 * file, title and difference, the ten slowest, and the count as the last line.
 */
export class TestReport {
  readonly #root: string;
  readonly #counts = { passed: 0, failed: 0, skipped: 0 };
  readonly #slow: Slow[] = [];
  readonly #failures: string[] = [];
  readonly #skips: string[] = [];
  readonly #testsIn = new Map<string, number>();

  readonly #running = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  take(event: TestEvent): void {
    if (event.type === "test:dequeue" && this.#isWholeFile(event.data)) this.#running.add(event.data.name);
    else if (event.type === "test:complete") this.#complete(event.data);
    else if (event.type === "test:pass") this.#note(event.data, true);
    else if (event.type === "test:fail") this.#note(event.data, false);
    else if (event.type === "test:stderr") process.stderr.write(event.data.message);
  }

  /** The run was given up because nothing was heard for too long: the files still running have failed. */
  giveUp(): void {
    for (const place of this.#running) {
      this.#fail(
        this.#nameOf(place),
        "comes to an end",
        new Error("the file was still running, silent, and was stopped"),
      );
    }
  }

  /** What is printed when all has run; the last line is the count. */
  ending(): readonly string[] {
    const slowest = this.#slow.sort((one, other) => other.milliseconds - one.milliseconds).slice(0, 10);
    const { passed, failed, skipped } = this.#counts;
    return [
      ...this.#failures,
      ...(skipped > 0 ? ["", "skipped:"] : []),
      ...this.#skips,
      ...(slowest.length > 0 ? ["", "slowest:"] : []),
      ...slowest.map((test) => `${String(Math.round(test.milliseconds)).padStart(7)} ms  ${test.title}`),
      "",
      `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
    ];
  }

  /** A run without a single test has not shown anything. */
  hasPassed(): boolean {
    return this.#counts.failed === 0 && this.#counts.passed > 0;
  }

  #note(outcome: Outcome, hasPassed: boolean): void {
    if (outcome.details.type === "suite") return;
    const file = this.#nameOf(outcome.file ?? "");
    // The runner passes a file as if it were a test when it holds none, and fails it when the file itself broke.
    if (hasPassed && this.#isWholeFile(outcome)) {
      this.#fail(file, "holds a test", new Error("no test ran in this file"));
      return;
    }
    const isSkipped = outcome.skip !== undefined && outcome.skip !== false;
    const isOpen = outcome.todo !== undefined && outcome.todo !== false;
    if (isSkipped || isOpen) {
      this.#counts.skipped += 1;
      const reason = [outcome.skip, outcome.todo].find((said) => typeof said === "string" && said !== "");
      this.#skips.push(`        ${file}: ${outcome.name} (${reason ?? "no reason given"})`);
      return;
    }
    this.#slow.push({ title: `${file}: ${outcome.name}`, milliseconds: outcome.details.duration_ms });
    if (hasPassed) this.#counts.passed += 1;
    else this.#fail(file, outcome.name, "error" in outcome.details ? outcome.details.error : undefined);
  }

  /**
   * What has ended is told at once, other than passes and failures, which come in the order of the files: the line of
   * a file is printed when it ends, with how long its process took.
   */
  #complete(ended: Completion): void {
    if (!this.#isWholeFile(ended)) {
      if (ended.details.type === "suite") return;
      const file = this.#nameOf(ended.file ?? "");
      this.#testsIn.set(file, (this.#testsIn.get(file) ?? 0) + 1);
      return;
    }
    this.#running.delete(ended.name);
    const file = this.#nameOf(ended.name);
    const tests = String(this.#testsIn.get(file) ?? 0).padStart(4);
    const seconds = (ended.details.duration_ms / 1000).toFixed(1).padStart(6);
    console.log(`${tests} ${seconds} s  ${file}`);
  }

  #fail(file: string, title: string, error: unknown): void {
    this.#counts.failed += 1;
    this.#failures.push("", `FAILED  ${file}`, `        ${title}`, ...this.#explain(error));
  }

  /** The runner wraps what the test threw; the reason is inside. Frames of Node itself say nothing. */
  #explain(error: unknown): readonly string[] {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
    return stripVTControlCharacters(text)
      .split("\n")
      .filter((line) => !/^\s+at .*(node:internal|node:test)/.test(line))
      .slice(0, 40)
      .map((line) => `        ${line.replaceAll(`file://${this.#root}/`, "")}`);
  }

  #isWholeFile(data: { readonly name: string; readonly file?: string | undefined }): boolean {
    return data.file !== undefined && this.#nameOf(data.name) === this.#nameOf(data.file);
  }

  #nameOf(place: string): string {
    return path.relative(this.#root, path.resolve(this.#root, place));
  }
}
