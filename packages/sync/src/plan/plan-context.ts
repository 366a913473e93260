import type { Because, Reason } from "@muster/rules/model/place.ts";
import type { Settings } from "@muster/rules/setting/all-settings.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import type { PlanWriter } from "./plan-writer.ts";

/** What every step of planning is given. */
export interface PlanContext {
  readonly weighing: Weighing;
  readonly settings: Settings;
  readonly writer: PlanWriter;
  /** Name of the file that each table came in, for "because". */
  readonly fileOf: (table: string) => string;
  /** Deals the next ids of the directory; `count` of them, answers the first. */
  readonly deal: (count: number) => number;
}

export function because(
  reason: Reason,
  file: string | undefined,
  line: number | null | undefined,
  sourcedIds: readonly string[],
): Because {
  return { reason, file, line: line ?? undefined, sourcedIds };
}

/** Pairs that are fetched, decided and written together. */
export const pairsPerBatch = 5000;
