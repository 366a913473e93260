import type { Action, RecordType } from "../model/entities.ts";
import type { Reason } from "../model/place.ts";
import { listWords } from "./number-words.ts";
import { fieldWord, recordNouns } from "./wording/record-words.ts";

/** One change of a plan or of the journal, with the names a sentence needs. */
export interface JournalLine {
  readonly type: RecordType;
  readonly action: Exclude<Action, "keep">;
  /** The states before and after, as the journal keeps them. */
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: Reason;
  readonly file: string | null | undefined;
  /** Physical line; the row of column names is line 1. */
  readonly line: number | null | undefined;
  /** For a membership: student, teacher, co-teacher or aide. */
  readonly role?: string;
  readonly names: {
    /** The person, school or classroom; for a membership the person, for a guardianship the guardian. */
    readonly subject: string;
    /** For a membership the classroom, for a guardianship the student. */
    readonly other?: string;
    readonly school?: string;
  };
}

/**
 * One change as a sentence, with its reason and its place: "Ana Díaz (student) joins 4B Math at Oak Elementary,
 * because row 812 of enrollments.csv lists it." Old and new values of contact details are never told, only which
 * of them change.
 */
export function changeSentence(change: JournalLine): string {
  return `${happens(change)}, ${because(change)}.`;
}

function happens(change: JournalLine): string {
  const { subject } = change.names;
  switch (change.type) {
    case "school":
      return `School ${subject} ${schoolWords(change)}`;
    case "link":
      return linkWords(change);
    case "classroom":
      return `Class ${subject}${at(change)} ${classroomWords(change)}`;
    case "student":
    case "staff":
    case "guardian":
      return `${subject} (${recordNouns[change.type]}) ${personWords(change)}`;
    case "membership":
      return membershipWords(change);
    case "guardianship":
      return guardianshipWords(change);
    default:
      return change.type satisfies never;
  }
}

function schoolWords(change: JournalLine): string {
  switch (change.action) {
    case "create":
      return "is new";
    case "restore":
      return "is open again";
    case "archive":
      return "is closed";
    case "update":
      return renamed(change, "name") ?? updated(change);
    default:
      return change.action satisfies never;
  }
}

function classroomWords(change: JournalLine): string {
  switch (change.action) {
    case "create":
      return "is new";
    case "restore":
      return "is open again, with everybody who was in it";
    case "archive":
      return "is closed, with everybody in it";
    case "update":
      return renamed(change, "title") ?? updated(change);
    default:
      return change.action satisfies never;
  }
}

function personWords(change: JournalLine): string {
  const school = change.names.school;
  switch (change.action) {
    case "create":
      return school === undefined ? "is new" : `joins ${school}`;
    case "restore":
      return school === undefined ? "is back" : `is back at ${school}`;
    case "archive":
      return `leaves${school === undefined ? "" : ` ${school}`}`;
    case "update":
      return updated(change);
    default:
      return change.action satisfies never;
  }
}

function membershipWords(change: JournalLine): string {
  const { subject, other = "a class" } = change.names;
  const who = `${subject} (${change.role || "member"})`;
  const where = `${other}${at(change)}`;
  switch (change.action) {
    case "create":
      return `${who} joins ${where}`;
    case "restore":
      return `${who} is back in ${where}`;
    case "archive":
      return `${who} leaves ${where}`;
    case "update":
      return `${who} stays in ${where}; ${fieldList(change)} changed`;
    default:
      return change.action satisfies never;
  }
}

function guardianshipWords(change: JournalLine): string {
  const { subject, other = "a student" } = change.names;
  const [was, is] = [isRestricted(change.before), isRestricted(change.after)];
  if (is && !was) return `${subject} is restricted: no longer linked to ${other}, whatever a source says`;
  if (was && !is)
    return `${subject} is no longer restricted for ${other}${isLive(change.after) ? ", and is linked again" : ""}`;
  switch (change.action) {
    case "create":
      return `${subject} is now linked to ${other} as ${relation(change.after)}`;
    case "restore":
      return `${subject} is linked to ${other} again as ${relation(change.after)}`;
    case "archive":
      return `${subject} is no longer linked to ${other}`;
    case "update":
      return `${subject} stays linked to ${other}; ${fieldList(change)} changed`;
    default:
      return change.action satisfies never;
  }
}

