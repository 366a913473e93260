import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { at } from "./columns.ts";
import { type DayPlan, liveDay } from "./day.ts";
import { createDistrict, type District, type DistrictPlan, districtSizes } from "./district.ts";
import { inClass } from "./enrollments.ts";
import { loseStudents, type StudentLoss } from "./lose-students.ts";
import { createRosterView } from "./roster-view.ts";
import { type WrittenFile, writeRoster } from "./write-roster.ts";

export type PracticeDay = "monday" | "tuesday";

interface PracticeWeek {
  /** The district on Monday. */
  readonly plan: DistrictPlan;
  /** What really happened until Tuesday. */
  readonly tuesday: DayPlan;
  /** What Tuesday's export got wrong: the middle school lost three students in ten … */
  readonly lost: StudentLoss;
  /** … and one enrollment of a student of the first school points to a class that is not there. */
  readonly unknownClass: string;
}

/**
 * Two days to practise on: an ordinary first sync, then a day with ordinary changes and two troubles that
 * a sync has to tell apart from them. The middle school is the smallest, so that its loss stands out in
 * the school (about 30 %) and not in the district (under 10 %).
 */
export const practiceWeek: PracticeWeek = {
  plan: districtSizes.practice,
  tuesday: { seed: 2, joiners: 3, leavers: 2, classChanges: 9, renames: 4, contactChanges: 6 },
  lost: { seed: 8, school: 1, share: 0.3 },
  unknownClass: "C-0009999",
};

/** The practice district as it is exported on a day; the unknown class is only in the written files. */
export function practiceDistrict(day: PracticeDay): District {
  const monday = createDistrict(practiceWeek.plan);
  if (day === "monday") return monday;
  return loseStudents(liveDay(monday, practiceWeek.tuesday), practiceWeek.lost);
}

/** Writes a practice day as OneRoster 1.1 with guardians in users.csv. */
export async function writePracticeDay(folder: string, day: PracticeDay): Promise<WrittenFile[]> {
  const district = practiceDistrict(day);
  const written = await writeRoster(district, folder, { form: "oneroster-1.1", guardians: "in-users" });
  if (day === "tuesday") await pointToUnknownClass(district, join(folder, "enrollments.csv"));
  return written;
}

/** The first enrollment of a student of the first school; it was there on Monday already. */
function firstStudentRow(district: District): number {
  const { enrollments, classes } = district;
  for (let row = 0; row < enrollments.count; row += 1) {
    const isStudentRow = at(enrollments.role, row) === inClass.student;
    if (isStudentRow && at(classes.school, at(enrollments.cls, row)) === 0) return row;
  }
  throw new Error("the first school has no students in classes");
}

async function pointToUnknownClass(district: District, path: string): Promise<void> {
  const view = createRosterView(district);
  const row = firstStudentRow(district);
  const classId = view.classId(at(district.enrollments.cls, row));
  if (classId.length !== practiceWeek.unknownClass.length) throw new Error("the file would change its size");
  const before = `${view.enrollmentId(at(district.enrollments.key, row))},,,${classId},`;
  const after = before.replace(classId, practiceWeek.unknownClass);
  const text = await readFile(path, "utf8");
  if (!text.includes(before)) throw new Error("the enrollment to spoil is not in the file");
  await writeFile(path, text.replace(before, after));
}
