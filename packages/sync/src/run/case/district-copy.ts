import type { Database, Reader } from "../../database/database.ts";
import { createDistrict } from "../../directory/districts.ts";
import { listTables } from "./look-at-directory.ts";
import type { CaseDistrict } from "./take-step.ts";

/** Everything the database holds of one district, so that many cases can begin where one first sync ended. */
export interface DistrictCopy {
  readonly version: number;
  readonly nextId: number;
  readonly tables: readonly { readonly name: string; readonly rows: string }[];
}

/** What others point to comes first; the other tables follow in any order. */
const parents = ["source", "snapshot", "school", "classroom", "person", "run", "plan"];

export async function copyDistrict(db: Database, districtId: number): Promise<DistrictCopy> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const copied: { name: string; rows: string }[] = [];
      for (const name of await tablesInOrder(tx)) {
        const [row] = await tx.query<{ rows: string }>(
          `select coalesce(jsonb_agg(to_jsonb(t) - 'district_id'), '[]')::text as rows from ${name} t where district_id = $1`,
          [districtId],
        );
        copied.push({ name, rows: row?.rows ?? "[]" });
      }
      const [district] = await tx.query<{ version: number; nextId: number }>(
        `select version, next_id as "nextId" from district where district_id = $1`,
        [districtId],
      );
      if (district === undefined) throw new Error("there is no district to copy");
      return { ...district, tables: copied };
    }),
  );
}

/** Makes a new district that stands where the copied one stood. */
export async function plantDistrict(db: Database, copy: DistrictCopy, name: string): Promise<CaseDistrict> {
  const { districtId } = await createDistrict(db, name);
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query("update district set version = $2, next_id = $3 where district_id = $1", [
        districtId,
        copy.version,
        copy.nextId,
      ]);
      for (const table of copy.tables) {
        const columns = await writtenColumns(tx, table.name);
        await tx.query(
          `insert into ${table.name} (${columns.join(", ")})
           select ${columns.map((column) => `made.${column}`).join(", ")} from jsonb_array_elements($2::jsonb) as row,
                  jsonb_populate_record(null::${table.name}, row || jsonb_build_object('district_id', $1::integer)) as made`,
          [districtId, table.rows],
        );
      }
    }),
  );
  return { districtId, sourceId: 1 };
}

/** What PostgreSQL makes of other columns by itself cannot be written. */
async function writtenColumns(tx: Reader, table: string): Promise<readonly string[]> {
  const rows = await tx.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
      where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

async function tablesInOrder(tx: Reader): Promise<readonly string[]> {
  const names = (await listTables(tx)).filter((name) => name !== "district");
  return [...parents, ...names.filter((name) => !parents.includes(name))];
}