function isRestricted(state: unknown): boolean {
  return isState(state) && state.isRestricted === true;
}

function isLive(state: unknown): boolean {
  return textOf(state, "status") === "active";
}

function linkWords(change: JournalLine): string {
  const id = textOf(change.after, "sourcedId") || textOf(change.before, "sourcedId");
  const { subject } = change.names;
  // Of a class that was left out there is no record to name.
  if (isLeftOut(change.after) && subject === "") return `ID ${id} is left out: no sync takes it in`;
  if (isLeftOut(change.after)) return `ID ${id} no longer stands for ${subject}, and no sync takes it in`;
  if (isLeftOut(change.before) && change.action === "restore") return `ID ${id} may be taken in again`;
  switch (change.action) {
    case "create":
    case "restore":
      return `ID ${id} now stands for ${subject}`;
    case "archive":
      return `ID ${id} no longer stands for ${subject}`;
    case "update":
      return `ID ${id} now stands for ${subject} instead of another record`;
    default:
      return change.action satisfies never;
  }
}

function isLeftOut(state: unknown): boolean {
  return isState(state) && state.isLeftOut === true;
}

function at({ names }: JournalLine): string {
  return names.school === undefined ? "" : ` at ${names.school}`;
}

function relation(state: unknown): string {
  return textOf(state, "relationship") || "family";
}

/** A new name is told with the old one: it is what people look for. */
function renamed({ before, after }: JournalLine, field: "name" | "title"): string | undefined {
  const [was, is] = [textOf(before, field), textOf(after, field)];
  return was === is || is === "" ? undefined : `is called ${is} now, before: ${was || "no name"}`;
}

function updated(change: JournalLine): string {
  return `stays, with ${fieldList(change)} changed`;
}

/** Which values change, in words; `details` where none of them has a word. */
function fieldList({ before, after }: JournalLine): string {
  const changed = new Set([...differing(before, after), ...differing(personOf(before), personOf(after))]);
  if (rolesChange(before, after)) changed.add("school or grade");
  return changed.size === 0 ? "details" : listWords([...changed]);
}

/** What a change carries for apply and people need not read. */
const silent = new Set([
  "version",
  "identityKey",
  "origin",
  "archivedBy",
  "status",
  "roles",
  "person",
  "links",
  "link",
]);

function differing(before: unknown, after: unknown): readonly string[] {
  if (!isState(before) || !isState(after)) return [];
  return Object.keys(after)
    .filter((field) => !silent.has(field) && String(before[field] ?? "") !== String(after[field] ?? ""))
    .map(fieldWord);
}

function rolesChange(before: unknown, after: unknown): boolean {
  const roles = (state: unknown) => (isState(state) && Array.isArray(state.roles) ? state.roles : []);
  return roles(before).length > 0 || roles(after).length > 0;
}

function personOf(state: unknown): unknown {
  return isState(state) ? state.person : undefined;
}

function textOf(state: unknown, field: string): string {
  const value = isState(state) ? state[field] : undefined;
  return typeof value === "string" ? value : "";
}

function isState(state: unknown): state is Readonly<Record<string, unknown>> {
  return typeof state === "object" && state !== null;
}

function because({ type, reason, file, line }: JournalLine): string {
  const whom = type === "student" || type === "staff" || type === "guardian" ? "them" : "it";
  const row =
    line === null || line === undefined ? (file ?? "the source") : `row ${line} of ${file ?? "the file"}`;
  switch (reason) {
    case "listed":
      return `because ${row} lists it so`;
    case "absent":
      return `because ${file ?? "the source"} no longer lists ${whom}`;
    case "to-be-deleted":
      return `because ${row} calls ${whom} deleted`;
    case "not-linked":
      return "because its school or class is no longer linked";
    case "undo":
      return "because an earlier run was taken back";
    case "edit":
      return "because a person changed it in Muster";
    default:
      return reason satisfies never;
  }
}
