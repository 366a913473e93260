import type { Finding } from "@muster/rules/check/finding.ts";
import type { SecondPersonReason } from "@muster/rules/gate/second-person.ts";
import type { Gate } from "@muster/rules/gate/verdict.ts";
import type { Outcome } from "@muster/rules/model/outcome.ts";
import type { Counts } from "@muster/rules/plan/tally.ts";
import type { FindingSummary } from "../check/store-findings.ts";
import type { Database } from "../database/database.ts";
import type { HomeKeys } from "../keys/home-keys.ts";
import type { Absence } from "../snapshot/weighing.ts";

/** What a run is given of the world: database, home, clock, and somebody to tell how far it is. */
export interface RunWorld {
  readonly db: Database;
  readonly home: string;
  readonly keys: HomeKeys;
  readonly now: () => Date;
  readonly onStep: (step: RunStep) => void;
  /** Told the number of a run as soon as it has one. */
  readonly onBegun?: (run: number) => void;
  /** Called at the numbered crash points of the reliability catalogue; tests end the process there. */
  readonly onPoint?: (point: string) => void;
}

/** Progress: which stage begins, or how far it is. */
export interface RunStep {
  readonly stage: "wait" | "collect" | "read" | "check" | "plan" | "gate" | "apply" | "verify" | "report";
  readonly done?: number;
  readonly of?: number;
  readonly what?: string;
}

/** What is asked for: a folder, ZIP or file to be synced into a district. */
export interface SyncRequest {
  readonly districtId: number;
  readonly sourceId: number;
  readonly path: string;
  /** Folders, ZIPs or files of which only the guardians are taken, in place of those in `path`. */
  readonly guardianPaths?: readonly string[];
  /** What it means that a record is not in the files; `left` unless told. */
  readonly absence?: Absence;
  /** True: it came by itself, and nobody chose these files. */
  readonly isFetched?: boolean;
  /** What was noticed while it was fetched. */
  readonly findings?: readonly Finding[];
  readonly operator: string;
  /** False: seal the plan and stop; nothing of the directory changes. */
  readonly applies: boolean;
}

/** What came of a sync; stable, and printed by `--json`. */
export interface SyncResult {
  readonly outcome: Outcome;
  readonly run: number;
  readonly plan: { readonly hash: string; readonly counts: Counts } | undefined;
  readonly gates: readonly Gate[];
  readonly findings: FindingSummary;
  /** Why an approval is not enough and was kept until a second person gives theirs; undefined where it was. */
  readonly lacks?: SecondPersonReason;
  /** What this run did of a plan of which a part was done before; undefined where it is the plan's own. */
  readonly done?: Counts;
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
  readonly applied: number;
  readonly held: number;
}
