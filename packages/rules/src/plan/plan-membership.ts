import type { Membership, MembershipFields, MembershipKey } from "../model/membership.ts";
import type { Because } from "../model/place.ts";
import type { ChangePart, Kept, MembershipChange, MembershipState } from "./change.ts";

/**
 * One person in one classroom: the enrollments that say so beside the membership we hold.
 *
 * - Several enrollments of the same person, class and role are one membership (quirks Q107, Q108).
 * - Only what this source owns is ended; a membership made by hand survives every run (connect.md §7.5).
 * - `isFrozen`: the classroom or the person is being archived or is archived already. Then the membership stays
 *   as it is, so that both come back as they left (connect.md §13).
 * - `part`: why this pair is judged apart. `class-shrinks` and `ended` speak of removals alone: the classroom would
 *   lose more than half of its students, so each of them waits (reliability G5), or the last day of every enrollment
 *   is over, which nobody has to look at.
 */
export function planMembership(
  key: MembershipKey,
  wanted: MembershipFields | undefined,
  existing: Membership | undefined,
  facts: {
    readonly schoolId: number;
    readonly isFrozen: boolean;
    readonly part: ChangePart;
    readonly because: Because;
  },
): MembershipChange | Kept {
  const { schoolId, because } = facts;
  const keep: Kept = { action: "keep", type: "membership", schoolId };
  if (facts.isFrozen) return keep;
  const isOfRemovals = facts.part === "class-shrinks" || facts.part === "ended";
  const part = wanted === undefined || !isOfRemovals ? facts.part : "";
  const about = { type: "membership", schoolId, because, part, ...key } as const;
  if (existing === undefined) {
    if (wanted === undefined) return keep;
    return { ...about, action: "create", kind: "addition", before: undefined, after: activeWith(wanted) };
  }
  const { status, origin, version } = existing;
  const before = { ...datesOf(existing), status, origin, version };
  if (wanted === undefined) {
    if (status === "ended" || !existing.isOurs) return keep;
    const after: MembershipState = { ...datesOf(existing), status: "ended", origin };
    return { ...about, action: "archive", kind: "removal", before, after };
  }
  const after = activeWith(wanted);
  if (status === "ended") return { ...about, action: "restore", kind: "addition", before, after };
  if (origin === "manual" || sameDates(wanted, existing)) return keep;
  return { ...about, action: "update", kind: "update", before, after };
}

function activeWith(wanted: MembershipFields): MembershipState {
  return { ...datesOf(wanted), status: "active", origin: "synced" };
}

function sameDates(a: MembershipFields, b: MembershipFields): boolean {
  return a.startsOn === b.startsOn && a.endsOn === b.endsOn;
}

function datesOf(from: MembershipFields): MembershipFields {
  return { startsOn: from.startsOn, endsOn: from.endsOn };
}
