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
 * Gives a district another name.
 *
 * @throws Fault `district.name.taken`
 */
export async function renameDistrict(db: Database, districtId: number, name: string): Promise<void> {
  await db.session(undefined, (session) =>
    session.write(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('muster.district.create'))");
      const [taken] = await tx.query(
        "select 1 from district where lower(name) = lower($1) and district_id <> $2",
        [name, districtId],
      );
      if (taken !== undefined)
        throw new Fault("district.name.taken", "never", "a district of this name exists already", { name });
      await tx.query("update district set name = $2 where district_id = $1", [districtId, name]);
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

/**
 * The source that files given by hand, and links made by hand, belong to: the one told; else the one source whose records
 * the district has, for the same person under another source would come a second time; else that of uploads, made when
 * first needed.
 *
 * @throws Fault `source.id.unknown`, `source.id.needed` where the district has records of several
 */
export async function uploadSource(db: Database, districtId: number, told?: number): Promise<number> {
  return db.session(districtId, (session) =>
    session.write(async (tx) => {
      const sources = await tx.query<{ source_id: number; name: string; has_records: boolean }>(
        `select source_id, name, exists (select from link l where l.district_id = $1 and l.source_id = s.source_id) as has_records
           from source s where district_id = $1 and joins_source_id is null order by source_id`,
        [districtId],
      );
      if (told !== undefined && told !== uploads) {
        if (sources.some((source) => source.source_id === told)) return told;
        const facts = { district: districtId, source: told };
        throw new Fault("source.id.unknown", "never", "there is no such source", facts);
      }
      const [first, second] = sources.filter((source) => source.has_records);
      if (told === undefined && first !== undefined && second !== undefined) {
        const known = sources.map(({ source_id, name }) => `${source_id} (${name})`).join(", ");
        throw new Fault("source.id.needed", "never", "there are several sources: name one", { known });
      }
      if (told === undefined && first !== undefined) return first.source_id;
      await tx.query(
        `insert into source (district_id, source_id, kind, name) values ($1, $2, 'upload', 'Uploaded files')
         on conflict do nothing`,
        [districtId, uploads],
      );
      return uploads;
    }),
  );
}

/** The number of the source of uploads by hand. */
const uploads = 1;
