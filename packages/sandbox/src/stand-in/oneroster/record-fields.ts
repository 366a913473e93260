/** One object of an answer. */
export type JsonRecord = { [field: string]: unknown };

/** What an answer can refer to. */
export type RefType = "academicSession" | "class" | "course" | "org" | "user";

/**
 * How a column of a file becomes a field of an object: as text, as a list, as references. `blank: "keep"` writes an
 * empty text as ""; otherwise a blank cell is no field at all.
 */
export type FieldShape =
  | { readonly as: "text"; readonly column: string; readonly blank: "keep" | "omit" }
  | { readonly as: "list"; readonly column: string }
  | { readonly as: "ref"; readonly column: string; readonly type: RefType }
  | { readonly as: "refs"; readonly column: string; readonly type: RefType }
  | { readonly as: "always"; readonly value: unknown };

/** The fields of an object, in the order in which they are written. */
export type FieldShapes = Readonly<Record<string, FieldShape>>;

const text = (column: string): FieldShape => ({ as: "text", column, blank: "omit" });
const kept = (column: string): FieldShape => ({ as: "text", column, blank: "keep" });
const list = (column: string): FieldShape => ({ as: "list", column });
const ref = (column: string, type: RefType): FieldShape => ({ as: "ref", column, type });
const refs = (column: string, type: RefType): FieldShape => ({ as: "refs", column, type });

/** Fields of orgs, academicSessions, courses, classes and enrollments, alike in REST 1.1 and 1.2. */
export const sharedFields = {
  orgs: {
    name: kept("name"),
    type: text("type"),
    identifier: kept("identifier"),
    parent: ref("parentSourcedId", "org"),
  },
  academicSessions: {
    title: kept("title"),
    type: text("type"),
    startDate: text("startDate"),
    endDate: text("endDate"),
    parent: ref("parentSourcedId", "academicSession"),
    schoolYear: kept("schoolYear"),
  },
  courses: {
    title: kept("title"),
    schoolYear: ref("schoolYearSourcedId", "academicSession"),
    courseCode: kept("courseCode"),
    grades: list("grades"),
    subjects: list("subjects"),
    org: ref("orgSourcedId", "org"),
    subjectCodes: list("subjectCodes"),
  },
  classes: {
    title: kept("title"),
    classCode: kept("classCode"),
    classType: text("classType"),
    location: kept("location"),
    grades: list("grades"),
    subjects: list("subjects"),
    course: ref("courseSourcedId", "course"),
    school: ref("schoolSourcedId", "org"),
    terms: refs("termSourcedIds", "academicSession"),
    subjectCodes: list("subjectCodes"),
    periods: list("periods"),
  },
  enrollments: {
    user: ref("userSourcedId", "user"),
    class: ref("classSourcedId", "class"),
    school: ref("schoolSourcedId", "org"),
    role: text("role"),
    primary: text("primary"),
    beginDate: text("beginDate"),
    endDate: text("endDate"),
  },
} as const satisfies Readonly<Record<string, FieldShapes>>;

/** A user of REST 1.1: one role, many orgs, every text present. */
export const userFields11: FieldShapes = {
  username: kept("username"),
  userIds: { as: "always", value: [] },
  enabledUser: text("enabledUser"),
  givenName: kept("givenName"),
  familyName: kept("familyName"),
  middleName: kept("middleName"),
  role: text("role"),
  identifier: kept("identifier"),
  email: kept("email"),
  sms: kept("sms"),
  phone: kept("phone"),
  agents: refs("agentSourcedIds", "user"),
  orgs: refs("orgSourcedIds", "org"),
  grades: list("grades"),
  password: kept("password"),
};

/** A user of REST 1.2 without `roles` and `userProfiles`, which come from other files. A password never comes. */
export const userFields12: FieldShapes = {
  username: text("username"),
  userIds: { as: "always", value: [] },
  enabledUser: text("enabledUser"),
  givenName: kept("givenName"),
  familyName: kept("familyName"),
  middleName: text("middleName"),
  preferredFirstName: text("preferredGivenName"),
  preferredMiddleName: text("preferredMiddleName"),
  preferredLastName: text("preferredFamilyName"),
  pronouns: text("pronouns"),
  primaryOrg: ref("primaryOrgSourcedId", "org"),
  identifier: text("identifier"),
  email: text("email"),
  sms: text("sms"),
  phone: text("phone"),
  agents: refs("agentSourcedIds", "user"),
  grades: list("grades"),
};

const folders: Readonly<Record<RefType, string>> = {
  academicSession: "academicSessions",
  class: "classes",
  course: "courses",
  org: "orgs",
  user: "users",
};

/** A reference as both versions write it: all three keys, the address on the roster's own host. */
export function reference(hrefBase: string, type: RefType, sourcedId: string): JsonRecord {
  return { href: `${hrefBase}/${folders[type]}/${encodeURIComponent(sourcedId)}`, sourcedId, type };
}

/** What a field becomes; undefined: the object does not have it. */
export function fieldValue(shape: FieldShape, cell: (column: string) => string, hrefBase: string): unknown {
  if (shape.as === "always") return shape.value;
  const value = cell(shape.column);
  switch (shape.as) {
    case "text":
      return value === "" && shape.blank === "omit" ? undefined : value;
    case "list":
      return value === "" ? [] : value.split(",");
    case "ref":
      return value === "" ? undefined : reference(hrefBase, shape.type, value);
    case "refs":
      return value === "" ? [] : value.split(",").map((id) => reference(hrefBase, shape.type, id));
    default:
      return shape satisfies never;
  }
}
