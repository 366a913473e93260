import type { Origin } from "./school.ts";

/** How a person is in a classroom. An aide is not a teacher (quirk Q090). */
export type MembershipRole = "student" | "teacher" | "co-teacher" | "aide";

/** Who is in which classroom, and how. */
export interface MembershipKey {
  readonly classroomId: number;
  readonly personId: number;
  readonly role: MembershipRole;
}

/** From when until when, `YYYY-MM-DD`; null where nobody says. */
export interface MembershipFields {
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

/** Somebody's place in a classroom as we hold it. */
export interface Membership extends MembershipFields {
  readonly status: "active" | "ended";
  readonly origin: Origin;
  /** The source that is weighed brought it, and feeds the classroom still. */
  readonly isOurs: boolean;
  readonly version: number;
}
