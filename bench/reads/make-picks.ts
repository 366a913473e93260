import type { Database } from "@muster/sync/database/database.ts";
import type { Pick } from "./question.ts";

/** What to ask for, by chance that is the same in every run. */
export async function makePicks(db: Database, districtId: number): Promise<(n: number) => Pick> {
  const some = async <T>(column: string, table: string): Promise<readonly T[]> => {
    const rows = await db.read(districtId, (tx) =>
      tx.query<{ value: T }>(
        `select ${column} as value from ${table} where district_id = $1 order by md5(${column}::text) limit 1000`,
        [districtId],
      ),
    );
    return rows.map(({ value }) => value);
  };
  const users = await some<string>("sourced_id", "provided_user");
  const classes = await some<string>("sourced_id", "provided_class");
  const people = await some<number>("person_id", "person");
  const classrooms = await some<number>("classroom_id", "classroom");
  const schools = await some<number>("school_id", "school");
  const names = await some<string>("family_name", "person");
  return (n) => ({
    ...{ user: oneOf(users, n), class: oneOf(classes, n), person: oneOf(people, n) },
    ...{ classroom: oneOf(classrooms, n), school: oneOf(schools, n), familyName: oneOf(names, n) },
    place: ((n * 7919) % 1000) / 1000,
  });
}

function oneOf<T>(all: readonly T[], n: number): T {
  const one = all[n % all.length];
  if (one === undefined) throw new Error("there is nobody to ask for");
  return one;
}
