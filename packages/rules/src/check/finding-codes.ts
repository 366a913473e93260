import type { Severity } from "@muster/oneroster/model/diagnostic.ts";

/**
 * Codes of findings that no single file shows: about an input as a whole, or about several records together. A code is
 * never renamed or reused once shipped.
 */
export const findingCodes = {
  // an input as a whole, before any of its files is understood
  "input.type.other": "blocking",
  "input.files.aged": "warning",
  "input.file.future": "warning",
  "input.set.older": "info",
  "input.set.unfinished": "warning",
  "input.listing.long": "info",
  "archive.file.damaged": "blocking",
  "archive.entry.damaged": "blocking",
  "archive.entry.encrypted": "blocking",
  "archive.entry.special": "blocking",
  "archive.entry.duplicate": "blocking",
  "archive.entry.nested": "blocking",
  "archive.path.escapes": "blocking",
  "archive.method.unsupported": "blocking",
  "archive.size.excessive": "blocking",

  // what a server lists, before it is rows of a file
  "collection.needed.refused": "blocking",
  "collection.access.refused": "warning",
  "collection.value.unreadable": "warning",
  "collection.reference.unwritable": "warning",
  "collection.field.unknown": "info",
  "collection.field.sensitive": "warning",

  // records seen together
  "row.id.duplicate": "error",
  "row.id.repeated": "info",
  "row.id.unreadable": "warning",
  "org.parent.missing": "warning",
  "org.parent.circular": "warning",
  "class.school.missing": "error",
  "class.school.lost": "error",
  "class.school.none": "warning",
  "class.term.missing": "warning",
  "class.course.missing": "info",
  "class.size.implausible": "warning",
  "class.teacher.missing": "warning",
  "class.year.past": "info",
  "enrollment.class.missing": "error",
  "enrollment.class.deleted": "error",
  "enrollment.class.left-out": "error",
  "enrollment.user.missing": "error",
  "enrollment.user.deleted": "error",
  "enrollment.user.left-out": "error",
  "enrollment.role.not-held": "warning",
  "user.org.missing": "warning",
  "user.orgs.lost": "error",
  "user.role.lost": "error",
  "user.agent.missing": "info",
  "user.agent.unclear": "warning",
  "user.school.none": "info",
  "user.class.none": "info",
  "user.match.probable": "warning",
  "role.user.missing": "error",
  "role.org.missing": "error",
  "guardian.student.missing": "warning",
  "guardian.details.differ": "warning",
  "guardian.contact.missing": "warning",
  "guardian.students.none": "info",
  "guardian.links.missing": "warning",
  "guardian.source.failed": "warning",
  "guardian.source.unusable": "warning",
  "contact.choice.left-out": "info",
  "collection.people.hidden": "info",
  "collection.word.unknown": "warning",
  "district.delivery.paused": "warning",
  "school.link.missing": "info",
  "school.files.none": "blocking",
  "school.org.absent": "warning",
  "adult.roles.joined": "info",
  "person.details.kept": "info",
} as const satisfies Record<string, Severity>;

/** A code that our own rules can give. */
export type RuleCode = keyof typeof findingCodes;
