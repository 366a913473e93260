import type { User } from "../../model/user.ts";
import type { UserRole } from "../../model/user-role.ts";
import type { TableFile } from "../table-file.ts";
import { booleanAt } from "../value/boolean.ts";
import { gradesAt } from "../value/grade.ts";
import { ownIdAt, referenceAt, referencesAt } from "../value/id.ts";
import { userRoleOf } from "../value/role-word.ts";
import { statusAt } from "../value/status.ts";
import { emailAt, phoneAt, textAt } from "../value/text.ts";
import { cellAt, complain, complainOnce, type OpenRow, positionOf, type RowBuilder } from "./open-row.ts";

/** Reads the rows of users.csv, of any version. Where the file has no role column the role is "". */
export function userRows(file: TableFile): RowBuilder<User> {
  const sourcedId = positionOf(file, "sourcedId");
  const status = positionOf(file, "status");
  const enabledUser = positionOf(file, "enabledUser");
  const orgSourcedIds = positionOf(file, "orgSourcedIds");
  const role = positionOf(file, "role");
  const username = positionOf(file, "username");
  const identifier = positionOf(file, "identifier");
  const givenName = positionOf(file, "givenName");
  const familyName = positionOf(file, "familyName");
  const middleName = positionOf(file, "middleName");
  const preferredGivenName = positionOf(file, "preferredGivenName");
  const preferredFamilyName = positionOf(file, "preferredFamilyName");
  const email = positionOf(file, "email");
  const sms = positionOf(file, "sms");
  const phone = positionOf(file, "phone");
  const agentSourcedIds = positionOf(file, "agentSourcedIds");
  const grades = positionOf(file, "grades");
  const language = positionOf(file, "language");
  const primaryOrgSourcedId = positionOf(file, "primaryOrgSourcedId");
  return (row) => ({
    sourcedId: ownIdAt(row, sourcedId),
    status: statusAt(row, status),
    enabledUser: enabledUserAt(row, enabledUser),
    orgSourcedIds: referencesAt(row, orgSourcedIds),
    role: roleAt(row, role),
    username: usernameAt(row, username),
    identifier: textAt(row, identifier),
    givenName: nameAt(row, givenName),
    familyName: nameAt(row, familyName),
    middleName: textAt(row, middleName),
    preferredGivenName: textAt(row, preferredGivenName),
    preferredFamilyName: textAt(row, preferredFamilyName),
    email: emailAt(row, email),
    sms: phoneAt(row, sms),
    phone: phoneAt(row, phone),
    agentSourcedIds: referencesAt(row, agentSourcedIds),
    grades: gradesAt(row, grades),
    language: textAt(row, language),
    primaryOrgSourcedId: referenceAt(row, primaryOrgSourcedId),
  });
}

/** Blank counts as enabled, told once (Q049); a word nobody can read leaves the row out (D12). */
function enabledUserAt(row: OpenRow, at: number): boolean {
  if (at < 0) return true;
  const enabled = booleanAt(row, at);
  if (enabled === "unreadable") {
    complain(row, "user.enabled.unreadable", at, { written: cellAt(row, at).slice(0, 24) });
    return false;
  }
  if (enabled === undefined) complainOnce(row, "user.enabled.missing", at);
  return enabled ?? true;
}

/** A blank role leaves the row out, for a wrong default gives rights (Q088); an unknown one gives none (Q087). */
function roleAt(row: OpenRow, at: number): UserRole | "" {
  if (at < 0) return "";
  const written = cellAt(row, at);
  if (written === "") {
    complain(row, "user.role.missing", at);
    return "";
  }
  const { role, kind } = userRoleOf(written, "1.1");
  const word = written.slice(0, 40);
  if (kind === "synonym") complainOnce(row, "user.role.synonym", at, { written: word, role });
  if (kind === "unknown") complain(row, "user.role.unknown", at, { written: word });
  return role;
}

/** Empty names are kept empty: a placeholder would be stored for good (Q095). */
function nameAt(row: OpenRow, at: number): string {
  const name = textAt(row, at);
  if (name === "") complain(row, "user.name.missing", at);
  return name;
}

function usernameAt(row: OpenRow, at: number): string {
  const username = textAt(row, at);
  if (username === "" && at >= 0) complainOnce(row, "user.username.missing", at);
  return username;
}
