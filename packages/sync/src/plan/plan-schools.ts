import type { Because } from "@muster/rules/model/place.ts";
import type { School, SchoolFields } from "@muster/rules/model/school.ts";
import type { LinkChange } from "@muster/rules/plan/change.ts";
import { planSchool } from "@muster/rules/plan/plan-school.ts";
import type { Transaction } from "../database/database.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import { because, type PlanContext } from "./plan-context.ts";

interface SchoolPair extends Record<string, unknown> {
  readonly sourced_id: string;
  readonly name: string | null;
  readonly identifier: string | null;
  readonly line: number | null;
  readonly school: School | null;
}

/**
 * Plans the schools and answers those it adopts (sourcedId → dealt id). A district without schools adopts every
 * school it receives; later only linked schools take part (design §6).
 */
export async function planSchools(
  tx: Transaction,
  context: PlanContext,
): Promise<ReadonlyMap<string, number>> {
  const { weighing, writer } = context;
  const adopts = await hasNoSchools(tx, weighing.districtId);
  const adopted = new Map<string, number>();
  const planned = new Set<number>();
  for (const pair of await readPairs(tx, weighing)) {
    const existing = pair.school ?? undefined;
    if (existing === undefined ? !adopts : planned.has(existing.schoolId)) continue;
    const wanted = wantedSchool(pair);
    if (existing !== undefined && wanted !== undefined) planned.add(existing.schoolId);
    const why = because("listed", context.fileOf("orgs"), pair.line, [pair.sourced_id]);
    const change = planSchool(wanted, existing, why, () => context.deal(1));
    writer.add(change);
    if (existing !== undefined || change.action === "keep") continue;
    adopted.set(pair.sourced_id, change.schoolId);
    writer.add(linkOf(pair.sourced_id, change.schoolId, why));
  }
  await writer.flush();
  return adopted;
}

/** Every school that the source lists or that is linked to it; several may be linked to the same school of ours. */
async function readPairs(tx: Transaction, weighing: Weighing): Promise<readonly SchoolPair[]> {
  return tx.query<SchoolPair>(
    `select coalesce(o.sourced_id, l.sourced_id) as sourced_id, o.name, o.identifier, o.line,
            case when s.school_id is null then null else jsonb_build_object(
              'schoolId', s.school_id, 'name', s.name, 'identifier', s.identifier, 'status', s.status,
              'archivedBy', s.archived_by, 'origin', s.origin, 'version', s.version) end as school
       from (select * from source_org where district_id = $1 and source_id = $2 and ended_by is null
                and type = 'school') o
       full join (select * from link where district_id = $1 and source_id = $2 and record_type = 'school'
                     and record_id <> 0) l using (sourced_id)
       left join school s on s.district_id = $1 and s.school_id = l.record_id
      order by 1`,
    [weighing.districtId, weighing.sourceId],
  );
}

/** A school without a name goes by its ID (design §6). */
function wantedSchool({ sourced_id, name, identifier }: SchoolPair): SchoolFields | undefined {
  return name === null ? undefined : { name: name || sourced_id, identifier: identifier ?? "" };
}

function linkOf(sourcedId: string, schoolId: number, why: Because): LinkChange {
  return {
    ...{ type: "link", action: "create", kind: "addition", schoolId, recordId: schoolId, because: why },
    before: undefined,
    after: { recordType: "school", sourcedId, recordId: schoolId, origin: "synced" },
  };
}

async function hasNoSchools(tx: Transaction, districtId: number): Promise<boolean> {
  const rows = await tx.query("select 1 from school where district_id = $1 limit 1", [districtId]);
  return rows.length === 0;
}
