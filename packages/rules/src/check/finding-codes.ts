import type { Severity } from "@muster/oneroster/model/diagnostic.ts";

/** Codes of findings that need more than one row to be seen. A code is never renamed or reused once shipped. */
export const findingCodes = {
  "row.id.duplicate": "error",
  "row.id.repeated": "info",
  "row.id.unreadable": "warning",
  "class.school.missing": "error",
  "class.term.missing": "warning",
  "class.course.missing": "info",
  "class.size.implausible": "warning",
  "enrollment.class.missing": "error",
  "enrollment.user.missing": "error",
  "user.org.missing": "warning",
  "user.agent.missing": "info",
  "user.agent.unclear": "warning",
  "user.school.none": "info",
  "role.user.missing": "error",
  "role.org.missing": "error",
  "guardian.student.missing": "warning",
  "guardian.details.differ": "warning",
  "guardian.contact.missing": "warning",
  "guardian.students.none": "info",
  "guardian.links.missing": "warning",
  "school.not-linked": "info",
  "school.absent": "warning",
  "adult.roles.joined": "info",
  "person.details.kept": "info",
} as const satisfies Record<string, Severity>;

export type RuleCode = keyof typeof findingCodes;
