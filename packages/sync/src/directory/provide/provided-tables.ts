import type { ProvidedBase } from "@muster/oneroster/provider/operations.ts";

/** A kind of objects that lies ready to be read, in a table of its own. Demographics have none. */
export type KeptBase = Exclude<ProvidedBase, "demographics">;

export interface ProvidedTable {
  readonly table: string;
  /** Besides district, sourcedId, status and date. */
  readonly columns: readonly string[];
}

export const providedTables: Readonly<Record<KeptBase, ProvidedTable>> = {
  orgs: { table: "provided_org", columns: ["name", "type", "identifier", "parent"] },
  academicSessions: {
    table: "provided_session",
    columns: ["title", "type", "starts_on", "ends_on", "parent", "school_year", "is_assumed"],
  },
  courses: { table: "provided_course", columns: ["title", "course_code", "org", "is_assumed"] },
  classes: {
    table: "provided_class",
    columns: [
      ...["title", "grades", "class_code", "class_type", "location", "course", "school", "terms", "periods"],
    ],
  },
  users: {
    table: "provided_user",
    columns: [
      ...["role", "role_12", "username", "given_name", "middle_name", "family_name", "email", "sms", "phone"],
      ...["language", "identifier", "grades", "orgs", "agents"],
    ],
  },
  enrollments: {
    table: "provided_enrollment",
    columns: ["class", "school", "user_id", "role", "is_primary", "starts_on", "ends_on"],
  },
};

export const keptBases = Object.keys(providedTables) as readonly KeptBase[];
