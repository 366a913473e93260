import { storeFindings } from "../check/store-findings.ts";
import { applyJudged } from "./apply-judged.ts";
import { collectInput } from "./collect-input.ts";
import { endRun } from "./end-run.ts";
import { makePlan } from "./make-plan.ts";
import { openSnapshot } from "./open-snapshot.ts";
import { readSnapshot } from "./read-snapshot.ts";
import { readSource } from "./source-row.ts";
import { startStopwatch } from "./stopwatch.ts";
import type { RunWorld, SyncRequest, SyncResult } from "./sync-request.ts";
import { type RunStart, withRun } from "./with-run.ts";

/**
 * The story of a sync, top to bottom:
 *
 *   collect → read → check → plan → gate → apply → verify → report
 *
 * Each stage ends in one committed transaction or leaves nothing behind, so a process may die anywhere and the
 * next run finds either the state before or the state after. The directory changes in one place, `applyJudged`,
 * and only as the sealed plan says.
 *
 * @throws Fault when the world fails; the run is then closed as `failed` and nothing has changed
 */
export async function runSync(world: RunWorld, request: SyncRequest): Promise<SyncResult> {
  const { districtId, sourceId, operator, absence = "left" } = request;
  const start: RunStart = { districtId, sourceId, kind: request.applies ? "sync" : "plan", operator };
  return withRun(world, start, async (session, run) => {
    const watch = startStopwatch(world);
    const end = endRun(session, world, run, watch);
    let close = async (): Promise<void> => undefined;
    try {
      world.onPoint?.("claimed");
      const source = await session.read((tx) => readSource(tx, districtId, sourceId, world.now()));

      const input = await watch("collect", () => collectInput(session, world, source, request));
      close = input.close;
      if (input.isRejected) return await end.rejected(input.findings);
      if (input.isUnchanged) return end.unchanged();

      const { weighing, pack, raw } = await openSnapshot(session, world, run, source, input, absence);
      const snapshot = await watch("read", () =>
        readSnapshot(session, world, weighing, pack, source.profile),
      );
      await raw.keep();
      world.onPoint?.("staged");

      const judged = await watch("plan", () =>
        makePlan(session, world, run, { source, input, weighing, snapshot, request }),
      );
      world.onPoint?.("sealed");

      const findings = [...input.findings, ...snapshot.findings, ...judged.findings];
      if (judged.isUnusable) return await end.rejected(findings);
      await storeFindings(session, run, findings);
      if (!request.applies || judged.verdict.holdsAll) return end.held(judged, findings);
      const applied = await watch("apply", () =>
        applyJudged(session, world, run, { source, weighing, snapshot, judged }),
      );
      return end.applied(judged, findings, applied);
    } catch (error) {
      return await end.stopped(error);
    } finally {
      await close();
    }
  });
}
