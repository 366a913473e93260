import type { User } from "../../model/user.ts";
import type { UserRole } from "../../model/user-role.ts";
import type { TableFile } from "../table-file.ts";
import { booleanAt } from "../value/boolean.ts";
import { gradesAt } from "../value/grade.ts";
import { ownIdAt, referenceAt, referencesAt } from "../value/id.ts";
import { userRoleOf } from "../value/role-word.ts";
import { shownWord } from "../value/shown-word.ts";
import { statusAt } from "../value/status.ts";
import { emailAt, phoneAt, textAt } from "../value/text.ts";
import { cellAt, complain, complainOnce, type OpenRow, positionsOf, type RowBuilder } from "./open-row.ts";
import { withOtherIds } from "./other-ids.ts";

const columns = [
  "sourcedId",
  "status",
  "enabledUser",
  "orgSourcedIds",
  "role",
  "username",
  "identifier",
  "givenName",
  "familyName",
  "middleName",
  "preferredGivenName",
  "preferredFamilyName",
  "email",
  "sms",
  "phone",
  "agentSourcedIds",
  "grades",
  "language",
  "primaryOrgSourcedId",
] as const;

/** Reads the rows of users.csv, of any version. Where the file has no role column the role is "". */
export function userRows(file: TableFile): RowBuilder<User> {
  const at = positionsOf(file, columns);
  return withOtherIds(file, (row) => ({
    sourcedId: ownIdAt(row, at.sourcedId),
    status: statusAt(row, at.status),
    enabledUser: enabledUserAt(row, at.enabledUser),
    orgSourcedIds: referencesAt(row, at.orgSourcedIds),
    role: roleAt(row, at.role),
    username: usernameAt(row, at.username),
    identifier: textAt(row, at.identifier),
    givenName: nameAt(row, at.givenName),
    familyName: nameAt(row, at.familyName),
    middleName: textAt(row, at.middleName),
    preferredGivenName: textAt(row, at.preferredGivenName),
    preferredFamilyName: textAt(row, at.preferredFamilyName),
    email: emailAt(row, at.email),
    sms: phoneAt(row, at.sms),
    phone: phoneAt(row, at.phone),
    agentSourcedIds: referencesAt(row, at.agentSourcedIds),
    grades: gradesAt(row, at.grades),
    language: textAt(row, at.language),
    primaryOrgSourcedId: referenceAt(row, at.primaryOrgSourcedId),
  }));
}

/** Blank counts as enabled, told once (Q049); a word nobody can read leaves the row out (D12). */
function enabledUserAt(row: OpenRow, at: number): boolean {
  if (at < 0) return true;
  const enabled = booleanAt(row, at);
  if (enabled === "unreadable") {
    complain(row, "user.enabled.unreadable", at, { written: shownWord(cellAt(row, at)) });
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
  const word = shownWord(written);
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
