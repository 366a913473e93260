import assert from "node:assert/strict";
import { test } from "node:test";
import { checkCodes } from "./check-codes.ts";
import { hasPassed } from "./check-result.ts";
import type { SourceFile } from "./source-file.ts";

const house: Readonly<Record<string, string>> = {
  "packages/oneroster/src/model/diagnostic-codes.ts":
    'export const diagnosticCodes = {\n  "file.header.missing": "blocking",\n} as const;\n',
  "packages/rules/src/check/finding-codes.ts":
    'export const findingCodes = {\n  "user.email.taken": { severity: "error", "inner.key.here": 1 },\n} as const;\n',
  "packages/rules/src/gate/gate-codes.ts": 'export const gateCodes = { "gate.removals.many": 1 };\n',
  "packages/sync/src/source/sftp/open.ts": 'throw new Fault("source.sign-in.refused", "never", "no");\n',
  "packages/rules/src/report/wording/files.ts":
    'export const w = { "file.header.missing": "a", "user.email.taken": "b" };\n',
  "packages/rules/src/report/wording/others.ts":
    'export const w = { "gate.removals.many": "a", "source.sign-in.refused": "b" };\n',
  "docs/codes/README.md": "",
  "docs/codes/file.header.missing.md": "",
  "docs/codes/user.email.taken.md": "",
  "docs/codes/gate.removals.many.md": "",
  "docs/codes/source.sign-in.refused.md": "",
};
const filesOf = (texts: Readonly<Record<string, string>>): readonly SourceFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));
const refusals = (changed: Readonly<Record<string, string>>): readonly string[] =>
  checkCodes(filesOf({ ...house, ...changed })).violations.map((one) => `${one.path} ${one.text}`);
const without = (path: string): readonly SourceFile[] => filesOf(house).filter((file) => file.path !== path);

test("takes a house in which every code has its page and its words", () => {
  const result = checkCodes(filesOf(house));
  assert.deepEqual(result.violations, []);
  assert.deepEqual(result.notes, []);
  assert.equal(result.seen, 4);
});

test("refuses a code without a page, and a page without a code", () => {
  const { violations } = checkCodes(without("docs/codes/user.email.taken.md"));
  assert.deepEqual(
    violations.map((one) => one.line),
    [2],
  );
  assert.match(violations[0]?.text ?? "", /user\.email\.taken has no page/);
  assert.match(refusals({ "docs/codes/user.email.gone.md": "" })[0] ?? "", /that nothing defines/);
});

test("refuses a code without words", () => {
  const { violations } = checkCodes(without("packages/rules/src/report/wording/others.ts"));
  assert.deepEqual(
    violations.map((one) => one.text.split(" ")[0]),
    ["gate.removals.many", "source.sign-in.refused"],
  );
});

test("refuses a fault that has neither page nor words", () => {
  const found = refusals({
    "apps/cli/src/main.ts": "throw new Fault(\n  'home.key.missing', 'never', 'no');",
  });
  assert.equal(found.length, 2);
});

test("refuses a code that is not noun, attribute and condition", () => {
  for (const code of ["file.missing", "File.header.missing", "file.header.missing.again", "file header"]) {
    const found = refusals({ "apps/cli/src/main.ts": `throw new Fault("${code}", "never", "no");` });
    assert.ok(
      found.some((line) => line.includes("is not <noun>")),
      code,
    );
  }
});

test("refuses a code that two tables define, not a fault that two files throw", () => {
  const again = 'export const gateCodes = { "gate.removals.many": 1, "user.email.taken": 1 };';
  assert.match(refusals({ "packages/rules/src/gate/gate-codes.ts": again })[0] ?? "", /already defined/);
  assert.deepEqual(
    refusals({ "apps/cli/src/a.ts": 'throw new Fault("source.sign-in.refused", "never", "no");' }),
    [],
  );
});

test("finds the codes of a fault that takes its code from a table in the same file", () => {
  const text = 'const t = { a: ["home.key.missing", "never"] };\nthrow new Fault(t.a[0], t.a[1], "no");';
  assert.match(refusals({ "packages/sync/src/run/a.ts": text })[0] ?? "", /home\.key\.missing has no page/);
  const bare = refusals({ "packages/sync/src/run/a.ts": "throw new Fault(code, retry, text);" });
  assert.match(bare[0] ?? "", /no code for this fault/);
});

test("refuses a table in which it can find no code", () => {
  const found = refusals({ "packages/rules/src/gate/gate-codes.ts": "export const gateCodes = build();" });
  assert.ok(
    found.some((line) => line.includes("no code found in gateCodes")),
    found.join("\n"),
  );
});

test("skips with notes while nothing is written, and fails nothing then", () => {
  const result = checkCodes([]);
  assert.equal(result.isSkipped, true);
  assert.equal(result.notes.length, 5);
  assert.equal(hasPassed(result), true);
});
