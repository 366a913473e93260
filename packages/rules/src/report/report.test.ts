import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding, FindingCode } from "../check/finding.ts";
import { severityOf } from "../check/finding.ts";
import type { Gate } from "../gate/verdict.ts";
import { type RecordType, recordTypes } from "../model/entities.ts";
import type { Counts } from "../plan/tally.ts";
import { type ReportInput, reportLines } from "./report.ts";

const hash = "8f3a12b4c5d6".padEnd(64, "0");

function counts(some: Partial<Record<RecordType, Partial<Counts[RecordType]>>>): Counts {
  const none = { create: 0, update: 0, archive: 0, restore: 0, keep: 0 };
  return Object.fromEntries(recordTypes.map((type) => [type, { ...none, ...some[type] }])) as Counts;
}

function found(code: FindingCode, line: number, facts: Finding["facts"]): Finding {
  const place = { file: "enrollments.csv", line, record: line - 1, column: undefined, sourcedId: undefined };
  return { code, severity: severityOf(code), ...place, facts };
}

function held(observed: number, schoolId: number): Gate {
  const slice = { type: "student", schoolId, kind: "removal", part: "" } as const;
  return { code: "gate.removals.many", slice, observed, limit: 6, facts: { base: 64 } };
}

const nothingFound: ReportInput["findings"] = { total: 0, bySeverity: {}, byCode: {}, first: [] };
const quiet: ReportInput = {
  ...{ district: "Oak", outcome: "no_changes", run: 6, plan: undefined, gates: [], applied: 0, held: 0 },
  ...{
    schoolNames: new Map([
      [1, "Lincoln"],
      [2, "Riverside"],
    ]),
    findings: nothingFound,
    timings: { collect: 31 },
  },
};
const tuesday = counts({
  school: { keep: 3 },
  student: { create: 12, update: 4, archive: 22, keep: 12_408 },
  membership: { create: 40, archive: 61, keep: 212_408 },
});
const tuesdaysFindings: ReportInput["findings"] = {
  total: 5,
  bySeverity: { blocking: 0, error: 1, warning: 2, info: 2 },
  byCode: { "enrollment.class.missing": 1, "enrollment.role.synonym": 2, "user.school.none": 2 },
  first: [
    found("enrollment.class.missing", 812, { classSourcedId: "C-9999" }),
    found("enrollment.role.synonym", 20, { written: "co-teacher", role: "teacher" }),
    found("enrollment.role.synonym", 21, { written: "aide", role: "teacher" }),
    found("user.school.none", 9, { role: "student" }),
  ],
};

test("tells a Tuesday on which one school's leavers wait, on one screen", () => {
  const lines = reportLines({
    ...quiet,
    ...{ outcome: "partly_applied", run: 7, plan: { hash, counts: tuesday }, applied: 120, held: 19 },
    ...{ gates: [held(19, 1)], findings: tuesdaysFindings, timings: { read: 900, plan: 240, apply: 110 } },
  });
  assert.deepEqual(lines, [
    "Partly applied: 120 changes are done, 19 wait for you.",
    "District Oak, run 7, 1.3 seconds",
    "",
    "The plan, of which 120 of 139 changes are done:",
    "                        added   changed      gone      back unchanged",
    "  schools                   0         0         0         0         3",
    "  students                 12         4        22         0    12,408",
    "  class memberships        40         0        61         0   212,408",
    "",
    "Waiting for a person:",
    "  19 students (29.7 %) would leave Lincoln; at most 6 may  [gate.removals.many]",
    "      Ask the school whether so many are really gone. If it is right, approve the plan. If not,",
    "      leave it: nothing of it happens, and the next files bring a new plan.",
    "",
    "Findings: 1 error, 2 warnings and 2 notes",
    "  error   Row 812 of enrollments.csv puts somebody in a class that is not listed",
    "          [enrollment.class.missing]",
    "          enrollments.csv, row 812 (record 811)",
    '          Look for the class "C-9999". If it exists, ask for it to be exported.',
    '  warning enrollments.csv says "co-teacher"; Muster takes it as teacher (and 1 more)',
    "          [enrollment.role.synonym]",
    "          enrollments.csv, row 20 (record 19); and 1 more",
    "          Nothing has to be done if it is what you mean.",
    "  … and 1 more kind",
    "",
    'To approve what waits:  npx muster apply 8f3a12b4c5d6 --approve --reason "why"',
    "To refuse, do nothing: what waits is not done, and the next files bring a new plan.",
    "To read all 5 findings:  npx muster run report 7",
  ]);
});

test("fits what waits and what was found into a narrow terminal", () => {
  const input = { ...quiet, outcome: "held" as const, plan: { hash, counts: tuesday }, held: 139 };
  const gates = [held(1_284_000, 1), { ...held(10, 2), code: "gate.depends.held" as const }];
  const text = reportLines({ ...input, gates }, 60).filter((line) => line.startsWith("   "));
  assert.ok(text.length > 0);
  assert.deepEqual(
    text.filter((line) => line.length > 60 && !line.includes("unchanged")),
    [],
  );
  assert.ok(reportLines({ ...input, gates }).length < reportLines({ ...input, gates }, 60).length);
});

test("says in one line that the files are those of yesterday", () => {
  assert.deepEqual(reportLines(quiet), [
    "No changes: the roster is already as the files say.",
    "District Oak, run 6",
  ]);
});

test("names what was applied, the people first, and how to take it back", () => {
  const lines = reportLines({ ...quiet, outcome: "applied", plan: { hash, counts: tuesday }, applied: 139 });
  assert.equal(
    lines[0],
    "Applied: 12 students added, 22 students left, 4 students changed and 101 other changes.",
  );
  assert.equal(lines.at(-1), "To take this back:  npx muster undo 6");
});

