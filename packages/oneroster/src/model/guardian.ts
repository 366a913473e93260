import type { RecordStatus } from "./status.ts";

/** A row of guardians.csv: one guardian of one student. Our own file; the standard has none. Absent text is "". */
export interface Guardian {
  /** `student|guardian`, or without a guardian id `student|` and the normalised e-mail, mobile or name. */
  readonly sourcedId: string;
  readonly status: RecordStatus;
  readonly studentSourcedId: string;
  readonly guardianSourcedId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly mobile: string;
  /** Kept on record, never used for notices. */
  readonly homePhone: string;
  readonly language: string;
  readonly relationship: string;
  readonly contactType: string;
}
