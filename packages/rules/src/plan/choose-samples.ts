/**
 * Why a change of a group is looked at before all others, the gravest first (ux.md §6): `protected` an administrator who
 * signs in · `signed-in` whoever goes was there this week · `restricted-family` a person has restricted somebody of the
 * family · `no-guardian-left` and `no-class-left` a student who stays is left without · `class-emptied` a class is left
 * without students · `class-loses-most` of the class that loses more than any other of the group · `in-most-classes` of
 * those who go, the one in the most classes.
 */
const sampleReasons = [
  ...(["protected", "signed-in", "restricted-family", "no-guardian-left"] as const),
  ...(["no-class-left", "class-emptied", "class-loses-most", "in-most-classes"] as const),
] as const;

/** One of them. */
export type SampleReason = (typeof sampleReasons)[number];

/** A change that may stand for its group. */
export interface SampleCandidate {
  readonly ordinal: number;
  readonly schoolId: number;
  /** Empty where it is about nobody with a grade. */
  readonly grade: string;
}

/** A change that there is a reason to look at; the larger its weight, the better it shows the reason. */
export interface SamplePin {
  readonly ordinal: number;
  readonly reason: SampleReason;
  readonly weight: number;
}

/** A change that was chosen, and why; without a reason it shows what the group is like. */
export interface ChosenSample {
  readonly ordinal: number;
  readonly reason: SampleReason | undefined;
}

/** So many of the samples are the worst cases; the others show what the group is like. */
const mostPinned = 3;

/**
 * A few changes of a group that are worth a look: first the worst cases, one for each reason, then some that differ in
 * school and grade.
 *
 * @param shuffled in the order of this turn: another order, other samples
 */
export function chooseSamples(
  shuffled: readonly SampleCandidate[],
  pins: readonly SamplePin[],
  most: number,
): readonly ChosenSample[] {
  const chosen: ChosenSample[] = [];
  const has = (ordinal: number): boolean => chosen.some((one) => one.ordinal === ordinal);
  for (const reason of sampleReasons) {
    if (chosen.length === Math.min(mostPinned, most)) break;
    const [worst] = pins
      .filter((pin) => pin.reason === reason && !has(pin.ordinal))
      .toSorted((a, b) => b.weight - a.weight || a.ordinal - b.ordinal);
    if (worst !== undefined) chosen.push({ ordinal: worst.ordinal, reason });
  }
  const seen = new Map<string, number>();
  const timesSeen = (key: string): number => seen.get(key) ?? 0;
  let left = shuffled.filter(({ ordinal }) => !has(ordinal));
  while (chosen.length < most && left.length > 0) {
    const next = left.reduce((best, one) =>
      compare(keysOf(one).map(timesSeen), keysOf(best).map(timesSeen)) < 0 ? one : best,
    );
    for (const key of keysOf(next)) seen.set(key, timesSeen(key) + 1);
    chosen.push({ ordinal: next.ordinal, reason: undefined });
    left = left.filter((one) => one !== next);
  }
  return chosen;
}

/** A school that was not shown counts for more than a grade that was not. */
const keysOf = ({ schoolId, grade }: SampleCandidate): readonly [string, string] => [
  `school ${schoolId}`,
  `grade ${grade}`,
];

function compare([a = 0, b = 0]: readonly number[], [c = 0, d = 0]: readonly number[]): number {
  return a - c || b - d;
}
