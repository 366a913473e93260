import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sighting } from "@muster/sync/source/source.ts";
import { sightingLines } from "./source-lines.ts";

const sighting: Sighting = {
  ...{ connectedTo: "Maple Valley USD", files: [], counts: {}, notShared: [], oversharing: [], seen: {} },
  schools: [
    { sourcedId: "0004", name: "Oak Elementary", students: 412, teachers: 31, classes: 64 },
    { sourcedId: "0007", name: "Elm Middle" },
  ],
};

test("a look is printed with what was counted at each school, and why where nothing was", () => {
  const lines = sightingLines({ ...sighting, uncounted: { schools: 1, because: "many" } });
  assert.deepEqual(lines.slice(1, 4), [
    "Schools: 2",
    "  0004  Oak Elementary  (412 students, 31 teachers, 64 classes)",
    "  0007  Elm Middle",
  ]);
  assert.match(lines[4] ?? "", /^Not counted at 1 school: of a large district/);
});
