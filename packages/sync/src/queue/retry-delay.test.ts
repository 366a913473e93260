import assert from "node:assert/strict";
import { test } from "node:test";
import { afterFailure, mostAttempts } from "./retry-delay.ts";

test("a refused password is not tried again by itself", () => {
  assert.equal(afterFailure("never", 1, 0.5), "give-up");
});

test("a server that is down is asked again after 1, 2, 4, 8 and 16 minutes, then no more", () => {
  const waits = [1, 2, 3, 4, 5, 6].map((attempts) => afterFailure("later", attempts, 0.5));
  const seconds = waits.map((wait) => (wait === "give-up" ? wait : wait.waitSeconds));
  assert.deepEqual(seconds, [60, 120, 240, 480, 960, "give-up"]);
  assert.equal(mostAttempts, 6);
});

test("two changes that met try again within seconds, at different moments", () => {
  const [soon, late] = [afterFailure("now", 1, 0), afterFailure("now", 1, 0.999)];
  assert.deepEqual([soon, late], [{ waitSeconds: 3 }, { waitSeconds: 5 }]);
});
