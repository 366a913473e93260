import type { Reader, Transaction } from "../database/database.ts";
import { dealPeople } from "../plan/deal-people.ts";
import { gatherPeople } from "../plan/gather-people.ts";
import { mapSchools } from "../plan/map-schools.ts";
import { planClassrooms } from "../plan/plan-classrooms.ts";
import type { PlanContext } from "../plan/plan-context.ts";
import { planGuardianships } from "../plan/plan-guardianships.ts";
import { planMemberships } from "../plan/plan-memberships.ts";
import { planPeople } from "../plan/plan-people.ts";
import { planSchools } from "../plan/plan-schools.ts";
import { findTouched } from "../plan/touched.ts";
import type { Weighing } from "../snapshot/weighing.ts";

/** Plans every record type in the order of `recordTypes`: what others point to comes first. */
export async function planRecords(tx: Transaction, context: PlanContext): Promise<void> {
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
