import type { Origin } from "./school.ts";

/** Which guardian of which student. */
export interface GuardianshipKey {
  readonly studentId: number;
  readonly guardianId: number;
}

/** Relation as the source tells it; neither field is ever read as a permission (guardian practice §4.1). */
export interface GuardianshipFields {
  readonly relationship: string;
  readonly contactType: string;
}

/** The link of a guardian to a student as we hold it. */
export interface Guardianship extends GuardianshipFields {
  readonly status: "active" | "ended";
  readonly isRestricted: boolean;
  readonly origin: Origin;
  readonly isOurs: boolean;
  readonly version: number;
}
