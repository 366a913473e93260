import assert from "node:assert/strict";
import { test } from "node:test";
import { startProgress } from "./progress.ts";

test("is not silent while it waits for files to be quiet, and tells a list of many pages once", () => {
  const lines: string[] = [];
  const progress = startProgress({
    ...{ out: () => undefined, note: (line) => void lines.push(line), isHeard: () => true },
    ...{ isWatched: false, outWidth: () => 100, noteWidth: () => 100, strong: (text) => text },
  });
  progress.step({ stage: "collect", what: "the source" });
  progress.step({ stage: "collect", what: "looking into /out" });
  progress.step({ stage: "collect", what: "waiting until the files are quiet, 42 s" });
  for (const page of [1, 2, 3])
    progress.step({ stage: "collect", what: `users, page ${page}`, done: page * 1000 });
  progress.step({ stage: "collect", what: "users.csv", done: 1, of: 9 });
  progress.step({ stage: "read", what: "users.csv" });
  const waiting = "Waiting until the files are quiet, 42 s";
  const told = ["Opening the files", waiting, "Fetching users", "Fetching users.csv", "Reading users.csv"];
  assert.deepEqual(lines, told);
});

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
