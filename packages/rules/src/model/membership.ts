import type { Origin } from "./school.ts";

/** How a person is in a classroom. An aide is not a teacher (quirk Q090). */
export type MembershipRole = "student" | "teacher" | "co-teacher" | "aide";

export interface MembershipKey {
  readonly classroomId: number;
  readonly personId: number;
  readonly role: MembershipRole;
}

export interface MembershipFields {
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

export interface Membership extends MembershipFields {
  readonly status: "active" | "ended";
  readonly origin: Origin;
  /** The source that is weighed brought it, and feeds the classroom still. */
  readonly isOurs: boolean;
  readonly version: number;
}
