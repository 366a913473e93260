import assert from "node:assert/strict";
import { test } from "node:test";
import { startProgress } from "./progress.ts";

test("tells a night job each step in one line, and a stage that begins twice once", () => {
  const lines: string[] = [];
  const progress = startProgress({
    out: () => undefined,
    note: (line) => void lines.push(line),
    isHeard: () => true,
    isWatched: false,
    outWidth: () => 100,
    noteWidth: () => 100,
    strong: (text) => text,
  });
  progress.step({ stage: "collect" });
  progress.step({ stage: "collect", what: "/rosters/oak" });
  progress.step({ stage: "read" });
  progress.step({ stage: "read", what: "users.csv", done: 1, of: 9 });
  progress.step({ stage: "read", what: "users.csv", done: 9, of: 9 });
  progress.step({ stage: "apply" });
  assert.deepEqual(lines, ["Opening the files", "Reading users.csv", "Applying"]);
  assert.equal(progress.stage(), "apply");
});
