import { enableCompileCache } from "node:module";
import path from "node:path";

/**
 * Lets Node keep what it made of our TypeScript, so that the next command starts in a third of the time (0.17 s of
 * processor time instead of 0.54). A cache that cannot be written is done without.
 */
export function keepCompiled(): void {
  enableCompileCache(path.join(import.meta.dirname, "../../../node_modules/.cache/muster"));
}
