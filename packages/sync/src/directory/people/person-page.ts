import type { Reader } from "../../database/database.ts";
import { type PersonRecord, readPersonRecord } from "../why/person-answer.ts";
import { keepPeople, mustSeePerson, type Schools } from "./in-schools.ts";
import { isOfSchools } from "./keep-subjects.ts";

/** A person with all that hangs on them, as far as whoever looks may see. */
export interface PersonPage {
  readonly record: PersonRecord;
  readonly links: readonly PersonLink[];
}

/** A sourcedId that stands for a person, with the ids by which the source calls them besides. */
export interface PersonLink extends Record<string, unknown> {
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

/** @throws Fault `person.id.unknown`: also of somebody of another school */
export async function readPersonPage(
  tx: Reader,
  districtId: number,
  personId: number,
  schools: Schools,
): Promise<PersonPage> {
  await mustSeePerson(tx, districtId, personId, schools);
  const record = await readPersonRecord(tx, districtId, personId);
  const others = record.guardianships.map((one) => one.personId);
  const family = await keepPeople(tx, districtId, others, schools);
  return {
    record: {
      ...record,
      roles: record.roles.filter(({ schoolId }) => isOfSchools(schools, schoolId)),
      memberships: record.memberships.filter(({ schoolId }) => isOfSchools(schools, schoolId)),
      guardianships: record.guardianships.filter((one) => family.has(one.personId)),
    },
    links: await readLinks(tx, districtId, personId),
  };
}

function readLinks(tx: Reader, districtId: number, personId: number): Promise<PersonLink[]> {
  return tx.query<PersonLink>(
    `select l.source_id as "sourceId", s.name as source, l.sourced_id as "sourcedId", l.origin,
            coalesce(u.other_ids, '{}') as "otherIds", u.sourced_id is not null as "isListed",
            (select max(n.taken_at) from snapshot n where n.district_id = $1 and n.source_id = l.source_id
                and n.standing = 'accepted') as "takenAt"
       from link l
       join source s on s.district_id = $1 and s.source_id = l.source_id
       left join lateral (select u.sourced_id, u.other_ids from source_user u where u.district_id = $1 and u.source_id = l.source_id
                             and u.sourced_id = l.sourced_id and u.ended_by is null limit 1) u on true
      where l.district_id = $1 and l.record_type = 'person' and l.record_id = $2
      order by l.source_id, l.sourced_id`,
    [districtId, personId],
  );
}
