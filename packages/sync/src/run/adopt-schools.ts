import type { Change } from "@muster/rules/plan/change.ts";
import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { edit } from "./edit/held-records.ts";
import { weighEverything } from "./edit/weigh-again.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

/** Which schools of a source are to become schools of ours. */
export interface AdoptRequest {
  readonly districtId: number;
  readonly sourceId: number;
  readonly operator: string;
  readonly sourcedIds: readonly string[];
}

interface ListedOrg extends Record<string, unknown> {
  readonly sourcedId: string;
  readonly name: string;
  readonly identifier: string;
  readonly isTaken: boolean;
}

/**
 * Makes a school for each of these schools of a source, named as it is there, and links it: what a district does whose
 * source lists a school that was opened this year. In one run, all of them or none; what is linked already is passed over.
 *
 * @throws Fault `link.sourced-id.unknown` where the source lists no such school, `school.name.taken`
 */
export async function adoptSchools(
  world: RunWorld,
  request: AdoptRequest,
): Promise<{ readonly run: number; readonly made: number }> {
  const { districtId, sourceId } = request;
  let made = 0;
  const { run } = await editDirectory(world, request, async (tx, deal) => {
    const orgs = await readOrgs(tx, request);
    const missing = request.sourcedIds.find((id) => !orgs.some(({ sourcedId }) => sourcedId === id));
    if (missing !== undefined)
      throw new Fault("link.sourced-id.unknown", "never", "the source lists no such school", {
        sourcedId: missing,
      });
    const fresh = orgs.filter(({ isTaken }) => !isTaken);
    await assertNamesFree(tx, districtId, fresh);
    const changes = fresh.flatMap((org) => adoption(org, deal()));
    made = fresh.length;
    if (made > 0) await weighEverything(tx, districtId, [sourceId]);
    return changes;
  });
  return { run, made };
}

function readOrgs(tx: Transaction, { districtId, sourceId, sourcedIds }: AdoptRequest): Promise<ListedOrg[]> {
  return tx.query<ListedOrg>(
    `select distinct on (o.sourced_id) o.sourced_id as "sourcedId", o.name, o.identifier,
            exists (select from link l where l.district_id = $1 and l.source_id = $2 and l.record_type = 'school'
                       and l.sourced_id = o.sourced_id and l.record_id <> 0) as "isTaken"
       from source_org o
      where o.district_id = $1 and o.source_id = $2 and o.ended_by is null and o.type = 'school' and o.sourced_id = any ($3::text[])
      order by o.sourced_id, o.snapshot_id desc`,
    [districtId, sourceId, sourcedIds],
  );
}

async function assertNamesFree(
  tx: Transaction,
  districtId: number,
  orgs: readonly ListedOrg[],
): Promise<void> {
  const names = orgs.map(({ name }) => name.toLowerCase());
  const [taken] = await tx.query<{ name: string }>(
    "select name from school where district_id = $1 and lower(name) = any ($2::text[]) order by 1 limit 1",
    [districtId, names],
  );
  const twice = orgs.find(({ name }, index) => names.indexOf(name.toLowerCase()) !== index);
  const name = taken?.name ?? twice?.name;
  if (name !== undefined)
    throw new Fault("school.name.taken", "never", "a school needs a name that no other has", { name });
}

function adoption({ sourcedId, name, identifier }: ListedOrg, schoolId: number): readonly Change[] {
  return [
    {
      ...{ type: "school", action: "create", kind: "addition", schoolId, recordId: schoolId },
      ...{ because: edit(), before: undefined },
      after: { name, identifier, status: "active", archivedBy: null, origin: "manual" },
    },
    {
      ...{ type: "link", action: "create", kind: "addition", schoolId, recordId: schoolId },
      ...{ because: edit([sourcedId]), before: undefined },
      after: { recordType: "school", sourcedId, recordId: schoolId, origin: "manual" },
    },
  ];
}
