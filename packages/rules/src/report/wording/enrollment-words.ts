import { rowLeftOut, type WordsOf } from "./words.ts";

/** What is said of who is in which class. */
export const enrollmentWords: WordsOf<"enrollment"> = {
  "enrollment.role.missing": {
    what: (t) => `${t.rows} ${t.pick("does", "do")} not say as what somebody is in a class`,
    did: `${rowLeftOut} Whether somebody teaches or learns is not guessed.`,
    cause: "The column role is empty.",
    fix: "Ask for student or teacher in every row.",
    owner: "sis-vendor",
    vendor:
      "The column role in enrollments.csv is empty. It must be student, teacher, administrator or proctor.",
    sample: {},
  },
  "enrollment.role.unknown": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} an unknown role in class${t.example("written", 14)}`,
    did: `${rowLeftOut} Whether somebody teaches or learns is not guessed.`,
    cause: "The word is one of this export's own.",
    fix: "Ask for student or teacher.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The role "${t.fact("written")}" in enrollments.csv is none of student, teacher, administrator, proctor.`,
    sample: { written: "observer" },
  },
  "enrollment.role.synonym": {
    what: (t) => `${t.file} says ${t.quoted("written", 18)}; Muster takes it as ${t.fact("role")}${t.more}`,
    did: "Muster puts these people into their classes in that role.",
    cause: "The word is not the standard's, but its meaning is known.",
    fix: "Nothing has to be done if it is what you mean.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The role "${t.fact("written")}" in enrollments.csv is not the standard's word for ${t.fact("role")}.`,
    sample: { written: "co-teacher", role: "teacher" },
  },
  "enrollment.class.missing": {
    what: (t) => `${t.rows} ${t.pick("puts", "put")} somebody in a class that is not listed`,
    did: "Muster leaves the row out. Everybody who was in a class stays there.",
    cause:
      "classes.csv does not list the class: most likely it ended, or the two files were exported by different rules.",
    fix: (t) =>
      `Look for the class ${t.quoted("classSourcedId", 40)}. If it exists, ask for it to be exported.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `enrollments.csv names the class ${t.fact("classSourcedId")}, which is not in classes.csv. Please export both by the same rules.`,
    sample: { classSourcedId: "C-9999" },
  },
  "enrollment.user.missing": {
    what: (t) => `${t.rows} ${t.pick("puts", "put")} somebody in a class who is not listed`,
    did: "Muster leaves the row out. It invents nobody, and nobody leaves a class for it.",
    cause:
      "users.csv does not list the person: most likely they left, or the two files were exported by different rules.",
    fix: (t) =>
      `Look for the person ${t.quoted("userSourcedId", 40)}. If they are here, ask for them to be exported.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `enrollments.csv names the user ${t.fact("userSourcedId")}, who is not in users.csv. Please export both by the same rules.`,
    sample: { userSourcedId: "U-88213" },
  },
};
