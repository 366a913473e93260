import assert from "node:assert/strict";
import { test } from "node:test";
import {
  aManifest,
  aPackage,
  codesOf,
  headers,
  readRow,
  readRows,
  rows,
  rowsOf,
  rowWith,
} from "./package-builder.ts";
import { defaultProfile, readPackage } from "./read-package.ts";

const aUser = (cells: Record<string, string>, profile = defaultProfile) => readRow("users", cells, profile);
const anEnrollment = (cells: Record<string, string>, profile = defaultProfile) =>
  readRow("enrollments", cells, profile);

const aDelta = async (cells: Record<string, string>) => {
  const read = await readPackage(
    aPackage({
      "users.csv": `${headers.users}\n${rowWith("users", cells)}\n`,
      "manifest.csv": aManifest("1.1", { users: "delta" }),
    }),
  );
  const [row] = await readRows(read, "users");
  assert.ok(row);
  return { ...row, codes: codesOf(row.diagnostics) };
};

test("Q042 reads a bulk row marked tobedeleted as gone, and says so once a file", async () => {
  const gone = rowWith("users", { status: "tobedeleted", dateLastModified: "2026-11-01" });
  const [first, second] = await rowsOf("users", `${headers.users}\n${gone}\n${gone.replace("S-1", "S-2")}\n`);
  assert.equal(first?.record?.status, "tobedeleted");
  assert.deepEqual(codesOf(first?.diagnostics ?? []), ["row.status.deleted-in-bulk"]);
  assert.equal(second?.record?.status, "tobedeleted");
  assert.deepEqual(second?.diagnostics, []);
});

test("Q042 minds no other status in a bulk file", async () => {
  const { record, codes } = await aUser({ status: "withdrawn" });
  assert.equal(record?.status, "active");
  assert.deepEqual(codes, []);
});

test("Q043 leaves a delta row without status out, and says which", async () => {
  const { record, sourcedId, codes } = await aDelta({ status: "" });
  assert.equal(record, undefined);
  assert.equal(sourcedId, "S-1");
  assert.deepEqual(codes, ["row.status.missing"]);
});

for (const [written, status] of [
  ["toBeDeleted", "tobedeleted"],
  ["INACTIVE", "tobedeleted"],
  ["Active", "active"],
] as const) {
  test(`Q044 reads ${written} for ${status}`, async () => {
    const { record, codes } = await aDelta({ status: written });
    assert.equal(record?.status, status);
    assert.deepEqual(codes, []);
  });
}

test("Q044 leaves a delta row out whose status is no known word", async () => {
  const { record, codes } = await aDelta({ status: "gone" });
  assert.equal(record, undefined);
  assert.deepEqual(codes, ["row.status.unknown"]);
});

for (const written of ["2021-06-23", "2017-05-06 08:01:05", "1/05/2023", "yesterday"]) {
  test(`Q045 reads past dateLastModified written as ${written}`, async () => {
    assert.deepEqual((await aUser({ dateLastModified: written })).codes, []);
  });
}

test("Q046 leaves a US date out, and reads it once the district says so", async () => {
  const cells = { beginDate: "8/27/2018", endDate: "12/20/2018" };
  const strict = await anEnrollment(cells);
  assert.equal(strict.record?.beginDate, "");
  assert.deepEqual(strict.codes, ["value.date.unreadable", "value.date.unreadable"]);
  assert.deepEqual(strict.diagnostics[0]?.facts, { written: "9/99/9999" });
  const us = await anEnrollment(cells, { ...defaultProfile, dates: "mdy" });
  assert.equal(us.record?.beginDate, "2018-08-27");
  assert.equal(us.record?.endDate, "2018-12-20");
  assert.deepEqual(us.codes, []);
});

for (const written of [
  "8/27/18",
  "43339",
  "2026-02-30",
  "2026-13-01",
  "27/08/2018",
  "0000-01-01",
  "2026-8-5",
]) {
  test(`Q046 never guesses what ${written} means`, async () => {
    const { record, codes } = await anEnrollment({ beginDate: written }, { ...defaultProfile, dates: "mdy" });
    assert.equal(record?.beginDate, "");
    assert.deepEqual(codes, ["value.date.unreadable"]);
  });
}

test("Q046 reads the day of a leap year and the date in front of a time", async () => {
  const { record } = await anEnrollment({ beginDate: "2024-02-29", endDate: "2024-06-10T00:00:00.000Z" });
  assert.equal(record?.beginDate, "2024-02-29");
  assert.equal(record?.endDate, "2024-06-10");
});

