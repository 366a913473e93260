import { copyHash } from "../database/copy-text.ts";

/** The lines of a COPY of hashes alone. */
export function* hashLines(packed: Uint32Array): Generator<string> {
  for (let at = 0; at < packed.length; at += 4) yield `${copyHash(packed, at)}\n`;
}
