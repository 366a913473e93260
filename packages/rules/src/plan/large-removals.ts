import type { RecordType, SliceKind } from "../model/entities.ts";

/** What has to be known of a slice to say how much of a district or a school it takes away. */
export interface WeighedSlice {
  readonly type: RecordType;
  readonly kind: SliceKind;
  /** 0: what belongs to no school. */
  readonly schoolId: number;
  readonly changes: number;
  /** Active records of this type in this school before the plan. */
  readonly base: number;
}

/** How much of what there is would leave or end. */
export interface Removals {
  /** Records of all types together. */
  readonly changes: number;
  /** Of the type that loses the largest share: how many leave, and of how many. */
  readonly worst: { readonly changes: number; readonly whole: number } | undefined;
  /** So much that nobody waves it through: its number is typed, and where a district asks for it two people decide. */
  readonly isLarge: boolean;
}

/** Above this share of removals a plan is large (reliability 3.3, ux 6). */
const largePercent = 30;

/** Fewer are never large: three of eight club members are no mass removal. */
const leastLarge = 5;

/**
 * Weighs what some slices of a plan take away of the whole district, by type.
 *
 * @param base active records of each type in the district before the plan
 */
export function weighRemovals(
  slices: readonly WeighedSlice[],
  base: Readonly<Record<string, number>>,
): Removals {
  const removals = slices.filter(isRemoval);
  const shares = [...Map.groupBy(removals, ({ type }) => type)]
    .map(([type, of]) => ({ changes: sum(of), whole: base[type] ?? 0 }))
    .sort((a, b) => b.changes / Math.max(1, b.whole) - a.changes / Math.max(1, a.whole));
  return { changes: sum(removals), worst: shares[0], isLarge: shares.some(isLarge) };
}

/** Does a school lose a large part of what it has of a type? It is not small because the district has fifty others. */
export function takesMuchOfASchool(slices: readonly WeighedSlice[]): boolean {
  const removals = slices.filter((slice) => isRemoval(slice) && slice.schoolId !== 0);
  const places = Map.groupBy(removals, ({ type, schoolId }) => `${type}/${schoolId}`);
  return [...places.values()].some((of) => isLarge({ changes: sum(of), whole: of[0]?.base ?? 0 }));
}

function isRemoval({ kind }: WeighedSlice): boolean {
  return kind === "removal";
}

function isLarge({ changes, whole }: NonNullable<Removals["worst"]>): boolean {
  return changes >= leastLarge && changes * 100 > whole * largePercent;
}

function sum(slices: readonly WeighedSlice[]): number {
  return slices.reduce((total, { changes }) => total + changes, 0);
}
