import type { Finding } from "@muster/rules/check/finding.ts";
import type { GateFacts } from "@muster/rules/gate/gate-facts.ts";
import type { Verdict } from "@muster/rules/gate/verdict.ts";
import { findShape } from "../check/find-shape.ts";
import type { Reader, Session, Transaction } from "../database/database.ts";
import { judgeWhole } from "../gate/judge-whole.ts";
import { readGateFacts } from "../gate/read-gate-facts.ts";
import { readSlices } from "../gate/read-slices.ts";
import { dealIds } from "../plan/deal-ids.ts";
import { startPlan } from "../plan/plan-writer.ts";
import type { SealedPlan } from "../plan/seal-plan.ts";
import { seasonOn } from "../schedule/seasons.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import type { CollectedInput } from "./collect-input.ts";
import { planRecords } from "./plan-records.ts";
import type { ReadSnapshot } from "./read-snapshot.ts";
import { type Run, readDirectory } from "./run.ts";
import { type PlannedChanges, sealRunPlan } from "./seal-run-plan.ts";
import type { Source } from "./source-row.ts";
import type { RunWorld, SyncRequest } from "./sync-request.ts";

/** A sealed plan and what the gates say of it. */
export interface JudgedPlan {
  readonly plan: SealedPlan;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Nothing of the input can be used: the plan is empty, and nobody shall wait for it. */
  readonly isUnusable: boolean;
}

/** What a sync's plan is made from. */
export interface PlanInput {
  readonly source: Source;
  readonly input: CollectedInput;
  readonly weighing: Weighing;
  readonly snapshot: ReadSnapshot;
  readonly request: Pick<SyncRequest, "isFetched">;
}

/** The stages plan and gate, in one transaction: the plan is there whole and judged, or not at all. */
export async function makePlan(
  session: Session,
  world: RunWorld,
  run: Run,
  from: PlanInput,
): Promise<JudgedPlan> {
  const { weighing, snapshot } = from;
  const { settings } = from.source;
  const { contentHash } = from.input;
  return session.write(async (tx) => {
    world.onStep({ stage: "plan" });
    const directory = await readDirectory(tx, weighing.districtId);
    const ids = dealIds(directory.nextId);
    const writer = await startPlan(tx, (done) => world.onStep({ stage: "plan", done }));
    await planRecords(tx, { weighing, settings, writer, fileOf: snapshot.fileOf, deal: ids.deal });
    world.onPoint?.("plan-rows");
    world.onStep({ stage: "gate" });
    const sliced = await readSlices(tx, weighing.districtId, writer.tally);
    const facts = {
      ...(await readGateFacts(tx, weighing, snapshot, contentHash, sliced.active)),
      ...(await seasonFact(tx, weighing)),
      ...agedFact(from),
    };
    const plannedSlices = { tally: writer.tally, slices: sliced.slices };
    const verdict = await judgeWhole(tx, weighing.districtId, plannedSlices, facts, settings);
    const { snapshotId, sourceId, today } = weighing;
    const planned: PlannedChanges = {
      ...{ writer, sliced, verdict, directory, nextId: ids.nextId(), snapshotId },
      basis: { kind: "sync", snapshotHash: contentHash, settings, today, sourceId },
    };
    const plan = await sealRunPlan(tx, run, planned, world.now().toISOString());
    await supersedeOthers(tx, weighing, plan.planId);
    const findings = await findShape(tx, weighing, snapshot.fileOf, settings["guardian.manage"]);
    const isUnusable = findings.some(({ severity }) => severity === "blocking");
    if (isUnusable) await supersedeOthers(tx, weighing, plan.planId + 1);
    return { plan, verdict, findings, isUnusable };
  });
}

/** Files of different ages are a reason to wait where nobody chose them. */
function agedFact({ input, request }: PlanInput): Pick<GateFacts, "agedFiles"> {
  if (request.isFetched !== true) return {};
  const aged = input.findings.filter(({ code }) => code === "input.files.aged");
  const agedFiles = aged.map(({ file, facts }) => ({
    ...{ file, newest: String(facts.newest), hours: Number(facts.hours) },
  }));
  return { agedFiles };
}

async function seasonFact(tx: Reader, { districtId, today }: Weighing): Promise<Pick<GateFacts, "season">> {
  const season = await seasonOn(tx, districtId, today);
  return season?.mode === "additions-only" ? { season: season.mode } : {};
}

/** A newer plan of the same source leaves the older ones behind: a hold is safe to ignore (reliability P6). */
async function supersedeOthers(tx: Transaction, weighing: Weighing, planId: number): Promise<void> {
  await tx.query(
    `update plan set state = 'superseded'
      where district_id = $1 and source_id = $2 and plan_id < $3 and state in ('sealed', 'partly_applied')`,
    [weighing.districtId, weighing.sourceId, planId],
  );
}
