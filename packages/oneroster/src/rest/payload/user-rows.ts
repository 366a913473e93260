import type { UnjudgedRow } from "../../csv/write-package.ts";
import { isObject, type RestObject } from "../rest-fetch.ts";
import {
  firstTextAt,
  idAt,
  listedReferencesAt,
  type OpenObject,
  referenceAt,
  referencesAt,
  statusAt,
  textAt,
  textsAt,
} from "./read-value.ts";

/** What a user says, as a row of users.csv and rows of roles.csv. */
export interface UserRows {
  readonly user: UnjudgedRow;
  readonly roles: readonly UnjudgedRow[];
}

/**
 * A user of 1.1 or 1.2 as a row of users.csv and rows of roles.csv. A role of 1.1 becomes a role at each of the user's
 * orgs, the first one primary (oneroster-rest §7). Passwords, `userIds`, profiles and pronouns are not written.
 *
 * @param rootOrg the org above all others: a parent, guardian or relative who is filed under no org is filed there.
 * roles.csv cannot say a role without an org; a guardian's org decides nothing, their students' schools do.
 */
export function userRows(open: OpenObject, rootOrg: string): UserRows {
  const sourcedId = idAt(open, "sourcedId");
  const status = statusAt(open);
  const said = saidRoles(open, rootOrg);
  return {
    user: {
      sourcedId,
      status,
      enabledUser: textAt(open, "enabledUser"),
      username: textAt(open, "username"),
      givenName: textAt(open, "givenName"),
      familyName: textAt(open, "familyName"),
      middleName: textAt(open, "middleName"),
      identifier: textAt(open, "identifier"),
      email: textAt(open, "email"),
      sms: textAt(open, "sms"),
      phone: textAt(open, "phone"),
      agentSourcedIds: listedReferencesAt(open, "agents"),
      grades: textsAt(open, "grades"),
      preferredGivenName: firstTextAt(open, "preferredFirstName"),
      preferredFamilyName: firstTextAt(open, "preferredLastName"),
      primaryOrgSourcedId: primaryOrg(open, said),
    },
    roles: withIds(sourcedId, status, said.length > 0 ? said : [noRole]),
  };
}

/** As 1.2 says it; of 1.1 the first org. What a server of 1.2 leaves open stays open: the order of roles says nothing. */
function primaryOrg(open: OpenObject, said: readonly SaidRole[]): string {
  const { primaryOrg: told, roles } = open.object;
  if ((told !== undefined && told !== null) || roles !== undefined) return referenceAt(open, "primaryOrg");
  return said[0]?.orgSourcedId ?? "";
}

interface SaidRole {
  readonly roleType: string;
  readonly role: string;
  readonly beginDate: string;
  readonly endDate: string;
  readonly orgSourcedId: string;
}

/** Of a user without a role: its row cannot be read, so that the user counts as unknown, and not as one who left. */
const noRole: SaidRole = { roleType: "", role: "", beginDate: "", endDate: "", orgSourcedId: "" };

function saidRoles(open: OpenObject, rootOrg: string): readonly SaidRole[] {
  const { roles, role } = open.object;
  // Some servers of 1.1 put role and orgs together into one object.
  if (isObject(role)) return rolesOf11({ object: role, notes: open.notes }, rootOrg);
  if (roles === undefined || roles === null) return rolesOf11(open, rootOrg);
  return (Array.isArray(roles) ? roles : [roles]).flatMap((one) => {
    if (isObject(one)) return [roleOf12({ object: one, notes: open.notes }, rootOrg)];
    open.notes.unread("roles");
    return [];
  });
}

function roleOf12(open: OpenObject, rootOrg: string): SaidRole {
  const role = textAt(open, "role");
  return {
    roleType: textAt(open, "roleType"),
    role,
    beginDate: textAt(open, "beginDate"),
    endDate: textAt(open, "endDate"),
    orgSourcedId: referenceAt(open, "org") || orgOfGuardian(role, rootOrg),
  };
}

function rolesOf11(open: OpenObject, rootOrg: string): readonly SaidRole[] {
  const role = textAt(open, "role");
  if (role === "") return [];
  const orgs = referencesAt(open, "orgs");
  const all = orgs.length > 0 ? orgs : [orgOfGuardian(role, rootOrg)];
  return all.map((orgSourcedId, place) => ({
    roleType: place === 0 ? "primary" : "secondary",
    role,
    beginDate: "",
    endDate: "",
    orgSourcedId,
  }));
}

const guardians = new Set(["parent", "guardian", "relative"]);

function orgOfGuardian(role: string, rootOrg: string): string {
  return guardians.has(role.toLowerCase()) ? rootOrg : "";
}

/**
 * Roles have no id of their own in an answer. User, role and org name one, and the day it begins where it has one, so
 * that the same roles have the same ids in whatever order they come. What is said twice is written once. Of a user
 * without an id nothing has one.
 */
function withIds(userSourcedId: string, status: string, said: readonly SaidRole[]): readonly UnjudgedRow[] {
  const keys: string[] = [];
  const rows: UnjudgedRow[] = [];
  for (const { roleType, role, beginDate, endDate, orgSourcedId } of said) {
    const named = `${userSourcedId}|${role}|${orgSourcedId}`;
    const key = beginDate === "" ? named : `${named}|${beginDate}`;
    if (keys.includes(key)) continue;
    keys.push(key);
    const sourcedId = userSourcedId === "" ? "" : key;
    rows.push({ sourcedId, status, userSourcedId, roleType, role, beginDate, endDate, orgSourcedId });
  }
  return rows;
}

/** Which org stands above all others: a district before what has no parent, before any; the least id of several. */
export function rootOrgOf(orgs: Iterable<RestObject>): string {
  let best = { rank: 3, id: "" };
  for (const object of orgs) {
    const id = typeof object.sourcedId === "string" ? object.sourcedId : "";
    const rank =
      object.type === "district" ? 0 : object.parent === undefined || object.parent === null ? 1 : 2;
    const isBetter = rank < best.rank || (rank === best.rank && (best.id === "" || id < best.id));
    if (id !== "" && isBetter) best = { rank, id };
  }
  return best.id;
}
