import { rowLeftOut, type WordsOf } from "./words.ts";

/** What is said of families. */
export const guardianWords: WordsOf<"guardian"> = {
  "guardian.identity.missing": {
    what: (t) =>
      `${t.rows} ${t.pick("describes a guardian", "describe guardians")} without ID, contact or name`,
    did: rowLeftOut,
    cause: "The contact was entered for the student, but who it is was left empty.",
    fix: "Add at least a name, an e-mail or a phone number where the family is kept.",
    owner: "district",
    sample: {},
  },
  "guardian.student.missing": {
    what: (t) =>
      `${t.rows} ${t.pick("belongs to a student", "belong to students")} who ${t.pick("is", "are")} not listed`,
    did: "Muster waits: the family is linked as soon as the student arrives.",
    cause: (t) =>
      `The family file is newer than the list of students. The first student is ${t.fact("studentSourcedId")}.`,
    fix: "Nothing has to be done if the students come with the next files.",
    owner: "sender",
    vendor: (t) =>
      `The family file names the student ${t.fact("studentSourcedId")}, who is not in users.csv. Please export both at the same time.`,
    sample: { studentSourcedId: "S-0417" },
  },
  "guardian.details.differ": {
    what: (t) =>
      t.count > 1
        ? `${t.rows} describe guardians whose rows do not agree`
        : `A guardian has ${t.fact("rows")} rows in ${t.file} that do not agree`,
    did: "Muster takes name and contact from one of the rows, always the same one.",
    cause: "Brothers and sisters were entered with different contact details of the same guardian.",
    fix: "Make the entries of this guardian the same for all their children.",
    owner: "district",
    sample: { rows: 3 },
  },
  "guardian.contact.missing": {
    what: (t) =>
      t.count > 1
        ? `${t.rows} list guardians with neither e-mail nor phone`
        : `A guardian in ${t.file} has neither e-mail nor phone`,
    did: "Muster links the guardian to the student; nobody can reach them yet.",
    cause: "The contact details were not entered, or the export does not send them.",
    fix: "Add an e-mail or a mobile number where the family is kept.",
    owner: "district",
    sample: {},
  },
  "guardian.students.none": {
    what: (t) =>
      t.count > 1
        ? `${t.rows} list guardians of nobody who takes part`
        : `A guardian in ${t.file} belongs to nobody who takes part`,
    did: "Muster does not take them in until a student is theirs.",
    cause: "Their children have left, are at a school that is not linked, or are not named in the row.",
    fix: "Nothing has to be done.",
    owner: "district",
    sample: {},
  },
  "guardian.links.missing": {
    what: () => "Today's files link no family to any student",
    did: "Nobody's family was removed. Students and classes go on as usual.",
    cause: "Guardians are no longer chosen in the export, or agentSourcedIds is empty in every row.",
    fix: "Ask for guardians to be exported again. If they come from elsewhere now: npx muster setting set guardian.manage off",
    owner: "sender",
    vendor:
      "agentSourcedIds is empty in every row of users.csv; until now it was filled. Please export the links between students and guardians again.",
    sample: {},
  },
  "guardian.source.failed": {
    what: () => "The guardians could not be fetched today",
    did: "Muster goes on with everybody else. Families stay as they are.",
    cause: (t) =>
      `The second source, the one of the guardians, ended with ${t.fact("code")}; its own page says more.`,
    fix: (t) => `Look at that source: npx muster source test ${t.fact("source")}`,
    owner: "district",
    sample: { code: "source.host.unreachable", source: 3 },
  },
  "guardian.source.unusable": {
    what: () => "The source of the guardians brought no file that can be used",
    did: "Muster goes on with everybody else. Families stay as they are.",
    cause: "There is no guardians.csv in what it brought, or there are several.",
    fix: "Put one file named guardians.csv there, and nothing of an earlier day beside it.",
    owner: "sender",
    vendor:
      "We expect one file named guardians.csv in the folder for guardians. Today there was none, or more than one. Please see to it that the export writes that name and replaces yesterday's file.",
    sample: {},
  },
};
