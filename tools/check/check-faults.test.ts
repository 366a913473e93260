import assert from "node:assert/strict";
import { test } from "node:test";
import { checkFaults, faultGuide, guideWithTable } from "./check-faults.ts";
import { hasPassed } from "./check-result.ts";
import type { FaultCase } from "./fault-list.ts";
import type { SourceFile } from "./source-file.ts";

const list = "fixtures/faults/archive.json";
const testFile = "packages/sync/src/source/zip.test.ts";
const folder = "fixtures/cases/B01-zip-without-end";
const cases: readonly FaultCase[] = Array.from({ length: 12 }, (_, at) => ({
  case: `B${String(at + 1).padStart(2, "0")}`,
  what: "An archive lacks its end.",
  outcome: "rejected_input",
  tests: at === 0 ? [{ folder }] : [{ file: testFile, title: "refuses half a ZIP" }],
}));
const others: readonly SourceFile[] = [
  { path: testFile, text: 'test("refuses half a ZIP", () => {});\nconst told = "a ZIP";\n' },
  { path: `${folder}/case.json`, text: '{ "steps": [{ "expect": { "outcome": "rejected_input" } }] }' },
  { path: faultGuide, text: "# Guide\n\n<!-- cases: npm run faults -->\n\n<!-- end of cases -->\n" },
];

const houseOf = (entries: unknown): readonly SourceFile[] => {
  const bare = [...others, { path: list, text: JSON.stringify(entries) }];
  const guide = guideWithTable(bare) ?? "";
  return bare.map((file) => (file.path === faultGuide ? { ...file, text: guide } : file));
};
const refusals = (entries: unknown): readonly string[] =>
  checkFaults(houseOf(entries)).violations.map(({ text }) => text);
const withFirst = (changed: Partial<Record<keyof FaultCase | "extra", unknown>>): readonly unknown[] => [
  { ...cases[0], ...changed },
  ...cases.slice(1),
];

test("takes a list of which every case has a test, and notes those that are not there yet", () => {
  const result = checkFaults(houseOf(cases));
  assert.deepEqual(result.violations, []);
  assert.equal(result.seen, 12);
  assert.equal(result.notes.length, 3);
  assert.ok(hasPassed(result));
  assert.ok(hasPassed(checkFaults([])), "a house without any list is none that fails");
});

test("refuses a case that is missing, doubled, of another group, or without a test", () => {
  assert.deepEqual(refusals(cases.slice(1)), ["B01 is missing"]);
  assert.deepEqual(refusals([...cases, cases[3]]), ["B04 is listed twice"]);
  assert.deepEqual(refusals([...cases, { ...cases[3], case: "B13" }]), ["B13 is no case of this group"]);
  assert.deepEqual(refusals(withFirst({ tests: [] })), ["B01 has no test"]);
});

test("refuses a test that is not there: its file, its title, its folder", () => {
  const named = (one: object): string => refusals(withFirst({ tests: [one] })).join("; ");
  const title = "refuses half a ZIP";
  assert.match(
    named({ file: "packages/sync/src/gone.test.ts", title }),
    /B01: .*gone\.test\.ts is no test file/,
  );
  assert.match(named({ file: testFile, title: "refuses half" }), /has no test "refuses half"/);
  assert.match(named({ file: testFile, title: "a ZIP" }), /has no test "a ZIP"/, "a string is no test");
  assert.match(named({ folder: "fixtures/cases/B01-gone" }), /B01-gone is no folder of fixtures\/cases/);
});

test("refuses a case whose stories all end otherwise than the list says", () => {
  assert.match(refusals(withFirst({ outcome: "held" })).join(), /B01: no story of it says "outcome": "held"/);
});

test("refuses an entry of another form, and a list that is no list", () => {
  for (const changed of [{ outcome: "fine" }, { what: "" }, { tests: [{}] }, { extra: 1 }, { note: "a | b" }])
    assert.match(refusals(withFirst(changed)).join(), /B01 needs case/, JSON.stringify(changed));
  assert.match(refusals({}).join(), /is no JSON array/);
});

test("refuses a guide that says something else than the lists, or is gone", () => {
  const files = houseOf(cases);
  const stale = files.map((file) =>
    file.path === faultGuide ? { ...file, text: file.text.replace("B07", "B70") } : file,
  );
  assert.match(checkFaults(stale).violations[0]?.text ?? "", /npm run faults/);
  const gone = files.filter(({ path }) => path !== faultGuide);
  assert.match(checkFaults(gone).violations[0]?.text ?? "", /is missing/);
});
