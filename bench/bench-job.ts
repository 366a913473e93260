import type { Outcome } from "@muster/rules/model/outcome.ts";
import type { DayPlan } from "@muster/sandbox/day.ts";
import type { DistrictPlan } from "@muster/sandbox/district-plan.ts";
import type { BenchDatabase } from "./bench-database.ts";

/** What one child process does. Each has a process of its own, so that its peak memory is its own too. */
export type Job = MusterJob | FloorJob | WriteJob;

/** One sync of a folder. Another outcome than expected is a failure: its time would say nothing. */
export interface MusterJob {
  readonly job: "muster";
  readonly database: BenchDatabase;
  readonly folder: string;
  readonly expects: Outcome;
}

export interface FloorJob {
  readonly job: "floor-load" | "floor-day";
  readonly database: BenchDatabase;
  readonly folder: string;
}

/** Writes a district as it is and after each of some days, one after the other: `<folder>/0`, `<folder>/1`, … */
export interface WriteJob {
  readonly job: "write";
  readonly plan: DistrictPlan;
  readonly days: readonly DayPlan[];
  readonly folder: string;
  /** Besides, every evening in another order: `<folder>/1-shuffled`, … */
  readonly shuffles: boolean;
}

/** What a child tells. */
export interface JobReport {
  /** From being connected to being done. */
  readonly ms: number;
  /** Processor time of this process and the server in that while; undefined where it cannot be read. */
  readonly cpuMs: number | undefined;
  /** Highest resident memory of the process, in MiB. */
  readonly peakMiB: number;
  /** Milliseconds by stage; Muster's only. */
  readonly stages: Readonly<Record<string, number>>;
  /** Changes applied, or rows written by the floor. */
  readonly changes: number;
}
