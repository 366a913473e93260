import type { Finding } from "@muster/rules/check/finding.ts";
import { judgePlan } from "@muster/rules/gate/judge-plan.ts";
import type { Verdict } from "@muster/rules/gate/verdict.ts";
import { rulesVersion } from "@muster/rules/model/rules-version.ts";
import { slicesOf } from "@muster/rules/plan/tally.ts";
import type { Settings } from "@muster/rules/setting/all-settings.ts";
import { findShape } from "../check/find-shape.ts";
import type { Reader, Session, Transaction } from "../database/database.ts";
import { readGateFacts } from "../gate/read-gate-facts.ts";
import { readSliceCounts } from "../gate/read-slice-counts.ts";
import { dealPeople } from "../plan/deal-people.ts";
import { gatherPeople } from "../plan/gather-people.ts";
import { mapSchools } from "../plan/map-schools.ts";
import { planClassrooms } from "../plan/plan-classrooms.ts";
import type { PlanContext } from "../plan/plan-context.ts";
import { planGuardianships } from "../plan/plan-guardianships.ts";
import { planMemberships } from "../plan/plan-memberships.ts";
import { planPeople } from "../plan/plan-people.ts";
import { planSchools } from "../plan/plan-schools.ts";
import { startPlan } from "../plan/plan-writer.ts";
import { type PlanBasis, type SealedPlan, sealPlan } from "../plan/seal-plan.ts";
import { findTouched } from "../plan/touched.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import type { ReadSnapshot } from "./read-snapshot.ts";
import { nextNumber, noteRun, type Run, readDirectory } from "./run.ts";
import type { RunWorld } from "./sync-request.ts";

/** A sealed plan and what the gates say of it. */
export interface JudgedPlan {
  readonly plan: SealedPlan;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

/** What a sync's plan is made from. */
export interface PlanInput {
  readonly weighing: Weighing;
  readonly settings: Settings;
  readonly snapshot: ReadSnapshot;
  readonly contentHash: string;
}

/** The stages plan and gate, in one transaction: the plan is there whole and judged, or not at all. */
export async function makePlan(
  session: Session,
  world: RunWorld,
  run: Run,
  input: PlanInput,
): Promise<JudgedPlan> {
  return session.write(async (tx) => {
    world.onStep({ stage: "plan" });
    const { weighing, settings } = input;
    const directory = await readDirectory(tx, weighing.districtId);
    const writer = await startPlan(tx);
    let nextId = directory.nextId;
    const deal = (count: number): number => {
      nextId += count;
      return nextId - count;
    };
    const context: PlanContext = { weighing, settings, writer, fileOf: input.snapshot.fileOf, deal };
    await planRecords(tx, context);
    world.onPoint?.("plan-rows");
    world.onStep({ stage: "gate" });
    const counts = await readSliceCounts(tx, weighing.districtId);
    const slices = slicesOf(writer.tally, (slice) => counts.of(slice.type, slice.schoolId));
    const facts = await readGateFacts(
      tx,
      weighing,
      input.snapshot.readings,
      input.contentHash,
      counts.totals,
    );
    const verdict = judgePlan(slices, facts, settings);
    const basis = basisOf(input, directory);
    const plan = await sealPlan(
      tx,
      {
        ...{ districtId: weighing.districtId, planId: await nextNumber(tx, weighing.districtId, "plan") },
        ...{ runId: run.runId, snapshotId: weighing.snapshotId, undoesRunId: undefined, basis, nextId },
        ...{
          digest: writer.digest(),
          counts: writer.tally.counts(counts.totals),
          sealedAt: world.now().toISOString(),
        },
      },
      { tally: writer.tally, slices, verdict },
    );
    await supersedeOthers(tx, weighing, plan.planId);
    await noteRun(tx, run, { stage: "gate", planId: plan.planId });
    return { plan, verdict, findings: await findShape(tx, weighing, input.snapshot.fileOf) };
  });
}

/** Every record type in the order of `recordTypes`: what others point to comes first. */
async function planRecords(tx: Transaction, context: PlanContext): Promise<void> {
  const { weighing, settings } = context;
  const adopted = await planSchools(tx, context);
  await mapSchools(tx, weighing, adopted);
  await findTouched(tx, weighing);
  await planClassrooms(tx, context);
  const manages = settings["guardian.manage"];
  await gatherPeople(tx, weighing, manages);
  const guardiansStay = !manages || (await carriesNoLinks(tx, weighing));
  const before = context.deal(0);
  const dealt = await dealPeople(tx, weighing, before);
  context.deal(dealt);
  await planPeople(tx, context, { guardiansStay });
  await planMemberships(tx, context);
  await planGuardianships(tx, context, { carriesNoLinks: guardiansStay });
}

/** A source that names no family at all, where it used to, has stopped carrying families (reliability G-05). */
async function carriesNoLinks(tx: Reader, weighing: Weighing): Promise<boolean> {
  const [row] = await tx.query<{ carries: boolean }>(
    `select exists (select from source_user where district_id = $1 and source_id = $2 and ended_by is null and agent_sourced_ids <> '{}')
         or exists (select from source_guardian where district_id = $1 and source_id = $2 and ended_by is null) as carries`,
    [weighing.districtId, weighing.sourceId],
  );
  return row?.carries !== true;
}

function basisOf(
  input: PlanInput,
  directory: { readonly version: number; readonly nextId: number },
): PlanBasis {
  return {
    kind: "sync",
    snapshotHash: input.contentHash,
    directoryVersion: directory.version,
    firstId: directory.nextId,
    rulesVersion,
    settings: input.settings,
    today: input.weighing.today,
    sourceId: input.weighing.sourceId,
  };
}

/** A newer plan of the same source leaves the older ones behind: a hold is safe to ignore (reliability P6). */
async function supersedeOthers(tx: Transaction, weighing: Weighing, planId: number): Promise<void> {
  await tx.query(
    `update plan set state = 'superseded'
      where district_id = $1 and source_id = $2 and plan_id < $3 and state in ('sealed', 'partly_applied')`,
    [weighing.districtId, weighing.sourceId, planId],
  );
}
