import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../check/finding.ts";
import type { Gate } from "../gate/verdict.ts";
import { faultMessage, findingMessage, gateMessage } from "./message.ts";
import { messageText, reportWidth } from "./message-text.ts";

const unknownClass: Finding = {
  ...{ code: "enrollment.class.missing", severity: "error", file: "enrollments.csv", line: 812, record: 811 },
  ...{ column: undefined, sourcedId: "E-4711", facts: { classSourcedId: "C-9999" } },
};

test("tells of one row that names an unknown class what happened, where, and what to send the vendor", () => {
  assert.deepEqual(findingMessage(unknownClass), {
    what: "Row 812 of enrollments.csv puts somebody in a class that is not listed",
    did: "Muster leaves the row out. Everybody who was in a class stays there.",
    where: "enrollments.csv, row 812 (record 811), ID E-4711",
    cause:
      "classes.csv does not list the class: most likely it ended, or the two files were exported by different rules.",
    fix: 'Look for the class "C-9999". If it exists, ask for it to be exported.',
    code: "enrollment.class.missing",
    owner: "sis-vendor",
    vendorText:
      "enrollments.csv names the class C-9999, which is not in classes.csv. Please export both by the same rules. Place: enrollments.csv, line 812 (data record 811), sourcedId E-4711.",
  });
});

test("tells of 340 such rows at once, and still names the first", () => {
  const message = findingMessage(unknownClass, { count: 340, files: ["enrollments.csv"] });
  assert.equal(message.what, "340 rows of enrollments.csv put somebody in a class that is not listed");
  assert.equal(message.where, "enrollments.csv, row 812 (record 811), ID E-4711; and 339 more");
  assert.match(message.vendorText ?? "", /First place: enrollments\.csv, line 812 .*\. 340 places in all\.$/);
});

test("does not pin rows of several files on the first of them", () => {
  const noId: Finding = { ...unknownClass, code: "row.id.missing", sourcedId: undefined, facts: {} };
  const three = findingMessage(noId, { count: 9, files: ["users.csv", "a/classes.csv", "enrollments.csv"] });
  assert.equal(three.what, "9 rows of 3 files have no ID");
  assert.match(three.where, /and 8 more in users\.csv, a\/classes\.csv and enrollments\.csv$/);
  assert.equal(findingMessage(noId, { count: 9, files: [] }).what, "9 rows have no ID");
});

test("says with figures which students a hold is about, and at which school", () => {
  const gate: Gate = {
    ...{ code: "gate.removals.many", observed: 1284, limit: 1234, facts: { base: 12_345 } },
    slice: { type: "student", schoolId: 3, kind: "removal", part: "" },
  };
  const message = gateMessage(gate, { schoolName: (id) => (id === 3 ? "Lincoln" : "") });
  assert.equal(message.what, "1,284 students (10.4 %) would leave Lincoln; at most 1,234 may");
  assert.equal(message.where, "Lincoln: students, removals");
  assert.match(message.did, /wait for a person/);
  assert.match(message.fix, /approve the plan\. If not, leave it/);
  assert.match(
    message.vendorText ?? "",
    /no longer lists 1,284 students of Lincoln, of 12,345 it listed before/,
  );
});

test("speaks of the district where guardians belong to no school", () => {
  const gate: Gate = {
    ...{ code: "gate.removals.many", observed: 1, limit: 0, facts: { base: 2 } },
    slice: { type: "guardian", schoolId: 0, kind: "removal", part: "" },
  };
  const message = gateMessage(gate, { schoolName: () => assert.fail("no school to name") });
  assert.equal(message.what, "1 guardian (50 %) would leave the district; at most 0 may");
});

test("prints a message for a terminal of 100 columns, the parts in their order", () => {
  const gate: Gate = {
    ...{ code: "gate.ids.zeros-lost", slice: undefined, observed: 11_902, limit: 124 },
    facts: { before: "00417", now: "417", people: 12_408 },
  };
  assert.deepEqual(messageText(gateMessage(gate, { schoolName: () => "" })), [
    '11,902 IDs lost their leading zeros: "00417" is now "417"  [gate.ids.zeros-lost]',
    "    What we did   Nothing was changed. The whole plan waits, because here an addition can do as much",
    "                  harm as a removal.",
    "    Where         the whole plan",
    "    Likely cause  A spreadsheet program opened and saved the file, and took the IDs for numbers.",
    "    What to do    Do not approve this plan. Send the files as they were exported, without opening",
    "                  them in a spreadsheet program.",
    "    Who can       whoever exports and sends the files",
    "    To send them  Leading zeros are missing: 00417 arrives as 417, 11,902 times. IDs are text;",
    "                  please export them unchanged.",
  ]);
});

test("fits a message into a narrow terminal, and does not stretch it over a wide one", () => {
  const message = faultMessage({ code: "storage.path.forbidden", facts: { path: "home", code: "EACCES" } });
  const longest = (columns: number | undefined) =>
    Math.max(...messageText(message, reportWidth(columns)).map((line) => line.length));
  assert.ok(longest(60) <= 60);
  assert.ok(longest(60) > 50);
  assert.ok(longest(200) <= 100);
  assert.deepEqual([undefined, 0, 10, 80, 200].map(reportWidth), [100, 100, 40, 80, 100]);
});

test("never cuts a path in two, however narrow the terminal", () => {
  const path = `exports/${"very-long-folder/".repeat(8)}users.csv`;
  const lines = messageText(faultMessage({ code: "source.path.missing", facts: { path } }));
  assert.equal(lines.filter((line) => line.endsWith(path)).length, 2);
  assert.equal(lines.filter((line) => line.length > 100 && !line.endsWith(path)).length, 0);
});

test("still says something when a fault has no words yet", () => {
  const message = faultMessage({ code: "moon.phase.wrong", facts: {} });
  assert.equal(message.code, "moon.phase.wrong");
  assert.equal(message.owner, "us");
  assert.equal(faultMessage({ code: "toString", facts: {} }).owner, "us");
});
