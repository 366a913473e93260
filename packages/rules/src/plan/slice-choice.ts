import type { RecordType, SliceKind } from "../model/entities.ts";
import type { SliceKey } from "./slice.ts";

/** Some slices of a plan in a person's words: what is not named may be anything. `{}` is all of them. */
export interface SlicePart {
  readonly type?: RecordType | undefined;
  readonly kind?: SliceKind | undefined;
  /** 0: what belongs to no school. */
  readonly schoolId?: number | undefined;
}

/** Which slices of a plan a person's word is about: these alone, or all but these. */
export interface SliceChoice {
  readonly mode: "only" | "except";
  readonly parts: readonly SlicePart[];
}

/** Is the slice among those that were chosen? */
export function isChosen(slice: Pick<SliceKey, "type" | "kind" | "schoolId">, choice: SliceChoice): boolean {
  const isNamed = choice.parts.some(
    ({ type, kind, schoolId }) =>
      (type === undefined || type === slice.type) &&
      (kind === undefined || kind === slice.kind) &&
      (schoolId === undefined || schoolId === slice.schoolId),
  );
  return choice.mode === "only" ? isNamed : !isNamed;
}
