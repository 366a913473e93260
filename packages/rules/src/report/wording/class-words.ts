import { rowLeftOut, type WordsOf } from "./words.ts";

/** What is said of schools, terms and classes as the files describe them. */
export const classWords: WordsOf<"org" | "session" | "class"> = {
  "org.type.unknown": {
    what: (t) =>
      `${t.rows} ${t.pick("has", "have")} an unknown kind of school or office${t.example("written", 12)}`,
    did: "Muster takes it as something other than a school: nobody is placed there.",
    cause: "The export uses a word of its own for the kind.",
    fix: "If it is a school, ask for the word school in the column type.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The type "${t.fact("written")}" in orgs.csv is none of school, district, department, local, state, national.`,
    sample: { written: "campus" },
  },
  "org.parent.missing": {
    what: (t) => `${t.rows} ${t.pick("hangs", "hang")} on a school or office that is not listed`,
    did: "Muster takes it as hanging on nothing. Schools themselves are not affected.",
    cause: "orgs.csv does not list the one above it: most likely it is not chosen in the export.",
    fix: "Nothing has to be done, unless people are filed under departments.",
    owner: "sis-vendor",
    vendor: (t) => `parentSourcedId names ${t.fact("parentSourcedId")}, which is not in orgs.csv.`,
    sample: { parentSourcedId: "D-001" },
  },
  "org.parent.circular": {
    what: (t) => `${t.rows} ${t.pick("hangs", "hang")} on ${t.pick("itself", "themselves")} in a circle`,
    did: "Muster follows the circle no further. Schools themselves are not affected.",
    cause: "A school or office is entered as standing above itself, by itself or by way of others.",
    fix: "Ask for the right one above it, if people are filed under departments.",
    owner: "sis-vendor",
    vendor: (t) =>
      `Following parentSourcedId from ${t.sourcedId} leads back to it (by way of ${t.fact("parentSourcedId")}).`,
    sample: { parentSourcedId: "D-002" },
  },
  "session.type.unknown": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} an unknown kind of term${t.example("written", 16)}`,
    did: "Muster uses its dates all the same.",
    cause: "The export uses a word of its own for the kind.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The type "${t.fact("written")}" in academicSessions.csv is none of term, semester, gradingPeriod, schoolYear.`,
    sample: { written: "quarter" },
  },
  "session.year.derived": {
    what: (t) => `${t.file} does not give the school year in four digits${t.more}`,
    did: "Muster takes the year from the dates of the term.",
    cause: (t) => `The export writes ${t.quoted("written", 24)}.`,
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: "schoolYear must be four digits: the year in which the school year ends.",
    sample: { written: "2026-27" },
  },
  "class.type.unknown": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} an unknown kind of class${t.example("written", 16)}`,
    did: "Muster keeps the class and takes it as one of another kind.",
    cause: "The export uses a word of its own for the kind.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) => `The classType "${t.fact("written")}" is neither scheduled nor homeroom.`,
    sample: { written: "club" },
  },
  "class.school.missing": {
    what: (t) => `${t.rows} ${t.pick("names", "name")} a school that orgs.csv does not list`,
    did: `${rowLeftOut} That goes for the class and for everybody in it.`,
    cause: "The school is not chosen in the export, or its ID is written differently in the two files.",
    fix: (t) =>
      `Compare the school's ID in both files; the first one that is missing is ${t.quoted("schoolSourcedId", 40)}.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `The school ${t.fact("schoolSourcedId")} of this class is not in orgs.csv. Please export the school, or the same ID in both files.`,
    sample: { schoolSourcedId: "0042" },
  },
  "class.school.lost": {
    what: (t) =>
      `${t.rows} ${t.pick("moves", "move")} a class from its school to something that is no school`,
    did: rowLeftOut,
    cause: (t) =>
      `The row names ${t.quoted("schoolSourcedId", 40)}, which orgs.csv lists as ${t.fact("type")}, not as a school.`,
    fix: (t) =>
      `Ask for the class's own school in the column schoolSourcedId; it was ${t.quoted("before", 40)}. If the class has ended, ask for its row to be left out.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `The schoolSourcedId of this class was ${t.fact("before")} and is now ${t.fact("schoolSourcedId")}, which orgs.csv does not list as a school. A class must name the school where it is taught.`,
    sample: { schoolSourcedId: "D-001", type: "district", before: "0042" },
  },
  "class.school.none": {
    what: (t) => `${t.rows} ${t.pick("describes a class", "describe classes")} that no school has`,
    did: "Muster does not take such a class in, nor anybody's place in it.",
    cause: (t) =>
      t.fact("schoolSourcedId") === ""
        ? "The column schoolSourcedId is empty, and the district has more than one school."
        : `The first of them names ${t.quoted("schoolSourcedId", 40)}, which orgs.csv does not list as a school.`,
    fix: "Ask for the school where the class is taught in the column schoolSourcedId.",
    owner: "sis-vendor",
    vendor: (t) =>
      t.fact("schoolSourcedId") === ""
        ? "The column schoolSourcedId is empty. It must name the school where the class is taught."
        : `The schoolSourcedId of this class is ${t.fact("schoolSourcedId")}, which orgs.csv lists as ${t.fact("type")}. A class must name the school where it is taught.`,
    sample: { schoolSourcedId: "D-001", type: "district" },
  },
  "class.term.missing": {
    what: (t) => `${t.rows} ${t.pick("names", "name")} a term that is not listed`,
    did: "Muster keeps the class, without the dates of that term.",
    cause:
      "academicSessions.csv does not list it: most likely the term is over, or not chosen in the export.",
    fix: "Nothing has to be done if you do not go by the dates of classes.",
    owner: "sis-vendor",
    vendor: (t) => `The term ${t.fact("termSourcedId")} of this class is not in academicSessions.csv.`,
    sample: { termSourcedId: "T-2026-1", missing: 1 },
  },
  "class.course.missing": {
    what: (t) => `${t.rows} ${t.pick("names", "name")} a course that courses.csv does not list`,
    did: "Muster keeps the class, without its course.",
    cause: "courses.csv was not sent, or does not list every course.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) => `The course ${t.fact("courseSourcedId")} of this class is not in courses.csv.`,
    sample: { courseSourcedId: "C-ALG1" },
  },
  "class.size.implausible": {
    what: (t) =>
      t.count > 1
        ? `${t.rows} describe classes with more than 200 students`
        : `A class in ${t.file} has ${t.fact("students")} students`,
    did: "Muster keeps the class and everybody in it.",
    cause: "It is a whole grade, lunch or a sports group; or many classes share one ID.",
    fix: "Look at the class. If it is no class to write to, leave it out of the export.",
    owner: "district",
    sample: { students: 412 },
  },
  "class.teacher.missing": {
    what: (t) =>
      t.count > 1 ? `${t.rows} describe classes without a teacher` : `A class in ${t.file} has no teacher`,
    did: "Muster keeps the class and everybody in it.",
    cause: "The teacher is not yet entered, or teachers are not part of the enrollments sent.",
    fix: "Enter the teacher where the class is kept, if somebody should write to it.",
    owner: "district",
    sample: {},
  },
  "class.year.past": {
    what: (t) =>
      t.count > 1
        ? `${t.rows} describe classes of a school year that is over`
        : `A class in ${t.file} is of a school year that is over`,
    did: "Muster does not take such a class in, and does not bring one back.",
    cause: "The files list this year's terms and classes of an earlier year beside them.",
    fix: "Nothing has to be done. Ask for this year's classes alone if there are many.",
    owner: "sis-vendor",
    vendor: (t) => `This class is of the school year ${t.fact("schoolYear")}, which is over.`,
    sample: { schoolYear: "2026" },
  },
};
