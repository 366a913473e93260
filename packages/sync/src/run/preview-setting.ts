import { judgePlan } from "@muster/rules/gate/judge-plan.ts";
import type { Gate } from "@muster/rules/gate/verdict.ts";
import type { Action, RecordType } from "@muster/rules/model/entities.ts";
import type { Slice } from "@muster/rules/plan/slice.ts";
import type { Settings } from "@muster/rules/setting/all-settings.ts";
import type { Database, Reader, Transaction } from "../database/database.ts";
import { dayIn } from "../directory/district-day.ts";
import { changedSettings } from "../directory/settings.ts";
import { Fault } from "../fault.ts";
import { noGateFacts } from "../gate/no-gate-facts.ts";
import { readSlices } from "../gate/read-slices.ts";
import { dealIds } from "../plan/deal-ids.ts";
import { startPlan } from "../plan/plan-writer.ts";
import { discardPending } from "../snapshot/discard-snapshot.ts";
import { makeStaging } from "../snapshot/stage-table.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import { planRecords } from "./plan-records.ts";
import { readDirectory } from "./run.ts";

/** Changes of one kind in one school that come or go with another value of a setting. */
export interface PreviewedChanges extends SourceChanges {
  readonly source: string;
}

interface SourceChanges extends Record<string, unknown> {
  readonly type: RecordType;
  readonly schoolId: number;
  readonly school: string;
  readonly action: Exclude<Action, "keep">;
  readonly count: number;
  /** Planned as things stand, and no longer with the change. */
  readonly isUndone: boolean;
}

/** A gate that holds with another value of a setting and did not, or the other way round. */
export interface PreviewedGate {
  readonly gate: Gate;
  readonly school: string;
  readonly isNew: boolean;
}

/** What a change of a setting would do, as far as it can be seen before it is made. */
export interface SettingPreview {
  readonly shows: "records" | "limits" | "files" | "nothing";
  readonly changes: readonly PreviewedChanges[];
  readonly gates: readonly PreviewedGate[];
  /** For limits: the run whose plan was judged anew; undefined where there is none. */
  readonly judgedRun: number | undefined;
}

/** No snapshot ever has it: nothing is staged, and the accepted records are weighed as they are. */
const noSnapshot = 2_147_483_647;
/** A preview plans the whole district twice; beyond so many records nobody waits for it before a screen. */
const mostRecords = 3_000_000;

/**
 * What another value of a setting would change of the roster: what is stored is planned under both values, and only
 * the difference is told; limits are tried on the newest plan. It runs in a transaction that is taken back.
 *
 * @throws Fault `setting.key.unknown`, `setting.value.invalid`, `setting.preview.large`, `run.lock.taken`
 */
export async function previewSetting(
  world: { readonly db: Database; readonly now: () => Date },
  districtId: number,
  key: string,
  written: unknown,
): Promise<SettingPreview> {
  return world.db.session(districtId, async (session) => {
    const { shows, now, then } = await session.read((tx) => changedSettings(tx, districtId, key, written));
    const nothing: SettingPreview = { shows, changes: [], gates: [], judgedRun: undefined };
    if (shows === "files" || shows === "nothing") return nothing;
    if (shows === "limits") return session.read((tx) => previewLimits(tx, districtId, now, then));
    if (!(await session.lock("run", false)))
      throw new Fault("setting.preview.busy", "later", "a run holds the district");
    const seen: { preview?: SettingPreview } = {};
    const takenBack = new Error("a preview is taken back");
    await session
      .write(async (tx) => {
        seen.preview = { ...nothing, ...(await previewRecords(tx, world, districtId, { now, then })) };
        throw takenBack;
      })
      .catch((error: unknown) => {
        if (error !== takenBack) throw error;
      });
    return seen.preview ?? nothing;
  });
}

interface BothSettings {
  readonly now: Settings;
  readonly then: Settings;
}

async function previewRecords(
  tx: Transaction,
  world: { readonly now: () => Date },
  districtId: number,
  settings: BothSettings,
): Promise<Pick<SettingPreview, "changes" | "gates">> {
  await tx.query("set local work_mem = '128MB'");
  const sources = await tx.query<{ sourceId: number; name: string; records: number }>(
    `select s.source_id as "sourceId", s.name, coalesce(sum(t.records), 0)::float8 as records
       from source s join source_table t using (district_id, source_id)
      where s.district_id = $1 group by 1, 2 order by 1`,
    [districtId],
  );
  const records = sources.reduce((sum, source) => sum + source.records, 0);
  if (records > mostRecords)
    throw new Fault("setting.preview.large", "never", "too many records for a preview", { records });
  const changes: PreviewedChanges[] = [];
  const gates: PreviewedGate[] = [];
  for (const { sourceId, name } of sources) {
    await discardPending(tx, districtId, sourceId);
    const found = await previewSource(tx, world, { districtId, sourceId }, settings);
    changes.push(...found.changes.map((change) => ({ ...change, source: name })));
    gates.push(...found.gates);
  }
  return { changes, gates };
}

