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
  "enrollment.class.deleted": {
    what: (t) => `${t.rows} ${t.pick("puts", "put")} somebody in a class that is marked as deleted`,
    did: "Muster leaves the row out. Who was in the class leaves only with the class itself.",
    cause: "classes.csv lists the class with the status tobedeleted, and enrollments.csv still names it.",
    fix: (t) =>
      `Look for the class ${t.quoted("classSourcedId", 40)}. If it goes on, its row must say active; if it has ended, nothing has to be done.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `enrollments.csv names the class ${t.fact("classSourcedId")}, which classes.csv marks as tobedeleted. Please delete both or neither.`,
    sample: { classSourcedId: "C-1042" },
  },
  "enrollment.class.left-out": {
    what: (t) => `${t.rows} ${t.pick("puts", "put")} somebody in a class whose own row was left out`,
    did: "Muster leaves the row out. Everybody who was in a class stays there.",
    cause: "The class is in classes.csv, but Muster cannot use its row; another finding says why.",
    fix: (t) =>
      `Mend the row of the class ${t.quoted("classSourcedId", 40)} in classes.csv first; then this is settled too.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `This row cannot be used before that of the class ${t.fact("classSourcedId")} in classes.csv is mended.`,
    sample: { classSourcedId: "C-1042" },
  },
  "enrollment.user.deleted": {
    what: (t) => `${t.rows} ${t.pick("puts", "put")} somebody in a class who is marked as deleted`,
    did: "Muster leaves the row out. Nobody is brought back for it.",
    cause: "users.csv lists the person with the status tobedeleted, and enrollments.csv still names them.",
    fix: (t) =>
      `Look for the person ${t.quoted("userSourcedId", 40)}. If they are here, their row must say active; if they left, nothing has to be done.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `enrollments.csv names the user ${t.fact("userSourcedId")}, whom users.csv marks as tobedeleted. Please delete both or neither.`,
    sample: { userSourcedId: "U-88213" },
  },
  "enrollment.user.left-out": {
    what: (t) => `${t.rows} ${t.pick("puts", "put")} somebody in a class whose own row was left out`,
    did: "Muster leaves the row out. Nobody leaves a class for it.",
    cause: "The person is in users.csv, but Muster cannot use their row; another finding says why.",
    fix: (t) =>
      `Mend the row of the person ${t.quoted("userSourcedId", 40)} in users.csv first; then this is settled too.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `This row cannot be used before that of the user ${t.fact("userSourcedId")} in users.csv is mended.`,
    sample: { userSourcedId: "U-88213" },
  },
  "enrollment.role.not-held": {
    what: (t) =>
      t.count > 1
        ? `${t.rows} name a role in class that the person does not have`
        : `${t.rows} lists somebody as ${t.fact("role")} who has no such role`,
    did: "Muster puts nobody into a class in a role they do not have: an enrollment gives no rights by itself.",
    cause: (t) =>
      `The first of them says ${t.fact("role")}; the person's own row or role says ${t.fact("has") === "" ? "nothing that counts" : t.fact("has")}.`,
    fix: "If they teach or learn there, give them that role in users.csv (in roles.csv with OneRoster 1.2).",
    owner: "sis-vendor",
    vendor: (t) =>
      `enrollments.csv lists the user ${t.fact("userSourcedId")} as ${t.fact("role")}, but their role is ${t.fact("has")}. Please export the same role in both files.`,
    sample: { userSourcedId: "U-88213", role: "teacher", has: "student" },
  },
};
