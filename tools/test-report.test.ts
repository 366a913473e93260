import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";

/** Runs test files given by name and text in a process of their own; answers what was printed and its exit code. */
function runFiles(files: Readonly<Record<string, string>>): {
  readonly lines: readonly string[];
  readonly exitCode: number;
} {
  const folder = mkdtempSync(path.join(tmpdir(), "muster-report-"));
  const imports = 'import { test, describe } from "node:test"; import assert from "node:assert/strict";\n';
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), imports + text);
  const program = `
    const { runFiles } = await import(${JSON.stringify(import.meta.resolve("./run-files.ts"))});
    const { TestReport } = await import(${JSON.stringify(import.meta.resolve("./test-report.ts"))});
    const report = new TestReport(${JSON.stringify(folder)});
    await runFiles(${JSON.stringify(Object.keys(files).map((name) => path.join(folder, name)))}, { atOnce: 2, silenceMs: 1500 }, report);
    for (const line of report.ending()) console.log(line);
    process.exit(report.hasPassed() ? 0 : 1);`;
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  // A file, not --eval: the runner hands the flags of its own process on to the test files.
  writeFileSync(path.join(folder, "run.mjs"), program);
  const ran = spawnSync(process.execPath, [path.join(folder, "run.mjs")], {
    encoding: "utf8",
    env,
    timeout: 20_000,
  });
  rmSync(folder, { recursive: true });
  return { lines: ran.stdout.trimEnd().split("\n"), exitCode: ran.status ?? -1 };
}

test("counts what passed and ends with the count", () => {
  const ran = runFiles({
    "a.test.mjs": 'test("one", () => {}); describe("more", () => { test("two", () => {}); });',
    "b.test.mjs": 'test("three", () => {}); test("later", { skip: true }, () => {});',
  });
  assert.equal(ran.lines.at(-1), "3 passed, 0 failed, 1 skipped");
  assert.equal(ran.exitCode, 0);
});

test("tells of each file how many tests it holds and how long it took, those that ended first at the top", () => {
  const ran = runFiles({
    "a.test.mjs": 'test("long", () => new Promise((done) => setTimeout(done, 700)));',
    "b.test.mjs": 'test("one", () => {}); describe("more", () => { test("two", () => {}); });',
  });
  assert.deepEqual(
    ran.lines.slice(0, 2).map((line) => line.replace(/\d+\.\d/, "?").trim()),
    ["2    ? s  b.test.mjs", "1    ? s  a.test.mjs"],
  );
  assert.ok(Number(/([\d.]+) s/.exec(ran.lines[1] ?? "")?.[1]) >= 0.7);
});

test("tells which tests were left out, and why", () => {
  const ran = runFiles({
    "a.test.mjs":
      'test("one", () => {}); test("root", { skip: "needs root" }, () => {}); test.skip("two", () => {});',
  });
  const at = ran.lines.indexOf("skipped:");
  assert.deepEqual(
    ran.lines.slice(at + 1, at + 3).map((line) => line.trim()),
    ["a.test.mjs: root (needs root)", "a.test.mjs: two (no reason given)"],
  );
});

test("tells a failure with its file, its title and the difference", () => {
  const ran = runFiles({
    "a.test.mjs": 'test("keeps Ana", () => assert.equal("gone", "kept")); test("fine", () => {});',
  });
  const text = ran.lines.join("\n");
  assert.equal(ran.lines.at(-1), "1 passed, 1 failed");
  assert.equal(ran.exitCode, 1);
  assert.match(text, /FAILED {2}a\.test\.mjs\n\s+keeps Ana\n/);
  assert.match(text, /'gone'/);
  assert.match(text, /'kept'/);
});

test("a file that breaks, hangs or holds no test is a failure", () => {
  const broken = runFiles({ "a.test.mjs": "this is no JavaScript" });
  assert.equal(broken.lines.at(-1), "0 passed, 1 failed");
  assert.equal(broken.exitCode, 1);
  const empty = runFiles({ "a.test.mjs": "" });
  assert.equal(empty.lines.at(-1), "0 passed, 1 failed");
  const late = runFiles({
    "a.test.mjs": 'test("one", () => {}); setTimeout(() => { throw new Error("late"); }, 50);',
  });
  assert.match(late.lines.at(-1) ?? "", /^1 passed, 1 failed$/);
  const hanging = runFiles({ "a.test.mjs": 'test("one", () => {}); setInterval(() => {}, 1000);' });
  assert.equal(hanging.lines.at(-1), "1 passed, 1 failed");
});

test("a run without a test has not passed", () => {
  const ran = runFiles({});
  assert.equal(ran.lines.at(-1), "0 passed, 0 failed");
  assert.equal(ran.exitCode, 1);
});
