/**
 * A user of the source as the planner sees it: the standard's fields, with its orgs already turned into our
 * schools. `schoolIds` are the linked schools in the source's order; 0 stands for the district itself.
 */
export interface WantedUser {
  readonly sourcedId: string;
  readonly file: string;
  readonly line: number;
  /** `guardian` stands for parent, guardian and relative alike (connect.md §9.1). */
  readonly role: "student" | "staff" | "guardian";
  /** The word the source used for staff: teacher, aide, proctor, administrator. */
  readonly title: string;
  readonly schoolIds: readonly number[];
  readonly givenName: string;
  readonly middleName: string;
  readonly familyName: string;
  readonly email: string;
  readonly sms: string;
  readonly phone: string;
  readonly language: string;
  readonly username: string;
  readonly identifier: string;
  readonly grades: readonly string[];
}
