/**
 * Why an edit by hand is refused, and what to do instead, in one or two sentences. A code is never renamed or reused
 * once shipped.
 */
export const refusalWords = {
  // Connect §7.5: what a source feeds is changed in the source
  "student.source.lists-them":
    "The source still lists them as a student, so only the source lets them go. Have them marked as left in your student information system.",
  "staff.source.lists-them":
    "The source still lists them as staff, so only the source lets them go. Have them marked as left in your student information system.",
  "guardian.source.lists-them":
    "The source still lists them as a guardian, so only the source lets them go. To keep them from one student, restrict the family link.",
  "student.school.synced":
    "This school takes its students from a source. Enroll them there; the next sync brings them.",
  "membership.classroom.synced":
    "This class takes its students from a source. Enroll them there; teachers can be added here.",
  "membership.source.lists-it":
    "The source still lists them in this class, so only the source takes them out.",
  "guardianship.source.lists-it":
    "The source still names them as family of this student, so the next sync would bring the link back. Change it in the source, or restrict the link.",
  "guardianship.person.restricted":
    "Somebody has restricted this family link. Lift the restriction first, if that is meant.",
  "guardianship.link.missing": "They are not linked as family, so there is nothing to restrict.",
  // what cannot stand
  "person.name.empty": "A person needs a first name or a last name.",
  "person.name.emptied": "That leaves half a name. If it is meant, give both the first and the last name.",
  "person.email.invalid": "That is no e-mail address.",
  "person.language.unknown": "That is no language. It takes a tag such as es, pt-BR or zh-Hant.",
  "classroom.title.empty": "A class needs a title.",
  "classroom.status.archived": "The class is closed. Open it again first.",
  "school.status.archived": "There is no such school that is open.",
  "membership.role.missing": "They do not have the role that this takes: a student's, or a staff member's.",
  "guardianship.student.missing": "There is no such student.",
} as const;

/** A code by which something that was asked for is refused. */
export type RefusalCode = keyof typeof refusalWords;
