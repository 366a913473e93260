import type { Finding } from "../check/finding.ts";
import { findingMessage, type Message } from "./message.ts";

/** A finding as a row of a list or of a file: what the cell said and says, and what is to be done. */
export interface ToldRow {
  /** What it was before, where the finding knows it; values of people masked. */
  readonly was: string;
  /** What the files say now. */
  readonly now: string;
  readonly message: Message;
}

/** Columns that say something of a person beyond their ID. */
const personal = new Set([
  ...["givenName", "middleName", "familyName", "preferredGivenName", "preferredFamilyName"],
  ...["email", "sms", "phone", "mobile", "homePhone", "username", "birthDate"],
]);

const before = ["before", "held"];
const now = [
  ...["written", "schoolSourcedId", "classSourcedId", "userSourcedId", "orgSourcedId", "termSourcedId"],
  ...["courseSourcedId", "studentSourcedId", "agentSourcedId", "parentSourcedId", "role", "name"],
];

/** A finding in the words of a row. */
export function toldRow(finding: Finding): ToldRow {
  const value = (names: readonly string[]): string => {
    const found = names.map((name) => finding.facts[name]).find((fact) => fact !== undefined && fact !== "");
    return found === undefined ? "" : shown(String(found), finding.column);
  };
  return { was: value(before), now: value(now), message: findingMessage(finding) };
}

/** What of a person's own values is shown: how they begin, and where an e-mail address is. */
function shown(value: string, column: string | undefined): string {
  if (column === undefined || !personal.has(column)) return value;
  const at = value.lastIndexOf("@");
  return `${[...value][0] ?? ""}…${at > 0 ? value.slice(at) : ""}`;
}
