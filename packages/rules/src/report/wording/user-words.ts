import { fieldWord } from "./record-words.ts";
import { rowLeftOut, valueLeftOut, type WordsOf } from "./words.ts";

const sameFact: ReadonlyMap<string, string> = new Map([
  ["number", "student number"],
  ["email", "e-mail"],
  ["details", "e-mail and phone"],
]);

/** What is said of people as users.csv and roles.csv list them. */
export const userWords: WordsOf<"user" | "role"> = {
  "user.role.missing": {
    what: (t) => `${t.rows} ${t.pick("does", "do")} not say what the person is`,
    did: `${rowLeftOut} A role is never guessed, because it gives rights.`,
    cause: "The column role is empty.",
    fix: "Ask for a role in every row: student, teacher, guardian and so on.",
    owner: "sis-vendor",
    vendor: "The column role is empty. Every user needs a role.",
    sample: {},
  },
  "user.role.synonym": {
    what: (t) => `${t.file} says ${t.quoted("written", 18)}; Muster takes it as ${t.fact("role")}${t.more}`,
    did: "Muster gives the rights of that role and no more.",
    cause: "The word is not the standard's, but its meaning is known.",
    fix: "Nothing has to be done if it is what you mean.",
    owner: "sis-vendor",
    vendor: (t) => `The role "${t.fact("written")}" is not one of the standard's; "${t.fact("role")}" is.`,
    sample: { written: "Teacher's Aide", role: "aide" },
  },
  "user.role.unknown": {
    what: (t) =>
      `${t.rows} ${t.pick("has", "have")} a role that Muster does not know${t.example("written", 14)}`,
    did: "Muster gives no rights for it: the person is neither student, staff nor guardian by this row.",
    cause: "The word is one of this export's own.",
    fix: "Ask for one of the standard's roles if these people should take part.",
    owner: "sis-vendor",
    vendor: (t) => `The role "${t.fact("written")}" is none of the standard's.`,
    sample: { written: "volunteer" },
  },
  "user.enabled.missing": {
    what: (t) => `${t.file} does not say of everybody whether they are enabled${t.more}`,
    did: "Muster takes these people as enabled.",
    cause: "The column enabledUser is empty in some rows.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: "Please fill enabledUser with true or false in every row.",
    sample: {},
  },
  "user.enabled.unreadable": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} an unclear word for enabled${t.example("written", 10)}`,
    did: `${rowLeftOut} Whether somebody may sign in is not guessed.`,
    cause: "Another value slipped into the column enabledUser.",
    fix: "Ask for true or false.",
    owner: "sis-vendor",
    vendor: (t) => `enabledUser is "${t.fact("written")}". It must be true or false.`,
    sample: { written: "pending" },
  },
  "user.name.missing": {
    what: (t) =>
      `${t.rows} ${t.pick(`lists a person without a ${fieldWord(t.column)}`, "list people without a first or last name")}`,
    did: "Muster takes the person in and leaves that part of the name empty.",
    cause: "Some people have one name only; or the name was not entered.",
    fix: "Add the name where the person's record is kept, if there is one.",
    owner: "district",
    sample: {},
  },
  "user.username.missing": {
    what: (t) => `${t.file} lists people without a user name${t.more}`,
    did: "Muster takes them in; they cannot sign in by user name.",
    cause: "The column username is empty in some rows.",
    fix: "Nothing has to be done if people sign in by e-mail or phone.",
    owner: "district",
    sample: {},
  },
  "user.org.missing": {
    what: (t) => `${t.rows} ${t.pick("names", "name")} a school that orgs.csv does not list`,
    did: "Muster leaves that school out; the other schools of the row count.",
    cause: "The school is not chosen in the export, or its ID is written differently in the two files.",
    fix: (t) =>
      `Compare the school's ID in both files; the first one that is missing is ${t.quoted("orgSourcedId", 40)}.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `orgSourcedIds names ${t.fact("orgSourcedId")}, which is not in orgs.csv. Please export the school, or the same ID in both files.`,
    sample: { orgSourcedId: "0042", missing: 1 },
  },
  "user.orgs.lost": {
    what: (t) => `${t.rows} ${t.pick("names", "name")} only schools that orgs.csv does not list`,
    did: rowLeftOut,
    cause:
      "A school's ID is written differently today, or several IDs stand in one value with another separator than before.",
    fix: (t) => `Compare the value with orgs.csv; the first one is ${t.quoted("orgSourcedId", 40)}.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `orgSourcedIds holds ${t.fact("orgSourcedId")}, which is not in orgs.csv; before it named schools that are. Please send the schools' sourcedIds, several of them separated by commas.`,
    sample: { orgSourcedId: "0042;0043" },
  },
  "user.role.lost": {
    what: (t) =>
      `${t.rows} ${t.pick("gives", "give")} a role that Muster does not know, instead of a known one`,
    did: rowLeftOut,
    cause: "The export uses other words for roles than before.",
    fix: (t) => `Ask for the words of the standard; the first row said ${t.quoted("role", 40)} before.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `The role of some people is no longer a word of the standard; it was ${t.fact("role")} before. Please send student, teacher, administrator, aide, proctor, parent, guardian or relative.`,
    sample: { role: "student" },
  },
  "user.agent.missing": {
    what: (t) => `${t.rows} ${t.pick("names", "name")} family that is not listed`,
    did: "Muster keeps the student. The family is linked as soon as a file lists it.",
    cause: "The export lists guardians only if they have an account.",
    fix: "Ask for all guardians to be exported, if families should be reached.",
    owner: "sis-vendor",
    vendor: (t) => `agentSourcedIds names ${t.fact("agentSourcedId")}, who is not in users.csv.`,
    sample: { agentSourcedId: "G-1020", missing: 1 },
  },
  "user.agent.unclear": {
    what: (t) => `${t.rows} ${t.pick("names", "name")} as family somebody who is no guardian`,
    did: "Muster makes no family link from it: a teacher or mentor must not be taken for a parent.",
    cause: (t) =>
      `The person ${t.fact("agentSourcedId")} is listed, but not as parent, guardian or relative.`,
    fix: "If it is a parent who also works here, ask for a second row with the role guardian.",
    owner: "district",
    sample: { agentSourcedId: "T-77" },
  },
  "user.school.none": {
    what: (t) =>
      t.count > 1
        ? `${t.rows} list people at no school that takes part`
        : `A ${t.fact("role") || "person"} in ${t.file} is at no school that takes part`,
    did: "Muster does not take these people in.",
    cause: "Their school is not linked in Muster, or the row names none.",
    fix: "If the school should take part, link it: npx muster school link",
    owner: "district",
    sample: { role: "student" },
  },
  "user.class.none": {
    what: (t) =>
      t.count > 1 ? `${t.rows} list teachers without a class` : `A teacher in ${t.file} has no class`,
    did: "Muster keeps the teacher.",
    cause: "They teach later in the year, or their classes are not part of the files.",
    fix: "Nothing has to be done.",
    owner: "district",
    sample: {},
  },
  "user.match.probable": {
    what: (t) =>
      t.count > 1
        ? `${t.rows} look like people Muster knows under another ID`
        : `The row ${t.sourcedId} looks like somebody Muster knows as ${t.quoted("heldSourcedId", 24)}`,
    did: "Muster takes them as two people. Nothing is put together by likeness alone.",
    cause: (t) =>
      `Name and ${sameFact.get(t.label("by")) ?? "details"} are the same: most likely somebody returned, or was entered twice.`,
    fix: "If it is one human, ask for one ID for both where the records are kept.",
    owner: "district",
    sample: { heldSourcedId: "S-00417", by: "number" },
  },
  "role.role.missing": {
    what: (t) => `${t.rows} ${t.pick("does", "do")} not say which role it is`,
    did: `${rowLeftOut} A role is never guessed, because it gives rights.`,
    cause: "The column role is empty.",
    fix: "Ask for a role in every row.",
    owner: "sis-vendor",
    vendor: "The column role in roles.csv is empty.",
    sample: {},
  },
  "role.type.unknown": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} an unknown kind of role${t.example("written", 16)}`,
    did: "Muster takes it as a secondary role.",
    cause: "The column roleType should say primary or secondary.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) => `roleType is "${t.fact("written")}". It must be primary or secondary.`,
    sample: { written: "main" },
  },
  "role.user.missing": {
    what: (t) => `${t.rows} ${t.pick("gives", "give")} a role to somebody who is not listed`,
    did: rowLeftOut,
    cause: "users.csv does not list the person: most likely the two files were exported by different rules.",
    fix: "Ask for both files to list the same people.",
    owner: "sis-vendor",
    vendor: (t) => `roles.csv names the user ${t.fact("userSourcedId")}, who is not in users.csv.`,
    sample: { userSourcedId: "U-100" },
  },
  "role.org.missing": {
    what: (t) => `${t.rows} ${t.pick("gives", "give")} a role at a school that is not listed`,
    did: `${rowLeftOut} The person keeps the roles they had.`,
    cause: "orgs.csv does not list the school, or spells its ID differently.",
    fix: (t) =>
      `Compare the school's ID in both files; the first one that is missing is ${t.quoted("orgSourcedId", 40)}.`,
    owner: "sis-vendor",
    vendor: (t) => `roles.csv names the org ${t.fact("orgSourcedId")}, which is not in orgs.csv.`,
    sample: { orgSourcedId: "0042" },
  },
};

/** What is said of adults whom several rows describe, and of what Muster keeps of a person. */
export const personWords: WordsOf<"adult" | "person"> = {
  "adult.roles.joined": {
    what: (t) =>
      t.count > 1
        ? `${t.rows} stand for adults who have another row too; each is one person`
        : `A row of ${t.file} stands for an adult who has another row too`,
    did: "Muster made one account with both roles, since name, e-mail and phone agree.",
    cause: "A member of staff is also a parent.",
    fix: "Nothing has to be done if it is one human.",
    owner: "district",
    sample: {},
  },
  "person.details.kept": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} contact details that Muster does not take over`,
    did: `${valueLeftOut} The details that the person signs in with stay.`,
    cause: "The person has signed in, and from then on their contact details are theirs.",
    fix: "If the files should decide: npx muster setting set contact.update-active on",
    owner: "district",
    sample: {},
  },
};
