import { wordsOfOutcome } from "../outcome-words.ts";

/** A sync that ended, by the district's calendar. */
export interface DayRun {
  readonly run: number;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly sourceId: number | null;
  readonly outcome: string;
}

/** A day of the strip. */
export interface OutcomeDay {
  readonly day: string;
  /** How the day ended; `none` where nothing ran. */
  readonly outcome: string;
  readonly run?: number;
}

const worst = ["bad", "waits", "good", "quiet"];

/**
 * How each day ended, the newest last: of every source its last sync of the day, and of those the one that asks for most.
 *
 * @param days `YYYY-MM-DD`, in order
 * @param runs in the order in which they began
 */
export function outcomeDays(days: readonly string[], runs: readonly DayRun[]): readonly OutcomeDay[] {
  const byDay = Map.groupBy(runs, ({ day }) => day);
  return days.map((day) => {
    const last = new Map((byDay.get(day) ?? []).map((run) => [run.sourceId, run]));
    const [told] = [...last.values()].sort((a, b) => rank(a.outcome) - rank(b.outcome) || b.run - a.run);
    return told === undefined ? { day, outcome: "none" } : { day, outcome: told.outcome, run: told.run };
  });
}

const rank = (outcome: string): number => worst.indexOf(wordsOfOutcome(outcome).tone);
