import { createHash } from "node:crypto";
import type { Change, Kept } from "@muster/rules/plan/change.ts";
import { startTally, type Tally } from "@muster/rules/plan/tally.ts";
import { CopyBuffer } from "../database/copy-text.ts";
import type { Transaction } from "../database/database.ts";
import { changeColumns, changeLine } from "./change-line.ts";

/**
 * Takes changes one by one, in the order in which they will be applied, and keeps three things of each: its line
 * in the temporary table `planned_change`, its place in the tally, and its share of the plan's hash.
 */
export interface PlanWriter {
  readonly tally: Tally;
  readonly add: (change: Change | Kept) => void;
  /** Begins to send what was gathered, once what was sent before has arrived; call it between batches of pairs. */
  readonly flush: () => Promise<void>;
  /** Waits until everything has arrived; answers the hash of all changes, hexadecimal. */
  readonly finish: () => Promise<string>;
}

/** @param onChanges called now and then with the number of changes so far; whoever wants the planning to end throws */
export async function startPlan(
  tx: Transaction,
  onChanges: (planned: number) => void = () => undefined,
): Promise<PlanWriter> {
  await tx.query("drop table if exists planned_change");
  await tx.query(
    `create temporary table planned_change as select ${changeColumns} from plan_change with no data`,
  );
  const tally = startTally();
  const buffer = new CopyBuffer();
  const hash = createHash("sha256");
  let sending: Promise<unknown> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await sending;
    onChanges(tally.total());
    const chunks = buffer.take();
    if (chunks.length === 0) return;
    for (const chunk of chunks) hash.update(chunk);
    sending = tx.copyIn(`copy planned_change (${changeColumns}) from stdin`, chunks);
    // Awaited before the next one; until then a failure must not count as unhandled.
    sending.catch(() => undefined);
  };
  return {
    tally,
    add: (change) => {
      if (change.action === "keep") return;
      const slice = tally.add(change);
      buffer.add(changeLine(change, tally.total(), slice));
    },
    flush,
    finish: async () => {
      await flush();
      await sending;
      return hash.digest("hex");
    },
  };
}
