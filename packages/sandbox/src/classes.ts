import { extend } from "./columns.ts";

/** All classes, one row each; a closed class is marked absent and keeps its row. */
export interface Classes {
  count: number;
  readonly present: Uint8Array;
  readonly school: Uint16Array;
  /** Lowest and highest grade taught together, 0 = kindergarten. */
  readonly low: Uint8Array;
  readonly high: Uint8Array;
  /** Which subject of these grades; 0 is the homeroom of an elementary grade. */
  readonly slot: Uint8Array;
  /** Which of the parallel classes of a course in a school this is, from 0. */
  readonly parallel: Uint16Array;
  /** 0 both semesters, 1 the first, 2 the second, 3 the whole year as one session. */
  readonly terms: Uint8Array;
  /** Unique for ever; from it comes the sourcedId. */
  readonly key: Uint32Array;
}

/** The values of one class. */
export interface ClassRow {
  readonly school: number;
  readonly low: number;
  readonly high: number;
  readonly slot: number;
  readonly parallel: number;
  readonly terms: number;
  readonly key: number;
}

/** An empty table with room for so many classes. */
export function createClasses(room: number): Classes {
  return {
    count: 0,
    present: new Uint8Array(room),
    school: new Uint16Array(room),
    low: new Uint8Array(room),
    high: new Uint8Array(room),
    slot: new Uint8Array(room),
    parallel: new Uint16Array(room),
    terms: new Uint8Array(room),
    key: new Uint32Array(room),
  };
}

/** A copy that may be changed, with room for more classes. */
export function copyClasses(classes: Classes, more: number): Classes {
  const room = classes.count + more;
  return {
    count: classes.count,
    present: extend(classes.present, room),
    school: extend(classes.school, room),
    low: extend(classes.low, room),
    high: extend(classes.high, room),
    slot: extend(classes.slot, room),
    parallel: extend(classes.parallel, room),
    terms: extend(classes.terms, room),
    key: extend(classes.key, room),
  };
}

/** Writes a class into the next free row and returns the row. */
export function addClass(classes: Classes, cls: ClassRow): number {
  const row = classes.count;
  if (row >= classes.present.length) throw new Error("no room left in the table of classes");
  classes.count = row + 1;
  classes.present[row] = 1;
  classes.school[row] = cls.school;
  classes.low[row] = cls.low;
  classes.high[row] = cls.high;
  classes.slot[row] = cls.slot;
  classes.parallel[row] = cls.parallel;
  classes.terms[row] = cls.terms;
  classes.key[row] = cls.key;
  return row;
}
