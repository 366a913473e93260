import assert from "node:assert/strict";
import { test } from "node:test";
import { type Finding, type FindingCode, severityOf } from "../check/finding.ts";
import { longestWhat } from "./message.ts";
import { type OpenGroup, rootCauses } from "./root-cause.ts";
import { findingWords } from "./wording/all-words.ts";
import { sampleFinding } from "./wording/sample.ts";

function group(code: FindingCode, count: number, file?: string, source = 1): OpenGroup {
  const sample = sampleFinding(code);
  const first: Finding = { ...sample, file: file ?? sample.file };
  return { source, code, count, first, names: 0, examples: [] };
}

function codesOf(causes: ReturnType<typeof rootCauses>): readonly (readonly string[])[] {
  return causes.map(({ lead, follows }) => [lead.code, ...follows.map(({ code }) => code)]);
}

test("a users.csv that was cut is one cause, and every row that names somebody of its lost half follows", () => {
  const groups = [
    group("enrollment.user.missing", 812),
    group("user.agent.missing", 240),
    group("guardian.student.missing", 96),
    group("value.email.invalid", 3),
  ];
  const causes = rootCauses(groups, [{ source: 1, table: "users", now: 6000, before: 12_408 }]);
  assert.deepEqual(codesOf(causes), [
    ["enrollment.user.missing", "guardian.student.missing", "user.agent.missing"],
    ["value.email.invalid"],
  ]);
  const [cut] = causes;
  assert.equal(cut?.count, 1148);
  assert.equal(cut?.message.what, "users.csv does not list people that 1,148 rows name");
  assert.match(cut?.message.cause ?? "", /6,000 rows now; the files taken in before had 12,408/);
  assert.match(cut?.message.vendorText ?? "", /1,148 rows .* users\.csv has 6,000 rows now/);
});

test("classes.csv without rows leads, and the enrollments in its classes follow from it", () => {
  const causes = rootCauses([
    group("enrollment.class.missing", 400),
    group("file.rows.none", 1, "classes.csv"),
  ]);
  assert.deepEqual(codesOf(causes), [["file.rows.none", "enrollment.class.missing"]]);
  assert.equal(causes[0]?.severity, "error");
  assert.equal(causes[0]?.count, 401);
});

test("enrollments wait for the row of their class, which waits for its school", () => {
  const causes = rootCauses([
    group("enrollment.class.left-out", 54),
    group("class.school.missing", 2),
    group("user.org.missing", 9),
  ]);
  assert.deepEqual(codesOf(causes), [
    ["class.school.missing", "enrollment.class.left-out", "user.org.missing"],
  ]);
  assert.equal(causes[0]?.message.what, "orgs.csv does not list schools that 11 rows name");
});

test("one enrollment in a class that is not listed is told as it is", () => {
  const [cause] = rootCauses([group("enrollment.class.missing", 1)]);
  assert.match(cause?.message.what ?? "", /puts somebody in a class that is not listed/);
});

test("rows of one kind tell how many classes they name, and some of their IDs", () => {
  const [cause] = rootCauses([
    { ...group("enrollment.class.missing", 40), names: 3, examples: ["C-3", "C-1", "C-2"] },
  ]);
  assert.equal(cause?.message.what, "classes.csv does not list 3 classes that 40 rows name");
  assert.match(cause?.message.vendorText ?? "", /"C-1", "C-2" and "C-3"/);
});

test("a source never explains what another one lacks", () => {
  const causes = rootCauses([
    group("enrollment.user.missing", 5, undefined, 1),
    group("file.rows.none", 1, "users.csv", 2),
  ]);
  assert.equal(causes.length, 2);
});

test("whatever is found, each finding belongs to one cause, and the order in which it was found changes nothing", () => {
  const codes = Object.keys(findingWords) as FindingCode[];
  const files = ["users.csv", "classes.csv", "enrollments.csv", "export/Orgs.csv", "guardians.csv"];
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = numbersFrom(seed);
    const picked = new Map<string, OpenGroup>();
    for (let at = 0; at < 40; at += 1) {
      const code = codes[random(codes.length)] ?? "row.id.missing";
      const file = random(2) === 0 ? undefined : files[random(files.length)];
      const one = group(code, 1 + random(900), file, 1 + random(2));
      picked.set(`${one.source} ${code} ${one.first.file}`, one);
    }
    const groups = [...picked.values()];
    const causes = rootCauses(groups);
    const total = groups.reduce((sum, { count }) => sum + count, 0);
    assert.equal(
      causes.reduce((sum, { count }) => sum + count, 0),
      total,
    );
    const told = causes.flatMap(({ lead, follows }) => [lead, ...follows]);
    assert.equal(told.length, groups.length);
    assert.equal(new Set(told).size, groups.length);
    for (const { lead, follows, severity, message } of causes) {
      assert.ok([lead, ...follows].some(({ code }) => severityOf(code) === severity));
      assert.ok(message.what.length <= longestWhat);
      assert.equal(message.code, lead.code);
    }
    const shuffled = [...groups].sort(() => random(3) - 1);
    assert.deepEqual(rootCauses(shuffled), causes);
  }
});

/** Numbers that look like chance and are the same for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
