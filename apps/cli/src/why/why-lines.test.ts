import assert from "node:assert/strict";
import { test } from "node:test";
import type { SaidRow } from "@muster/rules/model/why.ts";
import { linesShown } from "@muster/rules/report/why/why-words.ts";
import type { ChangeLine } from "@muster/sync/directory/change-line.ts";
import type { WhyAnswer } from "@muster/sync/directory/why.ts";

import { droppedLines, whyLines } from "./why-lines.ts";

const takenAt = "2026-09-02T03:00:00Z";
const row: SaidRow = {
  ...{ sourceId: 1, source: "Uploaded files", sourcedId: "e3", file: "enrollments.csv", line: 4 },
  ...{ snapshotId: 2, takenAt, isNewest: true, isRead: true, isDeleted: false },
};
const error = {
  ...{ code: "enrollment.class.missing", severity: "error", file: "enrollments.csv", line: 4 },
  ...{ sourcedId: "e3", facts: { classSourcedId: "C99" } },
};
const math = { kind: "classroom", id: 7, name: "Math", detail: "", sourcedIds: ["C1"] } as const;
const ben: Extract<WhyAnswer, { readonly kind: "person" }> = {
  kind: "person",
  subject: { kind: "person", id: 12, name: "Ben Birch", detail: "student", sourcedIds: ["ben"] },
  person: {
    ...{ id: 12, givenName: "Ben", middleName: "", familyName: "Birch", email: "", mobile: "" },
    ...{ homePhone: "", language: "", username: "ben", studentNumber: "", hasSignedIn: false },
    ...{ origin: "synced", roles: [], memberships: [], guardianships: [] },
  },
  ...{ links: [], journal: [], waiting: [], membership: undefined, classroom: undefined, field: undefined },
};
const planned: ChangeLine = {
  ...{ ordinal: 1, type: "membership", action: "create", schoolId: 1, standing: "stale" },
  ...{ appliedInRun: null, appliedAt: null, operator: null, approvedBy: null, approvedFor: null },
  ...{ planHash: "abcdefabcdefabcdef", gates: ["gate.additions.many"], before: null, after: {} },
  ...{ reason: "listed", file: "enrollments.csv", line: 4, sourcedIds: [], role: "student" },
  names: { subject: "Ben Birch", other: "Math" },
};

test("Ben's place in Math that only an older row carries is told with the error that spoilt the new one", () => {
  const membership = {
    ...{
      classroom: math,
      isThere: true,
      memberships: [],
      unfed: undefined,
      dropped: undefined,
      journal: [],
      waiting: [],
    },
    ...{ rows: [{ ...row, isNewest: false }], errors: [error] },
  };
  const text = whyLines({ ...ben, membership }, "").join("\n");
  assert.match(text, /Ben Birch is in Math\./);
  assert.match(text, /In the newest files its row was left out, and what it fed before stays/);
  assert.match(text, /\[enrollment\.class\.missing\]/);
});

test("the error for which a person's own row was left out is told under its ID", () => {
  const link = { sourceId: 1, source: "Uploaded files", sourcedId: "ben", origin: "synced", row } as const;
  const text = whyLines({ ...ben, links: [{ ...link, errors: [error] }] }, "").join("\n");
  assert.match(text, /row 4 of enrollments\.csv, ID e3|enrollments\.csv, row 4, ID e3/);
});

test("an ID that no row bears is told with the files that were looked at, and with the row that names it", () => {
  const searched = [
    { source: "Uploaded files", takenAt, files: ["classes.csv"], notKept: ["users.csv"], isDelta: true },
  ];
  const table = "enrollments";
  const text = whyLines(
    {
      ...{ kind: "unknown", written: "C99" },
      absent: [
        {
          ...{ of: "class", sourceId: undefined, sourcedId: "C99", name: "", rows: [], names: {} },
          dropped: { step: "not-listed", searched },
          ...{ named: [{ table, row, column: "classSourcedId", names: {}, errors: [error] }], namedCount: 3 },
        },
      ],
    },
    "",
  ).join("\n");
  assert.match(text, /No row has it as its ID in classes\.csv of the newest files of Uploaded files/);
  assert.match(text, /Not looked at, for it is no longer kept: users\.csv/);
  assert.match(text, /These files bring only what changed\./);
  assert.match(text, /row 4 of enrollments\.csv.* names it as classSourcedId, and was left out/);
  assert.match(text, /and 2 more rows name it/);
});

test("a plan that the directory has moved past is not proposed for approval", () => {
  const text = droppedLines({ step: "planned-stale", line: planned }, "").join("\n");
  assert.match(text, /held: gate\.additions\.many/);
  assert.match(text, /The next sync plans it anew/);
  assert.doesNotMatch(text, /npx muster apply/);
});

test("a list of namesakes that was cut off says that there may be more", () => {
  const several = { kind: "several", written: "Ana", choices: [ben.subject, math] } as const;
  assert.match(whyLines({ ...several, isCut: true }, "").join("\n"), /the first 2; there may be more/);
  assert.doesNotMatch(whyLines({ ...several, isCut: false }, "").join("\n"), /there may be more/);
});

test("among several districts the command that lets a change through names the one meant", () => {
  const text = droppedLines({ step: "held", line: { ...planned, standing: "held" } }, ' --district "Elm"');
  assert.match(text.join("\n"), /npx muster apply abcdefabcdef --approve --reason "why" --district "Elm"$/);
});

test("a history that fills its list says that there may be more", () => {
  const journal = Array.from({ length: linesShown }, () => planned);
  assert.match(
    whyLines({ ...ben, journal }, "").join("\n"),
    /newest first \(the first 20; there may be more\):/,
  );
  assert.match(whyLines({ ...ben, journal: [planned] }, "").join("\n"), /newest first:/);
});

test("the ID of an enrollment leads to the question about its person and its class", () => {
  const names = { userSourcedId: "ben", classSourcedId: "C 1" };
  const one = { of: "enrollment", sourceId: 1, sourcedId: "e3", name: "", rows: [row], names } as const;
  const absent = [{ ...one, dropped: { step: "row-read" }, named: [], namedCount: 0 }] as const;
  const text = whyLines({ kind: "unknown", written: "e3", absent }, "").join("\n");
  assert.match(text, /It puts ben into C 1: {2}npx muster why ben --class "C 1"$/);
});
