/**
 * Whether a record is in force. The standard's own words (CSV binding 1.1/1.2, column `status`);
 * 1.0's `inactive` is read as `tobedeleted` (Q044).
 */
export type RecordStatus = "active" | "tobedeleted";
