import type { RecordType, SliceKind } from "./entities.ts";

/** What a gate said of a slice. */
export interface SliceGate {
  readonly code: string;
  readonly observed: number;
  readonly limit: number;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A slice of a sealed plan as it is stored: with what the gates said of it, and what became of it. */
export interface JudgedSlice {
  readonly type: RecordType;
  readonly kind: SliceKind;
  readonly schoolId: number;
  readonly part: string;
  readonly changes: number;
  /** Active records of this type in this school before the plan. */
  readonly base: number;
  readonly verdict: "go" | "hold";
  readonly gates: readonly SliceGate[];
  readonly appliedInRun: number | null;
}

/** Whether the slice waits for a person still. */
export function isHeld({ verdict, appliedInRun }: Pick<JudgedSlice, "verdict" | "appliedInRun">): boolean {
  return verdict === "hold" && appliedInRun === null;
}
