/**
 * What an edit came to. What a person may not do is no failure: it is refused, record by record, with a reason they
 * can act on, and whatever else was asked for is done.
 */
export interface Edited {
  /** The run that stands in the journal for this edit. */
  readonly run: number;
  /** How many records changed. */
  readonly changes: number;
  readonly refused: readonly Refusal[];
}

export interface Refusal {
  readonly code: RefusalCode;
  /** The record that stays as it is: a person, a classroom, a school. */
  readonly recordId: number;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Why an edit is refused. A code is never renamed or reused once shipped. */
export const refusalCodes = [
  // Connect §7.5: what a source feeds is changed in the source
  "student.source.lists-them",
  "student.school.synced",
  "membership.classroom.synced",
  "membership.source.lists-it",
  "guardianship.source.lists-it",
  // what cannot stand
  "person.name.empty",
  "person.name.emptied",
  "person.email.invalid",
  "person.language.unknown",
  "classroom.title.empty",
  "classroom.status.archived",
  "school.status.archived",
  "membership.role.missing",
  "guardianship.student.missing",
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

export function refusal(code: RefusalCode, recordId: number, facts: Refusal["facts"] = {}): Refusal {
  return { code, recordId, facts };
}
