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
  /** Sends what was gathered to the database; call it between batches of pairs. */
  readonly flush: () => Promise<void>;
  /** Hash of all changes so far, hexadecimal. */
  readonly digest: () => string;
}

export async function startPlan(tx: Transaction): Promise<PlanWriter> {
  await tx.query("drop table if exists planned_change");
  await tx.query(
    `create temporary table planned_change as select ${changeColumns} from plan_change with no data`,
  );
  const tally = startTally();
  const buffer = new CopyBuffer();
  const hash = createHash("sha256");
  return {
    tally,
    add: (change) => {
      if (change.action === "keep") return;
      const slice = tally.add(change);
      buffer.add(changeLine(change, tally.total(), slice));
    },
    flush: async () => {
      const chunks = buffer.take();
      if (chunks.length === 0) return;
      for (const chunk of chunks) hash.update(chunk);
      await tx.copyIn(`copy planned_change (${changeColumns}) from stdin`, chunks);
    },
    digest: () => hash.copy().digest("hex"),
  };
}
