import type { showSchoolMatches } from "@muster/api/resource/match.ts";
import type { Answered } from "@muster/api/route.ts";

/** Our schools beside those of the sources. */
export type SchoolMatches = Answered<typeof showSchoolMatches>;
export type TheirSchool = SchoolMatches["theirs"][number];
