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
 * - `part`: one of the two switched roles, or their ID now names somebody else: the link waits with that person.
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
  const common = { type: "guardianship", schoolId, because, part: facts.part, ...key } as const;
  if (existing === undefined) {
    if (wanted === undefined) return keep;
    const after: GuardianshipState = { ...relationOf(wanted), status: "active", origin: "synced" };
    return { ...common, action: "create", kind: "addition", before: undefined, after };
  }
  const { status, origin, version } = existing;
  const before = { ...relationOf(existing), status, origin, version };
  if (wanted === undefined) {
    if (status === "ended" || !existing.isOurs || facts.carriesNoLinks) return keep;
    const after: GuardianshipState = { ...relationOf(existing), status: "ended", origin };
    return { ...common, action: "archive", kind: "removal", before, after };
  }
  if (existing.isRestricted || (origin === "manual" && status === "active")) return keep;
  const isBack = status === "ended";
  const relation = knownRelation(wanted, existing);
  const isSame =
    relation.relationship === existing.relationship && relation.contactType === existing.contactType;
  if (!isBack && isSame) return keep;
  const after: GuardianshipState = { ...relation, status: "active", origin: "synced" };
  return {
    ...common,
    action: isBack ? "restore" : "update",
    kind: isBack ? "addition" : "update",
    before,
    after,
  };
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
