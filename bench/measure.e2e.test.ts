import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { openBenchServer } from "./bench-server.ts";
import { scaledD50 } from "./district-scale.ts";
import { measureDays } from "./measure.ts";

test("a district's day is applied by Muster and by the floor, and the same day again changes nothing", async () => {
  const server = await openBenchServer(undefined, false);
  try {
    const measured = await measureDays(
      server,
      {
        ...{
          group: "small",
          plan: scaledD50(0.02),
          days: [{ label: "a day", day: { seed: 1, shareChanged: 0.01 } }],
        },
        ...{ again: true, shuffled: true },
      },
      () => undefined,
    );
    const [day] = measured.days.get("a day") ?? [];
    assert.ok(day !== undefined && day.muster.changes > 50 && day.floor.changes > 50);
    assert.ok(day.muster.peakMiB > 20 && day.muster.ms < day.muster.processMs);
    assert.deepEqual(
      [...measured.again, ...measured.shuffled].map(({ muster }) => muster.changes),
      [0, 0],
    );
  } finally {
    await server.close();
  }
  assert.equal(existsSync(server.folder), false);
});
