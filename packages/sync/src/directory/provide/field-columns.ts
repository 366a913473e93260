import type { RestVersion } from "@muster/oneroster/rest/dialect.ts";
import type { KeptBase } from "./provided-tables.ts";

/** What a field is compared as. */
export type ColumnKind = "text" | "id" | "date" | "time" | "list";

/** A field of the standard as the columns of `p` have it. */
export interface FieldColumn {
  readonly sql: string;
  readonly kind: ColumnKind;
}

const text = (sql: string): FieldColumn => ({ sql, kind: "text" });
const id = (sql: string): FieldColumn => ({ sql, kind: "id" });
const list = (sql: string): FieldColumn => ({ sql, kind: "list" });
const flag = (sql: string): FieldColumn => text(`case when ${sql} then 'true' else 'false' end`);

/** A reference may be named by itself or by what lies inside. */
const ref = (field: string, sql: string): Readonly<Record<string, FieldColumn>> => ({
  [field]: id(sql),
  [`${field}.sourcedId`]: id(sql),
});
const refs = (field: string, sql: string): Readonly<Record<string, FieldColumn>> => ({
  [field]: list(sql),
  [`${field}.sourcedId`]: list(sql),
});

const every: Readonly<Record<string, FieldColumn>> = {
  sourcedId: id("p.sourced_id"),
  status: text("p.status"),
  dateLastModified: { sql: "p.modified_at", kind: "time" },
};
const role12 = text("p.role_12");

const columns: Readonly<Record<KeptBase, Readonly<Record<string, FieldColumn>>>> = {
  orgs: {
    ...{ ...every, name: text("p.name"), type: text("p.type"), identifier: text("p.identifier") },
    ...ref("parent", "p.parent"),
  },
  academicSessions: {
    ...{ ...every, title: text("p.title"), type: text("p.type"), schoolYear: text("p.school_year") },
    ...{ startDate: { sql: "p.starts_on", kind: "date" }, endDate: { sql: "p.ends_on", kind: "date" } },
    ...ref("parent", "p.parent"),
  },
  courses: { ...every, title: text("p.title"), courseCode: text("p.course_code"), ...ref("org", "p.org") },
  classes: {
    ...{ ...every, title: text("p.title"), classCode: text("p.class_code"), location: text("p.location") },
    ...{ classType: text("p.class_type"), grades: list("p.grades"), periods: list("p.periods") },
    ...{ ...ref("course", "p.course"), ...ref("school", "p.school"), ...refs("terms", "p.terms") },
  },
  users: {
    ...{ ...every, username: text("p.username"), enabledUser: text("'true'"), email: text("p.email") },
    ...{ givenName: text("p.given_name"), middleName: text("p.middle_name"), phone: text("p.phone") },
    ...{ familyName: text("p.family_name"), identifier: text("p.identifier"), sms: text("p.sms") },
    ...{ role: text("p.role"), grades: list("p.grades"), "metadata.language": text("p.language") },
    ...{ ...refs("agents", "p.agents"), ...refs("orgs", "p.orgs"), ...ref("primaryOrg", "p.orgs[1]") },
    ...{ "roles.role": role12, "roles.roleType": text("'primary'"), ...refs("roles.org", "p.orgs") },
  },
  enrollments: {
    ...{ ...every, role: text("p.role"), primary: flag("p.is_primary") },
    ...{ beginDate: { sql: "p.starts_on", kind: "date" }, endDate: { sql: "p.ends_on", kind: "date" } },
    ...{ ...ref("user", "p.user_id"), ...ref("class", "p.class"), ...ref("school", "p.school") },
  },
};

/**
 * The column behind a field. One that the standard has and nobody here fills is empty for all; undefined for what lies
 * inside a field and is unknown.
 */
export function columnOf(base: KeptBase, field: string, version: RestVersion): FieldColumn | undefined {
  // 1.2 has no field `role` of a user, and is asked for it all the same.
  if (version === "1.2" && base === "users" && field === "role") return role12;
  const ofAides = version === "1.2" && base === "enrollments" && field === "role";
  if (ofAides) return text("case p.role when 'aide' then 'ext:aide' else p.role end");
  const known = columns[base][field];
  return known ?? (field.includes(".") ? undefined : text("''"));
}
