import type { GateFacts } from "@muster/rules/gate/gate-facts.ts";
import { type HeldFacts, nothingHeld } from "@muster/rules/gate/held-facts.ts";
import { judgePlan } from "@muster/rules/gate/judge-plan.ts";
import type { Verdict } from "@muster/rules/gate/verdict.ts";
import type { Slice } from "@muster/rules/plan/slice.ts";
import type { Tally } from "@muster/rules/plan/tally.ts";
import type { Settings } from "@muster/rules/setting/all-settings.ts";
import type { Transaction } from "../database/database.ts";
import { readDependents, readLeavers, readTestNames } from "./read-held-facts.ts";

/**
 * Judges a plan and, where something is held, looks closer: what elsewhere needs the held changes is held too, and
 * the gates say what those behind them have in common. On an ordinary day nothing is looked up.
 */
export async function judgeWhole(
  tx: Transaction,
  districtId: number,
  plan: { readonly tally: Tally; readonly slices: readonly Slice[] },
  facts: GateFacts,
  settings: Settings,
): Promise<Verdict> {
  let known: HeldFacts = nothingHeld;
  let verdict = judgePlan(plan.slices, facts, settings, known);
  if (verdict.held.size === 0) return verdict;
  const held = (): readonly number[] => numbersOf(plan.tally, verdict.held);
  known = {
    dependents: [],
    leavers: await readLeavers(tx, districtId, held()),
    testNames: named(plan.tally, await readTestNames(tx, held())),
  };
  for (;;) {
    const found = verdict.holdsAll ? [] : named(plan.tally, await readDependents(tx, districtId, held()));
    const dependents = found.map(({ slice }) => slice).filter((name) => !verdict.held.has(name));
    known = { ...known, dependents: [...known.dependents, ...dependents] };
    verdict = judgePlan(plan.slices, facts, settings, known);
    if (dependents.length === 0) return verdict;
  }
}

function numbersOf(tally: Tally, names: ReadonlySet<string>): readonly number[] {
  return [...names].flatMap((name) => tally.slices.get(name)?.number ?? []);
}

function named<T extends { readonly slice: number }>(
  tally: Tally,
  rows: readonly T[],
): readonly (Omit<T, "slice"> & { readonly slice: string })[] {
  const names = new Map([...tally.slices].map(([name, { number }]) => [number, name]));
  return rows.map((row) => ({ ...row, slice: names.get(row.slice) ?? "" }));
}
