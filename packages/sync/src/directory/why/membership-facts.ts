import type { MembershipRole } from "@muster/rules/model/membership.ts";
import type { RoleName } from "@muster/rules/model/person.ts";
import type { ArchivedBy, Origin } from "@muster/rules/model/school.ts";
import type { Reader } from "../../database/database.ts";
import type { StoredRow } from "./said-row.ts";

/** What is held and said about one person and one classroom. */
export interface MembershipFacts extends Record<string, unknown> {
  readonly classroom: {
    readonly status: "active" | "archived";
    readonly archivedBy: ArchivedBy | null;
    readonly school: string;
    readonly schoolStatus: "active" | "archived";
  };
  readonly roles: readonly {
    readonly role: RoleName;
    readonly status: "active" | "archived";
    readonly archivedBy: ArchivedBy | null;
  }[];
  readonly memberships: readonly PairMembership[];
  /** Enrollments that the sources list now, a snapshot that waits for a decision included. */
  readonly enrollments: readonly (StoredRow & {
    readonly role: string;
    readonly endsOn: string | null;
  })[];
  /** sourcedIds of the class and of the user, in every source that knows both. */
  readonly pairs: readonly { readonly sourceId: number; readonly classId: string; readonly userId: string }[];
}

export interface PairMembership {
  readonly role: MembershipRole;
  readonly status: "active" | "ended";
  readonly origin: Origin;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

export async function readMembershipFacts(
  tx: Reader,
  districtId: number,
  classroomId: number,
  personId: number,
): Promise<MembershipFacts> {
  const [row] = await tx.query<MembershipFacts>(
    `with pair as (
       select c.source_id, c.sourced_id as class_id, p.sourced_id as user_id
         from link c join link p on p.district_id = $1 and p.source_id = c.source_id and p.record_type = 'person' and p.record_id = $3
        where c.district_id = $1 and c.record_type = 'classroom' and c.record_id = $2)
     select jsonb_build_object('status', r.status, 'archivedBy', r.archived_by, 'school', s.name, 'schoolStatus', s.status) as classroom,
            coalesce((select jsonb_agg(jsonb_build_object('role', h.role, 'status', h.status, 'archivedBy', h.archived_by)
                               order by h.role, h.status, h.school_id)
                        from role_record h where h.district_id = $1 and h.person_id = $3), '[]') as roles,
            coalesce((select jsonb_agg(jsonb_build_object('role', m.role, 'status', m.status, 'origin', m.origin,
                               'startsOn', m.starts_on, 'endsOn', m.ends_on) order by m.status, m.role)
                        from membership m where m.district_id = $1 and m.classroom_id = $2 and m.person_id = $3), '[]') as memberships,
            coalesce((select jsonb_agg(jsonb_build_object('sourceId', e.source_id, 'sourcedId', e.sourced_id, 'line', e.line,
                               'snapshotId', e.snapshot_id, 'takenAt', to_char(n.taken_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                               'role', e.role, 'endsOn', e.ends_on) order by e.source_id, e.line)
                        from pair join source_enrollment e on e.district_id = $1 and e.source_id = pair.source_id
                         and e.class_sourced_id = pair.class_id and e.user_sourced_id = pair.user_id and e.ended_by is null
                        join snapshot n on n.district_id = $1 and n.snapshot_id = e.snapshot_id), '[]') as enrollments,
            coalesce((select jsonb_agg(jsonb_build_object('sourceId', source_id, 'classId', class_id, 'userId', user_id)
                               order by source_id, class_id, user_id) from pair), '[]') as pairs
       from classroom r join school s on s.district_id = r.district_id and s.school_id = r.school_id
      where r.district_id = $1 and r.classroom_id = $2`,
    [districtId, classroomId, personId],
  );
  if (row === undefined) throw new Error("a classroom that was found is there");
  return row;
}
