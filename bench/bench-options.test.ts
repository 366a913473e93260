import assert from "node:assert/strict";
import { test } from "node:test";
import { readOptions } from "./bench-options.ts";

test("rows may be asked for one by one or in a list, and row 6 brings the full size along", () => {
  assert.deepEqual(readOptions(["--only", "2,4", "--only", "5"]).only, [2, 4, 5]);
  assert.equal(readOptions(["--only", "2"]).isFull, false);
  assert.equal(readOptions(["--only", "6"]).isFull, true);
  assert.deepEqual(readOptions([]), {
    ...{ only: [], runs: undefined, isFull: false, keeps: false, json: undefined },
  });
});

test("refuses rows and repetitions that are none", () => {
  assert.throws(() => readOptions(["--only", "8"]), /rows 1 to 7/);
  assert.throws(() => readOptions(["--runs", "0"]), /from 1 on/);
  assert.throws(() => readOptions(["--fast"]), /--fast/);
});
