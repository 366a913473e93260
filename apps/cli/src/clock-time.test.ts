import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

/** A process of its own: the time zone of a process is that of its surroundings. */
function clockTimeIn(zone: string): string {
  const program = `const { clockTime } = await import(${JSON.stringify(import.meta.resolve("./clock-time.ts"))});
    process.stdout.write(clockTime("2026-11-22T03:54:10Z"))`;
  const env = { PATH: process.env.PATH, TZ: zone };
  return spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8", env })
    .stdout;
}

test("tells a time with the zone it is meant in", () => {
  assert.equal(clockTimeIn("UTC"), "2026-11-22 03:54 UTC");
  assert.equal(clockTimeIn("Europe/Berlin"), "2026-11-22 04:54 +01:00");
  assert.equal(clockTimeIn("America/St_Johns"), "2026-11-22 00:24 -03:30");
});
