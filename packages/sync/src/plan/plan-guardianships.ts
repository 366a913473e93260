import type { Guardianship, GuardianshipFields } from "@muster/rules/model/guardianship.ts";
import type { ChangePart } from "@muster/rules/plan/change.ts";
import { planGuardianship } from "@muster/rules/plan/plan-guardianship.ts";
import type { Transaction } from "../database/database.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import { because, type PlanContext, pairsPerBatch } from "./plan-context.ts";

interface GuardianshipPair extends Record<string, unknown> {
  readonly student_id: number;
  readonly guardian_id: number;
  readonly wanted: GuardianshipFields | null;
  readonly held: Guardianship | null;
  readonly line: number | null;
  readonly said_in: string | null;
  readonly sourced_ids: readonly string[];
  readonly school_id: number;
  readonly is_frozen: boolean;
  readonly part: ChangePart;
}

/** Plans who is whose guardian, for every touched person; after the people of the same plan. */
export async function planGuardianships(
  tx: Transaction,
  context: PlanContext,
  facts: { readonly carriesNoLinks: boolean },
): Promise<void> {
  const { weighing, writer } = context;
  await wantGuardianships(tx, weighing);
  await findImplausible(tx);
  await findRestricted(tx, weighing.districtId);
  await pairGuardianships(tx, weighing);
  const values = [weighing.districtId, weighing.sourceId];
  for await (const pairs of tx.stream<GuardianshipPair>(readPairs, values, pairsPerBatch)) {
    for (const pair of pairs) {
      const file = context.fileOf(pair.said_in ?? "users");
      const reason = pair.wanted === null ? "absent" : "listed";
      writer.add(
        planGuardianship(
          { studentId: pair.student_id, guardianId: pair.guardian_id },
          pair.wanted ?? undefined,
          pair.held ?? undefined,
          {
            schoolId: pair.school_id,
            isFrozen: pair.is_frozen,
            carriesNoLinks: facts.carriesNoLinks,
            part: pair.part,
            because: because(reason, file, pair.line, pair.sourced_ids),
          },
        ),
      );
    }
    await writer.flush();
  }
}

/** `wanted_guardianship`: the families of the source as people of ours, one row a pair. */
async function wantGuardianships(tx: Transaction, weighing: Weighing): Promise<void> {
  await tx.query("drop table if exists wanted_guardianship");
  await tx.query(
    `create temporary table wanted_guardianship as
     with pair as (
       select coalesce(ps.person_id, ls.record_id) as student_id, coalesce(pg.person_id, lg.record_id) as guardian_id, f.*
         from family f
         join student_scope s on s.sourced_id = f.student_sourced_id
         left join person_of ps on ps.sourced_id = f.student_sourced_id
         left join person_of pg on pg.sourced_id = f.guardian_sourced_id
         left join link ls on ls.district_id = $1 and ls.source_id = $2 and ls.record_type = 'person'
          and ls.sourced_id = f.student_sourced_id
         left join link lg on lg.district_id = $1 and lg.source_id = $2 and lg.record_type = 'person'
          and lg.sourced_id = f.guardian_sourced_id
     )
     select student_id, guardian_id, max(relationship) as relationship, max(contact_type) as contact_type,
            min(line) as line, max(said_in) as said_in,
            array_agg(distinct student_sourced_id) || array_agg(distinct guardian_sourced_id) as sourced_ids
       from pair where student_id is not null and guardian_id is not null and student_id <> guardian_id
      group by 1, 2`,
    [weighing.districtId, weighing.sourceId],
  );
  await tx.query(
    "create unique index on wanted_guardianship (student_id, guardian_id); analyze wanted_guardianship",
  );
}

/** Most students of one guardian, most guardians of one student (reliability G12). */
const familyLimits = { students: 12, guardians: 10 } as const;

/** `implausible_family`: people whom the source gives more family than people have: a bad join, an office's contact. */
async function findImplausible(tx: Transaction): Promise<void> {
  const larger = (person: string, most: number): string =>
    `select ${person} as person_id, count(*) as size, ${most} as most from wanted_guardianship
      group by ${person} having count(*) > ${most}`;
  await tx.query("drop table if exists implausible_family");
  await tx.query(
    `create temporary table implausible_family as
     ${larger("guardian_id", familyLimits.students)} union all ${larger("student_id", familyLimits.guardians)}`,
  );
  await tx.query("create index on implausible_family (person_id); analyze implausible_family");
}

