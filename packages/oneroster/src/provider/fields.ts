import type { RestVersion } from "../rest/dialect.ts";
import type { ProvidedBase } from "./operations.ts";

/**
 * What a field holds: `flag` the text true or false, `texts` a list of them, `ref` a reference to an object of that
 * kind, `words` one of a few, `roles` the roles of a user of 1.2, `never` a field of the standard that we never send.
 */
export type FieldKind =
  | "text"
  | "date"
  | "time"
  | "flag"
  | "texts"
  | "object"
  | "roles"
  | "never"
  | `ref ${RefType}`
  | `refs ${RefType}`
  | readonly string[];

/** The kinds of objects that a reference can lead to, in the words of its `type`. */
export type RefType = "academicSession" | "class" | "course" | "org" | "user";

/** What the standard says of one field. */
export interface FieldRule {
  readonly holds: FieldKind;
  readonly isRequired: boolean;
}

/** The fields of one kind of object, by name. */
export type FieldRules = Readonly<Record<string, FieldRule>>;

const must = (holds: FieldKind): FieldRule => ({ holds, isRequired: true });
const may = (holds: FieldKind): FieldRule => ({ holds, isRequired: false });
const never = may("never");

const base: FieldRules = {
  sourcedId: must("text"),
  status: must(["active", "tobedeleted"]),
  dateLastModified: must("time"),
  metadata: may("object"),
};

const org: FieldRules = {
  ...base,
  name: must("text"),
  type: must(["department", "district", "local", "national", "school", "state"]),
  identifier: must("text"),
  parent: may("ref org"),
  children: may("refs org"),
};

const academicSession: FieldRules = {
  ...base,
  title: must("text"),
  startDate: must("date"),
  endDate: must("date"),
  type: must(["gradingPeriod", "semester", "schoolYear", "term"]),
  parent: may("ref academicSession"),
  children: may("refs academicSession"),
  schoolYear: must("text"),
};

const course: FieldRules = {
  ...base,
  title: must("text"),
  courseCode: must("text"),
  org: may("ref org"),
  ...{ schoolYear: never, grades: never, subjects: never, subjectCodes: never, resources: never },
};

const cls: FieldRules = {
  ...base,
  title: must("text"),
  classCode: may("text"),
  classType: may(["homeroom", "scheduled"]),
  location: may("text"),
  grades: may("texts"),
  periods: may("texts"),
  course: must("ref course"),
  school: must("ref org"),
  terms: must("refs academicSession"),
  ...{ subjects: never, subjectCodes: never, resources: never },
};

const person: FieldRules = {
  ...base,
  enabledUser: must("flag"),
  givenName: must("text"),
  familyName: must("text"),
  middleName: may("text"),
  identifier: may("text"),
  email: may("text"),
  sms: may("text"),
  phone: may("text"),
  agents: may("refs user"),
  grades: may("texts"),
  ...{ userIds: never, password: never },
};

const user11: FieldRules = {
  ...person,
  username: must("text"),
  role: must([
    ...["administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher"],
  ]),
  orgs: must("refs org"),
};

const user12: FieldRules = {
  ...person,
  username: may("text"),
  roles: must("roles"),
  primaryOrg: may("ref org"),
  ...{ userMasterIdentifier: never, preferredFirstName: never, preferredMiddleName: never },
  ...{ preferredLastName: never, pronouns: never, userProfiles: never, resources: never },
};

const enrollment = (aide: string): FieldRules => ({
  ...base,
  user: must("ref user"),
  class: must("ref class"),
  school: must("ref org"),
  role: must(["administrator", aide, "proctor", "student", "teacher"]),
  primary: may("flag"),
  beginDate: may("date"),
  endDate: may("date"),
});

/** A list of our own is empty: nothing of it is ever kept. Its fields may be asked for all the same. */
const demographics: FieldRules = {
  ...base,
  ...{ birthDate: never, sex: never, asian: never, white: never, blackOrAfricanAmerican: never },
  ...{ americanIndianOrAlaskaNative: never, nativeHawaiianOrOtherPacificIslander: never },
  ...{ demographicRaceTwoOrMoreRaces: never, hispanicOrLatinoEthnicity: never, cityOfBirth: never },
  ...{ countryOfBirthCode: never, stateOfBirthAbbreviation: never, publicSchoolResidenceStatus: never },
};

const alike = { orgs: org, academicSessions: academicSession, courses: course, classes: cls, demographics };

/**
 * The fields of each kind of object by version, which of them every object has, and what they hold: from the standard's
 * tables (1.1 §4, 1.2 information model) and the required lists of their OpenAPI files. An aide in a class is a word of
 * the standard in 1.1 and an extension in 1.2.
 */
export const fieldRules: Readonly<Record<RestVersion, Readonly<Record<ProvidedBase, FieldRules>>>> = {
  "1.1": { ...alike, users: user11, enrollments: enrollment("aide") },
  "1.2": { ...alike, users: user12, enrollments: enrollment("ext:aide") },
};
