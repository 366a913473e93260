import { type RecordType, recordTypes, type SliceKind } from "../model/entities.ts";
import { isHeld, type JudgedSlice } from "../model/judged-slice.ts";
import { capital } from "./letter-case.ts";
import { counted, formatCount, formatShare, plural } from "./number-words.ts";
import { biggestEffects } from "./slice-words.ts";
import { recordNouns } from "./wording/record-words.ts";

const kinds: readonly SliceKind[] = ["addition", "update", "removal"];

/** A type of record in a plan: how many come, change and go, and whether a limit was passed. */
export interface MatrixRow {
  readonly type: RecordType;
  readonly label: string;
  readonly base: number;
  readonly cells: readonly {
    readonly kind: SliceKind;
    readonly changes: number;
    readonly held: number;
    readonly applied: number;
    readonly share: string;
    readonly isOverLimit: boolean;
  }[];
}

/** Counts by type and kind, those of people first. @param base active records of each type before the plan */
export function planMatrix(
  slices: readonly JudgedSlice[],
  base: Readonly<Record<string, number>>,
): readonly MatrixRow[] {
  return shownOrder.flatMap((type) => {
    const ofType = slices.filter((slice) => slice.type === type);
    if (ofType.length === 0) return [];
    const cells = kinds.map((kind) => {
      const ofKind = ofType.filter((slice) => slice.kind === kind);
      const changes = sum(ofKind);
      return {
        ...{ kind, changes, held: sum(ofKind.filter(isHeld)) },
        applied: sum(ofKind.filter(({ appliedInRun }) => appliedInRun !== null)),
        share: changes === 0 ? "" : formatShare(changes, base[type] ?? 0),
        isOverLimit: ofKind.some(({ gates }) => gates.length > 0),
      };
    });
    return [{ type, label: capital(plural(recordNouns[type])), base: base[type] ?? 0, cells }];
  });
}

/** People first, then classes, then what ties them together. */
const shownOrder: readonly RecordType[] = [
  ...(["student", "staff", "guardian", "classroom", "membership", "guardianship", "school", "link"] as const),
];

function sum(slices: readonly JudgedSlice[]): number {
  return slices.reduce((total, { changes }) => total + changes, 0);
}

/** What a plan does in one school. */
export interface SchoolRow {
  readonly schoolId: number;
  readonly name: string;
  readonly worst: number;
  readonly changes: number;
  readonly held: number;
  readonly cells: readonly {
    readonly type: RecordType;
    readonly base: number;
    readonly additions: number;
    readonly updates: number;
    readonly removals: number;
    readonly held: number;
    readonly percent: number;
  }[];
}

/** Changes by school, the school that loses the largest share first. What hangs on no school is school 0, at the end. */
export function planSchools(
  slices: readonly JudgedSlice[],
  nameOf: (schoolId: number) => string,
): readonly SchoolRow[] {
  const rows = [...Map.groupBy(slices, ({ schoolId }) => schoolId)].map(([schoolId, of]) => {
    const cells = recordTypes.flatMap((type) =>
      schoolCell(
        type,
        of.filter((slice) => slice.type === type),
      ),
    );
    const worst = Math.max(0, ...cells.map(({ percent }) => percent));
    const name = schoolId === 0 ? "No school" : nameOf(schoolId);
    return { schoolId, name, worst, changes: sum(of), held: sum(of.filter(isHeld)), cells };
  });
  return rows.sort(
    (a, b) =>
      Number(a.schoolId === 0) - Number(b.schoolId === 0) ||
      Number(b.held > 0) - Number(a.held > 0) ||
      b.worst - a.worst ||
      b.changes - a.changes ||
      a.schoolId - b.schoolId,
  );
}

function schoolCell(type: RecordType, slices: readonly JudgedSlice[]): SchoolRow["cells"] {
  const [first] = slices;
  if (first === undefined) return [];
  const of = (kind: SliceKind): number => sum(slices.filter((slice) => slice.kind === kind));
  const removals = of("removal");
  const percent = first.base === 0 ? 0 : Math.min(100, Math.round((removals * 1000) / first.base) / 10);
  return [
    {
      ...{ type, base: first.base, additions: of("addition"), updates: of("update"), removals },
      ...{ held: sum(slices.filter(isHeld)), percent },
    },
  ];
}

/** What became of a plan. */
export interface PlanStanding {
  readonly kind: "sync" | "undo" | "manual";
  readonly state: "sealed" | "shown" | "applied" | "partly_applied" | "superseded" | "declined";
  readonly isStale: boolean;
  /** Nothing would change; such a plan waits because its files do. */
  readonly isEmpty?: boolean;
  readonly changes: number;
  readonly applied: number;
  readonly held: number;
  readonly go: number;
}

/** What became of a plan, in a few words: `31 changes wait for you, 35 are done`. */
export function planStandingText(plan: PlanStanding): string {
  const left = plan.held + plan.go;
  const done =
    plan.applied === 0 ? "" : `, ${formatCount(plan.applied)} ${plan.applied === 1 ? "is" : "are"} done`;
  switch (plan.state) {
    case "applied":
      return `Applied: ${counted(plan.changes, "change")}`;
    case "shown":
      return "Looked at; nothing was changed";
    case "superseded":
      return `A newer plan took its place${done}`;
    case "declined":
      return `Declined: ${counted(left, "change")}${done}`;
    case "sealed":
    case "partly_applied":
      if (plan.isEmpty === true)
        return plan.isStale ? "Out of date" : "Its files wait for you; nothing would change";
      if (plan.isStale) return `Out of date: ${counted(left, "change")} not made${done}`;
      return `${counted(left, "change")} ${left === 1 ? "waits" : "wait"} for you${done}`;
    default:
      return plan.state satisfies never;
  }
}

/** What a plan is about in one sentence, by its biggest effects. */
export function planHeadline(slices: readonly JudgedSlice[], nameOf: (schoolId: number) => string): string {
  const told = slices.map((slice) => ({
    ...slice,
    school: slice.schoolId === 0 ? "" : nameOf(slice.schoolId),
  }));
  const effects = biggestEffects(told);
  return effects.length === 0 ? "Nothing would change." : `${capital(effects.join(" · "))}.`;
}
