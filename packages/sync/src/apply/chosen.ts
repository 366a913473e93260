import type { RecordType } from "@muster/rules/model/entities.ts";
import type { SourceId } from "@muster/rules/model/ids.ts";

/** What the writers need to know: whose changes, and which source owns what they create. */
export interface Chosen {
  readonly districtId: number;
  readonly planId: number;
  readonly sourceId: SourceId | null;
  /** Numbers of the slices to be written. */
  readonly slices: readonly number[];
  /** How many changes there are of each type, and how many of them rewrite a record. */
  readonly changes: ReadonlyMap<RecordType, number>;
  readonly rewrites: ReadonlyMap<RecordType, number>;
}
