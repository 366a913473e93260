import assert from "node:assert/strict";
import { test } from "node:test";
import { hasPassed } from "./check-result.ts";
import { checkWords, checkWordsWith } from "./check-words.ts";

const path = "packages/rules/src/plan/a.ts";
const check = (text: string, at = path) => checkWords([{ path: at, text }]).violations;

for (const at of [
  "packages/rules/src/utils/a.ts",
  "packages/rules/src/plan/plan-helpers.ts",
  "packages/rules/src/shared.ts",
  "packages/sync/src/run/run-manager.ts",
  "packages/sync/src/run/run-service.ts",
  "packages/sync/src/run/misc.test.ts",
  "apps/cli/src/common/a.ts",
  "apps/cli/src/sync-v2.ts",
  "apps/cli/src/legacy-sync.ts",
]) {
  test(`refuses the path ${at}`, () => assert.equal(check("const a = 1;", at).length, 1));
}

for (const text of [
  "export const rosterUtils = 1;",
  "function planHelper() {}",
  "class RunManager {}",
  "interface SyncService {}",
  "const shared = 1;",
  "function handleUsers() {}",
  "async function processRow() {}",
  "export const processRow = (row) => row;",
  "const handleRow = async (row) => row;",
  "function planPersonV2() {}",
  "const legacyPlan = 1;",
  "function refactored() {}",
  "const sisId = 1;",
  "read(user.externalId);",
  "const key = { student_id: 1 };",
  "type Section = 1;",
  "const sectionId = 1;",
  "// TODO later",
  "// FIXME",
  "/* XXX */",
  "// @TODO without an issue",
  "// @TODO(later) no number",
  "// @HACK",
  "// @ts-ignore",
]) {
  test(`refuses the words: ${text}`, () => {
    const found = check(`const a = 1;\n${text}`);
    assert.equal(found.length, 1, found.map((one) => one.text).join("\n"));
    assert.equal(found[0]?.line, 2);
  });
}

test("takes the words of the field and whatever stands in a string", () => {
  const text = [
    'const alias = ["student_id", "sisId", "sections"];',
    "const sharedEmail = 1;",
    "  const common = { because };",
    "const processStartedAt = 1;",
    "const buffer = new SharedArrayBuffer(8);",
    "// @NOTE the database sorts bytes",
    "// @TODO(#12) read the second page",
    "const newSis = liveDay(district);",
    "const TODO = 1;",
  ].join("\n");
  assert.deepEqual(check(text), []);
});

test("lets a vendor's word stand in the vendor's own folder and nowhere else", () => {
  const text = "interface Section { readonly sis_id: string }";
  assert.deepEqual(check(text, "packages/sync/src/source/clever/section.ts"), []);
  assert.equal(check(text, "packages/sync/src/source/source.ts").length, 2);
});

test("refuses a mark in a document, but not one that is quoted", () => {
  assert.equal(check("Some day.\n\nTODO: write this\n", "docs/guides/a.md").length, 1);
  assert.deepEqual(check("Use `TODO` never.\n\n```\n// TODO\n```\n", "docs/guides/a.md"), []);
});

test("grants an exception and refuses one that is not needed", () => {
  const allow = [{ path, word: "sisId", reason: "planted" }];
  assert.deepEqual(checkWordsWith([{ path, text: "const sisId = 1;" }], allow).violations, []);
  assert.match(checkWordsWith([{ path, text: "" }], allow).violations[0]?.text ?? "", /no longer needed/);
});

test("fails when it sees no file", () => assert.equal(hasPassed(checkWords([])), false));
