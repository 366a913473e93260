import type { RecordType } from "../model/entities.ts";
import { type Slice, sliceName } from "../plan/slice.ts";
import type { Settings } from "../setting/all-settings.ts";
import { gateCodes } from "./gate-codes.ts";
import type { GateFacts } from "./gate-facts.ts";
import { type HeldFacts, leavingGrades, nothingHeld } from "./held-facts.ts";
import { judgeIdentity } from "./judge-identity.ts";
import { judgeSlice } from "./judge-slice.ts";
import { judgeSpread } from "./judge-spread.ts";
import type { Gate, Verdict } from "./verdict.ts";

/**
 * Judges a whole plan before the first write: which slices go, which wait for a person, and why.
 *
 * Surgical hold is the default: a slice gate holds its own slice and whatever cannot stand without it; a plan
 * gate (identity, incomplete input) holds everything. With `gate.policy` hold-everything any gate does.
 *
 * @param known what was looked up after an earlier judgement of the same plan held something
 */
export function judgePlan(
  slices: readonly Slice[],
  facts: GateFacts,
  settings: Settings,
  known: HeldFacts = nothingHeld,
): Verdict {
  const whole = judgeIdentity(facts, slices, settings);
  const alone = slices.flatMap((slice) => judgeSlice(slice, facts, settings));
  const own = [...alone, ...judgeSpread(slices, heldBy(alone), facts, settings)];
  const held = heldBy(own);
  const emptied = slices.filter((slice) => isOfEmptiedSchool(slice, slices, held)).map(sliceName);
  const dependent = holdDependents(slices, held, new Set([...known.dependents, ...emptied]));
  const gates: Gate[] = [...whole, ...own, ...dependent.map(dependsGate)].map((gate) => explain(gate, known));
  const holdsAll =
    gates.some((gate) => gateCodes[gate.code] === "plan") ||
    (gates.length > 0 && settings["gate.policy"] === "hold-everything");
  if (holdsAll) for (const slice of slices) held.add(sliceName(slice));
  return { gates, held, holdsAll };
}

function heldBy(gates: readonly Gate[]): Set<string> {
  return new Set(gates.map((gate) => (gate.slice === undefined ? "" : sliceName(gate.slice))));
}

/** Adds to `held` what cannot stand without it, and what cannot stand without that: answers the added slices. */
function holdDependents(
  slices: readonly Slice[],
  held: Set<string>,
  known: ReadonlySet<string>,
): readonly Slice[] {
  const dependent: Slice[] = [];
  for (;;) {
    const found = slices.filter((slice) => {
      const name = sliceName(slice);
      return !held.has(name) && (known.has(name) || dependsOnHeld(slice, slices, held));
    });
    if (found.length === 0) return dependent;
    for (const slice of found) held.add(sliceName(slice));
    dependent.push(...found);
  }
}

/**
 * Where every student of a school would leave and that waits, nobody else leaves it either: the export has left the
 * school out, and its three teachers are no ordinary leavers, few as they are (reliability H14).
 */
function isOfEmptiedSchool(slice: Slice, slices: readonly Slice[], held: ReadonlySet<string>): boolean {
  if (slice.kind !== "removal" || slice.schoolId === 0) return false;
  return slices.some(
    (other) =>
      other.schoolId === slice.schoolId &&
      other.type === "student" &&
      other.kind === "removal" &&
      other.changes >= other.base &&
      held.has(sliceName(other)),
  );
}

/** What a new record of each type points to: it cannot be added while those additions wait. */
const pointsTo: Partial<Record<RecordType, readonly RecordType[]>> = {
  link: ["school"],
  classroom: ["school"],
  staff: ["school"],
  student: ["school"],
  membership: ["school", "classroom", "staff", "student"],
  guardianship: ["student", "guardian"],
};

/** Whose leaving makes others leave: a guardian goes when their last student does. */
const followsOut: Partial<Record<RecordType, readonly RecordType[]>> = {
  guardian: ["student", "guardianship"],
};

/**
 * What hangs on one switched or other person is in that person's part already and judged with it, so additions
 * look at the held slices of their own part alone.
 */
function dependsOnHeld(slice: Slice, slices: readonly Slice[], held: ReadonlySet<string>): boolean {
  if (slice.kind === "update" || slice.part === "ended") return false;
  const needs = (slice.kind === "addition" ? pointsTo : followsOut)[slice.type] ?? [];
  return slices.some(
    (other) =>
      other.kind === slice.kind &&
      needs.includes(other.type) &&
      (slice.kind === "removal" || other.part === slice.part) &&
      (other.schoolId === slice.schoolId || other.schoolId === 0) &&
      held.has(sliceName(other)),
  );
}

/** Adds to the big gates what those behind them have in common. */
function explain(gate: Gate, known: HeldFacts): Gate {
  const { slice, code } = gate;
  if (slice === undefined) return gate;
  if (slice.type === "student" && (code === "gate.removals.many" || code === "gate.removals.spread")) {
    const grades = leavingGrades(slice.schoolId, known);
    return grades.length === 0 ? gate : { ...gate, facts: { ...gate.facts, grades: grades.join(", ") } };
  }
  const test = known.testNames.find((found) => found.slice === sliceName(slice));
  if (test === undefined || code !== "gate.additions.many") return gate;
  return { ...gate, facts: { ...gate.facts, testNames: test.people } };
}

function dependsGate(slice: Slice): Gate {
  return { code: "gate.depends.held", slice, observed: slice.changes, limit: 0, facts: {} };
}
