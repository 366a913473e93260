import type { RecordStatus } from "./status.ts";
import type { UserRole } from "./user-role.ts";

/**
 * A row of users.csv. Absent text is "". Passwords, userIds, pronouns and whatever else no feature
 * needs are never carried (Q063).
 */
export interface User {
  readonly sourcedId: string;
  readonly status: RecordStatus;
  /** false keeps the account and bars the sign-in; it never removes (Q049). */
  readonly enabledUser: boolean;
  /** Empty in 1.2, where roles.csv says it, and in a file for one school. */
  readonly orgSourcedIds: readonly string[];
  /** "" in 1.2: the roles of a user stand in roles.csv. */
  readonly role: UserRole | "";
  readonly username: string;
  readonly identifier: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly middleName: string;
  readonly preferredGivenName: string;
  readonly preferredFamilyName: string;
  /** As written, trimmed; "" when it holds no "@". */
  readonly email: string;
  /** As written, trimmed. */
  readonly sms: string;
  /** As written, trimmed. */
  readonly phone: string;
  readonly agentSourcedIds: readonly string[];
  /** CEDS codes, in the order of school years. */
  readonly grades: readonly string[];
  /** As written; the column is an extension of ours, not of the standard. */
  readonly language: string;
  readonly primaryOrgSourcedId: string;
  /**
   * What else the source calls it, each as `kind:id` (`sis_id:100045`); the column is an extension of ours. Never a key:
   * people who write one of them are understood. Left out where the file has no such column.
   */
  readonly otherIds?: readonly string[];
}
