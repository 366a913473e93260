import { counted, formatCount } from "../number-words.ts";

/** What should be zero in a directory that is well. */
const healthItems = [
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

/** One of them. */
export type HealthItem = (typeof healthItems)[number];

/** Those that are listed record by record; the others have pages of their own. */
export type ListedHealthItem = Exclude<HealthItem, "school.unmatched" | "problem.open">;

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
  /** A page of their own; "": they are listed. */
  readonly to: string;
}

const words: Readonly<Record<HealthItem, Words>> = {
  "student.class": { label: "Students without a class", noun: "student", to: "" },
  "student.family": { label: "Students without a family", noun: "student", to: "" },
  "student.grade": { label: "Students without a grade", noun: "student", to: "" },
  "student.schools": { label: "Students in two schools", noun: "student", to: "" },
  "class.teacher": { label: "Classes without a teacher", noun: "class", to: "" },
  "class.students": { label: "Classes without students", noun: "class", to: "" },
  "staff.email": { label: "Staff without an e-mail", noun: "staff member", to: "" },
  "guardian.contact": { label: "Families without e-mail or mobile", noun: "guardian", to: "" },
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
    return [
      { ...found, id, label, to: to === "" ? `/health/${id}` : to, says: `${formatCount(found.count)}${of}` },
    ];
  });
}

/** A list of what lacks something: its title, and what it means that nothing does. */
export function healthListWords(id: ListedHealthItem): { readonly title: string; readonly none: string } {
  const { label } = words[id];
  return { title: label, none: `${label}: none. That is as it should be.` };
}
