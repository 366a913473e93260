import { servicePaths } from "@muster/oneroster/rest/dialect.ts";
import { alone, type Pick, type Question } from "./question.ts";

/** So many are there at least in D50. */
const users = 100_000;
const enrollments = 390_000;
const since = "2030-01-01T00:00:00.000Z";

const pageOf = (table: string, limit: number): string =>
  `select p.* from ${table} p where p.district_id = $1 order by p.sourced_id limit ${limit} offset $2`;

const question = (
  name: string,
  path: (pick: Pick) => string,
  sql: string,
  values: (pick: Pick) => readonly unknown[],
): Question => ({
  name,
  ask: (pick) => ({ path: `${servicePaths["1.2"]}${path(pick)}` }),
  bare: (db, districtId, pick) => alone(db, districtId, (tx) => tx.query(sql, [districtId, ...values(pick)])),
});

/**
 * What systems ask of the OneRoster provider, and the same rows by one plain statement.
 *
 * @param scale how many times D50 the district is
 */
export const providerQuestions = (scale: number): readonly Question[] => {
  const offset = (place: number, rows: number): number => Math.floor(place * rows * scale);
  return [
    question(
      "a page of 100 users, anywhere",
      ({ place }) => `/users?limit=100&offset=${offset(place, users)}`,
      pageOf("provided_user", 100),
      ({ place }) => [offset(place, users)],
    ),
    question(
      "a page of 1,000 enrollments, anywhere",
      ({ place }) => `/enrollments?limit=1000&offset=${offset(place, enrollments)}`,
      pageOf("provided_enrollment", 1000),
      ({ place }) => [offset(place, enrollments)],
    ),
    question(
      "one user",
      ({ user }) => `/users/${encodeURIComponent(user)}`,
      "select p.* from provided_user p where p.district_id = $1 and p.sourced_id = $2",
      ({ user }) => [user],
    ),
    question(
      "the students of a class",
      (pick) => `/classes/${encodeURIComponent(pick.class)}/students`,
      `select p.* from provided_user p where p.district_id = $1 and p.sourced_id in (
         select user_id from provided_enrollment
          where district_id = $1 and status = 'active' and class = $2 and role = 'student')`,
      (pick) => [pick.class],
    ),
    question(
      "users changed since, of which there are none",
      () => `/users?filter=${encodeURIComponent(`dateLastModified>'${since}'`)}`,
      `select p.* from provided_user p where p.district_id = $1 and p.modified_at > $2 order by p.sourced_id limit 100`,
      () => [since],
    ),
  ];
};
