import assert from "node:assert/strict";
import { test } from "node:test";
import { readSliceWords } from "./slice-words.ts";
import { UsageError } from "./usage-error.ts";

const schools = [
  { schoolId: 7, name: "Oak Elementary", identifier: "0101" },
  { schoolId: 8, name: "Elm Middle", identifier: "0202" },
];

test("reads what, kind and school in any order, the school by name, number or id", () => {
  assert.deepEqual(readSliceWords("students, removals, oak elementary", schools), {
    ...{ type: "student", kind: "removal", schoolId: 7 },
  });
  assert.deepEqual(readSliceWords("0202,changes", schools), { schoolId: 8, kind: "update" });
  assert.deepEqual(readSliceWords("m-8", schools), { schoolId: 8 });
});

test("says which schools there are where a word means nothing", () => {
  assert.throws(
    () => readSliceWords("pupils", schools),
    (error) => error instanceof UsageError && error.message.includes("Oak Elementary, Elm Middle"),
  );
  assert.throws(() => readSliceWords("students, removals, Oak Elementary, Elm Middle", schools), UsageError);
});
