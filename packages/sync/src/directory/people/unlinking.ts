import type { MembershipKey } from "@muster/rules/model/membership.ts";
import type { UnlinkFacts } from "@muster/rules/model/unlink-facts.ts";
import type { MembershipChange } from "@muster/rules/plan/change.ts";
import type { Reader } from "../../database/database.ts";
import { Fault } from "../../fault.ts";

/** Which link of which classroom. */
export interface ClassroomLink {
  readonly sourceId: number;
  readonly sourcedId: string;
  readonly classroomId: number;
}

/** Somebody whom a source brought into a classroom. */
export type BroughtMember = MembershipKey & { readonly before: NonNullable<MembershipChange["before"]> };

/**
 * What hangs on a link of a classroom, before anybody takes it away.
 *
 * @throws Fault `link.sourced-id.unknown` where the classroom has no such link
 */
export async function readUnlinking(
  tx: Reader,
  districtId: number,
  link: ClassroomLink,
): Promise<UnlinkFacts> {
  const { sourceId, sourcedId, classroomId } = link;
  const [row] = await tx.query<Omit<UnlinkFacts, "students" | "staff"> & Record<string, unknown>>(
    `select c.title, s.name as source, l.sourced_id as "sourcedId",
            array(select o.sourced_id from link o where o.district_id = $1 and o.source_id = $2 and o.record_type = 'classroom'
                     and o.record_id = $4 and o.sourced_id <> $3 order by 1) as "sameSource",
            array(select distinct f.name from link o join source f on f.district_id = $1 and f.source_id = o.source_id
                   where o.district_id = $1 and o.source_id <> $2 and o.record_type = 'classroom' and o.record_id = $4
                   order by 1) as "otherSources"
       from link l
       join classroom c on c.district_id = $1 and c.classroom_id = l.record_id
       join source s on s.district_id = $1 and s.source_id = l.source_id
      where l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom' and l.sourced_id = $3 and l.record_id = $4`,
    [districtId, sourceId, sourcedId, classroomId],
  );
  if (row === undefined)
    throw new Fault("link.sourced-id.unknown", "never", "nothing is linked to this sourcedId", { sourcedId });
  const brought = await readBrought(tx, districtId, link);
  const students = brought.filter(({ role }) => role === "student").length;
  return { ...row, students, staff: brought.length - students };
}

/** Who is in a classroom by one of its links alone: the source brought them, and no other class of it lists them there. */
export function readBrought(
  tx: Reader,
  districtId: number,
  { sourceId, sourcedId, classroomId }: ClassroomLink,
): Promise<BroughtMember[]> {
  return tx.query<BroughtMember & Record<string, unknown>>(
    `select m.classroom_id as "classroomId", m.person_id as "personId", m.role,
            jsonb_build_object('startsOn', m.starts_on, 'endsOn', m.ends_on, 'status', m.status, 'origin', m.origin,
                               'version', m.version) as before
       from membership m
      where m.district_id = $1 and m.classroom_id = $4 and m.source_id = $2 and m.origin = 'synced' and m.status = 'active'
        and not exists (
          select from link l
            join link p on p.district_id = $1 and p.source_id = $2 and p.record_type = 'person' and p.record_id = m.person_id
            join source_enrollment e on e.district_id = $1 and e.source_id = $2 and e.class_sourced_id = l.sourced_id
             and e.user_sourced_id = p.sourced_id and e.ended_by is null
           where l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom' and l.record_id = $4
             and l.sourced_id <> $3
             and case e.role when 'student' then 'student' when 'teacher' then 'teacher' else 'aide' end = m.role)
      order by m.person_id, m.role`,
    [districtId, sourceId, sourcedId, classroomId],
  );
}
