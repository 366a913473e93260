import type { Because } from "../../model/place.ts";
import type { Settings } from "../../setting/all-settings.ts";
import type { Change } from "../change.ts";
import type { ModelDirectory } from "./model-directory.ts";
import type { ModelRoster } from "./model-roster.ts";

/** What a plan is made from; `roster` is what the source says, rows that stand for an error included. */
export interface ModelInput {
  readonly directory: ModelDirectory;
  readonly roster: ModelRoster;
  readonly settings: Settings;
  readonly sourceId: number;
}

/** A plan as it grows: later records need the ids that earlier ones were dealt. */
export interface ModelPlan extends ModelInput {
  readonly changes: Change[];
  /** sourcedId to our id, of everything this source names. */
  readonly schoolOf: Map<string, number>;
  readonly classroomOf: Map<string, number>;
  readonly personOf: Map<string, number>;
  /** Pairs of student and guardian, by sourcedId, of which the student is in scope. */
  readonly families: readonly (readonly [student: string, guardian: string])[];
  readonly carriesNoLinks: boolean;
  readonly deal: () => number;
}

export function because(isListed: boolean, sourcedIds: readonly string[]): Because {
  return { reason: isListed ? "listed" : "absent", file: undefined, line: undefined, sourcedIds };
}
