import type { Guardianship, GuardianshipFields, GuardianshipKey } from "../model/guardianship.ts";
import type { Because } from "../model/place.ts";
import type { ChangePart, GuardianshipChange, GuardianshipState, Kept } from "./change.ts";

/**
 * One guardian of one student.
 *
 * - A link gone from a complete file ends at once and is never delayed (reliability G-11): a custody decision
 *   may stand behind it.
 * - `carriesNoLinks`: the source lists not one family link where it had some. Then it has stopped carrying them
 *   and nothing is ended (reliability G-05).
 * - A link that a person restricted stays ended or restricted whatever the source says (product goal B15).
 * - `part`: one of the two switched roles, or their ID now names somebody else: the link waits with that person. Or
 *   the family it makes is too large to be one (reliability G12), or a person has restricted somebody in it (G-12 of
 *   the catalogue): a new link waits, an old one may end.
 * - `isFrozen`: the student or the guardian is archived with everything that hangs on them.
 */
export function planGuardianship(
  key: GuardianshipKey,
  wanted: GuardianshipFields | undefined,
  existing: Guardianship | undefined,
  facts: {
    readonly schoolId: number;
    readonly isFrozen: boolean;
    readonly carriesNoLinks: boolean;
    readonly part: ChangePart;
    readonly because: Because;
  },
): GuardianshipChange | Kept {
  const { schoolId, because } = facts;
  const keep: Kept = { action: "keep", type: "guardianship", schoolId };
  if (facts.isFrozen) return keep;
  const isOfAdditions = facts.part === "implausible-family" || facts.part === "restricted-family";
  const isNew = wanted !== undefined && existing?.status !== "active";
  const part = isOfAdditions && !isNew ? "" : facts.part;
  const about = { type: "guardianship", schoolId, because, part, ...key } as const;
  if (existing === undefined) {
    if (wanted === undefined) return keep;
    return { ...about, action: "create", kind: "addition", before: undefined, after: activeWith(wanted) };
  }
  const { status, origin, version } = existing;
  const before = { ...relationOf(existing), status, origin, version };
  if (wanted === undefined) {
    if (status === "ended" || !existing.isOurs || facts.carriesNoLinks) return keep;
    const after: GuardianshipState = { ...relationOf(existing), status: "ended", origin };
    return { ...about, action: "archive", kind: "removal", before, after };
  }
  if (existing.isRestricted) return keep;
  const relation = knownRelation(wanted, existing);
  const after = activeWith(relation);
  if (status === "ended") return { ...about, action: "restore", kind: "addition", before, after };
  if (origin === "manual" || sameRelation(relation, existing)) return keep;
  return { ...about, action: "update", kind: "update", before, after };
}

function activeWith(relation: GuardianshipFields): GuardianshipState {
  return { ...relationOf(relation), status: "active", origin: "synced" };
}

function sameRelation(a: GuardianshipFields, b: GuardianshipFields): boolean {
  return a.relationship === b.relationship && a.contactType === b.contactType;
}

function relationOf(from: GuardianshipFields): GuardianshipFields {
  return { relationship: from.relationship, contactType: from.contactType };
}

/** A source that tells no relation does not erase one that is known. */
function knownRelation(wanted: GuardianshipFields, existing: GuardianshipFields): GuardianshipFields {
  return {
    relationship: wanted.relationship === "" ? existing.relationship : wanted.relationship,
    contactType: wanted.contactType === "" ? existing.contactType : wanted.contactType,
  };
}
