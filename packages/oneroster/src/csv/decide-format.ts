import type { TableName } from "../model/table-name.ts";
import type { ColumnForm } from "./columns.ts";
import type { PackageFormat } from "./roster-package.ts";

/** What is known of a package before its format is: canonical column names by table. */
export interface FormatEvidence {
  readonly columns: ReadonlyMap<TableName, ReadonlySet<string>>;
  /** `oneroster.version` of the manifest; undefined without a manifest. */
  readonly manifestVersion: string | undefined;
  /** Some header used the names of 1.0. */
  readonly hasOlderNames: boolean;
}

/** The format of a package, and how sure that is. */
export interface DecidedFormat {
  readonly format: Exclude<PackageFormat, "unknown">;
  /** The manifest, the header of users.csv and the presence of roles.csv do not agree (Q038, D07). */
  readonly isMixed: boolean;
}

const columnsOf12 = ["primaryOrgSourcedId", "preferredGivenName", "userMasterIdentifier"];

/**
 * The format of a package. The header decides, the manifest is asked where the header leaves it open: roles.csv
 * means 1.2 whatever else stands there, a role column without it means 1.1 (Q023, Q038). Without a manifest,
 * orgs and every other file of the standard but three, it is the three-file form.
 */
export function decideFormat(evidence: FormatEvidence): DecidedFormat {
  const { columns, manifestVersion } = evidence;
  const users = columns.get("users");
  const family = manifestVersion?.match(/^1\.[012]/)?.[0];
  if (manifestVersion === undefined && isThreeFile(columns)) return { format: "three-file", isMixed: false };
  if (columns.has("roles")) {
    return { format: "oneroster-1.2", isMixed: users?.has("role") === true || (family ?? "1.2") !== "1.2" };
  }
  if (users?.has("role")) {
    const isOld = family === "1.0" || (family === undefined && isVersion10(evidence));
    return { format: isOld ? "oneroster-1.0" : "oneroster-1.1", isMixed: family === "1.2" };
  }
  const looksLike12 = users !== undefined && columnsOf12.some((column) => users.has(column));
  if (family === "1.2" || looksLike12) {
    return { format: "oneroster-1.2", isMixed: looksLike12 && (family ?? "1.2") !== "1.2" };
  }
  return { format: family === "1.0" ? "oneroster-1.0" : "oneroster-1.1", isMixed: false };
}

/** users, classes and enrollments alone, in full or with the short headers; or nothing but guardians. */
function isThreeFile(columns: FormatEvidence["columns"]): boolean {
  const others: readonly TableName[] = ["orgs", "academicSessions", "courses", "roles"];
  if (others.some((table) => columns.has(table))) return false;
  const three: readonly TableName[] = ["users", "classes", "enrollments"];
  if (three.every((table) => columns.has(table))) return true;
  if (three.every((table) => !columns.has(table))) return columns.has("guardians");
  return isShort(columns);
}

function isShort(columns: FormatEvidence["columns"]): boolean {
  const lacks = (table: TableName, column: string) => columns.get(table)?.has(column) === false;
  return (
    lacks("users", "enabledUser") || lacks("classes", "courseSourcedId") || lacks("enrollments", "sourcedId")
  );
}

/** 1.0 has no enabledUser and no schoolYear, and names some columns otherwise (Q036). */
function isVersion10({ columns, hasOlderNames }: FormatEvidence): boolean {
  const lacksYear = columns.get("academicSessions")?.has("schoolYear") === false;
  return columns.get("users")?.has("enabledUser") === false && (hasOlderNames || lacksYear);
}

/** Whose column needs apply. */
export function formOf(format: DecidedFormat["format"]): ColumnForm {
  if (format === "three-file") return "three-file";
  return format === "oneroster-1.2" ? "1.2" : "1.1";
}
