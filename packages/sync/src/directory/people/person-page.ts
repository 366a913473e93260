import type { Reader } from "../../database/database.ts";
import { type PersonRecord, readPersonRecord, readPersonRecordAt } from "../why/person-answer.ts";
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
  return {
    record: await keepSchools(tx, districtId, record, schools),
    links: await readRecordLinks(tx, districtId, "person", personId),
  };
}

/**
 * A person as they were at an instant. Who may see them now may see what they were, as far as it was in the same schools.
 *
 * @returns undefined where the directory did not have them then
 * @throws Fault `person.id.unknown`: also of somebody of another school
 */
export async function readPersonAt(
  tx: Reader,
  districtId: number,
  personId: number,
  at: Date,
  schools: Schools,
): Promise<PersonRecord | undefined> {
  await mustSeePerson(tx, districtId, personId, schools);
  const record = await readPersonRecordAt(tx, districtId, personId, at);
  return record === undefined ? undefined : keepSchools(tx, districtId, record, schools);
}

async function keepSchools(
  tx: Reader,
  districtId: number,
  record: PersonRecord,
  schools: Schools,
): Promise<PersonRecord> {
  const others = record.guardianships.map((one) => one.personId);
  const family = await keepPeople(tx, districtId, others, schools);
  return {
    ...record,
    roles: record.roles.filter(({ schoolId }) => isOfSchools(schools, schoolId)),
    memberships: record.memberships.filter(({ schoolId }) => isOfSchools(schools, schoolId)),
    guardianships: record.guardianships.filter((one) => family.has(one.personId)),
  };
}
