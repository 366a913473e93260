import type { Finding } from "@muster/rules/check/finding.ts";
import type { Gate } from "@muster/rules/gate/verdict.ts";
import { storeFindings, summarise } from "../check/store-findings.ts";
import type { Fault } from "../fault.ts";
import { inputFinding } from "../source/input-finding.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";
import { type RunStart, withRun } from "./with-run.ts";

/** The one fault of a fetch that is no failure but a question to the district: what we were given is not a roster. */
export const keptBack = "source.collection.refused";

/**
 * Ends a sync for which the server keeps back a list that a roster needs (reliability G2, I12): a run that is held
 * and has no plan, for there is nothing to plan from. It names the list; the other lists are not taken in either,
 * and the next fetch that brings all of them goes on as if nothing had been.
 *
 * @param fault with the code `keptBack`
 */
export function holdUnread(world: RunWorld, start: RunStart, fault: Fault): Promise<SyncResult> {
  const collection = String(fault.facts.collection);
  const facts = { collection, status: Number(fault.facts.status) };
  const finding: Finding = inputFinding("collection.needed.refused", `${collection}.csv`, facts);
  const gate: Gate = { code: "gate.collection.missing", slice: undefined, observed: 0, limit: 1, facts };
  return withRun(world, start, async (session, run) => {
    await storeFindings(session, run, [finding]);
    return {
      ...{ outcome: "held", run: run.runId, plan: undefined, gates: [gate] },
      ...{ findings: summarise([finding]), timings: {}, applied: 0, held: 0 },
    };
  });
}
