import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import type { Org } from "@muster/oneroster/model/org.ts";
import type { RecordOf } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { UserRole } from "@muster/oneroster/model/user-role.ts";
import type { Facts } from "@muster/rules/check/check.ts";
import type { RuleCode } from "@muster/rules/check/finding-codes.ts";
import type { KnownKeys } from "./known-keys.ts";
import { createOrgTree, type OrgTree } from "./org-tree.ts";

/**
 * What a first sync would do with a row that is sound by itself: it takes in who and what is at a school, in a role
 * that they have. The rules are those of the planner; which schools a district has linked, no file can tell.
 */
export interface Placement {
  /** Whether the row comes in, and what is to be said of it. Asked once for every sound row, in the order of tables. */
  readonly place: (table: TableName, record: RecordOf<TableName>) => Placed;
  /** Facts of `school.files.none`: people are there, and no school that they could be at. */
  readonly noSchool: () => Facts | undefined;
}

export interface Placed {
  readonly isUnplaced: boolean;
  readonly code?: RuleCode;
  readonly facts?: Facts;
}

/** Bits of the mark of a user or class: which kinds of role a user has, and that no school has them. */
const bits = { student: 1, staff: 2, unplaced: 4 } as const;
/** The marks of rows leave these bits alone. */
export const placementBits = bits.student | bits.staff | bits.unplaced;

const here: Placed = { isUnplaced: false };

interface Known {
  readonly keys: KnownKeys;
  /** Undefined without a whole orgs.csv: then every ID of a school is one. */
  readonly orgs: OrgTree | undefined;
  readonly isWhole: (table: TableName) => boolean;
}

export function startPlacement(files: readonly TableFile[], keys: KnownKeys): Placement {
  const isWhole = (table: TableName): boolean =>
    files.some((file) => file.table === table && file.mode === "bulk");
  const orgs = isWhole("orgs") ? createOrgTree() : undefined;
  const known: Known = { keys, orgs, isWhole };
  let users = 0;
  return {
    place: (table, record) => {
      if (table === "orgs") orgs?.add(record as Org);
      if (table === "users") users += 1;
      return place(known, table, record);
    },
    noSchool: () =>
      orgs === undefined || orgs.count().schools > 0 || users === 0 ? undefined : orgs.count(),
  };
}

/** The record is that of the table; only here is the one told from the other. */
function place(known: Known, table: TableName, record: RecordOf<TableName>): Placed {
  switch (table) {
    case "classes":
      return placeClass(known, record as RecordOf<"classes">);
    case "users":
      return placeUser(known, record as RecordOf<"users">);
    case "roles":
      return noteRole(known, record as RecordOf<"roles">);
    case "enrollments":
      return placeEnrollment(known, record as RecordOf<"enrollments">);
    default:
      return here;
  }
}

function placeClass({ keys, orgs }: Known, { sourcedId, schoolSourcedId }: RecordOf<"classes">): Placed {
  if (orgs === undefined || orgs.reaches(schoolSourcedId) === "school") return here;
  keys.of("classes").addBits(sourcedId, bits.unplaced);
  const facts = { schoolSourcedId, type: orgs.typeOf(schoolSourcedId) };
  return { isUnplaced: true, code: "class.school.none", facts };
}

/** Staff of the district itself count; a student is at a school. */
function placeUser({ keys, orgs }: Known, { sourcedId, role, orgSourcedIds }: RecordOf<"users">): Placed {
  const kind = role === "" ? 0 : bitsOf(role);
  keys.of("users").addBits(sourcedId, kind);
  if (orgs === undefined || kind === 0) return here;
  const reached = (orgSourcedIds.length === 0 ? [""] : orgSourcedIds).map(orgs.reaches);
  if (reached.includes("school") || (kind === bits.staff && reached.includes("district"))) return here;
  keys.of("users").addBits(sourcedId, bits.unplaced);
  const facts = { role: kind === bits.staff ? "staff" : "student" };
  return { isUnplaced: true, code: "user.school.none", facts };
}

function noteRole({ keys, isWhole }: Known, { userSourcedId, role }: RecordOf<"roles">): Placed {
  if (isWhole("users")) keys.of("users").addBits(userSourcedId, bitsOf(role));
  return here;
}

function placeEnrollment({ keys, isWhole }: Known, row: RecordOf<"enrollments">): Placed {
  const { classSourcedId, userSourcedId, role } = row;
  const markOf = (table: "classes" | "users", id: string): number | undefined =>
    isWhole(table) ? keys.of(table).at(id)?.mark : undefined;
  const user = markOf("users", userSourcedId);
  if ((((markOf("classes", classSourcedId) ?? 0) | (user ?? 0)) & bits.unplaced) !== 0)
    return { isUnplaced: true };
  const needed = role === "student" ? bits.student : bits.staff;
  if (user === undefined || (user & needed) !== 0) return here;
  const facts = { userSourcedId, role, has: kindOf(user) };
  return { isUnplaced: true, code: "enrollment.role.not-held", facts };
}

function bitsOf(role: UserRole): number {
  if (role === "student") return bits.student;
  const isStaff = role === "teacher" || role === "aide" || role === "proctor" || role === "administrator";
  return isStaff ? bits.staff : 0;
}

function kindOf(mark: number): string {
  if ((mark & bits.student) !== 0) return "student";
  return (mark & bits.staff) !== 0 ? "staff" : "";
}
