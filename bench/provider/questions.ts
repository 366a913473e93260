import type { Database } from "@muster/sync/database/database.ts";

/** What systems ask of a provider, and the query without which nobody could answer it. */
export interface Question {
  readonly name: string;
  /** Below the service's root. */
  readonly path: (pick: Pick) => string;
  /** The same rows by one statement; $1 is the district. */
  readonly sql: string;
  readonly values: (pick: Pick) => readonly unknown[];
}

/** Ids that are there, and chance. */
export interface Pick {
  readonly user: string;
  readonly class: string;
  /** A share of one. */
  readonly place: number;
}

const pageOf = (table: string, limit: number): string =>
  `select p.* from ${table} p where p.district_id = $1 order by p.sourced_id limit ${limit} offset $2`;
/** So many are there at least in D50. */
const users = 100_000;
const enrollments = 390_000;
const since = "2030-01-01T00:00:00.000Z";

/** @param scale how many times D50 the district is */
export const questionsOf = (scale: number): readonly Question[] => {
  const offset = (place: number, rows: number): number => Math.floor(place * rows * scale);
  return [
    {
      name: "a page of 100 users, anywhere",
      path: ({ place }) => `/users?limit=100&offset=${offset(place, users)}`,
      sql: pageOf("provided_user", 100),
      values: ({ place }) => [offset(place, users)],
    },
    {
      name: "a page of 1,000 enrollments, anywhere",
      path: ({ place }) => `/enrollments?limit=1000&offset=${offset(place, enrollments)}`,
      sql: pageOf("provided_enrollment", 1000),
      values: ({ place }) => [offset(place, enrollments)],
    },
    {
      name: "one user",
      path: ({ user }) => `/users/${encodeURIComponent(user)}`,
      sql: "select p.* from provided_user p where p.district_id = $1 and p.sourced_id = $2",
      values: ({ user }) => [user],
    },
    {
      name: "the students of a class",
      path: (pick) => `/classes/${encodeURIComponent(pick.class)}/students`,
      sql: `select p.* from provided_user p where p.district_id = $1 and p.sourced_id in (
            select user_id from provided_enrollment where district_id = $1 and status = 'active' and class = $2 and role = 'student')`,
      values: (pick) => [pick.class],
    },
    {
      name: "users changed since, of which there are none",
      path: () => `/users?filter=${encodeURIComponent(`dateLastModified>'${since}'`)}`,
      sql: `select p.* from provided_user p where p.district_id = $1 and p.modified_at > $2 order by p.sourced_id limit 100`,
      values: () => [since],
    },
  ];
};

/** Ids to ask for, and chance that is the same in every run. */
export async function makePicks(db: Database, districtId: number): Promise<(n: number) => Pick> {
  const ids = async (table: string): Promise<readonly string[]> => {
    const rows = await db.session(districtId, (session) =>
      session.read((tx) =>
        tx.query<{ sourced_id: string }>(
          `select sourced_id from ${table} where district_id = $1 order by md5(sourced_id) limit 1000`,
          [districtId],
        ),
      ),
    );
    return rows.map(({ sourced_id }) => sourced_id);
  };
  const [people, classes] = [await ids("provided_user"), await ids("provided_class")];
  return (n) => ({
    user: people[n % people.length] ?? "",
    class: classes[n % classes.length] ?? "",
    place: ((n * 7919) % 1000) / 1000,
  });
}
