import type { Reader } from "../../database/database.ts";
import { type PersonRecord, readPersonRecord } from "../why/person-answer.ts";
import { keepPeople, mustSeePerson, type Schools } from "./in-schools.ts";
import { isOfSchools } from "./keep-subjects.ts";
import { type RecordLink, readRecordLinks } from "./record-links.ts";

/** A person with all that hangs on them, as far as whoever looks may see. */
export interface PersonPage {
  readonly record: PersonRecord;
  readonly links: readonly RecordLink[];
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
    links: await readRecordLinks(tx, districtId, "person", personId),
  };
}
