import type { Database } from "../database/database.ts";

/** What people see: whoever is active. */
export const isActive: Readonly<Record<string, string>> = {
  ...{ school: "t.status = 'active'", classroom: "t.status = 'active'", role_record: "t.status = 'active'" },
  ...{ membership: "t.status = 'active'", guardianship: "t.status = 'active'" },
  person:
    "exists (select from role_record r where r.district_id = $1 and r.person_id = t.person_id and r.status = 'active')",
};
/** Everything that is held, the archived too. */
export const isThere: Readonly<Record<string, string>> = {
  ...{ school: "true", classroom: "true", person: "true", role_record: "true", membership: "true" },
  ...{ guardianship: "true", link: "true", slice_count: "t.active <> 0" },
};

/** The chosen rows of every table of the directory, without what says how they came about. */
export async function lookAt(
  db: Database,
  districtId: number,
  chosen: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const found: string[] = [];
      for (const [table, condition] of Object.entries(chosen)) {
        const rows = await tx.query<{ row: string }>(
          `select (to_jsonb(t) - '{district_id,source_id,version,identity_key}'::text[])::text as row
             from ${table} t where district_id = $1 and ${condition} order by 1`,
          [districtId],
        );
        found.push(...rows.map(({ row }) => `${table} ${row}`));
      }
      return found;
    }),
  );
}
