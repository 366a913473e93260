import type { TableName } from "../model/table-name.ts";
import { baseName } from "./file-names.ts";

/** Headers of the files that carry a roster's names: column names in lower case. */
export type WrittenHeaders = ReadonlyMap<TableName, readonly string[]>;

interface Signature {
  readonly format: string;
  /** At least `files` of these names are in the package, and no users.csv. */
  readonly names?: { readonly of: readonly string[]; readonly files: number };
  /** One of these tables has one of these columns, in lower case. */
  readonly columns?: Partial<Record<TableName, readonly string[]>>;
}

/** Other products' sets, some of them under the very names of OneRoster's files (Q018, D08). */
const signatures: readonly Signature[] = [
  {
    format: "Microsoft School Data Sync 2",
    columns: {
      users: ["activedirectorymatchid"],
      classes: ["sessionsourcedids"],
      roles: ["isprimary", "rolestartdate", "sessionsourcedid"],
    },
  },
  {
    format: "Microsoft School Data Sync 1",
    names: {
      of: [
        "school.csv",
        "section.csv",
        "student.csv",
        "teacher.csv",
        "studentenrollment.csv",
        "teacherroster.csv",
      ],
      files: 2,
    },
  },
  {
    format: "Clever",
    names: { of: ["schools.csv", "sections.csv", "students.csv", "teachers.csv", "staff.csv"], files: 2 },
    columns: { enrollments: ["section_id"] },
  },
  {
    format: "Canvas SIS import",
    columns: {
      users: ["login_id"],
      courses: ["course_id"],
      enrollments: ["course_id", "root_account"],
    },
  },
];

/** The name of the format a package is in when it is a known one and not OneRoster's, else undefined. */
export function foreignFormat(paths: readonly string[], headers: WrittenHeaders): string | undefined {
  const names = new Set(paths.map((path) => baseName(path).toLowerCase()));
  return signatures.find((signature) => {
    const { of = [], files = 1 } = signature.names ?? {};
    const found = of.filter((name) => names.has(name)).length;
    if (of.length > 0 && found >= files && !names.has("users.csv")) return true;
    return Object.entries(signature.columns ?? {}).some(([table, columns]) =>
      [...headers].some(([name, header]) => name === table && columns.some((one) => header.includes(one))),
    );
  })?.format;
}
