import type { Membership, MembershipFields, MembershipRole } from "@muster/rules/model/membership.ts";
import type { ChangePart } from "@muster/rules/plan/change.ts";
import { planMembership } from "@muster/rules/plan/plan-membership.ts";
import type { Transaction } from "../database/database.ts";
import { gatherMemberships } from "./gather-memberships.ts";
import { because, type PlanContext, pairsPerBatch } from "./plan-context.ts";

/** Plans who is in which classroom; after the classrooms and the people of the same plan. */
export async function planMemberships(tx: Transaction, context: PlanContext): Promise<void> {
  const { weighing, writer } = context;
  await gatherMemberships(tx, weighing);
  const file = context.fileOf("enrollments");
  const sql = readPairs(weighing.isFull);
  const values = [weighing.districtId, weighing.sourceId];
  for await (const rows of tx.streamArrays(sql, values, pairsPerBatch)) {
    for (const row of rows) {
      const pair = pairFrom(row);
      const why = because(pair.wanted === undefined ? "absent" : "listed", file, pair.line, pair.sourcedIds);
      writer.add(planMembership(pair.key, pair.wanted, pair.existing, { ...pair.facts, because: why }));
    }
    await writer.flush();
  }
}

interface MembershipPair {
  readonly key: { readonly classroomId: number; readonly personId: number; readonly role: MembershipRole };
  readonly wanted: MembershipFields | undefined;
  readonly existing: Membership | undefined;
  readonly facts: { readonly schoolId: number; readonly isFrozen: boolean; readonly part: ChangePart };
  readonly line: number | null;
  readonly sourcedIds: readonly string[];
}

type PairRow = readonly [
  ...key: [classroomId: number, personId: number, role: MembershipRole],
  ...wanted: [
    isWanted: boolean,
    from: string | null,
    to: string | null,
    line: number | null,
    ids: string[] | null,
  ],
  ...facts: [schoolId: number, isFrozen: boolean, part: ChangePart],
  ...held: [
    ...[status: Membership["status"] | null, from: string | null, to: string | null],
    ...[origin: Membership["origin"], isOurs: boolean, version: number],
  ],
];

/** A row of `readPairs`, in its order of columns: the one edge between this SQL and the rule. */
function pairFrom(row: readonly unknown[]): MembershipPair {
  const [classroomId, personId, role, ...rest] = row as PairRow;
  const [isWanted, from, to, line, ids, schoolId, isFrozen, part, status, heldFrom, heldTo, ...last] = rest;
  const [origin, isOurs, version] = last;
  return {
    key: { classroomId, personId, role },
    wanted: isWanted ? { startsOn: from, endsOn: to } : undefined,
    existing:
      status === null ? undefined : { startsOn: heldFrom, endsOn: heldTo, status, origin, isOurs, version },
    facts: { schoolId, isFrozen, part },
    line,
    sourcedIds: ids ?? [],
  };
}

/**
 * Frozen is whoever is in a classroom that does not stand after this plan, or has no standing role of the kind that
 * the membership needs: an enrollment gives no rights by itself.
 */
function readPairs(isFull: boolean): string {
  const pairs = isFull
    ? `wanted_membership w full join (select * from membership where district_id = $1) m
         using (classroom_id, person_id, role)`
    : `touched_membership t
         left join wanted_membership w using (classroom_id, person_id, role)
         left join (select * from membership where district_id = $1) m using (classroom_id, person_id, role)`;
  return `
    select pair.classroom_id, pair.person_id, pair.role,
           pair.sourced_ids is not null, pair.starts_on, pair.ends_on, coalesce(pair.line, lost.line),
           coalesce(pair.sourced_ids, lost.sourced_ids),
           coalesce(ra.school_id, room.school_id),
           not (coalesce(ra.is_active, room.status = 'active', false) and standing.person_id is not null),
           coalesce(apart.part, ended.part, shrinking.part, ''),
           m_status, m_starts_on, m_ends_on, m_origin, m_is_ours and fed.classroom_id is not null, m_version
      from (select classroom_id, person_id, role, w.sourced_ids, w.starts_on, w.ends_on, w.line, m.status as m_status,
                   m.starts_on as m_starts_on, m.ends_on as m_ends_on, m.origin as m_origin,
                   m.origin = 'synced' and m.source_id = $2 as m_is_ours, m.version as m_version
              from ${pairs}) pair
      left join room_after ra using (classroom_id)
      left join fed_classroom fed using (classroom_id)
      left join classroom room on room.district_id = $1 and room.classroom_id = pair.classroom_id
      left join judged_apart apart on apart.person_id = pair.person_id
      left join ended_membership ended on ended.classroom_id = pair.classroom_id
       and ended.person_id = pair.person_id and ended.role = pair.role
      left join lost_enrollment lost on pair.sourced_ids is null and lost.classroom_id = pair.classroom_id
       and lost.person_id = pair.person_id and lost.role = pair.role
      left join shrinking_class shrinking on shrinking.classroom_id = pair.classroom_id
      left join standing_role standing on standing.person_id = pair.person_id
       and standing.role = case pair.role when 'student' then 'student' else 'staff' end
     order by 1, 2, 3`;
}
