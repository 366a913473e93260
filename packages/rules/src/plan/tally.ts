import { type Action, type RecordType, recordTypes } from "../model/entities.ts";
import type { Change } from "./change.ts";
import { effectsOf, fieldsOf, type Slice, type SliceKey, sliceName, sliceOf } from "./slice.ts";

/** How many records of each type a plan creates, updates, archives, restores and keeps. */
export type Counts = Readonly<Record<RecordType, Readonly<Record<Action, number>>>>;

/** A slice as it grows; `base` is filled in when the plan is whole. */
export interface TalliedSlice extends SliceKey {
  /** Its number in the plan, from 1, in the order in which slices first appear. */
  readonly number: number;
  changes: number;
  /** How many of the changes rewrite a record that is there already. */
  rewrites: number;
  readonly fields: Map<string, number>;
  readonly effects: Map<string, number>;
}

/** Counts a plan's changes as they are made, so that no pass over them is needed afterwards. */
export interface Tally {
  readonly slices: ReadonlyMap<string, TalliedSlice>;
  /** Counts a change and answers the number of its slice. */
  readonly add: (change: Change) => number;
  readonly total: () => number;
  /** @param active active records of each type before the plan: what is not touched is kept */
  readonly counts: (active: Readonly<Record<string, number>>) => Counts;
}

/** Before the first change. */
export function startTally(): Tally {
  const slices = new Map<string, TalliedSlice>();
  const actions = new Map<string, number>();
  let total = 0;
  const add = (change: Change): number => {
    total += 1;
    bump(actions, `${change.type}/${change.action}`, 1);
    const slice = sliceFor(slices, change);
    slice.changes += 1;
    if (change.before !== undefined) slice.rewrites += 1;
    for (const field of fieldsOf(change)) bump(slice.fields, field, 1);
    for (const [key, delta] of effectsOf(change)) bump(slice.effects, key, delta);
    return slice.number;
  };
  const count = (type: RecordType, action: Action): number => actions.get(`${type}/${action}`) ?? 0;
  const countsOf = (type: RecordType, active: number): Record<Action, number> => {
    const update = count(type, "update");
    const archive = count(type, "archive");
    return {
      create: count(type, "create"),
      update,
      archive,
      restore: count(type, "restore"),
      keep: Math.max(0, active - update - archive),
    };
  };
  return {
    slices,
    add,
    total: () => total,
    counts: (active) =>
      Object.fromEntries(recordTypes.map((type) => [type, countsOf(type, active[type] ?? 0)])) as Counts,
  };
}

/** The slices as the gates see them. */
export function slicesOf(tally: Tally, base: (slice: SliceKey) => number): readonly Slice[] {
  return [...tally.slices.values()].map(({ type, schoolId, kind, part, changes, fields }) => ({
    ...{ type, schoolId, kind, part, changes },
    base: base({ type, schoolId, kind, part }),
    fields: Object.fromEntries(fields),
  }));
}

function sliceFor(slices: Map<string, TalliedSlice>, change: Change): TalliedSlice {
  const key = sliceOf(change);
  const name = sliceName(key);
  const known = slices.get(name);
  if (known !== undefined) return known;
  const made: TalliedSlice = {
    ...key,
    number: slices.size + 1,
    changes: 0,
    rewrites: 0,
    fields: new Map(),
    effects: new Map(),
  };
  slices.set(name, made);
  return made;
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
