import { type RecordType, recordTypes } from "../../model/entities.ts";

/** The numbers of a directory as Home shows them: what each is called and where it is listed. */
const words: Readonly<Partial<Record<RecordType, { readonly label: string; readonly to: string }>>> = {
  school: { label: "Schools", to: "/people" },
  student: { label: "Students", to: "/people" },
  staff: { label: "Staff", to: "/people" },
  guardian: { label: "Families", to: "/people" },
  classroom: { label: "Classes", to: "/people" },
  membership: { label: "In classes", to: "/people" },
};

const order = ["school", "student", "staff", "guardian", "classroom", "membership"];

/** One number of the directory as Home shows it. */
export interface ToldCount {
  readonly type: RecordType;
  readonly label: string;
  readonly count: number;
  /** Since the end of the day before. */
  readonly delta: number;
  readonly to: string;
}

/** @param active active records by type @param deltas what today's runs added and took away */
export function tellCounts(
  active: Readonly<Record<string, number>>,
  deltas: Readonly<Record<string, number>>,
): readonly ToldCount[] {
  return [...recordTypes]
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .flatMap((type) => {
      const known = words[type];
      if (known === undefined) return [];
      return [{ type, ...known, count: active[type] ?? 0, delta: deltas[type] ?? 0 }];
    });
}

/** The kinds whose numbers are drawn over time; how many sit in classes would dwarf the others. */
export function countSeries(): readonly { readonly key: string; readonly label: string }[] {
  return tellCounts({}, {})
    .filter(({ type }) => type !== "membership" && type !== "school")
    .map(({ type, label }) => ({ key: type, label }));
}
