import type { TableName } from "@muster/oneroster/model/table-name.ts";

/** What each file of a roster is for, and whether nothing can be read without it. */
export const templateWords: Readonly<
  Record<TableName, { readonly says: string; readonly isNeeded: boolean }>
> = {
  orgs: { says: "The schools, and the district above them.", isNeeded: true },
  academicSessions: {
    says: "School years and terms with their dates. Classes end by them.",
    isNeeded: false,
  },
  courses: { says: "What is taught, without a time or a room.", isNeeded: false },
  classes: { says: "Who meets where: a course held at one school.", isNeeded: true },
  users: { says: "Everybody: students, teachers, staff, and family members if you like.", isNeeded: true },
  roles: { says: "With OneRoster 1.2: what each person is at which school.", isNeeded: false },
  enrollments: { says: "Who is in which class, as a student or a teacher.", isNeeded: true },
  guardians: {
    says: "Families, one row for each student and guardian, where users.csv does not list them.",
    isNeeded: false,
  },
};
