import assert from "node:assert/strict";
import { test } from "node:test";
import { findingMessage, gateMessage } from "../message.ts";
import { sampleFinding } from "./sample.ts";

const names = { schoolName: () => "Oak" };

test("one school needs what is held, and two need it", () => {
  const what = (observed: number) =>
    gateMessage(
      {
        ...{ code: "gate.depends.held", verdict: "hold", observed, limit: 0, facts: { base: 3 } },
        slice: { type: "school", schoolId: 0, kind: "addition", part: "" },
      },
      names,
    ).what;
  assert.equal(what(1), "1 school at the district needs what is held, and waits with it");
  assert.equal(what(2), "2 schools at the district need what is held, and wait with it");
});

test("a single file that is no roster is the only one, not none of one", () => {
  const what = (files: number) =>
    findingMessage({ ...sampleFinding("package.files.none"), file: "", facts: { files } }).what;
  assert.equal(what(1), "The only file is not named like a roster file");
  assert.equal(what(4), "None of the 4 files is named like a roster file");
});
