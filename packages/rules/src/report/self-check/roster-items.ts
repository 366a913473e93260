import { counted, formatCount, formatShare } from "../number-words.ts";
import { type ItemFacts, type ItemRule, lookIfAny, mustNotBeAll } from "./self-check.ts";

const counts = { judge: lookIfAny } as const;

/** `12 of 500 students (2.4 %) have no grade.`, or that there is none of it. */
function share(noun: string, lacks: string, so = ""): (found: ItemFacts) => string {
  return ({ count, of }) =>
    of === 0
      ? `There is no ${noun} to look at.`
      : count === 0
        ? `None of ${counted(of, noun)} is ${lacks}.`
        : `${formatCount(count)} of ${counted(of, noun)} (${formatShare(count, of)}) ${count === 1 ? "is" : "are"} ${lacks}${so}.`;
}

/** Items about what the source says: schools, students, classes, staff, families. Only linked schools count. */
export const rosterItems = {
  "school.link.none": {
    ...counts,
    title: "Every school of the source is matched to one of ours",
    judge: mustNotBeAll,
    says: share("listed school", "matched to nothing", "; nothing of that comes in"),
    todo: () => "Match them, or leave them out on purpose: npx muster school list, then school link.",
  },
  "school.listing.none": {
    ...counts,
    title: "Every matched school is in the data",
    judge: mustNotBeAll,
    says: share("matched school", "missing in the data", "; nothing there changes"),
    todo: () => "Ask why the source no longer lists them; correct the ID or take the link away.",
  },
  "school.students.none": {
    ...counts,
    title: "Every matched school has students",
    judge: mustNotBeAll,
    says: (found) =>
      found.facts.isLook === 1
        ? share("school", "without a single student, as the test saw it")(found)
        : share("matched school", "without a single student")(found),
    todo: () => "Look whether the students are shared, and under which school ID they are filed.",
  },
  "student.grade.none": {
    ...counts,
    title: "Students have a grade",
    says: share("student", "without a grade"),
    todo: () => "Ask for the column grades to be filled: rules by grade miss these students.",
  },
  "student.class.none": {
    ...counts,
    title: "Students are in a class",
    says: share("student", "in no class"),
    todo: () => "Look whether sections or terms are missing in what is shared.",
  },
  "student.family.none": {
    ...counts,
    title: "Students have a family",
    says: (found) =>
      found.facts.isManaged === 0
        ? "Guardians are not taken from this source (setting guardian.manage is off)."
        : share("student", "without a guardian")(found),
    todo: ({ count, of }) =>
      count === of
        ? "No family comes at all: share contacts, fill agentSourcedIds, or add a source of guardians with --joins."
        : "Ask for these families to be linked, or add them by hand.",
  },
  "class.teacher.none": {
    ...counts,
    title: "Classes have a teacher",
    says: share("class", "without a teacher"),
    todo: () => "Ask for the teachers' enrollments, or give them teachers by hand after the first sync.",
  },
  "class.student.none": {
    ...counts,
    title: "Classes have students",
    says: share("class", "without a student"),
    todo: () => "Leave them out of the export, or ask where their enrollments are.",
  },
  "teacher.email.none": {
    ...counts,
    title: "Teachers have an e-mail address",
    says: share("teacher", "without an e-mail address"),
    todo: () => "Ask for the column email: without it they cannot sign in or be invited.",
  },
  "guardian.contact.none": {
    ...counts,
    title: "Guardians can be reached",
    says: share("guardian", "without an e-mail address or a mobile number"),
    todo: () => "Ask for their contacts; look whether the mobile numbers are in the other phone column.",
  },
  "adult.accounts.several": {
    ...counts,
    title: "Whoever has several roles has the same details in each",
    says: share(
      "adult with several roles",
      "written differently in each (name, e-mail or phone)",
      " and would get two accounts",
    ),
    todo: () =>
      "Make name, e-mail and phone the same in both records; or leave it, where two accounts are wanted.",
  },
} as const satisfies Readonly<Record<string, ItemRule>>;
