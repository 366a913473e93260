import type { Reader } from "../../database/database.ts";

/** A source that feeds a person or a classroom of ours, and what it says of them now. */
export interface RecordLink extends Record<string, unknown> {
  readonly sourceId: number;
  readonly source: string;
  readonly sourcedId: string;
  readonly origin: "synced" | "manual";
  /** `sis_id:4711`; the kind of id before the colon. */
  readonly otherIds: readonly string[];
  /** Does the source list it still? */
  readonly isListed: boolean;
  /** When the newest files of the source were taken that were accepted; null where none were. */
  readonly takenAt: string | null;
}

/** Where the source says it. */
const tableOf = { person: "source_user", classroom: "source_class" } as const;

/** The links of a record, by source. */
export function readRecordLinks(
  tx: Reader,
  districtId: number,
  type: keyof typeof tableOf,
  recordId: number,
): Promise<RecordLink[]> {
  return tx.query<RecordLink>(
    `select l.source_id as "sourceId", s.name as source, l.sourced_id as "sourcedId", l.origin,
            coalesce(u.other_ids, '{}') as "otherIds", u.sourced_id is not null as "isListed",
            (select max(n.taken_at) from snapshot n where n.district_id = $1 and n.source_id = l.source_id
                and n.standing = 'accepted') as "takenAt"
       from link l
       join source s on s.district_id = $1 and s.source_id = l.source_id
       left join lateral (select u.sourced_id, u.other_ids from ${tableOf[type]} u where u.district_id = $1 and u.source_id = l.source_id
                             and u.sourced_id = l.sourced_id and u.ended_by is null limit 1) u on true
      where l.district_id = $1 and l.record_type = $3 and l.record_id = $2
      order by l.source_id, l.sourced_id`,
    [districtId, recordId, type],
  );
}
