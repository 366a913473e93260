import type { Database } from "../database/database.ts";
import { Fault } from "../fault.ts";

/** A district as the registry lists it. */
export interface District {
  readonly districtId: number;
  readonly name: string;
}

export async function listDistricts(db: Database): Promise<readonly District[]> {
  return db.session(undefined, (session) =>
    session.read((tx) =>
      tx.query<{ districtId: number; name: string }>(
        `select district_id as "districtId", name from district order by district_id`,
      ),
    ),
  );
}

/**
 * Makes a district. Names are compared without case, so that nobody has to guess which of two was meant.
 *
 * @throws Fault `district.name.taken`
 */
export async function createDistrict(db: Database, name: string): Promise<District> {
  return db.session(undefined, (session) =>
    session.write(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('muster.district.create'))");
      const [taken] = await tx.query("select 1 from district where lower(name) = lower($1)", [name]);
      if (taken !== undefined)
        throw new Fault("district.name.taken", "never", "a district of this name exists already", { name });
      const [row] = await tx.query<{ district_id: number }>(
        `insert into district (district_id, name)
         select coalesce(max(district_id), 0) + 1, $1 from district returning district_id`,
        [name],
      );
      if (row === undefined) throw new Error("an insert answers its row");
      return { districtId: row.district_id, name };
    }),
  );
}

/**
 * The district that is meant: the named one, or the only one there is. In an empty home it is made, named `default`
 * unless a name is given.
 *
 * @throws Fault `district.name.unknown`, `district.name.needed`
 */
export async function chooseDistrict(db: Database, name: string | undefined): Promise<District> {
  const districts = await listDistricts(db);
  if (districts.length === 0) return createDistrict(db, name ?? "default");
  const names = districts.map((district) => district.name).join(", ");
  if (name !== undefined) {
    const named = districts.find((district) => district.name.toLowerCase() === name.toLowerCase());
    if (named !== undefined) return named;
    throw new Fault("district.name.unknown", "never", `there is no district named ${name}`, {
      name,
      known: names,
    });
  }
  const [first, second] = districts;
  if (first !== undefined && second === undefined) return first;
  throw new Fault("district.name.needed", "never", "there are several districts: name one", { known: names });
}

/** The source that uploads of a district belong to; made when first needed. */
export async function uploadSource(db: Database, districtId: number): Promise<number> {
  return db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query(
        `insert into source (district_id, source_id, kind, name) values ($1, 1, 'upload', 'Uploaded files')
         on conflict do nothing`,
        [districtId],
      );
      return 1;
    }),
  );
}
