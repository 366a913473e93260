import type { RecordType, SliceKind } from "../model/entities.ts";
import { type WeighedSlice, weighRemovals } from "../plan/large-removals.ts";
import { counted, formatCount, formatShare, plural } from "./number-words.ts";
import { kindNouns, recordNouns } from "./wording/record-words.ts";

/** Some changes of a plan that are judged together. */
export interface ToldSlice {
  readonly type: RecordType;
  readonly kind: SliceKind;
  readonly school: string;
  readonly changes: number;
}

/** `Oak Elementary: students, removals (31)`. */
export function sliceText({ type, kind, school, changes }: ToldSlice): string {
  const place = school === "" ? "" : `${school}: `;
  return `${place}${plural(recordNouns[type])}, ${kindNouns[kind]} (${formatCount(changes)})`;
}

const isLink = (type: RecordType): boolean =>
  type === "membership" || type === "guardianship" || type === "link";

/** What records of a type do of their own accord: `join`, `close`, `end`; of one alone `joins`. */
export function deedWord(type: RecordType, kind: SliceKind, isOne: boolean): string {
  const words: Readonly<Record<SliceKind, string>> = isLink(type)
    ? { addition: "begin", update: "change", removal: "end" }
    : type === "classroom" || type === "school"
      ? { addition: "open", update: "change", removal: "close" }
      : { addition: "join", update: "change", removal: "leave" };
  return `${words[kind]}${isOne ? "s" : ""}`;
}

/** `31 students leave`, `2 classes open`, `1 family link ends`. */
export function effectText(type: RecordType, kind: SliceKind, changes: number): string {
  return `${counted(changes, recordNouns[type])} ${deedWord(type, kind, changes === 1)}`;
}

/** So many effects a person is reminded of before they decide. */
const most = 3;

/** What hurts first: removals, then additions, then changes; the largest of each first. */
const weight: Readonly<Record<SliceKind, number>> = { removal: 0, addition: 1, update: 2 };

/** The biggest effects of some slices, in words: `31 students leave (2 schools)`. */
export function biggestEffects(slices: readonly ToldSlice[]): readonly string[] {
  const groups = [...Map.groupBy(slices, ({ type, kind }) => `${type}/${kind}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const changes = group.reduce((sum, slice) => sum + slice.changes, 0);
    const schools = new Set(group.map(({ school }) => school).filter((school) => school !== ""));
    return [{ ...first, changes, schools }];
  });
  return groups
    .sort((a, b) => weight[a.kind] - weight[b.kind] || b.changes - a.changes)
    .slice(0, most)
    .map(({ type, kind, changes, schools }) => {
      const [only] = schools;
      const where =
        schools.size === 1
          ? ` at ${only}`
          : schools.size === 0
            ? ""
            : ` in ${formatCount(schools.size)} schools`;
      return `${effectText(type, kind, changes)}${where}`;
    });
}

/** How many records would leave, whether their number has to be typed, and the share of the worst place. */
export function removalsOf(
  slices: readonly WeighedSlice[],
  base: Readonly<Record<string, number>>,
): { readonly changes: number; readonly mustType: boolean; readonly share: string } {
  const { changes, worst, isLarge } = weighRemovals(slices, base);
  return {
    ...{ changes, mustType: isLarge },
    share: worst === undefined ? "" : formatShare(worst.changes, worst.whole),
  };
}
