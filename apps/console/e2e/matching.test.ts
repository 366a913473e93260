import assert from "node:assert/strict";
import { test } from "node:test";
import { type Chosen, keyOfTheirs, matchesBySource } from "../src/pages/sources/matching.ts";

test("asks of each source for what was chosen there, also where two sources give the same ID", () => {
  const open = [
    { source: 1, sourcedId: "S1" },
    { source: 2, sourcedId: "S1" },
    { source: 1, sourcedId: "S2" },
    { source: 1, sourcedId: "S3" },
  ];
  const [first, second, third] = open.map(keyOfTheirs);
  const chosen = new Map<string, Chosen>([
    [first ?? "", 7],
    [second ?? "", "new"],
    [third ?? "", "new"],
  ]);
  assert.deepEqual(matchesBySource(open, chosen), [
    { source: 1, links: [{ sourcedId: "S1", record: 7 }], sourcedIds: ["S2"] },
    { source: 2, links: [], sourcedIds: ["S1"] },
  ]);
});
