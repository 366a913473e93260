import { counted, formatCount } from "../number-words.ts";

/** What should be zero in a directory that is well. */
export const healthItems = [
  "student.class",
  "student.family",
  "student.grade",
  "student.schools",
  "class.teacher",
  "class.students",
  "staff.email",
  "guardian.contact",
  "school.unmatched",
  "problem.open",
] as const;

export type HealthItem = (typeof healthItems)[number];

/** How many are not as they should be, of how many that were looked at. */
export interface HealthCount {
  readonly count: number;
  readonly of: number;
}

/** One zero as Home shows it. */
export interface ToldHealth extends HealthCount {
  readonly id: HealthItem;
  readonly label: string;
  readonly says: string;
  /** The page that lists them. */
  readonly to: string;
}

interface Words {
  readonly label: string;
  readonly noun: string;
  readonly to: string;
}

const words: Readonly<Record<HealthItem, Words>> = {
  "student.class": { label: "Students without a class", noun: "student", to: "/people" },
  "student.family": { label: "Students without a family", noun: "student", to: "/people" },
  "student.grade": { label: "Students without a grade", noun: "student", to: "/people" },
  "student.schools": { label: "Students in two schools", noun: "student", to: "/people" },
  "class.teacher": { label: "Classes without a teacher", noun: "class", to: "/people" },
  "class.students": { label: "Classes without students", noun: "class", to: "/people" },
  "staff.email": { label: "Staff without an e-mail", noun: "staff member", to: "/people" },
  "guardian.contact": { label: "Families without e-mail or mobile", noun: "guardian", to: "/people" },
  "school.unmatched": { label: "Schools matched to none", noun: "listed school", to: "/sources/schools" },
  "problem.open": { label: "Open problems in the files", noun: "row", to: "/problems" },
};

/** The zeros in the order in which a person works through them; what could not be counted is left out. */
export function tellHealth(
  counts: Readonly<Partial<Record<HealthItem, HealthCount>>>,
): readonly ToldHealth[] {
  return healthItems.flatMap((id) => {
    const found = counts[id];
    if (found === undefined) return [];
    const { label, noun, to } = words[id];
    const of = id === "problem.open" ? "" : ` of ${counted(found.of, noun)}`;
    return [{ ...found, id, label, to, says: `${formatCount(found.count)}${of}` }];
  });
}
