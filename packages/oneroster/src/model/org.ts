import type { RecordStatus } from "./status.ts";

/** The standard's org types; `other` stands for a word outside them, told by `org.type.unknown`. */
export type OrgType = "department" | "school" | "district" | "local" | "state" | "national" | "other";

/** A row of orgs.csv. Absent text is "". */
export interface Org {
  readonly sourcedId: string;
  readonly status: RecordStatus;
  readonly name: string;
  readonly type: OrgType;
  /** Written for people, an NCES number for example; leading zeros kept. */
  readonly identifier: string;
  readonly parentSourcedId: string;
  /**
   * What else the source calls it, each as `kind:id` (`sis_id:100045`); the column is an extension of ours. Never a key:
   * people who write one of them are understood. Left out where the file has no such column.
   */
  readonly otherIds?: readonly string[];
}
