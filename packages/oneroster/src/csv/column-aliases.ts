import type { TableName } from "../model/table-name.ts";

/** Another spelling of a column: misspelt (Q035) or the name OneRoster 1.0 and home-made sets use (Q036). */
export interface ColumnAlias {
  readonly column: string;
  readonly kind: "misspelt" | "older";
}

const misspelt = (column: string): ColumnAlias => ({ column, kind: "misspelt" });
const older = (column: string): ColumnAlias => ({ column, kind: "older" });

/** Keys are lower case. A spelling that differs in capitals only needs no entry. */
const everywhere: Readonly<Record<string, ColumnAlias>> = {
  sourceid: misspelt("sourcedId"),
  datalastmodified: misspelt("dateLastModified"),
  parentsourceid: misspelt("parentSourcedId"),
};

const byTable: Readonly<Record<TableName, Readonly<Record<string, ColumnAlias>>>> = {
  orgs: {},
  academicSessions: {},
  courses: {
    schoolyearid: older("schoolYearSourcedId"),
    grade: older("grades"),
    subject: older("subjects"),
    orgsourceid: misspelt("orgSourcedId"),
  },
  classes: {
    grade: older("grades"),
    subject: older("subjects"),
    termsourcedid: older("termSourcedIds"),
    coursesourceid: misspelt("courseSourcedId"),
    schoolsourceid: misspelt("schoolSourcedId"),
    termsourceids: misspelt("termSourcedIds"),
  },
  users: {
    agents: older("agentSourcedIds"),
    agentsourceids: misspelt("agentSourcedIds"),
    grade: older("grades"),
    lang: misspelt("language"),
    orgsourcedid: older("orgSourcedIds"),
    orgsourceids: misspelt("orgSourcedIds"),
    preferredfirstname: misspelt("preferredGivenName"),
    preferredlastname: misspelt("preferredFamilyName"),
    prefferedfamilyname: misspelt("preferredFamilyName"),
    prefferedgivenname: misspelt("preferredGivenName"),
    prefferedmiddlename: misspelt("preferredMiddleName"),
    userid: older("userIds"),
  },
  roles: { orgsourceid: misspelt("orgSourcedId"), usersourceid: misspelt("userSourcedId") },
  enrollments: {
    classsourceid: misspelt("classSourcedId"),
    schoolsourceid: misspelt("schoolSourcedId"),
    usersourceid: misspelt("userSourcedId"),
  },
  guardians: {},
};

/** The column another spelling stands for, or undefined. Nothing is matched by likeness. */
export function aliasOf(table: TableName, lower: string): ColumnAlias | undefined {
  if (table === "guardians") {
    const column = guardianAliases.get(squash(lower));
    return column === undefined ? undefined : { column, kind: "misspelt" };
  }
  return byTable[table][lower] ?? everywhere[lower];
}

/** Blanks, underscores, dashes and dots do not count in a header of guardians.csv: `Student ID`, `student_id`. */
function squash(lower: string): string {
  return lower.replaceAll(/[\s_.-]/g, "");
}

/** Column -> spellings accepted for it in guardians.csv, whose header no standard fixes. */
export const guardianSpellings = {
  studentSourcedId: ["student", "studentId", "studentSisId", "studentNumber", "studentSourceId"],
  guardianSourcedId: [
    "guardianId",
    "guardianSisId",
    "guardianSourceId",
    "contactId",
    "parentId",
    "parentSourcedId",
    "sisId",
    "sourcedId",
  ],
  givenName: ["firstName", "first", "guardianFirstName", "parentFirstName"],
  familyName: ["lastName", "last", "surname", "guardianLastName", "parentLastName"],
  email: ["emailAddress", "mail", "guardianEmail", "parentEmail"],
  mobile: ["mobilePhone", "mobileNumber", "cell", "cellPhone", "sms", "text"],
  homePhone: ["phone", "phoneNumber", "home", "homeNumber", "alternativePhone", "otherPhone"],
  language: ["lang", "languageCode", "preferredLanguage", "homeLanguage"],
  relationship: ["relation", "relationshipType"],
  contactType: ["type", "guardianType"],
} as const;

const guardianAliases: ReadonlyMap<string, string> = new Map(
  Object.entries(guardianSpellings).flatMap(([column, spellings]) =>
    [column, ...spellings].map((spelling): [string, string] => [spelling.toLowerCase(), column]),
  ),
);
