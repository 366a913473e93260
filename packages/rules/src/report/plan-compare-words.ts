import type { RecordType, SliceKind } from "../model/entities.ts";
import { counted } from "./number-words.ts";
import { effectText } from "./slice-words.ts";

/** Changes of one kind of record, as a plan and another one have them. */
export interface ComparedPart {
  readonly type: RecordType;
  readonly kind: SliceKind;
  /** The plan alone has them. */
  readonly fresh: number;
  /** Both have them. */
  readonly same: number;
  /** The other plan alone has them. */
  readonly gone: number;
}

/** What of a plan is new since another one, in a sentence; and what is new and what is gone, part by part. */
export function comparedPlanWords(parts: readonly ComparedPart[]): {
  readonly says: string;
  readonly fresh: readonly string[];
  readonly gone: readonly string[];
} {
  const sum = (side: "fresh" | "same" | "gone"): number => parts.reduce((all, part) => all + part[side], 0);
  const [fresh, same, gone] = [sum("fresh"), sum("same"), sum("gone")];
  const is = (n: number): string => (n === 1 ? "is" : "are");
  const begins = fresh === 0 ? "Nothing is new" : `${counted(fresh, "change")} ${is(fresh)} new`;
  const was =
    same === 0
      ? "none was in the other plan"
      : `${counted(same, "change")} ${same === 1 ? "was" : "were"} in the other plan too`;
  const went = gone === 0 ? "" : `; ${counted(gone, "change")} of the other plan ${is(gone)} not in this one`;
  const texts = (side: "fresh" | "gone"): readonly string[] =>
    parts.filter((part) => part[side] > 0).map((part) => effectText(part.type, part.kind, part[side]));
  return { says: `${begins}; ${was}${went}.`, fresh: texts("fresh"), gone: texts("gone") };
}
