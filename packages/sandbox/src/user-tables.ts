import { at } from "./columns.ts";
import { isGuardian, isStudent } from "./people.ts";
import { cell, listCell, type RosterTable } from "./roster-table.ts";
import type { RosterView } from "./roster-view.ts";
import { userText } from "./user-text.ts";

const columns11 = [
  "sourcedId",
  "status",
  "dateLastModified",
  "enabledUser",
  "orgSourcedIds",
  "role",
  "username",
  "userIds",
  "givenName",
  "familyName",
  "middleName",
  "identifier",
  "email",
  "sms",
  "phone",
  "agentSourcedIds",
  "grades",
  "password",
];

/** The layout of the 1.2 text; 1.2.1 took resourceSourcedIds away again. */
const columns12 = [
  "sourcedId",
  "status",
  "dateLastModified",
  "enabledUser",
  "username",
  "userIds",
  "givenName",
  "familyName",
  "middleName",
  "identifier",
  "email",
  "sms",
  "phone",
  "agentSourcedIds",
  "grades",
  "password",
  "userMasterIdentifier",
  "resourceSourcedIds",
  "preferredGivenName",
  "preferredMiddleName",
  "preferredFamilyName",
  "primaryOrgSourcedId",
  "pronouns",
];

/** Is this person in users.csv: present, and a guardian only where guardians are wanted there. */
function isWritten(view: RosterView, row: number, withGuardians: boolean): boolean {
  const { people } = view.district;
  return at(people.present, row) === 1 && (withGuardians || !isGuardian(people, row));
}

/** Family links, both directions as many systems send them (OneRoster 1.1 users: agentSourcedIds). */
function agents(view: RosterView, row: number, withGuardians: boolean): string {
  const { people } = view.district;
  if (!withGuardians) return "";
  if (isStudent(people, row)) return listCell(view.guardiansOf(row).map(view.personId));
  return isGuardian(people, row) ? listCell(view.childrenOf(row).map(view.personId)) : "";
}

/** users.csv of OneRoster 1.1. */
export function usersTable11(view: RosterView, withGuardians: boolean): RosterTable {
  return {
    file: "users.csv",
    columns: columns11,
    places: view.district.people.count,
    write(row, sink) {
      if (!isWritten(view, row, withGuardians)) return;
      const { id, role, username, name, identifier, email, sms, phone, grades } = userText(view, row);
      const names = `${cell(name.given)},${cell(name.family)},${cell(name.middle)}`;
      const who = `${id},,,true,${listCell(view.orgsOf(row))},${role},${username},,${names},${identifier}`;
      sink.add(`${who},${email},${sms},${phone},${agents(view, row, withGuardians)},${grades},`);
    },
  };
}

/** users.csv of OneRoster 1.2: no role and no orgs, which are in roles.csv. */
export function usersTable12(view: RosterView, withGuardians: boolean): RosterTable {
  return {
    file: "users.csv",
    columns: columns12,
    places: view.district.people.count,
    write(row, sink) {
      if (!isWritten(view, row, withGuardians)) return;
      const { id, username, name, identifier, email, sms, phone, grades } = userText(view, row);
      const names = `${cell(name.given)},${cell(name.family)},${cell(name.middle)}`;
      const contact = `${email},${sms},${phone},${agents(view, row, withGuardians)}`;
      const org = view.orgsOf(row)[0] ?? "";
      const ends = `,,${cell(name.preferred)},,,${org},`;
      sink.add(`${id},,,true,${username},,${names},${identifier},${contact},${grades},,${ends}`);
    },
  };
}

/** users.csv of the three-file form, as Connect takes it; family links stand on the students. */
export function threeFileUsersTable(view: RosterView, withGuardians: boolean): RosterTable {
  const { people } = view.district;
  const columns = "sourcedId,orgSourcedIds,role,givenName,familyName,email,sms,phone,agentSourcedIds,grades";
  return {
    file: "users.csv",
    columns: columns.split(","),
    places: people.count,
    write(row, sink) {
      if (!isWritten(view, row, withGuardians)) return;
      const { id, role, name, email, sms, phone, grades } = userText(view, row);
      const names = `${cell(name.given)},${cell(name.family)}`;
      const links = isStudent(people, row) ? agents(view, row, withGuardians) : "";
      const contact = `${email},${sms},${phone}`;
      sink.add(`${id},${listCell(view.orgsOf(row))},${role},${names},${contact},${links},${grades}`);
    },
  };
}
