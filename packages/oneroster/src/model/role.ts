import type { RecordStatus } from "./status.ts";
import type { UserRole } from "./user-role.ts";

/** A row of roles.csv (1.2). Absent text is "". */
export interface Role {
  readonly sourcedId: string;
  readonly status: RecordStatus;
  readonly userSourcedId: string;
  readonly roleType: "primary" | "secondary";
  readonly role: UserRole;
  /** The word the file used, trimmed: `principal`, `siteAdministrator`, `ext:coach` (Q090). */
  readonly writtenRole: string;
  /** `YYYY-MM-DD`, the first day; "" where none is told. */
  readonly beginDate: string;
  /** `YYYY-MM-DD`, the last day that counts (Q103); "" where none is told. */
  readonly endDate: string;
  readonly orgSourcedId: string;
}