/** `restricted_family`: students of whose family a person has restricted somebody. Most districts have none. */
async function findRestricted(tx: Transaction, districtId: number): Promise<void> {
  await tx.query("drop table if exists restricted_family");
  await tx.query(
    `create temporary table restricted_family as
     select distinct student_id from guardianship where district_id = $1 and is_restricted`,
    [districtId],
  );
  await tx.query("create unique index on restricted_family (student_id); analyze restricted_family");
}

/**
 * Frozen is a link whose student, or whose guardian, does not stand after this plan: it comes back with them. A
 * student who leaves one of two schools stands at the other.
 * @NOTE a guardian stands only through links, so a link that is wanted is never frozen for the guardian's sake.
 */
const readPairs = `
with student_after as (
  select c.record_id as person_id, bool_or(r.value->>'status' = 'active') as is_active,
         array_agg((r.value->>'schoolId')::bigint) as school_ids
    from planned_change c, jsonb_array_elements(c.after->'roles') r where c.type = 'student' group by 1
)
select pair.student_id, pair.guardian_id, pair.line, pair.said_in,
       case when pair.is_wanted then jsonb_build_object('relationship', pair.relationship, 'contactType', pair.contact_type) end as wanted,
       case when pair.status is not null then jsonb_build_object(
         'relationship', pair.held_relationship, 'contactType', pair.held_contact_type, 'status', pair.status,
         'isRestricted', pair.is_restricted, 'origin', pair.origin, 'version', pair.version,
         'isOurs', pair.origin = 'synced' and pair.source_id = $2) end as held,
       coalesce(pair.sourced_ids, (select array_agg(l.sourced_id order by l.sourced_id) from link l
          where l.district_id = $1 and l.source_id = $2 and l.record_type = 'person'
            and l.record_id in (pair.student_id, pair.guardian_id)), '{}') as sourced_ids,
       coalesce((select min(s.school_id) from student_scope s where s.sourced_id = any (pair.sourced_ids)),
                (select min(school_id) from role_record where district_id = $1 and person_id = pair.student_id and role = 'student'), 0) as school_id,
       coalesce((select min(j.part) from judged_apart j where j.person_id in (pair.student_id, pair.guardian_id)),
                (select 'restricted-family' from restricted_family r where r.student_id = pair.student_id),
                (select 'implausible-family' from implausible_family i
                  where i.person_id in (pair.student_id, pair.guardian_id) limit 1), '') as part,
       not (coalesce(a.is_active, false)
            or exists (select from role_record r where r.district_id = $1 and r.person_id = pair.student_id
                          and r.role = 'student' and r.status = 'active'
                          and r.school_id <> all (coalesce(a.school_ids, '{}')))) as is_frozen
  from guardianship_pair pair
  left join student_after a on a.person_id = pair.student_id
 order by pair.student_id, pair.guardian_id`;

/**
 * `guardianship_pair`: what is wanted beside what is held, for every touched person.
 * @NOTE a table of its own: under row-level security a condition on a joined (coalesced) key may not use an index.
 */
async function pairGuardianships(tx: Transaction, weighing: Weighing): Promise<void> {
  await tx.query("drop table if exists guardianship_pair");
  await tx.query(
    `create temporary table guardianship_pair as
     with held as (
       select g.* from (select distinct person_id from person_of) p
         join guardianship g on g.district_id = $1 and g.student_id = p.person_id
       union
       select g.* from (select distinct person_id from person_of) p
         join guardianship g on g.district_id = $1 and g.guardian_id = p.person_id
     )
     select student_id, guardian_id, w.relationship, w.contact_type, w.line, w.said_in, w.sourced_ids,
            w.sourced_ids is not null as is_wanted, h.relationship as held_relationship,
            h.contact_type as held_contact_type, h.status, h.is_restricted, h.origin, h.version, h.source_id
       from wanted_guardianship w full join held h using (student_id, guardian_id)`,
    [weighing.districtId],
  );
  await tx.query("analyze guardianship_pair");
}
