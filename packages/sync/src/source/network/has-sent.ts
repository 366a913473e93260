import { setImmediate } from "node:timers/promises";

/**
 * Comes back once what was sent is on its way.
 *
 * @NOTE Node sends a request over a kept connection when the event loop turns; whoever works on without a pause holds it
 * up.
 */
export function hasSent(): Promise<void> {
  return setImmediate();
}