for (const [written, enabled, codes] of [
  ["TRUE", true, []],
  ["False", false, []],
  ["1", true, ["value.boolean.unusual"]],
  ["no", false, ["value.boolean.unusual"]],
] as const) {
  test(`Q047 reads ${written} for ${enabled}`, async () => {
    const read = await aUser({ enabledUser: written });
    assert.equal(read.record?.enabledUser, enabled);
    assert.deepEqual(read.codes, codes);
  });
}

test("Q047 leaves a user out when nobody can say whether she may sign in", async () => {
  const { record, codes } = await aUser({ enabledUser: "perhaps" });
  assert.equal(record, undefined);
  assert.deepEqual(codes, ["user.enabled.unreadable"]);
});

test("Q048 keeps several primary teachers of a class, or none", async () => {
  const teacher = (id: string, primary: string) =>
    rowWith("enrollments", { sourcedId: id, role: "teacher", primary });
  const text = [headers.enrollments, teacher("E-1", "true"), teacher("E-2", "true"), teacher("E-3", "")].join(
    "\n",
  );
  const read = await rowsOf("enrollments", text);
  assert.deepEqual(
    read.map(({ record }) => record?.primary),
    [true, true, false],
  );
  assert.ok(read.every(({ diagnostics }) => diagnostics.length === 0));
});

test("Q049 takes a blank enabledUser for true, told once, and a missing column likewise", async () => {
  const blank = rowWith("users", { enabledUser: "" });
  const read = await rowsOf("users", `${headers.users}\n${blank}\n${blank.replace("S-1", "S-2")}\n`);
  assert.deepEqual(
    read.map(({ record, diagnostics }) => [record?.enabledUser, codesOf(diagnostics)]),
    [
      [true, ["user.enabled.missing"]],
      [true, []],
    ],
  );
  const lean = await readPackage(
    aPackage({
      "users.csv": `${headers.users.replace("enabledUser,", "")}\n${rows.users.replace("true,", "")}\n`,
    }),
  );
  assert.ok(codesOf(lean.diagnostics).includes("file.column.defaulted"));
  assert.equal((await readRows(lean, "users"))[0]?.record?.enabledUser, true);
});

for (const [written, grades] of [
  ["5", ["05"]],
  [" 09", ["09"]],
  ["K", ["KG"]],
  ["Kinder", ["KG"]],
  ["PreK", ["PK"]],
  ["TK", ["TK"]],
  ["-1", ["PK"]],
  ["-2", ["PR"]],
  ["0", ["KG"]],
  ["13", ["13"]],
  ["ug", ["UG"]],
  ["Other", ["Other"]],
  ["1st", ["01"]],
  ["Grade 7", ["07"]],
] as const) {
  test(`Q050 reads grade ${JSON.stringify(written)} for ${grades.join()}`, async () => {
    const { record, codes } = await aUser({ grades: written });
    assert.deepEqual(record?.grades, grades);
    assert.deepEqual(codes, []);
  });
}

test("Q050 reads grades spelt as words, as servers with lists of descriptors send them", async () => {
  const { record, codes } = await aUser({ grades: "Second grade,Twelfth Grade,Kindergarten" });
  assert.deepEqual(record?.grades, ["KG", "02", "12"]);
  assert.deepEqual(codes, []);
});

test("Q050 keeps the student whose grade nobody knows", async () => {
  const { record, codes, diagnostics } = await aUser({ grades: "Freshman" });
  assert.equal(record?.sourcedId, "S-1");
  assert.deepEqual(record?.grades, []);
  assert.deepEqual(codes, ["value.grade.unknown"]);
  assert.equal(diagnostics[0]?.facts.written, "Freshman");
});

test("Q051 sorts several grades as school years go, each once", async () => {
  const { record } = await aUser({ grades: "11,09,10,9,K" });
  assert.deepEqual(record?.grades, ["KG", "09", "10", "11"]);
});

test("Q052 reads a class's catch-all grade for the class alone", async () => {
  const read = await readPackage(
    aPackage({
      "classes.csv": `${headers.classes}\n${rowWith("classes", { grades: "0" })}\n`,
      "users.csv": `${headers.users}\n${rowWith("users", { grades: "" })}\n`,
    }),
  );
  assert.deepEqual((await readRows(read, "classes"))[0]?.record?.grades, ["KG"]);
  assert.deepEqual((await readRows(read, "users"))[0]?.record?.grades, []);
});

test("Q060 reads words of a list without case and leaves the capitals of names alone", async () => {
  const [cls] = await rowsOf(
    "classes",
    `${headers.classes}\n${rowWith("classes", { classType: "Homeroom", title: "MATH 5" })}\n`,
  );
  assert.equal(cls?.record?.classType, "homeroom");
  assert.equal(cls?.record?.title, "MATH 5");
  const [org] = await rowsOf("orgs", `${headers.orgs}\n${rowWith("orgs", { type: "SCHOOL" })}\n`);
  assert.equal(org?.record?.type, "school");
});
