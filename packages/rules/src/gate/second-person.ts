import { takesMuchOfASchool, type WeighedSlice, weighRemovals } from "../plan/large-removals.ts";
import type { Settings } from "../setting/all-settings.ts";
import type { GateCode } from "./gate-codes.ts";

/** When a district asks for a second person: the value of its setting. */
export type SecondPersonPolicy = Settings["approval.second-person"];

/** Why one person's word is not enough. */
export type SecondPersonReason = "identity" | "removals" | "brought" | "held";

/** A slice that somebody approves, as the gates judged it. */
export interface ApprovedSlice extends WeighedSlice {
  readonly slice: number;
  readonly verdict: "go" | "hold";
  readonly gates: readonly { readonly code: string }[];
}

/** Gates that say: these may not be our people at all. The catalogue's G1, G8, G9 and G11 (reliability 3.3). */
const identityGates: ReadonlySet<string> = new Set<GateCode>([
  "gate.collection.empty",
  "gate.ids.rekeyed",
  "gate.ids.format-changed",
  "gate.ids.zeros-lost",
  "gate.district.wrong",
]);

/**
 * Does what somebody approves need a second person (reliability 3.3, security row 42)? Only what is held ever does:
 * the rest would be applied without anybody.
 *
 * @param word.isOwnUpload whoever approves has brought the files themselves
 * @param word.base active records of each type in the district before the plan
 * @returns the weightiest reason, undefined where one person is enough
 */
export function secondPersonReason(word: {
  readonly policy: SecondPersonPolicy;
  readonly slices: readonly ApprovedSlice[];
  readonly base: Readonly<Record<string, number>>;
  readonly isOwnUpload: boolean;
}): SecondPersonReason | undefined {
  const held = word.slices.filter(({ verdict }) => verdict === "hold");
  if (word.policy === "off" || held.length === 0) return undefined;
  if (held.some(({ gates }) => gates.some(({ code }) => identityGates.has(code)))) return "identity";
  if (weighRemovals(held, word.base).isLarge || takesMuchOfASchool(held)) return "removals";
  if (word.isOwnUpload) return "brought";
  return word.policy === "held" ? "held" : undefined;
}

/** The stricter of what a district asked for when a plan was made, and now: nobody lowers it for one plan. */
export function stricterPolicy(a: SecondPersonPolicy, b: SecondPersonPolicy): SecondPersonPolicy {
  const strictness: readonly SecondPersonPolicy[] = ["off", "large", "held"];
  return strictness.indexOf(a) > strictness.indexOf(b) ? a : b;
}

/** A word that was given before: whose it was, and which slices it was about. */
export interface EarlierWord {
  readonly person: string;
  readonly slices: readonly number[];
}

/** Has somebody else approved every held one of these slices already? */
export function isSeconded(
  slices: readonly ApprovedSlice[],
  person: string,
  earlier: readonly EarlierWord[],
): boolean {
  const others = new Set(
    earlier.filter((word) => areTwoPeople(word.person, person)).flatMap((word) => word.slices),
  );
  return slices.every(({ slice, verdict }) => verdict === "go" || others.has(slice));
}

/**
 * Are these two people, for certain? `login:` and an address is somebody who signs in, `account:` and a name an account
 * of the machine. The same human may well have both, so a login and an account are never taken for two.
 */
export function areTwoPeople(a: string, b: string): boolean {
  const kindOf = (person: string): string => person.slice(0, person.indexOf(":"));
  return a !== b && kindOf(a) === kindOf(b);
}
