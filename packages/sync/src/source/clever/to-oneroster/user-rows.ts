import { userRoleOf } from "@muster/oneroster/csv/value/role-word.ts";
import type { Role } from "@muster/oneroster/model/role.ts";
import type { User } from "@muster/oneroster/model/user.ts";
import type { UserRole } from "@muster/oneroster/model/user-role.ts";
import { gradesOf } from "../clever-grade.ts";
import type { CleverPlaceRole, CleverUser } from "../objects.ts";
import { otherIds } from "./other-ids.ts";

/** The orgs that are shared with us. */
export interface SharedOrgs {
  readonly districtId: string;
  readonly schools: ReadonlySet<string>;
}

/** A user with their roles; `hidden` counts the schools they are at and we may not see. */
export interface UserRows {
  /** Undefined: no role of theirs is to be seen. */
  readonly user: User | undefined;
  readonly roles: readonly Role[];
  readonly hidden: number;
}

interface Place {
  readonly role: UserRole;
  readonly writtenRole: string;
  readonly org: string;
}

/**
 * A student or employee as rows of users.csv and roles.csv: one role for each school, the primary school first; who
 * works for no school works for the district. Whoever teaches and is staff has both roles.
 */
export function userRows(user: CleverUser, orgs: SharedOrgs): UserRows {
  const { student, teacher, staff } = user;
  const wanted = [
    ...placesOf(student, "student", orgs),
    ...placesOf(teacher, "teacher", orgs),
    ...staffPlaces(staff, orgs),
    ...(user.isDistrictAdmin ? [districtAdministrator(orgs.districtId)] : []),
  ];
  const isShared = ({ org }: Place) => org === orgs.districtId || orgs.schools.has(org);
  const seen = wanted.filter(isShared);
  const places =
    seen.length === 0 && student !== undefined ? placesOf(nowhere(student), "student", orgs) : seen;
  const roles = [...new Map(places.map((place) => [roleId(user.id, place), place]))];
  return {
    user: roles.length === 0 ? undefined : userRow(user, orgs),
    roles: roles.map(([id, place], order) => roleRow(id, user.id, place, order === 0)),
    hidden: wanted.length - seen.length,
  };
}

function nowhere<R extends CleverPlaceRole>(role: R): R {
  return { ...role, school: "", schools: [] };
}

/** The primary school first, then all further ones; where no school is named, the district. */
function schoolsOf({ school, schools }: CleverPlaceRole, { districtId }: SharedOrgs): readonly string[] {
  const all = [...new Set([school, ...schools])].filter((id) => id !== "");
  return all.length === 0 ? [districtId] : all;
}

function placesOf(
  role: CleverPlaceRole | undefined,
  word: "student" | "teacher",
  orgs: SharedOrgs,
): readonly Place[] {
  if (role === undefined) return [];
  return schoolsOf(role, orgs).map((org) => ({ role: word, writtenRole: word, org }));
}

const staffRoles: readonly UserRole[] = ["teacher", "aide", "proctor", "administrator"];

/**
 * Clever's staff is everybody who works there. The role is the title where the standard has that word (`principal`,
 * `counselor`, `aide`); else `aide`, which of the standard's roles for staff says least. At the district an
 * administrator is the district's.
 */
function staffPlaces(role: CleverPlaceRole | undefined, orgs: SharedOrgs): readonly Place[] {
  if (role === undefined) return [];
  const meaning = userRoleOf(role.title, "1.2");
  const word = staffRoles.includes(meaning.role) ? meaning.role : "aide";
  const title = role.title.toLowerCase();
  const atSchool = title === "principal" || title === "counselor" ? title : "siteAdministrator";
  return schoolsOf(role, orgs).map((org) => {
    if (word !== "administrator") return { role: word, writtenRole: word, org };
    return org === orgs.districtId ? districtAdministrator(org) : { role: word, writtenRole: atSchool, org };
  });
}

function districtAdministrator(districtId: string): Place {
  return { role: "administrator", writtenRole: "districtAdministrator", org: districtId };
}

/** The same for the same person, role and org, whatever the order. */
function roleId(userId: string, { writtenRole, org }: Place): string {
  return `${userId}-${writtenRole}-${org}`;
}

function roleRow(sourcedId: string, userId: string, place: Place, isFirst: boolean): Role {
  return {
    sourcedId,
    status: "active",
    userSourcedId: userId,
    roleType: isFirst ? "primary" : "secondary",
    role: place.role,
    writtenRole: place.writtenRole,
    beginDate: "",
    endDate: "",
    orgSourcedId: place.org,
  };
}

function userRow(user: CleverUser, orgs: SharedOrgs): User {
  const { name, student, teacher, staff } = user;
  const preferred = student?.preferredName;
  // Clever names no primary school for staff.
  const primary = student?.school || teacher?.school || "";
  return {
    sourcedId: user.id,
    status: "active",
    enabledUser: true,
    orgSourcedIds: [],
    role: "",
    username: student?.username || teacher?.username || staff?.username || "",
    identifier: identifierOf(student) || identifierOf(teacher) || identifierOf(staff),
    givenName: name.first,
    familyName: name.last,
    middleName: name.middle,
    preferredGivenName: preferred?.first ?? "",
    preferredFamilyName: preferred?.last ?? "",
    email: user.email,
    sms: "",
    phone: "",
    agentSourcedIds: [],
    grades: gradesOf(student?.grade ?? ""),
    language: "",
    primaryOrgSourcedId: orgs.schools.has(primary) ? primary : "",
    otherIds: otherIds({
      sis_id: student?.sisId || teacher?.sisId || "",
      teacher_number: teacher?.number ?? "",
      staff_id: staff?.number ?? "",
    }),
  };
}

/** The number that the school knows somebody by, else the id of the district's own system, else the state's. */
function identifierOf(role: CleverPlaceRole | undefined): string {
  return role === undefined ? "" : role.number || role.sisId || role.stateId;
}
