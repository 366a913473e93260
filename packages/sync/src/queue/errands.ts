import type { Reader } from "../database/database.ts";
import type { ToldFault } from "./queue.ts";
import type { Task } from "./task.ts";

/** What was asked for, as people see it. */
export interface Errand {
  readonly errandId: string;
  readonly sourceId: number;
  readonly kind: "person" | "schedule" | "arrival";
  readonly task: Task["does"];
  /** False: it seals a plan and changes nothing. */
  readonly applies: boolean;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly state: "waiting" | "running" | "done" | "dead" | "cancelled" | "redriven";
  readonly attempts: number;
  readonly crashes: number;
  readonly beganAt: string | undefined;
  /** The last sign of life; much older than two seconds says that its worker is silent. */
  readonly aliveAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly progress: Readonly<Record<string, unknown>>;
  readonly cancelAskedBy: string | undefined;
  readonly outcome: string | undefined;
  readonly runId: number | undefined;
  readonly fault: ToldFault | undefined;
}

/** Which errands are listed: those still open, those that are dead, or the newest of all. */
export type ErrandSelection = "open" | "dead" | "newest";

const conditions: Readonly<Record<ErrandSelection, string>> = {
  open: "state in ('waiting', 'running')",
  dead: "state = 'dead'",
  newest: "true",
};

/** Errands of a district, the newest first. */
export async function listErrands(
  tx: Reader,
  districtId: number,
  selection: ErrandSelection,
  limit = 50,
): Promise<readonly Errand[]> {
  const rows = await tx.query<ErrandRow>(
    `select * from errand where district_id = $1 and ${conditions[selection]} order by asked_at desc, errand_id limit $2`,
    [districtId, limit],
  );
  return rows.map(errandOf);
}

interface ErrandRow extends Record<string, unknown> {
  readonly errand_id: string;
  readonly source_id: number;
  readonly kind: Errand["kind"];
  readonly task: Errand["task"];
  readonly applies: boolean;
  readonly asked_by: string;
  readonly asked_at: string;
  readonly state: Errand["state"];
  readonly attempts: number;
  readonly crashes: number;
  readonly began_at: string | null;
  readonly alive_at: string | null;
  readonly ended_at: string | null;
  readonly progress: Readonly<Record<string, unknown>>;
  readonly cancel_asked_by: string | null;
  readonly outcome: string | null;
  readonly run_id: number | null;
  readonly fault: ToldFault | null;
}

function errandOf(row: ErrandRow): Errand {
  return {
    ...{ errandId: row.errand_id, sourceId: row.source_id, kind: row.kind, askedBy: row.asked_by },
    ...{ task: row.task, applies: row.applies },
    ...{ askedAt: row.asked_at, state: row.state, attempts: row.attempts, crashes: row.crashes },
    ...{ beganAt: row.began_at ?? undefined, aliveAt: row.alive_at ?? undefined },
    ...{ endedAt: row.ended_at ?? undefined, progress: row.progress, runId: row.run_id ?? undefined },
    ...{ cancelAskedBy: row.cancel_asked_by ?? undefined, outcome: row.outcome ?? undefined },
    fault: row.fault ?? undefined,
  };
}