async function previewSource(
  tx: Transaction,
  world: { readonly now: () => Date },
  source: { readonly districtId: number; readonly sourceId: number },
  { now, then }: BothSettings,
): Promise<{ readonly changes: SourceChanges[]; readonly gates: PreviewedGate[] }> {
  const { districtId } = source;
  await tx.query("drop table if exists planned_now");
  const before = await planUnder(tx, world, source, now);
  await tx.query("alter table planned_change rename to planned_now");
  const after = await planUnder(tx, world, source, then);
  const schools = await schoolNames(tx, districtId);
  const changes = await tx.query<SourceChanges>(
    `with ${difference}
     select d.type, d.school_id as "schoolId", coalesce(s.name, '') as school, d.action, d.is_undone as "isUndone", count(*) as count
       from differing d left join school s on s.district_id = $1 and s.school_id = d.school_id
      group by 1, 2, 3, 4, 5 order by 5, 6 desc, 1, 3`,
    [districtId],
  );
  return { changes, gates: differingGates(before, after, schools) };
}

const columns = "type, school_id, action, record_id, other_id, role, before::text, after::text";
const difference = `differing as (
  select false as is_undone, x.* from (select ${columns} from planned_change except select ${columns} from planned_now) x
  union all
  select true, x.* from (select ${columns} from planned_now except select ${columns} from planned_change) x)`;

async function planUnder(
  tx: Transaction,
  world: { readonly now: () => Date },
  source: { readonly districtId: number; readonly sourceId: number },
  settings: Settings,
): Promise<readonly Gate[]> {
  const { districtId } = source;
  const today = dayIn(settings["district.time-zone"], world.now());
  const weighing: Weighing = {
    ...{ ...source, snapshotId: noSnapshot, isFull: true, today, lastDay: today, absence: "nothing" },
  };
  await makeStaging(tx);
  const directory = await readDirectory(tx, districtId);
  const writer = await startPlan(tx);
  const { deal } = dealIds(directory.nextId);
  await planRecords(tx, { weighing, settings, writer, fileOf: (table) => `${table}.csv`, deal });
  await writer.finish();
  const { slices, active } = await readSlices(tx, districtId, writer.tally);
  return judgePlan(slices, { ...noGateFacts, active }, settings).gates;
}

/** The newest plan of a sync, judged under both: which removals would wait that went, or go that wait. */
async function previewLimits(
  tx: Reader,
  districtId: number,
  now: Settings,
  then: Settings,
): Promise<SettingPreview> {
  const [plan] = await tx.query<{ planId: number; runId: number }>(
    `select plan_id as "planId", run_id as "runId" from plan
      where district_id = $1 and kind = 'sync' and exists (
        select from plan_slice s where s.district_id = $1 and s.plan_id = plan.plan_id and s.kind = 'removal')
      order by plan_id desc limit 1`,
    [districtId],
  );
  const nothing = { shows: "limits", changes: [] } as const;
  if (plan === undefined) return { ...nothing, gates: [], judgedRun: undefined };
  const rows = await tx.query<Omit<Slice, "fields"> & Record<string, unknown>>(
    `select type, school_id as "schoolId", kind, part, changes, base from plan_slice
      where district_id = $1 and plan_id = $2`,
    [districtId, plan.planId],
  );
  const slices = rows.map((row) => ({ ...row, fields: {} }));
  const gatesUnder = (settings: Settings): readonly Gate[] =>
    judgePlan(slices, noGateFacts, settings).gates.filter(({ slice }) => slice?.kind === "removal");
  const gates = differingGates(gatesUnder(now), gatesUnder(then), await schoolNames(tx, districtId));
  return { ...nothing, gates, judgedRun: plan.runId };
}

function differingGates(
  before: readonly Gate[],
  after: readonly Gate[],
  schools: ReadonlyMap<number, string>,
): PreviewedGate[] {
  const nameOf = ({ code, slice }: Gate): string => JSON.stringify([code, slice]);
  const missing = (from: readonly Gate[], isNew: boolean, than: readonly Gate[]): PreviewedGate[] => {
    const known = new Set(than.map(nameOf));
    return from
      .filter((gate) => !known.has(nameOf(gate)))
      .map((gate) => ({ gate, school: schools.get(gate.slice?.schoolId ?? 0) ?? "", isNew }));
  };
  return [...missing(after, true, before), ...missing(before, false, after)];
}

async function schoolNames(tx: Reader, districtId: number): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.query<{ schoolId: number; name: string }>(
    `select school_id as "schoolId", name from school where district_id = $1`,
    [districtId],
  );
  return new Map(rows.map(({ schoolId, name }) => [schoolId, name]));
}