test("refuses files in full words, and says that nothing was changed", () => {
  const cut = {
    ...found("row.cells.few", 48_211, { cells: 3, columns: 12 }),
    code: "file.quote.unclosed" as const,
  };
  const lines = reportLines({
    ...{ ...quiet, outcome: "rejected_input" },
    findings: {
      ...{ total: 3, bySeverity: { blocking: 1, warning: 2 }, byCode: { "file.quote.unclosed": 1 } },
      first: [{ ...cut, severity: "blocking", facts: { linesSwallowed: 120 } }],
    },
  });
  assert.equal(lines[0], "Not accepted: enrollments.csv has a quotation mark that is never closed.");
  assert.ok(lines.includes("    What we did   Nothing was changed."));
  assert.ok(lines.some((line) => line.startsWith("    To send them  ")));
  assert.ok(lines.includes("… and 2 other findings"));
});

test("advises against approving a plan in which everybody has a new ID", () => {
  const rekeyed: Gate = {
    ...{ code: "gate.ids.rekeyed", slice: undefined, observed: 60, limit: 19 },
    facts: { people: 64, before: "S-1", now: "9f" },
  };
  const lines = reportLines({
    ...{ ...quiet, outcome: "held", plan: { hash, counts: tuesday }, held: 139 },
    gates: [held(19, 1), rekeyed],
  });
  assert.equal(lines[0], "Waiting for you: 139 changes. Nothing has been changed.");
  const first = lines.indexOf("Waiting for a person:") + 1;
  assert.match(lines[first] ?? "", /60 of 64 people have a new ID/);
  assert.ok(lines.some((line) => line.startsWith("To approve against this advice:")));
});

test("counts the schools of a roll-over instead of listing sixty of them", () => {
  const gates = Array.from({ length: 60 }, (_, at) => held(100 + at, at + 1));
  const lines = reportLines({ ...quiet, outcome: "held", plan: { hash, counts: tuesday }, held: 139, gates });
  assert.ok(lines.includes("  … and 57 more like it"));
  assert.match(
    lines[lines.indexOf("Waiting for a person:") + 1] ?? "",
    /159 students .* would leave school 60/,
  );
  assert.ok(lines.length < 25);
});

test("shows of a plan alone how to apply the part that is not held", () => {
  const planned: ReportInput = {
    ...quiet,
    outcome: "held",
    plan: { hash, counts: tuesday },
    held: 139,
    isPlanOnly: true,
  };
  assert.equal(reportLines(planned).at(-1), "To apply this plan:  npx muster apply 8f3a12b4c5d6");
  assert.match(reportLines(planned)[0] ?? "", /^Planned: 12 students added.*Nothing has been changed\.$/);
  const withHold = reportLines({ ...planned, toConfirm: 139, gates: [held(19, 1)] });
  assert.ok(
    withHold.includes(
      'To approve what waits:  npx muster apply 8f3a12b4c5d6 --approve --reason "why" --confirm 139',
    ),
  );
  assert.ok(withHold.includes("To apply what is not held:  npx muster apply 8f3a12b4c5d6"));
});

test("keeps every line within the terminal, however bad the day", () => {
  const codes: readonly FindingCode[] = ["row.id.missing", "class.school.missing", "value.date.unreadable"];
  const first = codes.map((code) => ({
    ...found(code, 123_456, {}),
    file: `exports/${"nightly-".repeat(4)}users.csv`,
  }));
  const byCode = Object.fromEntries(codes.map((code) => [code, 212_408]));
  const findings = { total: 637_224, bySeverity: { error: 424_816, warning: 212_408 }, byCode, first };
  const gates = [held(1_284_000, 1), { ...held(10, 2), code: "gate.depends.held" as const }];
  const plan = { hash, counts: tuesday };
  const lines = reportLines({
    ...quiet,
    outcome: "partly_applied",
    plan,
    gates,
    findings,
    applied: 1_000_000,
    held: 3,
  });
  assert.deepEqual(
    lines.filter((line) => line.length > 100),
    [],
  );
  assert.ok(lines.length <= 40);
});

test("takes the command's own word for what comes next", () => {
  const lines = reportLines({ ...quiet, outcome: "held", next: ["To do it:  npx muster undo 6 --apply"] });
  assert.equal(lines.at(-1), "To do it:  npx muster undo 6 --apply");
});

test("tells of an approval what it did, not what was done of the plan before", () => {
  const done = counts({ student: { archive: 11, keep: 170 }, guardian: { archive: 7, keep: 200 } });
  const lines = reportLines({
    ...{ ...quiet, outcome: "applied", plan: { hash, counts: tuesday }, applied: 18 },
    done,
  });
  assert.equal(lines[0], "Applied: 11 students left and 7 guardians left.");
  assert.ok(lines.some((line) => /^ {2}students +0 +0 +11 +0 +170$/.test(line)));
  assert.ok(!lines.some((line) => line.includes("class memberships")));
});

test("says nothing of waiting once everything is done, whatever the gates had held", () => {
  const lines = reportLines({
    ...{ ...quiet, outcome: "applied", plan: { hash, counts: tuesday }, applied: 139 },
    gates: [held(19, 1)],
  });
  assert.ok(!lines.some((line) => line.startsWith("Waiting")));
});

test("says of an undo with nothing left that there is nothing to take back", () => {
  assert.equal(
    reportLines({ ...quiet, undoes: 4 })[0],
    "Nothing of run 4 is left to take back. Nothing has been changed.",
  );
});
