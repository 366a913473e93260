import type { SliceKey } from "../plan/slice.ts";
import type { GateCode } from "./gate-codes.ts";

/**
 * What the gates say of a plan before the first write. A gate that cannot be evaluated holds: it fails closed.
 * `observed` and `limit` are counts of records.
 */
export interface Gate {
  readonly code: GateCode;
  /** undefined: the whole plan. */
  readonly slice: SliceKey | undefined;
  readonly observed: number;
  readonly limit: number;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Which slices of a plan go and which wait, and why. */
export interface Verdict {
  readonly gates: readonly Gate[];
  /** Names of the slices that wait, by `sliceName`. */
  readonly held: ReadonlySet<string>;
  readonly holdsAll: boolean;
}
