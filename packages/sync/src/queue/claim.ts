import type { Transaction } from "../database/database.ts";
import type { Fault } from "../fault.ts";
import type { ErrandIds } from "./queue.ts";
import type { Task } from "./task.ts";

/** Who wants work, and of which kind. */
export interface Claimant {
  /** What PostgreSQL lists the worker's connections as (`DatabaseOptions.applicationName`); no other has it. */
  readonly worker: string;
  /** Large districts, and those whose sync brought a worker down, go to a place of their own. */
  readonly takesHeavy: boolean;
  readonly now: () => Date;
  /** What forbids a district's syncs just now: a pause, a frozen season. */
  readonly forbids: Forbids;
}

export type Forbids = (
  tx: Transaction,
  claim: ErrandIds & { readonly task: Task },
) => Promise<Fault | undefined>;

/** An errand that is ours for as long as we give signs of life. */
export interface Claim extends ErrandIds {
  readonly errandId: string;
  /** The library's number of the attempt: a later one makes this one void. */
  readonly retryCount: number;
  readonly worker: string;
  readonly kind: "person" | "schedule" | "arrival";
  readonly askedBy: string;
  readonly task: Task;
  /**
   * Nobody knows yet how large the district is, and the place that took it is for small ones: where much comes, the errand
   * is given to a place of its own.
   */
  readonly movesIfLarge: boolean;
  /** Attempts that failed before. */
  readonly attempts: number;
}
